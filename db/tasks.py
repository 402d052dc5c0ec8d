"""Tasks, who takes part in them, and their logs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from db import extensions, outgoing, search, search_hits
from db.connection import Database, Row, Value
from db.rows import batches, day, gaps, iso, moment, new_uid, sort_column, stamp, to_json
from desktop.core.assignments import Assignment, Lacking
from desktop.core.filters import TaskFilter
from desktop.core.readings import Recurrence
from desktop.core.readings_json import recurrence_from_json, recurrence_to_json
from desktop.core.records import Extension, Progress, Status, Task
from desktop.core.status import days_late, status

_OPEN = "t.state IN ('open', 'rework', 'waiting', 'paused')"
_DONE = "t.state = 'done' AND t.done_on IS NOT NULL"  # the second is the index's own
_OVERDUE = "(t.state IN ('open', 'rework') AND t.due_on < :today)"
_TASK = """
SELECT t.*, p.name AS answers, coalesce(l.name, p.name) AS lead, coalesce(l.name, u.name, '') AS lead_unit,
    coalesce(d.path, '') AS directive_path, coalesce(d.text, '') AS directive_text,
    coalesce((SELECT g.note FROM progress AS g WHERE g.task_id = t.id ORDER BY g.id DESC LIMIT 1), '') AS last_note,
    EXISTS (SELECT 1 FROM progress AS g WHERE g.task_id = t.id AND g.kind NOT LIKE 'extension-%'
        AND g.kind NOT IN ('told', 'due', 'reassigned', 'recurrence')) AS started,
    (SELECT x.old_due FROM extension AS x WHERE x.task_id = t.id AND x.state IN ('granted', 'accepted', 'changed')
        ORDER BY x.id LIMIT 1) AS first_due
