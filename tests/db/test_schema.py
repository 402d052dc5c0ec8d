"""The schema: what it forbids, how it moves from version to version."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from sqlite_utils.utils import sqlite3

from db import audit, copies, migrations, offices
from db.connection import connect
from desktop.core.errors import StorageError
from desktop.core.records import OfficeInfo

AT = datetime(2026, 11, 16, 8, 0)


@pytest.fixture
def opened(tmp_path):
    db = connect(tmp_path / "office.db", create=True)
    migrations.migrate(db)
    with db.write("start"):
        offices.add_office(db, OfficeInfo("UBND XÃ AN BÌNH", "xã", "", ""), AT)
        offices.add_book(db, "Sổ đến", "den")
    yield db
    db.close()


def letter(db, number, **more):
    values = {"uid": f"{number}{more}", "book_id": 1, "year": 2026, "arrival_number": number}
    return db.insert("letter", {**values, "arrived_on": "2026-11-16", "registered_at": "2026-11-16T08:00:00", **more})


def scan(db, **more):
    values = {"uid": str(more), "file": "a.pdf", "sha256": "1", "size": 1, "state": "ready", "path": "store/a"}
    return db.insert("scan", {**values, "received_at": "2026-11-16T08:00:00", **more})


def forbidden(db, action, match=None):
    with pytest.raises(sqlite3.IntegrityError, match=match), db.write("x"):
        action()


def test_every_table_is_strict_and_every_version_has_its_file(opened):
    created = "\n".join(m.sql for m in migrations.migrations())
    tables = re.findall(r"CREATE TABLE (\w+) \((.*?)\n\)([^;]*);", created, re.DOTALL)
    assert [name for name, _, tail in tables if "STRICT" not in tail] == []
    assert [m.version for m in migrations.migrations()] == list(range(1, migrations.newest() + 1))
    assert migrations.version(opened) == migrations.newest()
    assert migrations.is_office(opened)


@pytest.mark.parametrize(
    "table", ["letter", "directive", "task", "person", "progress", "scan", "unit", "issuer", "book", "transfer"]
)
def test_rows_that_may_travel_have_a_stable_name(opened, table):
    columns = {row["name"]: row for row in opened.all(f"PRAGMA table_info({table})")}
    assert columns["uid"]["notnull"]


def test_a_number_is_given_once(opened):
    with opened.write("x"):
        letter(opened, 1)
    forbidden(opened, lambda: letter(opened, 1, uid="other"))


def test_a_number_never_changes_and_an_entry_is_never_deleted(opened):
    with opened.write("x"):
        letter(opened, 1)
    forbidden(opened, lambda: opened.run("UPDATE letter SET arrival_number = 2"), "never changes")
    forbidden(opened, lambda: opened.run("DELETE FROM letter"), "never deleted")


def test_a_counter_never_falls(opened):
    with opened.write("x"):
        offices.take_number(opened, 1, 2026, 5)
    forbidden(opened, lambda: offices.take_number(opened, 1, 2026, 4), "never given twice")


def test_a_void_has_a_reason_and_stays(opened):
    with opened.write("x"):
        letter(opened, 1, state="void", void_reason="nhầm")
    forbidden(opened, lambda: letter(opened, 2, state="void"))
    forbidden(opened, lambda: opened.run("UPDATE letter SET state = 'registered'"), "stays void")


def test_a_letter_of_a_scan_stands_once_unless_void(opened):
    with opened.write("x"):
        scan_id = scan(opened)
        letter(opened, 1, scan_id=scan_id, state="void", void_reason="nhầm")
        letter(opened, 2, scan_id=scan_id)
        letter(opened, 3, scan_id=scan_id, letter_index=1)
    forbidden(opened, lambda: letter(opened, 4, scan_id=scan_id))


def test_the_year_is_that_of_the_arrival(opened):
    forbidden(opened, lambda: letter(opened, 1, arrived_on="2025-12-31"))


def test_states_are_those_that_exist(opened):
    forbidden(opened, lambda: scan(opened, state="lost"))
    forbidden(opened, lambda: scan(opened, path=None))
    forbidden(opened, lambda: scan(opened, state="duplicate"))


def test_two_originals_of_the_same_bytes_cannot_be(opened):
    with opened.write("x"):
        scan(opened)
    forbidden(opened, lambda: scan(opened, uid="2"))


def test_the_audit_log_only_grows_and_is_chained(opened):
    with opened.write("x"):
        for n in range(3):
            audit.add(opened, AT, "Lan", "register", "letter", n, {"số": n})
    assert audit.broken_at(opened) is None
    forbidden(opened, lambda: opened.run("UPDATE audit SET who = 'x'"), "only grows")
    forbidden(opened, lambda: opened.run("DELETE FROM audit"), "only grows")
    with opened.write("x"):
        opened.run("DROP TRIGGER audit_is_not_changed")
        opened.run("UPDATE audit SET detail = '{}' WHERE id = 2")
    assert audit.broken_at(opened) == 2


def test_statements_are_cut_where_they_end():
    sql = "-- a; b\nCREATE TABLE a (x);\nCREATE TRIGGER t AFTER INSERT ON a\nBEGIN\n  SELECT 1;\n  SELECT ';';\nEND;\n"
    assert [s.split("\n")[-1] for s in migrations.statements(sql)] == ["CREATE TABLE a (x);", "END;"]


def test_an_older_office_is_backed_up_then_migrated(opened, tmp_path, monkeypatch):
    more = [*migrations.migrations(), migrations.Migration(99, "CREATE TABLE later (x INTEGER) STRICT;")]
    monkeypatch.setattr(migrations, "migrations", lambda: more)
    saved, before = [], migrations.version(opened)
    migrations.migrate(opened, lambda version: saved.append(version) or copies.copy_database(opened, tmp_path / "b.db"))
    assert saved == [before]
    assert migrations.version(opened) == 99
    old = connect(tmp_path / "b.db", read_only=True)
    assert migrations.version(old) == before
    assert offices.office_info(old).name == "UBND XÃ AN BÌNH"
    old.close()
    migrations.migrate(opened, saved.append)
    assert saved == [before]


def test_a_migration_that_fails_leaves_the_old_version(opened, monkeypatch):
    before = migrations.version(opened)
    bad = migrations.Migration(99, "CREATE TABLE later (x INTEGER) STRICT;\nINSERT INTO nowhere VALUES (1);")
    monkeypatch.setattr(migrations, "migrations", lambda: [bad])
    with pytest.raises(sqlite3.OperationalError):
        migrations.migrate(opened)
    assert migrations.version(opened) == before
    assert opened.value("SELECT count(*) FROM sqlite_schema WHERE name = 'later'") == 0


def test_no_migration_without_a_backup_that_worked(opened, monkeypatch):
    before = migrations.version(opened)
    more = [migrations.Migration(99, "CREATE TABLE later (x INTEGER) STRICT;")]
    monkeypatch.setattr(migrations, "migrations", lambda: more)

    def no_room(version):
        raise StorageError("disk-full", "x")

    with pytest.raises(StorageError):
        migrations.migrate(opened, no_room)
    assert migrations.version(opened) == before


def test_a_copy_is_whole_or_not_there(opened, tmp_path):
    target = tmp_path / "copy.db"
    copies.copy_database(opened, target)
    copies.require_sound(target)
    data = bytearray(target.read_bytes())
    data[4096 * 2 : 4096 * 4] = b"\xff" * 8192
    target.write_bytes(bytes(data))
    with pytest.raises(StorageError):
        copies.require_sound(target)
    assert not target.with_name("copy.db.part").exists()


def test_a_piece_is_followed_once_a_number_is_used_once_a_year_and_one_request_waits(opened):
    with opened.write("x"):
        opened.insert("person", {"uid": "p", "name": "A", "folded": "a", "role": "officer"})
        task = {"title": "a", "lead_id": 1, "assigned_on": "2026-11-16"}
        opened.insert("task", {"uid": "1", **task})
        opened.insert("task", {"uid": "2", **task, "previous_id": 1})
        sent = {"number": "4", "subject": "a", "number_key": "4-bc", "recorded_at": "2026-11-16T08:00:00"}
        opened.insert("outgoing", {"uid": "1", **sent, "issued_on": "2025-11-16"})
        opened.insert("outgoing", {"uid": "2", **sent, "issued_on": "2026-11-16"})
        asked = {"task_id": 1, "new_due": "2026-12-01", "reason": "a", "asked_at": "2026-11-16T08:00:00"}
        opened.insert("extension", {"uid": "1", **asked})
    forbidden(opened, lambda: opened.insert("task", {"uid": "3", **task, "previous_id": 1}))
    forbidden(opened, lambda: opened.insert("outgoing", {"uid": "3", **sent, "issued_on": "2026-01-02"}))
    forbidden(opened, lambda: opened.insert("extension", {"uid": "2", **asked}))
    forbidden(opened, lambda: opened.run("DELETE FROM outgoing"), "never deleted")
