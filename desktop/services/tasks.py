"""Following work: lists, progress, closing, changing, and the week's sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from db import extensions, letters, people
from db import tasks as rows
from db.connection import Value
from desktop.core.calendar import Week
from desktop.core.errors import NotFound, RuleError
from desktop.core.filters import TaskFilter
from desktop.core.names import show_date
from desktop.core.records import Person, Status, Task
from desktop.core.text import squeeze
from desktop.core.weekly import WeeklySheet, weekly_sheet
from desktop.core.words import tr
from desktop.services import leads
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

__all__ = ["TaskFilter", "WeeklySheet"]


def tasks(office: Office, f: TaskFilter | None = None, most: int | None = None, first: int = 0) -> list[Task]:
    """Return the tasks a filter leaves, each with its letter: overdue first, then by due day, then those without one.

    ``most``: only so many, from place ``first`` on.
    """
    found = rows.tasks(office.db, f or TaskFilter(), office.today(), -1 if most is None else most, first)
    return _with_letters(office, found)


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

    Where the office wants work confirmed (``settings.confirm_done``), ``done`` makes it wait for that instead.

    Raises RuleError for an empty line that closes nothing, for work that is closed, or a day still to come.
    """
    text = squeeze(note)
    if not (text or done or squeeze(reply)):
        raise RuleError("no-text", tr("Chưa ghi tiến độ."), tr("Hãy ghi việc đã làm được."))
    day = on or office.today()
    if day > office.today():
        raise RuleError("future-day", tr("Ngày {day} chưa tới.", day=show_date(day)), tr("Hãy ghi ngày đã làm."))
    with office.write("progress-report") as db:
        old = require_open(office, task_id)
        state = "waiting" if office.settings.confirm_done else "done"
        changes: dict[str, Value] = {"state": state, "done_on": day.isoformat()} if done else {}
        if squeeze(reply):
            changes["reply"] = squeeze(reply)
        rows.change(db, task_id, changes)
        kind = "done" if done else "note"
        rows.add_progress(db, task_id, text or _closing_words(done, reply), kind, _who(office, by), office.now())
        office.log(kind, "task", task_id, note=text, reply=reply, on=day, was=old.state)
    return task(office, task_id)


def confirm(office: Office, task_id: int, note: str = "") -> Task:
    """Confirm work that was reported done: it counts as done on the day it was reported for. RuleError when it does
    not wait for that; ``reopen`` returns it for rework instead."""
    with office.write("confirm"):
        old = task(office, task_id)
        if old.state != "waiting":
            raise RuleError("not-waiting", tr("Nhiệm vụ không chờ xác nhận."))
        day = (old.done_on or office.today()).isoformat()
        words = squeeze(note) or in_vietnamese(tr("Xác nhận hoàn thành"))
        _change(office, old, {"state": "done", "done_on": day}, "confirmed", words)
    return task(office, task_id)


def reopen(office: Office, task_id: int, reason: str) -> Task:
    """Take up closed work again, or return what waits for confirmation, to be reworked; RuleError without a reason
    or when it is not closed."""
    why = require_reason(reason)
    with office.write("reopen"):
        old = task(office, task_id)
        if old.state not in {"done", "waiting"}:
            raise RuleError("not-done", tr("Nhiệm vụ chưa hoàn thành nên không mở lại."))
        _change(office, old, {"state": "rework", "done_on": None}, "reopened", why)
    return task(office, task_id)


def reassign(office: Office, task_id: int, person_id: int | None, reason: str, *, unit_id: int | None = None) -> Task:
    """Give work to another lead, a person or a unit, who gets all of it; RuleError without a reason."""
    why = require_reason(reason)
    with office.write("reassign"):
        old = require_open(office, task_id)
        if unit_id is not None:
            give_to_unit(office, old, unit_id, why)
        else:
            give_to(office, old, _receiver(office, person_id), why)
    return task(office, task_id)


def to_hand_over(office: Office, person_id: int) -> tuple[list[Task], list[Task]]:
    """Return the open tasks that a person leads, and those the person takes part in: what ``hand_over_all`` moves."""
    led, helped = rows.open_of_person(office.db, person_id)
    return [task(office, task_id) for task_id in led], [task(office, task_id) for task_id in helped]