FROM task AS t JOIN person AS p ON p.id = t.lead_id LEFT JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN unit AS l ON l.id = t.lead_unit_id
LEFT JOIN directive AS d ON d.id = t.directive_id
"""
#: The status of a task, as ``core.status.status`` has it (a test compares the two).
_STATUS = """CASE WHEN t.state = 'done' THEN iif(t.due_on < coalesce(t.done_on, :today), 'done_late', 'done_on_time')
    WHEN t.state <> 'open' THEN t.state WHEN t.due_on < :today THEN 'overdue' WHEN t.due_on IS NULL THEN 'no_due'
    WHEN EXISTS (SELECT 1 FROM progress AS g WHERE g.task_id = t.id AND g.kind NOT LIKE 'extension-%'
        AND g.kind NOT IN ('told', 'due', 'reassigned', 'recurrence')) THEN 'under_way' ELSE 'not_started' END"""
_PERSON = "FROM task AS t JOIN person AS p ON p.id = t.lead_id"
_ASKED = "EXISTS (SELECT 1 FROM extension AS x WHERE x.task_id = t.id AND x.state IN ('asked', 'countered'))"
_MATCHES = (
    "t.id IN (SELECT rowid - :first_key FROM search WHERE search MATCH :match"
    " AND rowid BETWEEN :first_key AND :last_key)"
)
#: What a task is not clear about, as ``core.assignments.unclear`` has it (a test compares the two).
_LACKS: dict[Lacking, str] = {
    "title": "trim(t.title) = ''",
    "lead": "t.lead_id IS NULL AND t.lead_unit_id IS NULL",
    "partners": "NOT EXISTS (SELECT 1 FROM task_partner AS k WHERE k.task_id = t.id)",
    "due": "t.due_on IS NULL",
    "product": "trim(t.product) = ''",
}
_LACKS["any"] = "(" + " OR ".join(_LACKS.values()) + ")"
_WEEK = f"""(t.done_on BETWEEN :monday AND :sunday OR t.due_on BETWEEN :monday AND :sunday
    OR ({_OPEN} AND t.due_on < :monday))"""


def add(
    db: Database,
    work: Assignment,
    *,
    on: date,
    who: str,
    period_on: date | None = None,
    previous_id: int | None = None,
) -> int:
    """Write a task; its assignment has a lead. ``period_on`` and ``previous_id`` place a recurring one in its row."""
    task_id = db.insert(
        "task",
        {
            "uid": new_uid(),
            "title": work.title,
            "letter_id": work.letter_id,
            "directive_id": work.directive_id,
            "lead_id": work.lead_id,
            "lead_unit_id": work.lead_unit_id,
            "product": work.product,
            "due_on": iso(work.due_on),
            "due_time": work.due_time,
            "kind": work.kind,
            "assigned_on": iso(on),
            "assigned_by": who,
            "recurrence": recurrence_column(work.recurrence),
            "period_on": iso(period_on),
            "previous_id": previous_id,
        },
    )
    set_partners(db, task_id, work.partner_ids, work.partner_parts)
    search.add(db, "task", task_id)
    return task_id


def recurrence_column(recurrence: Recurrence | None) -> str | None:
    """Return the column for how often a task comes back."""
    value = recurrence_to_json(recurrence)
    return to_json(value) if value else None


def set_partners(db: Database, task_id: int, person_ids: Iterable[int], parts: Iterable[str] = ()) -> None:
    """Replace who takes part in a task; ``parts`` says with what, in the same order."""
    db.run("DELETE FROM task_partner WHERE task_id = ?", (task_id,))
    for person_id, part in dict(with_parts(person_ids, parts)).items():
        db.insert("task_partner", {"task_id": task_id, "person_id": person_id, "part": part})


def with_parts(person_ids: Iterable[int], parts: Iterable[str]) -> list[tuple[int, str]]:
    """Pair people with their parts, "" where there is none."""
    said = list(parts)
    return [(person_id, said[n] if n < len(said) else "") for n, person_id in enumerate(person_ids)]


def change(db: Database, task_id: int, values: Mapping[str, Value]) -> None:
    """Change columns of a task."""
    with search.changed(db, "task", [task_id]):
        db.update("task", task_id, values)


def add_progress(db: Database, task_id: int, note: str, kind: str, who: str, at: datetime) -> int:
    """Add a line to a task's log."""
    line: dict[str, Value] = {"uid": new_uid(), "task_id": task_id, "at": stamp(at), "note": note}
    return db.insert("progress", {**line, "kind": kind, "who": who})


def progress(db: Database, task_id: int) -> tuple[Progress, ...]:
    """Return a task's log, oldest first."""
    rows = db.all("SELECT * FROM progress WHERE task_id = ? ORDER BY id", (task_id,))
    return tuple(Progress(r["id"], r["task_id"], moment(r["at"]), r["note"], r["kind"], r["who"]) for r in rows)


def tasks(db: Database, f: TaskFilter, today: date, most: int = -1, first: int = 0) -> list[Task]:
    """Return the tasks a filter leaves, ``most`` from place ``first`` on: overdue first, then by due day, those without
    one last."""
    where, args = _where(db, f, today)
    order = "t.done_on DESC, t.id DESC" if f.done else f"{_OVERDUE} DESC, t.due_on IS NULL, t.due_on, t.id"
    sql = f"SELECT t.id {_PERSON} WHERE {where} ORDER BY {order} LIMIT :most OFFSET :first"
    ids = db.column(sql, {**args, "most": most, "first": first})
    found = some(db, ids, today)
    return [found[task_id] for task_id in ids if task_id in found]


def some(db: Database, ids: Iterable[int], today: date) -> dict[int, Task]:
    """Return the tasks of these ids, void or not, by id."""
    rows = [row for batch in batches(ids) for row in db.all(f"{_TASK} WHERE t.id IN ({gaps(len(batch))})", batch)]
    return {task.id: task for task in _tasks(db, rows, today)}


