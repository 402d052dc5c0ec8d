"""What comes back: the day of each period, and what holds for every rule and every day."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.calendar import WorkCalendar
from desktop.core.readings import Recurrence
from desktop.core.recurring import EVERY, is_known, nearest_day, next_day, period_options

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
WEEKDAYS = ("thứ Hai", "thứ Ba", "Thứ 4", "thứ năm", "thứ Sáu", "thứ bảy", "Chủ nhật")


@st.composite
def rules(draw: st.DrawFn) -> Recurrence:
    every = draw(st.sampled_from(EVERY))
    if every == "week":
        return Recurrence("hằng tuần", every, day=draw(st.sampled_from([*WEEKDAYS, None])))
    number, month = draw(st.integers(1, 31)), draw(st.integers(1, 12))
    day = draw(st.sampled_from([None, str(number), f"{number}/{month}"]))
    return Recurrence(draw(st.sampled_from(["định kỳ", "tháng đầu quý"])), every, day=day)


def is_a_day_of(rule: Recurrence, day: date) -> bool:
    """The same rules said of a single day."""
    if rule.every == "week":
        return day.weekday() == (WEEKDAYS.index(rule.day) if rule.day else 4)
    span = {"month": 1, "quarter": 3, "half": 6, "year": 12}[rule.every]
    number, _, month = (rule.day or "31").partition("/")
    last = monthrange(day.year, day.month)[1]
    in_period = 1 if rule.day and "đầu" in rule.expression else span
    wanted = (int(month) - 1) % span + 1 if month else in_period
    return (day.month - 1) % span + 1 == wanted and day.day == min(int(number), last)


@given(rules(), DAYS)
def test_the_next_day_is_the_first_one_later(rule: Recurrence, after: date):
    found = next_day(rule, after)
    assert found > after
    assert is_a_day_of(rule, found)
    between = ((after + timedelta(days=n)) for n in range(1, (found - after).days))
    assert not any(is_a_day_of(rule, day) for day in between)


@given(rules(), DAYS)
def test_the_nearest_day_is_a_day_and_none_is_nearer(rule: Recurrence, day: date):
    found = nearest_day(rule, day)
    assert is_a_day_of(rule, found)
    gap = abs(found - day)
    assert not any(is_a_day_of(rule, day + sign * timedelta(days=n)) for n in range(gap.days) for sign in (1, -1))


@given(rules(), DAYS)
def test_a_piece_is_for_its_own_period_and_the_next_for_the_next(rule: Recurrence, after: date):
    first = next_day(rule, after)
    assert nearest_day(rule, first) == first
    assert next_day(rule, first) > first


@pytest.mark.parametrize(
    ("expression", "every", "day", "after", "expected"),
    [
        ("định kỳ cuối quý", "quarter", None, date(2026, 11, 16), date(2026, 12, 31)),
        ("định kỳ hằng quý", "quarter", None, date(2026, 12, 31), date(2027, 3, 31)),
        ("ngày 20 hằng tháng", "month", "20", date(2026, 11, 19), date(2026, 11, 20)),
        ("ngày 31 hằng tháng", "month", "31", date(2027, 1, 31), date(2027, 2, 28)),
        ("hằng tháng", "month", None, date(2028, 2, 1), date(2028, 2, 29)),
        ("thứ Sáu hằng tuần", "week", "thứ Sáu", date(2026, 11, 20), date(2026, 11, 27)),
        ("hằng tuần", "week", None, date(2026, 11, 16), date(2026, 11, 20)),
        ("ngày 05 tháng đầu quý", "quarter", "05", date(2026, 11, 16), date(2027, 1, 5)),
        ("ngày 20 tháng cuối quý", "quarter", "20", date(2026, 11, 16), date(2026, 12, 20)),
        ("trước 15/6 và 15/12 hằng năm", "half", "15/6", date(2026, 6, 15), date(2026, 12, 15)),
        ("trước ngày 15/6 hằng năm", "year", "15/6", date(2026, 11, 16), date(2027, 6, 15)),
        ("hằng năm", "year", None, date(2026, 11, 16), date(2026, 12, 31)),
    ],
)
def test_the_periods_that_letters_name(expression, every, day, after, expected):
    assert next_day(Recurrence(expression, every, day=day), after) == expected


def test_before_the_20th_means_the_19th_and_a_rest_day_moves_it_forward():
    calendar = WorkCalendar()
    rule = Recurrence("trước ngày 20 hằng tháng", "month", day="20")
    found = period_options(rule, date(2026, 12, 20), calendar)
    assert (found.stated, found.strict, found.working) == (date(2026, 12, 20), date(2026, 12, 19), date(2026, 12, 18))
    end = period_options(Recurrence("cuối quý", "quarter"), date(2026, 12, 31), calendar)
    assert (end.strict, end.default, end.source) == (date(2026, 12, 31), date(2026, 12, 31), "period")


def test_a_period_that_is_none_is_not_known():
    assert not is_known(None)
    assert not is_known(Recurrence("hằng ngày", "day"))
    assert is_known(Recurrence("hằng tuần", "week"))
