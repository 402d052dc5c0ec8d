"""Which pages of which scans a scan was put together from."""

from __future__ import annotations

from collections.abc import Sequence

from db.connection import Database
from desktop.core.arranging import PagePart


def add(db: Database, scan_id: int, parts: Sequence[PagePart]) -> None:
    """Record the pages of a scan that was put together, in order."""
    for place, part in enumerate(parts, start=1):
        values = {"scan_id": scan_id, "place": place, "source_id": part.scan_id, "page": part.page, "turn": part.turn}
        db.insert("scan_part", values)


def of_scan(db: Database, scan_id: int) -> list[PagePart]:
    """Return the pages that a scan was put together from, in order; empty for one that came from the scanner."""
    rows = db.all("SELECT source_id, page, turn FROM scan_part WHERE scan_id = ? ORDER BY place", (scan_id,))
    return [PagePart(row["source_id"], row["page"], row["turn"]) for row in rows]


def sources(db: Database, scan_id: int) -> list[int]:
    """Return every scan whose pages a scan holds, and those that they were put together from in turn."""
    return db.column(
        "WITH RECURSIVE held (id) AS (SELECT source_id FROM scan_part WHERE scan_id = ?"
        " UNION SELECT source_id FROM scan_part JOIN held ON scan_id = held.id) SELECT id FROM held ORDER BY id",
        (scan_id,),
    )
