"""A page of a weekly sheet that came back → what was marked and written on it."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np

from desktop.core.readings import Box
from desktop.core.returned import LoosePage, NotesReading, RowReading, SheetPage
from desktop.core.sheet_code import BOX_SIZE, BOX_STEP, BOXES, SheetCode, SheetRow
from desktop.reading import clean
from desktop.reading.open_file import Image, OpenFile
from desktop.reading.sheets import boxes
from desktop.reading.sheets.finding import corner_marks, find_code, has_code, looks_like_sheet
from desktop.reading.sheets.placing import Placing, placed

_LONG_SIDE = 11.69  # inches of A4: a page of any stated size is drawn as if it were A4
_GLANCE_DPI = 150.0
_READ_DPI = 200.0
_CORNERS = 4
#: How much less sure a box is for each corner mark that is missing: the page may be torn, folded or cut off there.
_TORN = 0.04


def glance(file: OpenFile, number: int) -> Image:
    """Return a page in grey, fine enough to tell a sheet by."""
    return _grey(file, number, _GLANCE_DPI)


def read_page(file: OpenFile, number: int) -> SheetPage | LoosePage | None:
    """Read a page of a scan (1-based); None when it is no weekly sheet, LoosePage for one whose code cannot be read."""
    small = glance(file, number)
    marked = looks_like_sheet(small)
    if not (marked or has_code(small)):
        return None
    large = _grey(file, number, _READ_DPI)
    found = find_code(large) or find_code(small)
    if found is None:
        return LoosePage(number, "code") if marked else None
    placing = placed(found, corner_marks(large), large.shape[1], large.shape[0])
    flat = large if clean.is_two_tone(large) else clean.flatten_shade(large)
    rows = tuple(_row(flat, placing, found.code, row) for row in found.code.rows)
    return SheetPage(number, found.code, placing.turn, rows, placing.marks, _notes(flat, placing, found.code))


def _row(flat: Image, placing: Placing, code: SheetCode, row: SheetRow) -> RowReading:
    read = boxes.read_boxes(flat, placing, code, row)
    room = boxes.writing_room(code, row)
    picture = boxes.read_writing(flat, placing, room) if room else b""
    tall = BOX_STEP * (len(BOXES) - 1) + BOX_SIZE
    box = Box(code.box_left, row.box_top, code.box_left + BOX_SIZE, row.box_top + tall)
    sure = read.confidence - _TORN * max(0, _CORNERS - placing.marks)
    found = RowReading(row.task_id, read.mark, sure, placing.upright(box), None, picture)
    return replace(found, writing=_upright(placing, room)) if room else found


def _notes(flat: Image, placing: Placing, code: SheetCode) -> NotesReading | None:
    room = boxes.notes_room(code)
    picture = boxes.read_notes(flat, placing, room) if room else b""
    return NotesReading(_upright(placing, room), picture) if room and picture else None


def _upright(placing: Placing, room: boxes.Room) -> Box:
    left, top, wide, high = room
    return placing.upright(Box(left, top, left + wide, top + high))


def _grey(file: OpenFile, number: int, dpi: float) -> Image:
    """Return a page drawn as if its long side were A4's, whatever size the file gives it; ink of any colour is dark."""
    long_side = max(file.size(number)) / 72
    rgb = file.render(number, dpi * _LONG_SIDE / max(1.0, long_side))
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
