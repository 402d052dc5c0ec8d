"""The check of an office that somebody or something has damaged: each fault has its sentence, and what may be mended is."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from datetime import timedelta

import pytest

from desktop.services import register
from desktop.services.backup import back_up_day
from desktop.services.check import check, repair


@pytest.fixture
def full(office, scanned, kit):
    """An office with registered scans and a backup."""
    for number in ("11", "12", "13"):
        register.register(office, scanned(kit.make_letter(number=number)).id)
    back_up_day(office)
    return office


def without_triggers(office, sql: str) -> None:
    """Change what the triggers keep, as a stranger's tool would: they are taken out and put back."""
    db = sqlite3.connect(office.folder / "office.db")
    kept = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in kept:
        db.execute(f"DROP TRIGGER {name}")
    db.executescript(sql)
    for _, text in kept:
        db.execute(text)
    db.commit()
    db.close()


def raw(office, sql: str) -> None:
    db = sqlite3.connect(office.folder / "office.db")
    db.execute("PRAGMA foreign_keys = OFF")
    db.executescript(sql)
    db.commit()
    db.close()


def original(office) -> object:
    return office.path(office.db.value("SELECT path FROM scan WHERE id = 2"))


def flip(office) -> None:
    file = original(office)
    data = bytearray(file.read_bytes())
    data[0] ^= 1
    file.write_bytes(data)


def stray(office) -> None:
    file = office.store / "ab" / f"{'ab' * 32}.pdf"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(b"nobody's")
    at = (office.now() - timedelta(days=1)).timestamp()
    os.utime(file, (at, at))


#: the damage → a word of the sentence, what it names, and whether repair mends it
DAMAGE: dict[str, tuple[Callable, str, bool]] = {
    "a byte of a scan": (flip, "số đến 2/2026", True),
    "a scan is gone": (lambda o: original(o).unlink(), "Mất tệp gốc", True),
    "a stray file": (stray, "không thuộc mục nào", True),
    "the search index": (lambda o: raw(o, "INSERT INTO search (search) VALUES ('delete-all')"), "Chỉ mục", True),
    "no trigger keeps the log": (lambda o: raw(o, "DROP TRIGGER audit_is_not_changed"), "audit_is_not_changed", True),
    "a trigger was changed": (
        lambda o: raw(
            o,
            "DROP TRIGGER audit_is_not_deleted; CREATE TRIGGER audit_is_not_deleted BEFORE DELETE ON audit"
            " BEGIN SELECT 1; END;",
        ),
        "audit_is_not_deleted",
        True,
    ),
    "an index is gone": (lambda o: raw(o, "DROP INDEX letter_by_issuer"), "letter_by_issuer", True),
    "a gap in the numbers": (
        lambda o: without_triggers(o, "UPDATE book_year SET last_number = last_number + 1"),
        "thiếu số 4",
        False,
    ),
    "a line of the log was changed": (
        lambda o: without_triggers(o, "UPDATE audit SET who = 'ai khác' WHERE id = 3"),
        "Nhật ký bị sửa từ dòng 3",
        False,
    ),
    "the last lines of the log are gone": (
        lambda o: without_triggers(o, "DELETE FROM audit WHERE id > (SELECT max(id) - 2 FROM audit)"),
        "Nhật ký ngắn hơn",
        False,
    ),
    "a row points nowhere": (
        lambda o: without_triggers(o, "UPDATE scan SET duplicate_of = 99 WHERE id = 1"),
        "bảng scan",
        False,
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_each_damage_has_its_sentence_and_what_may_be_mended_is(full, name):
    act, words, mendable = DAMAGE[name]
    assert check(full).ok
    act(full)
    report = check(full)
    told = [str(problem) for problem in report.problems]
    assert any(words in text for text in told), told
    assert all("Hãy" in text or "hãy" in text for text in told), "each says what to do"
    assert report.mendable is mendable
    repair(full)
    assert check(full).ok is mendable


def test_repair_of_a_schema_touches_no_row(full):
    before = full.db.all("SELECT * FROM letter"), full.db.all("SELECT * FROM scan")
    raw(full, "DROP TRIGGER letter_stays; DROP INDEX letter_by_issuer; DROP VIEW search_source;")
    assert next(str(done) for done in repair(full)).startswith("Đã lập lại 3 phần")
    assert (full.db.all("SELECT * FROM letter"), full.db.all("SELECT * FROM scan")) == before
    assert check(full).ok


def test_the_log_of_another_office_is_no_measure(full, tmp_path):
    """A backup folder that several offices share."""
    without_triggers(full, "UPDATE office SET uid = 'khác'")
    without_triggers(full, "DELETE FROM audit WHERE id > (SELECT max(id) - 2 FROM audit)")
    full.reload()
    assert not any("ngắn hơn" in str(problem) for problem in check(full).problems)
