"""Who leads work: a person, or a unit, for which its head answers (else who stands next in it)."""

from __future__ import annotations

from db import people as rows
from db import tasks
from desktop.core.errors import NotFound, RuleError
from desktop.core.records import Person
from desktop.core.words import tr
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


def answering(office: Office, unit_id: int) -> Person:
    """Return who answers for a unit's work: its head, else the first of its people by rank; RuleError when the unit
    is not in use or has nobody."""
    unit, member = rows.unit(office.db, unit_id), _first_of(office, unit_id)
    if unit is None:
        raise NotFound("no-unit", tr("Không có đơn vị mã {id}.", id=unit_id))
    if not unit.active or member is None:
        raise RuleError(
            "no-one-answers",
            tr("{unit} chưa có ai để chịu trách nhiệm về việc được giao.", unit=unit.name),
            tr("Hãy thêm trưởng đơn vị ở Danh mục, hoặc chọn người chủ trì."),
        )
    return member


def follow_people(office: Office, unit_id: int | None, *, promoted: bool = False) -> None:
    """Let a unit's open work follow its people, inside a write block: who left it answers for it no more, and a new
    head (``promoted``) takes all of it over. RuleError when the unit still leads work and nobody is left in it."""
    waiting = tasks.open_of_unit(office.db, unit_id) if unit_id is not None else []
    if unit_id is None or not waiting:
        return
    head = answering(office, unit_id)
    members = {person.id for person in rows.people(office.db, active_only=True) if person.unit_id == unit_id}
    for task_id, person_id in waiting:
        if person_id != head.id and (promoted or person_id not in members):
            stand_in(office, task_id, head, in_vietnamese(tr("phụ trách đơn vị")))


def stand_in(office: Office, task_id: int, person: Person, why: str) -> None:
    """Let a person answer for a task that a unit leads, inside a write block; the unit goes on leading it."""
    old = tasks.get(office.db, task_id, office.today())
    assert old is not None
    tasks.change(office.db, task_id, {"lead_id": person.id})
    words = tr("{unit}: {old} → {new}, {reason}", unit=old.lead, old=old.answers, new=person.name, reason=why)
    note = in_vietnamese(words)
    tasks.add_progress(office.db, task_id, note, "reassigned", office.actor, office.now())
    office.log("reassigned", "task", task_id, note=note, lead_id=person.id)


def _first_of(office: Office, unit_id: int) -> Person | None:
    every = rows.people(office.db, active_only=True)
    return next((person for person in every if person.unit_id == unit_id), None)
