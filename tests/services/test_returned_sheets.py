"""Weekly sheets that came back: what is proposed, what confirming writes, and what is told of odd ones."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db import scan_intake
from desktop.core.calendar import Week
from desktop.core.errors import RuleError
from desktop.core.readings import Box, FieldReading, LetterReading, Reading
from desktop.core.returned import LoosePage, NotesReading, Returned, RowReading, SheetPage
from desktop.core.sheet_code import SheetCode, SheetRow, short_uid
from desktop.services import evidence, inbox, people, register, returned_sheets, tasks
from desktop.services.assign import Assignment, assign
from desktop.services.check import check

PNG = b"\x89PNG\r\n\x1a\n made-up writing"
BOX = Box(0.8, 0.2, 0.82, 0.26)


@pytest.fixture
def officer(office: Any) -> Any:
    unit = people.units(office)[0].id
    return people.add_person(office, "Trần Thị Mỹ Duyên", "Chuyên viên", unit, "officer")


@pytest.fixture
def given(office: Any, officer: Any) -> Any:
    """Give the officer three tasks."""
    work = [Assignment(f"Báo cáo số {n}", officer.id, due_on=date(2026, 11, 20)) for n in range(3)]
    return assign(office, work)


@pytest.fixture
def scan_sheets(office: Any) -> Any:
    """Put a scan of sheets' pages into the office, as intake and reading do."""
    count = 0

    def make(*pages: SheetPage, loose: tuple[LoosePage, ...] = (), letters: tuple[LetterReading, ...] = ()) -> int:
        nonlocal count
        count += 1
        content = f"sheets {count}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        path = f"store/{sha256[:2]}/{sha256}.pdf"
        office.path(path).parent.mkdir(exist_ok=True)
        office.path(path).write_bytes(content)
        values = {"file": f"phieu-{count}.pdf", "sha256": sha256, "size": len(content), "pages": len(pages)}
        with office.write("take-in") as db:
            scan_id = scan_intake.add_scan(db, office.now(), {**values, "state": "stored", "path": path})
        found = Returned(pages, loose)
        inbox.store_reading(
            office, scan_id, Reading("phieu.pdf", sha256, len(pages) + len(loose), "none", letters, returned=found)
        )
        return scan_id

    return make


@pytest.fixture
def page(office: Any, officer: Any) -> Any:
    """Make a page as read: marks by task."""

    def make(marks: dict[int, str], *, number: int = 1, of: int = 1, at: int = 1, **more: Any) -> SheetPage:
        pictures = more.pop("pictures", {})
        turn, corners, notes = more.pop("turn", 0), more.pop("corners", 4), more.pop("notes", None)
        rows = tuple(SheetRow(task, 60.0, 59.0, 80.0) for task in marks)
        code = SheetCode(
            short_uid(office.info.uid), short_uid(officer.uid), Week(2026, 47), number, of, 40.0, 172.0, 126.0, rows
        )
        read = [
            RowReading(task, mark, 0.97, BOX, BOX, pictures.get(task, b""))  # type: ignore[arg-type]
            for task, mark in marks.items()
        ]
        return SheetPage(at, replace(code, **more), turn, tuple(read), corners, notes)

    return make


def told(sheet: Any) -> str:
    return " ".join(str(problem) for problem in sheet.problems)


