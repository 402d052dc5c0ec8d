"""Many rows at once, as a made-up office of years needs them: the caller gives every column, ids too."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from db import search
from db.connection import Database, Value
from db.search import Noun

#: What can be written, in the order in which the rows point to each other.
TABLES = ("letter", "transfer", "reference", "directive", "task", "task_partner", "progress")
_SEARCHED: tuple[Noun, ...] = ("letter", "directive", "task")
#: their indexes are made later: sorted once instead of a search for each row's place
_LATER = ("letter", "transfer", "progress", "audit")
_INDEXES = "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL AND tbl_name = ?"
_ROWS_TO_A_MB = 1_500
_LEAST_MB, _MOST_MB = 16, 1_000
_PENDING = 32 << 20
_USUAL_PENDING = 1 << 20  # FTS5's own
_LAST = (1 << 62) - 1


def next_id(db: Database, table: str) -> int:
    """Return the id that the next row of a table gets; 0 for a table without ids."""
    return 0 if table == "task_partner" else int(db.value(f"SELECT coalesce(max(id), 0) + 1 FROM {table}"))


def add(db: Database, rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> None:
    """Write rows, by table and in the order of their ids, inside a write block; what is searched comes into the index."""
    add_rows(db, rows)
    for noun in _SEARCHED:
        if rows.get(noun):
            first, last = rows[noun][0]["id"], rows[noun][-1]["id"]
            search.add_range(db, noun, int(first or 0), int(last or 0))


def add_rows(db: Database, rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> None:
    """Write rows as ``add`` does, without the index: ``at_once`` makes it at its end."""
    for table in TABLES:
        db.insert_all(table, rows.get(table, ()))


@contextmanager
def large_cache(db: Database, letters: int) -> Iterator[None]:
    """Keep the indexes in memory while so many letters are written."""
    before = _values(db, "cache_size")
    _set(db, {"cache_size": _cache(letters)})
    try:
        yield
    finally:
        _set(db, before)


@contextmanager
def at_once(db: Database, letters: int) -> Iterator[Callable[[], None]]:
    """Write so many letters in the block, quicker and less safely than any other write: nothing is waited for, and the
    search is made at its end. All of it is on the disk when the block ends; only for a database that is thrown away
    when it fails.

    The block is given what makes the indexes, and calls it before its last letters: an index made of all rows is full
    to the brim, and each registration would split some pages of it as in no register that has grown.
    """
    before = _values(db, "cache_size", "journal_mode", "synchronous")
    _set(db, {"cache_size": _cache(letters), "journal_mode": "MEMORY", "synchronous": "OFF"})
    indexes = [(row["name"], row["sql"]) for table in _LATER for row in db.all(_INDEXES, (table,))]
    with db.write("sample-begin"):
        for name, _ in indexes:
            db.run(f'DROP INDEX "{name}"')

    def make_indexes() -> None:
        with db.write("sample-indexes"):
            for _, sql in indexes:
                db.run(sql)

    yield make_indexes
    with db.write("sample-search"):
        db.run("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (_PENDING,))
        for noun in _SEARCHED:
            search.add_range(db, noun, 1, _LAST)
        db.run("INSERT INTO search (search) VALUES ('optimize')")  # else the sixteenth registration merges all of it
    _set(db, before)
    with db.write("sample-end"):  # safely again: this waits for all that was written before
        db.run("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (_USUAL_PENDING,))


def _cache(letters: int) -> int:
    return -1024 * max(_LEAST_MB, min(_MOST_MB, letters // _ROWS_TO_A_MB))


def _values(db: Database, *names: str) -> dict[str, object]:
    return {name: db.value(f"PRAGMA {name}") for name in names}


def _set(db: Database, values: Mapping[str, object]) -> None:
    for name, value in values.items():
        db.connection.execute(f"PRAGMA {name} = {value}")
