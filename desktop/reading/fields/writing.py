"""Print or handwriting? Digits that all looks read alike, as tall as the print beside them and on its line, are print.

Measured on 35 letters: printed digits stand 0.92-1.05 times as tall as the printed year of the date row, handwritten
ones 1.19 times and more, or off the line by more than a third of their height.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import mean

from desktop.core.readings import Box
from desktop.reading.fields.rows import height


@dataclass(frozen=True)
class Reading:
    """What one look read at a place: text, the look's own confidence (0-1), and height over that of print beside it
    (None where nothing printed is there to compare with)."""

    text: str
    confidence: float
    tall: float | None = None


_LEAST_LOOKS = 3
_FAINT = 0.6
_CLEAR = 0.9
_TALLEST = 1.13
_CLEAR_TALLEST = 1.33
_LOWEST = 0.84
_MOST_OFF = 0.14


def is_printed(readings: Sequence[Reading], values: Sequence[str | None]) -> bool:
    """Tell whether a value may be taken as printed: a wrong number taken for sure is the worst outcome."""
    agreed = [r for r, v in zip(readings, values, strict=True) if v == values[0]]
    if not values[0] or len(agreed) < _LEAST_LOOKS or len(agreed) < len(readings):
        return False
    confidences = [r.confidence for r in agreed]
    ratios = sorted(r.tall for r in agreed if r.tall is not None)
    if len(ratios) < 2:
        return False
    # a rule over the row or a neighbour's stroke makes boxes taller, never lower
    tall = ratios[0 if len(agreed) > _LEAST_LOOKS else 1]
    if tall < _LOWEST:
        return False
    if len(agreed) > _LEAST_LOOKS and (max(ratios) < 1.08 or min(confidences) >= _CLEAR):
        return tall <= (_CLEAR_TALLEST if min(confidences) >= _CLEAR else _TALLEST)
    return tall <= _TALLEST and mean(confidences) >= _FAINT


def against(box: Box, print_box: Box, *, same_row: bool) -> float:
    """Return the height of ``box`` over that of print; 9.9 for a box on the same row that stands off its line."""
    tall = height(print_box)
    off = max(abs(box.y0 - print_box.y0), abs(box.y1 - print_box.y1)) / tall if tall else 9.9
    if same_row and off > _MOST_OFF:
        return 9.9
    return height(box) / tall if tall else 9.9
