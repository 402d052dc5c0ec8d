"""Where on a page a stamp covers nothing: the free place nearest to where the Decree wants it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from reportlab.lib.units import mm

#: Under number and symbol on the left, or under the day of issue on the right (Decree 30/2020, Art. 22), in millimetres.
_WANTED = ((28.0, 62.0), (142.0, 50.0))
_LESS_WANTED = 6.0
_EDGE = 5 * mm
_AIR = 1.5 * mm
_STEP = 2 * mm
#: Specks of a scan that still count as blank paper.
_SPECKS = 0.0001
#: A covered share of the box weighs as much as this many millimetres away from the wanted place.
_INK_WEIGHT = 4000.0
#: No blank place is so far away (mm) that covering text would be better.
_COVERED = 1000.0
_DARK = 0.78


def find_free_place(picture: NDArray[Any], scale: float, width: float, height: float) -> tuple[float, float]:
    """Return the left and top (points) of a box ``width`` x ``height`` (points) on a page.

    ``picture`` is the page in grey, ``scale`` pixels a point. A blank place wins over any other, the nearest to the
    wanted ones first; on a page without one, the place with the least ink not too far away.
    """
    grey = picture.astype(np.float32)
    ink = grey < _DARK * float(np.median(grey))
    sums = np.pad(ink.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
    page_width, page_height = picture.shape[1] / scale, picture.shape[0] / scale
    xs = np.arange(_EDGE, max(page_width - width - _EDGE, _EDGE) + 0.1, _STEP)
    ys = np.arange(_EDGE, max(page_height - height - _EDGE, _EDGE) + 0.1, _STEP)
    share = _shares(sums, xs, ys, scale, (width, height))
    cost = np.where(share <= _SPECKS, 0.0, _COVERED + share * _INK_WEIGHT) + _distance(xs, ys)
    row, column = np.unravel_index(int(np.argmin(cost)), cost.shape)
    return float(xs[column]), float(ys[row])


def _shares(
    sums: NDArray[np.int64], xs: NDArray[np.float64], ys: NDArray[np.float64], scale: float, size: tuple[float, float]
) -> NDArray[np.float64]:
    """Return the share of dark pixels in the box at each place, with some air around it."""
    tall, wide = sums.shape[0] - 1, sums.shape[1] - 1
    x0 = np.clip(((xs - _AIR) * scale).astype(int), 0, wide)
    x1 = np.clip(((xs + size[0] + _AIR) * scale).astype(int), 0, wide)
    y0 = np.clip(((ys - _AIR) * scale).astype(int), 0, tall)
    y1 = np.clip(((ys + size[1] + _AIR) * scale).astype(int), 0, tall)
    dark = sums[np.ix_(y1, x1)] - sums[np.ix_(y0, x1)] - sums[np.ix_(y1, x0)] + sums[np.ix_(y0, x0)]
    area = np.maximum(np.outer(y1 - y0, x1 - x0), 1)
    return np.asarray(dark / area, dtype=np.float64)


def _distance(xs: NDArray[np.float64], ys: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return how far (mm) each place is from the nearest wanted one."""
    away = [n * _LESS_WANTED + np.hypot(xs[None, :] / mm - x, ys[:, None] / mm - y) for n, (x, y) in enumerate(_WANTED)]
    return np.asarray(np.minimum(*away), dtype=np.float64)
