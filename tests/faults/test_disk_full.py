"""The disk is full, or another program holds the register: each write says so, keeps what was there, and works later."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db import scan_intake
from db.connection import connect
from desktop.core.errors import StorageError
from desktop.core.readings import DirectiveReading, FieldReading, LetterReading, Reading
from desktop.core.records import OfficeInfo
from desktop.services import assign, inbox, letters, people, register, settings, tasks
from desktop.services.assign import Assignment
from desktop.services.check import check
from desktop.services.new import create_office
from desktop.services.office import Office

INFO = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "", "")
LONG = "rất dài " * 8000


def reading(text: str) -> Reading:
    fields = {"number": FieldReading("5", 0.95), "subject": FieldReading(text, 0.95)}
    orders = (DirectiveReading("1", None, "", "standing", text, concerns_commune="yes"),)
    return Reading("a.pdf", "1", 1, "ocr", (LetterReading(1, 1, fields, (), orders),), True, (text,))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with create_office(tmp_path / "o", INFO, clock=lambda: datetime(2026, 11, 16, 8), actor="Văn thư") as opened:
        (opened.store / "a.pdf").write_bytes(b"")
        values = {"file": "a.pdf", "size": 0, "state": "stored"}
        empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        with opened.write("take-in") as db:
            scan_intake.add_scan(db, opened.now(), {**values, "sha256": empty, "path": "store/a.pdf"})
        inbox.store_reading(opened, 1, reading("ngắn"))
        person = people.add_person(opened, "Lê Văn Đạt")
        letter = register.register_by_hand(opened, {"subject": "x", "number": "1"})
        assign.assign(opened, [Assignment("Làm", person.id, letter_id=letter.id)])
        yield opened


WRITES: dict[str, Callable[[Office], object]] = {
    "reading": lambda o: inbox.store_reading(o, 1, reading(LONG)),
    "register": lambda o: register.register(o, 1, values={"subject": LONG}),
    "by hand": lambda o: register.register_by_hand(o, {"subject": LONG}),
    "correct": lambda o: register.correct(o, 1, {"subject": LONG}),
    "void": lambda o: register.void(o, 1, LONG),
    "assign": lambda o: assign.assign(o, [Assignment(LONG, 1, letter_id=1)], instruction=LONG),
    "progress": lambda o: tasks.report_progress(o, 1, LONG, done=True),
    "reassign": lambda o: tasks.reassign(o, 1, people.people(o)[0].id, LONG),
    "due": lambda o: tasks.change_due(o, 1, None, LONG),
    "hand over": lambda o: letters.hand_over(o, 1, person_id=1, note=LONG),
    "instruct": lambda o: letters.instruct(o, 1, LONG),
    "person": lambda o: people.add_person(o, LONG),
    "unit": lambda o: people.edit_unit(o, 1, name=LONG),
    "dismiss": lambda o: inbox.dismiss(o, 1, LONG),
    "unreadable": lambda o: inbox.mark_unreadable(o, 1, LONG),
}


def everything(office: Office) -> list[list[tuple[object, ...]]]:
    tables = ("letter", "scan", "scan_text", "directive", "task", "progress", "person", "unit", "book_year", "audit")
    return [[tuple(row) for row in office.db.all(f"SELECT * FROM {name}")] for name in tables]


@pytest.mark.parametrize("name", WRITES)
def test_a_full_disk_loses_nothing_and_later_it_works(office, name):
    before = everything(office)
    pages = office.db.value("PRAGMA page_count")
    office.db.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError) as error:
        WRITES[name](office)
    assert error.value.code == "disk-full"
    assert everything(office) == before
    office.db.connection.execute("PRAGMA max_page_count = 1000000")
    assert check(office).ok
    WRITES[name](office)
    report = check(office)
    assert report.ok, [str(problem) for problem in report.problems]


@pytest.mark.parametrize("name", WRITES)
def test_a_register_held_by_another_program_is_told(office, name):
    other = connect(office.folder / "office.db")
    office.db.connection.execute("PRAGMA busy_timeout = 20")
    before = everything(office)
    with other.write("hold"), pytest.raises(StorageError) as error:
        WRITES[name](office)
    other.close()
    assert error.value.code == "locked"
    assert everything(office) == before
    WRITES[name](office)


@pytest.mark.parametrize(
    ("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EACCES, "no-permission"), (5, "disk-error")]
)
def test_settings_that_cannot_be_written_stay_as_they_were(office, monkeypatch, number, code):
    file = office.folder / "settings.toml"
    before = file.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(number, "refused")

    monkeypatch.setattr("os.replace", refuse)
    with pytest.raises(StorageError) as error:
        office.change_settings(settings.Settings(language="en"))
    assert error.value.code == code
    assert file.read_bytes() == before
    assert office.settings.language == "vi"


def test_bytes_of_a_secret_that_cannot_be_deleted_are_told_until_they_are(office, monkeypatch):
    def refuse(self: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "held by the virus scanner", str(self))

    with monkeypatch.context() as held:
        held.setattr(Path, "unlink", refuse)
        with pytest.raises(StorageError) as error:
            inbox.refuse_secret(office, 1, "MẬT")
    assert error.value.code == "no-permission"
    assert inbox.scan(office, 1).state == "refused"
    assert not check(office).ok
    inbox.refuse_secret(office, 1, "MẬT")
    assert check(office).ok
