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
from desktop.core.readings import Box, Reading
from desktop.core.returned import LoosePage, Returned, RowReading, SheetPage
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

    def make(*pages: SheetPage, loose: tuple[LoosePage, ...] = ()) -> int:
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
            office, scan_id, Reading("phieu.pdf", sha256, len(pages) + len(loose), "none", (), returned=found)
        )
        return scan_id

    return make


@pytest.fixture
def page(office: Any, officer: Any) -> Any:
    """Make a page as read: marks by task."""

    def make(marks: dict[int, str], *, number: int = 1, of: int = 1, at: int = 1, **more: Any) -> SheetPage:
        pictures = more.pop("pictures", {})
        turn = more.pop("turn", 0)
        rows = tuple(SheetRow(task, 60.0, 59.0, 80.0) for task in marks)
        code = SheetCode(
            short_uid(office.info.uid), short_uid(officer.uid), Week(2026, 47), number, of, 40.0, 172.0, 126.0, rows
        )
        read = [
            RowReading(task, mark, 0.97, BOX, BOX, pictures.get(task, b""))  # type: ignore[arg-type]
            for task, mark in marks.items()
        ]
        return SheetPage(at, replace(code, **more), turn, tuple(read))

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
    assert "Trang 3: không đọc được mã QR" in words
    with pytest.raises(RuleError) as refused:
        returned_sheets.confirm(office, scan_id)
    assert refused.value.code == "other-pages"
    assert len(returned_sheets.confirm(office, scan_id, leave_pages=True)) == 1
