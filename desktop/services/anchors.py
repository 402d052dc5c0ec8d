"""Deadlines counted from another letter ("trước 15 ngày so với các mốc trong Kế hoạch 150-KH/TU"): resolved when that
letter stands in the register. No due day is changed silently: the tasks that wait for it are told, a person chooses."""

from __future__ import annotations

from db import directives, letters, tasks
from desktop.core.answers import anchor_key
from desktop.core.due_days import DueOptions, anchored_options, day_of
from desktop.core.names import full_symbol
from desktop.core.readings import Deadline
from desktop.core.records import Letter, Task
from desktop.core.words import tr
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


def options(office: Office, deadline: Deadline) -> DueOptions | None:
    """Return the days that a deadline means now; None while its letter is not registered or names no day."""
    letter = anchor_letter(office, deadline)
    if letter is None:
        return None
    own = (day_of(d.due_on) for d in directives.deadlines(office.db, letter.id))
    return anchored_options(deadline, office.calendar, day_of(letter.issued_on), [day for day in own if day])


def anchor_letter(office: Office, deadline: Deadline | None) -> Letter | None:
    """Return the registered letter that a deadline is counted from; the newest of several with its number."""
    found = letters.with_number(office.db, anchor_key(deadline))
    return letters.get(office.db, found[-1], office.today()) if found else None


def for_task(office: Office, task_id: int) -> DueOptions | None:
    """Return the due days to choose from for a task that waits for another letter; None when nothing is to choose."""
    task = tasks.get(office.db, task_id, office.today())
    if task is None or task.due_on is not None or task.directive_id is None:
        return None
    directive = directives.get(office.db, task.directive_id)
    return options(office, directive.deadline) if directive and directive.deadline else None


def to_be_dated(office: Office) -> list[Task]:
    """Return the open tasks without a due day whose deadline hangs on a letter that is registered by now."""
    waiting = (task_id for task_id in tasks.open_with_anchor(office.db) if for_task(office, task_id) is not None)
    found = (tasks.get(office.db, task_id, office.today()) for task_id in waiting)
    return [task for task in found if task is not None]


def waiting_for(office: Office, letter_id: int) -> list[Task]:
    """Return the open tasks without a due day whose deadline is counted from this letter."""
    counted = (tasks.open_from_directive(office.db, n) for n in directives.counted_from(office.db, letter_id))
    found = (tasks.get(office.db, task_id, office.today()) for ids in counted for task_id in ids)
    return [task for task in found if task is not None]


def tell(office: Office, letter_id: int) -> None:
    """Write into the logs of the open tasks without a due day whose deadline is counted from this letter, inside a
    write block, that it is there now."""
    counted = directives.counted_from(office.db, letter_id)
    letter = letters.get(office.db, letter_id, office.today()) if counted else None
    for directive_id in counted if letter else []:
        for task_id in tasks.open_from_directive(office.db, directive_id):
            assert letter is not None
            number = full_symbol(letter.number, letter.symbol, letter.system)
            words = tr("{letter} đã vào sổ, số đến {n}: hãy chọn hạn.", letter=number, n=letter.arrival_number)
            tasks.add_progress(office.db, task_id, in_vietnamese(words), "told", office.actor, office.now())
            office.log("told", "task", task_id, letter=letter_id)
