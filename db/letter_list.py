"""The register as a list: which letters, in which order, as ids; the rows are fetched as they are looked at."""

from __future__ import annotations

from datetime import date

from db import outgoing, search
from db.connection import Database, Value
from desktop.core.calendar import Week
from desktop.core.filters import LetterFilter, LetterSort, Only
from desktop.core.text import fold

_ORDER: dict[LetterSort, str] = {
    "arrival": "{p}l.year {d}, {p}l.arrival_number {d}",
    "arrived_on": "l.arrived_on {d}, l.id {d}",
    "issuer": "l.issuer_sort {d}, l.id {d}",
    "number": "CAST(l.number AS INTEGER) {d}, l.number {d}, l.id {d}",
    "symbol": "l.symbol {d}, l.id {d}",
    "issued_on": "l.issued_on {d}, l.id {d}",
    "type": "l.type {d}, l.id {d}",
    "subject": "l.subject_sort {d}, l.id {d}",
    "handed_to": "l.handed_to {d}, l.id {d}",
    "due_on": "(SELECT min(t.due_on) FROM task AS t WHERE t.letter_id = l.id AND t.state IN"
    " ('open', 'rework', 'waiting', 'paused')) {d} NULLS LAST, l.id {d}",
}
_ONLY: dict[Only, str] = {
    "": "",
    "this_week": "l.arrived_on BETWEEN :monday AND :sunday",
    "unassigned": "l.handed_to = '' AND l.state = 'registered'"
    " AND NOT EXISTS (SELECT 1 FROM task AS t WHERE t.letter_id = l.id AND t.state <> 'void')",
    "urgent": "l.urgency <> '' AND l.state = 'registered'",
    "overdue": "l.id IN (SELECT t.letter_id FROM task AS t WHERE t.state IN ('open', 'rework') AND t.due_on < :today)",
    "incomplete": "l.incomplete <> '' AND l.state = 'registered'",
    "unanswered": f"l.id IN ({outgoing.UNANSWERED})",
    "void": "l.state = 'void'",
}


def count(db: Database, f: LetterFilter, today: date) -> int:
    """Return how many letters the filter leaves."""
    where, args = _where(f, today)
    return int(db.value(f"SELECT count(*) FROM letter AS l {where}", args))


def ids(db: Database, f: LetterFilter, sort: LetterSort, descending: bool, today: date) -> list[int]:
    """Return the ids of the letters the filter leaves, sorted."""
    where, args = _where(f, today)
    narrow = "+" if f.only or f.text else ""  # sort the few that are left rather than walk the whole register
    order = _ORDER[sort].format(d="DESC" if descending else "ASC", p=narrow)
    return db.column(f"SELECT l.id FROM letter AS l {where} ORDER BY {order}", args)


def years(db: Database) -> list[int]:
    """Return the years with letters, newest first."""
    return db.column("SELECT DISTINCT year FROM book_year WHERE last_number > 0 ORDER BY year DESC")


def _where(f: LetterFilter, today: date) -> tuple[str, dict[str, Value]]:
    week = Week.of(today)
    args: dict[str, Value] = {
        "year": f.year,
        "book": f.book_id,
        "from": f.arrived_from.isoformat() if f.arrived_from else None,
        "to": f.arrived_to.isoformat() if f.arrived_to else None,
        "issuer": fold(f.issuer),
        "match": search.query(f.text),
        "today": today.isoformat(),
        "monday": week.monday.isoformat(),
        "sunday": week.sunday.isoformat(),
    }
    parts = [
        "l.year = :year" if f.year is not None else "",
        "l.book_id = :book" if f.book_id is not None else "",
        "l.arrived_on >= :from" if f.arrived_from else "",
        "l.arrived_on <= :to" if f.arrived_to else "",
        "instr(l.issuer_folded, :issuer) > 0" if args["issuer"] else "",
        "l.id IN (SELECT rowid / 4 FROM search WHERE search MATCH :match AND rowid % 4 = 0)" if args["match"] else "",
        "0" if f.text.strip() and not args["match"] else "",
        _ONLY[f.only],
    ]
    kept = [part for part in parts if part]
    return ("WHERE " + " AND ".join(kept) if kept else ""), args
