"""Phiếu giao việc tuần: one sheet a person, handed out on Monday, written on, and scanned again on Friday.

Columns as in the weekly report form in use: I. results of the week, II. plan of the next, III. difficulties, proposals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reportlab.lib.units import mm

from desktop.core.calendar import Week
from desktop.core.names import show_date
from desktop.core.records import Task
from desktop.core.weekly import WeeklySheet
from desktop.reports import labels
from desktop.reports.flow import WRITING, Flow, columns_of_text
from desktop.reports.fonts import BOLD
from desktop.reports.furniture import Imprint, Signer, feet, office_head, signatures
from desktop.reports.output import Watch, pdf_bytes
from desktop.reports.page import PORTRAIT, Page
from desktop.reports.sheet_code import CODE_SIZE, put_code, put_corners, sheet_code
from desktop.reports.table import Band, Boxes, Cell, Column, Dots, Para, Row, Table
from desktop.reports.typeset import BODY, BODY_BOLD, CELL, CELL_BOLD, CELL_ITALIC, SUBTITLE, TITLE, Style, balanced

BOXES = Boxes((("done", "Xong"), ("doing", "Đang làm"), ("stuck", "Vướng")))
RESULTS = (
    Column("STT", 10, "center"),
    Column("Nội dung nhiệm vụ được giao", 61),
    Column("Thời gian được giao hoàn thành", 25, "center"),
    Column("Triển khai thực hiện", 45),
    Column("Tiến độ", 24),
)
PLAN = (
    Column("STT", 10, "center"),
    Column("Nhiệm vụ", 61),
    Column("Thời gian dự kiến", 25, "center"),
    Column("Sản phẩm dự kiến", 45),
    Column("Tiến độ", 24),
)
_NONE = Style(size=12, leading=16)
_RUNNING = Style(BOLD, 11.5, 15)
_NOTES_LINES = 3


def title(week: Week) -> str:
    """Return the sheet's title."""
    return f"PHIẾU GIAO VIỆC TUẦN {week.number}"


def weekly_sheets(
    imprint: Imprint, sheets: Sequence[WeeklySheet], after: Sequence[Page] = (), watch: Watch | None = None
) -> bytes:
    """Return the PDF of all sheets, then the pages ``after`` (the chairman's summary). OfficeError: missing glyph."""
    watch = watch or Watch(len(sheets))

    def printed() -> Iterator[Sequence[Page]]:
        for sheet in sheets:
            yield sheet_pages(imprint, sheet)
            watch.step()
        yield after or (() if sheets else _nothing(imprint))

    name = f"{title(sheets[0].week)}" if sheets else "PHIẾU GIAO VIỆC TUẦN"
    return pdf_bytes(printed(), name, imprint.office.name)


def _nothing(imprint: Imprint) -> Sequence[Page]:
    flow = Flow(PORTRAIT)
    office_head(flow, imprint)
    flow.centred("PHIẾU GIAO VIỆC TUẦN", TITLE)
    flow.gap(4 * mm)
    flow.para("Không có phiếu nào trong tuần này.", BODY)
    return feet(flow.pages, imprint)


def sheet_pages(imprint: Imprint, sheet: WeeklySheet) -> Sequence[Page]:
    """Lay out one person's sheet."""
    flow = Flow(PORTRAIT, lambda flow: _running_head(flow, sheet))
    office_head(flow, imprint)
    code_top = _title(flow, sheet)
    _part(
        flow, f"I. Kết quả tuần {sheet.week.number}", RESULTS, _grouped(sheet), "Không có nhiệm vụ đến hạn trong tuần."
    )
    following = sheet.week.shift(1)
    dates = labels.period_text(following.monday, following.sunday)
    plan = [_plan_row(n, task, sheet) for n, task in enumerate(sheet.plan, 1)]
    _part(flow, f"II. Kế hoạch tuần {following.number} ({dates})", PLAN, plan, "Chưa có nhiệm vụ cho tuần tới.")
    flow.gap(3 * mm)
    _notes(flow)
    signatures(flow, (Signer("NGƯỜI GIAO VIỆC"), Signer("NGƯỜI BÁO CÁO", sheet.person.name)))
    _codes(flow.pages, imprint, sheet, code_top)
    flow.pages[0].bookmark = sheet.person.name
    return feet(flow.pages, imprint, sheet.person.name)


def _notes(flow: Flow) -> None:
    """Set part III; what is written in it comes back with the boxes."""
    flow.need(7 * mm + _NOTES_LINES * WRITING)
    flow.para("III. Khó khăn, kiến nghị", BODY_BOLD)
    top = flow.y
    flow.writing_lines(_NOTES_LINES)
    flow.page.notes = (flow.left, top, flow.left + flow.frame.inner, flow.y)


def _title(flow: Flow, sheet: WeeklySheet) -> float:
    """Set title and person; return where the code's place begins, at their right, which they keep clear of."""
    top = flow.y
    inset = CODE_SIZE + 1 * mm
    flow.centred(title(sheet.week), TITLE, inset)
    flow.centred(f"({labels.period_text(sheet.week.monday, sheet.week.sunday)})", SUBTITLE, inset)
    flow.gap(3 * mm)
    person = sheet.person
    parts = [(f"Họ và tên: {person.name}", BODY_BOLD)]
    parts += [
        (f"{label}: {value}", BODY) for label, value in (("Chức vụ", person.title), ("Đơn vị", person.unit)) if value
    ]
    flow.y = columns_of_text(flow.page, flow.left, flow.y, flow.frame.inner - inset, parts)
    flow.y = max(flow.y, top + CODE_SIZE) + 2 * mm
    return top


