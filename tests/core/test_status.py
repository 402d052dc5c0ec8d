"""The status of work: each rule, and what holds for every day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.status import OFFICIAL, OPEN_STATES, days_late, is_overdue, official, status

TODAY = date(2026, 11, 16)
days = st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))
states = st.sampled_from(["open", "done", "paused", "waiting", "rework", "void"])


def day(n: int | None) -> date | None:
    return None if n is None else TODAY + timedelta(days=n)


@pytest.mark.parametrize(
    ("state", "due", "done", "started", "expected"),
    [
        ("open", 0, None, False, "not_started"),
        ("open", 0, None, True, "under_way"),
        ("open", -1, None, True, "overdue"),
        ("open", -1, None, False, "overdue"),
        ("open", None, None, True, "no_due"),
        ("done", 0, 0, True, "done_on_time"),
        ("done", -1, 0, True, "done_late"),
        ("done", -1, -1, True, "done_on_time"),
        ("done", None, 0, True, "done_on_time"),
        ("paused", -9, None, True, "paused"),
        ("waiting", -9, -10, True, "waiting"),
        ("rework", 3, None, True, "rework"),
        ("void", 3, None, True, "void"),
    ],
)
def test_each_status(state, due, done, started, expected):
    assert status(state, day(due), day(done), TODAY, started=started) == expected


@given(states, st.none() | days, st.none() | days, days, st.booleans())
def test_late_is_told_by_status_and_days_alike(state, due, done, today, started):
    found = status(state, due, done, today, started=started)
    late = days_late(state, due, done, today)
    assert late >= 0
    if found in {"overdue", "done_late"}:
        assert late > 0
    if found in {"done_on_time", "no_due", "paused", "void", "not_started", "under_way"}:
        assert late == 0
    assert is_overdue(state, due, today) == (state in {"open", "rework"} and late > 0)


@given(states, st.none() | days, st.none() | days, days)
def test_every_piece_of_work_counts_under_one_of_the_four_but_the_void(state, due, done, today):
    counted = official(state, due, done, today)
    assert (counted is None) == (state == "void")
    assert counted is None or counted in OFFICIAL
    if counted in {"overdue", "under_way"}:
        assert state in OPEN_STATES


@given(days, st.none() | days)
def test_what_was_done_does_not_change_with_the_day_it_is_looked_at(done, due):
    seen = {status("done", due, done, done + timedelta(days=n)) for n in (0, 1, 365)}
    assert len(seen) == 1


@given(days, days)
def test_open_work_becomes_late_once_and_stays_so(due, today):
    if status("open", due, None, today) == "overdue":
        assert status("open", due, None, today + timedelta(days=1)) == "overdue"
