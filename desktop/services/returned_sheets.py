"""Weekly sheets that came back by the scanner: what they propose, and recording it once a person has confirmed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from db import attachments, scans, sheet_returns
from db import tasks as task_rows
from db.connection import Value
from desktop.core.calendar import Week
from desktop.core.errors import RuleError
from desktop.core.records import Task
from desktop.core.returned import Returned
from desktop.core.sheet_proposals import (
    NOTES,
    Choice,
    ItemProposal,
    Key,
    NotesProposal,
    ReturnedScan,
    SheetProposal,
)
from desktop.core.words import tr
from desktop.intake import store
from desktop.services import evidence, inbox, sheet_reading, tasks
from desktop.services.evidence import Kept
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

__all__ = ["Choice", "ItemProposal", "Key", "NotesProposal", "ReturnedScan", "SheetProposal"]


@dataclass(frozen=True)
class CameBack:
    """A person's sheet of a week that was confirmed: when last, and the pictures of its part III."""

    person_id: int
    confirmed_at: datetime
    notes: tuple[Path, ...] = ()


def came_back(office: Office, week: Week) -> dict[int, CameBack]:
    """Return the sheets of a week that were confirmed, by person."""
    found: dict[int, CameBack] = {}
    for row in sheet_returns.of_week(office.db, str(week)):
        before = found.get(row.person_id)
        notes = (*(before.notes if before else ()), *([office.path(row.note_path)] if row.note_path else []))
        found[row.person_id] = CameBack(row.person_id, row.confirmed_at, notes)
    return found


def proposals(office: Office, scan_id: int) -> ReturnedScan:
    """Return what a scan of weekly sheets proposes; RuleError when it is none, NotFound."""
    scan, returned = inbox.scan(office, scan_id), _returned(office, scan_id)
    return sheet_reading.proposed(office, scan, returned)


def confirm(
    office: Office,
    scan_id: int,
    decisions: Mapping[Key, Choice] | None = None,
    *,
    leave_pages: bool = False,
    days: Mapping[int, date] | None = None,
) -> list[Task]:
    """Record what a scan of sheets says, in one transaction; return the tasks that got a line in their log.

    ``decisions`` override what is proposed, item by item (for part III ``skip`` leaves its picture out, anything else
    keeps it). ``days``: for a sheet, by its first page in the scan, the day for which its done work is recorded. Done
    work is closed (or waits, where the office wants it confirmed) if the sheet is its lead's; all else adds a line. The
    writing is kept as a picture with the task; part III with the sheet, and with the tasks said to be stuck on it.
    Raises RuleError: confirmed already, an item undecided, nothing to record, a day in the future, pages that are no
    sheets unless ``leave_pages``; StorageError.
    """
    plan = _decided(proposals(office, scan_id), decisions or {}, days or {})
    _require_ready(plan, leave_pages)
    if any(sheet.on > office.today() for sheet in plan.sheets):
        raise RuleError("in-future", tr("Ngày ghi nhận ở tương lai."), tr("Hãy chọn hôm nay hoặc một ngày đã qua."))
    with _pictures(office, plan) as kept, office.write("confirm-sheets") as db:
        _require_waiting(replace(plan, scan=inbox.scan(office, scan_id)))
        touched = [task for sheet in plan.sheets if sheet.usable for task in _record(office, sheet, kept)]
        for sheet in plan.sheets:
            _remember(office, scan_id, sheet, kept)
        reading = inbox.reading(office, scan_id)
        assert reading is not None
        assert reading.returned is not None
        scans.store_reading(db, scan_id, replace(reading, returned=reading.returned.without_pictures()))
        scans.change(db, scan_id, {"settled": 1} if plan.scan.kind == "sheet" else {"sheets_waiting": 0})
        marks = {f"{page}:{task}": item.choice for item in plan.items for page, task in [item.key]}
        office.log("confirm-sheets", "scan", scan_id, marks=marks)
    return [tasks.task(office, task_id) for task_id in dict.fromkeys(touched)]


def _returned(office: Office, scan_id: int) -> Returned:
    reading = inbox.reading(office, scan_id)
    if reading is None or reading.returned is None:
        raise RuleError("not-a-sheet", tr("Bản quét này không phải phiếu tuần trả về."))
    return reading.returned


def _decided(plan: ReturnedScan, decisions: Mapping[Key, Choice], days: Mapping[int, date]) -> ReturnedScan:
    sheets = []
    for sheet in plan.sheets:
        items = tuple(replace(item, choice=decisions.get(item.key, item.choice)) for item in sheet.items)
        notes = tuple(
            replace(note, keep=decisions[note.key] != "skip") if note.key in decisions else note for note in sheet.notes
        )
        sheets.append(replace(sheet, items=items, notes=notes, on=days.get(sheet.pages[0], sheet.on)))
    return replace(plan, sheets=tuple(sheets))


def _require_waiting(plan: ReturnedScan) -> None:
    if plan.settled:
        raise RuleError("settled", tr("Phiếu tuần trong bản quét {file} đã được ghi nhận.", file=plan.scan.file))


