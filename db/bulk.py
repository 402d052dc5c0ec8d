"""Many rows at once, as a made-up office of years needs them: the caller gives every column, ids too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from db import search
from db.connection import Database, Value
from db.search import Noun

#: What can be written, in the order in which the rows point to each other.
TABLES = ("letter", "transfer", "reference", "directive", "task", "task_partner", "progress")
_SEARCHED: tuple[Noun, ...] = ("letter", "directive", "task")
_ROWS_TO_A_MB = 1_500
_LEAST_MB, _MOST_MB = 16, 1_000


def next_id(db: Database, table: str) -> int:
    """Return the id that the next row of a table gets; 0 for a table without ids."""
    return 0 if table == "task_partner" else int(db.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))


def add(db: Database, rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> None:
    """Write rows, by table and in the order of their ids, inside a write block; what is searched comes into the index."""
    for table in TABLES:
        db.insert_all(table, rows.get(table, ()))
    for noun in _SEARCHED:
        if rows.get(noun):
            first, last = rows[noun][0]["id"], rows[noun][-1]["id"]
            search.add_range(db, noun, int(first or 0), int(last or 0))


@contextmanager
def large_cache(db: Database, letters: int) -> Iterator[None]:
    """Keep the indexes in memory while so many letters are written."""
    before = int(db.value("PRAGMA cache_size"))
    megabytes = max(_LEAST_MB, min(_MOST_MB, letters // _ROWS_TO_A_MB))
    db.connection.execute(f"PRAGMA cache_size = -{megabytes * 1024}")
    try:
        yield
    finally:
        db.connection.execute(f"PRAGMA cache_size = {before}")
