"""Other due days asked for, and every day a task had before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from db.connection import Database, Row, Value
from db.rows import batches, day, gaps, iso, moment, new_uid, stamp
from desktop.core.records import Extension, ExtensionState


def add(
    db: Database,
    task_id: int,
    *,
    old: date | None,
    new: date | None,
    reason: str,
    at: datetime,
    who: str,
    state: ExtensionState = "asked",
) -> int:
    """Write a request for another due day, or (``changed``) a day set without one."""
    days: dict[str, Value] = {"old_due": iso(old), "new_due": iso(new)}
    head: dict[str, Value] = {"uid": new_uid(), "task_id": task_id, "reason": reason, "state": state}
    return db.insert("extension", {**head, **days, "asked_at": stamp(at), "asked_by": who})


def change(db: Database, extension_id: int, values: Mapping[str, Value]) -> None:
    """Write an answer."""
    db.update("extension", extension_id, values)


def get(db: Database, extension_id: int) -> Extension | None:
    """Return one request."""
    row = db.one("SELECT * FROM extension WHERE id = ?", (extension_id,))
    return _extension(row) if row else None


def of_task(db: Database, task_id: int) -> list[Extension]:
    """Return what was asked and changed about a task's due day, oldest first."""
    return [_extension(row) for row in db.all("SELECT * FROM extension WHERE task_id = ? ORDER BY id", (task_id,))]


def still_open(db: Database, task_ids: list[int]) -> dict[int, Extension]:
    """Return the requests not yet settled, by task."""
    found: dict[int, Extension] = {}
    for batch in batches(task_ids):
        sql = f"SELECT * FROM extension WHERE state IN ('asked', 'countered') AND task_id IN ({gaps(len(batch))})"
        found.update({row["task_id"]: _extension(row) for row in db.all(sql, batch)})
    return found


def _extension(row: Row) -> Extension:
    return Extension(
        row["id"],
        row["task_id"],
        day(row["old_due"]),
        day(row["new_due"]),
        row["reason"],
        moment(row["asked_at"]),
        row["asked_by"],
        row["state"],
        day(row["answer_due"]),
        row["answer"],
        moment(row["answered_at"]) if row["answered_at"] else None,
        row["answered_by"],
    )
