"""A scan of a letter that stands in the register already (paper after PDF, scanned again): it is no second entry."""

from __future__ import annotations

from db import attachments, letters, scans
from db.connection import Value
from desktop.core.errors import RuleError
from desktop.core.records import Letter, Scan
from desktop.core.words import tr
from desktop.services import inbox
from desktop.services import letters as letter_service
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


def keep_as_copy(office: Office, scan_id: int, letter_id: int) -> Letter:
    """Keep a scan as another copy of a registered letter: it hangs on the letter as a file and waits no more.

    Raises RuleError: the scan is registered, holds several letters or sheets, nothing of it is kept; a void letter.
    """
    with office.write("same-letter") as db:
        scan, letter = _checked(office, scan_id, letter_id)
        assert scan.path is not None
        head = {"name": scan.file, "path": scan.path, "sha256": scan.sha256, "size": scan.size}
        attachments.add(db, "letter", letter_id, **head, at=office.now(), who=office.actor)  # type: ignore[arg-type]
        _settle(office, scan, letter)
        office.log("attach", "letter", letter_id, file=scan.file, sha256=scan.sha256, scan=scan_id)
    return letter_service.letter(office, letter_id)


def drop_as_copy(office: Office, scan_id: int, letter_id: int) -> Letter:
    """Take a scan off the list because its letter is registered already; nothing hangs on the letter, the original
    stays in the store. RuleError as ``keep_as_copy``."""
    with office.write("same-letter"):
        scan, letter = _checked(office, scan_id, letter_id)
        _settle(office, scan, letter)
    return letter_service.letter(office, letter_id)


def take_back(office: Office, scan_id: int) -> Scan:
    """Let a scan wait again that was taken for a copy; the file goes from the letter. RuleError for any other scan."""
    with office.write("same-letter-undo") as db:
        scan = inbox.scan(office, scan_id)
        reading = inbox.reading(office, scan_id)
        if scan.path is None or scan.state not in ("duplicate", "refused") or reading is None:
            raise RuleError("no-copy", tr("Bản quét {file} không phải bản khác của văn bản nào.", file=scan.file))
        for attachment_id in attachments.with_path(db, scan.path):
            attachments.remove(db, attachment_id)
        fresh: dict[str, Value] = {"state": "ready", "duplicate_of": None, "dismissed": 0, "reason": ""}
        scans.change(db, scan_id, fresh)
        office.log("same-letter-undo", "scan", scan_id)
    return inbox.scan(office, scan_id)


def _checked(office: Office, scan_id: int, letter_id: int) -> tuple[Scan, Letter]:
    scan, letter = inbox.scan(office, scan_id), letter_service.letter(office, letter_id)
    if letters.registered_indices(office.db, scan_id):
        raise RuleError("already-registered", tr("Bản quét {file} đã vào sổ.", file=scan.file))
    if scan.state != "ready" or scan.kind != "letter" or scan.letter_count > 1 or scan.path is None:
        raise RuleError(
            "not-one-letter",
            tr("Bản quét {file} không phải một văn bản đã đọc xong.", file=scan.file),
            tr("Bản quét có nhiều văn bản thì đăng ký từng văn bản."),
        )
    if letter.state == "void":
        raise RuleError("void", tr("Số đến {n} đã hủy.", n=letter.arrival_number))
    return scan, letter


def _settle(office: Office, scan: Scan, letter: Letter) -> None:
    """A copy counts as a duplicate of the letter's scan; of a letter that came without one, as refused."""
    reason = in_vietnamese(tr("Bản khác của số đến {n}", n=letter.arrival_number))
    state = "refused" if letter.scan_id is None else "duplicate"
    values: dict[str, Value] = {"state": state, "duplicate_of": letter.scan_id, "dismissed": 1, "reason": reason}
    scans.change(office.db, scan.id, values)
    office.log("same-letter", "scan", scan.id, letter=letter.id)
