"""Lists of tasks: the status that SQL computes is the one that core computes, and a cut list begins like the whole."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest

from desktop.core.assignments import Assignment
from desktop.core.filters import TaskFilter
from desktop.core.status import status
from desktop.services import people, tasks
from desktop.services.assign import assign
from desktop.services.office import Office

STATES = ("open", "done", "paused", "waiting", "rework")
DAYS = (None, -3, 0, 3)


@pytest.fixture
def every(office: Office) -> Office:
    """An office with a task of every state, due day, day of completion, told of or not."""
    lead = people.add_person(office, "Kiều Văn Ba", "Chuyên viên", people.units(office)[1].id, "officer").id
    for state, due, done, told in product(STATES, DAYS, DAYS, (False, True)):
        if state == "done" and done is None:
            continue
        day = office.today() + timedelta(days=due) if due is not None else None
        [made] = assign(office, [Assignment(f"Việc {state} {due} {done}", lead, due_on=day)], hand_over=False)
        if told:
            tasks.report_progress(office, made.id, "Đang làm.")
        ended = (office.today() + timedelta(days=done)).isoformat() if done is not None else None
        with office.write("test") as db:
            db.update("task", made.id, {"state": state, "done_on": ended})
    return office


def test_the_status_is_the_same_in_sql(every: Office) -> None:
    found = tasks.tasks(every)
    counts = tasks.status_counts(every)
    own = [status(t.state, t.due_on, t.done_on, every.today(), started=bool(t.last_note)) for t in found]
    assert [t.status for t in found] == own
    assert counts == {name: own.count(name) for name in set(own)}
    for name in counts:
        assert {t.id for t in tasks.tasks(every, TaskFilter(status=name))} == {t.id for t in found if t.status == name}


def test_a_cut_list_is_the_beginning_of_the_whole(every: Office) -> None:
    whole = [t.id for t in tasks.tasks(every)]
    assert [t.id for t in tasks.tasks(every, None, 7)] == whole[:7]
    first = tasks.tasks(every, None, 7)[0]
    assert first.status == "overdue" or first.state == "rework"


def test_done_work_begins_with_the_last(every: Office) -> None:
    done = tasks.tasks(every, TaskFilter(done=True))
    assert {t.status for t in done} == {"done_on_time", "done_late"}
    assert [t.done_on for t in done] == sorted((t.done_on for t in done), reverse=True)
