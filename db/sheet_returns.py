"""Pages of weekly sheets that came back and were confirmed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db.connection import Database
from db.rows import moment, new_uid, stamp, to_json


@dataclass(frozen=True)
class SheetReturn:
    """A page as it was confirmed: ``marks`` by task id."""

    scan_id: int
    sheet_page: int
    marks: dict[int, str]
    confirmed_at: datetime


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
) -> None:
    """Record a page of a sheet as confirmed."""
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
        },
    )


def of_sheet(db: Database, person_id: int, week: str) -> list[SheetReturn]:
    """Return what was confirmed of a person's sheet of a week, in order."""
    rows = db.all("SELECT * FROM sheet_return WHERE person_id = ? AND week = ? ORDER BY id", (person_id, week))
    return [
        SheetReturn(
            row["scan_id"],
            row["sheet_page"],
            {int(task): mark for task, mark in json.loads(row["marks"]).items()},
            moment(row["confirmed_at"]),
        )
        for row in rows
    ]
