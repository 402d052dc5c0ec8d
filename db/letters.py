"""Register entries and the values behind them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from db.connection import Database, Row, Value
from db.rows import batches, box, box_column, day, gaps, iso, items, new_uid, sort_column, stamp, to_json
from desktop.core.citations import number_key
from desktop.core.readings import LIST_FIELDS, FieldReading
from desktop.core.records import Letter
from desktop.core.text import fold

Values = Mapping[str, str | list[str]]

#: The fields that have a column of the same name.
COLUMNS = (
    "system",
    "parent_issuer",
    "issuer",
    "number",
    "symbol",
    "issued_on",
    "place",
    "type",
    "subject",
    "addressees",
    "recipients",
    "signing_authority",
    "signer_title",
    "signer",
    "urgency",
    "note",
)
_TASKS = """
SELECT letter_id, count(*) AS task_count,
    sum(state IN ('open', 'rework', 'waiting', 'paused')) AS open_count,
    sum(state IN ('open', 'rework') AND due_on < :today) AS overdue_count,
    min(CASE WHEN state IN ('open', 'rework', 'waiting', 'paused') THEN due_on END) AS due_on
FROM task WHERE state <> 'void' AND letter_id IN ({ids}) GROUP BY letter_id
"""
_FIELDS = "INTO letter_field (letter_id, name, value, confidence, page, box, source) VALUES (?, ?, ?, ?, ?, ?, ?)"
_LETTER = """
SELECT l.*, b.name AS book, s.path AS scan_path FROM letter AS l
JOIN book AS b ON b.id = l.book_id LEFT JOIN scan AS s ON s.id = l.scan_id
"""


def add(
    db: Database,
    *,
    book_id: int,
    year: int,
    arrival_number: int,
    arrived_on: date,
    values: Values,
    incomplete: Iterable[str],
    at: datetime,
    who: str,
    scan_id: int | None = None,
    letter_index: int = 0,
    pages: tuple[int, int] | None = None,
    head_only: bool = False,
    late: bool = False,
) -> int:
    """Write a register entry with the number it was given, in the same transaction."""
    row = row_of(
        book_id=book_id,
        year=year,
        arrival_number=arrival_number,
        arrived_on=arrived_on,
        values=values,
        incomplete=incomplete,
        at=at,
        who=who,
    )
    place: dict[str, Value] = {
        "scan_id": scan_id,
        "letter_index": letter_index,
        "first_page": pages[0] if pages else None,
        "last_page": pages[1] if pages else None,
        "head_only": int(head_only),
        "late": int(late),
    }
    return db.insert("letter", {**row, **place})


def row_of(
    *,
    book_id: int,
    year: int,
    arrival_number: int,
    arrived_on: date,
    values: Values,
    incomplete: Iterable[str],
    at: datetime,
    who: str,
) -> dict[str, Value]:
    """Return the columns of an entry that has no scan."""
    head: dict[str, Value] = {
        "uid": new_uid(),
        "book_id": book_id,
        "year": year,
        "arrival_number": arrival_number,
        "arrived_on": iso(arrived_on),
        "incomplete": " ".join(incomplete),
        "registered_at": stamp(at),
        "registered_by": who,
    }
    return {**head, **_columns(values), **_keys(values)}


def change(db: Database, letter_id: int, values: Values, incomplete: Iterable[str]) -> None:
    """Write the whole set of values of an entry back; number and book never change."""
    db.update("letter", letter_id, {**_columns(values), **_keys(values), "incomplete": " ".join(incomplete)})


def void(db: Database, letter_id: int, reason: str) -> None:
    """Void an entry: it stays visible and keeps its number."""
    db.update("letter", letter_id, {"state": "void", "void_reason": reason})


def rows(db: Database, ids: Iterable[int], today: date) -> list[Letter]:
    """Return the letters of these ids in that order; an id without a letter is left out."""
    wanted = list(ids)
    found: dict[int, Letter] = {}
    for batch in batches(dict.fromkeys(wanted)):
        tasks = {row["letter_id"]: row for row in _task_counts(db, batch, today)}
        for row in db.all(f"{_LETTER} WHERE l.id IN ({gaps(len(batch))})", batch):
            found[row["id"]] = letter_of(row, tasks.get(row["id"]))
    return [found[letter_id] for letter_id in wanted if letter_id in found]


def get(db: Database, letter_id: int, today: date) -> Letter | None:
    """Return one letter."""
    return next(iter(rows(db, [letter_id], today)), None)


def just_added(db: Database, letter_id: int) -> Letter:
    """Return a letter that was written in this transaction: it has no tasks yet."""
    return letter_of(db.all(f"{_LETTER} WHERE l.id = ?", (letter_id,))[0], None)


def values_of(db: Database, letter_id: int) -> dict[str, str | list[str]]:
    """Return the values of an entry as the form knows them."""
    row = db.one("SELECT * FROM letter WHERE id = ?", (letter_id,))
    if row is None:
        return {}
    return {name: list(items(row[name])) if name in LIST_FIELDS else str(row[name]) for name in COLUMNS}


def with_number(db: Database, key: str) -> list[int]:
    """Return the ids of the letters, not void, with this number and symbol."""
    if not key:
        return []
    sql = "SELECT id FROM letter WHERE number_key = ? AND number_key <> '' AND state = 'registered' ORDER BY id"
    return db.column(sql, (key,))  # the second condition is the index's own: without it every letter is looked at


def of_scan(db: Database, scan_id: int) -> list[int]:
    """Return the ids of all letters of a scan, voided ones too."""
    return db.column("SELECT id FROM letter WHERE scan_id = ? ORDER BY letter_index, id", (scan_id,))


def registered_indices(db: Database, scan_id: int) -> set[int]:
    """Return which letters of a scan stand in the register."""
    return set(db.column("SELECT letter_index FROM letter WHERE scan_id = ? AND state = 'registered'", (scan_id,)))


def head_only(db: Database, scan_id: int) -> list[tuple[int, int]]:
    """Return (id, index in the scan) of the letters registered before the rest of their scan had been read."""
    sql = "SELECT id, letter_index FROM letter WHERE scan_id = ? AND head_only AND state = 'registered'"
    return [(row["id"], row["letter_index"]) for row in db.all(sql, (scan_id,))]


def set_whole(db: Database, letter_id: int, first_page: int, last_page: int) -> None:
    """Record on which pages a letter stands, now that its whole scan has been read."""
    db.update("letter", letter_id, {"head_only": 0, "first_page": first_page, "last_page": last_page})


def add_fields(db: Database, letter_id: int, fields: Mapping[str, FieldReading], typed: Iterable[str]) -> None:
    """Keep how each value of a new letter came about: as read with its confidence and place, or typed by the clerk."""
    db.run_all(f"INSERT {_FIELDS}", _field_rows(letter_id, fields, set(typed)))


def set_fields(db: Database, letter_id: int, fields: Mapping[str, FieldReading], typed: Iterable[str]) -> None:
    """Keep how values came about since."""
    db.run_all(f"INSERT OR REPLACE {_FIELDS}", _field_rows(letter_id, fields, set(typed)))


def _field_rows(letter_id: int, fields: Mapping[str, FieldReading], typed: set[str]) -> list[tuple[Value, ...]]:
    return [
        (letter_id, n, to_json(f.value), f.confidence, f.page, box_column(f.box), "typed" if n in typed else "read")
        for n, f in fields.items()
    ]


def fields(db: Database, letter_id: int) -> dict[str, FieldReading]:
    """Return how each value came about; a typed one has confidence 1."""
    rows = db.all("SELECT * FROM letter_field WHERE letter_id = ?", (letter_id,))
    return {r["name"]: FieldReading(json.loads(r["value"]), r["confidence"], r["page"], box(r["box"])) for r in rows}


def empty(db: Database, letter_id: int) -> None:
    """Take everything that a letter says out of its entry and its fields; number, days and reason stay."""
    db.update("letter", letter_id, {**_columns({}), **_keys({}), "incomplete": ""})
    db.run("DELETE FROM letter_field WHERE letter_id = ?", (letter_id,))
    db.run("DELETE FROM reference WHERE letter_id = ?", (letter_id,))


def typed_fields(db: Database, letter_id: int) -> set[str]:
    """Return which values were typed."""
    return set(db.column("SELECT name FROM letter_field WHERE letter_id = ? AND source = 'typed'", (letter_id,)))


def _columns(values: Values) -> dict[str, Value]:
    return {name: _column(name, values.get(name)) for name in COLUMNS}


def _column(name: str, value: str | list[str] | None) -> str:
    if name in LIST_FIELDS:
        return to_json([value] if isinstance(value, str) and value else list(value or []))
    text = "; ".join(value) if isinstance(value, list) else value or ""
    return text or ("state" if name == "system" else "")


def _keys(values: Values) -> dict[str, Value]:
    issuer, subject = str(values.get("issuer") or ""), str(values.get("subject") or "")
    return {
        "number_key": number_key(str(values.get("number") or ""), str(values.get("symbol") or "")),
        "issuer_folded": fold(issuer),
        "issuer_sort": sort_column(issuer),
        "subject_sort": sort_column(subject),
    }


def _task_counts(db: Database, ids: list[int], today: date) -> list[Row]:
    names = {f"id{n}": letter_id for n, letter_id in enumerate(ids)}
    sql = _TASKS.format(ids=", ".join(f":{name}" for name in names))
    return db.all(sql, {"today": today.isoformat(), **names})


def letter_of(row: Row, tasks: Row | None) -> Letter:
    """Return the letter a row stands for, with the counts of its tasks."""
    values: dict[str, Any] = {name: items(row[name]) if name in LIST_FIELDS else row[name] for name in COLUMNS}
    return Letter(
        id=row["id"],
        uid=row["uid"],
        book_id=row["book_id"],
        book=row["book"],
        year=row["year"],
        arrival_number=row["arrival_number"],
        arrived_on=date.fromisoformat(row["arrived_on"]),
        **values,
        state=row["state"],
        void_reason=row["void_reason"],
        incomplete=tuple(row["incomplete"].split()),
        scan_id=row["scan_id"],
        scan_path=row["scan_path"],
        first_page=row["first_page"],
        last_page=row["last_page"],
        handed_to=row["handed_to"],
        handed_on=day(row["handed_on"]),
        task_count=tasks["task_count"] if tasks else 0,
        open_task_count=tasks["open_count"] if tasks else 0,
        overdue_count=tasks["overdue_count"] if tasks else 0,
        due_on=day(tasks["due_on"]) if tasks else None,
        late=bool(row["late"]),
        registered_on=date.fromisoformat(row["registered_at"][:10]),
    )


def find(db: Database, text: str) -> int | None:
    """Return the id of the letter meant by an id or a uid."""
    number = int(text) if text.isascii() and text.isdigit() else -1
    found: int | None = db.value("SELECT id FROM letter WHERE id = ? OR uid = ?", (number, text))
    return found
