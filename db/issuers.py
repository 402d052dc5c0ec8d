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


def learn(db: Database, name: str, parent: str, system: str, at: datetime) -> bool:
    """Count a use of an issuer, adding it when it is new; tell whether it was."""
    known = db.value("SELECT id FROM issuer WHERE folded = ?", (fold(name),))
    known = known or db.value("SELECT issuer_id FROM issuer_alias WHERE folded = ?", (fold(name),))
    if known:
        db.run("UPDATE issuer SET uses = uses + 1 WHERE id = ?", (known,))
        return False
    db.insert(
        "issuer",
        {
            "uid": new_uid(),
            "name": name,
            "folded": fold(name),
            "parent": parent,
            "system": system,
            "uses": 1,
            "learned_at": stamp(at),
        },
    )
    return True


def issuers(db: Database) -> list[Issuer]:
    """Return the confirmed issuers, the most used first."""
    rows = db.all("SELECT * FROM issuer WHERE active ORDER BY uses DESC, id")
    return [Issuer(r["id"], r["uid"], r["name"], r["parent"], r["system"], r["uses"]) for r in rows]
