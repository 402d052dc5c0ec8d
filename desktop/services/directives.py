"""The directives of a letter, and what the program proposes to do about each."""

from __future__ import annotations

from db import directives as rows
from db import tasks as task_rows
from desktop.core.assignments import Assignment, Proposal, is_proposed
from desktop.core.due_days import due_options
from desktop.core.errors import NotFound
from desktop.core.records import Directive, Letter, Person
from desktop.core.text import fold
from desktop.core.words import tr
from desktop.services import letters, people
from desktop.services.office import Office

__all__ = ["Proposal"]

_LONGEST_TITLE = 4000


def of_letter(office: Office, letter_id: int) -> list[Directive]:
    """Return a letter's directives in the order of its text."""
    return rows.of_letter(office.db, letter_id)


def directive(office: Office, directive_id: int) -> Directive:
    """Return one directive; NotFound."""
    found = rows.get(office.db, directive_id)
    if found is None:
        raise NotFound("no-directive", tr("Không có ý kiến chỉ đạo mã {id}.", id=directive_id))
    return found


def proposals(office: Office, letter_id: int) -> list[Proposal]:
    """Return a proposal for each directive of a letter: ticked where it is work the office is charged with and nobody
    has it yet; the lead is who had this issuer's work before, or the head of the unit that the text names."""
    letter = letters.letter(office, letter_id)
    every = people.people(office)
    return [_propose(office, letter, d, every) for d in of_letter(office, letter_id)]


def _propose(office: Office, letter: Letter, directive: Directive, every: list[Person]) -> Proposal:
    options = due_options(directive.deadline, office.calendar, letter.arrived_on)
    lead = task_rows.usual_lead(office.db, fold(letter.issuer), directive.text) or _named_head(directive, every)
    assignment = Assignment(
        title=directive.text[:_LONGEST_TITLE],
        lead_id=lead,
        due_on=options.default if options else None,
        due_time=options.time if options else "",
        letter_id=letter.id,
        directive_id=directive.id,
        kind=directive.kind,
    )
    return Proposal(directive, is_proposed(directive) and not directive.task_ids, assignment, options)


def _named_head(directive: Directive, every: list[Person]) -> int | None:
    """The head of the unit whose name stands in the directive; the longest name wins."""
    text = fold(directive.text)
    named = sorted({p.unit for p in every if p.unit and fold(p.unit) in text}, key=len, reverse=True)
    members = [p for p in every if named and p.unit == named[0]]
    heads = [p for p in members if p.role in {"head", "chairman"}] or members
    return heads[0].id if heads else None
