"""A quick look for a secrecy stamp, at a file where it lies: before anything of it is copied (Law on State Secrets
117/2025/QH15). A twentieth of a page's reading; the reading itself looks again, at every line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np

from desktop.core.readings import Box
from desktop.reading import engine, seals, secrecy
from desktop.reading.open_file import Image
from desktop.reading.raster import READ_DPI, Raster
from desktop.reading.source import Source

_HEAD = 0.42
_SPACE = 0.11  # inches: words nearer than this stand in one line
_HEIGHT = (0.07, 0.32)  # inches: of a degree stamped or typed alone, with its accents
_WIDTH = (0.25, 2.2)
_MOST_LINES = 24
_COARSE = 2  # lines are found at half the resolution, read at the whole

Row = tuple[int, int, int, int]


def look(path: Path, first: int = 1, most: int | None = None) -> dict[str, Any]:
    """Look at the pages from ``first`` on, at ``most`` so many; return ``{"pages": n, "next": page}``, the next page to
    look at or None when all were. Raises SecretLetter for a page that bears a secrecy stamp, UnreadableScan for a file
    that cannot be opened."""
    with Source(path) as source:
        end = source.pages if most is None else min(source.pages, first + most - 1)
        for number in range(first, end + 1):
            if source.embedded_text(number) is not None:
                secrecy.check(source.page(number))
            else:
                degree = stamped(source.file.render(number, READ_DPI))
                if degree:
                    secrecy.refuse(degree)
        return {"pages": source.pages, "next": end + 1 if end < source.pages else None}


def warm_look() -> None:
    """Load what looking needs, so that the first file does not wait for it."""
    engine.recognise(np.full((40, 40), 255, np.uint8), "line")


def stamped(picture: Image) -> str | None:
    """Return the degree of secrecy that a page bears, whichever way it lies; None for any other page."""
    page = _raw(picture)
    return _boxed(page) or _lone_degree(page)


def _raw(picture: Image) -> Raster:
    """A page as it is: stamps are found on a slanted page too."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return Raster(picture, grey, READ_DPI, 0, np.eye(3))


def _boxed(page: Raster) -> str | None:
    """Look at everything that may be a stamped word, in each of the two ways in which it may stand in a page's head."""
    for spot in seals.page_spots(page, page.height):
        along = spot.y / page.height if spot.upright else spot.x / page.width
        if spot.angle > 45:
            along = 1 - along
        for over in (False, True):
            if (1 - along if over else along) < seals.HEAD:
                word = seals.word_at(page, spot, over=over)
                if word in seals.SECRET:
                    return word
                if word:
                    break
    return None


def _lone_degree(page: Raster) -> str | None:
    """Read the short lines of the head that stand by themselves: a degree typed or stamped without a frame."""
    head = page.grey[: round(_HEAD * page.height)]
    small = cv2.resize(head, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    ink = clean_ink(np.asarray(small, np.uint8))
    for x, y, width, height in _short_lines(ink, page.dpi / _COARSE)[:_MOST_LINES]:
        pad = height // 3
        x0, y0, x1, y1 = (_COARSE * v for v in (max(0, x - pad), max(0, y - pad), x + width + pad, y + height + pad))
        words = engine.recognise(head[y0:y1, x0:x1], "line")
        degree = secrecy.degree_alone(" ".join(word.text for word in words))
        if degree and not _in_table(ink, (x, y, width, height)):
            return degree
    return None


def _short_lines(ink: Image, dpi: float) -> list[Row]:
    """Return the places of the lines that may be a degree alone: left, top, width, height."""
    wide = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, round(_SPACE * dpi)), np.uint8))
    tall = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((round(0.05 * dpi), 1), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(tall)
    rows: list[Row] = [(int(x), int(y), int(w), int(h)) for x, y, w, h, _ in boxes[1:] if w > 8]
    return [row for row in rows if _is_short(row, dpi) and not _goes_on(row, rows, ink.shape[1])]


def _in_table(ink: Image, row: Row) -> bool:
    """Tell whether a line is ruled above and below: the head of a table's column (a stamp's frame is looked at apart)."""
    x, y, width, height = row
    reach = round(1.3 * height)
    strips = (ink[max(0, y - reach) : y + 2, x : x + width], ink[y + height - 2 : y + height + reach, x : x + width])
    return all(_is_ruled(strip) for strip in strips)


def _is_ruled(strip: Image) -> bool:
    line = cv2.morphologyEx(strip, cv2.MORPH_OPEN, np.ones((1, max(5, strip.shape[1] // 4)), np.uint8))
    return bool(line.any(axis=0).mean() > 0.8)


def clean_ink(grey: Image) -> Image:
    """Return what is darker than its paper as white on black, specks left out."""
    paper = float(np.percentile(grey[::4, ::4], 90))
    return np.asarray(cv2.threshold(grey, paper * 0.76, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)


def _is_short(row: Row, dpi: float) -> bool:
    _, _, width, height = row
    shaped = 1.3 < width / max(1, height) < 10
    return shaped and _HEIGHT[0] * dpi < height < _HEIGHT[1] * dpi and _WIDTH[0] * dpi < width < _WIDTH[1] * dpi


def _goes_on(row: Row, rows: list[Row], page_width: int) -> bool:
    """Tell whether a longer line stands close above: then it is the rest of a title, which the reading looks at."""
    x, y, width, height = row
    box = Box(x, y, x + width, y + height)
    middle = x + width / 2
    return any(
        -0.3 * height < box.y0 - (oy + oh) < 0.8 * height and ox < middle < ox + ow and ow > 0.1 * page_width
        for ox, oy, ow, oh in rows
    )
