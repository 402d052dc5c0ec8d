"""A page's image → words: the page as a whole, the signature a second time, red ink by itself, arrival stamps apart."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np

from desktop.core.readings import Box
from desktop.reading import clean, engine, leftovers, overlays, seals
from desktop.reading.layout import Marked, foot_sides, lines_of
from desktop.reading.open_file import Image
from desktop.reading.pages import Line, Word
from desktop.reading.placing import placed_lines, placed_words
from desktop.reading.raster import Raster
from desktop.reading.together import together

_LEAST_INK = 0.0004
_INK = 140
_STRAY = 3  # dark pixels in a row that is empty but for specks
_GAP = 0.03  # inches between two lines
_SURE = 0.55
_TITLE_ROW = 0.024
_STAMP_MODES: tuple[engine.Mode, ...] = ("sparse", "block")
_DASH_LIKE = frozenset({"~", "_", "~-", "-~", "-_", "_-", "—-", "-ˆ", "-'", "¬", "=-", "-—"})
_SIGNATURE_DEPTH = 0.24


@dataclass(frozen=True)
class Found:
    """What stands on a page's image: ``words`` of the letter, and the lines of other offices' stamps."""

    words: list[Marked]
    overlays: tuple[Line, ...] = ()


def read_band(raster: Raster, top: int, bottom: int) -> list[Marked]:
    """Read the rows ``top`` to ``bottom`` of a page; nothing where there is hardly any ink."""
    return _with_missed(raster, _words(raster, top, bottom), top, bottom)


def read_head(raster: Raster, bottom: int) -> list[Marked]:
    """Read the rows above ``bottom``, both halves at once where an empty row parts them."""
    cut = _empty_row(raster, round(0.3 * bottom), round(0.65 * bottom))
    rows = [(0, bottom)] if cut is None else [(0, cut), (cut, bottom)]
    parts = together([partial(_words, raster, *part) for part in rows])
    return _with_missed(raster, [word for words in parts for word in words], 0, bottom)


def _words(raster: Raster, top: int, bottom: int) -> list[Word]:
    grey = raster.grey[top:bottom]
    if (
        grey.size == 0
        or cv2.countNonZero(cv2.threshold(grey, 127, 255, cv2.THRESH_BINARY_INV)[1]) < _LEAST_INK * grey.size
    ):
        return []
    place = Box(0, top / raster.height, 1, bottom / raster.height)
    return [_with_dash(word) for word in placed_words(grey, "auto", raster.dpi, place) if _is_word(word)]


def _with_missed(raster: Raster, words: list[Word], top: int, bottom: int) -> list[Marked]:
    missed = leftovers.passed_over(raster, words, top, bottom) if words else []
    return [Marked(word) for word in [*words, *(word for line in missed for word in line.words)]]


def _empty_row(raster: Raster, first: int, last: int) -> int | None:
    """Return the middle of the highest gap between the rows ``first`` and ``last`` that no ink crosses."""
    dark = np.count_nonzero(raster.grey[first:last] < _INK, axis=1) > _STRAY
    edges = np.flatnonzero(np.diff(np.concatenate(([True], dark, [True])).astype(np.int8)))
    gaps = [(int(end - start), int(start)) for start, end in zip(edges[::2], edges[1::2], strict=False)]
    high, start = max(gaps, default=(0, 0))
    return first + start + high // 2 if high >= _GAP * raster.dpi else None


def finished(raster: Raster, words: list[Marked]) -> Found:
    """Return the words of a whole page with its foot read again, red ink added and arrival stamps taken out."""
    words, stamps = without_arrival_stamps(raster, words)
    red = seals.red_lines(raster)
    zone = signature_zone(words)
    signed = [line for line in red if zone and _overlap(line.box, zone) > 0.5]
    rest = tuple(line for line in red if line not in signed)
    if zone:
        words = _with_signature(raster, words, zone, signed)
    return Found(words, stamps + rest)


def signature_zone(words: list[Marked]) -> Box | None:
    """Return where the signature stands: right of the recipients, from two lines above them; None without a foot."""
    foot = foot_sides(words)
    if foot is None:
        return None
    anchor, left_end = foot
    bottom = max([anchor.y0 + _SIGNATURE_DEPTH, *(m.word.box.y1 for m in words if _below_left(m.word.box, anchor))])
    left = min(0.5, max(0.4, left_end + 0.01))
    return Box(left, max(0.0, anchor.y0 - 0.03), 0.985, min(1.0, bottom, anchor.y0 + 0.35))


def without_arrival_stamps(raster: Raster, words: list[Marked]) -> tuple[list[Marked], tuple[Line, ...]]:
    """Take out the words inside a frame that holds an arrival stamp; its text, read by itself, is an overlay."""
    stamps: list[Line] = []
    for frame in frames(raster):
        x0, y0, x1, y1 = raster.pixels(frame)
        part = raster.grey[y0:y1, x0:x1]
        looks = [placed_lines(part, mode, raster.dpi, frame) for mode in _STAMP_MODES]
        if overlays.arrival_stamp([line for lines in looks for line in lines]):
            stamps += looks[0]
            words = [m for m in words if not _belongs_to(m.word, frame)]
    return words, tuple(stamps)


def _belongs_to(word: Word, frame: Box) -> bool:
    """A word inside the frame, or one in capitals or unsure in the stamp's title row just above it."""
    if _overlap(word.box, frame) >= 0.5:
        return True
    title = Box(frame.x0, frame.y0 - _TITLE_ROW, frame.x1 + 0.05, frame.y0)
    return (word.confidence < 0.85 or word.text.isupper()) and _overlap(word.box, title) >= 0.5


