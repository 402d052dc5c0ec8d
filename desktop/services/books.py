"""The register books: which there are, their years, and the volumes (quyển) of a year."""

from __future__ import annotations

from dataclasses import replace

from db import audit, letters, offices
from db import books as rows
from db.connection import Row
from db.rows import day
from desktop.core.books import BookYear, Irregular, IrregularKind, Volume, book_for, may_start_at, parts
from desktop.core.errors import NotFound, RuleError
from desktop.core.names import show_date
from desktop.core.numbering import gaps
from desktop.core.records import Book, Letter
from desktop.core.text import fold, squeeze
from desktop.core.words import tr
from desktop.services.office import Office

__all__ = ["BookYear", "Irregular", "Volume"]

_MOST_MISSING = 10_000


def books(office: Office, *, active_only: bool = False) -> list[Book]:
    """Return the books, the incoming one first."""
    return [book for book in offices.books(office.db) if book.active or not active_only]


def book(office: Office, book_id: int) -> Book:
    """Return one book; NotFound."""
    found = offices.book(office.db, book_id)
    if found is None:
        raise NotFound("no-book", tr("Không có quyển sổ mã {id}.", id=book_id))
    return found


def find_book(office: Office, text: str) -> Book:
    """Return the book meant by its name or a part of it, with or without accents; NotFound, RuleError for several."""
    wanted = fold(text)
    exact = [one for one in books(office) if wanted == fold(one.name)]
    found = exact or [one for one in books(office) if wanted and wanted in fold(one.name)]
    if len(found) > 1:
        names = ", ".join(one.name for one in found)
        raise RuleError("several-books", tr("Có nhiều sổ tên {text}: {names}.", text=text, names=names))
    if not found:
        raise NotFound("no-book", tr("Không có sổ tên {text}.", text=text), tr("Xem tên sổ trong Danh mục."))
    return found[0]


def default_book(office: Office, system: str) -> Book:
    """Return the book that a letter of ``system`` (state, party, …) goes into unless another is chosen."""
    found = book_for(books(office), system)
    if found is None:
        raise NotFound("no-book", tr("Không có sổ nào đang dùng."), tr("Hãy dùng lại một sổ trong Danh mục."))
    return found


def add_book(office: Office, name: str, system: str = "") -> Book:
    """Add a register book with a running number of its own; letters of ``system`` go into it.

    RuleError without a name or when there is one of it.
    """
    wanted = _free_name(office, name)
    known = books(office)
    with office.write("add-book") as db:
        book_id = offices.add_book(db, wanted, f"so-{len(known) + 1}", system)
        office.log("add", "book", book_id, name=wanted, system=system)
    return book(office, book_id)


def edit_book(office: Office, book_id: int, *, name: str | None = None, system: str | None = None) -> Book:
    """Rename a book, or change which letters go into it; RuleError for a name that is taken or empty."""
    old = book(office, book_id)
    wanted = old.name if name is None else _free_name(office, name, but=book_id)
    with office.write("edit-book") as db:
        rows.rename(db, book_id, wanted, old.system if system is None else system)
        new = {"name": wanted, "system": old.system if system is None else system}
        office.log("edit", "book", book_id, old={"name": old.name, "system": old.system}, new=new)
    return book(office, book_id)


def set_active(office: Office, book_id: int, active: bool) -> Book:
    """Stop using a book, or use it again; what stands in it stays. RuleError for the last one in use."""
    found = book(office, book_id)
    if not active and [b.id for b in books(office, active_only=True)] == [found.id]:
        raise RuleError(
            "last-book", tr("{name} là sổ duy nhất đang dùng.", name=found.name), tr("Hãy thêm sổ khác trước.")
        )
    with office.write("edit-book") as db:
        rows.set_active(db, book_id, active)
        office.log("activate" if active else "deactivate", "book", book_id)
    return book(office, book_id)


def years(office: Office, book_id: int | None = None) -> list[BookYear]:
    """Return every book's year that has numbers, and this year of every book in use, the newest first."""
    now = office.today().year
    there = {*rows.years(office.db), *((b.id, now) for b in books(office, active_only=True))}
    wanted = [pair for pair in there if book_id in (None, pair[0])]
    return [book_year(office, b, y) for b, y in sorted(wanted, key=lambda pair: (-pair[1], pair[0]))]


def book_year(office: Office, book_id: int, year: int) -> BookYear:
    """Return how a book's year stands; NotFound for an unknown book."""
    found = book(office, book_id)
    row = rows.year_row(office.db, book_id, year)
    counts = rows.counts(office.db, book_id, year)
    last = int(row["last_number"]) if row else 0
    given = counts["entries"] if counts else 0
    missing = gaps(rows.numbers(office.db, book_id, year), last)[:_MOST_MISSING] if given < last else []
    state = BookYear(
        found,
        year,
        last,
        given,
        counts["void"] if counts else 0,
        counts["late"] if counts else 0,
        counts["incomplete"] if counts else 0,
        tuple(missing),
        volumes=tuple(volumes(office, book_id, year)),
    )
    return _with_closing(state, row)


