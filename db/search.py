"""Full-text search over letters, directives, tasks and the office's own replies. The index holds no text of its own:
its rows are looked up in the search_* views, so a row's entry is taken out before the row changes and put back after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Literal

from db.connection import Database
from db.library import sqlite3
from db.rows import batches, gaps

Noun = Literal["letter", "directive", "task", "outgoing"]

KINDS: tuple[Noun, ...] = ("letter", "directive", "task", "outgoing")
#: The keys of each kind stand together: a row's is its id, plus this for each kind before its own.
_STEP = 1 << 40


def keys(noun: Noun) -> tuple[int, int]:
    """Return the keys that rows of a kind have in the index, from (the key of no row, id 0) and to, inclusive."""
    first = KINDS.index(noun) * _STEP
    return first, first + _STEP - 1


def add(db: Database, noun: Noun, row_id: int) -> None:
    """Put a row into the index, after it was written."""
    add_all(db, {noun: [row_id]})


def add_all(db: Database, rows: Mapping[Noun, Iterable[int]]) -> None:
    """Put rows of several kinds into the index, after they were written."""
    _tell(db, "INSERT INTO search (rowid, code, title, body) VALUES (?, ?, ?, ?)", rows)


def add_range(db: Database, noun: Noun, first: int, last: int) -> None:
    """Put the rows with these ids (inclusive) into the index, after they were written."""
    db.run(
        "INSERT INTO search (rowid, code, title, body)"
        f" SELECT id, code, title, body FROM search_{noun} WHERE row_id BETWEEN ? AND ? ORDER BY row_id",
        (first, last),
    )


def remove_all(db: Database, rows: Mapping[Noun, Iterable[int]]) -> None:
    """Take rows out of the index, before they change."""
    _tell(db, "INSERT INTO search (search, rowid, code, title, body) VALUES ('delete', ?, ?, ?, ?)", rows)


def _tell(db: Database, sql: str, rows: Mapping[Noun, Iterable[int]]) -> None:
    """Tell the index what its rows say: plain values in the order of their keys. What comes out of order, or by an
    INSERT … SELECT, lets FTS5 write what it has gathered and begin another segment: some eight pages each time."""
    said = [
        tuple(row)
        for noun, ids in rows.items()
        for batch in batches(ids)
        for row in db.all(
            f"SELECT id, code, title, body FROM search_{noun} WHERE row_id IN ({gaps(len(batch))})", batch
        )
    ]
    db.run_all(sql, sorted(said))


@contextmanager
def changed(db: Database, noun: Noun, row_ids: Iterable[int]) -> Iterator[None]:
    """Keep the index in step with rows that change inside the block."""
    rows = {noun: list(row_ids)}
    remove_all(db, rows)
    yield
    add_all(db, rows)


def page_texts(db: Database, letter_id: int) -> list[tuple[int, str]]:
    """Return (page, text) of a letter's pages in its scan."""
    rows = db.all(
        "SELECT t.page, t.text FROM letter AS l JOIN scan_text AS t ON t.scan_id = l.scan_id"
        " WHERE l.id = ? AND t.page BETWEEN l.first_page AND l.last_page ORDER BY t.page",
        (letter_id,),
    )
    return [(row["page"], row["text"]) for row in rows]


def in_step(db: Database) -> bool:
    """Tell whether the index holds exactly what the rows say. Needs a write block: SQLite checks by a command."""
    try:
        db.connection.execute("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
    except sqlite3.DatabaseError:
        return False
    rows = db.value(
        "SELECT (SELECT count(*) FROM letter) + (SELECT count(*) FROM directive) + (SELECT count(*) FROM task)"
        " + (SELECT count(*) FROM outgoing)"
    )
    return bool(rows == db.value("SELECT count(*) FROM search_docsize"))


def rebuild(db: Database) -> None:
    """Make the whole index anew from the rows."""
    db.run("INSERT INTO search (search) VALUES ('rebuild')")
