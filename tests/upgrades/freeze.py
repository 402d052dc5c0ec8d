"""Write an office's database as SQL text, to be kept as the frozen office of its schema version:

python tests/upgrades/freeze.py OFFICE/office.db > tests/upgrades/version-N.sql
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path


def dump(file: Path) -> Iterator[str]:
    """Yield the statements that make the database again: pragmas, schema, rows, the search index built anew."""
    db = sqlite3.connect(file)
    version, application = (db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("user_version", "application_id"))
    yield f"-- An office of schema version {version}, as it was released. Never changed."
    yield f"PRAGMA application_id = {application};"
    yield f"PRAGMA user_version = {version};"
    schema = db.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid").fetchall()
    ours = [
        (kind, name, sql) for kind, name, sql in schema if not name.startswith(("search_", "sqlite_")) or kind == "view"
    ]
    for kind, _, sql in ours:
        if kind != "trigger":
            yield f"{sql};"
    for kind, name, sql in ours:
        if kind == "table" and not sql.startswith("CREATE VIRTUAL"):
            yield from _rows(db, name)
    yield "INSERT INTO search (search) VALUES ('rebuild');"
    yield from (f"{sql};" for kind, _, sql in ours if kind == "trigger")
    db.close()


def _rows(db: sqlite3.Connection, table: str) -> Iterator[str]:
    columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
    values = " || ', ' || ".join(f'quote("{name}")' for name in columns)
    names = ", ".join(f'"{name}"' for name in columns)
    for (row,) in db.execute(f"SELECT {values} FROM {table} ORDER BY 1"):
        yield f"INSERT INTO {table} ({names}) VALUES ({row});"


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    for statement in dump(Path(sys.argv[1])):
        print(statement)
