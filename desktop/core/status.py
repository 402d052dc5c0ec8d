"""The status of a task: computed for a day, never stored.

Every upper level asks for four: done in time, done late, under way in time, under way overdue. Beside them stand
not started, without a due day, paused, waiting for confirmation, to be reworked. A due day is met up to its end.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from desktop.core.records import Status, TaskState

Official = Literal["done_on_time", "done_late", "under_way", "overdue"]

OFFICIAL: tuple[Official, ...] = ("done_on_time", "done_late", "under_way", "overdue")
#: Work that still has to be done; ``waiting`` is done in the eyes of its lead but not yet confirmed.
OPEN_STATES: frozenset[TaskState] = frozenset({"open", "rework", "waiting", "paused"})


def status(
    state: TaskState, due_on: date | None, done_on: date | None, today: date, *, started: bool = False
) -> Status:
    """Return the status on ``today``; ``started`` tells whether anything has been reported yet."""
    if state == "done":
        return "done_late" if _late(due_on, done_on or today) else "done_on_time"
    if state != "open":
        return state
    if _late(due_on, today):
        return "overdue"
    if due_on is None:
        return "no_due"
    return "under_way" if started else "not_started"


def days_late(state: TaskState, due_on: date | None, done_on: date | None, today: date) -> int:
    """Return by how many days a task is or was late, 0 when it is not; paused and void work is not late."""
    if due_on is None or state in {"paused", "void"}:
        return 0
    end = (done_on or today) if state in {"done", "waiting"} else today
    return max(0, (end - due_on).days)


def is_overdue(state: TaskState, due_on: date | None, today: date) -> bool:
    """Tell whether the work is still to be done (anew, for rework) and its day has passed."""
    return state in {"open", "rework"} and _late(due_on, today)


def official(state: TaskState, due_on: date | None, done_on: date | None, today: date) -> Official | None:
    """Return which of the four reported statuses a task counts under; None for void work, which counts nowhere.

    Work without a due day counts as in time: nobody set a day that it could miss.
    """
    if state == "void":
        return None
    if state == "done":
        return "done_late" if _late(due_on, done_on or today) else "done_on_time"
    return "overdue" if is_overdue(state, due_on, today) else "under_way"


def _late(due_on: date | None, day: date) -> bool:
    return due_on is not None and day > due_on