def status_counts(db: Database, f: TaskFilter, today: date) -> dict[Status, int]:
    """Return how many tasks of a filter have which status."""
    if f == TaskFilter():
        return status_counts(db, TaskFilter(open_only=True), today) | _done_counts(db)
    if f == TaskFilter(done=True):
        return _done_counts(db)
    where, args = _where(db, f, today)
    rows = db.all(f"SELECT {_STATUS} AS status, count(*) AS n {_PERSON} WHERE {where} GROUP BY 1", args)
    return {row["status"]: row["n"] for row in rows}


def _done_counts(db: Database) -> dict[Status, int]:
    row = db.one(
        "SELECT count(*) AS n, coalesce(sum(t.due_on < t.done_on), 0) AS late FROM task AS t"
        " WHERE t.done_on IS NOT NULL AND t.state = 'done'"
    )
    done, late = (row["n"], row["late"]) if row else (0, 0)
    counts: dict[Status, int] = {"done_on_time": done - late, "done_late": late}
    return {name: n for name, n in counts.items() if n}


def of_week(db: Database, monday: date, sunday: date, today: date) -> list[Task]:
    """Return what may stand on the sheets of a week: everything open, and what was due or done in it."""
    where = f"t.state <> 'void' AND ({_OPEN} OR t.due_on BETWEEN :monday AND :sunday"
    where += " OR t.done_on BETWEEN :monday AND :sunday)"
    days: dict[str, Value] = {"monday": monday.isoformat(), "sunday": sunday.isoformat()}
    return _tasks(db, db.all(f"{_TASK} WHERE {where} ORDER BY t.id", days), today)


def get(db: Database, task_id: int, today: date) -> Task | None:
    """Return one task, void or not, without its log and letter."""
    return some(db, [task_id], today).get(task_id)


def open_of_letter(db: Database, letter_id: int) -> list[int]:
    """Return the ids of a letter's tasks that are still to be done."""
    return db.column(f"SELECT t.id FROM task AS t WHERE t.letter_id = ? AND {_OPEN} ORDER BY t.id", (letter_id,))


def open_with_anchor(db: Database) -> list[int]:
    """Return the ids of the tasks still to be done without a due day whose deadline is counted from another letter."""
    return db.column(
        "SELECT t.id FROM directive AS d JOIN task AS t ON t.directive_id = d.id"
        f" WHERE d.anchor_key <> '' AND t.due_on IS NULL AND {_OPEN} ORDER BY t.id"
    )


def open_from_directive(db: Database, directive_id: int) -> list[int]:
    """Return the ids of a directive's tasks that are still to be done and have no due day."""
    sql = f"SELECT t.id FROM task AS t WHERE t.directive_id = ? AND t.due_on IS NULL AND {_OPEN} ORDER BY t.id"
    return db.column(sql, (directive_id,))


class FormerLead(NamedTuple):
    """Who led a task from an earlier letter: the unit, else the person; ``same``: that letter had the same subject."""

    person_id: int | None
    unit_id: int | None
    title: str
    same: bool


def former_leads(db: Database, issuer: str, subject: str) -> list[FormerLead]:
    """Return who led the last tasks from letters of this subject or issuer, newest first, if still active."""
    one = (
        "SELECT t.id, t.lead_id, t.lead_unit_id, t.title, l.subject_sort = :subject AND :subject <> x'0000' AS same"
        " FROM letter AS l JOIN task AS t ON t.letter_id = l.id AND t.state <> 'void'"
        " JOIN person AS p ON p.id = t.lead_id AND p.active WHERE l.{} ORDER BY t.id DESC LIMIT 50"
    )
    parts = (
        one.format(f"book_id IN (SELECT id FROM book) AND l.{key}")
        for key in ("issuer_sort = :issuer", "subject_sort = :subject")
    )
    rows = db.all(
        "SELECT DISTINCT * FROM (" + ") UNION SELECT * FROM (".join(parts) + ") ORDER BY id DESC",
        {"issuer": sort_column(issuer), "subject": sort_column(subject)},
    )
    return [_former(row) for row in rows]


