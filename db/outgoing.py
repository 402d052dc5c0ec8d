"""The office's own letters that answer others, and what nobody has answered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from db import search
from db.connection import Database, Row, Value
from db.rows import new_uid, stamp
from desktop.core.citations import number_key
from desktop.core.records import Outgoing

#: A condition on ``letter AS l``: it wants an answer from the office and has none, neither a task closed with a reply
#: nor an outgoing letter (the view unanswered_letter says which; triggers keep the column).
UNANSWERED = "l.unanswered = 1 AND l.state = 'registered'"


def add(
    db: Database,
    *,
    number: str,
    symbol: str,
    issued_on: date,
    type: str,
    subject: str,
    receiver: str,
    at: datetime,
    who: str,
) -> int:
    """Record an outgoing letter."""
    row_id = db.insert(
        "outgoing",
        {
            "uid": new_uid(),
            "number": number,
            "symbol": symbol,
            "issued_on": issued_on.isoformat(),
            "type": type,
            "subject": subject,
            "receiver": receiver,
            "number_key": number_key(number, symbol),
            "recorded_at": stamp(at),
            "recorded_by": who,
        },
    )
    search.add(db, "outgoing", row_id)
    return row_id


def change(db: Database, outgoing_id: int, values: Mapping[str, Value]) -> None:
    """Change columns of an outgoing letter."""
    with search.changed(db, "outgoing", [outgoing_id]):
        db.update("outgoing", outgoing_id, values)


def set_answers(db: Database, outgoing_id: int, letter_ids: Iterable[int]) -> None:
    """Say which letters an outgoing one answers, beside those it answers already."""
    for letter_id in dict.fromkeys(letter_ids):
        db.run("INSERT OR IGNORE INTO answer (outgoing_id, letter_id) VALUES (?, ?)", (outgoing_id, letter_id))


def same_number(db: Database, number: str, symbol: str, year: int) -> int | None:
    """Return the id of the outgoing letter that has this number in this year, None when it is free."""
    sql = "SELECT id FROM outgoing WHERE number_key = ? AND substr(issued_on, 1, 4) = ? AND state = 'recorded'"
    found: int | None = db.value(sql, (number_key(number, symbol), f"{year:04d}"))
    return found


def get(db: Database, outgoing_id: int) -> Outgoing | None:
    """Return one outgoing letter, void or not."""
    row = db.one("SELECT * FROM outgoing WHERE id = ?", (outgoing_id,))
    return _outgoing(db, row) if row else None


def every(db: Database, year: int | None = None) -> list[Outgoing]:
    """Return the outgoing letters, newest first, voided ones too."""
    where = "WHERE substr(issued_on, 1, 4) = ?" if year else ""
    args = (f"{year:04d}",) if year else ()
    rows = db.all(f"SELECT * FROM outgoing {where} ORDER BY issued_on DESC, id DESC", args)
    return [_outgoing(db, row) for row in rows]


def of_letter(db: Database, letter_id: int) -> list[Outgoing]:
    """Return what answers a letter, oldest first, without voided ones."""
    rows = db.all(
        "SELECT o.* FROM answer AS a JOIN outgoing AS o ON o.id = a.outgoing_id AND o.state = 'recorded'"
        " WHERE a.letter_id = ? ORDER BY o.issued_on, o.id",
        (letter_id,),
    )
    return [_outgoing(db, row) for row in rows]


def citing(db: Database, outgoing_id: int) -> list[Row]:
    """Return (letter_id, issued_on, issuer) of the citations, in letters not void, with an outgoing letter's number."""
    return db.all(
        "SELECT DISTINCT r.letter_id, r.issued_on, r.issuer FROM outgoing AS o"
        " JOIN reference AS r ON r.number_key = o.number_key AND r.number_key <> '' AND r.target_letter_id IS NULL"
        " JOIN letter AS l ON l.id = r.letter_id AND l.state = 'registered' WHERE o.id = ? ORDER BY r.letter_id",
        (outgoing_id,),
    )


def unanswered(db: Database) -> list[int]:
    """Return the ids of the letters nobody has answered, oldest first."""
    return db.column(f"SELECT l.id FROM letter AS l WHERE {UNANSWERED} ORDER BY l.arrived_on, l.id")


def _outgoing(db: Database, row: Row) -> Outgoing:
    letters = db.column("SELECT letter_id FROM answer WHERE outgoing_id = ? ORDER BY letter_id", (row["id"],))
    tasks = db.column("SELECT id FROM task WHERE reply_id = ? ORDER BY id", (row["id"],))
    return Outgoing(
        row["id"],
        row["uid"],
        row["number"],
        row["symbol"],
        date.fromisoformat(row["issued_on"]),
        row["type"],
        row["subject"],
        row["receiver"],
        row["state"],
        row["void_reason"],
        tuple(letters),
        tuple(tasks),
    )
