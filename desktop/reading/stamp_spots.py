"""Where on a page something lies that has the shape of a stamped word: in red or in black, framed or bare, slanted or on
its side. Looked for at half the reading resolution, which costs a quarter and joins what a faint stamp leaves broken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

from desktop.reading import clean
from desktop.reading.open_file import Image

Contour = Any

_HALF = 2
_BACKGROUND = 8  # how much coarser the paper's own tint is told
_LEAST_LEAD, _MOST_LEAD = 15, 28  # how far faint and strong red stand above the paper's own tint
_LEAST_RED = 50  # pixels at half the resolution
_DARK = 165
_JOIN = 0.09  # inches: letters and words nearer than this are one stamp
_CELLS = 3  # a thing with as many box-shaped holes is a table
_NOISE = 16000  # outlines on a page: more are a halftone picture
_MOST = 14


@dataclass(frozen=True)
class Spot:
    """A slanted rectangle in pixels of the page: its middle, its sides (the longer one first), and by how many degrees
    the longer one falls to the right (-90 to 90). ``red``: told by its colour."""

    x: float
    y: float
    long: float
    short: float
    angle: float
    red: bool

    @property
    def upright(self) -> bool:
        """Whether the longer side lies rather across the page than along it."""
        return abs(self.angle) <= 45

    def near(self, other: Spot) -> bool:
        """Whether two spots are about one thing."""
        return abs(self.x - other.x) < 0.3 * self.long and abs(self.y - other.y) < 0.6 * self.short

    def same(self, other: Spot) -> bool:
        """Whether two spots are near and of one size."""
        return self.near(other) and abs(self.long - other.long) < 0.1 * self.long

    def corners(self) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom of what stands upright around the rectangle."""
        points = cv2.boxPoints(((self.x, self.y), (self.long, self.short), self.angle))
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        return int(x0), int(y0), int(x1) + 1, int(y1) + 1


def spots(rgb: Image | None, grey: Image, dpi: float) -> list[Spot]:
    """Return the spots of a page or its upper part, red ones first; ``rgb`` is None where there is no colour to look at."""
    small = dpi / _HALF
    red = [] if rgb is None else list(_red_spots(_halved(rgb), small))
    black = [spot for spot in _black_spots(_halved(grey), small) if not any(spot.near(other) for other in red)]
    return [_at_full(spot) for spot in [*red[:_MOST], *black[:_MOST]]]


def cut_out(image: Image, spot: Spot, grow: float = 0.0) -> Image:
    """Return the spot's rectangle as a level image, its longer side across, ``grow`` pixels wider all around."""
    width, height = spot.long + 2 * grow, spot.short + 2 * grow
    matrix = cv2.getRotationMatrix2D((spot.x, spot.y), spot.angle, 1.0)
    matrix[:, 2] += np.array([width / 2 - spot.x, height / 2 - spot.y])
    white = (255, 255, 255) if image.ndim == 3 else 255
    size = (max(1, round(width)), max(1, round(height)))
    return np.asarray(cv2.warpAffine(image, matrix, size, flags=cv2.INTER_CUBIC, borderValue=white), np.uint8)


