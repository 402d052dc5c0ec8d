"""Phiếu theo dõi xử lý văn bản: one letter with the chain it stands in, its directives, its work and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.core.names import show_date
from desktop.core.records import Directive, Instruction, Letter, Outgoing, ReferenceRow, Task
from desktop.reports import labels
from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, Signer, feet, office_head, signatures
from desktop.reports.handling_slip import facts
from desktop.reports.output import Watch, pdf_bytes
from desktop.reports.page import PORTRAIT, Page
from desktop.reports.table import Cell, Column, Para, Row, Table
from desktop.reports.typeset import BODY, BODY_BOLD, BODY_ITALIC, CELL_BOLD, CELL_ITALIC, TITLE

TITLE_TEXT = "PHIẾU THEO DÕI XỬ LÝ VĂN BẢN"
CHAIN = (
    Column("Vị trí", 22),
    Column("Văn bản, việc, trả lời", 108),
    Column("Ngày", 35, "center"),
)
DIRECTIVES = (
    Column("Mục", 14, "center"),
    Column("Nội dung chỉ đạo", 96),
    Column("Thời hạn", 30, "center"),
    Column("Đã giao", 25, "center"),
)
TASKS = (
    Column("STT", 10, "center"),
    Column("Nhiệm vụ", 55),
    Column("Chủ trì, phối hợp", 32),
    Column("Thời hạn, trạng thái", 30, "center"),
    Column("Nhật ký", 38),
)
#: Directives that ask nothing of anybody are left out.
_SILENT = frozenset({"container", "note", "closing"})


@dataclass(frozen=True)
class Link:
    """A step of the chain: ``depth`` below 0 stands above the letter, above 0 below it. One of the others is there."""

    depth: int
    letter: Letter | None = None
    reference: ReferenceRow | None = None
    reply: Outgoing | None = None


@dataclass(frozen=True)
class ActionSheet:
    """A letter and all that stands behind it; tasks come with their logs."""

    letter: Letter
    chain: Sequence[Link] = ()
    instructions: Sequence[Instruction] = ()
    directives: Sequence[Directive] = ()
    tasks: Sequence[Task] = ()


def action_sheets(imprint: Imprint, sheets: Sequence[ActionSheet], watch: Watch | None = None) -> bytes:
    """Return the PDF of the sheets, each on its own pages. OfficeError: missing glyph, cancelled."""
    watch = watch or Watch(len(sheets))
    printed: list[Sequence[Page]] = []
    for sheet in sheets:
        printed.append(sheet_pages(imprint, sheet))
        watch.step()
    return pdf_bytes(printed, TITLE_TEXT.capitalize(), imprint.office.name)


def sheet_pages(imprint: Imprint, sheet: ActionSheet) -> Sequence[Page]:
    """Lay out one letter's sheet."""
    flow = Flow(PORTRAIT)
    office_head(flow, imprint)
    flow.centred(TITLE_TEXT, TITLE)
    flow.gap(2 * mm)
    for label, value in facts(sheet.letter):
        flow.para(f"{label}: {value or '……'}", BODY)
    if sheet.letter.handed_to:
        flow.para(f"Chuyển: {sheet.letter.handed_to}", BODY)
    _opinions(flow, sheet)
    _part(flow, "Chuỗi văn bản", CHAIN, [_link_row(link) for link in sheet.chain], "Không dẫn chiếu văn bản nào.")
    asked = [directive for directive in sheet.directives if directive.kind not in _SILENT]
    _part(
        flow, "Ý kiến chỉ đạo", DIRECTIVES, [_directive_row(d) for d in asked], "Không có ý kiến chỉ đạo nào được đọc."
    )
    work = [_task_row(n, task) for n, task in enumerate(sheet.tasks, 1)]
    _part(
        flow, f"Nhiệm vụ ({_done(sheet.tasks)}/{len(sheet.tasks)} hoàn thành)", TASKS, work, "Chưa giao nhiệm vụ nào."
    )
    signatures(flow, (Signer("NGƯỜI LẬP"), Signer("LÃNH ĐẠO CƠ QUAN")))
    letter = sheet.letter
    flow.pages[0].bookmark = f"{letter.arrival_number} · {labels.short_letter(letter)}"
    return feet(flow.pages, imprint, f"số đến {letter.arrival_number}/{letter.year}")


def _opinions(flow: Flow, sheet: ActionSheet) -> None:
    for opinion in sheet.instructions:
        who = ", ".join(part for part in (opinion.by, show_date(opinion.on)) if part)
        flow.para(f"Bút phê ({who}): {opinion.text}", BODY_ITALIC)


def _part(flow: Flow, heading: str, columns: Sequence[Column], rows: Sequence[Row], nothing: str) -> None:
    flow.gap(3 * mm)
    flow.need(30 * mm)
    flow.para(heading, BODY_BOLD)
    flow.gap(1 * mm)
    if rows:
        Table(flow, columns).set(rows)
    else:
        flow.para(nothing, BODY_ITALIC)


def _link_row(link: Link) -> Row:
    place = "Cấp trên" if link.depth < 0 else "Văn bản này" if link.depth == 0 else "Tiếp theo"
    if link.reply is not None:
        shown = Para(
            f"Trả lời: {link.reply.type} {link.reply.number}/{link.reply.symbol} {link.reply.subject}".strip("/ ")
        )
        return Row(["Trả lời", shown, show_date(link.reply.issued_on)], bold=False)
    if link.letter is not None:
        cells: list[Cell] = [
            Para(labels.named_letter(link.letter)),
            *([Para(link.letter.subject, CELL_ITALIC)] if link.letter.subject else []),
        ]
        when = [Para(f"đến {show_date(link.letter.arrived_on)}"), Para(f"số {link.letter.arrival_number}")]
        return Row([place, cells, when], bold=link.depth == 0)  # type: ignore[list-item]
    raw = link.reference.raw if link.reference else ""
    day = show_date(link.reference.issued_on) if link.reference else ""
    return Row([place, [Para(raw), Para("Chưa có trong sổ.", CELL_ITALIC)], day])


def _directive_row(directive: Directive) -> Row:
    due = directive.deadline
    when = due.expression if due else directive.recurrence.expression if directive.recurrence else ""
    return Row([directive.path, directive.text, when, "Có" if directive.task_ids else ""])


def _task_row(number: int, task: Task) -> Row:
    people = [Para(task.lead, CELL_BOLD)]
    if task.partners:
        people.append(Para(labels.joined(task.partners)))
    state = [Para(text) for text in (labels.due_text(task), labels.STATUS[task.status], labels.late_text(task)) if text]
    title = [Para(task.title)]
    title += [Para(f"Sản phẩm: {task.product}", CELL_ITALIC)] if task.product else []
    title += [Para(f"Văn bản trả lời: {task.reply}", CELL_ITALIC)] if task.reply else []
    log = [Para(f"{show_date(line.at.date())}: {line.note}") for line in task.progress]
    return Row([str(number), title, people, state, log])


def _done(tasks: Sequence[Task]) -> int:
    return sum(task.status in labels.DONE for task in tasks)
