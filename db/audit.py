"""The audit log: who did what to which row. It only grows, and each line carries the hash of the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from db.connection import Database, Row, Value
from db.rows import moment, stamp, to_json
from desktop.core.records import HistoryEntry

_FIRST = "0" * 64
_JSON = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


class Line(NamedTuple):
    """What one line tells: when, who, which action on which row, and what about it."""

    at: datetime
    who: str
    action: str
    noun: str
    row_id: int
    detail: Mapping[str, object]


def add(
    db: Database, at: datetime, who: str, action: str, noun: str, row_id: int, detail: Mapping[str, object]
) -> None:
    """Write one line, inside the transaction of what it tells."""
    add_all(db, [Line(at, who, action, noun, row_id, detail)])


def add_all(db: Database, lines: Iterable[Line]) -> None:
    """Write many lines, each bound to the one before it."""
    previous = str(db.value("SELECT hash FROM audit ORDER BY id DESC LIMIT 1") or _FIRST)
    rows = []
    for line in lines:
        row = _row(line, previous)
        rows.append(row)
        previous = str(row["hash"])
    db.insert_all("audit", rows)


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


def line(db: Database, line_id: int) -> HistoryEntry | None:
    """Return one line, as it stands there now."""
    row = db.one("SELECT * FROM audit WHERE id = ?", (line_id,))
    return _entry(row) if row else None


def _row(line: Line, previous: str) -> dict[str, Value]:
    row: dict[str, Value] = {
        "at": stamp(line.at),
        "who": line.who,
        "action": line.action,
        "noun": line.noun,
        "row_id": line.row_id,
        "detail": to_json(dict(line.detail)),
        "prev_hash": previous,
    }
    return {**row, "hash": _hash(row)}


def _hash(line: Mapping[str, object]) -> str:
    return hashlib.sha256(_JSON.encode(line).encode()).hexdigest()


def _entry(row: Row) -> HistoryEntry:
    return HistoryEntry(
        moment(row["at"]), row["who"], row["action"], row["noun"], row["row_id"], _detail(row["detail"])
    )


def _detail(text: str) -> dict[str, object]:
    """What a line tells; nothing where somebody has changed it into what is none, which the check tells."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
