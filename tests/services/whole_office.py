"""An office as plain values, to compare every row and every file of two."""

from __future__ import annotations

from pathlib import Path

from desktop.services.office import Office


def dump(office: Office) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    tables = office.db.column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")
    return {t: [tuple(row) for row in office.db.all(f"SELECT * FROM {t} ORDER BY 1, 2")] for t in sorted(tables)}


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder with its bytes."""
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
