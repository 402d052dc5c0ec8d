"""Units and people."""

from __future__ import annotations

from db.connection import Database, Row, Value
from db.rows import new_uid, random_uid
from desktop.core.records import Person, Role, Unit
from desktop.core.text import fold, sort_key

_PERSON = "SELECT p.*, coalesce(u.name, '') AS unit FROM person AS p LEFT JOIN unit AS u ON u.id = p.unit_id"
_ORDER: dict[Role, int] = {"chairman": 0, "deputy": 1, "head": 2, "clerk": 3, "officer": 4}


def units(db: Database, *, active_only: bool) -> list[Unit]:
    """Return the units in the office's own order."""
    where = "WHERE active" if active_only else ""
    return [_unit(row) for row in db.all(f"SELECT * FROM unit {where} ORDER BY sort, id")]


def unit(db: Database, unit_id: int) -> Unit | None:
    """Return one unit."""
    row = db.one("SELECT * FROM unit WHERE id = ?", (unit_id,))
    return _unit(row) if row else None


def unit_named(db: Database, name: str) -> Unit | None:
    """Return the unit of this name, accents or not."""
    row = db.one("SELECT * FROM unit WHERE folded = ?", (fold(name),))
    return _unit(row) if row else None


def add_unit(db: Database, name: str, short_name: str, sort: int) -> int:
    """Add a unit."""
    values: dict[str, Value] = {"uid": new_uid(), "name": name, "short_name": short_name, "folded": fold(name)}
    return db.insert("unit", {**values, "sort": sort})


def change_unit(db: Database, unit: Unit) -> None:
    """Write a unit's values back."""
    values: dict[str, Value] = {"name": unit.name, "short_name": unit.short_name, "folded": fold(unit.name)}
    db.update("unit", unit.id, {**values, "sort": unit.sort, "active": int(unit.active)})


def people(db: Database, *, active_only: bool) -> list[Person]:
    """Return the people by unit, then by rank, then by given name as a Vietnamese list does."""
    where = "WHERE p.active" if active_only else ""
    rows = db.all(f"{_PERSON} {where} ORDER BY coalesce(u.sort, -1), p.id")
    order = {unit_id: place for place, unit_id in enumerate(dict.fromkeys(row["unit_id"] for row in rows))}
    found = [_person(row) for row in rows]
    return sorted(found, key=lambda p: (order[p.unit_id], _ORDER[p.role], sort_key(given_name(p.name))))


def person(db: Database, person_id: int) -> Person | None:
    """Return one person."""
    row = db.one(f"{_PERSON} WHERE p.id = ?", (person_id,))
    return _person(row) if row else None


def find(db: Database, text: str) -> list[Person]:
    """Return who is meant by an id, a uid, a whole name or a part of a name, accents or not; the closest kind wins."""
    key = fold(text)
    for where, args in (
        ("p.id = ?", (int(text) if text.isascii() and text.isdigit() else -1,)),
        ("p.uid = ?", (text,)),
        ("p.name = ? AND p.active", (text,)),
        ("p.folded = ? AND p.active", (key,)),
        ("instr(p.folded, ?) > 0 AND p.active", (key,)),
    ):
        rows = db.all(f"{_PERSON} WHERE {where} ORDER BY p.id", args)
        if rows:
            return [_person(row) for row in rows]
    return []


def add_person(db: Database, name: str, title: str, unit_id: int | None, role: Role) -> int:
    """Add a person."""
    values: dict[str, Value] = {"uid": random_uid(), "name": name, "folded": fold(name), "title": title}
    return db.insert("person", {**values, "unit_id": unit_id, "role": role})


def change_person(db: Database, person: Person) -> None:
    """Write a person's values back."""
    values: dict[str, Value] = {"name": person.name, "folded": fold(person.name), "title": person.title}
    db.update(
        "person",
        person.id,
        {**values, "unit_id": person.unit_id, "role": person.role, "active": int(person.active)},
    )


def open_work(db: Database, person_id: int) -> int:
    """Return how many tasks a person leads, not for a unit, that are still to be done."""
    where = "lead_id = ? AND lead_unit_id IS NULL AND state NOT IN ('done', 'void')"
    return int(db.value(f"SELECT count(*) FROM task WHERE {where}", (person_id,)))


def find_units(db: Database, text: str) -> list[Unit]:
    """Return the active units meant by an id, a uid, a whole or short name, or a part of a name, accents or not."""
    key = fold(text)
    active = [unit for unit in units(db, active_only=True) if key]
    named = [unit for unit in active if text in (str(unit.id), unit.uid)]
    whole = [unit for unit in active if key in (fold(unit.name), fold(unit.short_name))]
    return named or whole or [unit for unit in active if key in fold(unit.name)]


def given_name(name: str) -> str:
    """Return a name with its last word, the given name, in front: by it Vietnamese lists are sorted."""
    words = name.split()
    return " ".join([*words[-1:], *words[:-1]])


def _unit(row: Row) -> Unit:
    return Unit(row["id"], row["uid"], row["name"], row["short_name"], row["sort"], bool(row["active"]))


def _person(row: Row) -> Person:
    return Person(
        row["id"],
        row["uid"],
        row["name"],
        row["title"],
        row["unit_id"],
        row["unit"],
        row["role"],
        bool(row["active"]),
    )
