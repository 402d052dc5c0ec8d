"""Lists of tasks: the status that SQL computes is the one that core computes, and a cut list begins like the whole."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from desktop.core.assignments import Assignment, Lacking, unclear
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
    assert [t.id for t in tasks.tasks(every, None, 7, 5)] == whole[5:12]
    first = tasks.tasks(every, None, 7)[0]
    assert first.status == "overdue" or first.state == "rework"


def test_what_is_not_clear_is_the_same_in_sql(every: Office) -> None:
    lead, partner = (
        people.add_person(every, name, "", people.units(every)[1].id, "officer").id for name in ("Tư", "Năm")
    )
    clear = Assignment("Đủ", lead, (partner,), every.today(), product="Báo cáo")
    lacking = [replace(clear, due_on=None), replace(clear, product=" "), replace(clear, partner_ids=())]
    assign(every, [clear, *lacking], hand_over=False)
    found = tasks.tasks(every)
    kinds: tuple[Lacking, ...] = ("title", "lead", "partners", "due", "product")
    for kind in kinds:
        wanted = TaskFilter(unclear=kind)
        assert {t.id for t in tasks.tasks(every, wanted)} == {t.id for t in found if kind in unclear(t)}
    some = TaskFilter(unclear="any")
    assert {t.id for t in tasks.tasks(every, some)} == {t.id for t in found if unclear(t)}
    assert sum(tasks.status_counts(every, some).values()) == len(found) - 1


def test_done_work_is_counted_from_the_index_as_it_is_listed(every: Office) -> None:
    counts = tasks.status_counts(every, TaskFilter(done=True))
    found = [t.status for t in tasks.tasks(every, TaskFilter(done=True))]
    assert counts == {name: found.count(name) for name in set(found)}


def test_done_work_begins_with_the_last(every: Office) -> None:
    done = tasks.tasks(every, TaskFilter(done=True))
    assert {t.status for t in done} == {"done_on_time", "done_late"}
    assert [t.done_on for t in done] == sorted((t.done_on for t in done), reverse=True)
