"""Pages of weekly sheets that came back and were confirmed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.connection import Database, Row
from db.rows import moment, new_uid, stamp, to_json


@dataclass(frozen=True)
class SheetReturn:
    """A page as it was confirmed: ``marks`` by task id; ``note_path``: the picture of part III in the store, if any."""

    scan_id: int
    person_id: int
    week: str
    sheet_page: int
    marks: dict[int, str]
    confirmed_at: datetime
    note_path: str | None = None
    note_sha256: str | None = None


def add(
    db: Database,
    scan_id: int,
    page: int,
    *,
    person_id: int,
    week: str,
    sheet_page: int,
    marks: Mapping[int, str],
    at: datetime,
    who: str,
    note: tuple[str, str, int] | None = None,
) -> None:
    """Record a page of a sheet as confirmed; ``note``: path, hash and size of what stands in its part III."""
    path, sha256, size = note or (None, None, None)
    db.insert(
        "sheet_return",
        {
            "uid": new_uid(),
            "scan_id": scan_id,
            "page": page,
            "person_id": person_id,
            "week": week,
            "sheet_page": sheet_page,
            "marks": to_json(marks),
            "confirmed_at": stamp(at),
            "confirmed_by": who,
            "note_path": path,
            "note_sha256": sha256,
            "note_size": size,
        },
    )


def of_sheet(db: Database, person_id: int, week: str) -> list[SheetReturn]:
    """Return what was confirmed of a person's sheet of a week, in order."""
    rows = db.all("SELECT * FROM sheet_return WHERE person_id = ? AND week = ? ORDER BY id", (person_id, week))
    return [_of(row) for row in rows]


def of_week(db: Database, week: str) -> list[SheetReturn]:
    """Return what was confirmed of all sheets of a week, in order."""
    return [_of(row) for row in db.all("SELECT * FROM sheet_return WHERE week = ? ORDER BY id", (week,))]


def of_scan(db: Database, scan_id: int) -> bool:
    """Tell whether sheets of a scan were confirmed."""
    return bool(db.value("SELECT count(*) FROM sheet_return WHERE scan_id = ?", (scan_id,)))


def _of(row: Row) -> SheetReturn:
    return SheetReturn(
        row["scan_id"],
        row["person_id"],
        row["week"],
        row["sheet_page"],
        {int(task): mark for task, mark in json.loads(row["marks"]).items()},
        moment(row["confirmed_at"]),
        row["note_path"],
        row["note_sha256"],
    )