def hand_over_all(office: Office, from_id: int, to_id: int, reason: str) -> list[Task]:
    """Give all open work of a person to another, who also takes the person's place as partner (leave, transfer); one
    transaction. Return the tasks that changed their lead. RuleError: no reason, the same person, nothing to hand over.
    """
    why = require_reason(reason)
    with office.write("hand-over-all") as db:
        person = _receiver(office, to_id)
        led, helped = rows.open_of_person(db, from_id)
        if from_id == to_id or not (led or helped):
            raise RuleError(
                "nothing",
                tr("Không có việc đang mở nào để bàn giao."),
                tr("Hãy chọn người giao và người nhận khác nhau."),
            )
        for task_id in led:
            _hand_on(office, require_open(office, task_id), person, why)
        for task_id in helped:
            _take_place(office, task(office, task_id), from_id, person, why)
        office.log("hand-over-all", "person", from_id, to=to_id, reason=why, led=led, helped=helped)
    return [task(office, task_id) for task_id in led]


def give_to(office: Office, old: Task, person: Person, why: str) -> None:
    """Give an open task to another person as lead, inside a write block."""
    _give(office, old, person, None, person.name, why)


def give_to_unit(office: Office, old: Task, unit_id: int, why: str) -> None:
    """Give an open task to a unit as lead, inside a write block; RuleError when nobody is there to answer for it."""
    person = leads.answering(office, unit_id)
    _give(office, old, person, unit_id, person.unit, why)


def _give(office: Office, old: Task, person: Person, unit_id: int | None, name: str, why: str) -> None:
    note = in_vietnamese(tr("{old} → {new}: {reason}", old=old.lead, new=name, reason=why))
    kept = [(p, part) for p, part in rows.with_parts(old.partner_ids, old.partner_parts) if p != person.id]
    rows.set_partners(office.db, old.id, [p for p, _ in kept], [part for _, part in kept])
    _change(office, old, {"lead_id": person.id, "lead_unit_id": unit_id}, "reassigned", note)


def _hand_on(office: Office, old: Task, person: Person, why: str) -> None:
    """Hand on what a person leads; what the person's unit leads stays with the unit while the receiver is one of it."""
    if old.lead_unit_id is not None and person.unit_id == old.lead_unit_id:
        leads.stand_in(office, old.id, person, why)
    else:
        give_to(office, old, person, why)


def close_with_reply(office: Office, old: Task, reply_id: int, name: str, on: date, by: str) -> None:
    """Record inside a write block that an outgoing letter answers a task; open work is closed on its day."""
    day = min(on, office.today()).isoformat()
    done: dict[str, Value] = {} if old.state == "done" else {"state": "done", "done_on": day}
    rows.change(office.db, old.id, {**done, "reply": name, "reply_id": reply_id})
    rows.add_progress(office.db, old.id, _closing_words(True, name), "done", _who(office, by), office.now())
    office.log("done", "task", old.id, reply=name, outgoing=reply_id, was=old.state)


def take_reply_back(office: Office, task_id: int, reason: str) -> None:
    """Open a task again, inside a write block, whose reply was voided."""
    note = in_vietnamese(tr("Văn bản trả lời đã hủy: {reason}", reason=reason))
    values: dict[str, Value] = {"state": "rework", "done_on": None, "reply": "", "reply_id": None}
    _change(office, task(office, task_id), values, "reopened", note)


def _take_place(office: Office, old: Task, from_id: int, person: Person, why: str) -> None:
    parts = dict(rows.with_parts(old.partner_ids, old.partner_parts))
    part = parts.pop(from_id, "")
    if person.id != old.lead_id:
        parts.setdefault(person.id, part)
    rows.set_partners(office.db, old.id, parts, parts.values())
    note = in_vietnamese(tr("Phối hợp: {new} thay, {reason}", new=person.name, reason=why))
    rows.add_progress(office.db, old.id, note, "reassigned", _who(office, ""), office.now())
    office.log("partners", "task", old.id, note=note)


