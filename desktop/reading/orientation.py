"""Which way up a page lies: sideways by the direction of its lines, upside down by what reads better."""

from __future__ import annotations

import cv2
import numpy as np

from desktop.reading import clean
from desktop.reading.open_file import Image

_LEAST_INK = 2500  # of the shrunken page's pixels: below it there is no text to tell by
_SIDEWAYS = 1.6  # how much sharper the columns' profile must be than the rows'


def turned(image: Image, turn: int) -> Image:
    """Return the image turned clockwise by 0, 90, 180 or 270 degrees."""
    if turn == 0:
        return image
    code = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}[turn]
    return np.asarray(cv2.rotate(image, code), np.uint8)


def quarter_turn(rgb: Image) -> int:
    """Return 0 when the lines of text run across the page; 90 when they run up or down it.

    Each way is measured at its best skew, for on a page two degrees askew the rows are no sharper than the columns.
    """
    ink = clean.ink_small(clean.drop_red(rgb))
    if ink.sum() < _LEAST_INK:
        return 0
    across, down = clean.best_sharpness(ink), clean.best_sharpness(np.ascontiguousarray(ink.T))
    return 90 if down > _SIDEWAYS * across else 0
