"""The desk's numbers are those of the lists, and cost no more in a large office."""

from __future__ import annotations

import pytest

from desktop.core.calendar import Week
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.services import desk, letters, people, replies, sample_many, tasks
from desktop.services.office import Office


@pytest.fixture
def busy(office: Office) -> Office:
    unit = people.units(office)[1].id
    for name in ("Kiều Văn Ba", "Lê Thị Tư", "Trần Năm", "Hồ Sáu"):
        people.add_person(office, name, "Chuyên viên", unit, "officer")
    sample_many.fill(office, 700)
    return office


def test_numbers_and_first_rows_are_those_of_the_lists(busy: Office) -> None:
    seen = desk.desk(busy, most=3, days=14)
    opened = tasks.tasks(busy, TaskFilter(open_only=True))
    late = [t for t in opened if t.status == "overdue"]
    week = Week.of(busy.today())
    due = [t for t in opened if t.due_on and t.due_on in week and t.status != "overdue"]
    nobody = replies.unanswered(busy)
    assert late
    assert due
    assert nobody
    assert (seen.overdue.count, seen.due.count, seen.unanswered.count) == (len(late), len(due), len(nobody))
    assert [t.id for t in seen.overdue.first] == [t.id for t in late[:3]]
    assert [t.id for t in seen.due.first] == [t.id for t in due[:3]]
    assert [r.id for r in seen.unanswered.first] == [r.id for r in nobody[:3]]
    assert seen.incomplete == letters.count(busy, LetterFilter(only="incomplete"))
    every = [t.status for t in tasks.tasks(busy)]
    assert seen.statuses == {status: every.count(status) for status in set(every)}
    assert sum(n for _, n in seen.arrivals) == sum(
        letters.count(busy, LetterFilter(arrived_from=day, arrived_to=day)) for day, _ in seen.arrivals
    )
