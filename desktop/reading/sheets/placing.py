"""How a sheet lies on its scan: from millimetres on the paper to pixels, by its code and its corner marks."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core import sheet_code as paper
from desktop.core.readings import Box
from desktop.reading.sheets.finding import FoundCode, Points

_NEAR = 9.0  # mm: how far from where the code says it a corner mark is looked for
_NEEDED = 4  # marks for the perspective; fewer set the sheet by stretch and slant alone


@dataclass(frozen=True)
class Placing:
    """``matrix`` (3×3) takes millimetres from the paper's top left corner to pixels; ``width`` × ``height`` pixels;
    ``marks``: how many corner marks it was set by."""

    matrix: NDArray[np.float64]
    width: int
    height: int
    marks: int

    def pixels(self, points: Points) -> Points:
        """Return places (n, 2) in millimetres as pixels."""
        return _through(self.matrix, points)

    @property
    def turn(self) -> int:
        """The degrees clockwise, by quarters, that set the page upright."""
        across = self.pixels(np.array([[0.0, 0.0], [100.0, 0.0]]))
        x, y = across[1] - across[0]
        return round(-float(np.degrees(np.arctan2(y, x))) / 90) % 4 * 90

    def upright(self, place: Box) -> Box:
        """Return a rectangle in millimetres as a box of the upright page."""
        x0, y0, x1, y1 = place
        shares = self.pixels(np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])) / [self.width, self.height]
        x, y = shares[:, 0], shares[:, 1]
        x, y = {0: (x, y), 90: (1 - y, x), 180: (1 - x, 1 - y), 270: (y, 1 - x)}[self.turn]
        x, y = np.clip(x, 0, 1), np.clip(y, 0, 1)
        return Box(float(x.min()), float(y.min()), float(x.max()), float(y.max()))


def placed(found: FoundCode, marks: Points, width: int, height: int) -> Placing:
    """Return how a page lies; ``marks`` are the places of black squares on it."""
    known = code_corners(found.code)
    turns = (np.roll(found.corners, -n, axis=0) for n in range(4))
    # The detector's first corner is the code's own top left; should it not be, the marks tell.
    fits = [_fit(known, seen, marks) for seen in turns]
    matrix, count = max(fits, key=lambda fit: fit[1])
    return Placing(matrix, width, height, count)


def code_corners(code: paper.SheetCode) -> Points:
    """Return the printed corners (4, 2) in millimetres of a code, without its quiet zone."""
    modules = _modules(code)
    inset = paper.CODE_SIZE * paper.CODE_QUIET / (modules + 2 * paper.CODE_QUIET)
    x0 = paper.PAPER[0] - paper.CODE_RIGHT - paper.CODE_SIZE + inset
    x1, y0 = x0 + paper.CODE_SIZE - 2 * inset, code.code_top + inset
    y1 = y0 + paper.CODE_SIZE - 2 * inset
    return np.array([[x0, y0], [x1, y0], [x1, y1], [x0, y1]])


#: Characters (capitals and digits) that a code of each version holds at level M (ISO/IEC 18004, table 7).
_ROOM = (20, 38, 61, 90, 122, 154, 178, 221, 262, 311, 366, 419, 483, 528, 600)


def _modules(code: paper.SheetCode) -> int:
    long = len(paper.encode(code))
    version = next((n for n, room in enumerate(_ROOM, 1) if long <= room), len(_ROOM))
    return 17 + 4 * version


def _fit(known: Points, seen: Points, marks: Points) -> tuple[NDArray[np.float64], int]:
    """Fit the paper onto the page: first the code alone, then one corner mark after another, the nearest first."""
    matrix = _affine(known, seen)
    scale = float(np.sqrt(abs(np.linalg.det(matrix[:2, :2]))))
    wanted, used = _corners(known.mean(axis=0)), 0
    for corner in wanted:
        place = _through(matrix, corner[None])[0]
        far = np.linalg.norm(marks - place, axis=1) if len(marks) else np.empty(0)
        if len(far) and far.min() < _NEAR * scale:
            known, seen = np.vstack([known, corner]), np.vstack([seen, marks[int(far.argmin())]])
            used += 1
            matrix = _affine(known, seen)
    if used == _NEEDED:
        matrix = np.asarray(cv2.findHomography(known[-_NEEDED:], seen[-_NEEDED:], 0)[0], np.float64)
    return matrix, used


def _corners(near: Points) -> Points:
    """Return the middles of the corner marks in millimetres, the nearest to a place first."""
    inset = paper.CORNER_INSET + paper.CORNER_SIZE / 2
    wide, high = paper.PAPER
    corners = np.array([[x, y] for x in (inset, wide - inset) for y in (inset, high - inset)])
    return np.asarray(corners[np.argsort(np.linalg.norm(corners - near, axis=1))], np.float64)


def _affine(known: Points, seen: Points) -> NDArray[np.float64]:
    solved = np.linalg.lstsq(np.hstack([known, np.ones((len(known), 1))]), seen, rcond=None)[0]
    return np.vstack([solved.T, [0.0, 0.0, 1.0]])


def _through(matrix: NDArray[np.float64], points: Points) -> Points:
    out = np.hstack([points, np.ones((len(points), 1))]) @ matrix.T
    return np.asarray(out[:, :2] / out[:, 2:], np.float64)
