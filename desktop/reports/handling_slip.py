"""Phiếu giải quyết văn bản đến (Decree 30/2020/NĐ-CP, annex IV): three opinions on one letter, empty or filled.

What the office already knows (opinions, leads, partners, time limits) is printed; the rest is left to write on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.core.names import lead_words, show_date
from desktop.core.records import Instruction, Letter, Task
from desktop.reports import labels
from desktop.reports.docx_page import Document
from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, feet, long_date, office_head
from desktop.reports.output import Watch, pdf_bytes
from desktop.reports.page import PORTRAIT, Page
from desktop.reports.table import Column, Row, Table
from desktop.reports.typeset import BODY, BODY_BOLD, BODY_ITALIC, TITLE, Style
from desktop.reports.typeset import CELL_ITALIC as HINT

TITLE_TEXT = "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN"
LEADER = "1. Ý kiến của lãnh đạo cơ quan, tổ chức"
UNIT = "2. Ý kiến của lãnh đạo đơn vị"
HANDLER = "3. Ý kiến đề xuất của người giải quyết"
GIVEN = (
    Column("STT", 10, "center"),
    Column("Nội dung giao", 63),
    Column("Chủ trì", 34),
    Column("Phối hợp", 33),
    Column("Thời hạn", 25, "center"),
)
BLANK_DATE = "Ngày …… tháng …… năm ………"
_DATE = BODY_ITALIC.to("right")


@dataclass(frozen=True)
class Slip:
    """One letter with what has been said and given so far; ``letter`` None is a wholly empty form."""

    letter: Letter | None
    instructions: Sequence[Instruction] = ()
    tasks: Sequence[Task] = ()


def handling_slips(imprint: Imprint, slips: Sequence[Slip], watch: Watch | None = None) -> bytes:
    """Return the PDF of the slips, each on its own pages. OfficeError: missing glyph, cancelled."""
    watch = watch or Watch(len(slips))

    def printed() -> Iterator[Sequence[Page]]:
        for slip in slips:
            yield slip_pages(imprint, slip)
            watch.step()

    return pdf_bytes(printed(), TITLE_TEXT.capitalize(), imprint.office.name)


def slip_pages(imprint: Imprint, slip: Slip) -> Sequence[Page]:
    """Lay out one slip."""
    flow = Flow(PORTRAIT)
    office_head(flow, imprint, dated=slip.letter is not None)
    flow.gap(1 * mm)
    flow.centred(TITLE_TEXT, TITLE)
    flow.gap(2 * mm)
    for label, value in facts(slip.letter):
        _fact(flow, label, value)
    _leader(flow, slip)
    _unit(flow)
    _handler(flow, slip)
    note = f"số đến {slip.letter.arrival_number}/{slip.letter.year}" if slip.letter else ""
    return feet(flow.pages, imprint, note)


def facts(letter: Letter | None) -> list[tuple[str, str]]:
    """Return the head of the slip: what letter it is, each with its label; '' where it is to be written."""
    if letter is None:
        return [
            (label, "")
            for label in ("Tên loại, số, ký hiệu, ngày tháng", "Cơ quan ban hành", "Trích yếu", "Số đến, ngày đến")
        ]
    named = [letter.type, f"số {labels.symbol_of(letter)}" if labels.symbol_of(letter) else ""]
    named += [f"ngày {show_date(letter.issued_on)}" if letter.issued_on else ""]
    found = [
        ("Văn bản", " ".join(part for part in named if part)),
        ("Cơ quan ban hành", letter.issuer),
        ("Trích yếu", letter.subject),
        ("Số đến", f"{letter.arrival_number}, ngày đến {show_date(letter.arrived_on)}"),
    ]
    return [*found, ("Độ khẩn", letter.urgency)] if letter.urgency else found


def opinions(slip: Slip) -> list[tuple[str, str]]:
    """Return the leaders' opinions, each with who gave it and when."""
    return [(row.text, _by(row)) for row in slip.instructions]


def given_rows(slip: Slip) -> list[list[str]]:
    """Return the table of work given: number, task, lead, partners, time limit."""
    return [
        [str(n), task.title, lead_words(task), labels.joined(task.partners), labels.due_text(task)]
        for n, task in enumerate(slip.tasks, 1)
    ]


