"""Units and people of the office."""

from __future__ import annotations

from dataclasses import replace

from db import people as rows
from db import search, tasks
from desktop.core.errors import NotFound, RuleError
from desktop.core.records import Person, Role, Unit
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services import leads
from desktop.services.office import Office

ROLES: tuple[Role, ...] = ("chairman", "deputy", "head", "clerk", "officer")


def people(office: Office, *, active_only: bool = True) -> list[Person]:
    """Return the people by unit, rank and given name."""
    return rows.people(office.db, active_only=active_only)


def units(office: Office, *, active_only: bool = True) -> list[Unit]:
    """Return the units in the office's order."""
    return rows.units(office.db, active_only=active_only)


def person(office: Office, person_id: int) -> Person:
    """Return one person; NotFound."""
    found = rows.person(office.db, person_id)
    if found is None:
        raise NotFound("no-person", tr("Không có người mã {id}.", id=person_id))
    return found


def unit(office: Office, unit_id: int) -> Unit:
    """Return one unit; NotFound."""
    found = rows.unit(office.db, unit_id)
    if found is None:
        raise NotFound("no-unit", tr("Không có đơn vị mã {id}.", id=unit_id))
    return found


def find_person(office: Office, text: str) -> Person:
    """Return who is meant by an id, uid, name or part of a name, with or without accents.

    Raises NotFound when nobody is, RuleError when several are.
    """
    found = rows.find(office.db, squeeze(text)) if squeeze(text) else []
    if not found:
        raise NotFound("no-person", tr("Không có ai tên {text}.", text=text), tr("Hãy xem danh sách cán bộ."))
    if len(found) > 1:
        names = ", ".join(f"{p.name} ({p.unit or p.title or p.id})" for p in found)
        raise RuleError(
            "ambiguous-person",
            tr("Có nhiều người hợp với {text}: {names}.", text=text, names=names),
            tr("Hãy ghi đủ họ tên hoặc mã số."),
        )
    return found[0]


def find_lead(office: Office, text: str) -> Person | Unit:
    """Return the person or the unit meant by an id, a name or a part of it, accents or not; P2 is a person, U3 a unit.

    A unit's whole name comes before a part of a person's. Raises NotFound when nobody is meant, RuleError for several.
    """
    wanted = squeeze(text)
    kind, number = wanted[:1].upper(), wanted[1:]
    if kind in ("P", "U") and number.isascii() and number.isdigit():
        return unit(office, int(number)) if kind == "U" else person(office, int(number))
    units = [] if wanted.isdigit() else rows.find_units(office.db, wanted)
    try:
        one = find_person(office, wanted)
    except (NotFound, RuleError):
        if len(units) == 1:
            return units[0]
        raise
    return units[0] if len(units) == 1 and units[0].name.casefold() == wanted.casefold() else one


def find_unit(office: Office, text: str) -> Unit:
    """Return the unit meant by an id, U3, a name or a part of it; NotFound when none or several are."""
    wanted = squeeze(text)
    number = wanted[1:] if wanted[:1].upper() == "U" and wanted[1:].isdigit() else wanted
    found = rows.find_units(office.db, number) if number else []
    if len(found) != 1:
        raise NotFound("no-unit", tr("Không có một đơn vị nào tên {text}.", text=text), tr("Hãy ghi đủ tên đơn vị."))
    return found[0]


def add_person(
    office: Office, name: str, title: str = "", unit_id: int | None = None, role: Role = "officer"
) -> Person:
    """Add a person; RuleError without a name, NotFound for an unknown unit."""
    _require_name(name)
    with office.write("add-person") as db:
        if unit_id is not None:
            unit(office, unit_id)
        person_id = rows.add_person(db, squeeze(name), squeeze(title), unit_id, role)
        leads.follow_people(office, unit_id, promoted=role == "head")
        office.log("add", "person", person_id, name=name, role=role)
    return person(office, person_id)