def _require_ready(plan: ReturnedScan, leave_pages: bool) -> None:
    _require_waiting(plan)
    if not any(sheet.usable for sheet in plan.sheets):
        told = [problem for sheet in plan.sheets for problem in sheet.problems] or list(plan.problems)
        raise RuleError(
            "nothing-to-record",
            tr("Không có gì để ghi nhận: {why}", why=" ".join(str(text) for text in told)),
            tr("Hãy quét lại phiếu, hoặc bỏ qua bản quét với lý do."),
        )
    if plan.undecided:
        raise RuleError(
            "undecided",
            tr("Còn {n} nhiệm vụ chưa rõ đã đánh dấu ô nào.", n=len(plan.undecided)),
            tr("Hãy xem phiếu và chọn Xong, Đang làm, Vướng hoặc Không."),
        )
    if plan.strange and not leave_pages:
        pages = ", ".join(map(str, plan.strange))
        raise RuleError(
            "other-pages",
            tr("Trang {pages} không phải phiếu tuần và sẽ không được vào sổ.", pages=pages),
            tr("Hãy quét riêng các trang đó, hoặc xác nhận để chúng lại."),
            tr("Chưa ghi gì."),
        )


def _record(office: Office, sheet: SheetProposal, kept: Mapping[Key, Kept]) -> list[int]:
    return [item.task.id for item in sheet.items if _record_item(office, sheet, item, kept)]


def _record_item(office: Office, sheet: SheetProposal, item: ItemProposal, kept: Mapping[Key, Kept]) -> bool:
    """Write an item's line, picture and state inside a write block; tell whether there was anything to write."""
    picture = kept.get(item.key)
    if item.choice == "skip" or (item.choice == "none" and picture is None):
        return False
    assert sheet.person is not None
    task = tasks.task(office, item.task.id)  # the same task may stand on two sheets of one scan
    helps = sheet.person.id != task.lead_id and sheet.person.id in task.partner_ids
    closes = item.choice == "done" and not helps and task.state not in ("done", "waiting", "void")
    if closes:
        state = "waiting" if office.settings.confirm_done else "done"
        values: dict[str, Value] = {"state": state, "done_on": sheet.on.isoformat()}
        task_rows.change(office.db, task.id, values)
    difficulties = [kept[note.key] for note in sheet.notes if item.choice == "stuck" and note.key in kept]
    note = _line(sheet, item, [*([picture] if picture else []), *difficulties], helps)
    kind = "done" if closes else "note"
    task_rows.add_progress(office.db, task.id, note, kind, office.actor, office.now())
    office.log(kind, "task", task.id, note=note, sheet=str(sheet.week), on=sheet.on, scan=item.page, was=task.state)
    if picture is not None:
        evidence.add(office, "task", task.id, picture)
    for difficulty in difficulties:
        evidence.add(office, "task", task.id, difficulty)
    return True


_WORDS: dict[Choice, str] = {"done": "Xong", "doing": "Đang làm", "stuck": "Vướng mắc", "none": "Ghi chú"}


def _line(sheet: SheetProposal, item: ItemProposal, written: Sequence[Kept], helps: bool) -> str:
    assert sheet.person is not None
    told = in_vietnamese(
        tr("{what} (phiếu tuần {week} của {name})", what=_WORDS[item.choice], week=sheet.week.number,
           name=sheet.person.name)
    )  # fmt: skip
    if helps:
        told = in_vietnamese(tr("Phối hợp: {what}", what=told))
    files = ", ".join(picture.name for picture in written)
    return in_vietnamese(tr("{what}; chữ viết tay: {file}", what=told, file=files)) if files else told


def _remember(office: Office, scan_id: int, sheet: SheetProposal, kept: Mapping[Key, Kept]) -> None:
    if not sheet.usable or sheet.person is None:
        return
    reading = _returned(office, scan_id)
    for page in sheet.pages:
        code = next(found.code for found in reading.pages if found.page == page)
        read = {item.task.id: item.box for item in sheet.items if item.page == page}
        sheet_returns.add(
            office.db,
            scan_id,
            page,
            person_id=sheet.person.id,
            week=str(sheet.week),
            sheet_page=code.page,
            marks=read,
            at=office.now(),
            who=office.actor,
            note=(note.path, note.sha256, note.size) if (note := kept.get((page, NOTES))) else None,
        )


@contextmanager
def _pictures(office: Office, plan: ReturnedScan) -> Iterator[dict[Key, Kept]]:
    """Put the writing into the store for rows that are written inside the block; when that fails, it goes again."""
    kept: dict[Key, Kept] = {}
    try:
        for sheet in plan.sheets:
            for item in sheet.items:
                if item.picture and item.choice != "skip":
                    kept[item.key] = _keep(office, item.picture, f"phieu-{sheet.week}-T{item.task.id}.png")
            for note in sheet.notes:
                if note.keep and sheet.person is not None:
                    kept[note.key] = _keep(office, note.picture, f"phieu-{sheet.week}-III-P{sheet.person.id}.png")
        yield kept
    except BaseException:  # whatever broke it off: no picture without its row stays, and the error goes on
        _forget(office, list(kept.values()))
        raise


def _keep(office: Office, picture: bytes, name: str) -> Kept:
    copy = store.draw_bytes(picture, office.store)
    try:
        place = store.keep(copy, office.store, ".png")
    finally:
        store.drop(copy)
    return Kept(name, place.relative_to(office.folder).as_posix(), copy.sha256, copy.size)


def _forget(office: Office, kept: Sequence[Kept]) -> None:
    for picture in kept:
        if not attachments.is_named(office.db, picture.path):
            with suppress(OSError):
                office.path(picture.path).unlink(missing_ok=True)
