"""Directives of registered letters."""

from __future__ import annotations

import json
from collections.abc import Iterable

from db.connection import Database, Row, Value
from db.rows import batches, box, box_column, gaps, items, new_uid, to_json
from desktop.core.answers import anchor_key, asks_answer
from desktop.core.readings import Deadline, DirectiveReading
from desktop.core.readings_json import deadline_from_json, deadline_to_json, recurrence_from_json, recurrence_to_json
from desktop.core.records import Directive


def add(db: Database, letter_id: int, directives: Iterable[DirectiveReading]) -> list[int]:
    """Write the directives of a letter, in the order of its text; return their ids, which search does not know yet."""
    return [db.insert("directive", row_of(letter_id, directive)) for directive in directives]


def of_letter(db: Database, letter_id: int) -> list[Directive]:
    """Return a letter's directives in the order of its text."""
    rows = db.all("SELECT * FROM directive WHERE letter_id = ? ORDER BY id", (letter_id,))
    tasks = db.all(
        "SELECT t.id, t.directive_id FROM task AS t JOIN directive AS d ON d.id = t.directive_id"
        " WHERE d.letter_id = ? AND t.state <> 'void' ORDER BY t.id",
        (letter_id,),
    )
    return [_directive(row, tuple(t["id"] for t in tasks if t["directive_id"] == row["id"])) for row in rows]


def get(db: Database, directive_id: int) -> Directive | None:
    """Return one directive."""
    row = db.one("SELECT * FROM directive WHERE id = ?", (directive_id,))
    if row is None:
        return None
    sql = "SELECT id FROM task WHERE directive_id = ? AND state <> 'void' ORDER BY id"
    return _directive(row, tuple(db.column(sql, (directive_id,))))


def some(db: Database, ids: Iterable[int]) -> dict[int, Directive]:
    """Return the directives of these ids, without their tasks, by id."""
    rows = (
        row
        for batch in batches(ids)
        for row in db.all(f"SELECT * FROM directive WHERE id IN ({gaps(len(batch))})", batch)
    )
    return {row["id"]: _directive(row, ()) for row in rows}


def counted_from(db: Database, letter_id: int) -> list[int]:
    """Return the ids of the directives whose deadline is counted from this letter, those of void letters left out."""
    return db.column(
        "SELECT d.id FROM letter AS t JOIN directive AS d ON d.anchor_key = t.number_key"
        " JOIN letter AS l ON l.id = d.letter_id AND l.state = 'registered'"
        " WHERE t.id = ? AND d.anchor_key <> '' AND d.letter_id <> t.id ORDER BY d.id",
        (letter_id,),
    )


def deadlines(db: Database, letter_id: int) -> list[Deadline]:
    """Return every deadline that a letter sets."""
    rows = db.column("SELECT deadlines FROM directive WHERE letter_id = ? ORDER BY id", (letter_id,))
    own = db.column("SELECT deadline FROM directive WHERE letter_id = ? AND deadline IS NOT NULL", (letter_id,))
    values = [*(v for row in rows for v in json.loads(row)), *(json.loads(row) for row in own)]
    return [found for value in values if (found := deadline_from_json(value)) is not None]


def row_of(letter_id: int, directive: DirectiveReading) -> dict[str, Value]:
    """Return the columns of a directive."""
    recurrence = recurrence_to_json(directive.recurrence)
    deadline = deadline_to_json(directive.deadline)
    return {
        "uid": new_uid(),
        "letter_id": letter_id,
        "path": directive.path,
        "parent": directive.parent,
        "marker": directive.marker,
        "kind": directive.kind,
        "text": directive.text,
        "addressees": to_json(directive.addressees),
        "lead": to_json(directive.lead),
        "coordinate": to_json(directive.coordinate),
        "deadline": to_json(deadline) if deadline else None,
        "deadlines": to_json([deadline_to_json(d) for d in directive.deadlines]),
        "recurrence": to_json(recurrence) if recurrence else None,
        "concerns_commune": directive.concerns_commune,
        "heading": directive.heading or "",
        "page": directive.page,
        "box": box_column(directive.box),
        "asks_answer": int(asks_answer(directive.text, directive.deadline)),
        "anchor_key": anchor_key(directive.deadline),
    }


def _directive(row: Row, task_ids: tuple[int, ...]) -> Directive:
    return Directive(
        row["id"],
        row["uid"],
        row["letter_id"],
        row["path"],
        row["parent"],
        row["marker"],
        row["kind"],
        row["text"],
        items(row["addressees"]),
        items(row["lead"]),
        items(row["coordinate"]),
        deadline_from_json(json.loads(row["deadline"]) if row["deadline"] else None),
        recurrence_from_json(json.loads(row["recurrence"]) if row["recurrence"] else None),
        row["concerns_commune"],
        row["heading"],
        row["page"],
        box(row["box"]),
        task_ids,
    )