def red_lead(rgb: Image) -> Image:
    """Return how far each pixel's red stands above its other colours and above the paper's own tint around it."""
    red, green, blue = cv2.split(rgb)
    lead = np.asarray(cv2.subtract(red, cv2.max(green, blue)), np.uint8)
    height, width = lead.shape
    coarse = cv2.resize(
        lead, (max(1, width // _BACKGROUND), max(1, height // _BACKGROUND)), interpolation=cv2.INTER_AREA
    )
    tint = cv2.resize(cv2.medianBlur(coarse, 21), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.subtract(lead, tint), np.uint8)


def _halved(image: Image) -> Image:
    """An odd last row or column is left out: whole blocks of pixels are averaged ten times as fast as others."""
    height, width = (max(1, side // _HALF) for side in image.shape[:2])
    whole = image[: height * _HALF, : width * _HALF]
    return np.asarray(cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _at_full(spot: Spot) -> Spot:
    return Spot(_HALF * spot.x, _HALF * spot.y, _HALF * spot.long, _HALF * spot.short, spot.angle, spot.red)


def _red_spots(rgb: Image, dpi: float) -> list[Spot]:
    """A faint stamp beside a strong seal asks for two levels of red, and where print runs over it, for a wider join;
    what is clearest is looked at first."""
    lead = red_lead(rgb)
    strong = _red_ink(lead, _MOST_LEAD)
    faint = _red_ink(lead, _LEAST_LEAD)
    looks = ((strong, _JOIN), (faint, _JOIN), (faint, 2 * _JOIN))
    found = [spot for mask, join in looks if mask is not None for spot in _joined(mask, max(3, round(join * dpi)), dpi)]
    return _first_of(found)


def _red_ink(lead: Image, least: int) -> Image | None:
    """Return 255 where red leads by ``least``, specks left out; None where there is hardly any."""
    mask = cv2.threshold(lead, least - 1, 255, cv2.THRESH_BINARY)[1]
    if cv2.countNonZero(mask) < _LEAST_RED:
        return None
    if least < _MOST_LEAD:
        mask = cv2.medianBlur(mask, 3)
    return np.asarray(mask, np.uint8)


def _joined(mask: Image, reach: int, dpi: float) -> Iterator[Spot]:
    """Yield what has a stamp's shape once gaps of ``reach`` pixels are closed; seals are round and left out."""
    whole = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((reach, reach), np.uint8))
    contours, _ = cv2.findContours(whole, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        spot = _spot(contour, dpi, red=True)
        if spot and not is_round(contour, dpi):
            yield spot


def _black_spots(grey: Image, dpi: float) -> list[Spot]:
    """Frames are told by the paper inside them: text that runs over a frame joins its outside, not its inside."""
    ink = np.asarray(cv2.threshold(clean.flatten_shade(grey), _DARK, 255, cv2.THRESH_BINARY_INV)[1], np.uint8)
    return _first_of([spot for join in (1, 3) for spot in _holes(ink, join, dpi)])


def _holes(ink: Image, join: int, dpi: float) -> Iterator[Spot]:
    """Yield the box-shaped pieces of paper shut in by ink, gaps of up to ``join`` pixels closed; none of a table's."""
    joined = ink if join == 1 else cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((join, join), np.uint8))
    contours, tree = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    if tree is None or len(contours) > _NOISE:
        return
    found: dict[int, list[Spot]] = {}
    for n in np.flatnonzero(tree[0, :, 3] >= 0):
        spot = _spot(contours[int(n)], dpi, red=False)
        if spot:
            found.setdefault(int(tree[0, n, 3]), []).append(spot)
    for group in found.values():
        if len(group) < _CELLS:
            yield from group


def _first_of(found: list[Spot]) -> list[Spot]:
    return [spot for n, spot in enumerate(found) if not any(spot.same(other) for other in found[:n])]


def _spot(contour: Contour, dpi: float, *, red: bool) -> Spot | None:
    _, _, width, height = cv2.boundingRect(contour)
    if max(width, height) < 0.3 * dpi or max(width, height) > 3.2 * dpi:
        return None
    (x, y), (a, b), angle = cv2.minAreaRect(contour)
    if a < b:
        a, b, angle = b, a, angle + 90
    if not (0.11 * dpi < b < 0.75 * dpi and 0.3 * dpi < a < 3.0 * dpi and 1.25 < a / b < 9):
        return None
    if cv2.contourArea(cv2.convexHull(contour)) < 0.62 * a * b:
        return None
    return Spot(x, y, a, b, (angle + 90) % 180 - 90, red)


def is_round(contour: Contour, dpi: float) -> bool:
    """Round, 11-60 mm across: its hull fills as much of its slanted rectangle as a disc does (0.785), not as a box."""
    (_, _), (width, height), _ = cv2.minAreaRect(contour)
    if not 0.45 * dpi < min(width, height) <= max(width, height) < 2.4 * dpi:
        return False
    fill = cv2.contourArea(cv2.convexHull(contour)) / (width * height)
    return max(width, height) / min(width, height) < 1.4 and fill < 0.9
