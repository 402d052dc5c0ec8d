"""A page image made easy to read: red stamps dropped, shade flattened, skew measured. Arrays are uint8, RGB or grey."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

import cv2
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]

_RED_LEAD = 32  # how far R must stand above G and B to be a stamp's red
_BLUE_LEAD = 28
_MOST_SKEW = 3.0
_LEAST_SKEW = 0.12
_LEAST_INK = 400
_SPECK = 6
_DUSTY = 250


def red_mask(rgb: Image) -> Image:
    """Return 255 where a pixel is red ink, 0 elsewhere."""
    red, green, blue = cv2.split(rgb)
    lead = cv2.subtract(red, cv2.max(green, blue))
    return _at_least(lead, _RED_LEAD)


def blue_mask(rgb: Image) -> Image:
    """Return 255 where a pixel is blue ink (handwriting, a signature), 0 elsewhere."""
    red, green, blue = cv2.split(rgb)
    lead = cv2.subtract(blue, cv2.max(red, cv2.subtract(green, np.full_like(green, 12))))
    return _at_least(lead, _BLUE_LEAD)


def drop_red(rgb: Image) -> Image:
    """Return the grey page with red ink as light as its red channel is: the stamp vanishes, black stays."""
    grey = np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), np.uint8)
    mask = red_mask(rgb)
    if cv2.countNonZero(mask):
        cv2.copyTo(cv2.extractChannel(rgb, 0), mask, grey)
    return grey


def drop_blue(rgb: Image) -> Image:
    """Return the grey page with red and blue ink made light."""
    grey = drop_red(rgb)
    mask = cv2.dilate(blue_mask(rgb), np.ones((3, 3), np.uint8))
    grey[mask > 0] = 255
    return grey


def only_red(rgb: Image) -> Image:
    """Return a grey page on which only the red ink is dark."""
    red, green, blue = cv2.split(rgb)
    lead = cv2.subtract(red, cv2.max(green, blue))
    stretched = cv2.convertScaleAbs(lead, alpha=2.2)
    return np.asarray(255 - stretched, np.uint8)


def flatten_shade(grey: Image) -> Image:
    """Return the page with its background white everywhere: divided by a blurred copy without the ink."""
    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // 8), max(1, height // 8)), interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    background = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 4), (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, background, scale=250), np.uint8)


def stretch(grey: Image, dark: int = 60, light: int = 185) -> Image:
    """Return the page with what is lighter than ``light`` white: the pale ring that a dropped stamp leaves goes away."""
    return np.asarray(
        cv2.convertScaleAbs(cv2.subtract(grey, np.full_like(grey, dark)), alpha=255 / (light - dark)), np.uint8
    )


def is_two_tone(grey: Image) -> bool:
    """Tell whether the page is a 1-bit image (fax, photocopy): there is no shade in it."""
    sample = grey[:: max(1, grey.shape[0] // 200)]
    return bool(np.mean((sample < 24) | (sample > 231)) > 0.985)


def is_colourless(rgb: Image) -> bool:
    """Tell whether a page has no colour at all: a black-and-white scan, a photocopy, a fax."""
    red, green, blue = cv2.split(np.ascontiguousarray(rgb[:: max(1, rgb.shape[0] // 100)]))
    most, least = cv2.max(red, cv2.max(green, blue)), cv2.min(red, cv2.min(green, blue))
    return bool(cv2.subtract(most, least).max() < 12)


def without_specks(grey: Image) -> Image:
    """Return a dusty black-and-white page without its dust (specks of up to 6 pixels at 200 dpi, half a dot of ị);
    a clean page as it is."""
    third = grey.shape[0] // 3
    if np.count_nonzero(_small_parts(grey[third : 2 * third])[0][1:]) < _DUSTY // 8:
        return grey  # dust lies everywhere: a third of the page tells of a clean one
    small, labels = _small_parts(grey)
    if np.count_nonzero(small[1:]) < _DUSTY:
        return grey
    cleaned = grey.copy()
    cleaned[small[labels]] = 255
    return cleaned


def _small_parts(grey: Image) -> tuple[NDArray[np.bool_], NDArray[np.int32]]:
    """Return which of the page's black parts are small enough for dust, and the number of the part at each pixel."""
    ink = cv2.threshold(grey, 127, 1, cv2.THRESH_BINARY_INV)[1]
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    return stats[:, cv2.CC_STAT_AREA] <= _SPECK, np.asarray(labels, np.int32)


