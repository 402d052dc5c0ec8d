"""The directives of a letter, and what the program proposes to do about each."""

from __future__ import annotations

from db import directives as rows
from db import tasks as task_rows
from db.tasks import FormerLead
from desktop.core.assignments import Assignment, Proposal, is_proposed
from desktop.core.due_days import DueOptions, due_options, limit_options
from desktop.core.errors import NotFound
from desktop.core.records import Directive, Letter, Person
from desktop.core.recurring import is_known, next_day, period_options
from desktop.core.text import fold
from desktop.core.words import tr
from desktop.services import anchors, letters, people
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

__all__ = ["Proposal"]

_LONGEST_TITLE = 4000
_NOBODY = FormerLead(None, None, "", False)
#: What is asked without a day on purpose: the office's limit for answering letters is none of theirs.
_NO_LIMIT = frozenset({"container", "note", "closing", "target", "recurring"})


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
    has it yet; the lead is who had this work before, or the head of the unit that the text names."""
    letter = letters.letter(office, letter_id)
    every = people.people(office)
    return [_propose(office, letter, d, every) for d in of_letter(office, letter_id)]


def due_choices(office: Office, directive: Directive, letter: Letter) -> DueOptions | None:
    """Return the due days to choose from: the letter's own; counted from another letter once that is registered; the
    next period; else the office's time limit for letters of this type. None where nothing says a day."""
    deadline, calendar = directive.deadline, office.calendar
    own = due_options(deadline, calendar, letter.arrived_on)
    if own is not None and own.default is not None:
        return own
    if deadline is not None:
        return anchors.options(office, deadline) or own
    if is_known(directive.recurrence) and directive.recurrence is not None:
        return period_options(directive.recurrence, next_day(directive.recurrence, office.today()), calendar)
    return office_limit(office, letter) if directive.kind not in _NO_LIMIT else None


def office_limit(office: Office, letter: Letter) -> DueOptions | None:
    """Return the due day by the office's own rules for letters of this type; None when they name none."""
    limits = {fold(kind): days for kind, days in office.settings.time_limits.items()}
    days = limits.get(fold(letter.type), 0)
    if days <= 0 or not letter.type:
        return None
    words = in_vietnamese(tr("{n} ngày làm việc theo quy chế", n=days))
    return limit_options(days, letter.arrived_on, office.calendar, words)


def whole_letter(office: Office, letter_id: int) -> tuple[Assignment, DueOptions | None]:
    """Return the proposal to give a letter as one task: who had its subject or issuer before, the office's limit."""
    letter = letters.letter(office, letter_id)
    options = office_limit(office, letter)
    former = task_rows.former_leads(office.db, letter.issuer, letter.subject)
    lead = next(iter([f for f in former if f.same] or former), _NOBODY)
    title = (letter.subject or letter.type)[:_LONGEST_TITLE]
    due = options.default if options else None
    work = Assignment(title, lead.person_id, due_on=due, letter_id=letter_id, lead_unit_id=lead.unit_id)
    return work, options


def _propose(office: Office, letter: Letter, directive: Directive, every: list[Person]) -> Proposal:
    options = due_choices(office, directive, letter)
    lead = _usual_lead(office, letter, directive, every)
    assignment = Assignment(
        title=directive.text[:_LONGEST_TITLE],
        lead_id=lead.person_id,
        lead_unit_id=lead.unit_id,
        due_on=options.default if options else None,
        due_time=options.time if options else "",
        letter_id=letter.id,
        directive_id=directive.id,
        kind=directive.kind,
        recurrence=directive.recurrence if is_known(directive.recurrence) else None,
    )
    return Proposal(directive, is_proposed(directive) and not directive.task_ids, assignment, options)


def _usual_lead(office: Office, letter: Letter, directive: Directive, every: list[Person]) -> FormerLead:
    """Who had the same sentence or subject before; else the head of the unit named; else who last had this issuer."""
    former = task_rows.former_leads(office.db, letter.issuer, letter.subject)
    same = [f for f in former if f.title == directive.text] or [f for f in former if f.same]
    head = _named_head(directive, every)
    named = [_NOBODY._replace(person_id=head)] if head is not None else []
    return next(iter([*same, *named, *former]), _NOBODY)


def _named_head(directive: Directive, every: list[Person]) -> int | None:
    """The head of the unit whose name stands in the directive; the longest name wins."""
    text = fold(directive.text)
    named = sorted({p.unit for p in every if p.unit and fold(p.unit) in text}, key=len, reverse=True)
    members = [p for p in every if named and p.unit == named[0]]
    heads = [p for p in members if p.role in {"head", "chairman"}] or members
    return heads[0].id if heads else None
