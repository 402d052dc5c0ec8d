"""Báo cáo kết quả thực hiện nhiệm vụ do cấp trên giao: total, the four statuses, by issuer, causes, proposals.

Made to be edited and signed: number, causes and proposals are for people to write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from desktop.core.names import show_date
from desktop.core.records import Task
from desktop.reports import labels
from desktop.reports.docx_page import Document
from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, feet, letter_end, office_head, office_lines, subject_rule
from desktop.reports.grid import Value
from desktop.reports.output import pdf_bytes
from desktop.reports.page import PORTRAIT
from desktop.reports.table import Column, Table
from desktop.reports.task_tables import is_late, shown_rows
from desktop.reports.typeset import BODY, BODY_BOLD, SUBTITLE, TITLE

TITLE_TEXT = "BÁO CÁO"
SUBJECT = "Kết quả thực hiện nhiệm vụ do cấp trên giao"
BY_ISSUER = (
    Column("STT", 10, "center"),
    Column("Cơ quan giao", 55),
    Column("Tổng số", 16, "center"),
    Column("Hoàn thành đúng hạn", 21, "center"),
    Column("Hoàn thành quá hạn", 21, "center"),
    Column("Đang TH trong hạn", 21, "center"),
    Column("Đang TH quá hạn", 21, "center"),
)
LATE = (
    Column("STT", 10, "center"),
    Column("Nhiệm vụ", 60),
    Column("Văn bản giao", 36),
    Column("Chủ trì", 33),
    Column("Hạn", 26, "center"),
)
WRITTEN = ("III. Nguyên nhân, khó khăn, vướng mắc", "IV. Kiến nghị, đề xuất")
ANNEX = "PHỤ LỤC. DANH MỤC NHIỆM VỤ ĐƯỢC GIAO"
LISTED = (
    Column("STT", 10, "center"),
    Column("Nhiệm vụ", 54),
    Column("Văn bản giao", 30),
    Column("Thời hạn", 22, "center"),
    Column("Kết quả", 29),
    Column("Văn bản trả lời", 20),
)
_SUBJECT = TITLE


@dataclass(frozen=True)
class Upward:
    """The tasks that stem from letters of a period; ``to``: the superior body that is reported to, '' for several."""

    tasks: Sequence[Task]
    first: date
    last: date
    to: str = ""

    @property
    def sentences(self) -> list[str]:
        """The results in words."""
        done, late_done, under_way, late = four(self.tasks)
        return [
            f"Trong thời gian {labels.period_text(self.first, self.last)}, đơn vị được giao {len(self.tasks)} nhiệm vụ:",
            f"- Hoàn thành đúng hạn: {done}; hoàn thành quá hạn: {late_done};",
            f"- Đang thực hiện trong hạn: {under_way}; đang thực hiện quá hạn: {late}.",
        ]


def four(tasks: Sequence[Task]) -> tuple[int, int, int, int]:
    """Count the four statuses that upper levels ask for; what is not done and not late is under way in time."""
    on_time = sum(task.status == "done_on_time" for task in tasks)
    late_done = sum(task.status == "done_late" for task in tasks)
    late = sum(is_late(task) for task in tasks)
    return on_time, late_done, len(tasks) - on_time - late_done - late, late


def issuer_rows(report: Upward) -> list[list[Value]]:
    """Return the table by issuer with its total."""
    groups: dict[str, list[Task]] = {}
    for task in report.tasks:
        groups.setdefault(task.letter.issuer if task.letter else "", []).append(task)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    rows: list[list[Value]] = [
        [n, name or "(không rõ)", len(group), *four(group)] for n, (name, group) in enumerate(ordered, 1)
    ]
    return [*rows, ["", "Tổng cộng", len(report.tasks), *four(report.tasks)]]


def late_rows(report: Upward) -> list[list[Value]]:
    """Return the tasks that are late, each with the letter that gave it."""
    late = sorted((task for task in report.tasks if is_late(task)), key=lambda task: (-task.days_late, task.id))
    return [
        [
            n,
            task.title,
            labels.short_letter(task.letter),
            task.lead,
            f"{show_date(task.due_on)} ({labels.late_text(task).lower()})",
        ]
        for n, task in enumerate(late, 1)
    ]


def listed_rows(report: Upward) -> list[list[Value]]:
    """Return the annex: every task with the letter that gave it, its time limit and what came of it."""
    ordered = sorted(report.tasks, key=lambda task: (task.due_on or date.max, task.id))
    return [
        [n, task.title, labels.short_letter(task.letter), labels.due_text(task), _came_of(task), task.reply]
        for n, task in enumerate(ordered, 1)
    ]


def _came_of(task: Task) -> str:
    done = f" ({show_date(task.done_on)})" if task.done_on else ""
    late = labels.late_text(task)
    return f"{labels.STATUS[task.status]}{done}" + (f". {late}" if late else "")


def number_line(imprint: Imprint) -> str:
    """Return the row for number and symbol, the number left to be written."""
    return f"Số:         /BC-{_short(imprint.office.name)}"


def _short(name: str) -> str:
    upper = name.upper()
    known = (("ỦY BAN NHÂN DÂN", "UBND"), ("HỘI ĐỒNG NHÂN DÂN", "HĐND"), ("ĐẢNG ỦY", "ĐU"))
    return next((short for body, short in known if upper.startswith(body)), "")


def recipients(report: Upward) -> list[str]:
    """Return the rows under "Nơi nhận"."""
    return [f"- {report.to};" if report.to else "- ……………;", "- Lưu: VT."]


def roles(imprint: Imprint) -> list[str]:
    """Return who signs: a People's Committee's chairman on its behalf."""
    body = office_lines(imprint.office.name.upper())[0]
    return [f"TM. {body}", "CHỦ TỊCH"] if body == "ỦY BAN NHÂN DÂN" else ["THỦ TRƯỞNG CƠ QUAN"]


def report_upward(imprint: Imprint, report: Upward) -> bytes:
    """Return the report as PDF, with lines where people write."""
    flow = Flow(PORTRAIT)
    office_head(flow, imprint, number=number_line(imprint))
    flow.centred(TITLE_TEXT, TITLE)
    flow.centred(SUBJECT, _SUBJECT)
    flow.centred(f"({labels.period_text(report.first, report.last)})", SUBTITLE)
    subject_rule(flow, SUBJECT, _SUBJECT)
    flow.gap(3 * mm)
    if report.to:
        flow.centred(f"Kính gửi: {report.to}", BODY)
        flow.gap(3 * mm)
    flow.para("I. Kết quả thực hiện", BODY_BOLD)
    for sentence in report.sentences:
        flow.para(sentence, BODY)
    if report.tasks:
        flow.gap(2 * mm)
        Table(flow, BY_ISSUER).set(shown_rows(issuer_rows(report), last_bold=True))
    flow.gap(3 * mm)
    flow.need(35 * mm)
    flow.para("II. Nhiệm vụ đang quá hạn", BODY_BOLD)
    flow.gap(1 * mm)
    late = late_rows(report)
    if late:
        Table(flow, LATE).set(shown_rows(late))
    else:
        flow.para("Không có.", BODY)
    for heading in WRITTEN:
        flow.gap(3 * mm)
        flow.need(30 * mm)
        flow.para(heading, BODY_BOLD)
        flow.writing_lines(3)
    letter_end(flow, recipients(report), roles(imprint))
    if report.tasks:
        _annex(flow, report)
    return pdf_bytes([feet(flow.pages, imprint)], SUBJECT, imprint.office.name)


def _annex(flow: Flow, report: Upward) -> None:
    flow.new_page()
    flow.centred(ANNEX, TITLE)
    flow.gap(3 * mm)
    Table(flow, LISTED).set(shown_rows(listed_rows(report)))


def report_upward_document(imprint: Imprint, report: Upward) -> bytes:
    """Return the report as DOCX, to be edited and signed."""
    paper = Document(imprint, SUBJECT)
    paper.head(number=number_line(imprint))
    paper.title(TITLE_TEXT)
    paper.title(SUBJECT, f"({labels.period_text(report.first, report.last)})", ruled=True)
    if report.to:
        paper.para(f"Kính gửi: {report.to}", "center")
    paper.heading("I. Kết quả thực hiện")
    for sentence in report.sentences:
        paper.para(sentence)
    if report.tasks:
        paper.table(BY_ISSUER, issuer_rows(report))
    paper.heading("II. Nhiệm vụ đang quá hạn")
    late = late_rows(report)
    if late:
        paper.table(LATE, late)
    else:
        paper.para("Không có.")
    for heading in WRITTEN:
        paper.heading(heading)
        paper.writing_lines(3)
    paper.letter_end(recipients(report), roles(imprint))
    if report.tasks:
        paper.new_page()
        paper.title(ANNEX)
        paper.table(LISTED, listed_rows(report))
    return paper.bytes()
