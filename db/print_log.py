"""What each form was last printed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from db.connection import Database
from db.rows import stamp


def printed(db: Database, report: str, scope: str) -> dict[str, str]:
    """Return the stamp with which each key of a form was last printed."""
    rows = db.all("SELECT key, stamp FROM print_log WHERE report = ? AND scope = ?", (report, scope))
    return {row["key"]: row["stamp"] for row in rows}


def remember(db: Database, report: str, scope: str, stamps: Mapping[str, str], at: datetime) -> None:
    """Record that these were printed as they are now."""
    for key, value in stamps.items():
        db.run(
            "INSERT INTO print_log (report, scope, key, stamp, printed_at) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (report, scope, key) DO UPDATE SET stamp = excluded.stamp, printed_at = excluded.printed_at",
            (report, scope, key, value, stamp(at)),
        )


def forget(db: Database, report: str, scope: str, keys: Iterable[str]) -> None:
    """Record that these are to be printed again."""
    for key in keys:
        db.run("DELETE FROM print_log WHERE report = ? AND scope = ? AND key = ?", (report, scope, key))
