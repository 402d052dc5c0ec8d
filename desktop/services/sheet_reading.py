"""From what was read of a scan of weekly sheets to what it proposes for the office's tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from db import people as people_rows
from db import sheet_returns
from db.sheet_returns import SheetReturn
from desktop.core.calendar import Week
from desktop.core.errors import NotFound
from desktop.core.names import show_date
from desktop.core.records import Person, Scan, Task
from desktop.core.returned import Returned, RowReading, SheetPage
from desktop.core.sheet_code import short_uid
from desktop.core.sheet_proposals import Choice, ItemProposal, NotesProposal, ReturnedScan, SheetProposal
from desktop.core.words import Text, tr
from desktop.services import tasks
from desktop.services.office import Office

_CORNERS = 4


def proposed(office: Office, scan: Scan, returned: Returned) -> ReturnedScan:
    """Return what a scan proposes: sheets in the order of their first pages."""
    groups: dict[object, list[SheetPage]] = {}
    for page in returned.pages:
        groups.setdefault(page.code.sheet, []).append(page)
    everyone = people_rows.people(office.db, active_only=False)
    sheets = tuple(_sheet(office, scan, pages, everyone) for pages in groups.values())
    strange = tuple(page.page for page in returned.loose if page.why == "other")
    return ReturnedScan(scan, sheets, strange, tuple(_loose_words(page.page, page.why) for page in returned.loose))


def _sheet(office: Office, scan: Scan, pages: Sequence[SheetPage], everyone: Sequence[Person]) -> SheetProposal:
    code = pages[0].code
    numbers = tuple(page.page for page in pages)
    on = recorded_on(code.week, office.today(), office.settings.sheet_weekday)
    if code.office_uid != short_uid(office.info.uid):
        told = tr("Phiếu của cơ quan khác, không ghi vào đây được.")
        return SheetProposal(None, code.week, numbers, on, (), (told,), usable=False)
    person = next((p for p in everyone if short_uid(p.uid) == code.person_uid), None)
    if person is None:
        told = tr("Người nhận phiếu này không có trong danh sách của cơ quan.")
        return SheetProposal(None, code.week, numbers, on, (), (told,), usable=False)
    before = [row for row in sheet_returns.of_sheet(office.db, person.id, str(code.week)) if row.scan_id != scan.id]
    items = _items(office, pages, person, before)
    told_all = [
        *_about_person(person),
        *_about_week(code.week, office.today(), on),
        *_about_pages(pages, before),
        *_about_corners(pages),
        *_about_repeat(before),
        *_about_filling(pages),
    ]
    missing = sum(len(page.rows) for page in pages) - len(items)
    if missing:
        told_all.append(tr("{n} nhiệm vụ trên phiếu không còn trong danh sách.", n=missing))
    return SheetProposal(
        person, code.week, numbers, on, tuple(items), tuple(told_all), notes=tuple(_notes(pages, before))
    )


def recorded_on(week: Week, today: date, weekday: int) -> date:
    """Return the day for which a sheet's done work is recorded: today, but for a past week the office's day for handing
    sheets in (``weekday``: 1 Monday to 7 Sunday)."""
    return today if today <= week.sunday else week.monday + timedelta(days=min(7, max(1, weekday)) - 1)


def _notes(pages: Sequence[SheetPage], before: Sequence[SheetReturn]) -> Iterator[NotesProposal]:
    kept = {row.sheet_page for row in before if row.note_path}
    for page in pages:
        if page.notes is not None and page.notes.picture:
            known = page.code.page in kept
            told = tr("Đã giữ từ lần quét trước.") if known else None
            yield NotesProposal(page.page, page.notes.place, page.notes.picture, not known, told)
            kept.add(page.code.page)  # the same page may lie in the scan twice


def _items(
    office: Office, pages: Sequence[SheetPage], person: Person, before: Sequence[SheetReturn]
) -> list[ItemProposal]:
    found: list[ItemProposal] = []
    recorded: dict[int, str] = {}
    for confirmed in before:
        recorded |= confirmed.marks
    for page in pages:
        for row in page.rows:
            task = _task(office, row.task_id)
            if task is None:
                continue
            choice, note = _choice(row, task, person, recorded.get(task.id))
            found.append(
                ItemProposal(
                    task, row.mark, choice, row.confidence, page.page, row.boxes, row.writing, row.picture, note
                )
            )
            recorded[task.id] = row.mark  # the same page may lie in the scan twice
    return found


def _task(office: Office, task_id: int) -> Task | None:
    try:
        return tasks.task(office, task_id)
    except NotFound:
        return None


def _choice(row: RowReading, task: Task, person: Person, recorded: str | None) -> tuple[Choice, Text | None]:
    marked = row.mark != "none" or bool(row.picture)
    if task.state == "void":
        return "skip", tr("Nhiệm vụ đã hủy.")
    if recorded is not None and recorded == row.mark:
        return "skip", tr("Đã ghi nhận từ lần quét trước.")
    if task.state in ("done", "waiting"):
        told = tr("Nhiệm vụ đã báo xong ngày {day}.", day=show_date(task.done_on))
        return ("none" if row.picture else "skip"), told
    if person.id == task.lead_id:
        return row.mark, None
    if person.id in task.partner_ids:
        return row.mark, tr("Phối hợp: chỉ ghi vào nhật ký, {lead} chủ trì.", lead=task.lead)
    told = tr("Nhiệm vụ đã chuyển cho {lead}.", lead=task.lead)
    return ("unclear" if marked else "none"), told


def _about_person(person: Person) -> list[Text]:
    return [] if person.active else [tr("{name} không còn làm việc ở cơ quan.", name=person.name)]


def _about_week(week: Week, today: date, on: date) -> list[Text]:
    now = Week.of(today)
    if week == now:
        return []
    if week > now:
        return [tr("Phiếu của tuần {week}, tuần chưa tới.", week=week.number)]
    return [
        tr(
            "Phiếu của tuần {week}, nay là tuần {now}: việc xong được ghi ngày {day}.",
            week=week.number,
            now=now.number,
            day=show_date(on),
        )
    ]


def _about_pages(pages: Sequence[SheetPage], before: Sequence[SheetReturn]) -> list[Text]:
    told = [tr("Trang {n} quét ngược, đã xoay lại.", n=page.page) for page in pages if page.turn == 180]
    here = [page.code.page for page in pages]
    every = pages[0].code.pages
    missing = sorted(set(range(1, every + 1)) - set(here) - {row.sheet_page for row in before})
    if missing:
        told.append(tr("Thiếu trang {pages} của phiếu {all} trang.", pages=", ".join(map(str, missing)), all=every))
    twice = sorted({number for number in here if here.count(number) > 1})
    told += [tr("Trang {n} của phiếu được quét hai lần.", n=number) for number in twice]
    return told


def _about_corners(pages: Sequence[SheetPage]) -> list[Text]:
    return [
        tr("Trang {n} thiếu góc (rách, gấp mép hoặc quét hụt): hãy đối chiếu từng ô.", n=page.page)
        for page in pages
        if page.corners < _CORNERS
    ]


def _about_repeat(before: Sequence[SheetReturn]) -> list[Text]:
    if not before:
        return []
    day = show_date(before[-1].confirmed_at.date())
    return [tr("Phiếu này đã được ghi nhận ngày {day}: chỉ đề xuất chỗ mới đánh dấu.", day=day)]


def _about_filling(pages: Sequence[SheetPage]) -> list[Text]:
    rows = [row for page in pages for row in page.rows]
    blank = sum(row.mark == "none" for row in rows)
    if rows and blank == len(rows):
        return [tr("Phiếu chưa đánh dấu nhiệm vụ nào.")]
    return [tr("Còn {n}/{all} nhiệm vụ chưa đánh dấu.", n=blank, all=len(rows))] if blank else []


def _loose_words(page: int, why: str) -> Text:
    if why == "code":
        return tr(
            "Trang {n} là phiếu tuần nhưng mã QR mờ hoặc góc có mã bị rách. Hãy quét lại; nếu vẫn không được, ghi tiến độ"
            " ở màn hình Nhiệm vụ.",
            n=page,
        )
    return tr("Trang {n} không phải phiếu tuần. Hãy quét riêng trang này.", n=page)
