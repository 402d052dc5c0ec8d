"""Which way up a page lies: sideways by the direction of its lines, upside down by what reads better."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from desktop.core.readings import Box
from desktop.reading import clean, syllables
from desktop.reading.open_file import Image
from desktop.reading.pages import Word
from desktop.reading.placing import placed_words

_LEAST_INK = 2500  # of the shrunken page's pixels: below it there is no text to tell by
_LEAST_LETTERS = 40
_PROBE = 0.14  # share of the page that is read to find which way is up
_SIDEWAYS = 1.6  # how much sharper the columns' profile must be than the rows'


def turned(image: Image, turn: int) -> Image:
    """Return the image turned clockwise by 0, 90, 180 or 270 degrees."""
    if turn == 0:
        return image
    code = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}[turn]
    return np.asarray(cv2.rotate(image, code), np.uint8)


def is_sideways(ink: NDArray[np.float32], across: float) -> bool:
    """Tell whether the lines of a shrunken page run up or down it; ``across`` is how sharp its rows are at their best.

    Each way is measured at its best skew, for on a page two degrees askew the rows are no sharper than the columns.
    """
    if ink.sum() < _LEAST_INK:
        return False
    return clean.best_sharpness(np.ascontiguousarray(ink.T)) > _SIDEWAYS * across


def legible(words: Sequence[Word]) -> float:
    """Return the share of letters in words that are surely read and Vietnamese: upright print has 0.7 and more, print
    on its head next to nothing. 1.0 where there is too little to tell by."""
    letters = sum(len(w.text) for w in words)
    if letters < _LEAST_LETTERS:
        return 1.0
    good = (
        w for w in words if w.confidence > 0.75 and len(w.text) > 1 and syllables.is_syllable(w.text.strip(".,;:()"))
    )
    return sum(len(w.text) for w in good) / letters


def probe(grey: Image, dpi: float) -> float:
    """Return how legible the densest part of a page is as it lies."""
    height = grey.shape[0]
    depth = round(_PROBE * height)
    ink = (grey < 128).sum(axis=1)
    sums = np.convolve(ink, np.ones(depth), mode="valid")
    top = int(np.argmax(sums)) if sums.size else 0
    words = placed_words(np.ascontiguousarray(grey[top : top + depth]), "block", dpi, Box(0, 0, 1, 1))
    letters = sum(len(w.text) for w in words)
    return legible(words) * min(1.0, letters / _LEAST_LETTERS)
