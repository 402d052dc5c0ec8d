"""Red ink on a page: round seals, boxes with a word in them (urgency, secrecy), and lines stamped in red (names)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.reading import clean, engine
from desktop.reading.open_file import Image
from desktop.reading.pages import Line
from desktop.reading.placing import placed_lines
from desktop.reading.raster import Raster
from desktop.reading.stamp_spots import Spot, cut_out, is_round, red_lead, spots

#: the words that stand in a box of their own on a letter [Decree 30, annex I; the secrecy degrees of Law 117/2025/QH15]
BOXED = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ", "MẬT", "TỐI MẬT", "TUYỆT MẬT")
_RIVALS = (
    "bi mat",
    "bao mat",
    "mat do",
    "mat khau",
    "mat tran",
    "giai mat",
    "than mat",
    "tom tat",
    "do mat",
    "ban mat",
)
_MISREAD = frozenset({"NẬT", "IIẬT", "HIẬT", "VIẬT", "IVIẬT", "MIẬT"})  # an M that print runs over
_HARD = ("MẬT", "KHẨN", "HỎA TỐC")
SECRET = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})

Contour = NDArray[np.int32]

_LEAST_RED = 250  # pixels at 200 dpi
_LEAST_LIKE = 78.0
_LEAST_LIKE_SHORT = 86.0
#: a stamp stands in this upper share of a page
HEAD = 0.55
_CLEAR = 0.85  # a text read as surely is what it was read as
_STROKE = 0.62  # a row or column of a level picture with more ink is a frame's stroke
_AROUND = 40  # pixels of paper around a spot, to tell its tint by


@dataclass(frozen=True)
class BoxedWord:
    """An urgency or secrecy word in a frame of its own."""

    word: str
    box: Box


def boxed_word(text: str) -> str | None:
    """Return the urgency or secrecy word that ``text`` is, accents forgiven; None when it is another text."""
    letters = "".join(c if c.isalpha() else " " for c in text)
    if sum(c.isupper() for c in letters) < 0.7 * sum(c.isalpha() for c in letters):
        return None
    if "".join(letters.split()) in _MISREAD:
        return "MẬT"
    seen = fold(" ".join(letters.split()))
    like, word = max((fuzz.ratio(seen, fold(word)), word) for word in BOXED)
    if any(fuzz.ratio(seen, rival) >= like for rival in _RIVALS):
        return None
    return word if like >= (_LEAST_LIKE if len(word) > 4 else _LEAST_LIKE_SHORT) else None


def boxed_words(raster: Raster) -> list[BoxedWord]:
    """Return the words stamped on a page's upper part: in a frame, or in red without one; also slanted, also over text."""
    depth = round(HEAD * raster.height)
    found: list[BoxedWord] = []
    for spot in page_spots(raster, depth):
        word = word_at(raster, spot)
        if word and not any(f.word == word for f in found):
            found.append(BoxedWord(word, _place_of(spot, raster)))
    return found


def page_spots(raster: Raster, depth: int) -> list[Spot]:
    """Return where on the upper ``depth`` rows of a page a stamped word may be."""
    return spots(raster.colour(0, 0, raster.width, depth), raster.grey[:depth], raster.dpi)


def word_at(raster: Raster, spot: Spot, *, over: bool = False) -> str | None:
    """Read the stamped word at a spot, level; ``over``: turned upside down. The ways to read it are tried until one
    gives a word, or shows that another text stands there."""
    for picture, mode in _pictures(raster, spot, over):
        words = engine.recognise(_framed(picture), mode)
        word = boxed_word(" ".join(w.text for w in words))
        if word:
            return word
        if _is_other_text(words):
            return None
    return None


def _is_other_text(words: list[engine.RawWord]) -> bool:
    """Tell whether a text was read too well to be a stamp misread."""
    letters = sum(len(w.text) for w in words)
    sure = sum(len(w.text) for w in words if w.confidence > _CLEAR)
    text = fold(" ".join(w.text for w in words))
    return letters > 4 and sure > 0.7 * letters and max(fuzz.partial_ratio(fold(w), text) for w in _HARD) < 60


