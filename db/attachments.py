"""Files kept with a task, a letter or an outgoing letter."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from db.connection import Database, Row
from db.rows import moment, new_uid, stamp
from desktop.core.records import Attachment

Owner = Literal["task", "letter", "outgoing"]
_COLUMNS: dict[Owner, str] = {"task": "task_id", "letter": "letter_id", "outgoing": "outgoing_id"}


def add(
    db: Database, owner: Owner, row_id: int, *, name: str, path: str, sha256: str, size: int, at: datetime, who: str
) -> int:
    """Record a file whose bytes stand in the store."""
    return db.insert(
        "attachment",
        {
            "uid": new_uid(),
            _COLUMNS[owner]: row_id,
            "name": name,
            "path": path,
            "sha256": sha256,
            "size": size,
            "added_at": stamp(at),
            "added_by": who,
        },
    )


def of(db: Database, owner: Owner, row_id: int) -> list[Attachment]:
    """Return the files of a row, in the order they were added."""
    return [
        _attachment(r) for r in db.all(f"SELECT * FROM attachment WHERE {_COLUMNS[owner]} = ? ORDER BY id", (row_id,))
    ]


def get(db: Database, attachment_id: int) -> Attachment | None:
    """Return one file."""
    row = db.one("SELECT * FROM attachment WHERE id = ?", (attachment_id,))
    return _attachment(row) if row else None


def is_secret(db: Database, sha256: str) -> bool:
    """Tell whether these bytes were refused once because of a secrecy stamp."""
    return bool(db.value("SELECT count(*) FROM main.scan WHERE sha256 = ? AND secret", (sha256,)))


def is_named(db: Database, path: str) -> bool:
    """Tell whether a row names this file of the store, also one that whoever works here may not see."""
    sql = (
        "SELECT EXISTS (SELECT 1 FROM main.scan WHERE path = :p) OR EXISTS (SELECT 1 FROM main.attachment WHERE path = :p)"
        " OR EXISTS (SELECT 1 FROM main.sheet_return WHERE note_path = :p)"
    )
    return bool(db.value(sql, {"p": path}))


def has_owner(db: Database, owner: Owner, row_id: int) -> bool:
    """Tell whether there is such a row to keep a file with."""
    return bool(db.value(f"SELECT count(*) FROM {owner} WHERE id = ?", (row_id,)))


def with_path(db: Database, path: str) -> list[int]:
    """Return the ids of the rows that name this file of the store."""
    return db.column("SELECT id FROM attachment WHERE path = ? ORDER BY id", (path,))


def remove(db: Database, attachment_id: int) -> None:
    """Take a file off what it was kept with; its bytes in the store are the caller's matter."""
    db.run("DELETE FROM attachment WHERE id = ?", (attachment_id,))


def owner_of(db: Database, attachment_id: int) -> tuple[Owner, int] | None:
    """Return what a file is kept with: its kind and its row."""
    row = db.one("SELECT task_id, letter_id, outgoing_id FROM attachment WHERE id = ?", (attachment_id,))
    return next(((owner, row[column]) for owner, column in _COLUMNS.items() if row[column]), None) if row else None


def _attachment(row: Row) -> Attachment:
    when = moment(row["added_at"])
    return Attachment(row["id"], row["name"], row["path"], row["sha256"], row["size"], when, row["added_by"])
