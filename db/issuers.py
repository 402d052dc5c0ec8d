"""The issuers that the clerk has confirmed."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from db.connection import Database
from db.rows import new_uid, stamp
from desktop.core.text import fold


class Issuer(NamedTuple):
    """A confirmed issuer; ``uses`` counts the letters registered from it."""

    id: int
    uid: str
    name: str
    parent: str
    system: str
    uses: int


def learn(db: Database, name: str, parent: str, system: str, at: datetime) -> None:
    """Take an issuer as a person typed it: a new one is added, the spelling and parent of a known one are brought up
    to what was typed last. Its uses are counted elsewhere."""
    known = db.value("SELECT id FROM issuer WHERE folded = ?", (fold(name),))
    if known:
        db.update("issuer", known, {"name": name, "parent": parent, "system": system, "active": 1})
        return
    if _alias_of(db, name):
        return
    db.insert(
        "issuer",
        {
            "uid": new_uid(),
            "name": name,
            "folded": fold(name),
            "parent": parent,
            "system": system,
            "learned_at": stamp(at),
        },
    )


def count_use(db: Database, name: str) -> None:
    """Count a letter registered from an issuer, where it is known."""
    db.run(
        "UPDATE issuer SET uses = uses + 1 WHERE id = coalesce((SELECT id FROM issuer WHERE folded = :name),"
        " (SELECT issuer_id FROM issuer_alias WHERE folded = :name))",
        {"name": fold(name)},
    )


def _alias_of(db: Database, name: str) -> int | None:
    found: int | None = db.value("SELECT issuer_id FROM issuer_alias WHERE folded = ?", (fold(name),))
    return found


def issuers(db: Database) -> list[Issuer]:
    """Return the confirmed issuers, the most used first."""
    rows = db.all("SELECT * FROM issuer WHERE active ORDER BY uses DESC, id")
    return [Issuer(r["id"], r["uid"], r["name"], r["parent"], r["system"], r["uses"]) for r in rows]
