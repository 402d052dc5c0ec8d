"""Red ink on a page: round seals, boxes with a word in them (urgency, secrecy), and lines stamped in red (names)."""

from __future__ import annotations

from dataclasses import dataclass
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

#: the words that stand in a box of their own on a letter [Decree 30, annex I; the secrecy degrees of Law 117/2025/QH15]
BOXED = ("KHẨN", "THƯỢNG KHẨN", "HỎA TỐC", "HỎA TỐC HẸN GIỜ", "MẬT", "TỐI MẬT", "TUYỆT MẬT")
SECRET = frozenset({"MẬT", "TỐI MẬT", "TUYỆT MẬT"})

Contour = NDArray[np.int32]

_LEAST_RED = 250  # pixels at 200 dpi
_LEAST_LIKE = 78.0
_LEAST_LIKE_SHORT = 86.0
_HEAD = 0.55


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
    seen = fold(letters)
    like, word = max((fuzz.ratio(seen, fold(word)), word) for word in BOXED)
    return word if like >= (_LEAST_LIKE if len(word) > 4 else _LEAST_LIKE_SHORT) else None


def boxed_words(raster: Raster) -> list[BoxedWord]:
    """Return the framed words of a page's upper part, stamped in red or (on a photocopy) in black, also slanted."""
    depth = round(_HEAD * raster.height)
    grey = raster.grey[:depth]
    inks = [(grey, _frames(grey))]
    if raster.red >= _LEAST_RED:
        head = raster.colour(0, 0, raster.width, depth)
        inks.insert(0, (clean.only_red(head), _parts(_red(head))))
    found: list[BoxedWord] = []
    for ink, parts in inks:
        for part in parts:
            if _may_be_box(part, raster.dpi) and not _is_seal(part, raster.dpi):
                word = _word_in(ink, part)
                if word and not any(f.word == word for f in found):
                    found.append(BoxedWord(word, _place(part, raster)))
    return found


def may_hold_boxes(raster: Raster) -> bool:
    """Tell whether something on the page, whichever way it lies, has the shape of a framed word."""
    parts = [*_parts(_red(_colours(raster))), *_frames(raster.grey)]
    return any(_may_be_box(part, raster.dpi) and not _is_seal(part, raster.dpi) for part in parts)


def red_lines(raster: Raster) -> list[Line]:
    """Return the lines written in red outside of seals: a name stamped under a signature, a stamp without a frame."""
    if raster.red < _LEAST_RED:
        return []
    mask = _red(_colours(raster))
    seals = [_place(part, raster) for part in _parts(mask) if _is_seal(part, raster.dpi)]
    return [line for line in _read_red(raster, mask) if not any(_inside(line.box, seal) for seal in seals)]


def _colours(raster: Raster) -> Image:
    return raster.colour(0, 0, raster.width, raster.height)


def _red(colour: Image) -> Image:
    return clean.red_mask(colour)


def _parts(mask: Image) -> list[Contour]:
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    contours, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return [np.asarray(c, np.int32) for c in contours if max(cv2.boundingRect(c)[2:]) > 30]


def _frames(grey: Image) -> list[Contour]:
    """Return the outlines of black things the size of a framed word; letters are smaller, tables larger."""
    ink = cv2.threshold(grey, 140, 255, cv2.THRESH_BINARY_INV)[1]
    contours, _ = cv2.findContours(ink, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    large = [np.asarray(c, np.int32) for c in contours if cv2.boundingRect(c)[2] > 60 and cv2.boundingRect(c)[3] > 28]
    return [c for c in large if cv2.contourArea(c) > 0.6 * cv2.minAreaRect(c)[1][0] * cv2.minAreaRect(c)[1][1]]


def _is_seal(contour: Contour, dpi: float) -> bool:
    """Round, 11-60 mm across: its hull fills as much of its slanted rectangle as a disc does (0.785), not as a box."""
    (_, _), (width, height), _ = cv2.minAreaRect(contour)
    if not 0.45 * dpi < min(width, height) <= max(width, height) < 2.4 * dpi:
        return False
    fill = cv2.contourArea(cv2.convexHull(contour)) / (width * height)
    return max(width, height) / min(width, height) < 1.4 and fill < 0.9


def _may_be_box(contour: Contour, dpi: float) -> bool:
    (_, _), (width, height), _ = cv2.minAreaRect(contour)
    long_side, short_side = max(width, height), min(width, height)
    if short_side < 0.14 * dpi or not 0.35 * dpi < long_side < 3.2 * dpi:
        return False
    return 1.25 < long_side / short_side < 9 and cv2.contourArea(cv2.convexHull(contour)) > 0.5 * long_side * short_side


def _word_in(ink: Image, contour: Contour) -> str | None:
    """Read the word inside a frame, turned level; the frame is cut away step by step until the word is read."""
    upright = level_crop(ink, contour)
    modes: tuple[engine.Mode, ...] = ("block", "line")
    for trim in (0.0, 0.12, 0.2, 0.26):
        dy, dx = round(upright.shape[0] * trim), round(upright.shape[0] * trim * 0.6)
        inner = upright[dy : upright.shape[0] - dy, dx : upright.shape[1] - dx]
        if min(inner.shape) < 14:
            break
        for mode in modes:
            word = boxed_word(" ".join(w.text for w in engine.recognise(_framed(inner), mode)))
            if word:
                return word
    return None


def level_crop(image: Image, contour: Contour) -> Image:
    """Return the smallest slanted rectangle around ``contour`` as a level image, its long side across."""
    (cx, cy), (width, height), angle = cv2.minAreaRect(contour)
    if width < height:
        width, height, angle = height, width, angle + 90
    angle = (angle + 90) % 180 - 90
    matrix = cv2.getRotationMatrix2D((cx, cy), angle, 1.0)
    matrix[:, 2] += np.array([width / 2 - cx, height / 2 - cy])
    white = (255, 255, 255) if image.ndim == 3 else 255
    size = (max(1, round(width)), max(1, round(height)))
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=white), np.uint8)


def _framed(grey: Image) -> Image:
    return np.asarray(cv2.copyMakeBorder(grey, 16, 16, 16, 16, cv2.BORDER_CONSTANT, value=255), np.uint8)


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
