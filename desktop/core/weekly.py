"""The weekly sheet: what a person's week brought, and what the next one asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.core.calendar import Week
from desktop.core.records import Person, Task

_OPEN = frozenset({"open", "rework", "waiting", "paused"})


@dataclass(frozen=True)
class WeeklySheet:
    """One person's sheet: ``results`` of the week (due in it, done in it, or still late), ``plan`` of the next one;
    ``helped``: work that others lead and the person takes part in, of both."""

    person: Person
    week: Week
    results: tuple[Task, ...]
    plan: tuple[Task, ...]
    helped: tuple[Task, ...] = ()


def in_results(task: Task, week: Week) -> bool:
    """Tell whether a task belongs to the week's results: due in it, done in it, or open and due before it."""
    if task.done_on is not None and task.done_on in week:
        return True
    if task.due_on is None:
        return False
    return task.due_on in week or (task.state in _OPEN and task.due_on < week.monday)


def in_plan(task: Task, week: Week) -> bool:
    """Tell whether a task belongs to the plan from the week after on: open, and due after this week or at no day.

    Work due much later stands there too: an officer without the program knows of it only from this paper.
    """
    return task.state in _OPEN and (task.due_on is None or task.due_on > week.sunday)


def weekly_sheet(person: Person, tasks: Iterable[Task], week: Week, helped: Iterable[Task] = ()) -> WeeklySheet:
    """Choose from a person's tasks, and from those the person takes part in, what stands on the sheet of ``week``;
    each part by due day."""
    every = _by_day(tasks)
    return WeeklySheet(
        person,
        week,
        tuple(task for task in every if in_results(task, week)),
        tuple(task for task in every if in_plan(task, week)),
        tuple(task for task in _by_day(helped) if in_results(task, week) or in_plan(task, week)),
    )


def _by_day(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.id))
