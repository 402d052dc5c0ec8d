"""Citations and the letters they mean, linked when either of the two is registered."""

from __future__ import annotations

from collections.abc import Iterable

from db import letters
from db.connection import Database, Row, Value
from db.rows import box, box_column
from desktop.core.citations import means, number_key
from desktop.core.readings import Reference
from desktop.core.records import ReferenceRow


def add(db: Database, letter_id: int, references: Iterable[Reference]) -> None:
    """Write the citations of a letter."""
    for reference in references:
        db.insert("reference", row_of(letter_id, reference))


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


def link_from(db: Database, letter_id: int) -> None:
    """Find the registered letters that a letter cites."""
    for row in db.all("SELECT * FROM reference WHERE letter_id = ? AND number_key <> ''", (letter_id,)):
        _link(db, row)


def link_to(db: Database, letter_id: int) -> None:
    """Find the citations that mean a letter just registered, corrected or voided."""
    key = db.value("SELECT number_key FROM letter WHERE id = ?", (letter_id,))
    rows = db.all(
        "SELECT * FROM reference WHERE target_letter_id = ? OR (number_key = ? AND number_key <> '')",
        (letter_id, key),
    )
    for row in rows:
        _link(db, row)


def _link(db: Database, row: Row) -> None:
    target = _target(db, row)
    if target != row["target_letter_id"]:
        db.update("reference", row["id"], {"target_letter_id": target})


def _target(db: Database, row: Row) -> int | None:
    for letter_id in letters.with_number(db, row["number_key"]):
        letter = db.one("SELECT issued_on, issuer, parent_issuer FROM letter WHERE id = ?", (letter_id,))
        if letter is None or letter_id == row["letter_id"]:
            continue
        issuers = (letter["issuer"], letter["parent_issuer"])
        if means(row["issued_on"], row["issuer"], letter["issued_on"], *issuers):
            return letter_id
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
