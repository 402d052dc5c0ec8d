"""Full-text search over letters, directives, tasks and the office's own replies. The index holds no text of its own:
its rows are looked up in the search_* views, so a row's entry is taken out before the row changes and put back after."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from heapq import nsmallest
from typing import Literal, NamedTuple

from db import restrictions
from db.connection import Database
from db.library import sqlite3
from db.rows import batches, gaps
from desktop.core.text import fold

Noun = Literal["letter", "directive", "task", "outgoing"]

_KINDS: tuple[Noun, ...] = ("letter", "directive", "task", "outgoing")
_WORD = re.compile(r"[^\W_]+")
_PREFIX_FROM = 2
#: Of words that stand nearly everywhere only the newest rows are ranked, in time that hardly grows.
_RANKED = 500
#: Beside them, of each other kind, those among so many of its newest rows: what is older would be sought among all that
#: the letters of its time say.
_WINDOW = 20_000
#: From so many rows on a large office: collecting every word that begins like the last one is felt.
_LARGE = 40_000
#: What a match is worth by the columns that hold every word: the number, else the heads, else anything.
_TIERS = ("code", "code title")


class Found(NamedTuple):
    """A row that matches; a smaller ``rank`` is better."""

    noun: Noun
    row_id: int
    rank: float


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


def query(text: str) -> str:
    """Return the FTS5 query for what a person typed, "" when there is no word in it: every word must occur, what is
    joined by signs (2167/ubnd) stands side by side, and the last word may go on once it has two letters."""
    phrases = _phrases(text)
    more = "*" if phrases and len(phrases[-1].split(" ")[-1]) >= _PREFIX_FROM else ""
    return _written(phrases) + more if phrases else ""


def match(db: Database, text: str) -> str:
    """Return the query to narrow a list by: in a large office the last word goes on only when it is none by itself."""
    whole, begun = _written(_phrases(text)), query(text)
    if not whole or max(_last_rows(db)) <= _LARGE:
        return begun
    there = db.one("SELECT 1 FROM search WHERE search MATCH ? LIMIT 1", (whole,))
    return begun if there is None else whole


def find(db: Database, text: str, limit: int) -> list[Found]:
    """Return the best rows for a query, best first: those with every word in the number come before those with every
    word in the heads, and newer before older. In a large office whole words are looked for first; that the last one
    may go on counts only when they leave room, since collecting every word that begins so takes longer there."""
    whole, begun = _written(_phrases(text)), query(text)
    if not whole:
        return []
    last = _last_rows(db)
    if max(last) > _LARGE:
        found = _ranked(db, whole, limit, last)
        if len(found) >= limit or begun == whole or any(hit.rank < 1 for hit in found):
            return found
    return _ranked(db, begun, limit, last)


def _phrases(text: str) -> list[str]:
    phrases = (" ".join(_WORD.findall(part)) for part in fold(text).split())
    return [phrase for phrase in phrases if phrase]


def _written(phrases: Iterable[str]) -> str:
    return " ".join(f'"{phrase}"' for phrase in phrases)


def _ranked(db: Database, match: str, limit: int, last: Sequence[int]) -> list[Found]:
    """The rows that match, best first. A ``rank`` is the tier and, behind the point, how old the row is of its kind."""
    found = _matches(db, match, _RANKED, last)
    if len(found) == _RANKED:  # letters alone may have filled that
        for kind in range(1, len(_KINDS)):
            found += _matches(db, match, limit, last, kind) if last[kind] >= len(_KINDS) else []
    return nsmallest(limit, _seen(db, dict.fromkeys(found)), key=lambda hit: hit.rank)


def _seen(db: Database, found: Iterable[Found]) -> Iterable[Found]:
    """Leave out what this connection may not see."""
    if not restrictions.is_covered(db):
        return found
    hits = list(found)
    hidden = {noun: restrictions.hidden(db, noun, [hit.row_id for hit in hits if hit.noun == noun]) for noun in _KINDS}
    return [hit for hit in hits if hit.row_id not in hidden[hit.noun]]


def _matches(db: Database, match: str, most: int, last: Sequence[int], kind: int | None = None) -> list[Found]:
    """The newest rows that match, of every kind or of one, each with its rank."""
    high = max(last) if kind is None else last[kind]
    low = 0 if kind is None else max(0, high - _WINDOW * len(_KINDS))
    rows = _newest(db, match, most, low, high, kind)
    numbered = any(char.isdigit() for char in match)  # a word that never stands in a number is sought to the very end
    tiers: list[set[int]] = []
    for place, columns in enumerate(_TIERS):
        left = len(rows) > len(set().union(*tiers)) and (numbered or place > 0)
        inside = f"{{{columns}}} : ({match})"
        tiers.append(set(_newest(db, inside, most, rows[-1], rows[0], kind)) if left else set())
    return [_found(row, tiers, last) for row in rows]


def _newest(db: Database, match: str, most: int, first: int, last: int, kind: int | None) -> list[int]:
    where = "" if kind is None else f" AND rowid % {len(_KINDS)} = {kind}"
    return db.column(
        f"SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?{where} ORDER BY rowid DESC LIMIT ?",
        (match, first, last, most),
    )


def _last_rows(db: Database) -> list[int]:
    """The last row of each kind in the index, in the order of ``_KINDS``."""
    row = db.one("SELECT " + ", ".join(f"(SELECT max(id) FROM {kind})" for kind in _KINDS))
    return [int(newest or 0) * len(_KINDS) + kind for kind, newest in enumerate(row or ())]


def _found(row: int, tiers: Sequence[set[int]], last: Sequence[int]) -> Found:
    kind = row % len(_KINDS)
    tier = next((place for place, rows in enumerate(tiers) if row in rows), len(tiers))
    age = (last[kind] - row) / (last[kind] + 1)
    return Found(_KINDS[kind], row // len(_KINDS), tier + age)


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
