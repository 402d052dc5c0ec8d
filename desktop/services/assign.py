"""Giving work: all assignments of one click become tasks in one transaction, or none does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from db import directives, people, tasks
from desktop.core import faults
from desktop.core.assignments import Assignment
from desktop.core.errors import NotFound, RuleError
from desktop.core.records import Person, Task
from desktop.core.recurring import is_known, nearest_day, next_day, period_options
from desktop.core.secrecy_words import require_no_secret
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services import leads, letters
from desktop.services.office import Office

__all__ = ["Assignment", "assign"]


def assign(
    office: Office, assignments: Sequence[Assignment], *, by: str = "", instruction: str = "", hand_over: bool = True
) -> list[Task]:
    """Give work and return the tasks. ``instruction`` is the leader's opinion, kept with each letter concerned;
    with ``hand_over`` a letter counts as handed to its leads from today.

    Raises RuleError: no lead, no title, a lead who left, a unit without anybody, a void letter; NotFound; StorageError.
    """
    with office.write("assign") as db:
        works = [_checked(office, work) for work in assignments]
        ids = []
        for work in works:
            ids.append(tasks.add(db, work, on=office.today(), who=squeeze(by), period_on=_period(office, work)))
            faults.point("assign:task-written")
            office.log(
                "assign",
                "task",
                ids[-1],
                lead=work.lead_id,
                unit=work.lead_unit_id,
                letter=work.letter_id,
                due_on=work.due_on,
            )
        _paper_trail(office, works, by, instruction, hand_over)
    return [task for task in (tasks.get(db, task_id, office.today()) for task_id in ids) if task]


def _checked(office: Office, work: Assignment) -> Assignment:
    title = squeeze(work.title)
    if not title:
        raise RuleError("no-title", tr("Nhiệm vụ chưa có nội dung."), tr("Hãy ghi việc phải làm."))
    require_no_secret({"title": title, "product": work.product})
    lead = _lead(office, work, title)
    partners = {
        _person(office, person_id, title).id: squeeze(part)
        for person_id, part in tasks.with_parts(work.partner_ids, work.partner_parts)
        if person_id != lead.id
    }
    return replace(
        work,
        title=title,
        lead_id=lead.id,
        product=squeeze(work.product),
        partner_ids=tuple(partners),
        partner_parts=tuple(partners.values()),
        letter_id=_letter_of(office, work),
        due_on=work.due_on or _next_due(office, work),
        recurrence=work.recurrence if is_known(work.recurrence) else None,
    )


def _next_due(office: Office, work: Assignment) -> date | None:
    if work.recurrence is None or not is_known(work.recurrence):
        return None
    return period_options(work.recurrence, next_day(work.recurrence, office.today()), office.calendar).default


def _period(office: Office, work: Assignment) -> date | None:
    """The period that the first piece of recurring work is for."""
    if work.recurrence is None:
        return None
    return nearest_day(work.recurrence, work.due_on or office.today())


def _letter_of(office: Office, work: Assignment) -> int | None:
    letter_id = work.letter_id
    if work.directive_id is not None:
        directive = directives.get(office.db, work.directive_id)
        if directive is None:
            raise NotFound("no-directive", tr("Không có ý kiến chỉ đạo mã {id}.", id=work.directive_id))
        letter_id = directive.letter_id
    if letter_id is not None:
        letter = letters.letter(office, letter_id)
        if letter.state == "void":
            raise RuleError("void", tr("Số đến {n} đã hủy.", n=letter.arrival_number))
    return letter_id


def _lead(office: Office, work: Assignment, title: str) -> Person:
    """The person who leads, or who answers for the unit that does."""
    if work.lead_unit_id is not None:
        return leads.answering(office, work.lead_unit_id)
    return _person(office, work.lead_id, title)


def _person(office: Office, person_id: int | None, title: str) -> Person:
    person = people.person(office.db, person_id) if person_id is not None else None
    if person is None:
        raise RuleError(
            "no-lead",
            tr("Nhiệm vụ “{title}” chưa có người chủ trì.", title=_short(title)),
            tr("Hãy chọn người hoặc đơn vị chủ trì."),
        )
    if not person.active:
        raise RuleError("inactive", tr("{name} không còn công tác.", name=person.name), tr("Hãy chọn người khác."))
    return person


def _paper_trail(office: Office, works: Sequence[Assignment], by: str, instruction: str, hand_over: bool) -> None:
    for letter_id in dict.fromkeys(work.letter_id for work in works if work.letter_id is not None):
        if squeeze(instruction):
            letters.add_opinion(office, letter_id, instruction, person_id=None, by=by, on=None)
        if hand_over:
            _hand_over(office, letter_id, [work for work in works if work.letter_id == letter_id])


def _hand_over(office: Office, letter_id: int, works: Sequence[Assignment]) -> None:
    have = {(transfer.person_id, transfer.unit_id) for transfer in letters.transfers(office, letter_id)}
    for receiver in dict.fromkeys(_receiver(work) for work in works):
        if receiver not in have:
            person_id, unit_id = receiver
            letters.give_to(office, letter_id, person_id=person_id, unit_id=unit_id, on=None, note="")


def _receiver(work: Assignment) -> tuple[int | None, int | None]:
    return (None, work.lead_unit_id) if work.lead_unit_id is not None else (work.lead_id, None)


def _short(title: str) -> str:
    return title if len(title) <= 60 else title[:57] + "…"
