"""Register books over the years: their volumes, and what stands in the way of closing a year.

Decree 30/2020/NĐ-CP, Art. 22 and annex IV: several volumes (quyển) of a year go on with one sequence; a register kept
by software is printed with all its columns, signed and bound.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.core.records import Book, Letter

IrregularKind = Literal["void", "missing", "late", "incomplete"]


@dataclass(frozen=True)
class Volume:
    """A volume of a book's year: its numbers from ``first_number`` to ``last_number`` (``first_number - 1`` while it
    is empty) and the arrival days of the first and last letter in it."""

    book_id: int
    year: int
    number: int
    first_number: int
    last_number: int
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class BookYear:
    """A book's year: how many entries, which numbers nobody has, how many entries lack something; when it was closed
    and by whom, the PDF kept of it (relative to the office folder), when and in how many volumes it was bound."""

    book: Book
    year: int
    last_number: int = 0
    count: int = 0
    void: int = 0
    late: int = 0
    incomplete: int = 0
    missing: tuple[int, ...] = ()
    closed_on: date | None = None
    closed_by: str = ""
    printed_path: str = ""
    bound_on: date | None = None
    bound_volumes: int | None = None
    volumes: tuple[Volume, ...] = ()

    @property
    def closed(self) -> bool:
        return self.closed_on is not None


@dataclass(frozen=True)
class Irregular:
    """An entry of a register that a reader asks about: void, entered late or incomplete; or a number nobody has
    (``letter`` None). ``by`` and ``on`` tell who voided it and when."""

    kind: IrregularKind
    book: str
    year: int
    number: int
    letter: Letter | None = None
    reason: str = ""
    by: str = ""
    on: date | None = None


def parts(starts: Sequence[int], last: int) -> list[tuple[int, int]]:
    """Return (first, last number) of each volume, from the first numbers at which volumes begin.

    >>> parts([1, 201], 350)
    [(1, 200), (201, 350)]
    """
    firsts = list(starts) or [1]
    ends = [following - 1 for following in firsts[1:]] + [max(last, firsts[-1] - 1)]
    return list(zip(firsts, ends, strict=True))


def may_start_at(starts: Sequence[int], last: int, first_number: int) -> bool:
    """Tell whether a new volume may begin at ``first_number``: after the present one's first, no later than the next
    number to be given."""
    return (starts[-1] if starts else 1) < first_number <= last + 1


def book_for(books: Iterable[Book], system: str) -> Book | None:
    """Return the book a letter of ``system`` goes into: the active one made for it, else the first active one that is
    made for no other system."""
    active = [book for book in books if book.active]
    own = (book for book in active if book.system and book.system == system)
    return next(own, next((book for book in active if not book.system), active[0] if active else None))