def frames(raster: Raster) -> list[Box]:
    """Return the frames of 30-75 × 14-60 mm in the upper half of a page: their long sides are ruled lines."""
    ink = np.asarray(raster.grey[: raster.height // 2] < 150, np.uint8) * 255
    inch = raster.dpi
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, round(0.7 * inch)), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(0.4 * inch), 1), np.uint8))
    lines = cv2.dilate(cv2.bitwise_or(across, down), np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(lines, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in contours:
        x, y, width, height = cv2.boundingRect(np.asarray(contour))
        if 1.1 * inch < width < 3.0 * inch and 0.5 * inch < height < 2.4 * inch:
            found.append(
                Box(x / raster.width, y / raster.height, (x + width) / raster.width, (y + height) / raster.height)
            )
    return found


def _below_left(box: Box, anchor: Box) -> bool:
    return box.y0 >= anchor.y0 and abs(box.x0 - anchor.x0) < 0.03 and box.y0 < anchor.y0 + 0.35


def _with_signature(raster: Raster, words: list[Marked], zone: Box, red: list[Line]) -> list[Marked]:
    """Read the signature without blue ink as scattered text; of what stands in one place the surer reading stays."""
    x0, y0, x1, y1 = raster.pixels(zone)
    if min(x1 - x0, y1 - y0) < 20:
        return words
    seen = Box(x0 / raster.width, y0 / raster.height, x1 / raster.width, y1 / raster.height)
    part = clean.stretch(without_blue(raster, x0, y0, x1, y1))
    again = [*placed_lines(part, "sparse", raster.dpi, seen), *placed_lines(part, "block", raster.dpi, seen)]
    before = [m for m in words if _overlap(m.word.box, zone) > 0.5]
    candidates = [*red, *lines_of(before), *again]
    kept: list[Line] = []
    for line in sorted(candidates, key=_worth, reverse=True):
        if _is_signature_line(line) and not any(_overlap(line.box, k.box) > 0.3 for k in kept):
            kept.append(line)
    others = [m for m in words if m not in before]
    return others + [Marked(word) for line in kept for word in line.words if _is_word(word)]


def without_blue(raster: Raster, x0: int, y0: int, x1: int, y1: int) -> Image:
    """Return a part of the page, grey, with red and blue ink dropped."""
    part = clean.drop_blue(raster.colour(x0, y0, x1, y1))
    return part if clean.is_two_tone(part) else clean.flatten_shade(part)


def _worth(line: Line) -> float:
    """How much a line says, and how surely: a long sure line beats its own pieces. In capitals the engine drops marks
    rather than invents them, so a mark more counts a little."""
    letters = [c for c in line.text if c.isalpha()]
    marks = sum(ord(c) > 0x7F for c in letters) if line.text.isupper() else 0
    return line.confidence**2 * (len(letters) + 0.5 * marks)


def _is_signature_line(line: Line) -> bool:
    letters = sum(c.isalpha() for c in line.text)
    return letters >= 3 and line.confidence >= _SURE


def _with_dash(word: Word) -> Word:
    """A small dash is often read as another mark: alone it was a dash."""
    return replace(word, text="-") if word.text in _DASH_LIKE else word


def _is_word(word: Word) -> bool:
    if not word.text.strip("|¦"):
        return False  # a table's upright
    return any(c.isalnum() for c in word.text) or word.confidence > 0.3


def _overlap(box: Box, zone: Box) -> float:
    """Return the share of ``box`` that lies inside ``zone``."""
    across = min(box.x1, zone.x1) - max(box.x0, zone.x0)
    down = min(box.y1, zone.y1) - max(box.y0, zone.y0)
    area = (box.x1 - box.x0) * (box.y1 - box.y0)
    return across * down / area if across > 0 and down > 0 and area > 0 else 0.0
