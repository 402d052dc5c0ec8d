"""The due day a person chooses from. "Trước ngày 25/8" strictly means the 24th, and the 24th may be a Saturday:
the stated day, the strict day and the last working day are all shown, and no date is changed silently."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from desktop.core.calendar import WorkCalendar
from desktop.core.readings import Deadline

#: Where the days come from: the letter, the office's own time limits, another letter, or a period that comes back.
Source = Literal["letter", "office", "anchor", "period"]

_EXCLUSIVE = frozenset({"before_date"})
_RECEIPT = frozenset({"arrival", "receipt"})


@dataclass(frozen=True)
class DueOptions:
    """The days a deadline may mean: as ``stated`` on paper, ``strict`` (the last day that meets it) and ``working``
    (the last working day up to the strict one; for a period in days the next one from it on). ``time`` is "17:00"
    where the letter names an hour. ``milestones``: days to choose from where the other document names several."""

    expression: str
    stated: date | None
    strict: date | None
    working: date | None
    time: str = ""
    source: Source = "letter"
    milestones: tuple[date, ...] = ()

    @property
    def default(self) -> date | None:
        """The day filled in at first: the last working day that meets the deadline."""
        return self.working or self.strict or self.stated


def due_options(deadline: Deadline | None, calendar: WorkCalendar, arrived_on: date | None = None) -> DueOptions | None:
    """Return the choices for a deadline; None without one. All days are None while another document is needed.

    ``arrived_on`` resolves a period counted from receipt.
    """
    if deadline is None:
        return None
    strict = day_of(deadline.due_on) or _from_receipt(deadline, calendar, arrived_on)
    stated = day_of(deadline.stated_on) or _stated(deadline, strict)
    nearest = calendar.next_working if _is_period(deadline) else calendar.last_working
    working = nearest(strict) if strict else None
    return DueOptions(deadline.expression, stated, strict, working, deadline.time or "")


def limit_options(days: int, arrived_on: date, calendar: WorkCalendar, expression: str) -> DueOptions:
    """Return the choices where the letter names no day but the office's own rules give its kind ``days`` working days
    from arrival (the day of arrival does not count)."""
    due = calendar.add_working_days(arrived_on, days)
    return DueOptions(expression, None, due, due, source="office")


def anchored_options(
    deadline: Deadline, calendar: WorkCalendar, issued_on: date | None, milestones: Iterable[date]
) -> DueOptions | None:
    """Return the choices for a deadline counted from another letter, now that it is there: from its day for a period
    ("trong 10 ngày kể từ ngày ban hành"), else from each of the days it sets ("trước 15 ngày so với các mốc"), of which
    a person chooses unless there is but one. None when that letter names no day to count from."""
    if deadline.offset_days is None:
        return None
    if _is_period(deadline):
        strict = _after(deadline, calendar, issued_on) if issued_on else None
        working = calendar.next_working(strict) if strict else None
        return DueOptions(deadline.expression, strict, strict, working, source="anchor") if strict else None
    shift = timedelta(days=deadline.offset_days)
    days = tuple(calendar.last_working(day + shift) for day in sorted(set(milestones)))
    if not days:
        return None
    only = days[0] if len(days) == 1 else None
    return DueOptions(deadline.expression, None, only, only, source="anchor", milestones=days)


def day_of(text: str | None) -> date | None:
    """Return the day of a full ISO date, None for a partial one, for none, or for one that does not exist."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _stated(deadline: Deadline, strict: date | None) -> date | None:
    if strict is None:
        return None
    return strict + timedelta(days=1) if deadline.rule in _EXCLUSIVE else strict


def _is_period(deadline: Deadline) -> bool:
    """A period in days that ends on a rest day runs to the next working day (Civil Code, Art. 148)."""
    return deadline.offset_days is not None and deadline.rule.startswith("within_")


def _from_receipt(deadline: Deadline, calendar: WorkCalendar, arrived_on: date | None) -> date | None:
    """A period from the day of receipt does not count that day (Civil Code, Art. 147)."""
    if arrived_on is None or deadline.offset_days is None or deadline.anchor not in _RECEIPT:
        return None
    return _after(deadline, calendar, arrived_on)


def _after(deadline: Deadline, calendar: WorkCalendar, start: date) -> date:
    days = deadline.offset_days or 0
    if deadline.rule == "within_working_days" or "làm việc" in deadline.expression:
        return calendar.add_working_days(start, days)
    return start + timedelta(days=days)