def _running_head(flow: Flow, sheet: WeeklySheet) -> None:
    text = f"{title(sheet.week)}/{sheet.week.year} (tiếp theo): {sheet.person.name}"
    for n, line in enumerate(balanced(text, _RUNNING, flow.frame.inner - CODE_SIZE - 4 * mm)):
        flow.page.text(line, _RUNNING, flow.left, flow.y + 8 * mm + n * _RUNNING.leading)
    flow.y += CODE_SIZE + 1 * mm


def _part(flow: Flow, heading: str, columns: Sequence[Column], rows: Sequence[Row | Band], nothing: str) -> None:
    flow.gap(2 * mm)
    flow.need(45 * mm if rows else 15 * mm)
    flow.para(heading, BODY_BOLD)
    flow.gap(1.2 * mm)
    if rows:
        Table(flow, columns).set(rows)
    else:
        flow.para(nothing, _NONE)


def _grouped(sheet: WeeklySheet) -> list[Row | Band]:
    """Group the results as the form asks: work that a letter or a leader ordered, standing work, then work that others
    lead."""
    ordered = [task for task in sheet.results if is_ordered(task)]
    standing = [task for task in sheet.results if not is_ordered(task)]
    rows: list[Row | Band] = []
    groups = (("Nhiệm vụ theo ý kiến chỉ đạo", ordered), ("Nhiệm vụ thường xuyên", standing))
    for name, tasks in (*groups, ("Nhiệm vụ phối hợp", sheet.helped)):
        if tasks:
            done = sum(task.status in labels.DONE for task in tasks)
            rows.append(Band(f"{name} (hoàn thành {done}/{len(tasks)})"))
            start = sum(isinstance(row, Row) for row in rows) + 1
            rows += [_result_row(n, task, sheet) for n, task in enumerate(tasks, start)]
    return rows


def is_ordered(task: Task) -> bool:
    """Tell whether a task stems from a letter or a leader's opinion, not from standing duties."""
    return task.letter_id is not None or task.directive_id is not None


def _result_row(number: int, task: Task, sheet: WeeklySheet) -> Row:
    cells: list[Cell] = [str(number), _what(task, sheet, product=True), _when(task), _done_so_far(task), _tick(task)]
    return Row(cells, key=task.id)


def _plan_row(number: int, task: Task, sheet: WeeklySheet) -> Row:
    product: list[Para | Dots] = [Para(task.product)] if task.product else []
    when = (
        _when(task)
        if task.due_on
        else [Para("Thường xuyên" if task.kind == "standing" else "Không có hạn", CELL_ITALIC)]
    )
    cells: list[Cell] = [str(number), _what(task, sheet, product=False), when, [*product, Dots(1)], _tick(task)]
    return Row(cells, key=task.id)


def _what(task: Task, sheet: WeeklySheet, *, product: bool) -> list[Para]:
    """The task, then in one run what else the five "rõ" ask: the letter it stems from, lead, partners, product."""
    parts = [labels.short_letter(task.letter)]
    if task.lead_id != sheet.person.id or task.lead_unit_id is not None:
        parts.append(f"Chủ trì: {task.lead}")
    others = labels.joined([name for name in task.partners if name != sheet.person.name])
    if others:
        parts.append(f"Phối hợp: {others}")
    if product and task.product:
        parts.append(f"Sản phẩm: {task.product}")
    rest = ". ".join(part for part in parts if part)
    return [Para(task.title), Para(f"{rest}.", CELL_ITALIC)] if rest else [Para(task.title)]


def _when(task: Task) -> list[Para]:
    parts = [Para(labels.due_text(task), CELL.to("center"))] if task.due_on else []
    if labels.late_text(task):
        parts.append(Para(labels.late_text(task), CELL_BOLD.at(10.5).to("center")))
    if task.done_on is not None:
        parts.append(Para(f"Xong {show_date(task.done_on)}", CELL_ITALIC.to("center")))
    return parts


def _done_so_far(task: Task) -> list[Para | Dots]:
    note = [Para(task.last_note)] if task.last_note else []
    reply = [Para(f"Văn bản trả lời: {task.reply}", CELL_ITALIC)] if task.reply else []
    return [*note, *reply, *([] if task.status in labels.DONE else [Dots(1 if note else 2)])]


def _tick(task: Task) -> Para | Boxes:
    return Para(labels.STATUS[task.status]) if task.status in labels.DONE else BOXES


def _codes(pages: Sequence[Page], imprint: Imprint, sheet: WeeklySheet, first_top: float) -> None:
    """Put the corner marks and the code on each page, now that the places of its boxes are known."""
    for number, page in enumerate(pages, 1):
        whose = imprint.office.uid, sheet.person.uid, sheet.week
        top = first_top if number == 1 else page.frame.top
        put_code(page, sheet_code(*whose, (number, len(pages)), page, top))
        put_corners(page)
