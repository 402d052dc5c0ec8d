"""Drawing what a scanner looks for on a weekly sheet: the code (``core.sheet_code``) and the marks in the corners."""

from __future__ import annotations

import re

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from desktop.core import sheet_code as core
from desktop.core.calendar import Week
from desktop.core.sheet_code import NotesRoom, SheetCode, SheetRow, encode, quarters, short_uid
from desktop.reports import quick_code
from desktop.reports.page import BoxAt, Page

CODE_SIZE = core.CODE_SIZE * mm
_CORNER_SIZE = core.CORNER_SIZE * mm
_CORNER_INSET = core.CORNER_INSET * mm
_MASK = 4
_DARK = re.compile(b"\x01+")


def sheet_code(
    office_uid: str, person_uid: str, week: Week, number: tuple[int, int], page: Page, code_top: float
) -> SheetCode:
    """Return the code of a page (its number, of how many) for the boxes and writing lines that stand on it."""
    first: dict[int, BoxAt] = {}
    for box in page.boxes:
        first.setdefault(box.key, box)
    rows = tuple(_row(page, box) for box in first.values())
    box_left = quarters(page.boxes[0].x / mm) if page.boxes else 0.0
    write_left = quarters(min((line.x for line in page.writing), default=0.0) / mm)
    whose = short_uid(office_uid), short_uid(person_uid)
    notes = NotesRoom(*(quarters(side / mm) for side in page.notes)) if page.notes else None
    return SheetCode(*whose, week, *number, quarters(code_top / mm), box_left, write_left, rows, notes)


def _row(page: Page, box: BoxAt) -> SheetRow:
    row = next(row for row in page.rows if row.key == box.key and row.top <= box.y < row.bottom)
    lines = [line.top for line in page.writing if line.key == box.key and row.top <= line.top < row.bottom]
    write_top = min(lines, default=row.bottom)
    return SheetRow(box.key, *(quarters(y / mm) for y in (box.y, write_top, row.bottom)))


def put_code(page: Page, code: SheetCode) -> None:
    """Draw the code as a vector picture at its place, the quiet zone included."""
    # A fixed mask: scanners read any, and choosing the handsomest takes longer than setting the whole page.
    lines = quick_code.matrix(encode(code), _MASK)
    unit = CODE_SIZE / (len(lines) + 2 * core.CODE_QUIET)
    left = page.frame.width - core.CODE_RIGHT * mm - CODE_SIZE + core.CODE_QUIET * unit
    upper = page.frame.height - code.code_top * mm - core.CODE_QUIET * unit
    # in squares from the upper left corner: short numbers are quick to write and small in the file
    squares = [f"{start} {-n} {end - start} -1 re" for n, line in enumerate(lines) for start, end in _runs(line)]

    def draw(canvas: Canvas) -> None:
        canvas.translate(left, upper)
        canvas.scale(unit, unit)
        canvas.drawPath(PDFPathObject(squares), stroke=0, fill=1)

    page.drawings.append(draw)


def _runs(line: bytes) -> list[tuple[int, int]]:
    """Return where the dark squares of a line begin and end."""
    return [found.span() for found in _DARK.finditer(line)]


def put_corners(page: Page) -> None:
    """Draw the four squares by which a scanned sheet is set straight."""
    width, height = page.frame.width, page.frame.height

    def draw(canvas: Canvas) -> None:
        for x in (_CORNER_INSET, width - _CORNER_INSET - _CORNER_SIZE):
            for y in (_CORNER_INSET, height - _CORNER_INSET - _CORNER_SIZE):
                canvas.rect(x, y, _CORNER_SIZE, _CORNER_SIZE, stroke=0, fill=1)

    page.drawings.append(draw)
