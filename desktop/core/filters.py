"""What a list is narrowed to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.core.assignments import Lacking
from desktop.core.calendar import Week
from desktop.core.records import Status

Only = Literal["", "this_week", "unassigned", "urgent", "overdue", "incomplete", "unanswered", "void"]
LetterSort = Literal[
    "arrival", "arrived_on", "issuer", "number", "symbol", "issued_on", "type", "subject", "handed_to", "due_on"
]


@dataclass(frozen=True)
class LetterFilter:
    """Which letters of the register: all by default, voided ones too. ``text`` searches as the search box does;
    ``issuer`` is a part of the issuer's name, accents or not."""

    year: int | None = None
    book_id: int | None = None
    text: str = ""
    only: Only = ""
    arrived_from: date | None = None
    arrived_to: date | None = None
    issuer: str = ""


@dataclass(frozen=True)
class TaskFilter:
    """Which tasks. ``week``: due in it, done in it, or open and overdue at its start. ``person_id``: leads it or
    takes part. ``unit_id``: leads it, or has its lead. ``unanswered``: of letters that ask for an answer nobody has
    given. ``unclear``: lacks any, or this one, of the five ("5 rõ"). ``done``: on time or
    late, the last ones first. ``asked``: another due day is asked for. ``due``: on one of these days, first to last. Void
    tasks are in no list."""

    week: Week | None = None
    person_id: int | None = None
    unit_id: int | None = None
    status: Status | None = None
    overdue: bool = False
    open_only: bool = False
    letter_id: int | None = None
    text: str = ""
    unanswered: bool = False
    unclear: Lacking = ""
    done: bool = False
    asked: bool = False
    due: tuple[date, date] | None = None
