"""The arrival number (số đến): one running number a book and year, in the order of arrival (Decree 30/2020, Art. 22).

A number once given is never given again and never changed; a mistaken entry is voided and keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date


def register_year(arrived_on: date) -> int:
    """Return the year whose sequence counts a letter that arrived on this day."""
    return arrived_on.year


def following(last: int) -> int:
    """Return the number after ``last``, the last one given this year (0 when none was)."""
    return last + 1


def gaps(numbers: Iterable[int], last: int) -> list[int]:
    """Return the numbers from 1 to ``last`` that nobody has: a sound register has none."""
    return sorted(set(range(1, last + 1)) - set(numbers))


def repeated(numbers: Iterable[int]) -> list[int]:
    """Return the numbers that occur more than once: a sound register has none."""
    seen: set[int] = set()
    twice: set[int] = set()
    for number in numbers:
        (twice if number in seen else seen).add(number)
    return sorted(twice)
