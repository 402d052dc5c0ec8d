"""Print or handwriting? Where all looks see the same well-formed digits in the height of print it is print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean


@dataclass(frozen=True)
class Reading:
    """What one look read at a place, with its own confidence (0-1)."""

    text: str
    confidence: float


_LEAST_LOOKS = 3
_CLEAR = 0.8
_FAINT = 0.62
_TALL = 1.32
_LEVEL = 1.2


def is_printed(readings: Sequence[Reading], values: Sequence[str | None], tall: float) -> bool:
    """Tell whether a value may be taken as printed. ``tall``: the row's height over that of its neighbours.

    Handwriting fools one look, seldom all of them, and stands taller than the row; a wrong number taken for sure is the
    worst outcome, so that faint print is left to a person.
    """
    if len(readings) < _LEAST_LOOKS or not values[0] or any(v != values[0] for v in values):
        return False
    confidence = mean(r.confidence for r in readings)
    if confidence >= _CLEAR:
        return tall < _TALL
    return confidence >= _FAINT and tall < _LEVEL
