"""Due days, the week's choice and what work lacks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.assignments import Assignment, is_proposed, unclear
from desktop.core.calendar import Week, WorkCalendar
from desktop.core.due_days import anchored_options, day_of, due_options, limit_options
from desktop.core.readings import Deadline
from desktop.core.records import Directive, Person, Task
from desktop.core.weekly import weekly_sheet

CALENDAR = WorkCalendar({date(2026, 11, 24): "Ngày Văn hóa Việt Nam"})
WEEK = Week(2026, 47)
PERSON = Person(1, "u", "Lê Văn Đạt")


def test_before_a_day_shows_the_stated_the_strict_and_the_working_day():
    found = due_options(Deadline("trước ngày 25/8/2024", "before_date", "2024-08-24", "2024-08-23"), CALENDAR)
    assert (found.stated, found.strict, found.working) == (date(2024, 8, 25), date(2024, 8, 24), date(2024, 8, 23))
    assert found.default == date(2024, 8, 23)


def test_by_a_day_is_that_day_and_a_holiday_moves_the_working_one_forward():
    found = due_options(Deadline("chậm nhất ngày 24/11/2026", "by_date", "2026-11-24"), CALENDAR)
    assert (found.stated, found.strict, found.working) == (date(2026, 11, 24), date(2026, 11, 24), date(2026, 11, 23))


def test_an_hour_stays_with_its_day():
    found = due_options(Deadline("trước 17h00 ngày 20/11/2026", "at_time", "2026-11-20", time="17:00"), CALENDAR)
    assert (found.default, found.time) == (date(2026, 11, 20), "17:00")


@pytest.mark.parametrize("anchor", ["arrival", "receipt"])
def test_working_days_from_receipt_count_from_the_arrival(anchor):
    limit = Deadline("trong 05 ngày làm việc kể từ ngày nhận được", "within_days", anchor=anchor, offset_days=5)
    assert due_options(limit, CALENDAR, date(2026, 11, 20)).strict == date(2026, 11, 30)
    assert due_options(limit, CALENDAR).default is None


def test_calendar_days_from_receipt_run_to_the_next_working_day():
    limit = Deadline("trong 8 ngày kể từ ngày nhận", "within_days", anchor="receipt", offset_days=8)
    found = due_options(limit, CALENDAR, date(2026, 11, 20))
    assert (found.strict, found.default) == (date(2026, 11, 28), date(2026, 11, 30))


def test_days_against_another_document_stay_open():
    limit = Deadline("trước 15 ngày", "relative_offset", anchor="150-KH/TU", offset_days=-15)
    assert due_options(limit, CALENDAR, date(2026, 11, 20)).default is None
    assert due_options(None, CALENDAR) is None


def test_only_whole_real_days_are_days():
    assert day_of("2026-11-16") == date(2026, 11, 16)
    assert [day_of(text) for text in (None, "", "2026-11", "2026-02-30")] == [None] * 4


def test_what_work_lacks_of_the_five():
    assert unclear(Assignment("")) == ("title", "lead", "partners", "due", "product")
    assert unclear(Assignment("Làm", 1, (2,), date(2026, 11, 20), product="Báo cáo")) == ()


@pytest.mark.parametrize(
    ("concerns", "kind", "ticked"),
    [("yes", "dated", True), ("yes", "container", False), ("yes", "closing", False), ("maybe", "dated", False)],
)
def test_what_is_ticked(concerns, kind, ticked):
    assert is_proposed(Directive(1, "u", 1, "1", None, "", kind, "x", concerns_commune=concerns)) is ticked


def work(task_id: int, due: date | None, state: str = "open", done: date | None = None) -> Task:
    return Task(task_id, str(task_id), "Làm", 1, "Lê Văn Đạt", due_on=due, state=state, done_on=done)


days = st.integers(-40, 40).map(lambda n: date(2026, 11, 16) + timedelta(days=n))
works = st.builds(
    lambda due, state, done: work(1, due, state, done if state == "done" else None),
    st.none() | days,
    st.sampled_from(["open", "done", "paused", "waiting", "rework"]),
    days,
)


@given(works)
def test_no_work_stands_twice_on_a_sheet(task):
    sheet = weekly_sheet(PERSON, [task], WEEK)
    assert len(sheet.results) + len(sheet.plan) <= 1


@given(works)
def test_all_open_work_stands_on_the_sheet(task):
    sheet = weekly_sheet(PERSON, [task], WEEK)
    if task.state != "done":
        assert task in (*sheet.results, *sheet.plan)


def test_a_sheet_runs_by_due_day():
    some = [work(1, date(2026, 11, 20)), work(2, date(2026, 11, 2)), work(3, None), work(4, date(2026, 11, 27))]
    sheet = weekly_sheet(PERSON, some, WEEK)
    assert [t.id for t in sheet.results] == [2, 1]
    assert [t.id for t in sheet.plan] == [4, 3]


def test_work_done_this_week_stands_there_whenever_it_was_due():
    early = work(1, date(2026, 12, 20), "done", date(2026, 11, 18))
    assert weekly_sheet(PERSON, [early], WEEK).results == (early,)


calendars = st.builds(
    WorkCalendar,
    off=st.dictionaries(st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.just("nghỉ"), max_size=12),
)
YEAR = st.dates(date(2026, 1, 10), date(2027, 12, 1))


@given(YEAR, calendars)
def test_before_a_day_is_never_on_it_and_the_working_day_is_worked(day, calendar):
    strict = day - timedelta(days=1)
    found = due_options(Deadline("trước ngày", "before_date", strict.isoformat(), None, day.isoformat()), calendar)
    assert found.stated == day
    assert found.strict == strict
    assert found.working <= found.strict < found.stated
    assert calendar.is_working(found.working)
    assert not any(
        calendar.is_working(found.working + timedelta(days=n)) for n in range(1, (strict - found.working).days + 1)
    )


@given(YEAR, st.integers(0, 40), calendars)
def test_working_days_from_arrival_leave_so_many_working_days(arrived, count, calendar):
    due = limit_options(count, arrived, calendar, "theo quy chế").default
    between = [arrived + timedelta(days=n) for n in range(1, (due - arrived).days + 1)]
    assert sum(calendar.is_working(day) for day in between) == count
    assert count == 0 or calendar.is_working(due)


@given(st.lists(YEAR, max_size=4), st.integers(-30, 30), calendars)
def test_a_day_against_milestones_is_chosen_unless_there_is_but_one(days, offset, calendar):
    against = Deadline("so với các mốc", "relative_offset", anchor="150-KH/TU", offset_days=offset)
    found = anchored_options(against, calendar, None, days)
    if not days:
        assert found is None
        return
    assert all(calendar.is_working(day) for day in found.milestones)
    assert len(found.milestones) == len(set(days))
    assert (found.default is not None) == (len(set(days)) == 1)
