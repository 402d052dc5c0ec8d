"""The code on a weekly sheet: whose it is, which week and page, and where its boxes and writing lines stand.

A sheet explains itself, so that one that comes back by the scanner needs no memory of how it was printed. The text uses
only the characters that a QR code packs tightest (digits, capitals, ``$%*+-./:``). Places are in millimetres from the
top left corner of an A4 sheet, kept in quarters of a millimetre.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.core.calendar import Week

MARK = "VT2"
PAPER = (210.0, 297.0)
#: Side of the printed code with its quiet zone, and its distance from the paper's right edge.
CODE_SIZE = 30.0
CODE_QUIET = 4
CODE_RIGHT = 15.0
#: The black squares in the four corners of the sheet.
CORNER_SIZE = 4.0
CORNER_INSET = 6.0
#: The boxes of a task, from the top: their side, and from the top of one to the top of the next.
BOXES = ("done", "doing", "stuck")
BOX_SIZE = 4.0
BOX_STEP = 6.0
#: The dotted lines of a row and of the room for notes: from one to the next, and how far each stands over its room's end.
LINE_STEP, LINE_OVER = 7.5, 1.2
NOTES_STEP, NOTES_OVER = 8.0, 1.5

_UNIT = 0.25
_UID = 8
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ROW = re.compile(r"([0-9A-Z]{1,8}?)([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{2})")
_HEAD = re.compile(r"([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{2})")
_NOTES = re.compile(r"([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{2})([0-9A-Z]{2})")


@dataclass(frozen=True)
class SheetRow:
    """A task on a page: the top of its first box, the top of its writing lines, the bottom of its row (mm)."""

    task_id: int
    box_top: float
    write_top: float
    bottom: float


@dataclass(frozen=True)
class NotesRoom:
    """Where a person writes freely (part III of the sheet), in millimetres."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class SheetCode:
    """What the code says. The uids are cut (``short_uid``): enough to tell rows of one office apart, and a code that a
    poor scanner still reads. ``code_top``: top edge of the code; ``box_left``: left edge of the boxes; writing lines
    run from ``write_left`` to just before the boxes. ``notes``: the room for difficulties and proposals, where this page
    has it."""

    office_uid: str
    person_uid: str
    week: Week
    page: int
    pages: int
    code_top: float = 0.0
    box_left: float = 0.0
    write_left: float = 0.0
    rows: tuple[SheetRow, ...] = ()
    notes: NotesRoom | None = None

    @property
    def sheet(self) -> tuple[str, str, Week]:
        """Which sheet this is a page of."""
        return self.office_uid, self.person_uid, self.week


def short_uid(uid: str) -> str:
    """Return the part of a uid that stands in the code."""
    return re.sub(r"[^0-9A-Z]", "", uid.upper())[:_UID]


def encode(code: SheetCode) -> str:
    """Return the text of a code; numbers in base 36."""
    page = f"{code.page}/{code.pages}"
    head = "".join(_pair(place) for place in (code.code_top, code.box_left, code.write_left))
    week = f"{code.week.year}W{code.week.number:02d}"
    rows = "+".join(map(_row_text, code.rows))
    parts = [MARK, code.office_uid, code.person_uid, week, page, head, rows]
    room = code.notes
    notes = ["".join(map(_pair, (room.left, room.top, room.right, room.bottom)))] if room else []
    return ":".join(parts + notes)


def decode(text: str) -> SheetCode:
    """Return what the text of a code says; ValueError when it is not one of ours."""
    parts = text.split(":")
    head = _HEAD.fullmatch(parts[5]) if len(parts) in (7, 8) and parts[0] == MARK else None
    if head is None:
        raise ValueError(text)
    page, _, pages = parts[4].partition("/")
    if not 1 <= int(page) <= int(pages):
        raise ValueError(text)
    rows = tuple(_row(row) for row in parts[6].split("+") if row)
    code_top, box_left, write_left = (_place(pair) for pair in head.groups())
    whose = parts[1], parts[2], Week.parse(parts[3])
    notes = _notes(parts[7]) if len(parts) == 8 else None
    return SheetCode(*whose, int(page), int(pages), code_top, box_left, write_left, rows, notes)


def quarters(place: float) -> float:
    """Return a place in millimetres as the code keeps it."""
    return round(place / _UNIT) * _UNIT


def _notes(text: str) -> NotesRoom:
    found = _NOTES.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return NotesRoom(*map(_place, found.groups()))


def _row_text(row: SheetRow) -> str:
    return _base36(row.task_id) + _pair(row.box_top) + _pair(row.write_top) + _pair(row.bottom)


def _row(text: str) -> SheetRow:
    found = _ROW.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return SheetRow(int(found[1], 36), _place(found[2]), _place(found[3]), _place(found[4]))


def _pair(place: float) -> str:
    """Two digits hold 324 mm: more than the sheet is long."""
    return _base36(max(0, round(place / _UNIT))).rjust(2, "0")


def _place(pair: str) -> float:
    return int(pair, 36) * _UNIT


def _base36(number: int) -> str:
    digits = ""
    while number or not digits:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
