"""A letter found to be secret after it was taken in, registered, worked on and backed up."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.core.errors import RuleError
from desktop.services import (
    assign,
    backup_care,
    backup_folder,
    check,
    evidence,
    inbox,
    letters,
    people,
    register,
    restoring,
    search,
    secret_later,
    tasks,
)
from desktop.services.assign import Assignment
from desktop.services.office import Office

WORDS = re.compile("mục tiêu K7|muc tieu K7|mục tiêu|diễn tập".encode())


@pytest.fixture
def late(office: Office, scanned, kit, tmp_path: Path, clock) -> SimpleNamespace:
    """A day of work before, backed up; then the letter, its work, a file, and a backup that holds all of it."""
    plain = register.register(office, scanned(kit.make_letter(number="1")).id)
    before = backup_care.make(office, lambda _share: None).day.file
    clock.forward(1)
    unit = people.add_unit(office, "Tổ")
    mai = people.add_person(office, "Mai", "", unit.id, "officer")
    words = "bảo vệ mục tiêu K7 trong diễn tập"
    scan = scanned(kit.make_letter(subject=words, directives=(kit.make_directive(text=words),)), texts=(words,))
    letter = register.register(office, scan.id)
    (task,) = assign.assign(office, [Assignment(words, mai.id, letter_id=letter.id, product=words)])
    tasks.report_progress(office, task.id, words)
    letters.instruct(office, letter.id, words)
    file = tmp_path / "kem.txt"
    file.write_text(words, encoding="utf-8")
    evidence.attach(office, "task", task.id, file)
    after = backup_care.make(office, lambda _share: None).day.file
    clock.forward(1)
    return SimpleNamespace(office=office, plain=plain, scan=scan, letter=letter, task=task, before=before, after=after)


def _kept(office: Office, *, without_log: bool = True) -> bytes:
    """Everything below the office folder but backups, with the log's own lines taken out of what is looked at."""
    found = [
        file.read_bytes()
        for file in sorted(office.folder.rglob("*"))
        if file.is_file() and office.backups not in file.parents and not (without_log and file.name == "office.db")
    ]
    return b"".join(found)


def test_it_is_taken_back_whole(late: SimpleNamespace) -> None:
    office = late.office
    with pytest.raises(RuleError):
        secret_later.declare_scan(office, late.scan.id, "  ")
    found = secret_later.declare_letter(office, late.letter.id, "dấu độ mật bị mờ, văn thư nhận ra")
    assert not WORDS.search(_kept(office))
    tables = [t for t in office.db.column("SELECT name FROM sqlite_schema WHERE type = 'table'") if t != "audit"]
    rows = repr([[tuple(row) for row in office.db.all(f"SELECT * FROM {table}")] for table in tables])
    assert not WORDS.search(rows.encode())
    assert search.search(office, "mục tiêu") == []
    assert letters.letter(office, late.letter.id).state == "void"
    assert tasks.task(office, late.task.id).state == "void"
    assert inbox.scan(office, late.scan.id).state == "refused"
    assert letters.letter(office, late.plain.id).subject
    assert check.check(office).problems == []
    assert late.after in found.files
    assert late.before not in found.files
    reasons = [e.detail.get("reason") for e in letters.history(office, "letter", late.letter.id)]
    assert "dấu độ mật bị mờ, văn thư nhận ra" in reasons


def test_in_the_database_file_only_the_logs_lines_are_left_of_it(late: SimpleNamespace) -> None:
    """Deleted rows and the index leave nothing in free pages: what is found in the file stands in the log's lines."""
    office = late.office
    secret_later.declare_letter(office, late.letter.id, "dấu mờ")
    logged = sum(detail.count("K7") for detail in office.db.column("SELECT detail FROM audit"))
    assert (office.folder / "office.db").read_bytes().count(b"K7") == logged


def test_backups_made_since_are_made_anew_and_older_ones_stay(late: SimpleNamespace, tmp_path: Path) -> None:
    office = late.office
    secret_later.declare_letter(office, late.letter.id, "dấu mờ")
    with pytest.raises(RuleError):
        secret_later.renew_backups(office, late.scan.received_at, "")
    left = secret_later.renew_backups(office, late.scan.received_at, "gỡ văn bản mật")
    assert left.away == ()
    assert late.before.is_file()
    days = [point.file for point in backup_folder.points(office.backups)]
    assert late.after not in days
    assert late.before in days
    assert len(days) == 2
    for number, day in enumerate(days):
        restoring.restore(day, tmp_path / f"ra{number}")
        with Office.open(tmp_path / f"ra{number}") as back:
            assert check.check(back).problems == []
            assert not WORDS.search(_kept(back))
            assert back.db.value("SELECT count(*) FROM scan_text WHERE text LIKE '%K7%'") == 0
    told = letters.history(office, "office", 1)[-1]
    assert (told.action, told.detail["reason"]) == ("renew-backups", "gỡ văn bản mật")
    assert check.check(office).problems == []


def test_a_disk_that_is_not_plugged_in_is_named(late: SimpleNamespace, clock) -> None:
    from dataclasses import replace

    office = late.office
    office.change_settings(replace(office.settings, backup_disks={"abc": "/media/usb-két"}))
    found = secret_later.declare_scan(office, late.scan.id, "dấu mờ")
    assert found.away == ("/media/usb-két",)
    assert secret_later.holding(office, office.now() + timedelta(days=1)).files == ()
