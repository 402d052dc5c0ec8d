"""Following work: lists, progress, closing, changing, and the week's sheets."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

from db import letters, people
from db import tasks as rows
from db.connection import Value
from desktop.core.calendar import Week
from desktop.core.errors import NotFound, RuleError
from desktop.core.filters import TaskFilter
from desktop.core.names import show_date
from desktop.core.records import Status, Task
from desktop.core.text import squeeze
from desktop.core.weekly import WeeklySheet, weekly_sheet
from desktop.core.words import tr
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

__all__ = ["TaskFilter", "WeeklySheet"]


def tasks(office: Office, f: TaskFilter | None = None) -> list[Task]:
    """Return the tasks a filter leaves, each with its letter: overdue first, then by due day, then those without one."""
    wanted = f or TaskFilter()
    found = rows.tasks(office.db, wanted, office.today())
    return _with_letters(office, [t for t in found if wanted.status is None or t.status == wanted.status])


def task(office: Office, task_id: int) -> Task:
    """Return one task with its log and its letter, void or not; NotFound."""
    found = rows.get(office.db, task_id, office.today())
    if found is None:
        raise NotFound("no-task", tr("Không có nhiệm vụ mã {id}.", id=task_id))
    return replace(_with_letters(office, [found])[0], progress=rows.progress(office.db, task_id))


def find_task(office: Office, text: str) -> Task:
    """Return the task meant by an id or a uid; NotFound."""
    found = rows.find(office.db, text)
    if found is None:
        raise NotFound("no-task", tr("Không có nhiệm vụ {text}.", text=text))
    return task(office, found)


def report_progress(
    office: Office,
    task_id: int,
    note: str,
    *,
    done: bool = False,
    reply: str = "",
    by: str = "",
    on: date | None = None,
) -> Task:
    """Add a line to a task's log; ``done`` closes it on ``on`` (today), ``reply`` is the number of the answer.

    Raises RuleError for an empty line that closes nothing, for work that is closed, or a day still to come.
    """
    text = squeeze(note)
    if not (text or done or squeeze(reply)):
        raise RuleError("no-text", tr("Chưa ghi tiến độ."), tr("Hãy ghi việc đã làm được."))
    day = on or office.today()
    if day > office.today():
        raise RuleError("future-day", tr("Ngày {day} chưa tới.", day=show_date(day)), tr("Hãy ghi ngày đã làm."))
    with office.write("progress-report") as db:
        old = _require_open(office, task_id)
        changes: dict[str, Value] = {"state": "done", "done_on": day.isoformat()} if done else {}
        if squeeze(reply):
            changes["reply"] = squeeze(reply)
        rows.change(db, task_id, changes)
        kind = "done" if done else "note"
        rows.add_progress(db, task_id, text or _closing_words(done, reply), kind, _who(office, by), office.now())
        office.log(kind, "task", task_id, note=text, reply=reply, on=day, was=old.state)
    return task(office, task_id)


def reopen(office: Office, task_id: int, reason: str) -> Task:
    """Take up closed work again, to be reworked; RuleError without a reason or when it is not closed."""
    why = _reason(reason)
    with office.write("reopen"):
        old = task(office, task_id)
        if old.state not in {"done", "waiting"}:
            raise RuleError("not-done", tr("Nhiệm vụ chưa hoàn thành nên không mở lại."))
        _change(office, old, {"state": "rework", "done_on": None}, "reopened", why)
    return task(office, task_id)


def reassign(office: Office, task_id: int, person_id: int, reason: str) -> Task:
    """Give work to another lead, who gets all of it; RuleError without a reason."""
    why = _reason(reason)
    with office.write("reassign"):
        old = _require_open(office, task_id)
        person = people.person(office.db, person_id)
        if person is None or not person.active:
            raise RuleError("no-lead", tr("Người nhận việc không có trong danh sách."), tr("Hãy chọn người khác."))
        note = in_vietnamese(tr("{old} → {new}: {reason}", old=old.lead, new=person.name, reason=why))
        rows.set_partners(office.db, task_id, [p for p in old.partner_ids if p != person_id])
        _change(office, old, {"lead_id": person_id}, "reassigned", note)
    return task(office, task_id)


def change_due(office: Office, task_id: int, due_on: date | None, reason: str) -> Task:
    """Change the due day; the old one stays in the log. RuleError without a reason."""
    why = _reason(reason)
    with office.write("change-due"):
        old = _require_open(office, task_id)
        none = in_vietnamese(tr("không hạn"))
        days = {"old": show_date(old.due_on) or none, "new": show_date(due_on) or none}
        note = in_vietnamese(tr("Hạn {old} → {new}: {reason}", **days, reason=why))
        _change(office, old, {"due_on": due_on.isoformat() if due_on else None}, "due", note)
    return task(office, task_id)


def pause(office: Office, task_id: int, reason: str) -> Task:
    """Let work rest: it is not late while it does. RuleError without a reason."""
    why = _reason(reason)
    with office.write("pause"):
        _change(office, _require_open(office, task_id), {"state": "paused"}, "paused", why)
    return task(office, task_id)


def resume(office: Office, task_id: int, reason: str = "") -> Task:
    """Take resting work up again; RuleError when it does not rest."""
    with office.write("resume"):
        old = task(office, task_id)
        if old.state != "paused":
            raise RuleError("not-paused", tr("Nhiệm vụ không ở trạng thái tạm dừng."))
        _change(office, old, {"state": "open"}, "resumed", squeeze(reason) or in_vietnamese(tr("Tiếp tục thực hiện")))
    return task(office, task_id)


def status_counts(office: Office, f: TaskFilter | None = None) -> dict[Status, int]:
    """Return how many tasks of a filter have which status; statuses nobody has are left out."""
    return dict(Counter(t.status for t in rows.tasks(office.db, f or TaskFilter(), office.today())))


def weekly(office: Office, week: Week) -> list[WeeklySheet]:
    """Return the sheets of a week: one for each person who leads something on it, in the order of the people's list."""
    by_lead: dict[int, list[Task]] = {}
    for found in _with_letters(office, rows.of_week(office.db, week.monday, week.sunday, office.today())):
        by_lead.setdefault(found.lead_id, []).append(found)
    every = people.people(office.db, active_only=False)
    sheets = [weekly_sheet(person, by_lead.get(person.id, []), week) for person in every]
    return [sheet for sheet in sheets if sheet.results or sheet.plan]