def _former(row: Row) -> FormerLead:
    unit_id = row["lead_unit_id"]
    return FormerLead(None if unit_id else row["lead_id"], unit_id, row["title"], bool(row["same"]))


def _where(db: Database, f: TaskFilter, today: date) -> tuple[str, dict[str, Value]]:
    args: dict[str, Value] = {
        "today": today.isoformat(),
        "person": f.person_id,
        "unit": f.unit_id,
        "letter": f.letter_id,
        "status": f.status,
        "match": search_hits.match(db, f.text),
        **dict(zip(("first_key", "last_key"), search.keys("task"), strict=True)),
        "monday": f.week.monday.isoformat() if f.week else None,
        "sunday": f.week.sunday.isoformat() if f.week else None,
        "due_first": f.due[0].isoformat() if f.due else None,
        "due_last": f.due[1].isoformat() if f.due else None,
    }
    partner = "EXISTS (SELECT 1 FROM task_partner AS k WHERE k.task_id = t.id AND k.person_id = :person)"
    parts = [
        "t.state <> 'void'",
        _WEEK if f.week else "",
        f"(t.lead_id = :person OR {partner})" if f.person_id is not None else "",
        "coalesce(t.lead_unit_id, p.unit_id) = :unit" if f.unit_id is not None else "",
        "t.letter_id = :letter" if f.letter_id is not None else "",
        _OVERDUE if f.overdue else "",
        _OPEN if f.open_only or f.overdue or not (f.status or "done").startswith("done") else "",
        _DONE if f.done or (f.status or "").startswith("done") else "",
        _ASKED if f.asked else "",
        "t.due_on BETWEEN :due_first AND :due_last" if f.due else "",
        f"{_STATUS} = :status" if f.status is not None else "",
        _LACKS[f.unclear] if f.unclear else "",
        f"EXISTS (SELECT 1 FROM letter AS l WHERE l.id = t.letter_id AND {outgoing.UNANSWERED})"
        if f.unanswered
        else "",
        _MATCHES if args["match"] else "",
        "0" if f.text.strip() and not args["match"] else "",
    ]
    return " AND ".join(part for part in parts if part), args


def _tasks(db: Database, rows: list[Row], today: date) -> list[Task]:
    ids = [row["id"] for row in rows]
    partners, asked = _partners(db, ids), extensions.still_open(db, ids)
    return [_task(row, partners.get(row["id"], []), asked.get(row["id"]), today) for row in rows]


def _partners(db: Database, ids: list[int]) -> dict[int, list[tuple[int, str, str]]]:
    found: dict[int, list[tuple[int, str, str]]] = {}
    for batch in batches(ids):
        sql = (
            "SELECT k.task_id, k.person_id, k.part, p.name FROM task_partner AS k JOIN person AS p ON p.id = k.person_id"
            f" WHERE k.task_id IN ({gaps(len(batch))}) ORDER BY k.task_id, k.person_id"
        )
        for row in db.all(sql, batch):
            found.setdefault(row["task_id"], []).append((row["person_id"], row["name"], row["part"]))
    return found


def _task(row: Row, partners: list[tuple[int, str, str]], asked: Extension | None, today: date) -> Task:
    due, done = day(row["due_on"]), day(row["done_on"])
    return Task(
        id=row["id"],
        uid=row["uid"],
        title=row["title"],
        lead_id=row["lead_id"],
        lead=row["lead"],
        lead_unit=row["lead_unit"],
        partners=tuple(name for _, name, _ in partners),
        partner_ids=tuple(person_id for person_id, _, _ in partners),
        product=row["product"],
        due_on=due,
        due_time=row["due_time"],
        assigned_on=day(row["assigned_on"]),
        assigned_by=row["assigned_by"],
        state=row["state"],
        done_on=done,
        reply=row["reply"],
        letter_id=row["letter_id"],
        directive_id=row["directive_id"],
        directive_path=row["directive_path"],
        directive_text=row["directive_text"],
        kind=row["kind"],
        status=status(row["state"], due, done, today, started=bool(row["started"])),
        days_late=days_late(row["state"], due, done, today),
        last_note=row["last_note"],
        partner_parts=tuple(part for _, _, part in partners),
        recurrence=recurrence_from_json(json.loads(row["recurrence"]) if row["recurrence"] else None),
        period_on=day(row["period_on"]),
        previous_id=row["previous_id"],
        reply_id=row["reply_id"],
        first_due_on=day(row["first_due"]),
        lead_unit_id=row["lead_unit_id"],
        answers=row["answers"],
        extension=asked,
    )


