"""What the inbox asks the office: the list, and everything about one letter of one scan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.errors import OfficeError
from desktop.services import catalogues, inbox

if TYPE_CHECKING:
    from desktop.core.drafts import Draft
    from desktop.core.records import Book, Letter, Scan
    from desktop.core.sheet_proposals import ReturnedScan
    from desktop.services.office import Office


@dataclass(frozen=True)
class InboxRows:
    """The waiting scans, where new ones come from, today, and the issuers known, the most used first.
    ``fresh``: nothing was ever taken in."""

    scans: list[Scan]
    scan_folder: Path
    today: date
    issuers: tuple[str, ...] = ()
    fresh: bool = False


@dataclass(frozen=True)
class ScanNews:
    """Scans that changed, as they wait now, and the ids of those that wait no longer."""

    scans: list[Scan]
    gone: frozenset[int]


@dataclass(frozen=True)
class Sheet:
    """One letter of a scan as the inbox shows it. ``registered``: the scan's letters that have a number already, by
    place; ``first``: for a duplicate, the scan it repeats, with its registered letters in ``first_letters``; ``books``:
    the books in use, of which ``book_id`` is the one that ``next_number`` is of; ``returned``: for weekly sheets that
    came back, what they propose; ``mixed``: letters with such sheets among them."""

    draft: Draft
    letters: int
    file: Path | None
    rotations: tuple[int, ...]
    registered: dict[int, Letter]
    next_number: int
    first: Scan | None = None
    first_letters: tuple[Letter, ...] = ()
    books: tuple[Book, ...] = ()
    book_id: int | None = None
    returned: ReturnedScan | None = None
    mixed: bool = False

    @property
    def scan(self) -> Scan:
        return self.draft.scan

    @property
    def pages(self) -> tuple[int, int | None]:
        """The first and last page to show: a letter's own, all of a scan that holds nothing else, or its sheets."""
        if self.returned is None and (self.mixed or self.letters > 1):
            return self.draft.first_page, self.draft.last_page
        return 1, None

    @property
    def letters_wait(self) -> bool:
        """Tell whether letters without a number lie among the sheets."""
        return self.mixed and len(self.registered) < self.letters


def ask_rows(office: Office) -> InboxRows:
    """Return the list of the inbox."""
    known = tuple(issuer.name for issuer in catalogues.issuers(office))
    waiting = inbox.waiting(office)
    fresh = not waiting and inbox.accounting(office)["taken_in"] == 0
    return InboxRows(waiting, office.scan_folder, office.today(), known, fresh)


def ask_news(office: Office, scan_ids: Sequence[int]) -> ScanNews:
    """Return what became of these scans."""
    scans = inbox.waiting_among(office, scan_ids)
    return ScanNews(scans, frozenset(scan_ids) - {scan.id for scan in scans})


def ask_sheet(
    office: Office, scan_id: int, letter_index: int | None, year: int | None, book_id: int | None = None
) -> Sheet:
    """Return one letter of a scan (None: the first that has no number yet), to go into ``book_id`` (None: the book for
    letters of its kind); NotFound."""
    # loaded in a reader's thread with the first letter, not before the window stands
    from desktop.services import books, register, returned_sheets, scan_letters

    registered = scan_letters.registered(office, scan_id)
    reading = inbox.reading(office, scan_id)
    count = max(1, len(reading.letters) if reading else 1)
    open_places = [n for n in range(count) if n not in registered] or [0]
    place = letter_index if letter_index is not None and letter_index < count else open_places[0]
    draft = inbox.draft(office, scan_id, place)
    book = book_id or books.default_book(office, draft.text("system") or "state").id
    first = inbox.scan(office, draft.scan.duplicate_of) if draft.scan.duplicate_of else None
    return Sheet(
        draft,
        count,
        _file(office, scan_id),
        reading.rotations if reading else (),
        registered,
        register.next_number(office, book, year),
        first,
        tuple(scan_letters.registered(office, first.id).values()) if first else (),
        tuple(books.books(office, active_only=True)),
        book,
        returned_sheets.proposals(office, scan_id) if draft.scan.shows_sheets else None,
        reading is not None and reading.returned is not None and bool(reading.letters),
    )


def _file(office: Office, scan_id: int) -> Path | None:
    try:
        return inbox.scan_file(office, scan_id)
    except OfficeError:
        return None