def _change(office: Office, old: Task, values: dict[str, Value], kind: str, note: str) -> None:
    rows.change(office.db, old.id, values)
    rows.add_progress(office.db, old.id, note, kind, _who(office, ""), office.now())
    office.log(kind, "task", old.id, note=note, **values)


def _with_letters(office: Office, found: list[Task]) -> list[Task]:
    ids = dict.fromkeys(t.letter_id for t in found if t.letter_id is not None)
    by_id = {letter.id: letter for letter in letters.rows(office.db, ids, office.today())}
    return [replace(t, letter=by_id.get(t.letter_id)) if t.letter_id is not None else t for t in found]


def _require_open(office: Office, task_id: int) -> Task:
    found = task(office, task_id)
    if found.state in {"done", "void"}:
        raise RuleError(
            "closed", tr("Nhiệm vụ đã khép lại."), tr("Hãy mở lại nhiệm vụ với lý do nếu còn việc phải làm.")
        )
    return found


def _reason(reason: str) -> str:
    if not squeeze(reason):
        raise RuleError("no-reason", tr("Chưa ghi lý do."), tr("Hãy ghi lý do để lưu cùng nhiệm vụ."))
    return squeeze(reason)


def _closing_words(done: bool, reply: str) -> str:
    if squeeze(reply):
        return in_vietnamese(tr("Văn bản trả lời: {reply}", reply=squeeze(reply)))
    return in_vietnamese(tr("Hoàn thành")) if done else ""


def _who(office: Office, by: str) -> str:
    return squeeze(by) or office.actor