def led_by(db: Database, person_id: int) -> list[int]:
    """Return the ids of all tasks a person leads or led."""
    return db.column("SELECT id FROM task WHERE lead_id = ?", (person_id,))


def find(db: Database, text: str) -> int | None:
    """Return the id of the task meant by an id or a uid."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    found: int | None = db.value("SELECT id FROM task WHERE id = ? OR uid = ?", (number, text))
    return found


def open_of_person(db: Database, person_id: int) -> tuple[list[int], list[int]]:
    """Return the ids of the open tasks that a person leads, and of those in which the person takes part."""
    led = db.column(f"SELECT t.id FROM task AS t WHERE t.lead_id = ? AND {_OPEN} ORDER BY t.id", (person_id,))
    sql = "SELECT t.id FROM task AS t JOIN task_partner AS k ON k.task_id = t.id"
    return led, db.column(f"{sql} WHERE k.person_id = ? AND t.lead_id <> ? AND {_OPEN}", (person_id, person_id))


def open_of_unit(db: Database, unit_id: int) -> list[tuple[int, int]]:
    """Return (task, who answers for it) of the open tasks that a unit leads."""
    sql = f"SELECT t.id, t.lead_id FROM task AS t WHERE t.lead_unit_id = ? AND {_OPEN} ORDER BY t.id"
    return [(row["id"], row["lead_id"]) for row in db.all(sql, (unit_id,))]


def led_by_unit(db: Database, unit_id: int) -> list[int]:
    """Return the ids of all tasks a unit leads or led."""
    return db.column("SELECT id FROM task WHERE lead_unit_id = ?", (unit_id,))


def due_to_come_back(db: Database, today: date) -> list[int]:
    """Return the ids of recurring pieces, done or past their period, that have no next piece yet."""
    return db.column(
        "SELECT t.id FROM task AS t LEFT JOIN letter AS l ON l.id = t.letter_id"
        " WHERE t.recurrence IS NOT NULL AND t.period_on IS NOT NULL AND coalesce(l.state, '') <> 'void'"
        " AND t.state NOT IN ('void', 'paused') AND (t.state = 'done' OR t.period_on < :today OR t.due_on < :today)"
        " AND NOT EXISTS (SELECT 1 FROM task AS n WHERE n.previous_id = t.id) ORDER BY t.id",
        {"today": today.isoformat()},
    )


def of_reply(db: Database, outgoing_id: int) -> list[int]:
    """Return the ids of the tasks that an outgoing letter closed."""
    return db.column("SELECT id FROM task WHERE reply_id = ? ORDER BY id", (outgoing_id,))


def has_next(db: Database, task_id: int) -> bool:
    """Tell whether another piece follows this one."""
    return bool(db.value("SELECT count(*) FROM task WHERE previous_id = ?", (task_id,)))


def series(db: Database, task_id: int) -> list[int]:
    """Return the ids of all pieces of a recurring task, oldest first."""
    return db.column(
        "WITH RECURSIVE back (id, previous_id) AS (SELECT id, previous_id FROM task WHERE id = ?"
        " UNION SELECT t.id, t.previous_id FROM task AS t JOIN back AS b ON t.id = b.previous_id),"
        " forth (id) AS (SELECT min(id) FROM back UNION SELECT t.id FROM task AS t JOIN forth AS f ON t.previous_id = f.id)"
        " SELECT id FROM forth ORDER BY id",
        (task_id,),
    )
