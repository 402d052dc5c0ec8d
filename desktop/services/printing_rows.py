"""What each form is printed from: rows gathered through the services, handed to the form's module."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.core.calendar import Week
from desktop.core.errors import RuleError
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.records import Letter, Task, Transfer
from desktop.core.weekly import WeeklySheet
from desktop.core.words import tr
from desktop.reports import arrival_stamp as stamp_form
from desktop.reports import follow_up as follow_up_form
from desktop.reports import handling_slip as slip_form
from desktop.reports import overdue as overdue_form
from desktop.reports import register as register_form
from desktop.reports import report_upward as upward_form
from desktop.reports import statistics as statistics_form
from desktop.reports import transfer as transfer_form
from desktop.reports import void_list as void_list_form
from desktop.reports import weekly_sheets as sheet_form
from desktop.reports import weekly_summary as summary_form
from desktop.reports.furniture import Imprint
from desktop.reports.output import Watch
from desktop.services import action_rows, printed_before
from desktop.services import books as book_service
from desktop.services import letters as letter_service
from desktop.services import people as people_service
from desktop.services import tasks as task_service
from desktop.services.office import Office
from desktop.services.volumes_print import register_volumes


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
    corner: stamp_form.Corner | None
    empty: bool
    new_only: bool = False


def weekly_sheets(office: Office, wish: Wish, _ending: str, watch: Watch) -> bytes:
    """The sheets of a week, one a person (or of one person), then the summary for the chairman."""
    sheets = task_service.weekly(office, wish.week)
    after = summary_form.summary_pages(_imprint(office), summary_form.Summary(wish.week, _leading(sheets)))
    if wish.person_id is not None:
        sheets = [_sheet_of(office, wish.person_id, sheets, wish.week)]
        after = ()
    if wish.new_only:
        sheets, after = printed_before.new_sheets(office, wish.week, sheets), ()
    watch.total = len(sheets)
    return sheet_form.weekly_sheets(_imprint(office), sheets, after, watch)


def weekly_summary(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The summary for the chairman alone."""
    summary = summary_form.Summary(wish.week, _leading(task_service.weekly(office, wish.week)))
    watch.step()
    if ending == "xlsx":
        return summary_form.weekly_summary_workbook(_imprint(office), summary)
    if ending == "docx":
        return summary_form.weekly_summary_document(_imprint(office), summary)
    return summary_form.weekly_summary(_imprint(office), summary)


