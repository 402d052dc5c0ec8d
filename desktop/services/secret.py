"""Refusing a letter stamped secret (Law on State Secrets 117/2025/QH15): nothing of it stays but the fact and where its
file lies, which is out of the way of the other scans and told to the clerk."""

from __future__ import annotations

from pathlib import Path

from db import letters, scan_intake, scan_parts, scans, search
from db.scan_intake import Source
from desktop.core.errors import SecretLetter
from desktop.core.words import tr
from desktop.intake import folder as folders
from desktop.intake import store, tidy
from desktop.services import derived, inbox, register, sources
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


def refuse(office: Office, scan_id: int, error: SecretLetter) -> None:
    """Refuse a scan and its duplicates: bytes, copies made of them, text and what was registered from the head go; the
    files in the scan folder move to a folder of their own. StorageError when bytes cannot be deleted; the row says so.
    """
    for each in (scan_id, *scan_parts.sources(office.db, scan_id)):  # what it was put together from bears the page, too
        _refuse_one(office, each, error)


def _refuse_one(office: Office, scan_id: int, error: SecretLetter) -> None:
    scan = inbox.scan(office, scan_id)
    _empty_entries(office, scan_id)
    inbox.refuse_secret(office, scan_id, _reason(office, scan_id, error))
    derived.forget(office, scan.sha256)
    _refuse_copies(office, scan_id, error)
    for each in (scan_id, *_same_bytes(office, scan.sha256, scan_id)):
        _move_away(office, each, scan.sha256)


def _empty_entries(office: Office, scan_id: int) -> None:
    """Void what was registered before the stamp was met, and take its content out of the register; its number and the
    reason stay, and what the log of that moment says."""
    why = in_vietnamese(tr("Văn bản mật: chuyển sang sổ đăng ký văn bản mật."))
    for letter_id in letters.of_scan(office.db, scan_id):
        if letters.get(office.db, letter_id, office.today()).state != "void":  # type: ignore[union-attr]  # of the scan
            register.void(office, letter_id, why)
        with office.write("empty-secret") as db, search.changed(db, "letter", [letter_id]):
            letters.empty(db, letter_id)


def _refuse_copies(office: Office, scan_id: int, error: SecretLetter) -> None:
    """A duplicate of a secret scan is as secret; of it, too, nothing was kept but its file in the scan folder."""
    with office.write("refuse-copies") as db:
        for copy in scan_intake.copies_of(db, scan_id):
            reason = _reason(office, copy, error)
            scans.change(db, copy, {"state": "refused", "duplicate_of": None, "secret": 1, "reason": reason})
            office.log("refuse-secret", "scan", copy, stamp=reason)


def _same_bytes(office: Office, sha256: str, without: int) -> list[int]:
    return [scan.id for scan in scans.in_state(office.db, "refused") if scan.sha256 == sha256 and scan.id != without]


def _move_away(office: Office, scan_id: int, sha256: str) -> None:
    """Move the file that the program had put away out of the received ones; one that a person handed over stays."""
    source = scan_intake.source_of(office.db, scan_id)
    found = _still_there(source, sha256)
    if source is None or found is None:
        return
    folder = Path(source.place).parent / folders.REFUSED
    try:
        place = tidy.move_into(folder, found)
    except OSError:  # held by a program, a read-only folder: it stays, and the reason says where
        return
    with office.write("put-away") as db:
        scan_intake.put_away(db, source.id, "away", str(place))
    sources.tell_place(office, scan_id)


def _still_there(source: Source | None, sha256: str) -> Path | None:
    if source is None or source.state == "left" or (source.state == "away" and source.now_at is None):
        return None
    file = Path(source.now_at or source.place)
    try:
        return file if file.parent.name != folders.REFUSED and store.hash_of(file) == sha256 else None
    except OSError:
        return None


def _reason(office: Office, scan_id: int, error: SecretLetter) -> str:
    told = [in_vietnamese(text) for text in (error.happened, error.todo) if text]
    place = sources.source_place(office, scan_id)
    return " ".join([*told, sources.where_it_lies(place)] if place else told)
