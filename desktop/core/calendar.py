"""Working days and weeks. Rest days: Saturday, Sunday and public holidays, less announced working Saturdays."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Week:
    """An ISO week, Monday to Sunday. ``str()`` gives ``2026-W47``."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> Week:
        """Return the week that holds ``day``."""
        iso = day.isocalendar()
        return cls(iso.year, iso.week)

    @classmethod
    def parse(cls, text: str) -> Week:
        """Return the week written as ``2026-W47``; ValueError for anything else or a week that does not exist."""
        found = _WEEK.fullmatch(text.strip())
        if not found:
            raise ValueError(text)
        week = cls(int(found[1]), int(found[2]))
        date.fromisocalendar(week.year, week.number, 1)
        return week

    @property
    def monday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def friday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 5)

    @property
    def sunday(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def shift(self, weeks: int) -> Week:
        """Return the week ``weeks`` later (earlier when negative)."""
        return Week.of(self.monday + timedelta(weeks=weeks))

    def __contains__(self, day: date) -> bool:
        return self.monday <= day <= self.sunday

    def __str__(self) -> str:
        return f"{self.year}-W{self.number:02d}"


@dataclass(frozen=True)
class WorkCalendar:
    """Which days are worked. ``off`` maps holidays to their names, ``working`` the Saturdays worked in exchange.

    ``announced`` holds the years whose holidays are known in full; for others only weekends are sure.
    """

    off: Mapping[date, str] = field(default_factory=dict)
    working: frozenset[date] = frozenset()
    announced: frozenset[int] = frozenset()

    def is_working(self, day: date) -> bool:
        if day in self.working:
            return True
        return day.weekday() < 5 and day not in self.off

    def last_working(self, day: date) -> date:
        """Return the last working day up to and with ``day``."""
        return next(d for d in _walk(day, -_DAY) if self.is_working(d))

    def next_working(self, day: date) -> date:
        """Return the first working day from ``day`` on: where a period that ends on a rest day ends (Civil Code, Art. 148)."""
        return next(d for d in _walk(day, _DAY) if self.is_working(d))

    def add_working_days(self, start: date, days: int) -> date:
        """Return the day ``days`` working days after ``start``, which itself does not count (Civil Code, Art. 147)."""
        step = _DAY if days >= 0 else -_DAY
        day = start
        left = abs(days)
        while left:
            day += step
            left -= self.is_working(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Return how many working days lie after ``start`` up to and with ``end`` (0 when ``end`` is not later)."""
        return sum(self.is_working(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))


def _walk(day: date, step: timedelta) -> Iterator[date]:
    while True:
        yield day
        day += step


def calendar_from_table(table: Mapping[str, Mapping[str, object]]) -> WorkCalendar:
    """Build a calendar from the holidays table: years, each with ``off`` (day → name) and ``working`` (days), ISO days.

    Raises ValueError for a day that does not exist.
    """
    off: dict[date, str] = {}
    working: set[date] = set()
    for year in table.values():
        named = year.get("off", {})
        if isinstance(named, Mapping):
            off.update({date.fromisoformat(str(day)): str(name) for day, name in named.items()})
        extra = year.get("working", [])
        if isinstance(extra, list):
            working.update(date.fromisoformat(str(day)) for day in extra)
    return WorkCalendar(off, frozenset(working), frozenset(int(year) for year in table))
