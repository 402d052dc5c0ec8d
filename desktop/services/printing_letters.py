"""What the forms of letters are printed from: register, slips, books, stamp, action sheet."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from desktop.core.errors import RuleError
from desktop.core.filters import TaskFilter
from desktop.core.records import Letter, Task, Transfer
from desktop.core.words import tr
from desktop.reports import arrival_stamp as stamp_form
from desktop.reports import follow_up as follow_up_form
from desktop.reports import handling_slip as slip_form
from desktop.reports import register as register_form
from desktop.reports import transfer as transfer_form
from desktop.reports import unanswered as unanswered_form
from desktop.reports import void_list as void_list_form
from desktop.reports.output import Watch
from desktop.services import action_rows, printed_before, replies
from desktop.services import books as book_service
from desktop.services import letters as letter_service
from desktop.services import tasks as task_service
from desktop.services.office import Office
from desktop.services.printing_wish import Wish, chosen_letters, imprint, letters_of
from desktop.services.volumes_print import register_volumes


def register(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The register of a period, voided entries too, parted into the volumes of its years; or one volume of a year."""
    found = letters_of(office, wish)
    chosen = printed_before.new_letters(office, printed_before.REGISTER, found) if wish.new_only else found
    volumes = register_volumes(office, wish.first, wish.last, chosen, wish.volume)
    every = [letter for volume in volumes for letter in volume.letters]
    watch.total = len(every)
    if ending == "xlsx":
        whole = register_form.Volume(every, wish.first, wish.last, wish.volume)
        return register_form.register_workbook(imprint(office), whole)
    return register_form.register(imprint(office), volumes, watch)


