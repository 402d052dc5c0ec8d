"""The due day a person chooses from. "Trước ngày 25/8" strictly means the 24th, and the 24th may be a Saturday:
the stated day, the strict day and the last working day are all shown, and no date is changed silently."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.calendar import WorkCalendar
from desktop.core.readings import Deadline

_EXCLUSIVE = frozenset({"before_date"})
_RECEIPT = frozenset({"arrival", "receipt"})


@dataclass(frozen=True)
class DueOptions:
    """The days a deadline may mean: as ``stated`` on paper, ``strict`` (the last day that meets it) and ``working``
    (the last working day up to the strict one; for a period in days the next one from it on). ``time`` is "17:00"
    where the letter names an hour."""

    expression: str
    stated: date | None
    strict: date | None
    working: date | None
    time: str = ""

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
    if deadline.rule == "within_working_days" or "làm việc" in deadline.expression:
        return calendar.add_working_days(arrived_on, deadline.offset_days)
    return arrived_on + timedelta(days=deadline.offset_days)
