"""Work that comes back: the next piece is made when the present one is done or its day passes."""

from __future__ import annotations

from datetime import date, timedelta

from db import tasks as rows
from db.rows import iso
from desktop.core.assignments import Assignment
from desktop.core.errors import RuleError
from desktop.core.readings import Recurrence
from desktop.core.records import Task
from desktop.core.recurring import is_known, nearest_day, next_day, period_options
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services import tasks
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

#: Periods older than this are not made up for: an office that was closed for long begins with the present ones.
_OLDEST = timedelta(days=366)


def make_due(office: Office) -> list[Task]:
    """Make every piece that is due to come and return them; again at once, it makes none.

    A piece is made for each period passed meanwhile, so it does not matter how often this runs. A piece of a person who
    left is given to that person still, to be handed over with the rest. Pieces of a void letter do not come back.
    """
    if not rows.due_to_come_back(office.db, office.today()):
        return []
    made: list[int] = []
    with office.write("recurring"):
        while waiting := rows.due_to_come_back(office.db, office.today()):
            made += [_make_next(office, task_id) for task_id in waiting]
    return [tasks.task(office, task_id) for task_id in made]


def change(office: Office, task_id: int, recurrence: Recurrence | None, reason: str) -> Task:
    """Let a task come back otherwise, or (None) no more; the present piece stays. RuleError without a reason, for a
    piece that another follows already, or for a period that is none."""
    why = tasks.require_reason(reason)
    if recurrence is not None and not is_known(recurrence):
        raise RuleError("no-period", tr("Kỳ lặp lại không rõ."), tr("Hãy chọn tuần, tháng, quý, nửa năm hoặc năm."))
    with office.write("recurrence"):
        task = tasks.require_not_void(office, task_id)
        if rows.has_next(office.db, task_id):
            raise RuleError("has-next", tr("Kỳ sau của nhiệm vụ này đã được giao."), tr("Hãy đổi ở kỳ mới nhất."))
        period = nearest_day(recurrence, task.due_on or office.today()) if recurrence else None
        rows.change(office.db, task_id, {"recurrence": rows.recurrence_column(recurrence), "period_on": iso(period)})
        words = tr("Lặp lại {every}: {reason}", every=recurrence.expression, reason=why) if recurrence else None
        note = in_vietnamese(words or tr("Không lặp lại nữa: {reason}", reason=why))
        rows.add_progress(office.db, task_id, note, "recurrence", office.actor, office.now())
        office.log("recurrence", "task", task_id, note=note)
    return tasks.task(office, task_id)


def _make_next(office: Office, task_id: int) -> int:
    task = tasks.task(office, task_id)
    assert task.recurrence is not None
    assert task.period_on is not None
    period = next_day(task.recurrence, max(task.period_on, office.today() - _OLDEST))
    due = period_options(task.recurrence, period, office.calendar).default
    next_id = rows.add(
        office.db,
        _same_work(task, due),
        on=office.today(),
        who=task.assigned_by,
        period_on=period,
        previous_id=task_id,
    )
    office.log("recur", "task", next_id, previous=task_id, period=period, due_on=due)
    return next_id


def _same_work(task: Task, due: date | None) -> Assignment:
    return Assignment(
        title=squeeze(task.title),
        lead_id=task.lead_id,
        partner_ids=task.partner_ids,
        partner_parts=task.partner_parts,
        due_on=due,
        due_time=task.due_time,
        product=task.product,
        letter_id=task.letter_id,
        directive_id=task.directive_id,
        kind=task.kind,
        recurrence=task.recurrence,
        lead_unit_id=task.lead_unit_id,
    )


def series(office: Office, task_id: int) -> list[Task]:
    """Return the pieces of a recurring task, oldest first."""
    return [tasks.task(office, piece) for piece in rows.series(office.db, task_id)]