def replies(slip: Slip) -> list[str]:
    """Return what the handlers have reported: last words and reply of each task that has some."""
    told: list[str] = []
    for n, task in enumerate(slip.tasks, 1):
        words = [task.last_note, f"văn bản trả lời: {task.reply}" if task.reply else ""]
        if any(words):
            told.append(f"({n}) {'; '.join(word for word in words if word)}")
    return told


def _by(row: Instruction) -> str:
    return f"{row.by}, {long_date(row.on)}" if row.by else long_date(row.on).capitalize()


def _fact(flow: Flow, label: str, value: str) -> None:
    if value:
        flow.para(f"{label}: {value}", BODY)
        flow.gap(1 * mm)
    else:
        flow.labelled_dots(f"{label}:", BODY)


def _heading(flow: Flow, text: str, hint: str) -> None:
    flow.gap(2.5 * mm)
    flow.need(30 * mm)
    flow.para(text, BODY_BOLD)
    flow.para(hint, HINT)


def _leader(flow: Flow, slip: Slip) -> None:
    _heading(
        flow,
        LEADER,
        "(Đơn vị, cá nhân chủ trì; đơn vị, cá nhân phối hợp; thời hạn của mỗi đơn vị, cá nhân; ngày cho ý kiến)",
    )
    for text, by in opinions(slip):
        flow.para(text, BODY, 5 * mm)
        flow.para(by, _DATE)
        flow.gap(1.5 * mm)
    if slip.tasks:
        flow.gap(1.5 * mm)
        Table(flow, GIVEN).set(Row(cells) for cells in given_rows(slip))
        flow.gap(2 * mm)
    if not slip.tasks:
        for label in ("Chủ trì:", "Phối hợp:", "Thời hạn giải quyết:"):
            flow.labelled_dots(label, BODY)
    if not slip.instructions:
        _blank_date(flow)


def _unit(flow: Flow) -> None:
    _heading(flow, UNIT, "(Giao cho cá nhân; thời hạn giải quyết; ngày cho ý kiến)")
    flow.labelled_dots("Giao cho:", BODY)
    flow.labelled_dots("Thời hạn giải quyết:", BODY)
    _blank_date(flow)


def _handler(flow: Flow, slip: Slip) -> None:
    _heading(flow, HANDLER, "(Nội dung đề xuất; ngày đề xuất)")
    told = replies(slip)
    for text in told:
        flow.para(text, BODY, 5 * mm)
    flow.writing_lines(2 if told else 3)
    _blank_date(flow)


def _blank_date(flow: Flow) -> None:
    """The date to write, and the room under it to sign, which stay together."""
    flow.need(_DATE.leading + 13 * mm)
    flow.gap(2 * mm)
    flow.para(BLANK_DATE, _DATE)
    flow.para("(Ký, ghi rõ họ tên)", Style(HINT.font, 11, 14, "right"))
    flow.gap(9 * mm)


def handling_slips_document(imprint: Imprint, slips: Sequence[Slip], watch: Watch | None = None) -> bytes:
    """Return the slips as DOCX, to be edited; each begins a new page."""
    watch = watch or Watch(len(slips))
    paper = Document(imprint, TITLE_TEXT.capitalize())
    for n, slip in enumerate(slips):
        if n:
            paper.new_page()
        _write_slip(paper, slip)
        watch.step()
    return paper.bytes()


def _write_slip(paper: Document, slip: Slip) -> None:
    paper.head(dated=slip.letter is not None)
    paper.title(TITLE_TEXT)
    for label, value in facts(slip.letter):
        paper.labelled(label, value)
    paper.heading(LEADER)
    for text, by in opinions(slip):
        paper.para(text)
        paper.para(by, "right", italic=True)
    if slip.tasks:
        paper.table(GIVEN, given_rows(slip))
    else:
        for label in ("Chủ trì", "Phối hợp", "Thời hạn giải quyết"):
            paper.labelled(label, "")
    if not slip.instructions:
        paper.para(BLANK_DATE, "right", italic=True)
    paper.heading(UNIT)
    for label in ("Giao cho", "Thời hạn giải quyết"):
        paper.labelled(label, "")
    paper.para(BLANK_DATE, "right", italic=True)
    paper.heading(HANDLER)
    for text in replies(slip):
        paper.para(text)
    paper.writing_lines(2)
    paper.para(BLANK_DATE, "right", italic=True)
