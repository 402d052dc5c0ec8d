"""The register as it is looked at: lists, single letters, what they cite, who has them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from db import audit, letter_list, offices, papers, people
from db import letters as rows_of
from db import references as citations
from desktop.core.errors import NotFound, RuleError
from desktop.core.filters import LetterFilter, LetterSort
from desktop.core.readings import FieldReading
from desktop.core.records import Book, HistoryEntry, Instruction, Letter, ReferenceRow, Transfer
from desktop.core.secrecy_words import require_no_secret
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services import restricted
from desktop.services.office import Office

__all__ = ["ChainLink", "LetterFilter", "LetterSort", "Listing"]

_DEEPEST = 20
_IN_SIGHT = 30  # rows that a table shows above and below the one it goes to


@dataclass(frozen=True)
class ChainLink:
    """One letter of a chain: ``depth`` -1 is cited by the letter, 1 cites it, 0 is the letter itself. ``letter`` is
    None where the cited one is not in the register; ``reference`` is the citation that leads here."""

    letter: Letter | None
    reference: ReferenceRow | None
    depth: int


@dataclass(frozen=True)
class Listing:
    """A list as it stands: what it is narrowed to and sorted by, how many letters it has, and at which place the one
    asked for is (-1: not in it). ``only_newest``: more letters match the words than are listed."""

    filter: LetterFilter
    sort: LetterSort
    descending: bool
    count: int
    place: int = -1

    @property
    def only_newest(self) -> bool:
        """Tell whether letters that hold the words were left out because they are too many."""
        return bool(self.filter.text) and self.count >= letter_list.MOST_MATCHES


def count(office: Office, f: LetterFilter | None = None) -> int:
    """Return how many letters a filter leaves."""
    return letter_list.count(office.db, f or LetterFilter(), office.today())


def ids(
    office: Office, f: LetterFilter | None = None, sort: LetterSort = "arrival", descending: bool = True
) -> list[int]:
    """Return the ids of the letters a filter leaves, sorted; ``rows`` fetches those that are looked at."""
    return letter_list.ids(office.db, f or LetterFilter(), sort, descending, office.today())


def listing(
    office: Office,
    f: LetterFilter | None = None,
    sort: LetterSort = "arrival",
    descending: bool = True,
    *,
    find: int = 0,
) -> Listing:
    """Return how long a list is, and where the letter ``find`` stands in it; ``page`` fetches what is looked at."""
    wanted = f or LetterFilter()
    with office.db.snapshot() as db:
        total = letter_list.count(db, wanted, office.today())
        there = letter_list.place(db, wanted, sort, descending, office.today(), find) if find and total else -1
    return Listing(wanted, sort, descending, total, there)


def opening(
    office: Office, f: LetterFilter, sort: LetterSort, descending: bool, *, find: int, pages_of: int
) -> tuple[Listing, int, list[Letter]]:
    """Return a list, and what is looked at first: the place of a first letter and the letters from there on, whole pages
    of ``pages_of`` around the letter ``find``, or the first page."""
    with office.db.snapshot() as db:
        if not letter_list.is_few(f):
            shown = listing(office, f, sort, descending, find=find)
            first, most = _around(shown.place, pages_of)
            return shown, first, page(office, shown, first, most)
        found = letter_list.ids(db, f, sort, descending, office.today())
        shown = Listing(f, sort, descending, len(found), found.index(find) if find in found else -1)
        first, most = _around(shown.place, pages_of)
        return shown, first, rows_of.rows(db, found[first : first + most], office.today())


def page(office: Office, shown: Listing, first: int, most: int) -> list[Letter]:
    """Return the letters at the places ``first`` to ``first + most - 1`` of a list."""
    with office.db.snapshot() as db:
        today = office.today()
        found = letter_list.page(
            db, shown.filter, shown.sort, shown.descending, today, first=first, most=most, total=shown.count
        )
        return rows_of.rows(db, found, today)


def rows(office: Office, ids: Iterable[int]) -> list[Letter]:
    """Return the letters of these ids in that order."""
    return rows_of.rows(office.db, ids, office.today())


def letter(office: Office, letter_id: int) -> Letter:
    """Return one letter; NotFound."""
    found = rows_of.get(office.db, letter_id, office.today())
    if found is None:
        raise NotFound("no-letter", tr("Không có văn bản mã {id} trong sổ.", id=letter_id))
    if office.working.on:
        restricted.saw(office, letter_id)
    return found


def find_letter(office: Office, text: str) -> Letter:
    """Return the letter meant by an id or a uid; NotFound."""
    found = rows_of.find(office.db, text)
    if found is None:
        raise NotFound("no-letter", tr("Không có văn bản {text} trong sổ.", text=text))
    return letter(office, found)


def field_readings(office: Office, letter_id: int) -> dict[str, FieldReading]:
    """Return how each value came about: as read with its place, or typed (confidence 1)."""
    return rows_of.fields(office.db, letter_id)


def typed_fields(office: Office, letter_id: int) -> set[str]:
    """Return the names of the values that a person typed."""
    return rows_of.typed_fields(office.db, letter_id)


def references(office: Office, letter_id: int) -> list[ReferenceRow]:
    """Return what a letter cites, in the order of its text."""
    return citations.of_letter(office.db, letter_id)


def cited_by(office: Office, letter_id: int) -> list[Letter]:
    """Return the registered letters that cite this one, oldest first."""
    return rows(office, dict.fromkeys(r.letter_id for r in citations.citing(office.db, letter_id)))


def chain(office: Office, letter_id: int) -> list[ChainLink]:
    """Return the chain of a letter from what it stems from, over itself, to what was done because of it.

    Each letter stands in it once, at the shortest way.
    """
    own = letter(office, letter_id)
    seen = {letter_id}
    up = _walk_up(office, letter_id, -1, seen)
    down = _walk_down(office, letter_id, 1, seen)
    return [*sorted(up, key=lambda link: link.depth), ChainLink(own, None, 0), *sorted(down, key=lambda x: x.depth)]


def transfers(office: Office, letter_id: int) -> list[Transfer]:
    """Return to whom a letter was handed over, oldest first."""
    return papers.transfers(office.db, letter_id)


def transfers_between(office: Office, first: date, last: date) -> list[Transfer]:
    """Return what was handed over from one day to another, in the order of the days."""
    return papers.transfers_between(office.db, first, last)


def instructions(office: Office, letter_id: int) -> list[Instruction]:
    """Return the leaders' opinions on a letter, oldest first."""
    return papers.instructions(office.db, letter_id)


