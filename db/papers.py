"""What happens to a registered letter on paper: handed over, and a leader's opinion written on it."""

from __future__ import annotations

from datetime import date

from db.connection import Database, Row, Value
from db.rows import iso, new_uid
from desktop.core.records import Instruction, Transfer


def add_transfer(
    db: Database, letter_id: int, to_name: str, on: date, *, person_id: int | None, unit_id: int | None, note: str
) -> int:
    """Record that a letter was handed over; the register's columns 7 and 8 follow."""
    row = transfer_row(letter_id, to_name, on)
    row_id = db.insert("transfer", {**row, "person_id": person_id, "unit_id": unit_id, "note": note})
    names = dict.fromkeys(t.to_name for t in transfers(db, letter_id))
    db.update("letter", letter_id, {"handed_to": "; ".join(names), "handed_on": iso(on)})
    return row_id


def transfer_row(letter_id: int, to_name: str, on: date) -> dict[str, Value]:
    """Return the columns of a letter's being handed to somebody by name."""
    return {"uid": new_uid(), "letter_id": letter_id, "to_name": to_name, "handed_on": iso(on)}


def transfers(db: Database, letter_id: int) -> list[Transfer]:
    """Return to whom a letter was handed over, oldest first."""
    return [_transfer(r) for r in db.all("SELECT * FROM transfer WHERE letter_id = ? ORDER BY id", (letter_id,))]


def transfers_between(db: Database, first: date, last: date) -> list[Transfer]:
    """Return what was handed over from one day to another, in the order of the days."""
    sql = "SELECT * FROM transfer WHERE handed_on BETWEEN ? AND ? ORDER BY handed_on, id"
    return [_transfer(row) for row in db.all(sql, (iso(first), iso(last)))]


def _transfer(row: Row) -> Transfer:
    day = date.fromisoformat(row["handed_on"])
    return Transfer(row["id"], row["letter_id"], row["to_name"], day, row["person_id"], row["unit_id"], row["note"])


def add_instruction(db: Database, letter_id: int, text: str, on: date, *, who: str, person_id: int | None) -> int:
    """Record a leader's opinion."""
    return db.insert(
        "instruction",
        {
            "uid": new_uid(),
            "letter_id": letter_id,
            "person_id": person_id,
            "who": who,
            "text": text,
            "given_on": iso(on),
        },
    )


def instructions(db: Database, letter_id: int) -> list[Instruction]:
    """Return the opinions on a letter, oldest first."""
    rows = db.all("SELECT * FROM instruction WHERE letter_id = ? ORDER BY id", (letter_id,))
    return [
        Instruction(
            row["id"], row["letter_id"], row["who"], row["text"], date.fromisoformat(row["given_on"]), row["person_id"]
        )
        for row in rows
    ]
