"""A quick look for a secrecy stamp, at a file where it lies: before anything of it is copied (Law on State Secrets
117/2025/QH15). A twentieth of a page's reading; the reading itself looks again, at every line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from desktop.core.readings import Box
from desktop.reading import engine, orientation, seals, secrecy
from desktop.reading.open_file import Image
from desktop.reading.raster import READ_DPI, Raster
from desktop.reading.source import Source

_HEAD = 0.42
_SPACE = 0.11  # inches: words nearer than this stand in one line
_HEIGHT = (0.07, 0.32)  # inches: of a degree stamped or typed alone, with its accents
_WIDTH = (0.25, 2.2)
_MOST_LINES = 24


def look(path: Path) -> dict[str, Any]:
    """Look at every page; return ``{"pages": n}``. Raises SecretLetter for a page that bears a secrecy stamp,
    UnreadableScan for a file that cannot be opened."""
    with Source(path) as source:
        for number in range(1, source.pages + 1):
            if source.embedded_text(number) is not None:
                secrecy.check(source.page(number))
            else:
                _look_at(source.file.render(number, READ_DPI))
        return {"pages": source.pages}


def warm_look() -> None:
    """Load what looking needs, so that the first file does not wait for it."""
    engine.recognise(np.full((40, 40), 255, np.uint8), "line")


def _look_at(picture: Image) -> None:
    upright = _raw(picture)
    if seals.may_hold_boxes(upright):
        for turn in (0, 90, 180, 270):
            word = _secret_box(upright if turn == 0 else _raw(orientation.turned(picture, turn)))
            if word:
                secrecy.refuse(word)
    for text in _lone_lines(upright):
        word = secrecy.degree_alone(text)
        if word:
            secrecy.refuse(word)


def _raw(picture: Image) -> Raster:
    """A page as it is: frames are found on a slanted page too."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return Raster(picture, grey, READ_DPI, 0, np.eye(3))


def _secret_box(raster: Raster) -> str | None:
    return next((found.word for found in seals.boxed_words(raster) if found.word in seals.SECRET), None)


def _lone_lines(raster: Raster) -> Iterator[str]:
    """Read the short lines of the head that stand by themselves: a degree typed or stamped without a frame."""
    head = raster.grey[: round(_HEAD * raster.height)]
    ink = clean_ink(head)
    wide = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, round(_SPACE * raster.dpi)), np.uint8))
    tall = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((round(0.05 * raster.dpi), 1), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(tall)
    rows = [tuple(int(v) for v in row[:4]) for row in boxes[1:]]
    short = [row for row in rows if _is_short(row, raster.dpi) and not _goes_on(row, rows, raster)]
    for x, y, width, height in short[:_MOST_LINES]:
        pad = height // 3
        part = head[max(0, y - pad) : y + height + pad, max(0, x - pad) : x + width + pad]
        yield " ".join(word.text for word in engine.recognise(part, "line"))


def clean_ink(grey: Image) -> Image:
    """Return what is darker than its paper as white on black, specks left out."""
    paper = float(np.percentile(grey, 90))
    ink = cv2.threshold(grey, paper * 0.7, 255, cv2.THRESH_BINARY_INV)[1]
    return np.asarray(cv2.medianBlur(ink, 3), np.uint8)


def _is_short(row: tuple[int, ...], dpi: float) -> bool:
    _, _, width, height = row
    shaped = 1.3 < width / max(1, height) < 10
    return shaped and _HEIGHT[0] * dpi < height < _HEIGHT[1] * dpi and _WIDTH[0] * dpi < width < _WIDTH[1] * dpi


def _goes_on(row: tuple[int, ...], rows: list[tuple[int, ...]], raster: Raster) -> bool:
    """Tell whether a longer line stands close above: then it is the rest of a title, which the reading looks at."""
    x, y, width, height = row
    box = Box(x, y, x + width, y + height)
    middle = x + width / 2
    return any(
        -0.3 * height < box.y0 - (oy + oh) < 0.8 * height and ox < middle < ox + ow and ow > 0.1 * raster.width
        for ox, oy, ow, oh in rows
    )
