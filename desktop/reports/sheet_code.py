"""The code on a weekly sheet: whose it is, which week and page, and where each task's boxes stand on the paper.

A sheet explains itself, so that one that comes back by the scanner needs no memory of how it was printed. The text uses
only the characters that a QR code packs tightest (digits, capitals, ``$%*+-./:``).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from desktop.core.calendar import Week
from desktop.reports.page import BoxAt, Page

MARK = "VT1"
#: Side of the printed code, and of the squares in the corners, with their distance from the paper's edges.
CODE_SIZE = 26 * mm
CORNER_SIZE = 4 * mm
CORNER_INSET = 6 * mm
_TENTH = mm / 10
_QUIET = 4
_MASK = 4
_UID = 12


@dataclass(frozen=True)
class SheetCode:
    """What the code says. The uids are cut to their first 12 characters, in capitals: enough to tell rows of one office
    apart, and a code that a poor scanner still reads. ``rows``: (task id, top edge of its first box) in tenths of a
    millimetre from the paper's top; the boxes' left edge is ``left`` from the paper's left. The boxes of a task stand
    6 mm under one another and are 4 mm wide."""

    office_uid: str
    person_uid: str
    week: Week
    page: int
    pages: int
    left: int = 0
    rows: tuple[tuple[int, int], ...] = ()


def sheet_code(
    office_uid: str, person_uid: str, week: Week, page: tuple[int, int], boxes: Sequence[BoxAt]
) -> SheetCode:
    """Return the code of a page (its number, of how many) on which these boxes stand."""
    first: dict[int, int] = {}
    for box in boxes:
        first.setdefault(box.key, round(box.y / _TENTH))
    left = round(boxes[0].x / _TENTH) if boxes else 0
    return SheetCode(short_uid(office_uid), short_uid(person_uid), week, *page, left, tuple(first.items()))


def short_uid(uid: str) -> str:
    """Return the part of a uid that stands in the code."""
    return re.sub(r"[^0-9A-Z]", "", uid.upper())[:_UID]


def encode(code: SheetCode) -> str:
    """Return the text of a code; numbers of rows in base 36."""
    rows = "+".join(f"{_base36(key)}-{_base36(y)}" for key, y in code.rows)
    page = f"{code.page}/{code.pages}"
    return ":".join([MARK, code.office_uid, code.person_uid, str(code.week), page, _base36(code.left), rows])


def decode(text: str) -> SheetCode:
    """Return what the text of a code says; ValueError when it is not one of ours."""
    parts = text.split(":")
    if len(parts) != 7 or parts[0] != MARK:
        raise ValueError(text)
    page, _, pages = parts[4].partition("/")
    rows = tuple(_row(row) for row in parts[6].split("+") if row)
    return SheetCode(parts[1], parts[2], Week.parse(parts[3]), int(page), int(pages), int(parts[5], 36), rows)


def _row(row: str) -> tuple[int, int]:
    key, y = row.split("-")
    return int(key, 36), int(y, 36)


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + digits
    return digits


def put_code(page: Page, code: SheetCode, x: float, top: float) -> None:
    """Draw the code as a vector picture whose top left corner is (x, top), the quiet zone included."""
    # A fixed mask: scanners read any, and choosing the handsomest takes longer than setting the whole page.
    matrix = segno.make_qr(encode(code), error="m", boost_error=False, mask=_MASK).matrix
    unit = CODE_SIZE / (len(matrix) + 2 * _QUIET)
    left, upper = x + _QUIET * unit, page.frame.height - top - (_QUIET + 1) * unit
    squares = [
        f"{left + start * unit:.2f} {upper - n * unit:.2f} {(end - start) * unit:.2f} {unit:.2f} re"
        for n, line in enumerate(matrix)
        for start, end in _runs(line)
    ]
    page.drawings.append(lambda canvas: canvas.drawPath(PDFPathObject(squares), stroke=0, fill=1))


def _runs(line: Sequence[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    start = -1
    for n, dark in enumerate([*line, 0]):
        if dark and start < 0:
            start = n
        elif not dark and start >= 0:
            runs.append((start, n))
            start = -1
    return runs


def put_corners(page: Page) -> None:
    """Draw the four squares by which a scanned sheet is set straight."""
    width, height = page.frame.width, page.frame.height

    def draw(canvas: Canvas) -> None:
        for x in (CORNER_INSET, width - CORNER_INSET - CORNER_SIZE):
            for y in (CORNER_INSET, height - CORNER_INSET - CORNER_SIZE):
                canvas.rect(x, y, CORNER_SIZE, CORNER_SIZE, stroke=0, fill=1)

    page.drawings.append(draw)
