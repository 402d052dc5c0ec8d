"""A letter that a person finds to be secret after it was taken in: it is taken back whole, and older backups that may
still hold it are made anew or named.

What stays: the number, the days, who had it, and the lines of the log, which only grows; a title that was registered or
corrected stands in them. What lies elsewhere (paper, exported files, sticks that are not plugged in) is told, not undone.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db import letters, scan_parts, search, secret_rows
from db.copies import erase
from desktop.core.errors import SecretLetter, StorageError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.services import backup, backup_care, backup_disks, backup_folder, inbox, register, secret, tasks
from desktop.services.backup_folder import PARTS
from desktop.services.backup_rounds import ROTTEN
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office

_WHOLE = "toan-bo-*.vanthu"
_BEFORE = "before-schema-*.db"

Tell = Callable[[float], None]


@dataclass(frozen=True)
class Holding:
    """Backups made since a moment: files on this PC, folders of marked disks that are plugged in, and the names of marked
    disks that are not."""

    files: tuple[Path, ...]
    disks: tuple[Path, ...]
    away: tuple[str, ...]


def declare_scan(office: Office, scan_id: int, reason: str) -> Holding:
    """Take back a scan that a person found to be secret: bytes, copies, text, entries and the work made of them; return
    which backups may still hold it. RuleError without a reason, or in a closed year; StorageError; AccessDenied."""
    why = _allowed(office, reason)
    begun = since(office, scan_id=scan_id)
    with office.write("declare-secret"):
        office.log("declare-secret", "scan", scan_id, reason=why)
    for letter_id in letters.of_scan(office.db, scan_id):
        _empty(office, letter_id, why)
    with office.working.as_program():
        secret.refuse(office, scan_id, _found())
    _forget_words(office)
    return holding(office, begun)


def declare_letter(office: Office, letter_id: int, reason: str) -> Holding:
    """The same for a registered letter; one without a scan is voided and emptied."""
    why = _allowed(office, reason)
    letter = letters.get(office.db, letter_id, office.today())
    if letter is not None and letter.scan_id is not None:
        return declare_scan(office, letter.scan_id, why)
    _empty(office, letter_id, why)
    _forget_words(office)
    return holding(office, since(office, letter_id=letter_id))


def since(office: Office, *, scan_id: int = 0, letter_id: int = 0) -> datetime:
    """Return since when backups may hold a scan or a letter: its arrival on this PC, of a scan put together from others
    that of the first one."""
    letter = letters.get(office.db, letter_id, office.today()) if letter_id else None
    if letter is not None and letter.scan_id is None:
        return secret_rows.registered_at(office.db, letter_id)
    first = scan_id or (letter.scan_id if letter is not None else None) or 0
    every = (first, *scan_parts.sources(office.db, first))
    return min(inbox.scan(office, each).received_at for each in every)


def holding(office: Office, since: datetime) -> Holding:
    """Return the backups made since a moment, which may hold what was there then."""
    disks = backup_disks.plugged(office.settings.backup_disks)
    away = tuple(place for mark, place in office.settings.backup_disks.items() if mark not in disks)
    return Holding(tuple(_files(office.backups, since)), tuple(disks.values()), away)


def renew_backups(office: Office, since: datetime, reason: str, tell: Tell = lambda _share: None) -> Holding:
    """Replace the backups made since a moment: first a whole one of the office as it is now is written and read back,
    then they are deleted here and on the marked disks that are plugged in, then the day's backup is made anew. Older days
    stay. Return what is left to be done by hand (disks that are away). RuleError without a reason, AccessDenied."""
    office.working.require(Right.EXPORT)
    why = _allowed(office, reason)
    old = holding(office, since)
    whole = backup.backup(office, tell=tell)
    with office.write("renew-backups"):
        office.log("renew-backups", "office", 1, reason=why, files=[file.name for file in old.files])
    for folder in (office.backups, *old.disks):
        _drop(folder, since, whole)
    backup_care.make(office, tell)
    return Holding((), (), old.away)


def _allowed(office: Office, reason: str) -> str:
    office.working.require(Right.REGISTER)
    return tasks.require_reason(reason)


def _found() -> SecretLetter:
    return SecretLetter(
        "secret",
        tr("Văn bản mật (do người xác định)."),
        tr("Hãy theo dõi ở sổ đăng ký văn bản mật."),
    )


def _empty(office: Office, letter_id: int, why: str) -> None:
    letter = letters.get(office.db, letter_id, office.today())
    instead = in_vietnamese(tr("(đã gỡ: văn bản mật)"))
    if letter is not None and letter.state != "void":
        register.void(office, letter_id, in_vietnamese(tr("Văn bản mật: chuyển sang sổ đăng ký văn bản mật.")))
    with office.write("declare-secret") as db:
        files = secret_rows.empty_letter(db, letter_id, instead)
        office.log("declare-secret", "letter", letter_id, reason=why)
    for path in files:
        with _told(office.path(path)):
            erase(office.path(path))


def _forget_words(office: Office) -> None:
    """The index keeps deleted words in its old pages until it is made anew."""
    with office.working.as_program(), office.write("refuse-secret") as db:
        search.rebuild(db)


def _files(folder: Path, since: datetime) -> Iterator[Path]:
    yield from (point.file for point in backup_folder.points(folder) if point.made_at >= since.replace(microsecond=0))
    for pattern in (_WHOLE, _BEFORE):
        for file in sorted(folder.glob(pattern)):
            with contextlib.suppress(OSError):
                if datetime.fromtimestamp(file.stat().st_mtime) >= since:
                    yield file


def _drop(folder: Path, since: datetime, keep: Path) -> None:
    """Delete the backups of a folder made since a moment, and the parts that no older day needs."""
    for file in _files(folder, since):
        if file != keep:
            with _told(file):
                erase(file)
    needed = {name for point in backup_folder.points(folder) for name in _parts(point.file)}
    needed |= _parts(keep) if keep.parent == folder else set()
    gone = [folder / PARTS / name for name in backup_folder.part_names(folder) if name not in needed]
    for file in (*gone, *(folder / PARTS).glob(f"*{ROTTEN}")):
        with _told(file):
            erase(file)


def _parts(point: Path) -> set[str]:
    try:
        return set(backup_folder.manifest_of(point).parts)
    except StorageError:  # a damaged day needs nothing that could be found
        return set()


@contextlib.contextmanager
def _told(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, file) from error