def history(office: Office, noun: str, row_id: int) -> list[HistoryEntry]:
    """Return the audit lines about one row ("letter", "task", "scan", "person"), oldest first."""
    return audit.history(office.db, noun, row_id)


def hand_over(
    office: Office,
    letter_id: int,
    *,
    person_id: int | None = None,
    unit_id: int | None = None,
    on: date | None = None,
    note: str = "",
) -> Transfer:
    """Record that a letter was handed over to a person or a unit; RuleError without either, or when it is void."""
    with office.write("hand-over"):
        _require_valid(office, letter_id)
        row_id = give_to(office, letter_id, person_id=person_id, unit_id=unit_id, on=on, note=note)
    return next(t for t in transfers(office, letter_id) if t.id == row_id)


def give_to(
    office: Office, letter_id: int, *, person_id: int | None, unit_id: int | None, on: date | None, note: str
) -> int:
    """Hand a letter over inside a write block; return the transfer's id."""
    name = _receiver(office, person_id, unit_id)
    day = on or office.today()
    row_id = papers.add_transfer(
        office.db, letter_id, name, day, person_id=person_id, unit_id=unit_id, note=squeeze(note)
    )
    office.log("hand-over", "letter", letter_id, to=name, on=day)
    return row_id


def instruct(
    office: Office, letter_id: int, text: str, *, person_id: int | None = None, by: str = "", on: date | None = None
) -> Instruction:
    """Record a leader's opinion on a letter; RuleError when it is empty or the letter void."""
    with office.write("instruct"):
        _require_valid(office, letter_id)
        row_id = add_opinion(office, letter_id, text, person_id=person_id, by=by, on=on)
    return next(i for i in instructions(office, letter_id) if i.id == row_id)


def add_opinion(office: Office, letter_id: int, text: str, *, person_id: int | None, by: str, on: date | None) -> int:
    """Record an opinion inside a write block; return its id."""
    opinion = squeeze(text)
    if not opinion:
        raise RuleError("no-text", tr("Ý kiến chỉ đạo còn trống."), tr("Hãy ghi ý kiến của lãnh đạo."))
    require_no_secret({"text": opinion})
    person = people.person(office.db, person_id) if person_id is not None else None
    who = squeeze(by) or (person.name if person else "")
    row_id = papers.add_instruction(office.db, letter_id, opinion, on or office.today(), who=who, person_id=person_id)
    office.log("instruct", "letter", letter_id, by=who, text=opinion)
    return row_id


def years(office: Office) -> list[int]:
    """Return the years with letters, newest first."""
    return letter_list.years(office.db)


def books(office: Office) -> list[Book]:
    """Return every book, the incoming one first."""
    return offices.books(office.db)


def _around(place: int, pages_of: int) -> tuple[int, int]:
    """Return the first row of the pages in sight around a place, and how many rows they have."""
    first = max(0, place - _IN_SIGHT) // pages_of * pages_of
    return first, (max(0, place) + _IN_SIGHT) // pages_of * pages_of - first + pages_of


def _require_valid(office: Office, letter_id: int) -> None:
    found = letter(office, letter_id)
    if found.state == "void":
        raise RuleError("void", tr("Số đến {n} đã hủy.", n=found.arrival_number))


def _receiver(office: Office, person_id: int | None, unit_id: int | None) -> str:
    person = people.person(office.db, person_id) if person_id is not None else None
    unit = people.unit(office.db, unit_id) if unit_id is not None else None
    receiver = person or unit
    if receiver is None:
        raise RuleError(
            "no-receiver", tr("Chưa chọn đơn vị hoặc người nhận."), tr("Hãy chọn một người hoặc một đơn vị.")
        )
    return receiver.name


def _walk_up(office: Office, letter_id: int, depth: int, seen: set[int]) -> list[ChainLink]:
    links: list[ChainLink] = []
    for reference in references(office, letter_id):
        target = reference.target_letter_id
        if target is None:
            links.append(ChainLink(None, reference, depth))
        elif target not in seen:
            seen.add(target)
            links.append(ChainLink(letter(office, target), reference, depth))
            if depth > -_DEEPEST:
                links += _walk_up(office, target, depth - 1, seen)
    return links


def _walk_down(office: Office, letter_id: int, depth: int, seen: set[int]) -> list[ChainLink]:
    links: list[ChainLink] = []
    for reference in citations.citing(office.db, letter_id):
        if reference.letter_id not in seen:
            seen.add(reference.letter_id)
            links.append(ChainLink(letter(office, reference.letter_id), reference, depth))
            if depth < _DEEPEST:
                links += _walk_down(office, reference.letter_id, depth + 1, seen)
    return links
