"""Printing only what is new since last time: which entries and sheets have been on paper as they are now."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Literal, TypeVar

from db import print_log
from desktop.core.calendar import Week
from desktop.core.errors import RuleError
from desktop.core.records import Letter, Task, Transfer
from desktop.core.weekly import WeeklySheet
from desktop.core.words import tr
from desktop.services.office import Office

T = TypeVar("T")

REGISTER, SHEETS, TRANSFER = "register", "weekly-sheets", "transfer"
#: The forms of which only what is new can be printed.
REPORTS = frozenset({REGISTER, SHEETS, TRANSFER, "handling-slip", "arrival-stamp"})
#: ``new``: never printed; ``changed``: otherwise than it was printed; ``printed``: on paper as it is now.
OnPaper = Literal["new", "changed", "printed"]


def new_letters(office: Office, report: str, letters: Sequence[Letter]) -> list[Letter]:
    """Return the entries whose form was never printed, or that changed since (voided, corrected, handed over);
    RuleError: none."""
    before = print_log.printed(office.db, report, "")
    return _some([letter for letter in letters if before.get(str(letter.id)) != _letter_stamp(letter)])


def new_transfers(office: Office, rows: Sequence[tuple[Transfer, Letter]]) -> list[tuple[Transfer, Letter]]:
    """Return the transfers that were never printed; RuleError: none."""
    before = print_log.printed(office.db, TRANSFER, "")
    return _some([(row, letter) for row, letter in rows if str(row.id) not in before])


def new_sheets(office: Office, week: Week, sheets: Sequence[WeeklySheet]) -> list[WeeklySheet]:
    """Return the sheets of a week that were never printed, or on which something changed since; RuleError: none."""
    state = on_paper(office, week, sheets)
    return _some([sheet for sheet in sheets if state[sheet.person.id] != "printed"])


def on_paper(office: Office, week: Week, sheets: Sequence[WeeklySheet]) -> dict[int, OnPaper]:
    """Return for each person whether the sheet of a week is on paper as it is now."""
    before = print_log.printed(office.db, SHEETS, str(week))
    return {sheet.person.id: _state(before.get(str(sheet.person.id)), _sheet_stamp(sheet)) for sheet in sheets}


def remember_letters(office: Office, report: str, letters: Sequence[Letter]) -> None:
    """Record that these entries are on paper as they are now."""
    _remember(office, report, "", {str(letter.id): _letter_stamp(letter) for letter in letters})


def remember_transfers(office: Office, rows: Sequence[tuple[Transfer, Letter]]) -> None:
    """Record that these transfers are on paper."""
    _remember(office, TRANSFER, "", {str(row.id): "1" for row, _ in rows})


def remember_sheets(office: Office, week: Week, sheets: Sequence[WeeklySheet]) -> None:
    """Record that these sheets are on paper as they are now."""
    _remember(office, SHEETS, str(week), {str(sheet.person.id): _sheet_stamp(sheet) for sheet in sheets})


def forget_sheets(office: Office, week: Week, people: Sequence[int]) -> None:
    """Record that these people's sheets of a week are to be printed again."""
    with office.write("forget-print") as db:
        print_log.forget(db, SHEETS, str(week), [str(person) for person in people])


def _remember(office: Office, report: str, scope: str, stamps: Mapping[str, str]) -> None:
    with office.write("remember-print") as db:
        print_log.remember(db, report, scope, stamps, office.now())


def _state(before: str | None, now: str) -> OnPaper:
    return "new" if before is None else "printed" if before == now else "changed"


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
