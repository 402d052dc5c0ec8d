"""Tasks, who takes part in them, and their logs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from db import search
from db.connection import Database, Row, Value
from db.rows import batches, day, gaps, iso, moment, new_uid, stamp
from desktop.core.assignments import Assignment
from desktop.core.filters import TaskFilter
from desktop.core.records import Progress, Task
from desktop.core.status import days_late, status

_OPEN = "t.state IN ('open', 'rework', 'waiting', 'paused')"
_OVERDUE = "(t.state IN ('open', 'rework') AND t.due_on < :today)"
_TASK = """
SELECT t.*, p.name AS lead, coalesce(u.name, '') AS lead_unit,
    coalesce(d.path, '') AS directive_path, coalesce(d.text, '') AS directive_text,
    coalesce((SELECT g.note FROM progress AS g WHERE g.task_id = t.id ORDER BY g.id DESC LIMIT 1), '') AS last_note,
    EXISTS (SELECT 1 FROM progress AS g WHERE g.task_id = t.id) AS started
FROM task AS t JOIN person AS p ON p.id = t.lead_id LEFT JOIN unit AS u ON u.id = p.unit_id
LEFT JOIN directive AS d ON d.id = t.directive_id
"""
_WEEK = f"""(t.done_on BETWEEN :monday AND :sunday OR t.due_on BETWEEN :monday AND :sunday
    OR ({_OPEN} AND t.due_on < :monday))"""


def add(db: Database, work: Assignment, *, on: date, who: str) -> int:
    """Write a task; its assignment has a lead."""
    task_id = db.insert(
        "task",
        {
            "uid": new_uid(),
            "title": work.title,
            "letter_id": work.letter_id,
            "directive_id": work.directive_id,
            "lead_id": work.lead_id,
            "product": work.product,
            "due_on": iso(work.due_on),
            "due_time": work.due_time,
            "kind": work.kind,
            "assigned_on": iso(on),
            "assigned_by": who,
        },
    )
    set_partners(db, task_id, work.partner_ids)
    search.add(db, "task", task_id)
    return task_id


def set_partners(db: Database, task_id: int, person_ids: Iterable[int]) -> None:
    """Replace who takes part in a task."""
    db.run("DELETE FROM task_partner WHERE task_id = ?", (task_id,))
    for person_id in dict.fromkeys(person_ids):
        db.insert("task_partner", {"task_id": task_id, "person_id": person_id})


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


def tasks(db: Database, f: TaskFilter, today: date) -> list[Task]:
    """Return the tasks a filter leaves: overdue first, then by due day, those without one last."""
    where, args = _where(f, today)
    order = f"ORDER BY {_OVERDUE} DESC, t.due_on IS NULL, t.due_on, t.id"
    return _tasks(db, db.all(f"{_TASK} WHERE {where} {order}", args), today)


def of_week(db: Database, monday: date, sunday: date, today: date) -> list[Task]:
    """Return what may stand on the sheets of a week: everything open, and what was due or done in it."""
    where = f"t.state <> 'void' AND ({_OPEN} OR t.due_on BETWEEN :monday AND :sunday"
    where += " OR t.done_on BETWEEN :monday AND :sunday)"
    days: dict[str, Value] = {"monday": monday.isoformat(), "sunday": sunday.isoformat()}
    return _tasks(db, db.all(f"{_TASK} WHERE {where} ORDER BY t.id", days), today)


def get(db: Database, task_id: int, today: date) -> Task | None:
    """Return one task, void or not, without its log and letter."""
    return next(iter(_tasks(db, db.all(f"{_TASK} WHERE t.id = ?", (task_id,)), today)), None)


def open_of_letter(db: Database, letter_id: int) -> list[int]:
    """Return the ids of a letter's tasks that are still to be done."""
    return db.column(f"SELECT t.id FROM task AS t WHERE t.letter_id = ? AND {_OPEN} ORDER BY t.id", (letter_id,))


def usual_lead(db: Database, issuer_folded: str, directive_text: str) -> int | None:
    """Return who, still active, was last given work from this issuer on the same words, None when nobody was."""
    rows = db.all(
        "SELECT t.lead_id, t.title FROM task AS t JOIN letter AS l ON l.id = t.letter_id"
        " JOIN person AS p ON p.id = t.lead_id AND p.active"
        " WHERE l.issuer_folded = ? AND t.state <> 'void' ORDER BY t.id DESC LIMIT 50",
        (issuer_folded,),
    )
    same = [row["lead_id"] for row in rows if row["title"] == directive_text]
    return next(iter(same), rows[0]["lead_id"] if rows else None)


def _where(f: TaskFilter, today: date) -> tuple[str, dict[str, Value]]:
    args: dict[str, Value] = {
        "today": today.isoformat(),
        "person": f.person_id,
        "unit": f.unit_id,
        "letter": f.letter_id,
        "match": search.query(f.text),
        "monday": f.week.monday.isoformat() if f.week else None,
        "sunday": f.week.sunday.isoformat() if f.week else None,
    }
    partner = "EXISTS (SELECT 1 FROM task_partner AS k WHERE k.task_id = t.id AND k.person_id = :person)"
    parts = [
        "t.state <> 'void'",
        _WEEK if f.week else "",
        f"(t.lead_id = :person OR {partner})" if f.person_id is not None else "",
        "p.unit_id = :unit" if f.unit_id is not None else "",
        "t.letter_id = :letter" if f.letter_id is not None else "",
        _OVERDUE if f.overdue else "",
        _OPEN if f.open_only else "",
        "t.id IN (SELECT rowid / 4 FROM search WHERE search MATCH :match AND rowid % 4 = 2)" if args["match"] else "",
        "0" if f.text.strip() and not args["match"] else "",
    ]
    return " AND ".join(part for part in parts if part), args


def _tasks(db: Database, rows: list[Row], today: date) -> list[Task]:
    partners = _partners(db, [row["id"] for row in rows])
    return [_task(row, partners.get(row["id"], []), today) for row in rows]


def _partners(db: Database, ids: list[int]) -> dict[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = {}
    for batch in batches(ids):
        sql = (
            "SELECT k.task_id, k.person_id, p.name FROM task_partner AS k JOIN person AS p ON p.id = k.person_id"
            f" WHERE k.task_id IN ({gaps(len(batch))}) ORDER BY k.task_id, k.person_id"
        )
        for row in db.all(sql, batch):
            found.setdefault(row["task_id"], []).append((row["person_id"], row["name"]))
    return found


def _task(row: Row, partners: list[tuple[int, str]], today: date) -> Task:
    due, done = day(row["due_on"]), day(row["done_on"])
    return Task(
        id=row["id"],
        uid=row["uid"],
        title=row["title"],
        lead_id=row["lead_id"],
        lead=row["lead"],
        lead_unit=row["lead_unit"],
        partners=tuple(name for _, name in partners),
        partner_ids=tuple(person_id for person_id, _ in partners),
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
    )


def led_by(db: Database, person_id: int) -> list[int]:
    """Return the ids of all tasks a person leads or led."""
    return db.column("SELECT id FROM task WHERE lead_id = ?", (person_id,))


def find(db: Database, text: str) -> int | None:
    """Return the id of the task meant by an id or a uid."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    found: int | None = db.value("SELECT id FROM task WHERE id = ? OR uid = ?", (number, text))
    return found
