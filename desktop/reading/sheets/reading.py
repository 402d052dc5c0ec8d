"""A scan of weekly sheets → what was marked and written on them; None when the scan is no such thing."""

from __future__ import annotations

import cv2
import numpy as np

from desktop.core.readings import Box
from desktop.core.returned import LoosePage, Returned, RowReading, SheetPage
from desktop.core.sheet_code import BOX_SIZE, BOX_STEP, BOXES
from desktop.reading import clean
from desktop.reading.open_file import Image, OpenFile
from desktop.reading.sheets import boxes
from desktop.reading.sheets.finding import corner_marks, find_code, has_code, looks_like_sheet
from desktop.reading.sheets.placing import placed

_LONG_SIDE = 11.69  # inches of A4: a page of any stated size is drawn as if it were A4
_FIND_DPI, _READ_DPI = 150.0, 200.0
_LOOKED_AT = 2  # pages: a scan that holds no sheet among its first ones is a letter
_BLANK = 0.002  # share of ink on the back of a sheet


def read_sheets(file: OpenFile) -> Returned | None:
    """Read a scan of weekly sheets; None when its first pages are none."""
    first = range(1, min(_LOOKED_AT, file.pages) + 1)
    if not any(_is_sheet(_grey(file, number, _FIND_DPI)) for number in first):
        return None
    pages: list[SheetPage] = []
    loose: list[LoosePage] = []
    for number in range(1, file.pages + 1):
        page = read_page(file, number)
        if isinstance(page, SheetPage):
            pages.append(page)
        elif page is not None:
            loose.append(page)
    return Returned(tuple(pages), tuple(loose))


def read_page(file: OpenFile, number: int) -> SheetPage | LoosePage | None:
    """Read one page of a scan of sheets; None for a blank one."""
    small = _grey(file, number, _FIND_DPI)
    large = _grey(file, number, _READ_DPI)
    found = find_code(large) or find_code(small)
    if found is None:
        if looks_like_sheet(small):
            return LoosePage(number, "code")
        return None if float(np.mean(clean.flatten_shade(small) < 140)) < _BLANK else LoosePage(number, "other")
    placing = placed(found, corner_marks(large), large.shape[1], large.shape[0])
    flat = large if clean.is_two_tone(large) else clean.flatten_shade(large)
    rows = []
    for row in found.code.rows:
        read = boxes.read_boxes(flat, placing, found.code, row)
        room = boxes.writing_room(found.code, row)
        picture = boxes.read_writing(flat, placing, room) if room else b""
        tall = BOX_STEP * (len(BOXES) - 1) + BOX_SIZE
        box = Box(found.code.box_left, row.box_top, found.code.box_left + BOX_SIZE, row.box_top + tall)
        lines = placing.upright(Box(room[0], room[1], room[0] + room[2], room[1] + room[3])) if room else None
        rows.append(RowReading(row.task_id, read.mark, read.confidence, placing.upright(box), lines, picture))
    return SheetPage(number, found.code, placing.turn, tuple(rows))


def _is_sheet(grey: Image) -> bool:
    return (has_code(grey) and find_code(grey) is not None) or looks_like_sheet(grey)


def _grey(file: OpenFile, number: int, dpi: float) -> Image:
    """Return a page drawn as if its long side were A4's, whatever size the file gives it; ink of any colour is dark."""
    long_side = max(file.size(number)) / 72
    rgb = file.render(number, dpi * _LONG_SIDE / max(1.0, long_side))
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
