"""The arrival number (số đến): one running number a book and year, in the order of arrival (Decree 30/2020, Art. 22).

A number once given is never given again and never changed; a mistaken entry is voided and keeps it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from desktop.core.calendar import WorkCalendar


def register_year(arrived_on: date) -> int:
    """Return the year whose sequence counts a letter that arrived on this day."""
    return arrived_on.year


def following(last: int) -> int:
    """Return the number after ``last``, the last one given this year (0 when none was)."""
    return last + 1


def is_late(arrived_on: date, registered_on: date, last_arrival: date | None, calendar: WorkCalendar) -> bool:
    """Tell whether an entry is made late: a letter that came after it has its number already (``last_arrival``, the
    latest arrival day in the book's year), or the day after its arrival, the last one allowed, has gone by (Decree
    30/2020, Art. 22: registered on the day of arrival, at the latest on the next working day). It takes the next number
    all the same."""
    if last_arrival is not None and arrived_on < last_arrival:
        return True
    return registered_on > calendar.add_working_days(arrived_on, 1)


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
