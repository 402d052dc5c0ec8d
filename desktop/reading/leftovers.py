"""Print that the engine passed over: ink the size of letters, in a row, under no word; read again line by line."""

from __future__ import annotations

import cv2
import numpy as np

from desktop.core.readings import Box
from desktop.reading.open_file import Image
from desktop.reading.pages import Line, Word
from desktop.reading.placing import placed_lines
from desktop.reading.raster import Raster

_LEAST_LETTERS = 3
_SURE = 0.75
_MOST_LINES = 14  # a page with more is a drawing or noise, and time is short
_LETTER = (0.035, 0.19)  # a letter's height in inches
_SPECK = 0.012
_PADS = (0.03, 0.055)  # inches


def passed_over(raster: Raster, words: list[Word], top: int, bottom: int) -> list[Line]:
    """Return the lines between the rows ``top`` and ``bottom`` that stand under none of ``words``."""
    ink = _uncovered(raster, words, top, bottom)
    half = cv2.threshold(cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), 60, 255, 0)[1]
    rows = _rows(np.asarray(half, np.uint8), raster.dpi / 2)
    if len(rows) > 3 * _MOST_LINES:
        return []
    places = [(2 * x, top + 2 * y, 2 * width, 2 * height) for x, y, width, height in rows[:_MOST_LINES]]
    return [line for place in places for line in _read(raster, place)]


def _read(raster: Raster, place: tuple[int, int, int, int]) -> list[Line]:
    """Read a row by itself: closely, and where that is not sure with more paper around it."""
    x, y, width, height = place
    for inches in _PADS:
        pad = round(inches * raster.dpi)
        x0, y0 = max(0, x - 2 * pad), max(0, y - pad)
        x1, y1 = min(raster.width, x + width + 2 * pad), min(raster.height, y + height + pad)
        box = Box(x0 / raster.width, y0 / raster.height, x1 / raster.width, y1 / raster.height)
        found = [line for line in placed_lines(raster.grey[y0:y1, x0:x1], "line", raster.dpi, box) if _is_sure(line)]
        if found:
            return found
    return []


def _is_sure(line: Line) -> bool:
    return line.confidence >= _SURE and sum(c.isalpha() for c in line.text) >= _LEAST_LETTERS


def _uncovered(raster: Raster, words: list[Word], top: int, bottom: int) -> Image:
    ink = np.asarray(cv2.threshold(raster.grey[top:bottom], 129, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    for word in words:
        x0, y0, x1, y1 = raster.pixels(word.box, 0.02)
        ink[max(0, y0 - top) : max(0, y1 - top), x0:x1] = 0
    return ink


def _rows(ink: Image, dpi: float) -> list[tuple[int, int, int, int]]:
    """Return the places of letters in a row: x, y, width, height in pixels, the longest first."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    parts = stats[1:]
    wide, high, area = parts[:, cv2.CC_STAT_WIDTH], parts[:, cv2.CC_STAT_HEIGHT], parts[:, cv2.CC_STAT_AREA]
    tall = (high >= _LETTER[0] * dpi) & (high <= _LETTER[1] * dpi)
    is_letter = tall & (wide >= 0.01 * dpi) & (wide <= 0.3 * dpi) & (area > (_SPECK * dpi) ** 2)
    if np.count_nonzero(is_letter) < _LEAST_LETTERS:
        return []
    letters = np.zeros_like(ink)
    kept = []
    for x, y, width, height, _ in parts[is_letter].tolist():
        kept.append((x + width / 2, y + height / 2))
        letters[y : y + height, x : x + width] = 255
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((3, round(0.11 * dpi)), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = [tuple(int(v) for v in cv2.boundingRect(np.asarray(c))) for c in contours]
    rows = [(b[0], b[1], b[2], b[3]) for b in boxes if b[2] > 0.15 * dpi and b[3] < 0.25 * dpi and _holds(b, kept)]
    return sorted(rows, key=lambda b: -b[2])


def _holds(box: tuple[int, ...], middles: list[tuple[float, float]]) -> bool:
    x, y, width, height = box
    return sum(x <= mx <= x + width and y <= my <= y + height for mx, my in middles) >= _LEAST_LETTERS
