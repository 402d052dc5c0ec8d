"""Backup, restore and check."""

from __future__ import annotations

import errno
import json
import zipfile

import pytest
from sqlite_utils.utils import sqlite3

from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.services import archive, archive_writer, inbox, letters, people, register
from desktop.services.backup import backup, restore
from desktop.services.check import check, repair
from desktop.services.office import Office
from tests.services.whole_office import dump, files


@pytest.fixture
def full(office, scanned, kit):
    people.add_person(office, "Lê Văn Đạt")
    for _ in range(3):
        register.register(office, scanned(kit.make_letter(directives=(kit.make_directive(),))).id)
    scanned()
    return office


def code_of(action) -> str:
    with pytest.raises(StorageError) as error:
        action()
    return error.value.code


def test_what_was_saved_comes_back_row_for_row_and_byte_for_byte(full, tmp_path):
    made = backup(full)
    assert made.parent == full.backups
    restore(made, tmp_path / "PC mới" / "cơ quan")
    with Office.open(tmp_path / "PC mới" / "cơ quan") as again:
        assert dump(again) == dump(full)
        assert files(again.store) == files(full.store)
        assert check(again).ok
        assert register.next_number(again) == 4


def test_two_backups_of_one_second_are_two_files(full, tmp_path):
    assert backup(full) != backup(full)
    assert [p.suffix for p in full.backups.iterdir()] == [".vanthu", ".vanthu"]
    named = backup(full, tmp_path / "usb" / "a.zip")
    assert backup(full, named) == named


def test_a_restore_needs_an_empty_folder(full, tmp_path):
    made = backup(full)
    assert code_of(lambda: restore(made, full.folder)) == "folder-not-empty"
    (tmp_path / "empty").mkdir()
    restore(made, tmp_path / "empty")
    assert (tmp_path / "empty" / "office.db").exists()


def test_what_is_no_backup_is_refused(full, tmp_path):
    assert code_of(lambda: restore(tmp_path / "none.zip", tmp_path / "x")) == "missing"
    (tmp_path / "a.zip").write_bytes(b"PK? no")
    assert code_of(lambda: restore(tmp_path / "a.zip", tmp_path / "x")) == "not-a-backup"
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as z:
        z.writestr("holiday.jpg", b"x")
    assert code_of(lambda: restore(tmp_path / "b.zip", tmp_path / "x")) == "not-a-backup"
    assert not (tmp_path / "x").exists()