def register(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The register of a period, voided entries too, parted into the volumes of its years; or one volume of a year."""
    volumes = register_volumes(office, wish.first, wish.last, _register_letters(office, wish), wish.volume)
    every = [letter for volume in volumes for letter in volume.letters]
    watch.total = len(every)
    if ending == "xlsx":
        whole = register_form.Volume(every, wish.first, wish.last, wish.volume)
        return register_form.register_workbook(_imprint(office), whole)
    return register_form.register(_imprint(office), volumes, watch)


def void_list(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Numbers that are void or missing, entries made late, of the years of the period."""
    every = book_service.irregular(office, wish.book_id)
    found = [one for one in every if wish.first.year <= one.year <= wish.last.year]
    watch.total = len(found)
    years = str(wish.first.year) if wish.first.year == wish.last.year else f"{wish.first.year} - {wish.last.year}"
    listed = void_list_form.Found(found, f"Năm {years}")
    if ending == "xlsx":
        return void_list_form.void_list_workbook(_imprint(office), listed)
    return void_list_form.void_list(_imprint(office), listed, watch)


def handling_slip(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The slip of a letter; of every letter of a period; or, with neither, an empty form."""
    slips = [_slip(office, letter, wish) for letter in _chosen(office, wish)] or [slip_form.Slip(None)]
    watch.total = len(slips)
    if ending == "docx":
        return slip_form.handling_slips_document(_imprint(office), slips, watch)
    return slip_form.handling_slips(_imprint(office), slips, watch)


def follow_up(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """How the letters of a period are being handled."""
    by_letter: dict[int, list[Task]] = defaultdict(list)
    for task in task_service.tasks(office):
        if task.letter_id is not None:
            by_letter[task.letter_id].append(task)
    valid = [letter for letter in _letters(office, wish) if letter.state != "void"]
    entries = [follow_up_form.Entry(letter, tuple(by_letter[letter.id])) for letter in valid]
    watch.total = len(entries)
    book = follow_up_form.Book(entries, wish.first, wish.last)
    if ending == "xlsx":
        return follow_up_form.follow_up_workbook(_imprint(office), book)
    return follow_up_form.follow_up(_imprint(office), book, watch)


def transfer(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Who was handed which letter in a period, by day."""
    found: list[tuple[Transfer, Letter]] = []
    everyone = letter_service.rows(
        office, letter_service.ids(office, LetterFilter(arrived_to=wish.last), descending=False)
    )
    for letter in everyone:
        if letter.handed_on is not None and letter.state != "void":
            found += [
                (row, letter)
                for row in letter_service.transfers(office, letter.id)
                if wish.first <= row.on <= wish.last
            ]
    watch.total = len(found)
    book = transfer_form.Book(found, wish.first, wish.last)
    if ending == "xlsx":
        return transfer_form.transfer_workbook(_imprint(office), book)
    return transfer_form.transfer_book(_imprint(office), book, watch)


def arrival_stamp(office: Office, wish: Wish, _ending: str, watch: Watch) -> bytes:
    """The stamp on a copy of the letter's first page; alone on a blank page when a corner is named or no scan kept."""
    if wish.letter_id is None:
        raise RuleError("no-letter", tr("Chưa chọn văn bản để in dấu ĐẾN."), tr("Hãy chọn một văn bản trong sổ."))
    letter = letter_service.letter(office, wish.letter_id)
    stamp = stamp_form.Stamp(letter, _handed_to(letter))
    watch.step()
    if wish.corner is not None or letter.scan_path is None:
        return stamp_form.stamp_alone(_imprint(office), stamp, wish.corner or "left")
    return stamp_form.stamped_copy(_imprint(office), stamp, _scan(office, letter), (letter.first_page or 1) - 1)


def overdue(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Everything that is late today, of the office or of one person."""
    late = overdue_form.Late(
        task_service.tasks(office, TaskFilter(person_id=wish.person_id, open_only=True)), office.today()
    )
    watch.step()
    if ending == "xlsx":
        return overdue_form.overdue_workbook(_imprint(office), late)
    return overdue_form.overdue(_imprint(office), late)


def statistics(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Figures of the letters and tasks of a period."""
    figures = statistics_form.Figures(_letters(office, wish), _tasks_given(office, wish), wish.first, wish.last)
    watch.step()
    if ending == "xlsx":
        return statistics_form.statistics_workbook(_imprint(office), figures)
    return statistics_form.statistics(_imprint(office), figures)


def report_upward(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """What superior bodies asked in a period and what became of it."""
    asked = [task for task in _tasks_given(office, wish) if task.letter is not None]
    report = upward_form.Upward(asked, wish.first, wish.last)
    watch.step()
    if ending == "docx":
        return upward_form.report_upward_document(_imprint(office), report)
    return upward_form.report_upward(_imprint(office), report)


def action_sheet(office: Office, wish: Wish, _ending: str, watch: Watch) -> bytes:
    """The action sheet of a letter, or of every letter of a period."""
    return action_rows.action_sheet(office, _chosen(office, wish), watch)


def remember(office: Office, report: str, wish: Wish) -> None:
    """Remember what was printed, of the forms that can be printed only as far as they are new."""
    if report == printed_before.REGISTER:
        volumes = register_volumes(office, wish.first, wish.last, _letters(office, wish), wish.volume)
        printed_before.remember_letters(office, [letter for volume in volumes for letter in volume.letters])
    elif report == printed_before.SHEETS:
        sheets = task_service.weekly(office, wish.week)
        chosen = [sheet for sheet in sheets if wish.person_id in (None, sheet.person.id)]
        printed_before.remember_sheets(office, wish.week, chosen)


def _leading(sheets: Sequence[WeeklySheet]) -> list[WeeklySheet]:
    """The chairman's summary tells each task once, with who leads it."""
    return [sheet for sheet in sheets if sheet.results or sheet.plan]


def _imprint(office: Office) -> Imprint:
    return Imprint(office.info, office.today())


def _letters(office: Office, wish: Wish) -> list[Letter]:
    chosen = LetterFilter(book_id=wish.book_id, arrived_from=wish.first, arrived_to=wish.last)
    return letter_service.rows(office, letter_service.ids(office, chosen, "arrival", descending=False))


def _register_letters(office: Office, wish: Wish) -> list[Letter]:
    found = _letters(office, wish)
    return printed_before.new_letters(office, found) if wish.new_only else found


def _chosen(office: Office, wish: Wish) -> list[Letter]:
    if wish.letter_id is not None:
        return [letter_service.letter(office, wish.letter_id)]
    if not wish.period_named:
        return []
    return [letter for letter in _letters(office, wish) if letter.state != "void"]


def _slip(office: Office, letter: Letter, wish: Wish) -> slip_form.Slip:
    if wish.empty:
        return slip_form.Slip(letter)
    given = task_service.tasks(office, TaskFilter(letter_id=letter.id))
    ordered = sorted(given, key=lambda task: task.id)
    return slip_form.Slip(letter, tuple(letter_service.instructions(office, letter.id)), tuple(ordered))


def _sheet_of(office: Office, person_id: int, sheets: Sequence[WeeklySheet], week: Week) -> WeeklySheet:
    """A person who has nothing this week gets a sheet that says so."""
    person = people_service.person(office, person_id)
    return next((sheet for sheet in sheets if sheet.person.id == person_id), WeeklySheet(person, week, (), ()))


def _tasks_given(office: Office, wish: Wish) -> list[Task]:
    """The tasks given in the period; one without a day of giving counts by its letter's arrival."""
    return [task for task in task_service.tasks(office) if _within(wish)(_given_on(task))]


def _within(wish: Wish) -> Callable[[date | None], bool]:
    return lambda day: day is not None and wish.first <= day <= wish.last


def _given_on(task: Task) -> date | None:
    return task.assigned_on or (task.letter.arrived_on if task.letter else None)


def _handed_to(letter: Letter) -> str:
    return letter.handed_to


def _scan(office: Office, letter: Letter) -> Path:
    assert letter.scan_path is not None
    return office.path(letter.scan_path)


#: who makes which form of ``printing.KINDS``: the file's bytes in the kind of file that its ending names
MAKERS: dict[str, Callable[[Office, Wish, str, Watch], bytes]] = {
    "weekly-sheets": weekly_sheets,
    "weekly-summary": weekly_summary,
    "register": register,
    "handling-slip": handling_slip,
    "follow-up": follow_up,
    "transfer": transfer,
    "arrival-stamp": arrival_stamp,
    "void-list": void_list,
    "overdue": overdue,
    "statistics": statistics,
    "report-upward": report_upward,
    "action-sheet": action_sheet,
}