def test_a_sheet_is_confirmed_in_one_go(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    first, second, third = (task.id for task in given)
    marks = {first: "done", second: "stuck", third: "none"}
    scan_id = scan_sheets(page(marks, pictures={second: PNG, third: PNG + b"2"}))
    scan = inbox.scan(office, scan_id)
    assert (scan.kind, scan.state, scan.letter_count) == ("sheet", "ready", 0)
    assert [row.id for row in inbox.waiting(office)] == [scan_id]

    touched = returned_sheets.confirm(office, scan_id)

    assert [(task.id, task.state) for task in touched] == [(first, "done"), (second, "open"), (third, "open")]
    assert touched[0].done_on == date(2026, 11, 16)
    assert touched[1].last_note.startswith("Vướng mắc (phiếu tuần 47 của Trần Thị Mỹ Duyên); chữ viết tay: phieu-2026")
    [kept] = evidence.attachments(office, "task", second)
    assert evidence.attachment_file(office, kept.id).read_bytes() == PNG
    assert inbox.waiting(office) == []
    account = inbox.accounting(office)
    assert account == {"taken_in": 1, "registered": 1, "waiting": 0, "duplicate": 0, "refused": 0}
    report = check(office)
    assert [str(problem) for problem in report.problems] == []
    reading = inbox.reading(office, scan_id)
    assert not any(row.picture for found in reading.returned.pages for row in found.rows)


def test_a_confirmed_sheet_is_not_confirmed_dismissed_or_read_again(
    office: Any, given: Any, scan_sheets: Any, page: Any
) -> None:
    scan_id = scan_sheets(page({given[0].id: "doing"}))
    returned_sheets.confirm(office, scan_id)
    for again in (
        lambda: returned_sheets.confirm(office, scan_id),
        lambda: inbox.dismiss(office, scan_id, "nhầm"),
        lambda: inbox.reread(office, scan_id),
    ):
        with pytest.raises(RuleError) as refused:
            again()
        assert refused.value.code == "settled"
    assert len(tasks.task(office, given[0].id).progress) == 1


def test_sheets_are_never_registered_as_letters(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    scan_id = scan_sheets(page({given[0].id: "done"}))
    assert register.register_all(office, only_sure=False).registered == []
    with pytest.raises(RuleError) as refused:
        register.register(office, scan_id)
    assert refused.value.code == "a-sheet"


def test_where_work_is_confirmed_done_waits(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    office.change_settings(replace(office.settings, confirm_done=True))
    [task] = returned_sheets.confirm(office, scan_sheets(page({given[0].id: "done"})))
    assert task.state == "waiting"


def test_an_unclear_box_is_for_the_clerk(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    scan_id = scan_sheets(page({given[0].id: "unclear", given[1].id: "done"}))
    with pytest.raises(RuleError) as refused:
        returned_sheets.confirm(office, scan_id)
    assert refused.value.code == "undecided"
    assert tasks.task(office, given[1].id).state == "open"
    touched = returned_sheets.confirm(office, scan_id, {(1, given[0].id): "doing", (1, given[1].id): "skip"})
    assert [task.id for task in touched] == [given[0].id]
    assert tasks.task(office, given[1].id).state == "open"


def test_a_failure_keeps_nothing(office: Any, given: Any, scan_sheets: Any, page: Any, monkeypatch: Any) -> None:
    scan_id = scan_sheets(page({given[0].id: "done", given[1].id: "doing"}, pictures={given[1].id: PNG}))

    def full(*_args: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("desktop.services.returned_sheets.sheet_returns.add", full)
    with pytest.raises(OSError, match="No space"):
        returned_sheets.confirm(office, scan_id)
    monkeypatch.undo()
    assert [tasks.task(office, task.id).state for task in given] == ["open"] * 3
    assert check(office).problems == []
    assert [task.state for task in returned_sheets.confirm(office, scan_id)] == ["done", "open"]


def test_scanned_twice_only_the_new_marks_are_proposed(
    office: Any, given: Any, scan_sheets: Any, page: Any, clock: Any
) -> None:
    first, second, _ = (task.id for task in given)
    returned_sheets.confirm(office, scan_sheets(page({first: "done", second: "doing"})))
    clock.forward(1)
    again = scan_sheets(page({first: "done", second: "done"}))
    [sheet] = returned_sheets.proposals(office, again).sheets
    assert "đã được ghi nhận ngày 16/11/2026" in told(sheet)
    assert [item.choice for item in sheet.items] == ["skip", "done"]
    assert [task.id for task in returned_sheets.confirm(office, again)] == [second]
    assert len(tasks.task(office, first).progress) == 1


def test_the_same_page_twice_in_one_scan_counts_once(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    marks = {given[0].id: "doing"}
    scan_id = scan_sheets(page(marks), page(marks, at=2))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert "quét hai lần" in told(sheet)
    returned_sheets.confirm(office, scan_id)
    assert len(tasks.task(office, given[0].id).progress) == 1


def test_a_sheet_of_last_week_counts_for_its_friday(
    office: Any, given: Any, scan_sheets: Any, page: Any, clock: Any
) -> None:
    clock.forward(8)
    scan_id = scan_sheets(page({given[0].id: "done"}, turn=180))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert "Phiếu của tuần 47, nay là tuần 48" in told(sheet)
    assert "Trang 1 quét ngược, đã xoay lại." in told(sheet)
    [task] = returned_sheets.confirm(office, scan_id)
    assert (task.done_on, task.status) == (date(2026, 11, 20), "done_on_time")


def test_half_filled_and_missing_pages_are_told(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    scan_id = scan_sheets(page({given[0].id: "done", given[1].id: "none"}, of=2))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert "Thiếu trang 2 của phiếu 2 trang." in told(sheet)
    assert "Còn 1/2 nhiệm vụ chưa đánh dấu." in told(sheet)
    empty = scan_sheets(page({given[2].id: "none"}))
    assert "Phiếu chưa đánh dấu nhiệm vụ nào." in told(returned_sheets.proposals(office, empty).sheets[0])


@pytest.mark.parametrize("other", [{"office_uid": "FFFFFFFF"}, {"person_uid": "00000000"}])
def test_a_sheet_of_another_office_or_of_nobody_records_nothing(
    office: Any, given: Any, scan_sheets: Any, page: Any, other: Any
) -> None:
    scan_id = scan_sheets(page({given[0].id: "done"}, **other))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert not sheet.usable
    with pytest.raises(RuleError) as refused:
        returned_sheets.confirm(office, scan_id)
    assert refused.value.code == "nothing-to-record"
    inbox.dismiss(office, scan_id, "không phải của xã")
    assert tasks.task(office, given[0].id).state == "open"


def test_closed_and_handed_over_work_is_told(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    unit = people.units(office)[0].id
    other = people.add_person(office, "Lê Văn Hòa", "Chuyên viên", unit, "officer")
    first, second, third = (task.id for task in given)
    tasks.report_progress(office, first, "đã gửi", done=True)
    tasks.reassign(office, second, other.id, "nghỉ phép")
    tasks.reassign(office, third, other.id, "nghỉ phép")
    scan_id = scan_sheets(page({first: "done", second: "done", third: "none"}))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert [item.choice for item in sheet.items] == ["skip", "unclear", "none"]
    assert "đã chuyển cho Lê Văn Hòa" in str(sheet.items[1].note)
    assert "đã báo xong" in str(sheet.items[0].note)


def test_a_partner_closes_nothing(office: Any, officer: Any, scan_sheets: Any, page: Any) -> None:
    unit = people.units(office)[0].id
    lead = people.add_person(office, "Lê Văn Hòa", "Trưởng phòng", unit, "head")
    [task] = assign(office, [Assignment("Kiểm tra", lead.id, (officer.id,), due_on=date(2026, 11, 20))])
    [after] = returned_sheets.confirm(office, scan_sheets(page({task.id: "done"})))
    assert after.state == "open"
    assert after.last_note.startswith("Phối hợp: Xong")


def test_a_person_who_left_is_told(office: Any, given: Any, officer: Any, scan_sheets: Any, page: Any) -> None:
    unit = people.units(office)[0].id
    other = people.add_person(office, "Lê Văn Hòa", "Chuyên viên", unit, "officer")
    for task in given:
        tasks.reassign(office, task.id, other.id, "chuyển công tác")
    people.deactivate_person(office, officer.id)
    [sheet] = returned_sheets.proposals(office, scan_sheets(page({given[0].id: "none"}))).sheets
    assert "không còn làm việc ở cơ quan" in told(sheet)


def test_pages_that_are_no_sheets_are_not_lost_unseen(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    loose = (LoosePage(2, "other"), LoosePage(3, "code"))
    scan_id = scan_sheets(page({given[0].id: "doing"}), loose=loose)
    words = " ".join(str(problem) for problem in returned_sheets.proposals(office, scan_id).problems)
    assert "Trang 2 không phải phiếu tuần" in words
    assert "Trang 3 là phiếu tuần nhưng mã QR mờ" in words
    with pytest.raises(RuleError) as refused:
        returned_sheets.confirm(office, scan_id)
    assert refused.value.code == "other-pages"
    assert len(returned_sheets.confirm(office, scan_id, leave_pages=True)) == 1


NOTES = NotesReading(Box(0.1, 0.7, 0.9, 0.8), PNG + b" of part III")


def test_part_three_is_kept_with_the_sheet_and_with_stuck_tasks(
    office: Any, given: Any, officer: Any, scan_sheets: Any, page: Any
) -> None:
    stuck, doing, _ = given
    scan_id = scan_sheets(page({stuck.id: "stuck", doing.id: "doing"}, notes=NOTES))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert [(note.page, note.keep) for note in sheet.notes] == [(1, True)]
    returned_sheets.confirm(office, scan_id)
    back = returned_sheets.came_back(office, Week(2026, 47))[officer.id]
    assert [file.read_bytes() for file in back.notes] == [NOTES.picture]
    [kept] = evidence.attachments(office, "task", stuck.id)
    assert kept.name == f"phieu-2026-W47-III-P{officer.id}.png"
    assert kept.name in tasks.task(office, stuck.id).last_note
    assert evidence.attachments(office, "task", doing.id) == []
    assert check(office).problems == []
    assert not inbox.reading(office, scan_id).returned.pages[0].notes.picture


def test_part_three_can_be_left_out_and_is_kept_once(
    office: Any, given: Any, officer: Any, scan_sheets: Any, page: Any
) -> None:
    first = scan_sheets(page({given[0].id: "doing"}, notes=NOTES))
    returned_sheets.confirm(office, first, {(1, 0): "skip"})
    assert returned_sheets.came_back(office, Week(2026, 47))[officer.id].notes == ()
    returned_sheets.confirm(office, scan_sheets(page({given[0].id: "done"}, notes=NOTES)))
    again = scan_sheets(page({given[0].id: "stuck"}, notes=NOTES))
    [note] = returned_sheets.proposals(office, again).sheets[0].notes
    assert not note.keep
    assert "Đã giữ" in str(note.note)
    assert len(returned_sheets.came_back(office, Week(2026, 47))[officer.id].notes) == 1
    assert check(office).problems == []


def test_the_office_says_for_which_day_a_past_weeks_sheet_counts(
    office: Any, given: Any, scan_sheets: Any, page: Any, clock: Any
) -> None:
    office.change_settings(replace(office.settings, sheet_weekday=4))
    clock.forward(8)
    scan_id = scan_sheets(page({given[0].id: "done"}))
    [sheet] = returned_sheets.proposals(office, scan_id).sheets
    assert sheet.on == date(2026, 11, 19)
    with pytest.raises(RuleError) as refused:
        returned_sheets.confirm(office, scan_id, days={1: date(2026, 12, 30)})
    assert refused.value.code == "in-future"
    [task] = returned_sheets.confirm(office, scan_id, days={1: date(2026, 11, 18)})
    assert task.done_on == date(2026, 11, 18)


def test_a_torn_sheet_is_told(office: Any, given: Any, scan_sheets: Any, page: Any) -> None:
    scan_id = scan_sheets(page({given[0].id: "done"}, corners=3))
    assert "Trang 1 thiếu góc" in told(returned_sheets.proposals(office, scan_id).sheets[0])


@pytest.fixture
def letter() -> LetterReading:
    fields = {"issuer": "Ủy ban nhân dân tỉnh", "number": "2167", "symbol": "UBND-KTTH", "issued_on": "2026-11-12",
              "type": "Công văn", "subject": "phòng cháy rừng"}  # fmt: skip
    return LetterReading(2, 3, {name: FieldReading(value, 0.99, 2) for name, value in fields.items()})


def test_sheets_among_letters_are_confirmed_first_and_the_letters_wait(
    office: Any, given: Any, scan_sheets: Any, page: Any, letter: Any
) -> None:
    scan_id = scan_sheets(page({given[0].id: "done"}), letters=(letter,))
    scan = inbox.scan(office, scan_id)
    assert (scan.kind, scan.sheets_waiting, scan.shows_sheets, scan.letter_count) == ("letter", True, True, 1)
    assert register.register_all(office, only_sure=False).registered == []
    [task] = returned_sheets.confirm(office, scan_id)
    assert task.state == "done"
    assert [found.id for found in inbox.waiting(office)] == [scan_id]
    for again in (lambda: returned_sheets.confirm(office, scan_id), lambda: inbox.reread(office, scan_id)):
        with pytest.raises(RuleError) as refused:
            again()
        assert refused.value.code == "settled"
    [entry] = register.register_all(office, only_sure=False).registered
    assert (entry.symbol, entry.first_page) == ("UBND-KTTH", 2)
    assert inbox.waiting(office) == []
    assert inbox.accounting(office)["registered"] == 1
    assert check(office).problems == []


def test_a_letter_registered_first_leaves_its_sheets_waiting(
    office: Any, given: Any, scan_sheets: Any, page: Any, letter: Any
) -> None:
    scan_id = scan_sheets(page({given[0].id: "done"}, office_uid="FFFFFFFF"), letters=(letter,))
    register.register(office, scan_id)
    assert [found.id for found in inbox.waiting(office)] == [scan_id]
    inbox.dismiss(office, scan_id, "phiếu của xã khác")  # the sheets alone: the entry stays
    assert inbox.waiting(office) == []
    assert inbox.accounting(office) == {"taken_in": 1, "registered": 1, "waiting": 0, "duplicate": 0, "refused": 0}
