"""Telling a weekly sheet by its code, wherever it stands on the page and whichever way up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.sheet_code import CORNER_SIZE, PAPER, SheetCode, decode
from desktop.reading.open_file import Image

Points = NDArray[np.float64]

_PAD = 0.35  # of the code's side: what is cut out around a code found, its quiet zone and more
_SIDES = (420, 640, 900)  # pixels: an enlarged code is read again at each
_LEAST_FILL = 0.78
_LEAST_MARKS = 3
_NEAR_EDGE = 0.13  # of the page: where corner marks stand
_QUICK_DPI = 50.0
_CODE_SPAN = 16.0  # mm inside a code that are half black; print of any size is paler over so much paper
_CODE_GREY = 160  # measured: codes 90-127, on bad scans too; letters 176 and more
_MARK_GREY = 110


@dataclass(frozen=True)
class FoundCode:
    """A code that was read, and its four corners in pixels, in the order of the code's own top left, clockwise."""

    code: SheetCode
    corners: Points


def may_be_sheet(clean: Image) -> bool:
    """Tell whether a page, its shade flattened, has a spot as dark as a code or corners as dark as corner marks: very
    quick, for every page of every letter is asked."""
    scale = _QUICK_DPI * PAPER[1] / 25.4 / max(clean.shape)
    small = np.asarray(cv2.resize(clean, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
    span = round(_CODE_SPAN / 25.4 * _QUICK_DPI)
    if _darkest(small, span) < _CODE_GREY:
        return True
    high, wide = (max(1, round(_NEAR_EDGE * side)) for side in small.shape)
    corners = [
        part[:, across] for part in (small[:high], small[-high:]) for across in (slice(wide), slice(-wide, None))
    ]
    side = round(CORNER_SIZE / 25.4 * _QUICK_DPI * 0.7)
    return sum(_darkest(corner, side) < _MARK_GREY for corner in corners) >= _LEAST_MARKS


def _darkest(grey: Image, span: int) -> int:
    return int(cv2.blur(grey, (span, span), borderType=cv2.BORDER_REPLICATE).min())


def has_code(grey: Image) -> bool:
    """Tell whether something like a QR code stands on a page of about 150 dpi."""
    return bool(cv2.QRCodeDetectorAruco().detect(grey)[0])


def find_code(grey: Image) -> FoundCode | None:
    """Return the sheet's code on a page, None where there is none of ours or it cannot be read."""
    for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
        found, texts, corners, _ = detector.detectAndDecodeMulti(grey)
        for text, points in zip(texts, corners if found else (), strict=False):
            code = _ours(text) if text else _enlarged(grey, points)
            if code is not None:
                return FoundCode(code, np.asarray(points, np.float64).reshape(4, 2))
    return None


def corner_marks(grey: Image) -> Points:
    """Return the middles (n, 2) of the black squares on a page that may be corner marks, in pixels."""
    side = CORNER_SIZE * max(grey.shape) / PAPER[1]
    ink = np.asarray(cv2.blur(grey, (3, 3)) < 110, np.uint8)
    _, _, stats, middles = cv2.connectedComponentsWithStats(ink, connectivity=4)
    wide, high, area = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT], stats[:, cv2.CC_STAT_AREA]
    sized = (np.minimum(wide, high) > 0.7 * side) & (np.maximum(wide, high) < 1.5 * side)
    return np.asarray(middles[sized & (area > _LEAST_FILL * wide * high)], np.float64)


def looks_like_sheet(grey: Image) -> bool:
    """Tell whether black squares stand near at least three of a page's corners: a sheet, even if its code is spoilt."""
    height, width = grey.shape
    marks = corner_marks(grey) / [width, height]
    corners = {(bool(x > 0.5), bool(y > 0.5)) for x, y in marks if _at_edge(x) and _at_edge(y)}
    return len(corners) >= _LEAST_MARKS


def _at_edge(share: float) -> bool:
    return min(share, 1 - share) < _NEAR_EDGE


def _ours(text: str) -> SheetCode | None:
    try:
        return decode(text)
    except ValueError:
        return None


def _enlarged(grey: Image, points: Points) -> SheetCode | None:
    """Read a code that was found but not read, cut out, at several sizes and thresholds."""
    part = _cut(grey, np.asarray(points, np.float64).reshape(4, 2))
    if part is None:
        return None
    for picture in _variants(part):
        for detector in (cv2.QRCodeDetectorAruco(), cv2.QRCodeDetector()):
            code = _ours(detector.detectAndDecode(picture)[0])
            if code is not None:
                return code
    return None


def _cut(grey: Image, points: Points) -> Image | None:
    low, high = points.min(axis=0), points.max(axis=0)
    pad = _PAD * float((high - low).max())
    x0, y0 = (int(v) for v in np.maximum(0, low - pad))
    x1, y1 = (int(v) for v in high + pad)
    part = grey[y0:y1, x0:x1]
    return part if min(part.shape) > 20 else None


def _variants(part: Image) -> Iterator[Image]:
    for side in _SIDES:
        scale = side / max(part.shape)
        large = np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
        yield large
        smooth = cv2.GaussianBlur(large, (0, 0), side / 300)
        yield np.asarray(cv2.threshold(smooth, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)[1], np.uint8)
        block = side // 8 | 1
        yield np.asarray(
            cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, block, 6), np.uint8
        )
