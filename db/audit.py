"""The audit log: who did what to which row. It only grows, and each line carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from db.connection import Database, Row
from db.rows import moment, stamp, to_json
from desktop.core.records import HistoryEntry

_FIRST = "0" * 64


def add(
    db: Database, at: datetime, who: str, action: str, noun: str, row_id: int, detail: Mapping[str, object]
) -> None:
    """Write one line, inside the transaction of what it tells."""
    previous = db.value("SELECT hash FROM audit ORDER BY id DESC LIMIT 1") or _FIRST
    line = {
        "at": stamp(at),
        "who": who,
        "action": action,
        "noun": noun,
        "row_id": row_id,
        "detail": to_json(dict(detail)),
        "prev_hash": previous,
    }
    db.insert("audit", {**line, "hash": _hash(line)})


def history(db: Database, noun: str, row_id: int) -> list[HistoryEntry]:
    """Return the lines about one row, oldest first."""
    rows = db.all("SELECT * FROM audit WHERE noun = ? AND row_id = ? ORDER BY id", (noun, row_id))
    return [_entry(row) for row in rows]


def recent(db: Database, limit: int) -> list[HistoryEntry]:
    """Return the last lines, newest first."""
    return [_entry(row) for row in db.all("SELECT * FROM audit ORDER BY id DESC LIMIT ?", (limit,))]


def broken_at(db: Database) -> int | None:
    """Return the id of the first line whose hash does not follow from the line before it, None when all do."""
    previous = _FIRST
    for row in db.all("SELECT * FROM audit ORDER BY id"):
        line = {name: row[name] for name in ("at", "who", "action", "noun", "row_id", "detail", "prev_hash")}
        if row["prev_hash"] != previous or row["hash"] != _hash(line):
            return int(row["id"])
        previous = row["hash"]
    return None


def _hash(line: Mapping[str, object]) -> str:
    return hashlib.sha256(json.dumps(line, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _entry(row: Row) -> HistoryEntry:
    return HistoryEntry(
        moment(row["at"]), row["who"], row["action"], row["noun"], row["row_id"], json.loads(row["detail"])
    )