def closed(office: Office, letter: Letter) -> bool:
    """Tell whether the year that a letter stands in is closed."""
    return offices.closed_on(office.db, letter.book_id, letter.year) is not None


def volumes(office: Office, book_id: int, year: int) -> list[Volume]:
    """Return the volumes of a book's year, one when it was never parted."""
    starts = rows.volume_starts(office.db, book_id, year)
    last = offices.last_number(office.db, book_id, year)
    spans = parts(starts, last)
    return [
        Volume(book_id, year, n, first, end, *rows.days(office.db, book_id, year, first, end))
        for n, (first, end) in enumerate(spans, 1)
    ]


def start_volume(office: Office, book_id: int, year: int, first_number: int | None = None) -> list[Volume]:
    """Begin a new volume at ``first_number``, by default at the next number; return all volumes of the year.

    RuleError when the present volume would be empty, the number is not given yet, or the year is closed.
    """
    found = book(office, book_id)
    with office.write("start-volume") as db:
        require_open(office, book_id, year)
        last = offices.last_number(db, book_id, year)
        first = last + 1 if first_number is None else first_number
        starts = rows.volume_starts(db, book_id, year) or [1]
        if not may_start_at(starts, last, first):
            raise RuleError(
                "bad-volume",
                tr("Quyển mới của {book} không thể bắt đầu từ số {n}.", book=found.name, n=first),
                tr("Chọn một số từ {first} đến {last}.", first=starts[-1] + 1, last=last + 1),
            )
        if len(starts) == 1 and not rows.volume_starts(db, book_id, year):
            rows.add_volume(db, book_id, year, 1, 1, office.today())
        rows.add_volume(db, book_id, year, len(starts) + 1, first, office.today())
        office.log("start-volume", "book", book_id, year=year, number=len(starts) + 1, first_number=first)
    return volumes(office, book_id, year)


def require_open(office: Office, book_id: int, year: int) -> None:
    """Raise RuleError when a book's year is closed."""
    refuse_closed(office, book_id, year, offices.closed_on(office.db, book_id, year))


def refuse_closed(office: Office, book_id: int, year: int, on: str | None) -> None:
    """Raise RuleError when a book's year was closed: ``on`` that day."""
    if on is not None:
        raise RuleError(
            "year-closed",
            tr("{book} năm {year} đã khóa ngày {day}.", book=book(office, book_id).name, year=year, day=show_date(on)),
            tr("Hãy vào sổ với ngày đến của năm nay; sổ đã khóa chỉ mở lại được trong Danh mục, có ghi lý do."),
        )


def irregular(office: Office, book_id: int | None = None, year: int | None = None) -> list[Irregular]:
    """Return what a reader of the registers asks about: numbers nobody has, void, late and incomplete entries."""
    found: list[Irregular] = []
    for one, of in sorted(rows.years(office.db), key=lambda pair: (pair[0], pair[1])):
        if book_id in (None, one) and year in (None, of):
            found += _irregular_of(office, one, of)
    return found


def _irregular_of(office: Office, book_id: int, year: int) -> list[Irregular]:
    state = book_year(office, book_id, year)
    entries = letters.rows(office.db, rows.irregular(office.db, book_id, year), office.today())
    found = [Irregular("missing", state.book.name, year, number) for number in state.missing]
    found += [_irregular(office, letter) for letter in entries]
    return sorted(found, key=lambda one: one.number)


def _irregular(office: Office, letter: Letter) -> Irregular:
    if letter.state != "void":
        kind: IrregularKind = "late" if letter.late else "incomplete"
        return Irregular(kind, letter.book, letter.year, letter.arrival_number, letter, on=letter.registered_on)
    told = [line for line in audit.history(office.db, "letter", letter.id) if line.action == "void"]
    by, on = (told[-1].who, told[-1].at.date()) if told else ("", None)
    return Irregular("void", letter.book, letter.year, letter.arrival_number, letter, letter.void_reason, by, on)


def _with_closing(state: BookYear, row: Row | None) -> BookYear:
    if row is None:
        return state
    return replace(
        state,
        closed_on=day(row["closed_on"]),
        closed_by=row["closed_by"],
        printed_path=row["printed_path"],
        bound_on=day(row["bound_on"]),
        bound_volumes=row["bound_volumes"],
    )


def _free_name(office: Office, name: str, but: int | None = None) -> str:
    wanted = squeeze(name)
    if not wanted:
        raise RuleError("no-name", tr("Tên sổ còn trống."), tr("Hãy ghi tên sổ."))
    if any(fold(one.name) == fold(wanted) for one in books(office) if one.id != but):
        raise RuleError("name-taken", tr("Đã có sổ tên {name}.", name=wanted), tr("Hãy dùng tên khác."))
    return wanted
