"""Register books over the years: names, volumes, closing."""

from __future__ import annotations

from datetime import date

from db.connection import Database, Row
from db.rows import day, iso


def rename(db: Database, book_id: int, name: str, system: str) -> None:
    """Change a book's name and the letters that go into it."""
    db.update("book", book_id, {"name": name, "system": system})


def set_active(db: Database, book_id: int, active: bool) -> None:
    """Use a book, or no longer."""
    db.update("book", book_id, {"active": int(active)})


def standing(db: Database, book_id: int, year: int) -> tuple[int, str | None, date | None]:
    """Return where a book's year stands: the last number given (0: none), the day on which it was closed, if it was,
    and the latest arrival day in it."""
    row = db.one(
        "SELECT last_number, closed_on, (SELECT max(arrived_on) FROM letter WHERE book_id = y.book_id"
        " AND arrived_on BETWEEN y.year || '-01-01' AND y.year || '-12-31') AS arrived_on"
        " FROM book_year AS y WHERE book_id = ? AND year = ?",
        (book_id, year),
    )
    return (row["last_number"], row["closed_on"], day(row["arrived_on"])) if row else (0, None, None)


def years(db: Database) -> list[tuple[int, int]]:
    """Return (book, year) of every book's year in which numbers were given, the newest year first."""
    rows = db.all("SELECT book_id, year FROM book_year WHERE last_number > 0 ORDER BY year DESC, book_id")
    return [(row["book_id"], row["year"]) for row in rows]


def year_row(db: Database, book_id: int, year: int) -> Row | None:
    """Return the counter and the closing of a book's year."""
    return db.one("SELECT * FROM book_year WHERE book_id = ? AND year = ?", (book_id, year))


def counts(db: Database, book_id: int, year: int) -> Row | None:
    """Return ``entries``, ``void``, ``late`` and ``incomplete`` of a book's year."""
    return db.one(
        "SELECT count(*) AS entries, coalesce(sum(state = 'void'), 0) AS void, coalesce(sum(late), 0) AS late,"
        " coalesce(sum(state <> 'void' AND incomplete <> ''), 0) AS incomplete FROM letter"
        " WHERE book_id = ? AND year = ?",
        (book_id, year),
    )


def numbers(db: Database, book_id: int, year: int) -> list[int]:
    """Return every number of a book's year, in order."""
    sql = "SELECT arrival_number FROM letter WHERE book_id = ? AND year = ? ORDER BY arrival_number"
    return db.column(sql, (book_id, year))


def irregular(db: Database, book_id: int, year: int) -> list[int]:
    """Return the ids of the void, late and incomplete entries of a book's year, by number."""
    return db.column(
        "SELECT id FROM letter WHERE book_id = ? AND year = ? AND (state = 'void' OR late OR incomplete <> '')"
        " ORDER BY arrival_number",
        (book_id, year),
    )


def volume_starts(db: Database, book_id: int, year: int) -> list[int]:
    """Return the first number of every volume, [] when the year was never parted."""
    sql = "SELECT first_number FROM volume WHERE book_id = ? AND year = ? ORDER BY number"
    return db.column(sql, (book_id, year))


def add_volume(db: Database, book_id: int, year: int, number: int, first_number: int, on: date) -> None:
    """Begin a volume."""
    db.run(
        "INSERT INTO volume (book_id, year, number, first_number, started_on) VALUES (?, ?, ?, ?, ?)",
        (book_id, year, number, first_number, iso(on)),
    )


def days(db: Database, book_id: int, year: int, first: int, last: int) -> tuple[date | None, date | None]:
    """Return the first and last arrival day among a book's numbers."""
    row = db.one(
        "SELECT min(arrived_on) AS first, max(arrived_on) AS last FROM letter"
        " WHERE book_id = ? AND year = ? AND arrival_number BETWEEN ? AND ?",
        (book_id, year, first, last),
    )
    return (day(row["first"]), day(row["last"])) if row else (None, None)


def close(db: Database, book_id: int, year: int, on: date, by: str) -> None:
    """Freeze a book's year."""
    _set(db, book_id, year, "closed_on = ?, closed_by = ?", (iso(on), by))


def set_printed(db: Database, book_id: int, year: int, path: str, sha256: str) -> None:
    """Name the PDF that was kept of a book's year."""
    _set(db, book_id, year, "printed_path = ?, printed_sha256 = ?", (path, sha256))


def bind(db: Database, book_id: int, year: int, on: date, volumes: int) -> None:
    """Record that the printed register was bound."""
    _set(db, book_id, year, "bound_on = ?, bound_volumes = ?", (iso(on), volumes))


def reopen(db: Database, book_id: int, year: int) -> None:
    """Let numbers be given again; the PDF of the closing stays."""
    _set(db, book_id, year, "closed_on = NULL, closed_by = '', bound_on = NULL, bound_volumes = NULL", ())


def printed(db: Database) -> list[tuple[str, str]]:
    """Return (path, sha256) of every register PDF that was kept."""
    rows = db.all("SELECT printed_path, printed_sha256 FROM book_year WHERE printed_path <> ''")
    return [(row["printed_path"], row["printed_sha256"]) for row in rows]


def _set(db: Database, book_id: int, year: int, sets: str, args: tuple[str | int | None, ...]) -> None:
    db.run(f"UPDATE book_year SET {sets} WHERE book_id = ? AND year = ?", (*args, book_id, year))
