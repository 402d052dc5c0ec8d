"""The scans: what waits to be registered, what was read from it, and what became of everything taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db import copies, letters, scans, search, sheet_returns
from db.connection import Value
from desktop.core import faults
from desktop.core.citations import number_key, same_issuer, same_year
from desktop.core.drafts import SURE, Draft, DraftField, all_sure, draft_fields, empty_fields
from desktop.core.errors import NotFound, RuleError, StorageError
from desktop.core.names import full_symbol
from desktop.core.os_errors import storage_error
from desktop.core.readings import FieldReading, LetterReading, PageWords, Reading
from desktop.core.records import Letter, Scan, ScanState
from desktop.core.text import squeeze
from desktop.core.words import tr
from desktop.services import contents, derived, restricted
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

__all__ = ["SURE", "Draft", "DraftField"]

#: the reason of a scan whose reading a person has stopped
STOPPED = tr("Đã dừng đọc theo yêu cầu.")
_FINAL: frozenset[ScanState] = frozenset({"duplicate", "refused"})


def waiting(office: Office) -> list[Scan]:
    """Return every scan not wholly registered and not dismissed, oldest first; duplicates and refused ones too."""
    return scans.waiting(office.db)


def waiting_among(office: Office, scan_ids: Sequence[int]) -> list[Scan]:
    """Return those of ``scan_ids`` that ``waiting`` would return: what became of scans that changed."""
    return scans.waiting_among(office.db, scan_ids)


def to_read(office: Office) -> list[Scan]:
    """Return the scans whose reading is not finished, oldest first."""
    unfinished = [*scans.in_state(office.db, "stored"), *scans.in_state(office.db, "reading")]
    return sorted(unfinished, key=lambda s: s.id)


def scan(office: Office, scan_id: int) -> Scan:
    """Return one scan; NotFound."""
    found = scans.get(office.db, scan_id)
    if found is None:
        raise NotFound("no-scan", tr("Không có bản quét mã {id}.", id=scan_id))
    return found


def find_scan(office: Office, text: str) -> Scan:
    """Return the scan meant by an id, a uid or a file name; NotFound."""
    found = scans.find(office.db, text)
    if found is None:
        raise NotFound("no-scan", tr("Không có bản quét {text}.", text=text))
    return found


def scan_file(office: Office, scan_id: int) -> Path:
    """Return the absolute path of the stored original; StorageError when it is gone, NotFound when none was kept."""
    found = scan(office, scan_id)
    source = found
    if found.path is None and found.duplicate_of is not None:
        source = scan(office, found.duplicate_of)
    if source.path is None:
        raise NotFound("no-file", tr("Không giữ tệp nào của bản quét {file}.", file=found.file))
    restricted.saw_scan(office, scan_id)
    file = office.path(source.path)
    if not file.is_file():
        raise StorageError(
            "file-missing",
            tr("Tệp gốc {path} không còn trong kho.", path=source.path),
            tr("Hãy cắm lại ổ đĩa hoặc khôi phục từ bản sao lưu."),
        )
    return file


def reading(office: Office, scan_id: int) -> Reading | None:
    """Return what was read from a scan so far, None when nothing was."""
    return scans.reading(office.db, scan_id)


def page_words(office: Office, scan_id: int) -> dict[int, PageWords]:
    """Return the words of each page with their places, by page number; empty until the scan has been read in full."""
    return scans.page_words(office.db, scan_id)


def store_reading(office: Office, scan_id: int, reading: Reading) -> None:
    """Keep a reading: the scan is "reading" while only the head is known, "ready" when all is. A reading that comes
    after the scan was refused or found to be a duplicate is dropped."""
    with office.write("store-reading") as db:
        found = scan(office, scan_id)
        if found.state in _FINAL:
            return
        with search.changed(db, "letter", letters.of_scan(db, scan_id)):
            scans.store_reading(db, scan_id, reading)
            contents.complete(office, scan_id, reading)
        if reading.returned is not None and not reading.letters:
            _keep_sheets(office, found, reading)
            return
        first = reading.letters[0] if reading.letters else None
        scans.change(
            db,
            scan_id,
            {
                "state": "ready" if reading.complete else "reading",
                "progress": 1.0 if reading.complete else found.progress,
                "pages": reading.pages or found.pages,
                "letter_count": max(1, len(reading.letters)),
                "doubtful": int(not (reading.letters and all(_is_sure(letter) for letter in reading.letters))),
                "title": _title(first) if first else "",
                "reason": "",
                "sheets_waiting": int(reading.returned is not None),
            },
        )


def _keep_sheets(office: Office, found: Scan, reading: Reading) -> None:
    """Weekly sheets alone: they wait to be confirmed, see ``returned_sheets``."""
    values: dict[str, Value] = {"state": "ready", "progress": 1.0, "pages": reading.pages, "reason": ""}
    if found.registered_count:  # somebody has registered a page of it by hand: then it is a letter with sheets
        values |= {"sheets_waiting": 1}
    else:
        pages = reading.returned.pages if reading.returned else ()
        week = in_vietnamese(tr("Phiếu tuần {week} trả về", week=pages[0].code.week.number)) if pages else ""
        values |= {"kind": "sheet", "letter_count": 0, "doubtful": 0, "title": week}
    scans.change(office.db, found.id, values)


def set_progress(office: Office, scan_id: int, share: float) -> None:
    """Record how far the reading of a scan is, 0-1."""
    with office.write("progress") as db:
        if scan(office, scan_id).state in {"stored", "reading"}:
            scans.change(db, scan_id, {"state": "reading", "progress": min(1.0, max(0.0, share))})


def mark_unreadable(office: Office, scan_id: int, reason: str) -> None:
    """Record that a scan cannot be read, and why; it waits for the clerk."""
    with office.write("unreadable") as db:
        if scan(office, scan_id).state not in _FINAL:
            scans.change(db, scan_id, {"state": "unreadable", "reason": squeeze(reason)})
            office.log("unreadable", "scan", scan_id, reason=reason)


def stop_reading(office: Office, scan_id: int) -> None:
    """Read a scan no further: it waits for the clerk, who types it in or lets it be read again. What was read of its
    head stays. RuleError when it is not being read, or in the register already from its head: its directives are then
    still to be found."""
    with office.write("stop-reading") as db:
        found = scan(office, scan_id)
        if letters.registered_indices(db, scan_id):
            raise _registered(found)
        if found.state not in {"stored", "reading"}:
            raise RuleError("not-reading", tr("Bản quét {file} không còn đang đọc.", file=found.file))
        scans.change(db, scan_id, {"state": "unreadable", "reason": in_vietnamese(STOPPED)})
        office.log("stop-reading", "scan", scan_id)


def refuse_secret(office: Office, scan_id: int, stamp: str) -> None:
    """Refuse a scan that bears a secrecy stamp: its bytes and everything read from it go, the fact stays.

    Law on State Secrets 117/2025/QH15. StorageError when the bytes cannot be deleted; the row then still names them.
    """
    found = scan(office, scan_id)
    with office.write("refuse-secret-forget") as db:
        if letters.registered_indices(db, scan_id):
            raise _registered(found)
        with search.changed(db, "letter", letters.of_scan(db, scan_id)):
            scans.forget_reading(db, scan_id)
        empty: dict[str, Value] = {"title": "", "letter_count": 0, "doubtful": 0}
        scans.change(db, scan_id, {**empty, "state": "refused", "secret": 1, "reason": stamp})
        office.log("refuse-secret", "scan", scan_id, stamp=stamp)
    if found.path is not None:
        _delete(office.path(found.path))
        faults.point("refuse-secret:deleted")
        with office.write("refuse-secret") as db:
            scans.change(db, scan_id, {"path": None})


def draft(office: Office, scan_id: int, letter_index: int = 0) -> Draft:
    """Return one letter of a scan as a form, empty where nothing was read; NotFound."""
    found = scan(office, scan_id)
    read = reading(office, scan_id)
    if read is None or not read.letters:
        return Draft(found, letter_index, 1, max(1, found.pages), empty_fields(), read is not None and read.complete)
    if not 0 <= letter_index < len(read.letters):
        raise NotFound("no-letter", tr("Bản quét này không có văn bản thứ {n}.", n=letter_index + 1))
    letter = read.letters[letter_index]
    fields = draft_fields(letter)
    return Draft(
        found, letter_index, letter.first_page, letter.last_page, fields, read.complete, tuple(_twins(office, letter))
    )


def is_sure(office: Office, scan_id: int) -> bool:
    """Tell whether a scan is read in full without one doubtful field."""
    found = scan(office, scan_id)
    return found.state == "ready" and not found.doubtful


def twins(office: Office, values: dict[str, str | list[str]], *, without: int | None = None) -> list[Letter]:
    """Return the registered letters with this number, symbol and issuer, of the same year where both years are known:
    of them the clerk is warned (Decree 30/2020). ``without``: a letter that is not its own twin."""
    key = number_key(str(values.get("number") or ""), str(values.get("symbol") or ""))
    issued_on, issuer = str(values.get("issued_on") or ""), str(values.get("issuer") or "")
    same = letters.rows(office.db, letters.with_number(office.db, key), office.today())
    return [
        letter
        for letter in same
        if letter.id != without and same_year(letter.issued_on, issued_on) and same_issuer(letter.issuer, issuer)
    ]


def dismiss(office: Office, scan_id: int, reason: str) -> None:
    """Take a scan off the list without registering it; RuleError without a reason, or when it is registered.

    A duplicate stays a duplicate; anything else counts as refused from now on. The original is kept. Of a scan of
    letters with weekly sheets among them, the sheets go first; its letters stay.
    """
    if not squeeze(reason):
        raise RuleError("no-reason", tr("Chưa ghi lý do bỏ qua bản quét."), tr("Hãy ghi lý do."))
    with office.write("dismiss") as db:
        found = scan(office, scan_id)
        if found.sheets_waiting:
            scans.change(db, scan_id, {"sheets_waiting": 0})
            office.log("leave-sheets", "scan", scan_id, reason=reason)
            return
        if letters.registered_indices(db, scan_id):
            raise _registered(found)
        require_not_settled(found)
        state = found.state if found.state in _FINAL else "refused"
        kept = found.reason if found.state in _FINAL else squeeze(reason)
        scans.change(db, scan_id, {"state": state, "dismissed": 1, "reason": kept})
        office.log("dismiss", "scan", scan_id, reason=reason)


def reread(office: Office, scan_id: int) -> None:
    """Let a scan be read again from the start; RuleError when it is registered or nothing of it was kept."""
    with office.write("reread") as db:
        found = scan(office, scan_id)
        if letters.registered_indices(db, scan_id):
            raise _registered(found)
        require_not_settled(found)
        if sheet_returns.of_scan(db, scan_id):
            raise _settled(found)
        if found.path is None or found.state == "duplicate":
            raise RuleError("no-file", tr("Không giữ tệp nào của bản quét {file}.", file=found.file))
        with search.changed(db, "letter", letters.of_scan(db, scan_id)):
            scans.forget_reading(db, scan_id)
        derived.forget(office, found.sha256)
        fresh: dict[str, Value] = {
            "letter_count": 0,
            "doubtful": 0,
            "title": "",
            "reason": "",
            "progress": 0.0,
            "dismissed": 0,
            "kind": "letter",
            "sheets_waiting": 0,
        }
        scans.change(db, scan_id, {**fresh, "state": "stored"})
        office.log("reread", "scan", scan_id)


def accounting(office: Office) -> dict[str, int]:
    """Return taken_in, registered, waiting, duplicate and refused; taken_in is the sum of the rest."""
    return scans.accounting(office.db)


def _is_sure(letter: LetterReading) -> bool:
    return all_sure(draft_fields(letter))


def _title(letter: LetterReading) -> str:
    number = full_symbol(letter.text("number") or "", letter.text("symbol") or "", letter.text("system") or "state")
    parts = [number.strip(" /-"), letter.text("subject") or letter.text("type") or ""]
    return " · ".join(part for part in parts if part)


def _twins(office: Office, letter: LetterReading) -> list[Letter]:
    names = ("number", "symbol", "issued_on", "issuer")
    absent = FieldReading(None, 0.0)
    return twins(office, {name: letter.fields.get(name, absent).value or "" for name in names})


def _registered(found: Scan) -> RuleError:
    return RuleError(
        "already-registered",
        tr("Bản quét {file} đã vào sổ.", file=found.file),
        tr("Nếu đăng ký nhầm, hãy hủy số với lý do trước."),
    )


def require_not_settled(found: Scan) -> None:
    """Raise RuleError when a scan's sheets were confirmed: what they said stands in the tasks' logs."""
    if found.settled:
        raise _settled(found)


def _settled(found: Scan) -> RuleError:
    return RuleError("settled", tr("Phiếu tuần trong bản quét {file} đã được ghi nhận.", file=found.file))


def _delete(file: Path) -> None:
    try:
        copies.erase(file)
    except OSError as error:
        raise storage_error(error, file) from error
