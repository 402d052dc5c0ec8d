"""Tổng hợp nhiệm vụ tuần, for the chairman: what is overdue first, then who stands where, then next week's plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image as Pictures
from PIL.Image import Image as Picture
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.core.calendar import Week
from desktop.core.names import lead_words
from desktop.core.records import Task
from desktop.core.weekly import WeeklySheet
from desktop.reports import labels
from desktop.reports.docx_page import Document
from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, Signer, feet, office_head, signatures
from desktop.reports.grid import Grid, Value, workbook_bytes
from desktop.reports.output import pdf_bytes
from desktop.reports.page import LANDSCAPE, Page
from desktop.reports.table import Column, Table
from desktop.reports.task_tables import (
    OVERDUE,
    PLAN,
    count_columns,
    count_values,
    is_late,
    overdue_values,
    plan_values,
    shown_rows,
)
from desktop.reports.typeset import BODY, BODY_BOLD, SUBTITLE, TITLE

DIFFICULTIES = "IV. Khó khăn, kiến nghị (chữ viết tay trên phiếu)"
_STRIP = 165 * mm
_NO_LATE = "Không có nhiệm vụ quá hạn."
_NO_PLAN = "Chưa có nhiệm vụ cho tuần tới."
_NO_TASKS = "Tuần này chưa giao nhiệm vụ nào."


@dataclass(frozen=True)
class Difficulty:
    """What a person wrote into part III of the sheet that came back: the file of its picture."""

    name: str
    picture: Path


class Summary:
    """What the summary says, drawn from the sheets of a week: each task once, though several sheets may hold it.
    ``difficulties`` are shown as they were written."""

    def __init__(self, week: Week, sheets: Sequence[WeeklySheet], difficulties: Sequence[Difficulty] = ()) -> None:
        self.week = week
        self.difficulties = difficulties
        self.plan = _once(task for sheet in sheets for task in sheet.plan)
        self.tasks = _once(task for sheet in sheets for task in (*sheet.results, *sheet.plan))
        self.title = f"TỔNG HỢP NHIỆM VỤ TUẦN {week.number}"
        self.dates = f"({labels.period_text(week.monday, week.sunday)})"
        following = week.shift(1)
        self.headings = (
            "I. Nhiệm vụ quá hạn",
            "II. Tình hình thực hiện theo từng người",
            f"III. Kế hoạch tuần {following.number} ({labels.period_text(following.monday, following.sunday)})",
        )

    @property
    def sentence(self) -> str:
        """The week in one sentence."""
        done = sum(task.status in labels.DONE for task in self.tasks)
        late = sum(is_late(task) for task in self.tasks)
        people = len({task.lead_id for task in self.tasks})
        return f"Tổng số {len(self.tasks)} nhiệm vụ của {people} người: đã hoàn thành {done}, đang quá hạn {late}."

    def tables(self) -> list[tuple[str, Sequence[Column], list[list[Value]], str]]:
        """Return the three tables: heading, columns, rows, and what to say when there is no row."""
        counts = count_values(self.tasks, lead_words) if self.tasks else []
        return [
            (self.headings[0], OVERDUE, overdue_values(self.tasks), _NO_LATE),
            (self.headings[1], count_columns("Người thực hiện", 78), counts, _NO_TASKS),
            (self.headings[2], PLAN, plan_values(self.plan), _NO_PLAN),
        ]


def weekly_summary(imprint: Imprint, summary: Summary) -> bytes:
    """Return the summary as PDF."""
    return pdf_bytes([summary_pages(imprint, summary)], summary.title, imprint.office.name)


def summary_pages(imprint: Imprint, summary: Summary) -> Sequence[Page]:
    """Lay out the summary."""
    flow = Flow(LANDSCAPE)
    office_head(flow, imprint)
    flow.centred(summary.title, TITLE)
    flow.centred(summary.dates, SUBTITLE)
    flow.gap(2 * mm)
    flow.para(summary.sentence, BODY)
    for n, (heading, columns, rows, nothing) in enumerate(summary.tables()):
        set_table(flow, heading, columns, rows, nothing, last_bold=n == 1)
    _set_difficulties(flow, summary.difficulties)
    signatures(flow, (Signer("NGƯỜI TỔNG HỢP"), Signer("CHỦ TỊCH", hint="(Ký, cho ý kiến)")))
    flow.pages[0].bookmark = summary.title.capitalize()
    return feet(flow.pages, imprint, summary.title.capitalize())


def _set_difficulties(flow: Flow, difficulties: Sequence[Difficulty]) -> None:
    """Set the strips of handwriting, each under its writer's name; one whose file is gone is told."""
    if not difficulties:
        return
    flow.gap(3 * mm)
    flow.need(45 * mm)
    flow.para(DIFFICULTIES, BODY_BOLD)
    for difficulty in difficulties:
        strip = opened_picture(difficulty.picture)
        tall = _STRIP * strip.height / strip.width if strip else 0.0
        flow.need(tall + 9 * mm)
        flow.para(f"{difficulty.name}:" if strip else f"{difficulty.name}: không mở được hình chữ viết tay.", BODY)
        if strip:
            flow.page.drawings.append(_drawn(strip, flow.left, flow.frame.height - flow.y - tall, tall))
            flow.y += tall + 1.5 * mm


