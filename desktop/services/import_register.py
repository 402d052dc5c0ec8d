"""Taking over the register that an office keeps in Excel: look, choose the columns, see what would be entered, enter all
or nothing. Letters keep their old numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import resources
from db import audit, bulk, letters, offices, papers, references
from db import books as years
from db.audit import Line
from db.connection import Database, Value
from desktop.core import faults
from desktop.core.drafts import missing_fields
from desktop.core.errors import OfficeError, RuleError, SecretLetter
from desktop.core.register_sheet import (
    NAMES,
    REQUIRED,
    BadLine,
    LineError,
    Row,
    SheetEntry,
    find_head,
    guess_columns,
    is_counting,
    read_row,
    text,
)
from desktop.core.secrecy_words import degree_column, is_secret_row
from desktop.core.words import Text, tr
from desktop.services import books, sheet_file
from desktop.services.office import Office

__all__ = ["LineError", "SheetEntry"]

Tell = Callable[[int, int], None]
_SAMPLE = 30
_SHOWN = 20
_SECRET_LINE = tr(
    "Văn bản mật: không nhập vào máy này. Hãy chuyển dòng này sang sổ đăng ký văn bản mật và xóa khỏi tệp."
)
_AT_ONCE = 100


@dataclass(frozen=True)
class Look:
    """What a file looks like: its sheets, the row of heads (0-based, None when none was found), the first rows, and
    which column is what, as guessed or as chosen last time."""

    file: Path
    sheets: tuple[str, ...]
    sheet: str
    head: int | None
    heads: tuple[str, ...]
    sample: tuple[Row, ...]
    columns: dict[str, int]


@dataclass(frozen=True)
class Plan:
    """What would be entered into a book. It can be carried out only when ``errors`` is empty. ``secret``: the lines of
    secret letters; nothing of them is kept, and they are among the errors."""

    file: Path
    book_id: int
    entries: tuple[SheetEntry, ...]
    errors: tuple[LineError, ...]
    skipped: int
    secret: tuple[int, ...] = ()

    @property
    def years(self) -> dict[int, tuple[int, int]]:
        """The first and last number that would be entered in each year."""
        found: dict[int, list[int]] = {}
        for entry in self.entries:
            found.setdefault(entry.arrived_on.year, []).append(entry.arrival_number)
        return {year: (min(numbers), max(numbers)) for year, numbers in sorted(found.items())}


def look(office: Office, file: Path, sheet: str = "", head: int | None = None) -> Look:
    """Open a file and guess what its columns are; ``head``: the row of heads, when a person says so.

    OfficeError: not a spreadsheet, encrypted, too large.
    """
    opened = sheet_file.preview(file, sheet, most=_SAMPLE)
    chosen, sample = sheet or opened.names[0], _without_secrets(opened.rows, head)
    found = find_head(sample) if head is None else head
    heads: Row = sample[found] if found is not None and found < len(sample) else ()
    columns = guess_columns(heads, office.settings.import_columns)
    return Look(file, opened.names, chosen, found, tuple(text(h) for h in heads), sample, columns)


def plan(
    office: Office, file: Path, sheet: str, head: int, columns: Mapping[str, int], book_id: int | None = None
) -> Plan:
    """Read a whole sheet and return what would be entered and what cannot be, line by line (counted as in Excel).

    RuleError when a required column is not chosen; OfficeError as ``look``.
    """
    _require_columns(columns)
    book = books.book(office, book_id) if book_id is not None else books.default_book(office, "state")
    types = _type_names()
    entries: list[SheetEntry] = []
    errors: list[LineError] = []
    secret: list[LineError] = []
    degree: int | None = None
    skipped = 0
    for line, row in enumerate(sheet_file.rows(file, sheet), 1):
        if line <= head + 1:
            degree = degree_column([text(cell) for cell in row]) if line == head + 1 else degree
            continue
        if not is_counting(row) and is_secret_row(map(text, row), degree):
            secret.append(LineError(line, _SECRET_LINE))  # what stands in it goes no further than this
            continue
        try:
            entry = read_row(line, row, columns, types)
        except BadLine as bad:
            errors.append(LineError(line, bad.text))
            continue
        if entry is None:
            skipped += 1
        else:
            entries.append(entry)
    errors += [*_clashes(office, book.id, entries), *secret]
    return Plan(
        file,
        book.id,
        tuple(entries),
        tuple(sorted(errors, key=lambda error: error.line)),
        skipped,
        tuple(one.line for one in secret),
    )


def remember(office: Office, heads: Iterable[str], columns: Mapping[str, int]) -> None:
    """Keep in the settings which head was chosen for what, so that the next file is understood at once."""
    words = list(heads)
    chosen = {name: words[place] for name, place in columns.items() if place < len(words) and words[place]}
    office.change_settings(replace(office.settings, import_columns=chosen))


def carry_out(office: Office, wanted: Plan, tell: Tell | None = None) -> int:
    """Enter every line of a plan in one transaction; return how many. ``tell`` hears (done, total).

    SecretLetter when lines are of secret letters. RuleError when the plan has errors, or a number was taken or a
    year closed meanwhile: then nothing is entered.
    """
    if wanted.secret:
        raise _secret_lines(wanted.secret)
    if wanted.errors or not wanted.entries:
        raise _refusal(wanted.errors)
    with bulk.large_cache(office.db, len(wanted.entries)), office.write("import") as db:
        errors = _clashes(office, wanted.book_id, wanted.entries)
        if errors:
            raise _refusal(errors)
        for start in range(0, len(wanted.entries), _AT_ONCE):
            some = wanted.entries[start : start + _AT_ONCE]
            _enter(office, wanted, some)
            if tell is not None:
                tell(start + len(some), len(wanted.entries))
        for year, (_first, last) in wanted.years.items():
            offices.take_number(db, wanted.book_id, year, max(last, offices.last_number(db, wanted.book_id, year)))
        told = {"file": wanted.file.name, "entries": len(wanted.entries), "years": wanted.years}
        office.log("import", "book", wanted.book_id, **told)
        faults.point("import:entered")
    return len(wanted.entries)


def _enter(office: Office, wanted: Plan, entries: Sequence[SheetEntry]) -> None:
    """Enter some lines: rows, index, log and the citations that mean them."""
    db, at = office.db, office.now()
    first, transfer = bulk.next_id(db, "letter"), bulk.next_id(db, "transfer")
    rows: dict[str, list[dict[str, Value]]] = {"letter": [], "transfer": []}
    lines: list[Line] = []
    for letter_id, entry in enumerate(entries, first):
        rows["letter"].append({"id": letter_id, **_letter_row(office, wanted, entry)})
        if entry.handed_to:
            on = entry.handed_on or entry.arrived_on
            handed = papers.transfer_row(letter_id, entry.handed_to, on)
            rows["transfer"].append({"id": transfer + len(rows["transfer"]), **handed})
        where = {"book": wanted.book_id, "year": entry.arrived_on.year, "arrival_number": entry.arrival_number}
        told = {**where, "file": wanted.file.name, "line": entry.line, "values": entry.values}
        lines.append(Line(at, office.actor, "import", "letter", letter_id, told))
    bulk.add(db, rows)
    for letter_id in range(first, first + len(entries)):
        references.link_to(db, letter_id)
    audit.add_all(db, lines)


def _letter_row(office: Office, wanted: Plan, entry: SheetEntry) -> dict[str, Value]:
    row = letters.row_of(
        book_id=wanted.book_id,
        year=entry.arrived_on.year,
        arrival_number=entry.arrival_number,
        arrived_on=entry.arrived_on,
        values=entry.values,
        incomplete=missing_fields(entry.values),
        at=office.now(),
        who=office.actor,
    )
    on = (entry.handed_on or entry.arrived_on).isoformat() if entry.handed_to else None
    state = "void" if entry.void_reason else "registered"
    kept: dict[str, Value] = {"handed_to": entry.handed_to, "handed_on": on, "void_reason": entry.void_reason}
    return {**row, **kept, "state": state}


def _clashes(office: Office, book_id: int, entries: Iterable[SheetEntry]) -> list[LineError]:
    """Numbers twice in the file, numbers taken in the register, years that are closed, days to come."""
    taken = _Taken(office.db, book_id)
    seen: dict[tuple[int, int], int] = {}
    errors: list[LineError] = []
    today = office.today()
    for entry in entries:
        key = (entry.arrived_on.year, entry.arrival_number)
        found = _clash(entry, today, seen.get(key), taken)
        if found is not None:
            errors.append(LineError(entry.line, found))
        seen.setdefault(key, entry.line)
    return errors


def _clash(entry: SheetEntry, today: date, earlier: int | None, taken: _Taken) -> Text | None:
    year, number = entry.arrived_on.year, entry.arrival_number
    if earlier is not None:
        return tr("Số đến {n} năm {year} đã có ở dòng {line}.", n=number, year=year, line=earlier)
    if number in taken.numbers(year):
        return tr("Số đến {n} năm {year} đã có trong sổ.", n=number, year=year)
    if taken.closed(year):
        return tr("Sổ năm {year} đã khóa.", year=year)
    if entry.arrived_on > today:
        return tr("Ngày đến {day} ở sau hôm nay.", day=f"{entry.arrived_on:%d/%m/%Y}")
    return None


class _Taken:
    """What a book holds already, asked once a year."""

    def __init__(self, db: Database, book_id: int) -> None:
        self._db = db
        self._book_id = book_id
        self._numbers: dict[int, set[int]] = {}
        self._closed: dict[int, bool] = {}

    def numbers(self, year: int) -> set[int]:
        if year not in self._numbers:
            self._numbers[year] = set(years.numbers(self._db, self._book_id, year))
        return self._numbers[year]

    def closed(self, year: int) -> bool:
        if year not in self._closed:
            self._closed[year] = offices.closed_on(self._db, self._book_id, year) is not None
        return self._closed[year]


def _require_columns(columns: Mapping[str, int]) -> None:
    missing = [str(NAMES[name]) for name in REQUIRED if name not in columns]
    if missing:
        raise RuleError(
            "no-column",
            tr("Chưa chọn cột cho: {names}.", names=", ".join(missing)),
            tr("Hãy chọn cột của bảng ứng với từng mục."),
        )


def _refusal(errors: Iterable[LineError]) -> OfficeError:
    found = list(errors)
    if not found:
        return RuleError("nothing-to-import", tr("Bảng không có dòng nào để nhập."), None, tr("Chưa nhập dòng nào."))
    return RuleError(
        "lines-wrong",
        tr("{n} dòng chưa nhập được; dòng {line}: {text}", n=len(found), line=found[0].line, text=found[0].text),
        tr("Hãy sửa trong tệp rồi nhập lại cả tệp."),
        tr("Chưa nhập dòng nào."),
    )


def _secret_lines(lines: Sequence[int]) -> SecretLetter:
    told = ", ".join(map(str, lines[:_SHOWN])) + (", …" if len(lines) > _SHOWN else "")
    return SecretLetter(
        "secret",
        tr("{n} dòng của tệp là văn bản mật (dòng {lines}): không nhập vào máy này.", n=len(lines), lines=told),
        tr(
            "Hãy đăng ký các văn bản đó ở sổ đăng ký văn bản mật, xóa các dòng đó khỏi tệp (và tệp cũ khỏi máy này,"
            " kể cả trong Thùng rác), rồi nhập lại."
        ),
        tr("Chưa nhập dòng nào; chương trình không giữ lại gì của các dòng đó."),
    )


def _without_secrets(rows: Sequence[Row], head: int | None) -> tuple[Row, ...]:
    """The first rows as they may be shown: of a secret letter's nothing."""
    texts = [[text(cell) for cell in row] for row in rows]
    found = find_head(rows) if head is None else head
    column = degree_column(texts[found]) if found is not None and found < len(texts) else None
    shown = str(tr("(văn bản mật: không hiện)"))
    start = -1 if found is None else found
    return tuple(
        tuple(shown if cell not in (None, "") else None for cell in row)
        if n > start and not is_counting(row) and is_secret_row(texts[n], column)
        else row
        for n, row in enumerate(rows)
    )


def _type_names() -> list[str]:
    table = resources.table("document_types.toml")
    found: list[str] = [str(entry["name"]) for entry in table["type"]]  # type: ignore[index]
    return [*found, "Công văn"]
