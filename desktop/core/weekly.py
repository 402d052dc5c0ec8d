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
    """One person's sheet: ``results`` of the week (due in it, done in it, or still late), ``plan`` of the next one."""

    person: Person
    week: Week
    results: tuple[Task, ...]
    plan: tuple[Task, ...]


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


def weekly_sheet(person: Person, tasks: Iterable[Task], week: Week) -> WeeklySheet:
    """Choose from a person's tasks what stands on the sheet of ``week``, each part by due day."""
    every = sorted(tasks, key=lambda task: (task.due_on or date.max, task.id))
    return WeeklySheet(
        person,
        week,
        tuple(task for task in every if in_results(task, week)),
        tuple(task for task in every if in_plan(task, week)),
    )
