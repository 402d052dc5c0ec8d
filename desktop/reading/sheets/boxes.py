"""Which box of a task is marked, and what is written beside it; all on a piece of the page set straight."""

from __future__ import annotations

import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures

from desktop.core.returned import Mark
from desktop.core.sheet_code import (
    BOX_SIZE,
    BOX_STEP,
    BOXES,
    LINE_OVER,
    LINE_STEP,
    NOTES_OVER,
    NOTES_STEP,
    SheetCode,
    SheetRow,
)
from desktop.reading.open_file import Image
from desktop.reading.sheets.placing import Placing

DOT = 8.0  # pixels a millimetre on the straight piece, about 200 dpi
_AROUND = 3.0  # mm around the boxes
_SEARCH = 1.25  # mm that the boxes may stand off their place
_INSET = 0.6  # mm of a box that are its frame
_LINE = 0.35  # mm: half a printed line, with its blur
_FLOOR = 0.16  # darkness of paper, its noise and what shows through
_ROW_LINES = LINE_STEP, LINE_OVER
_NOTE_LINES = NOTES_STEP, NOTES_OVER
_BORDER = 0.9  # mm of a cell at each border
_WRITTEN = 2.0  # mm² of ink that are writing

Ink = NDArray[np.float32]
Room = tuple[float, float, float, float]


@dataclass(frozen=True)
class BoxesRead:
    """``ink``: the share of each box's inside that is covered."""

    mark: Mark
    confidence: float
    ink: tuple[float, ...]


def read_boxes(grey: Image, placing: Placing, code: SheetCode, row: SheetRow) -> BoxesRead:
    """Read the three boxes of a task on a page (grey, its shade flattened)."""
    tall = BOX_STEP * (len(BOXES) - 1) + BOX_SIZE
    piece = straight(
        grey, placing, code.box_left - _AROUND, row.box_top - _AROUND, BOX_SIZE + 2 * _AROUND, tall + 2 * _AROUND
    )
    dark = _darkness(piece)
    x, y = _set_on(dark)
    shares = tuple(_share(dark, x, y + n * BOX_STEP) for n in range(len(BOXES)))
    return BoxesRead(*judged(shares), shares)


EMPTY, MARKED = 0.02, 0.05
_CLEARLY = 3.0  # how much more ink than any other box the marked one has


def judged(ink: tuple[float, ...]) -> tuple[Mark, float]:
    """Return which box is marked and how sure that is. Ink in a second box may be the tail of a tick, or a change of
    mind: it is the first only where it is little beside the other's."""
    order = sorted(range(len(ink)), key=lambda n: -ink[n])
    most, second = ink[order[0]], ink[order[1]]
    if most < EMPTY:
        return "none", min(0.99, 0.9 + 0.09 * (1 - most / EMPTY))
    if most < MARKED or second * _CLEARLY > most:
        return "unclear", 0.5
    mark: Mark = ("done", "doing", "stuck")[order[0]]
    if second >= EMPTY:
        return mark, 0.9
    return mark, min(0.99, 0.93 + 0.06 * (most - MARKED) / MARKED)


def writing_room(code: SheetCode, row: SheetRow) -> Room | None:
    """Return left, top, width and height (mm) of a task's writing lines; None when it has none on this page."""
    high = row.bottom - row.write_top
    wide = code.box_left - code.write_left
    return (code.write_left, row.write_top, wide, high) if high > 1 and wide > 5 else None


def notes_room(code: SheetCode) -> Room | None:
    """Return left, top, width and height (mm) of the room for difficulties and proposals, None where there is none."""
    room = code.notes
    return (room.left, room.top, room.right - room.left, room.bottom - room.top) if room else None


def read_notes(grey: Image, placing: Placing, room: Room) -> bytes:
    """Return what is written in the room for difficulties and proposals as a PNG, empty bytes when nothing is."""
    return read_writing(grey, placing, room, _NOTE_LINES)


def read_writing(grey: Image, placing: Placing, room: Room, lines: tuple[float, float] = _ROW_LINES) -> bytes:
    """Return what is written in a room as a PNG, empty bytes when nothing is. ``lines``: from one dotted line to the
    next, and how far each stands over its room's end."""
    left, top, wide, high = room
    step, over = lines
    piece = straight(grey, placing, left, top, wide, high)
    dark = _darkness(piece)
    border = round(_BORDER * DOT)
    dark[:, :border] = dark[:, -2 * border :] = 0
    dark[-border:] = 0
    for line in np.arange(step - over, high, step):
        dark[max(0, round((line - _LINE) * DOT)) : round((line + _LINE) * DOT) + 1] = 0
    if float(dark.sum()) / DOT**2 < _WRITTEN:
        return b""
    return png(straight(grey, placing, left - 0.5, top - 2.0, wide, high + 2.5))


def png(grey: Image) -> bytes:
    """Return a small PNG: sixteen greys are enough for ink."""
    out = io.BytesIO()
    Pictures.fromarray(grey).quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()


def straight(grey: Image, placing: Placing, left: float, top: float, wide: float, high: float) -> Image:
    """Return a rectangle of the paper (mm) set straight, ``DOT`` pixels a millimetre; white beyond the page."""
    from_piece = np.array([[1 / DOT, 0, left], [0, 1 / DOT, top], [0, 0, 1]])
    size = (max(1, round(wide * DOT)), max(1, round(high * DOT)))
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return np.asarray(
        cv2.warpPerspective(grey, placing.matrix @ from_piece, size, flags=how, borderValue=255), np.uint8
    )


def _darkness(piece: Image) -> Ink:
    """Return 0 for paper to 1 for black; single specks are no ink."""
    calm = cv2.medianBlur(piece, 3)
    paper = max(150.0, float(np.percentile(calm, 80)))
    dark = (paper - calm.astype(np.float32)) / paper
    return np.asarray(np.clip((dark - _FLOOR) / (1 - _FLOOR), 0, 1), np.float32)


def _set_on(dark: Ink) -> tuple[float, float]:
    """Return where the first box stands on the piece (mm), by the place at which the printed frames fit best."""
    frames = np.zeros((round((2 * BOX_STEP + BOX_SIZE) * DOT) + 1, round(BOX_SIZE * DOT) + 1), np.float32)
    for n in range(len(BOXES)):
        top = round(n * BOX_STEP * DOT)
        cv2.rectangle(frames, (0, top), (frames.shape[1] - 1, top + round(BOX_SIZE * DOT)), 1.0, 1)
    reach = round(_SEARCH * DOT)
    start = round(_AROUND * DOT)
    near = np.clip(dark * 2, 0, 1)[
        start - reach : start + reach + frames.shape[0], start - reach : start + reach + frames.shape[1]
    ]
    fit = cv2.matchTemplate(np.ascontiguousarray(near), frames, cv2.TM_CCORR)
    off = np.array(cv2.minMaxLoc(fit)[3], float) - reach
    return _AROUND + off[0] / DOT, _AROUND + off[1] / DOT


def _share(dark: Ink, x: float, y: float) -> float:
    x0, y0, side = round((x + _INSET) * DOT), round((y + _INSET) * DOT), round((BOX_SIZE - 2 * _INSET) * DOT)
    return float(dark[y0 : y0 + side + 1, x0 : x0 + side + 1].mean())
