"""Work that comes back: which day each period's piece is for.

A period without a named day ends on its last day ("định kỳ cuối quý"), a week on its Friday: reports are due when the
period they tell of is over. A day named inside a quarter, half-year or year means its last month unless the first is
said ("ngày 05 tháng đầu quý"). The day is that of the period; the due day is the last working day up to it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from desktop.core.calendar import WorkCalendar
from desktop.core.due_days import DueOptions
from desktop.core.readings import Recurrence
from desktop.core.text import fold

EVERY = ("week", "month", "quarter", "half", "year")

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
PERIODS = {"week": "hằng tuần", "month": "hằng tháng", "quarter": "hằng quý", "half": "6 tháng", "year": "hằng năm"}

_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_FRIDAY = 4
_WEEKDAYS = ("hai", "ba", "tu", "nam", "sau", "bay")
_WEEKDAY = re.compile(r"thu (hai|ba|tu|nam|sau|bay|[2-7])\b")
_DAY = re.compile(r"(\d{1,2})(?:/(\d{1,2}))?")
_LAST_YEAR = 9000


def next_day(recurrence: Recurrence, after: date) -> date:
    """Return the first day of the recurrence later than ``after``.

    >>> next_day(Recurrence("ngày 20 hằng tháng", "month", day="20"), date(2026, 11, 20))
    datetime.date(2026, 12, 20)
    """
    if recurrence.every == "week":
        return after + timedelta(days=(_weekday(recurrence) - after.weekday() - 1) % 7 + 1)
    return next(day for day in _days(recurrence, after.year, after.month) if day > after)


def nearest_day(recurrence: Recurrence, day: date) -> date:
    """Return the recurrence's day nearest to ``day``: the period that a piece due on ``day`` is for; the later of two
    as near."""
    later = next_day(recurrence, day - timedelta(days=1))
    earlier = _last_before(recurrence, later)
    return earlier if earlier is not None and day - earlier < later - day else later


def recurrence_on(every: str, day: str = "") -> Recurrence:
    """Return the recurrence a person asks for: ``every`` of EVERY, on a day of it ("20", "thứ Sáu", "Friday"), else at
    its end; the expression is Vietnamese, as it is printed. ValueError for a day that is none.

    >>> recurrence_on("month", "20").expression
    'ngày 20 hằng tháng'
    """
    if every == "week":
        name = WEEKDAYS[_weekday_asked(day)]
        return Recurrence(f"{name} {PERIODS[every]}", every, day=name)
    if not day:
        return Recurrence(f"cuối kỳ {PERIODS[every]}", every)
    if not (day.isascii() and day.isdigit() and 1 <= int(day) <= 31):
        raise ValueError(day)
    return Recurrence(f"ngày {int(day)} {PERIODS[every]}", every, day=str(int(day)))


def _weekday_asked(day: str) -> int:
    asked = fold(day)
    if not asked:
        return _FRIDAY
    if asked in _ENGLISH:
        return _ENGLISH.index(asked)
    if asked != "chu nhat" and not _WEEKDAY.fullmatch(asked):
        raise ValueError(day)
    return _weekday(Recurrence(day, "week", day=day))


def is_known(recurrence: Recurrence | None) -> bool:
    """Tell whether the period is one that comes back by the calendar."""
    return recurrence is not None and recurrence.every in EVERY


def _last_before(recurrence: Recurrence, day: date) -> date | None:
    step = 7 if recurrence.every == "week" else 31 * _MONTHS[recurrence.every] + 31
    found, following = None, next_day(recurrence, day - timedelta(days=step + 1))
    while following < day:
        found, following = following, next_day(recurrence, following)
    return found


def _days(recurrence: Recurrence, year: int, month: int) -> Iterator[date]:
    """The recurrence's days, in order, from the period that holds the month on."""
    span = _MONTHS[recurrence.every]
    day, in_month = _named(recurrence, span)
    index = (year * 12 + month - 1) // span * span
    while index // 12 < _LAST_YEAR:
        place = index + in_month - 1
        yield _clipped(place // 12, place % 12 + 1, day)
        index += span


def _named(recurrence: Recurrence, span: int) -> tuple[int, int]:
    """The day of the month (31: its last) and the month of the period, from 1."""
    found = _DAY.fullmatch((recurrence.day or "").strip())
    day = min(max(int(found[1]), 1), 31) if found else 31
    if found and found[2] and 1 <= int(found[2]) <= 12:
        return day, (int(found[2]) - 1) % span + 1
    return day, 1 if found and "thang dau" in fold(recurrence.expression) else span


def _clipped(year: int, month: int, day: int) -> date:
    return date(year, month, min(day, monthrange(year, month)[1]))


def _weekday(recurrence: Recurrence) -> int:
    text = fold(recurrence.day or "")
    if "chu nhat" in text:
        return 6
    found = _WEEKDAY.search(text)
    if found is None:
        return _FRIDAY
    return int(found[1]) - 2 if found[1].isdigit() else _WEEKDAYS.index(found[1])


def period_options(recurrence: Recurrence, day: date, calendar: WorkCalendar) -> DueOptions:
    """Return the due days of the piece for the period day ``day``: "trước ngày 20 hằng tháng" strictly means the 19th."""
    before = bool(recurrence.day) and "truoc" in fold(recurrence.expression)
    strict = day - timedelta(days=1) if before else day
    return DueOptions(recurrence.expression, day, strict, calendar.last_working(strict), source="period")
