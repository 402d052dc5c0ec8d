"""A page's image made ready: turned upright, level, red dropped, shade flattened; with the way back to the scan."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.readings import Box
from desktop.reading import clean, orientation
from desktop.reading.open_file import Image, OpenFile

READ_DPI = 200.0
_MARGIN = 0.25  # inches
_FINER = 1.15  # a scan at least this much finer than what is read is worth rendering again
_KEPT = 2  # pages in memory at a time; a page is 16 MB


@dataclass(frozen=True)
class Raster:
    """A page ready to be read. ``grey`` is clean and level; ``scanned`` is the upright scan as RGB, and ``turn`` degrees
    clockwise made it so; ``level`` is the 3×3 matrix from its pixels to those of ``grey``."""

    scanned: Image
    grey: Image
    dpi: float
    turn: int
    level: NDArray[np.float64]

    @property
    def height(self) -> int:
        return int(self.grey.shape[0])

    @property
    def width(self) -> int:
        return int(self.grey.shape[1])

    @cached_property
    def red(self) -> int:
        """How many pixels are red ink: most pages have next to none, and need no look at their colours."""
        return int(cv2.countNonZero(clean.red_mask(self.scanned)))

    def colour(self, x0: int, y0: int, x1: int, y1: int) -> Image:
        """Return a part of the level page as RGB; ``x0`` to ``y1`` are pixels of ``grey``."""
        if np.allclose(self.level, np.eye(3)):
            return self.scanned[y0:y1, x0:x1]
        if x1 <= x0 or y1 <= y0:
            return np.empty((0, 0, 3), np.uint8)
        shift = np.array([[1, 0, -x0], [0, 1, -y0], [0, 0, 1]], np.float64)
        return clean.turned(self.scanned, shift @ self.level, (x1 - x0, y1 - y0))

    def pixels(self, box: Box, pad: float = 0.0) -> tuple[int, int, int, int]:
        """Return left, top, right, bottom in pixels, ``pad`` inches wider, inside the page."""
        extra = pad * self.dpi
        x0, y0 = max(0, round(box.x0 * self.width - extra)), max(0, round(box.y0 * self.height - extra))
        x1 = min(self.width, round(box.x1 * self.width + extra))
        y1 = min(self.height, round(box.y1 * self.height + extra))
        return x0, y0, max(x0, x1), max(y0, y1)


def prepared(rgb: Image, dpi: float, turn: int | None = None, level: NDArray[np.float64] | None = None) -> Raster:
    """Return the raster of a rendered page; ``turn`` and ``level`` where they are known already. A page that lies
    sideways is turned by 90, which may be the wrong way: whether it reads must be tried."""
    upright = orientation.turned(rgb, turn or 0)
    grey = clean.drop_red(upright)
    if level is None:
        ink = clean.ink_small(grey)
        angle, sharp = clean.skew(ink)
        if turn is None and orientation.is_sideways(ink, sharp):
            return prepared(rgb, dpi, 90)
        level = clean.rotation(angle, grey.shape[1], grey.shape[0])
    if not np.allclose(level, np.eye(3)):
        grey = clean.turned(grey, level)
    if not clean.is_two_tone(grey):
        grey = clean.flatten_shade(grey)
    if clean.is_colourless(upright):
        grey = clean.without_specks(grey)
    return Raster(upright, grey, dpi, turn or 0, level)


@dataclass(frozen=True)
class Frame:
    """How a level page lies on its scan: what is kept of a raster when its pixels are let go."""

    width: int
    height: int
    level: NDArray[np.float64]

    def to_scan(self, box: Box) -> Box:
        """Return a box of the level page as a box of the upright scan before it was made level."""
        corners = [self._back_at(x, y) for x in (box.x0, box.x1) for y in (box.y0, box.y1)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        return Box(max(0.0, min(xs)), max(0.0, min(ys)), min(1.0, max(xs)), min(1.0, max(ys)))

    def _back_at(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h, i = self._back
        x, y = x * self.width, y * self.height
        far = g * x + h * y + i
        return (a * x + b * y + c) / far / self.width, (d * x + e * y + f) / far / self.height

    @cached_property
    def _back(self) -> list[float]:
        """Plain numbers: every word of a page goes this way, and arrays of three are slow."""
        back: list[float] = np.linalg.inv(self.level).ravel().tolist()
        return back


class Rasters:
    """The rasters of a file's pages, the last few kept."""

    def __init__(self, file: OpenFile) -> None:
        self._file = file
        self._kept: OrderedDict[int, Raster] = OrderedDict()
        self._turns: dict[int, int] = {}
        self._large: tuple[tuple[int, float, int], Image] | None = None
        self._frames: dict[int, Frame] = {}

    def get(self, page: int) -> Raster:
        """Return the raster of a page at the reading resolution."""
        if page in self._kept:
            self._kept.move_to_end(page)
            return self._kept[page]
        raster = prepared(self._file.render(page, READ_DPI), READ_DPI, self._turns.get(page))
        if raster.turn == 90 and page not in self._turns:
            raster = self._better(raster, self.turned(page, 270))
        return self._put(page, raster)

    def turned(self, page: int, turn: int) -> Raster:
        """Return the page as it would be, turned by ``turn`` degrees clockwise; it is not kept."""
        return prepared(self._file.render(page, READ_DPI), READ_DPI, turn)

    def turn_over(self, page: int) -> bool:
        """Turn a page that could not be read upside down, if it reads better so; tell whether it did."""
        now = self.get(page)
        best = self._better(now, self.turned(page, (now.turn + 180) % 360))
        self._put(page, best)
        return best is not now

    @staticmethod
    def _better(a: Raster, b: Raster) -> Raster:
        return b if orientation.probe(b.grey, b.dpi) > orientation.probe(a.grey, a.dpi) else a

    def to_scan(self, page: int, box: Box) -> Box:
        """Return a box of a level page as a box of the upright scan; the page must have been looked at."""
        return self._frames[page].to_scan(box) if page in self._frames else box

    def _put(self, page: int, raster: Raster) -> Raster:
        self._turns[page] = raster.turn
        self._frames[page] = Frame(raster.width, raster.height, raster.level)
        self._kept.pop(page, None)
        self.make_room()
        self._kept[page] = raster
        return raster

    def make_room(self) -> None:
        """Let go what was used longest ago, so that one more page is no more than may be kept."""
        while len(self._kept) >= _KEPT:
            self._kept.popitem(last=False)

    def region(self, page: int, box: Box, dpi: float) -> Image:
        """Return ``box`` of the level page, clean and grey, rendered again at ``dpi`` (the large look)."""
        base = self.get(page)
        scale = dpi / base.dpi
        if 0 < self._file.native_dpi(page) < base.dpi * _FINER:
            return _enlarged(base, box, scale)
        rgb = self._large_page(page, dpi, base.turn)
        zoom = np.diag([scale, scale, 1.0])
        x0, y0, x1, y1 = (round(v * scale) for v in base.pixels(box))
        margin = round(_MARGIN * dpi)  # the paper's shade is told from some paper around the print
        shift = np.array([[1, 0, margin - x0], [0, 1, margin - y0], [0, 0, 1]], np.float64)
        matrix = shift @ zoom @ base.level @ np.linalg.inv(zoom)
        size = (max(1, x1 - x0) + 2 * margin, max(1, y1 - y0) + 2 * margin)
        wide = cv2.warpAffine(rgb, matrix[:2], size, flags=cv2.INTER_LINEAR, borderValue=(255, 255, 255))
        grey = prepared(np.asarray(wide, np.uint8), dpi, 0, np.eye(3)).grey
        return grey[margin:-margin, margin:-margin]

    def _large_page(self, page: int, dpi: float, turn: int) -> Image:
        """Several looks at one page follow each other: its large rendering is kept until another page is asked for."""
        if self._large is None or self._large[0] != (page, dpi, turn):
            self._large = (page, dpi, turn), orientation.turned(self._file.render(page, dpi), turn)
        return self._large[1]


def _enlarged(raster: Raster, box: Box, scale: float) -> Image:
    """The scan itself holds no more than was read: only enlarge."""
    x0, y0, x1, y1 = raster.pixels(box)
    part = raster.grey[y0 : max(y1, y0 + 1), x0 : max(x1, x0 + 1)]
    return np.asarray(cv2.resize(part, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