def _pictures(raster: Raster, spot: Spot, over: bool) -> Iterator[tuple[Image, engine.Mode]]:
    """Yield pictures of a spot to read, the likeliest first: without its frame, narrower, at another darkness."""
    level = _turned(_ink_at(raster, spot), over)
    inner = _without_frame(level)
    modes: tuple[engine.Mode, ...] = ("line", "block")
    for mode in modes:
        if min(inner.shape) >= 14:
            yield inner, mode
    if spot.red:
        yield _without_frame(_turned(_ink_at(raster, spot, mended=True), over)), "line"
    bold = np.asarray(cv2.morphologyEx(inner, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    yield bold, "line"
    for trim in (0.1, 0.18, 0.26):
        dy, dx = round(level.shape[0] * trim), round(level.shape[0] * trim * 0.6)
        part = level[dy : level.shape[0] - dy, dx : level.shape[1] - dx]
        if min(part.shape) >= 14:
            yield part, "line"


def _turned(picture: Image, over: bool) -> Image:
    return np.asarray(cv2.rotate(picture, cv2.ROTATE_180), np.uint8) if over else picture


def _ink_at(raster: Raster, spot: Spot, *, mended: bool = False) -> Image:
    """Return the level picture of a spot with its ink alone dark: for red, what is black vanishes."""
    if not spot.red:
        return cut_out(raster.grey, spot)
    x0, y0, x1, y1 = spot.corners()
    x0, y0, x1, y1 = max(0, x0 - _AROUND), max(0, y0 - _AROUND), min(raster.width, x1 + _AROUND), y1 + _AROUND
    part = raster.colour(x0, y0, x1, min(raster.height, y1))
    lead = red_lead(part)
    strong = max(20.0, float(np.percentile(lead, 98)))
    if mended:  # what is black beside red is red below it
        black = cv2.threshold(cv2.extractChannel(part, 0), float(np.median(part)) * 0.6, 255, cv2.THRESH_BINARY_INV)[1]
        around = cv2.dilate(lead, np.ones((5, 5), np.uint8))
        lead = np.asarray(cv2.max(lead, cv2.bitwise_and(around, black)), np.uint8)
    dark = np.asarray(255 - cv2.convertScaleAbs(lead, alpha=255 / (0.85 * strong)), np.uint8)
    return cut_out(dark, replace(spot, x=spot.x - x0, y=spot.y - y0), 2)


def _without_frame(level: Image) -> Image:
    """Return the inside of a frame: what lies within the outermost rows and columns that are mostly ink."""
    ink = cv2.threshold(level, 0, 1, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)[1]
    height = ink.shape[0]
    top, bottom = _inside_of(ink.mean(axis=1), round(0.3 * height))
    if (top, bottom) == (0, height):
        return level  # a bare word: its first letter's stem is no frame
    left, right = _inside_of(ink[top:bottom].mean(axis=0), round(0.3 * height))
    return level[top:bottom, left:right]


def _inside_of(share: Any, reach: int) -> tuple[int, int]:
    """Return the first and the last but one index inside of a frame's two strokes, as far as there are any."""
    first = np.flatnonzero(share[:reach] > _STROKE)
    last = np.flatnonzero(share[len(share) - reach :] > _STROKE) if reach else first
    start = int(first[-1]) + 2 if first.size else 0
    end = len(share) - reach + int(last[0]) - 1 if last.size else len(share)
    return (start, end) if end > start else (0, len(share))


def red_lines(raster: Raster) -> list[Line]:
    """Return the lines written in red outside of seals: a name stamped under a signature, a stamp without a frame."""
    if raster.red < _LEAST_RED:
        return []
    mask = _red(_colours(raster))
    seals = [_place(part, raster) for part in _parts(mask) if is_round(part, raster.dpi)]
    return [line for line in _read_red(raster, mask) if not any(_inside(line.box, seal) for seal in seals)]


def _colours(raster: Raster) -> Image:
    return raster.colour(0, 0, raster.width, raster.height)


def _red(colour: Image) -> Image:
    return clean.red_mask(colour)


def _parts(mask: Image) -> list[Contour]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [np.asarray(c, np.int32) for c in contours if max(cv2.boundingRect(c)[2:]) > 30]


def _framed(grey: Image) -> Image:
    return np.asarray(cv2.copyMakeBorder(grey, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=255), np.uint8)


def _place_of(spot: Spot, raster: Raster) -> Box:
    x0, y0, x1, y1 = spot.corners()
    x0, y0 = max(0, x0), max(0, y0)
    return Box(x0 / raster.width, y0 / raster.height, min(1.0, x1 / raster.width), min(1.0, y1 / raster.height))


def _place(contour: Contour, raster: Raster) -> Box:
    x, y, width, height = cv2.boundingRect(contour)
    return Box(x / raster.width, y / raster.height, (x + width) / raster.width, (y + height) / raster.height)


def _read_red(raster: Raster, mask: Image) -> list[Line]:
    """Read the red ink alone, only where there is any."""
    rows = np.flatnonzero(mask.sum(axis=1, dtype=np.int64) > 255 * 3)
    columns = np.flatnonzero(mask.sum(axis=0, dtype=np.int64) > 255 * 2)
    if not rows.size or not columns.size:
        return []
    x0, x1 = max(0, int(columns[0]) - 12), min(raster.width, int(columns[-1]) + 12)
    found: list[Line] = []
    for top, bottom in _bands(rows, round(0.35 * raster.dpi)):
        y0, y1 = max(0, top - 12), min(raster.height, bottom + 12)
        if y1 - y0 < 24:
            continue
        red = clean.only_red(raster.colour(x0, y0, x1, y1))
        place = Box(x0 / raster.width, y0 / raster.height, x1 / raster.width, y1 / raster.height)
        found += [line for line in placed_lines(red, "sparse", raster.dpi, place) if _is_text(line)]
    return found


def _bands(rows: Any, gap: int) -> list[tuple[int, int]]:
    cuts = np.flatnonzero(np.diff(rows) > gap)
    starts, ends = np.r_[0, cuts + 1], np.r_[cuts, rows.size - 1]
    return [(int(rows[a]), int(rows[b]) + 1) for a, b in zip(starts, ends, strict=True)]


def _is_text(line: Line) -> bool:
    return sum(c.isalpha() for c in line.text) >= 3 and line.confidence >= 0.55


def _inside(inner: Box, outer: Box) -> bool:
    return (
        inner.x0 > outer.x0 - 0.01 and inner.x1 < outer.x1 + 0.01 and inner.y0 > outer.y0 - 0.01 and inner.y1 < outer.y1
    )