def skew(ink: NDArray[np.float32]) -> tuple[float, float]:
    """Return (angle in degrees by which the lines fall to the right, within ±3, 0 if unsure; how sharp they are there).

    ``ink`` is a shrunken page (``ink_small``). Its row sums are sharpest when the lines lie level; the search goes
    coarse to fine.
    """
    dots = _Dots.of(ink)
    flat = dots.sharpness(0.0)
    best, sharp = 0.0, flat
    for span, step in ((_MOST_SKEW, 0.5), (0.375, 0.125), (0.094, 0.03125)):
        middle = best
        for angle in np.arange(middle - span, middle + span + step / 2, step):
            found = dots.sharpness(float(angle))
            if found > sharp:
                best, sharp = float(angle), found
    sure = abs(best) >= _LEAST_SKEW and ink.sum() >= _LEAST_INK and sharp > 1.01 * flat
    return (best if sure else 0.0), sharp


def best_sharpness(ink: NDArray[np.float32]) -> float:
    """Return how sharp the row sums get at the best skew within ±3 degrees, coarsely."""
    dots = _Dots.of(ink)
    return max(dots.sharpness(float(a)) for a in np.arange(-_MOST_SKEW, _MOST_SKEW + 0.1, 0.75))


def rotation(angle: float, width: int, height: int) -> NDArray[np.float64]:
    """Return the 3×3 matrix that turns a page of that size level again, about its middle."""
    turn = np.eye(3)
    turn[:2] = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return turn


def turned(image: Image, matrix: NDArray[np.float64], size: tuple[int, int] | None = None) -> Image:
    """Return the image under a 3×3 matrix, white around it; ``size`` is (width, height), the image's own without it."""
    height, width = image.shape[:2]
    white = (255, 255, 255) if image.ndim == 3 else 255
    return np.asarray(
        cv2.warpAffine(image, matrix[:2], size or (width, height), flags=cv2.INTER_LINEAR, borderValue=white)
    )


def _at_least(lead: Any, least: int) -> Image:
    return np.asarray(cv2.threshold(lead, least - 1, 255, cv2.THRESH_BINARY)[1], np.uint8)


def ink_small(grey: Image) -> NDArray[np.float32]:
    """Return a shrunken page (long side 700) as 1 for ink and 0 for paper, its margins cleared."""
    scale = 700 / max(grey.shape)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    local = cv2.blur(small, (25, 25))
    ink = np.asarray(small.astype(np.int16) < local.astype(np.int16) - 18, np.float32)
    margin_y, margin_x = (max(1, side // 40) for side in ink.shape)
    ink[:margin_y] = ink[-margin_y:] = 0
    ink[:, :margin_x] = ink[:, -margin_x:] = 0
    return ink


@dataclass(frozen=True)
class _Dots:
    """The ink of a shrunken page as places: a tenth of its pixels, so that a slant costs a tenth of turning it."""

    x: NDArray[np.float32]
    y: NDArray[np.float32]
    height: int

    @classmethod
    def of(cls, ink: NDArray[np.float32]) -> Self:
        y, x = np.nonzero(ink)
        height, width = ink.shape
        return cls((x - width / 2).astype(np.float32), y.astype(np.float32), height)

    def sharpness(self, angle: float) -> float:
        """Return how much neighbouring rows differ once slanted by ``angle``; ink between two rows counts for both."""
        level = self.y - np.float32(np.tan(np.radians(angle))) * self.x
        row = np.floor(level)
        share = level - row
        at = np.clip(row.astype(np.int32) + 1, 0, self.height + 1)
        upper = np.bincount(at, 1 - share, self.height + 3)
        lower = np.bincount(at + 1, share, self.height + 3)
        rows = (upper + lower)[2 : self.height]  # without what slid over the edge
        return float(np.square(np.diff(rows)).sum())
