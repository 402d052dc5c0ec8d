"""What the database can tell about its own soundness."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from db import search
from db.connection import Database, connect
from db.library import sqlite3
from desktop.core.errors import StorageError


class BookYear(NamedTuple):
    """One book's year: every number that stands in the register, and the last one given."""

    book: str
    year: int
    last: int
    numbers: list[int]


def integrity(db: Database) -> list[str]:
    """Return what SQLite finds broken, in its own words; empty when the file is whole."""
    found = [str(line) for line in db.column("PRAGMA integrity_check(20)")]
    return [] if found == ["ok"] else found


def foreign_keys(db: Database) -> list[tuple[str, int]]:
    """Return (table, row id) of the rows that point to rows which are not there."""
    return [(row["table"], row["rowid"] or 0) for row in db.all("PRAGMA foreign_key_check")]


def book_years(db: Database) -> list[BookYear]:
    """Return every book's year with its numbers, also years whose counter is lost."""
    years = db.all(
        "SELECT b.id, b.name, y.year, coalesce(max(c.last_number), 0) AS last FROM book AS b"
        " JOIN (SELECT book_id, year FROM letter UNION SELECT book_id, year FROM book_year) AS y ON y.book_id = b.id"
        " LEFT JOIN book_year AS c ON c.book_id = b.id AND c.year = y.year GROUP BY b.id, y.year ORDER BY b.id, y.year"
    )
    sql = "SELECT arrival_number FROM letter WHERE book_id = ? AND year = ? ORDER BY arrival_number"
    return [BookYear(r["name"], r["year"], r["last"], db.column(sql, (r["id"], r["year"]))) for r in years]


def unaudited_letters(db: Database) -> list[int]:
    """Return the ids of the letters whose registration no audit line tells of."""
    return db.column(
        "SELECT l.id FROM letter AS l WHERE NOT EXISTS (SELECT 1 FROM audit AS a"
        " WHERE a.noun = 'letter' AND a.row_id = l.id AND a.action IN ('register', 'import')) ORDER BY l.id"
    )


def miscounted_scans(db: Database) -> list[int]:
    """Return the ids of the scans whose count of registered letters is wrong."""
    return db.column(
        "SELECT s.id FROM scan AS s WHERE s.registered_count <> (SELECT count(*) FROM letter AS l"
        " WHERE l.scan_id = s.id AND l.state = 'registered') ORDER BY s.id"
    )


def counts(db: Database) -> dict[str, int]:
    """Return how many letters, scans and tasks there are."""
    return {name: int(db.value(f"SELECT count(*) FROM {name}")) for name in ("letter", "scan", "task")}


def last_audit(db: Database) -> int:
    """Return the id of the last line of the log, 0 when there is none: it grows with everything that is done."""
    return int(db.value("SELECT max(id) FROM audit") or 0)


def owner_of(db: Database, path: str) -> tuple[str, list[str]]:
    """Return the name of the file that lies at this path of the store, and the numbers of the letters it belongs to."""
    name = db.value(
        "SELECT file FROM scan WHERE path = :p UNION ALL SELECT name FROM attachment WHERE path = :p", {"p": path}
    )
    numbers = db.column(
        "SELECT l.arrival_number || '/' || l.year FROM letter AS l WHERE l.state = 'registered' AND (l.scan_id IN"
        " (SELECT id FROM scan WHERE path = :p) OR l.id IN"
        " (SELECT letter_id FROM attachment WHERE path = :p AND letter_id IS NOT NULL)) ORDER BY l.year, l.arrival_number",
        {"p": path},
    )
    return str(name or ""), [str(number) for number in numbers]


def secret_leftovers(db: Database) -> list[tuple[int, str]]:
    """Return (id, path) of refused secret scans whose bytes the row still names."""
    rows = db.all("SELECT id, path FROM scan WHERE secret AND path IS NOT NULL ORDER BY id")
    return [(row["id"], row["path"]) for row in rows]


def attachments(db: Database) -> list[tuple[int, str, str]]:
    """Return (id, path, sha256) of every attachment, and of every picture kept with a returned sheet."""
    rows = db.all(
        "SELECT id, path, sha256 FROM attachment UNION ALL"
        " SELECT id, note_path, note_sha256 FROM sheet_return WHERE note_path IS NOT NULL"
    )
    return [(r["id"], r["path"], r["sha256"]) for r in rows]


def search_in_step(file: Path) -> bool | None:
    """Tell whether the search index says what the rows say; None when it cannot be asked (no write access, busy).

    SQLite asks by a write command, so this opens a connection of its own and rolls back.
    """
    try:
        db = connect(file)
    except StorageError:
        return None
    try:
        db.connection.execute("BEGIN IMMEDIATE")
        return search.in_step(db)
    except sqlite3.OperationalError:
        return None
    finally:
        db.close()