def edit_person(
    office: Office,
    person_id: int,
    *,
    name: str | None = None,
    title: str | None = None,
    unit_id: int | None = None,
    role: Role | None = None,
    without_unit: bool = False,
) -> Person:
    """Change what is given of a person; what is None stays. ``without_unit`` takes the person out of the unit.

    What a unit leads stays with the unit: another of its people answers for it; RuleError when there is none.
    """
    if name is not None:
        _require_name(name)
    with office.write("edit-person") as db:
        old = person(office, person_id)
        new = replace(
            old,
            name=old.name if name is None else squeeze(name),
            title=old.title if title is None else squeeze(title),
            unit_id=None if without_unit else old.unit_id if unit_id is None else unit(office, unit_id).id,
            role=role or old.role,
        )
        with search.changed(db, "task", tasks.led_by(db, person_id)):
            rows.change_person(db, new)
        promoted = new.role == "head" and (old.role, old.unit_id) != (new.role, new.unit_id)
        leads.follow_people(office, new.unit_id, promoted=promoted)
        leads.follow_people(office, old.unit_id)
        office.log("edit", "person", person_id, old=_facts(old), new=_facts(new))
    return person(office, person_id)


def deactivate_person(office: Office, person_id: int) -> Person:
    """Take a person off the lists (left, transferred); what they did stays theirs. RuleError while they lead work."""
    with office.write("deactivate-person") as db:
        old = person(office, person_id)
        left = rows.open_work(db, person_id)
        if left:
            raise RuleError(
                "has-work",
                tr("{name} còn chủ trì {n} nhiệm vụ chưa xong.", name=old.name, n=left),
                tr("Hãy chuyển các nhiệm vụ cho người khác trước."),
            )
        rows.change_person(db, replace(old, active=False))
        leads.follow_people(office, old.unit_id)
        office.log("deactivate", "person", person_id, name=old.name)
    return person(office, person_id)


def activate_person(office: Office, person_id: int) -> Person:
    """Put a person back on the lists."""
    with office.write("activate-person") as db:
        rows.change_person(db, replace(person(office, person_id), active=True))
        office.log("activate", "person", person_id)
    return person(office, person_id)


def add_unit(office: Office, name: str, short_name: str = "") -> Unit:
    """Add a unit at the end of the list; RuleError without a name or when there is one of that name."""
    _require_name(name)
    with office.write("add-unit") as db:
        _require_free_name(office, name)
        last = max((u.sort for u in rows.units(db, active_only=False)), default=0)
        unit_id = rows.add_unit(db, squeeze(name), squeeze(short_name), last + 1)
        office.log("add", "unit", unit_id, name=name)
    return unit(office, unit_id)


def edit_unit(
    office: Office,
    unit_id: int,
    *,
    name: str | None = None,
    short_name: str | None = None,
    sort: int | None = None,
    active: bool | None = None,
) -> Unit:
    """Change what is given of a unit; what is None stays."""
    if name is not None:
        _require_name(name)
    with office.write("edit-unit") as db:
        old = unit(office, unit_id)
        if name is not None:
            _require_free_name(office, name, but=unit_id)
        new = Unit(
            old.id,
            old.uid,
            old.name if name is None else squeeze(name),
            old.short_name if short_name is None else squeeze(short_name),
            old.sort if sort is None else sort,
            old.active if active is None else active,
        )
        if not new.active and (led := len(tasks.open_of_unit(db, unit_id))):
            raise RuleError(
                "has-work",
                tr("{name} còn chủ trì {n} nhiệm vụ chưa xong.", name=old.name, n=led),
                tr("Hãy chuyển các nhiệm vụ cho người khác trước."),
            )
        with search.changed(db, "task", tasks.led_by_unit(db, unit_id)):
            rows.change_unit(db, new)
        office.log("edit", "unit", unit_id, old=old.name, new=new.name)
    return unit(office, unit_id)


def _require_name(name: str) -> None:
    if not squeeze(name):
        raise RuleError("no-name", tr("Tên còn trống."), tr("Hãy ghi tên."))


def _require_free_name(office: Office, name: str, but: int | None = None) -> None:
    found = rows.unit_named(office.db, squeeze(name))
    if found is not None and found.id != but:
        raise RuleError("name-taken", tr("Đã có đơn vị tên {name}.", name=found.name), tr("Hãy dùng tên khác."))


def _facts(p: Person) -> dict[str, object]:
    return {"name": p.name, "title": p.title, "unit": p.unit_id, "role": p.role}
