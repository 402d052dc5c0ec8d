"""A wish for a form with every gap filled, and the letters and tasks that it chooses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop.core.calendar import Week
from desktop.core.filters import LetterFilter
from desktop.core.records import Letter, Task
from desktop.core.text import fold
from desktop.reports.arrival_stamp import Corner
from desktop.reports.furniture import Imprint
from desktop.services import letters as letter_service
from desktop.services import people, tasks
from desktop.services.office import Office


@dataclass(frozen=True)
class Wish:
    """A wish with every gap filled: see ``printing.PrintRequest``. ``period_named`` tells whether the period was asked
    for or is the usual one."""

    week: Week
    first: date
    last: date
    whole_year: bool
    period_named: bool
    letter_id: int | None
    person_id: int | None
    book_id: int | None
    volume: str
    corner: Corner | None
    empty: bool
    new_only: bool = False
    unit_id: int | None = None
    issuer: str = ""

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies in the period."""
        return day is not None and self.first <= day <= self.last


def imprint(office: Office) -> Imprint:
    """Return what stands on every form."""
    return Imprint(office.info, office.today())


def letters_of(office: Office, wish: Wish) -> list[Letter]:
    """Return the letters of the period, book and issuer, voided ones too, in the order of arrival."""
    chosen = LetterFilter(book_id=wish.book_id, arrived_from=wish.first, arrived_to=wish.last, issuer=wish.issuer)
    return letter_service.rows(office, letter_service.ids(office, chosen, "arrival", descending=False))


def chosen_letters(office: Office, wish: Wish) -> list[Letter]:
    """Return the one letter that is named, or the valid ones of a period that is named; else none."""
    if wish.letter_id is not None:
        return [letter_service.letter(office, wish.letter_id)]
    if not wish.period_named:
        return []
    return [letter for letter in letters_of(office, wish) if letter.state != "void"]


def tasks_given(office: Office, wish: Wish) -> list[Task]:
    """Return the tasks given in the period; one without a day of giving counts by its letter's arrival."""
    return narrowed((task for task in tasks.tasks(office) if wish.holds(_given_on(task))), office, wish)


def narrowed(found: Iterable[Task], office: Office, wish: Wish) -> list[Task]:
    """Keep the tasks of the unit and person that lead or take part, and those that the issuer asked for."""
    members = _members(office, wish.unit_id)
    issuer = fold(wish.issuer)
    return [
        task
        for task in found
        if (wish.unit_id is None or task.lead_unit_id == wish.unit_id or task.lead_id in members)
        and (wish.person_id is None or wish.person_id in (task.lead_id, *task.partner_ids))
        and (not issuer or (task.letter is not None and issuer in fold(task.letter.issuer)))
    ]


def _members(office: Office, unit_id: int | None) -> frozenset[int]:
    if unit_id is None:
        return frozenset()
    return frozenset(p.id for p in people.people(office, active_only=False) if p.unit_id == unit_id)


def unit_name(office: Office, wish: Wish) -> str:
    """Return the name of the unit that is asked for, '' for all; NotFound."""
    return people.unit(office, wish.unit_id).name if wish.unit_id is not None else ""


def _given_on(task: Task) -> date | None:
    return task.assigned_on or (task.letter.arrived_on if task.letter else None)
