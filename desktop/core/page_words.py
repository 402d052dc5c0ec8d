"""The words of a page and where they stand on it, kept small: for selecting text on the scan and for the two-layer PDF.

Boxes are fractions of the page as it is shown upright; four decimals are a twentieth of a millimetre on A4.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from typing import Any

from desktop.core.readings import Box, PageWord, PageWords

_FINE = 10_000
_PARTS = 5  # text, left, top, right, bottom


def words_to_json(page: PageWords) -> list[list[Any]]:
    """Return a page as lists: a line is text, left, top, right, bottom of its first word, then of the next."""
    return [[part for word in line for part in (word.text, *(round(v * _FINE) for v in word.box))] for line in page]


def words_from_json(value: Sequence[Sequence[Any]]) -> PageWords:
    """Return the page that lists stand for; ValueError or TypeError when they do not."""
    return tuple(tuple(_word(line[at : at + _PARTS]) for at in range(0, len(line), _PARTS)) for line in value)


def pack_words(page: PageWords) -> bytes:
    """Return a page as few bytes."""
    text = json.dumps(words_to_json(page), ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)


def unpack_words(data: bytes) -> PageWords:
    """Return the page that ``pack_words`` packed."""
    return words_from_json(json.loads(zlib.decompress(data)))


def _word(parts: Sequence[Any]) -> PageWord:
    text, x0, y0, x1, y1 = parts
    return PageWord(str(text), Box(x0 / _FINE, y0 / _FINE, x1 / _FINE, y1 / _FINE))
