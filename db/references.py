"""Citations and the letters they mean, linked when either of the two is registered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from db.connection import Database, Row, Value
from db.rows import box, box_column
from desktop.core.citations import means, number_key
from desktop.core.readings import Reference
from desktop.core.records import ReferenceRow

_WITH_NUMBER = (
    "SELECT id, issued_on, issuer, parent_issuer FROM letter"
    " WHERE number_key = ? AND number_key <> '' AND state = 'registered' ORDER BY id"  # the second: the index's own
)


def add(db: Database, letter_id: int, references: Iterable[Reference]) -> None:
    """Write the citations of a letter, linked to the registered letters that they mean."""
    rows = (row_of(letter_id, reference) for reference in references)
    db.insert_all("reference", [{**row, "target_letter_id": _target(db, row)} for row in rows])


def row_of(letter_id: int, reference: Reference) -> dict[str, Value]:
    """Return the columns of a citation that is not linked yet."""
    return {
        "letter_id": letter_id,
        "type": reference.type or "",
        "number": reference.number or "",
        "symbol": reference.symbol or "",
        "issued_on": reference.issued_on or "",
        "issuer": reference.issuer or "",
        "raw": reference.raw,
        "page": reference.page,
        "box": box_column(reference.box),
        "number_key": number_key(reference.number or "", reference.symbol or ""),
    }


def of_letter(db: Database, letter_id: int) -> list[ReferenceRow]:
    """Return what a letter cites, in the order of its text."""
    return [_reference(row) for row in db.all("SELECT * FROM reference WHERE letter_id = ? ORDER BY id", (letter_id,))]


def citing(db: Database, letter_id: int) -> list[ReferenceRow]:
    """Return the citations of a letter in others that are not void."""
    rows = db.all(
        "SELECT r.* FROM reference AS r JOIN letter AS l ON l.id = r.letter_id"
        " WHERE r.target_letter_id = ? AND l.state = 'registered' ORDER BY l.year, l.arrival_number, r.id",
        (letter_id,),
    )
    return [_reference(row) for row in rows]


def link_to(db: Database, letter_id: int) -> None:
    """Find the citations that mean a letter just registered, corrected or voided."""
    rows = db.all(
        "SELECT * FROM reference WHERE target_letter_id = :id"
        " OR (number_key = (SELECT number_key FROM letter WHERE id = :id) AND number_key <> '')",
        {"id": letter_id},
    )
    for row in rows:
        _link(db, row)


def _link(db: Database, row: Row) -> None:
    target = _target(db, row)
    if target != row["target_letter_id"]:
        db.update("reference", row["id"], {"target_letter_id": target})


def _target(db: Database, row: Row | Mapping[str, Any]) -> int | None:
    """The first registered letter that a citation means; a letter never means itself."""
    if not row["number_key"]:
        return None
    for letter in db.all(_WITH_NUMBER, (row["number_key"],)):
        said = (letter["issued_on"], letter["issuer"], letter["parent_issuer"])
        if letter["id"] != row["letter_id"] and means(row["issued_on"], row["issuer"], *said):
            return int(letter["id"])
    return None


def _reference(row: Row) -> ReferenceRow:
    return ReferenceRow(
        row["id"],
        row["letter_id"],
        row["type"],
        row["number"],
        row["symbol"],
        row["issued_on"],
        row["issuer"],
        row["raw"],
        row["page"],
        box(row["box"]),
        row["target_letter_id"],
    )
