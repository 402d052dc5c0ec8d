"""Full-text search over letters, directives, tasks and the office's own replies. The index holds no text of its own:
its rows are looked up in the search_* views, so a row's entry is taken out before the row changes and put back after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal, NamedTuple

from db.connection import Database
from db.library import sqlite3
from desktop.core.text import fold

Noun = Literal["letter", "directive", "task", "outgoing"]

_KINDS: tuple[Noun, ...] = ("letter", "directive", "task", "outgoing")
_WORD = re.compile(r"[^\W_]+")
_WEIGHTS = "10.0, 4.0, 1.0"
_PREFIX_FROM = 2
#: Of words that stand nearly everywhere only the newest rows are ranked: a year's worth, in time that does not grow.
_RANKED = 2000


class Found(NamedTuple):
    """A row that matches; a smaller ``rank`` is better."""

    noun: Noun
    row_id: int
    rank: float


def add(db: Database, noun: Noun, row_id: int) -> None:
    """Put a row into the index, after it was written."""
    db.run(
        "INSERT INTO search (rowid, code, title, body)"
        f" SELECT id, code, title, body FROM search_{noun} WHERE row_id = ?",
        (row_id,),
    )


def add_range(db: Database, noun: Noun, first: int, last: int) -> None:
    """Put the rows with these ids (inclusive) into the index, after they were written."""
    db.run(
        "INSERT INTO search (rowid, code, title, body)"
        f" SELECT id, code, title, body FROM search_{noun} WHERE row_id BETWEEN ? AND ? ORDER BY row_id",
        (first, last),
    )


def remove(db: Database, noun: Noun, row_id: int) -> None:
    """Take a row out of the index, before it changes."""
    db.run(
        "INSERT INTO search (search, rowid, code, title, body)"
        f" SELECT 'delete', id, code, title, body FROM search_{noun} WHERE row_id = ?",
        (row_id,),
    )


@contextmanager
def changed(db: Database, noun: Noun, row_ids: Iterable[int]) -> Iterator[None]:
    """Keep the index in step with rows that change inside the block."""
    ids = list(row_ids)
    for row_id in ids:
        remove(db, noun, row_id)
    yield
    for row_id in ids:
        add(db, noun, row_id)


def query(text: str) -> str:
    """Return the FTS5 query for what a person typed, "" when there is no word in it: every word must occur, what is
    joined by signs (2167/ubnd) stands side by side, and the last word may go on once it has two letters."""
    phrases = [" ".join(_WORD.findall(part)) for part in fold(text).split()]
    kept = [f'"{phrase}"' for phrase in phrases if phrase]
    more = "*" if phrases and len(phrases[-1].split(" ")[-1]) >= _PREFIX_FROM else ""
    return " ".join(kept) + more if kept else ""


def find(db: Database, text: str, limit: int) -> list[Found]:
    """Return the best rows for a query, best first."""
    match = query(text)
    if not match:
        return []
    rows = db.all(
        f"SELECT rowid AS id, bm25(search, {_WEIGHTS}) AS score FROM search WHERE search MATCH ?"
        " ORDER BY rowid DESC LIMIT ?",
        (match, max(limit, _RANKED)),
    )
    best = sorted(rows, key=lambda row: row["score"])[:limit]
    return [Found(_KINDS[row["id"] % 4], row["id"] // 4, row["score"]) for row in best]


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
