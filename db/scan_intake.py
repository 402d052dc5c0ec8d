"""Where scans came from: which files of the scan folder are known, and which are still to be put away."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from db.connection import Database, Row, Value
from db.rows import new_uid, stamp
from db.scans import scan_of
from desktop.core.records import Scan

SourceState = Literal["due", "away", "left"]


@dataclass(frozen=True)
class Source:
    """A file as it was seen: ``place`` is its path as text, ``changed_ns`` its modification time in nanoseconds.

    ``state``: due (to be put away), away (it lies at ``now_at``), left (it stays where it is).
    """

    id: int
    scan_id: int
    place: str
    size: int
    changed_ns: int
    state: SourceState
    now_at: str | None = None


def add_scan(db: Database, at: datetime, values: Mapping[str, Value]) -> int:
    """Record a scan with these columns."""
    return db.insert("scan", {"uid": new_uid(), "received_at": stamp(at), **values})


def add_source(
    db: Database, scan_id: int, place: str, size: int, changed_ns: int, state: SourceState, now_at: str | None = None
) -> int:
    """Record the file that a scan came from."""
    return db.insert(
        "scan_source",
        {
            "scan_id": scan_id,
            "place": place,
            "size": size,
            "changed_ns": changed_ns,
            "state": state,
            "now_at": now_at,
        },
    )


def latest_source(db: Database, place: str) -> Source | None:
    """Return the last file recorded from ``place``, None when there was none."""
    row = db.one("SELECT * FROM scan_source WHERE place = ? ORDER BY id DESC LIMIT 1", (place,))
    return None if row is None else _source(row)


def source_of(db: Database, scan_id: int) -> Source | None:
    """Return the file that a scan came from, the latest when it was taken again."""
    row = db.one("SELECT * FROM scan_source WHERE scan_id = ? ORDER BY id DESC LIMIT 1", (scan_id,))
    return None if row is None else _source(row)


def copies_of(db: Database, scan_id: int) -> list[int]:
    """Return the ids of the scans that are duplicates of a scan, oldest first."""
    return db.column("SELECT id FROM scan WHERE duplicate_of = ? AND state = 'duplicate' ORDER BY id", (scan_id,))


def due_sources(db: Database) -> list[Source]:
    """Return the files whose rows stand but that were not put away yet, oldest first."""
    return [_source(row) for row in db.all("SELECT * FROM scan_source WHERE state = 'due' ORDER BY id")]


def put_away(db: Database, source_id: int, state: SourceState, now_at: str | None) -> None:
    """Record what became of a file."""
    db.run("UPDATE scan_source SET state = ?, now_at = ? WHERE id = ?", (state, now_at, source_id))


def keeper(db: Database, sha256: str) -> Scan | None:
    """Return the scan that holds these bytes, or that refused them; None when neither is there."""
    row = db.one(
        "SELECT *, 0 AS registered_count FROM scan WHERE sha256 = ? AND state <> 'duplicate'"
        " AND (path IS NOT NULL OR state = 'refused') ORDER BY path IS NULL, id LIMIT 1",
        (sha256,),
    )
    return None if row is None else scan_of(row)


def _source(row: Row) -> Source:
    return Source(row["id"], row["scan_id"], row["place"], row["size"], row["changed_ns"], row["state"], row["now_at"])
