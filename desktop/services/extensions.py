"""Another due day: asked with a reason, granted, refused or countered; the day changes only on agreement."""

from __future__ import annotations

from datetime import date

from db import extensions as rows
from db import tasks as task_rows
from db.connection import Value
from db.rows import iso, stamp
from desktop.core.errors import NotFound, RuleError
from desktop.core.names import show_date
from desktop.core.records import Extension, ExtensionState, Task
from desktop.core.text import squeeze
from desktop.core.words import Text, tr
from desktop.services import tasks
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


def ask(office: Office, task_id: int, new_due: date, reason: str, *, by: str = "") -> Extension:
    """Ask for a later day; it waits for an answer. A request still waiting is replaced by the new one.

    Raises RuleError: no reason, closed work, no due day to extend, a day not later than the present one.
    """
    why = tasks.require_reason(reason)
    with office.write("extension-ask") as db:
        task = tasks.require_open(office, task_id)
        _require_later(task, new_due)
        if task.extension is not None:
            _answer(office, task.extension, "declined", in_vietnamese(tr("Xin lại với ngày khác")), by)
        who = squeeze(by) or task.lead
        extension_id = rows.add(db, task_id, old=task.due_on, new=new_due, reason=why, at=office.now(), who=who)
        _log(
            office,
            task,
            "extension-asked",
            tr("Xin gia hạn {days}: {reason}", days=_days(task.due_on, new_due), reason=why),
        )
    return extension(office, extension_id)


def grant(office: Office, extension_id: int, note: str = "", *, by: str = "") -> Task:
    """Agree: the task's due day is the one asked for. RuleError when it was answered already."""
    with office.write("extension-grant"):
        asked, task = _waiting(office, extension_id, "asked")
        _answer(office, asked, "granted", squeeze(note), by)
        _set_due(office, task, asked.new_due)
        _log(office, task, "extension-granted", tr("Đồng ý gia hạn {days}", days=_days(task.due_on, asked.new_due)))
    return tasks.task(office, task.id)


def refuse(office: Office, extension_id: int, reason: str, *, by: str = "") -> Task:
    """Refuse with a reason: the due day stays."""
    why = tasks.require_reason(reason)
    with office.write("extension-refuse"):
        asked, task = _waiting(office, extension_id, "asked")
        _answer(office, asked, "refused", why, by)
        _log(office, task, "extension-refused", tr("Không đồng ý gia hạn: {reason}", reason=why))
    return tasks.task(office, task.id)


def counter(office: Office, extension_id: int, other_due: date, note: str = "", *, by: str = "") -> Task:
    """Offer another day: the due day stays until the asker accepts. RuleError for the day asked, or one not later."""
    with office.write("extension-counter") as db:
        asked, task = _waiting(office, extension_id, "asked")
        _require_later(task, other_due)
        if other_due == asked.new_due:
            raise RuleError("same-day", tr("Đây chính là ngày được xin."), tr("Hãy đồng ý, hoặc chọn ngày khác."))
        rows.change(db, asked.id, {"answer_due": iso(other_due)})
        _answer(office, asked, "countered", squeeze(note), by)
        _log(office, task, "extension-countered", tr("Đề nghị ngày khác: {days}", days=_days(task.due_on, other_due)))
    return tasks.task(office, task.id)


def accept(office: Office, extension_id: int, *, by: str = "") -> Task:
    """Take the other day that was offered: now the due day changes."""
    with office.write("extension-accept"):
        offered, task = _waiting(office, extension_id, "countered")
        _answer(office, offered, "accepted", offered.answer, offered.answered_by)
        _set_due(office, task, offered.answer_due)
        days = _days(task.due_on, offered.answer_due)
        _log(office, task, "extension-accepted", tr("Nhận ngày được đề nghị: {days}", days=days), by)
    return tasks.task(office, task.id)


def decline(office: Office, extension_id: int, *, by: str = "") -> Task:
    """Take a request back, or leave the offered day: the due day stays."""
    with office.write("extension-decline"):
        asked, task = _waiting(office, extension_id, "asked", "countered")
        _answer(office, asked, "declined", asked.answer, by or asked.answered_by)
        _log(
            office, task, "extension-declined", tr("Rút đề nghị gia hạn, giữ hạn {day}", day=show_date(task.due_on)), by
        )
    return tasks.task(office, task.id)


def extension(office: Office, extension_id: int) -> Extension:
    """Return one request; NotFound."""
    found = rows.get(office.db, extension_id)
    if found is None:
        raise NotFound("no-extension", tr("Không có đề nghị gia hạn mã {id}.", id=extension_id))
    return found


def of_task(office: Office, task_id: int) -> list[Extension]:
    """Return everything asked and changed about a task's due day, oldest first: its old days stay on record here."""
    return rows.of_task(office.db, task_id)


def _waiting(office: Office, extension_id: int, *states: ExtensionState) -> tuple[Extension, Task]:
    found = extension(office, extension_id)
    if found.state not in states:
        raise RuleError("answered", tr("Đề nghị gia hạn này đã được trả lời."), tr("Hãy xem lại nhiệm vụ."))
    return found, tasks.require_open(office, found.task_id)


def _answer(office: Office, asked: Extension, state: ExtensionState, note: str, by: str) -> None:
    values: dict[str, Value] = {"state": state, "answer": note, "answered_by": squeeze(by) or office.actor}
    rows.change(office.db, asked.id, {**values, "answered_at": stamp(office.now())})


def _set_due(office: Office, task: Task, due_on: date | None) -> None:
    task_rows.change(office.db, task.id, {"due_on": iso(due_on)})


def _log(office: Office, task: Task, kind: str, words: Text, by: str = "") -> None:
    note = in_vietnamese(words)
    task_rows.add_progress(office.db, task.id, note, kind, squeeze(by) or office.actor, office.now())
    office.log(kind, "task", task.id, note=note)


def _require_later(task: Task, new_due: date) -> None:
    if task.due_on is None:
        raise RuleError("no-due", tr("Nhiệm vụ này không có hạn nên không xin gia hạn."), tr("Hãy đặt hạn trước."))
    if new_due <= task.due_on:
        happened = tr("Ngày {day} không sau hạn hiện nay {due}.", day=show_date(new_due), due=show_date(task.due_on))
        raise RuleError("not-later", happened, tr("Hãy chọn ngày sau hạn hiện nay."))


def _days(old: date | None, new: date | None) -> str:
    return f"{show_date(old)} → {show_date(new)}"