def _receiver(office: Office, person_id: int | None) -> Person:
    person = people.person(office.db, person_id) if person_id is not None else None
    if person is None or not person.active:
        raise RuleError("no-lead", tr("Người nhận việc không có trong danh sách."), tr("Hãy chọn người khác."))
    return person


def change_due(office: Office, task_id: int, due_on: date | None, reason: str) -> Task:
    """Change the due day without being asked; the old one stays on record. RuleError without a reason."""
    why = require_reason(reason)
    with office.write("change-due") as db:
        old = require_open(office, task_id)
        if old.due_on is not None:
            extensions.add(
                db, task_id, old=old.due_on, new=due_on, reason=why, at=office.now(), who=office.actor, state="changed"
            )
        none = in_vietnamese(tr("không hạn"))
        days = {"old": show_date(old.due_on) or none, "new": show_date(due_on) or none}
        note = in_vietnamese(tr("Hạn {old} → {new}: {reason}", **days, reason=why))
        _change(office, old, {"due_on": due_on.isoformat() if due_on else None}, "due", note)
    return task(office, task_id)


def pause(office: Office, task_id: int, reason: str) -> Task:
    """Let work rest: it is not late while it does. RuleError without a reason."""
    why = require_reason(reason)
    with office.write("pause"):
        _change(office, require_open(office, task_id), {"state": "paused"}, "paused", why)
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
    return rows.status_counts(office.db, f or TaskFilter(), office.today())


def weekly(office: Office, week: Week) -> list[WeeklySheet]:
    """Return the sheets of a week: one for each person who leads something on it or takes part, in the order of the
    people's list."""
    by_lead: dict[int, list[Task]] = {}
    by_partner: dict[int, list[Task]] = {}
    for found in _with_letters(office, rows.of_week(office.db, week.monday, week.sunday, office.today())):
        by_lead.setdefault(found.lead_id, []).append(found)
        for partner in found.partner_ids:
            by_partner.setdefault(partner, []).append(found)
    every = people.people(office.db, active_only=False)
    sheets = [weekly_sheet(p, by_lead.get(p.id, []), week, by_partner.get(p.id, [])) for p in every]
    return [sheet for sheet in sheets if sheet.results or sheet.plan or sheet.helped]


def _change(office: Office, old: Task, values: dict[str, Value], kind: str, note: str) -> None:
    rows.change(office.db, old.id, values)
    rows.add_progress(office.db, old.id, note, kind, _who(office, ""), office.now())
    office.log(kind, "task", old.id, note=note, **values)


def _with_letters(office: Office, found: list[Task]) -> list[Task]:
    ids = dict.fromkeys(t.letter_id for t in found if t.letter_id is not None)
    by_id = {letter.id: letter for letter in letters.rows(office.db, ids, office.today())}
    return [Task(**{**vars(t), "letter": by_id.get(t.letter_id)}) if t.letter_id is not None else t for t in found]


def require_open(office: Office, task_id: int) -> Task:
    """Return a task that is still to be done; RuleError when it is closed."""
    found = task(office, task_id)
    if found.state in {"done", "void"}:
        raise RuleError(
            "closed", tr("Nhiệm vụ đã khép lại."), tr("Hãy mở lại nhiệm vụ với lý do nếu còn việc phải làm.")
        )
    return found


def require_not_void(office: Office, task_id: int) -> Task:
    """Return a task that counts, open or done; RuleError when it is void."""
    found = task(office, task_id)
    if found.state == "void":
        raise RuleError("closed", tr("Nhiệm vụ đã hủy."), tr("Hãy giao việc mới."))
    return found


def require_reason(reason: str) -> str:
    """Return the reason in one spelling; RuleError when there is none."""
    if not squeeze(reason):
        raise RuleError("no-reason", tr("Chưa ghi lý do."), tr("Hãy ghi lý do để lưu cùng nhiệm vụ."))
    return squeeze(reason)


def _closing_words(done: bool, reply: str) -> str:
    if squeeze(reply):
        return in_vietnamese(tr("Văn bản trả lời: {reply}", reply=squeeze(reply)))
    return in_vietnamese(tr("Hoàn thành")) if done else ""


def _who(office: Office, by: str) -> str:
    return squeeze(by) or office.actor