def test_a_damaged_backup_is_refused_and_leaves_nothing(full, tmp_path):
    made = backup(full)
    whole = made.read_bytes()
    for cut in (whole[: len(whole) // 2], whole[:3000] + b"\0" * 200 + whole[3200:]):
        made.write_bytes(cut)
        assert code_of(lambda: restore(made, tmp_path / "x")) in {"bad-backup", "not-a-backup", "bad-copy", "damaged"}
        assert sorted(p.name for p in tmp_path.iterdir()) == ["office"]


def rewritten(made, target, change):
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w") as z:
        contents = {name: source.read(name) for name in source.namelist()}
        manifest = json.loads(contents.pop(archive.MANIFEST))
        change(manifest, contents)
        for name, data in contents.items():
            z.writestr(name, data)
        z.writestr(archive.MANIFEST, json.dumps(manifest))
    return target


EVIL = (
    "../evil",
    "store/../../evil",
    "/tmp/evil",
    "C:\\evil",
    "store\\..\\evil",
    "store/a:b",
    "notes/evil",
    "store/./x/..",
)


@pytest.mark.parametrize("name", EVIL)
def test_no_name_in_a_backup_leads_outside(full, tmp_path, name):
    def add(manifest, contents):
        contents[name] = b"evil"
        manifest["files"][name] = {"sha256": "0" * 64, "size": 4}

    evil = rewritten(backup(full), tmp_path / "evil.zip", add)
    assert code_of(lambda: restore(evil, tmp_path / "x")) == "not-a-backup"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["evil.zip", "office"]


def test_a_name_the_manifest_does_not_know_is_not_unpacked(full, tmp_path):
    extra = rewritten(backup(full), tmp_path / "extra.zip", lambda manifest, contents: contents.update({"../x": b"x"}))
    restore(extra, tmp_path / "o")
    assert "x" not in [p.name for p in tmp_path.iterdir()]


def test_a_backup_of_a_later_program_is_refused_politely(full, tmp_path):
    later = rewritten(backup(full), tmp_path / "l.zip", lambda manifest, contents: manifest.update(format=99))
    assert code_of(lambda: restore(later, tmp_path / "x")) == "newer-backup"


def test_a_full_disk_leaves_the_old_backup(full, tmp_path, monkeypatch):
    target = backup(full, tmp_path / "usb" / "a.zip")
    before = target.read_bytes()

    def no_room(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(archive_writer.Writer, "finish", no_room)
    assert code_of(lambda: backup(full, target)) == "disk-full"
    assert target.read_bytes() == before
    assert [p.name for p in target.parent.iterdir()] == ["a.zip"]


def test_a_sound_office_has_no_problem(full):
    shares = []
    report = check(full, shares.append)
    assert report.ok
    assert report.problems == []
    assert report.accounting == {"taken_in": 4, "registered": 3, "waiting": 1, "duplicate": 0, "refused": 0}
    assert len(shares) == 4


def broken(office, *statements):
    """Do what the program never does, behind its back."""
    with sqlite3.connect(office.folder / "office.db") as raw:
        for trigger in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {trigger[0]}")
        for statement in statements:
            raw.execute(statement)
    raw.close()
    return " ".join(str(problem) for problem in check(office).problems)


def test_a_gap_and_a_lost_counter_are_told(full):
    assert "thiếu số 2" in broken(full, "UPDATE letter SET arrival_number = 9 WHERE arrival_number = 2")
    assert "chưa cấp: 9" in broken(full)


def test_a_changed_audit_line_is_told(full):
    assert "dòng 4" in broken(full, "UPDATE audit SET who = 'x' WHERE id = 4")


def test_a_lost_audit_line_is_told(full):
    assert "Nhật ký" in broken(full, "DELETE FROM audit WHERE id = 4")


def test_a_lost_row_is_told(full):
    assert "directive" in broken(full, "PRAGMA foreign_keys = OFF", "DELETE FROM letter WHERE id = 3")


def test_a_search_index_out_of_step_is_told_and_mended(full):
    assert "tìm kiếm" in broken(full, "UPDATE letter SET subject = 'sửa lén' WHERE id = 1")
    assert "Đã lập lại chỉ mục tìm kiếm." in [str(done) for done in repair(full)]
    assert check(full).ok


def test_lost_changed_and_stray_files_are_told(full):
    [first, second, *_] = sorted(p for p in full.store.rglob("*.pdf"))
    first.unlink()
    second.write_bytes(b"other bytes")
    (full.store / "stray.pdf").write_bytes(b"x")
    said = " ".join(str(problem) for problem in check(full).problems)
    assert f"– store/{first.parent.name}" in said
    assert "đã bị thay đổi" in said
    assert "store/stray.pdf" in said
    assert not check(full).ok


def test_a_stop_between_refusing_and_deleting_is_told_and_mended(full, scanned):
    class Stop(Exception):
        pass

    def stop(name):
        if name == "refuse-secret-forget:after-commit":
            raise Stop

    scan = scanned()
    file = inbox.scan_file(full, scan.id)
    faults.arm(stop)
    try:
        with pytest.raises(Stop):
            inbox.refuse_secret(full, scan.id, "MẬT")
    finally:
        faults.arm(None)
    assert file.exists()
    assert not check(full).ok
    repair(full)
    assert not file.exists()
    assert check(full).ok


def test_a_damaged_database_is_a_problem_not_a_crash(full):
    register.register_by_hand(full, {"subject": "x" * 50_000})
    full.close()
    file = full.folder / "office.db"
    data = bytearray(file.read_bytes())
    for page in range(3, len(data) // 4096):
        data[page * 4096 : page * 4096 + 100] = b"\xff" * 100
    file.write_bytes(bytes(data))
    assert verdict(full.folder) in {"damaged", "problems"}


def verdict(folder):
    try:
        with Office.open(folder) as opened:
            report = check(opened)
    except StorageError as error:
        return error.code
    return "ok" if report.ok or not report.problems else "problems"


def test_check_and_backup_work_on_a_read_only_office(full, tmp_path):
    with full.reader() as reader:
        assert check(reader).ok
        restore(backup(reader), tmp_path / "o")
    with Office.open(tmp_path / "o") as again:
        assert letters.count(again) == 3
