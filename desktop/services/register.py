"""Registering: a scan or a paper becomes an entry with the next arrival number, in one durable step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from db import books as years
from db import issuers, letters, offices, references, scans, search
from desktop.core import faults
from desktop.core.drafts import DRAFT_FIELDS, missing_fields
from desktop.core.errors import NotFound, OfficeError, RuleError
from desktop.core.numbering import following, is_late, register_year
from desktop.core.readings import LIST_FIELDS, FieldReading, LetterReading
from desktop.core.records import Letter, Scan
from desktop.core.secrecy_words import require_no_secret
from desktop.core.text import nfc, squeeze
from desktop.core.words import tr
from desktop.services import anchors, books, closing, contents, inbox
from desktop.services.office import Office

Value = str | list[str]
Values = Mapping[str, Value]

_SYSTEMS = ("state", "party", "council", "front", "other")


@dataclass(frozen=True)
class RegisterAllResult:
    """What became of the waiting scans: letters given numbers, scans left for a person, scans that failed."""

    registered: list[Letter]
    left: list[Scan]
    failed: list[tuple[Scan, OfficeError]]


@dataclass(frozen=True)
class _Entry:
    """What is about to be written: the values, how they came about, and what the letter says."""

    values: dict[str, Value]
    typed: frozenset[str]
    reading: LetterReading | None = None
    scan_id: int | None = None
    letter_index: int = 0


def next_number(office: Office, book_id: int | None = None, year: int | None = None) -> int:
    """Return the number the next letter gets: a forecast until it is registered."""
    book = _book(office, book_id, "state")
    return following(offices.last_number(office.db, book, year or register_year(office.today())))


def register(
    office: Office,
    scan_id: int,
    letter_index: int = 0,
    values: Values | None = None,
    *,
    arrived_on: date | None = None,
    book_id: int | None = None,
) -> Letter:
    """Register one letter of a scan and return it with its number.

    ``values`` override what was read, field by field. Missing required fields make the letter incomplete, they do not
    hold it up. The head alone is enough: citations and directives follow when the rest has been read.

    Raises NotFound, RuleError (registered already, refused, a duplicate, the year is closed), SecretLetter (the values
    say so), StorageError.
    """
    require_no_secret(values or {})
    return _register(office, _from_scan(office, scan_id, letter_index, values), arrived_on, book_id)


def register_by_hand(
    office: Office, values: Values, *, arrived_on: date | None = None, book_id: int | None = None
) -> Letter:
    """Register a paper without a scan; its values are all typed. SecretLetter when they say that it is secret."""
    require_no_secret(values)
    known = _clean(values)
    return _register(office, _Entry(known, frozenset(known)), arrived_on, book_id)


def register_all(office: Office, *, only_sure: bool) -> RegisterAllResult:
    """Register every letter of the scans that are ready, or only of those without a doubtful field.

    That a letter seems to be registered already is a doubt too: ``only_sure`` leaves its scan for a person.
    """
    result = RegisterAllResult([], [], [])
    for scan in inbox.waiting(office):
        if scan.state != "ready" or scan.shows_sheets or (only_sure and (scan.doubtful or _has_twin(office, scan))):
            result.left.append(scan)
            continue
        try:
            result.registered.extend(register_scan(office, scan))
        except OfficeError as error:
            result.failed.append((scan, error))
    return result


def correct(office: Office, letter_id: int, values: Values, *, reason: str = "") -> Letter:
    """Change values of an entry; never its number, book or year. The old ones stay in the history.

    In a closed year only with a ``reason``: the book is printed and bound. Raises NotFound, RuleError for a voided
    entry or without that reason, SecretLetter, StorageError.
    """
    require_no_secret({**values, "reason": reason})
    with office.write("correct") as db:
        letter = _letter(office, letter_id)
        if letter.state == "void":
            raise RuleError("void", tr("Số đến {n} đã hủy, không sửa được nữa.", n=letter.arrival_number))
        why = squeeze(reason)
        if not why and books.closed(office, letter):
            happened = tr("Sổ năm {year} đã khóa: muốn sửa phải ghi lý do.", year=letter.year)
            raise RuleError("year-closed", happened, tr("Hãy ghi lý do, rồi sửa tay cả trên sổ giấy đã đóng quyển."))
        old = letters.values_of(db, letter_id)
        changes = {name: value for name, value in _clean(values).items() if old.get(name) != value}
        if changes:
            _rewrite(office, letter, old | changes, changes)
            told = {"reason": why} if why else {}
            office.log("correct", "letter", letter_id, old={n: old.get(n, "") for n in changes}, new=changes, **told)
    return _letter(office, letter_id)


def void(office: Office, letter_id: int, reason: str) -> Letter:
    """Void an entry: it stays visible with its number, its scan waits again, its open tasks close.

    Raises NotFound, RuleError without a reason or when it is void already, StorageError.
    """
    why = squeeze(reason)
    if not why:
        raise RuleError("no-reason", tr("Chưa ghi lý do hủy."), tr("Hãy ghi lý do: sổ giữ số đã hủy cùng lý do."))
    with office.write("void") as db:
        letter = _letter(office, letter_id)
        if letter.state == "void":
            raise RuleError("void", tr("Số đến {n} đã hủy rồi.", n=letter.arrival_number))
        books.require_open(office, letter.book_id, letter.year)
        letters.void(db, letter_id, why)
        closing.close_as_void(office, letter_id, why)
        references.link_to(db, letter_id)
        office.log("void", "letter", letter_id, reason=why, arrival_number=letter.arrival_number)
    return _letter(office, letter_id)


def _register(office: Office, entry: _Entry, arrived_on: date | None, book_id: int | None) -> Letter:
    day = arrived_on or office.today()
    year = register_year(day)
    with office.write("register") as db:
        book = _book(office, book_id, str(entry.values.get("system") or "state"))
        last, closed_on, last_arrival = years.standing(db, book, year)
        books.refuse_closed(office, book, year, closed_on)
        whole = _require_waiting(office, entry)
        late = is_late(day, office.today(), last_arrival, office.calendar)
        number = following(last)
        offices.take_number(db, book, year, number)
        faults.point("register:number-taken")
        letter_id = _write(office, entry, book, year, number, day, head_only=not whole, late=late)
        faults.point("register:row-written")
        _learn_issuer(office, entry)
        issuers.count_use(db, str(entry.values.get("issuer") or ""))
        where = {"book": book, "year": year, "arrival_number": number, "scan": entry.scan_id, "late": late}
        office.log("register", "letter", letter_id, **where, values=entry.values)
        return letters.just_added(db, letter_id)


def _write(
    office: Office, entry: _Entry, book_id: int, year: int, number: int, day: date, *, head_only: bool, late: bool
) -> int:
    db = office.db
    letter_id = letters.add(
        db,
        book_id=book_id,
        year=year,
        arrival_number=number,
        arrived_on=day,
        values=entry.values,
        incomplete=missing_fields(entry.values),
        at=office.now(),
        who=office.actor,
        scan_id=entry.scan_id,
        letter_index=entry.letter_index,
        pages=(entry.reading.first_page, entry.reading.last_page) if entry.reading else None,
        head_only=head_only,
        late=late,
    )
    letters.add_fields(db, letter_id, _field_readings(entry), entry.typed)
    said = contents.add(db, letter_id, entry.reading) if entry.reading is not None else []
    search.add_all(db, {"letter": [letter_id], "directive": said})
    references.link_to(db, letter_id)
    anchors.tell(office, letter_id)
    return letter_id


def _from_scan(office: Office, scan_id: int, letter_index: int, values: Values | None) -> _Entry:
    reading = scans.reading(office.db, scan_id, texts=False)
    found = reading.letters[letter_index] if reading and 0 <= letter_index < len(reading.letters) else None
    if found is None and (letter_index != 0 or (reading is not None and reading.letters)):
        raise NotFound("no-letter", tr("Bản quét này không có văn bản thứ {n}.", n=letter_index + 1))
    if found is None:
        pages = max(1, inbox.scan(office, scan_id).pages)
        found = LetterReading(1, pages, {})
    read = _clean({name: f.value for name, f in found.fields.items() if f.value and name in DRAFT_FIELDS})
    given = _clean(values or {})
    typed = frozenset(name for name, value in given.items() if value != read.get(name, [] if _is_list(name) else ""))
    return _Entry({**read, **given}, typed, found, scan_id, letter_index)


def _require_waiting(office: Office, entry: _Entry) -> bool:
    """Raise RuleError unless the scan may be registered; tell whether it has been read in full."""
    if entry.scan_id is None:
        return True
    scan = inbox.scan(office, entry.scan_id)
    if scan.state in {"refused", "duplicate"}:
        happened = tr("Bản quét {file} đã bị từ chối hoặc là bản trùng.", file=scan.file)
        raise RuleError("not-waiting", happened, tr("Hãy chọn bản quét khác."))
    if scan.kind == "sheet":
        happened = tr("Bản quét {file} là phiếu tuần trả về, không phải văn bản đến.", file=scan.file)
        raise RuleError("a-sheet", happened, tr("Hãy xác nhận phiếu trong Hộp quét."))
    if entry.letter_index in letters.registered_indices(office.db, entry.scan_id):
        happened = tr("Văn bản này của bản quét {file} đã vào sổ.", file=scan.file)
        raise RuleError("already-registered", happened, tr("Hãy xem trong Sổ văn bản đến."))
    if scan.letter_count == 0:
        scans.change(office.db, scan.id, {"letter_count": 1})
    if scan.state == "unreadable":
        scans.change(office.db, scan.id, {"state": "ready"})
    return scan.state in {"ready", "unreadable"}


def register_scan(office: Office, scan: Scan) -> list[Letter]:
    """Register, as read, every letter of a scan that is not registered yet; raises what ``register`` raises."""
    done = letters.registered_indices(office.db, scan.id)
    entries = [_from_scan(office, scan.id, n, None) for n in range(scan.letter_count) if n not in done]
    return [_register(office, entry, None, None) for entry in entries]


def _has_twin(office: Office, scan: Scan) -> bool:
    done = letters.registered_indices(office.db, scan.id)
    return any(inbox.draft(office, scan.id, n).twins for n in range(scan.letter_count) if n not in done)


def _rewrite(office: Office, letter: Letter, values: dict[str, Value], changes: Values) -> None:
    db = office.db
    with search.changed(db, "letter", [letter.id]):
        letters.change(db, letter.id, values, missing_fields(values))
    letters.set_fields(db, letter.id, {n: FieldReading(_plain(v), 1.0) for n, v in changes.items()}, changes)
    references.link_to(db, letter.id)
    if {"number", "symbol"} & set(changes):
        anchors.tell(office, letter.id)
    if {"issuer", "parent_issuer"} & set(changes):
        _learn_issuer(office, _Entry(values, frozenset(changes)))


def _learn_issuer(office: Office, entry: _Entry) -> None:
    """An issuer that the clerk typed is known from now on, with the body above it, and later readings are told of it.
    What she only let stand is not learned: a misreading that went unseen must not teach the next one."""
    name, parent, system = (str(entry.values.get(n) or "") for n in ("issuer", "parent_issuer", "system"))
    if name and entry.typed & {"issuer", "parent_issuer"}:
        issuers.learn(office.db, name, parent, system or "state", office.now())
        office.log("learn", "issuer", 0, name=name, parent=parent)


def _field_readings(entry: _Entry) -> dict[str, FieldReading]:
    typed = {name: FieldReading(_plain(entry.values[name]), 1.0) for name in entry.typed}
    read = entry.reading.fields if entry.reading else {}
    places = {n: replace(f, page=read[n].page, box=read[n].box) for n, f in typed.items() if n in read}
    kept = {name: field for name, field in read.items() if name in DRAFT_FIELDS}
    return {**kept, **typed, **places}


def _clean(values: Mapping[str, Value | None]) -> dict[str, Value]:
    """Return the values in one spelling; an unknown field or system is the caller's mistake."""
    unknown = set(values) - {*DRAFT_FIELDS, "note"}
    if unknown:
        raise ValueError(f"no such field: {', '.join(sorted(unknown))}")
    clean = {name: _clean_value(name, value) for name, value in values.items()}
    if clean.get("system", "state") not in _SYSTEMS:
        clean["system"] = "state"
    return clean


def _clean_value(name: str, value: Value | None) -> Value:
    if not _is_list(name):
        return squeeze("; ".join(value) if isinstance(value, list) else nfc(value or ""))
    parts: Iterable[str] = value.split(";") if isinstance(value, str) else value or []
    return [squeeze(part) for part in parts if squeeze(part)]


def _is_list(name: str) -> bool:
    return name in LIST_FIELDS


def _plain(value: Value) -> Value | None:
    return value or None


def _book(office: Office, book_id: int | None, system: str) -> int:
    book = books.default_book(office, system) if book_id is None else books.book(office, book_id)
    if not book.active:
        happened = tr("{name} đã ngừng dùng.", name=book.name)
        raise RuleError("book-inactive", happened, tr("Hãy chọn sổ khác, hoặc dùng lại sổ này trong Danh mục."))
    return book.id


def _letter(office: Office, letter_id: int) -> Letter:
    found = letters.get(office.db, letter_id, office.today())
    if found is None:
        raise NotFound("no-letter", tr("Không có văn bản mã {id} trong sổ.", id=letter_id))
    return found