def void_list(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Numbers that are void or missing, entries made late, of the years of the period."""
    every = book_service.irregular(office, wish.book_id)
    found = [one for one in every if wish.first.year <= one.year <= wish.last.year]
    watch.total = len(found)
    years = str(wish.first.year) if wish.first.year == wish.last.year else f"{wish.first.year} - {wish.last.year}"
    listed = void_list_form.Found(found, f"Năm {years}")
    if ending == "xlsx":
        return void_list_form.void_list_workbook(imprint(office), listed)
    return void_list_form.void_list(imprint(office), listed, watch)


def unanswered(office: Office, _wish: Wish, ending: str, watch: Watch) -> bytes:
    """What the office was asked and nobody has answered, with who has the work."""
    given: dict[int, list[Task]] = defaultdict(list)
    for task in task_service.tasks(office, TaskFilter(unanswered=True, open_only=True)):
        if task.letter_id is not None:
            given[task.letter_id].append(task)
    found = replies.unanswered(office)
    watch.total = len(found)
    waiting = unanswered_form.Waiting([(letter, given[letter.id]) for letter in found], office.today())
    if ending == "xlsx":
        return unanswered_form.unanswered_workbook(imprint(office), waiting)
    return unanswered_form.unanswered(imprint(office), waiting, watch)


def handling_slip(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """The slip of a letter; of every letter of a period; or, with neither, an empty form."""
    slips = [_slip(office, letter, wish) for letter in _wanted(office, wish, "handling-slip")] or [slip_form.Slip(None)]
    watch.total = len(slips)
    if ending == "docx":
        return slip_form.handling_slips_document(imprint(office), slips, watch)
    return slip_form.handling_slips(imprint(office), slips, watch)


def follow_up(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """How the letters of a period are being handled."""
    by_letter: dict[int, list[Task]] = defaultdict(list)
    for task in task_service.tasks(office):
        if task.letter_id is not None:
            by_letter[task.letter_id].append(task)
    valid = [letter for letter in letters_of(office, wish) if letter.state != "void"]
    entries = [follow_up_form.Entry(letter, tuple(by_letter[letter.id])) for letter in valid]
    watch.total = len(entries)
    book = follow_up_form.Book(entries, wish.first, wish.last)
    if ending == "xlsx":
        return follow_up_form.follow_up_workbook(imprint(office), book)
    return follow_up_form.follow_up(imprint(office), book, watch)


def transfer(office: Office, wish: Wish, ending: str, watch: Watch) -> bytes:
    """Who was handed which letter in a period, by day."""
    found = _transfers(office, wish)
    if wish.new_only:
        found = printed_before.new_transfers(office, found)
    watch.total = len(found)
    book = transfer_form.Book(found, wish.first, wish.last)
    if ending == "xlsx":
        return transfer_form.transfer_workbook(imprint(office), book)
    return transfer_form.transfer_book(imprint(office), book, watch)


def arrival_stamp(office: Office, wish: Wish, _ending: str, watch: Watch) -> bytes:
    """The stamp on a copy of a letter's first page; alone on a blank page when a corner is named or no scan is kept.
    Of every letter of a period, one page each."""
    chosen = _wanted(office, wish, "arrival-stamp")
    if not chosen:
        raise RuleError(
            "no-letter",
            tr("Chưa chọn văn bản để in dấu ĐẾN."),
            tr("Hãy chọn một văn bản trong sổ, hoặc một kỳ có văn bản đến."),
        )
    watch.total = len(chosen)
    return stamp_form.stamps(imprint(office), [_stamp(office, letter, wish) for letter in chosen], watch)


def action_sheet(office: Office, wish: Wish, _ending: str, watch: Watch) -> bytes:
    """The action sheet of a letter, or of every letter of a period."""
    return action_rows.action_sheet(office, chosen_letters(office, wish), watch)


def remember(office: Office, report: str, wish: Wish) -> None:
    """Remember which letters' forms were printed."""
    if report == printed_before.REGISTER:
        volumes = register_volumes(office, wish.first, wish.last, letters_of(office, wish), wish.volume)
        found = [letter for volume in volumes for letter in volume.letters]
        printed_before.remember_letters(office, report, found)
    elif report == printed_before.TRANSFER:
        printed_before.remember_transfers(office, _transfers(office, wish))
    elif report in ("handling-slip", "arrival-stamp"):
        printed_before.remember_letters(office, report, chosen_letters(office, wish))


def _wanted(office: Office, wish: Wish, report: str) -> list[Letter]:
    """A letter that is named is printed as often as one likes; of a period only what is new, if that is wished."""
    found = chosen_letters(office, wish)
    return printed_before.new_letters(office, report, found) if wish.new_only and wish.letter_id is None else found


def _slip(office: Office, letter: Letter, wish: Wish) -> slip_form.Slip:
    if wish.empty:
        return slip_form.Slip(letter)
    given = task_service.tasks(office, TaskFilter(letter_id=letter.id))
    ordered = sorted(given, key=lambda task: task.id)
    return slip_form.Slip(letter, tuple(letter_service.instructions(office, letter.id)), tuple(ordered))


def _stamp(office: Office, letter: Letter, wish: Wish) -> stamp_form.Place:
    stamp = stamp_form.Stamp(letter, letter.handed_to)
    if wish.corner is not None or letter.scan_path is None:
        return stamp_form.Place(stamp, corner=wish.corner or "left")
    return stamp_form.Place(stamp, scan=_scan(office, letter), page=(letter.first_page or 1) - 1)


def _scan(office: Office, letter: Letter) -> Path:
    assert letter.scan_path is not None
    return office.path(letter.scan_path)


def _transfers(office: Office, wish: Wish) -> list[tuple[Transfer, Letter]]:
    rows = letter_service.transfers_between(office, wish.first, wish.last)
    by_id = {letter.id: letter for letter in letter_service.rows(office, dict.fromkeys(row.letter_id for row in rows))}
    pairs = [(row, by_id[row.letter_id]) for row in rows]
    return [(row, letter) for row, letter in pairs if letter.state != "void" and wish.book_id in (None, letter.book_id)]
