"""Printing only what is new since last time: which entries and sheets have been on paper as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

from db import print_log
from desktop.core.calendar import Week
from desktop.core.errors import RuleError
from desktop.core.records import Letter, Task
from desktop.core.weekly import WeeklySheet
from desktop.core.words import tr
from desktop.services.office import Office

T = TypeVar("T")

REGISTER, SHEETS = "register", "weekly-sheets"
REPORTS = frozenset({REGISTER, SHEETS})


def new_letters(office: Office, letters: Sequence[Letter]) -> list[Letter]:
    """Return the entries that were never printed, or changed since (voided, corrected, handed over); RuleError: none."""
    before = print_log.printed(office.db, REGISTER, "")
    return _some([letter for letter in letters if before.get(str(letter.id)) != _letter_stamp(letter)])


def new_sheets(office: Office, week: Week, sheets: Sequence[WeeklySheet]) -> list[WeeklySheet]:
    """Return the sheets of a week that were never printed, or on which something changed since; RuleError: none."""
    before = print_log.printed(office.db, SHEETS, str(week))
    return _some([sheet for sheet in sheets if before.get(str(sheet.person.id)) != _sheet_stamp(sheet)])


def remember_letters(office: Office, letters: Sequence[Letter]) -> None:
    """Record that these entries are on paper as they are now."""
    stamps = {str(letter.id): _letter_stamp(letter) for letter in letters}
    with office.write("remember-print") as db:
        print_log.remember(db, REGISTER, "", stamps, office.now())


def remember_sheets(office: Office, week: Week, sheets: Sequence[WeeklySheet]) -> None:
    """Record that these sheets are on paper as they are now."""
    stamps = {str(sheet.person.id): _sheet_stamp(sheet) for sheet in sheets}
    with office.write("remember-print") as db:
        print_log.remember(db, SHEETS, str(week), stamps, office.now())


def _some(found: list[T]) -> list[T]:
    if not found:
        raise RuleError(
            "nothing-new",
            tr("Không có gì mới từ lần in trước."),
            tr("Bỏ chọn «Chỉ in phần mới» để in lại tất cả."),
        )
    return found


def _letter_stamp(x: Letter) -> str:
    shown = (x.arrival_number, x.arrived_on, x.issuer, x.number, x.symbol, x.issued_on, x.type, x.subject)
    return _stamp((*shown, x.handed_to, x.handed_on, x.state, x.void_reason, x.note))


def _sheet_stamp(sheet: WeeklySheet) -> str:
    parts = (sheet.results, sheet.plan, sheet.helped)
    return _stamp((sheet.person.name, *([_task_stamp(task) for task in part] for part in parts)))


def _task_stamp(x: Task) -> object:
    unit = (x.lead_unit_id,) if x.lead_unit_id is not None else ()
    due = (x.due_on, x.due_time)
    return (x.id, x.title, x.lead_id, *unit, x.partner_ids, *due, x.product, x.state, x.reply, x.last_note)


def _stamp(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
