"""The office's own row, its holidays and its books."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from db.connection import Database, Row
from db.rows import iso, new_uid, random_uid, stamp
from desktop.core.calendar import WorkCalendar
from desktop.core.records import Book, OfficeInfo

INCOMING = "den"


def add_office(db: Database, info: OfficeInfo, at: datetime) -> None:
    """Write the one row of the office."""
    db.insert(
        "office",
        {
            "id": 1,
            "uid": info.uid or random_uid(),
            "name": info.name,
            "kind": info.kind,
            "place": info.place,
            "superior": info.superior,
            "created_at": stamp(at),
        },
    )


def office_info(db: Database) -> OfficeInfo | None:
    """Return the office, None when its creation was never finished."""
    row = db.one("SELECT * FROM office")
    return OfficeInfo(row["name"], row["kind"], row["place"], row["superior"], row["uid"]) if row else None


def change_office(db: Database, info: OfficeInfo) -> None:
    """Change the office's name, kind, place and superior."""
    db.update("office", 1, {"name": info.name, "kind": info.kind, "place": info.place, "superior": info.superior})


def set_holidays(db: Database, year: int, off: Mapping[date, str], working: frozenset[date]) -> None:
    """Replace the holidays and working Saturdays of one year."""
    db.run("DELETE FROM holiday WHERE year = ?", (year,))
    for day, name in off.items():
        db.insert("holiday", {"day": iso(day), "name": name, "kind": "off", "year": year})
    for day in working:
        db.insert("holiday", {"day": iso(day), "name": "", "kind": "working", "year": year})


def calendar(db: Database) -> WorkCalendar:
    """Return the office's calendar."""
    rows = db.all("SELECT * FROM holiday")
    off = {date.fromisoformat(r["day"]): str(r["name"]) for r in rows if r["kind"] == "off"}
    working = frozenset(date.fromisoformat(r["day"]) for r in rows if r["kind"] == "working")
    return WorkCalendar(off, working, frozenset(int(r["year"]) for r in rows))


def add_book(db: Database, name: str, code: str, system: str = "") -> int:
    """Add a register book."""
    return db.insert("book", {"uid": new_uid(), "name": name, "code": code, "system": system})


def books(db: Database) -> list[Book]:
    """Return every book, the incoming one first."""
    return [_book(row) for row in db.all("SELECT * FROM book ORDER BY code <> ?, id", (INCOMING,))]


def book(db: Database, book_id: int) -> Book | None:
    """Return one book."""
    row = db.one("SELECT * FROM book WHERE id = ?", (book_id,))
    return _book(row) if row else None


def last_number(db: Database, book_id: int, year: int) -> int:
    """Return the last number given in a book and year, 0 when none was."""
    found = db.value("SELECT last_number FROM book_year WHERE book_id = ? AND year = ?", (book_id, year))
    return int(found or 0)


def take_number(db: Database, book_id: int, year: int, number: int) -> None:
    """Record that ``number`` is the last one given; the write lock of the transaction keeps others away."""
    db.run(
        "INSERT INTO book_year (book_id, year, last_number) VALUES (?, ?, ?)"
        " ON CONFLICT (book_id, year) DO UPDATE SET last_number = excluded.last_number",
        (book_id, year, number),
    )


def has_entries(db: Database) -> bool:
    """Tell whether any number was ever given."""
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM letter)"))


def closed_on(db: Database, book_id: int, year: int) -> str | None:
    """Return the day on which a book's year was closed, None while it is open."""
    found: str | None = db.value("SELECT closed_on FROM book_year WHERE book_id = ? AND year = ?", (book_id, year))
    return found


def _book(row: Row) -> Book:
    return Book(row["id"], row["uid"], row["name"], row["code"], bool(row["active"]), row["system"])