def opened_picture(file: Path) -> Picture | None:
    """Return a picture, None for one that is gone or damaged: the rest of the form is worth printing."""
    try:
        with Pictures.open(file) as picture:
            return picture.convert("L")
    except (OSError, ValueError, SyntaxError, Pictures.DecompressionBombError):
        return None


def _drawn(strip: Picture, x: float, y: float, tall: float) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(strip), x, y, _STRIP, tall)

    return draw


def set_table(
    flow: Flow,
    heading: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    nothing: str,
    *,
    last_bold: bool = False,
) -> None:
    """Set a heading and its table, or the sentence that says there is nothing to show."""
    flow.gap(3 * mm)
    flow.need(40 * mm if rows else 15 * mm)
    flow.para(heading, BODY_BOLD)
    flow.gap(1.2 * mm)
    if rows:
        Table(flow, columns).set(shown_rows(rows, last_bold=last_bold))
    else:
        flow.para(nothing, BODY)


def weekly_summary_workbook(imprint: Imprint, summary: Summary) -> bytes:
    """Return the summary as XLSX, one sheet a table."""
    names = ("Quá hạn", "Theo người", "Kế hoạch")
    grids = [
        Grid(name, heading.partition(". ")[2].upper(), columns, rows, summary.title + " " + summary.dates)
        for name, (heading, columns, rows, _) in zip(names, summary.tables(), strict=True)
    ]
    return workbook_bytes(imprint, grids)


def weekly_summary_document(imprint: Imprint, summary: Summary) -> bytes:
    """Return the summary as DOCX, to be edited before it is signed."""
    paper = Document(imprint, summary.title, landscape=True)
    paper.head()
    paper.title(summary.title, summary.dates)
    paper.para(summary.sentence)
    for heading, columns, rows, nothing in summary.tables():
        paper.heading(heading)
        if rows:
            paper.table(columns, rows)
        else:
            paper.para(nothing)
    for n, difficulty in enumerate(summary.difficulties):
        if n == 0:
            paper.heading(DIFFICULTIES)
        paper.para(f"{difficulty.name}:")
        strip = opened_picture(difficulty.picture)
        if strip is None:
            paper.para("(không mở được hình chữ viết tay)", italic=True)
        else:
            paper.picture(strip, _STRIP / mm)
    paper.signatures([Signer("NGƯỜI TỔNG HỢP"), Signer("CHỦ TỊCH", hint="(Ký, cho ý kiến)")])
    return paper.bytes()


def _once(tasks: Iterable[Task]) -> list[Task]:
    return list({task.id: task for task in tasks}.values())
