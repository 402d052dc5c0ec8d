"""Backup: the whole office as one file, or a day in the backup folder that writes only what is new since the last.

Everything is read back after it was written, and takes its name only then.
"""

from __future__ import annotations

import errno
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from db import books, checks, copies, migrations, scans, snapshots
from db.connection import Database, connect
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.services import archive, backup_folder, delta, manifest, sealing
from desktop.services.archive import Tell, Unlike
from desktop.services.backup_disks import largest_file
from desktop.services.backup_folder import PARTS
from desktop.services.backup_parts import (
    PartWriter,
    Progress,
    Scans,
    Share,
    Writing,
    adopted,
    open_key,
    part_stem,
    really,
    sizes,
)
from desktop.services.manifest import BLOCKS, DATABASE, DELTA, SETTINGS, Entry, Manifest
from desktop.services.office import Office
from desktop.services.restoring import restore
from desktop.services.sealing import Key

__all__ = ["Day", "Progress", "Share", "back_up_day", "backup", "restore"]

ENDING = backup_folder.ENDING
#: a database smaller than this lies whole in each day's file
_SMALL = 8 << 20
#: the copy of the database lies here while it is read, on the office's own disk
_LOCAL = "backups"
#: how long the looks at the database's structure suffice before the whole of it is looked through again
_LOOKED_THROUGH = timedelta(days=7)


def _quiet(_: float) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Day:
    """A day that was written: its file, how many bytes were new, and the files that rows name and that are not there, or
    are not what their rows say."""

    file: Path
    new_bytes: int
    missing: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass
class _Copy:
    """A copy of the database as it stood at one moment, and what it says is to be saved."""

    file: Path
    head: Manifest
    files: dict[str, str] = field(default_factory=dict)  # path → SHA-256 by its row

    @property
    def difference(self) -> Path:
        """Where its difference from an earlier one goes."""
        return self.file.with_name(self.file.name + ".delta")


def backup(office: Office, file: Path | None = None, tell: Share = _quiet, *, key: Key | None = None) -> Path:
    """Save the whole office as one file and return it; by default in the office's backup folder, named by the moment.

    Where a disk takes no file so large (FAT32: 4 GB), the scans lie in parts in the folder ``kho`` beside it.
    The file takes its name when it has been written, synced and read back whole; one of that name is then replaced.
    ``tell`` hears the share done (0-1) and may raise to stop. ``key`` seals it; default: the office's key, if it has one.
    Raises StorageError when the disk does not take it, AccessDenied without the right to take data out.
    """
    office.working.require(Right.EXPORT)
    target = (file or backup_folder.free_name(_place(office), f"toan-bo-{_stem(office.now())}", ENDING)).absolute()
    key = key or sealing.load(office.folder)
    with _told(target), _copied(office, target.parent, key) as copy:
        copies.require_sound(copy.file)
        sources = {DATABASE: copy.file, SETTINGS: office.folder / SETTINGS} | _paths(office, copy.files)
        size = sizes(sources.values())
        if size >= largest_file(target.parent):
            return _in_parts(office, target, copy, key, tell)
        try:
            _whole(target, sources, copy, key, Progress(2 * size, tell))
        except OSError as error:
            if error.errno != errno.EFBIG:  # a disk that takes no large files, and did not say so before
                raise
            return _in_parts(office, target, copy, key, tell)
    return target


def _whole(target: Path, sources: dict[str, Path], copy: _Copy, key: Key | None, tell: Tell) -> None:
    try:
        _write_whole(target, sources, copy, copy.files, key, tell)
    except Unlike as error:
        actual = really(error, {name: sources[name] for name in error.names}, copy.files)
        _write_whole(target, sources, copy, copy.files | actual, key, tell)


def _in_parts(office: Office, target: Path, copy: _Copy, key: Key | None, tell: Share) -> Path:
    """Write what is too large for one file there as a day of a backup folder: its own file, and parts beside it."""
    with ThreadPoolExecutor(2, "vanthu-backup") as others:
        (target.parent / PARTS).mkdir(exist_ok=True)
        made = _Making(office, target.parent, copy, key, tell)
        made.take_scans(others)
        made.write_point(target)
    backup_folder.write_readme(target.parent)
    return target


def _write_whole(
    target: Path, sources: dict[str, Path], copy: _Copy, expected: dict[str, str], key: Key | None, tell: Tell
) -> None:
    with Writing(target, key, tell) as writing:
        for name, source in sources.items():
            writing.archive.add(name, source, expected.get(name, ""))
        writing.close(copy.head)


def back_up_day(office: Office, tell: Share = _quiet) -> Day:
    """Save the office into its backup folder: the day's database, and those scans that no earlier day holds.

    ``tell`` hears the share done (0-1) and may raise to stop; nothing half made stays. Raises StorageError.
    """
    place = _place(office)
    now = office.now()
    backup_folder.clear_leftovers(*{place, place / PARTS, office.folder / _LOCAL})
    key = sealing.load(office.folder)
    with _told(place), _copied(office, place, key) as copy, ThreadPoolExecutor(2, "vanthu-backup") as others:
        (place / PARTS).mkdir(parents=True, exist_ok=True)
        made = _Making(office, place, copy, key, tell)
        made.take_scans(others)
        file = made.write_point(backup_folder.free_name(place, f"vanthu-{_stem(now)}", ENDING))
        backup_folder.write_readme(place)
        backup_folder.prune(place, lambda moments: _kept(office, moments) | {_moment(file)}, now)
    return Day(file, made.progress.done // 2, tuple(made.scans.missing), tuple(made.scans.changed))


class _Making:
    """One day under way."""

    def __init__(self, office: Office, place: Path, copy: _Copy, key: Key | None, tell: Share) -> None:
        self._office = office
        self._place = place
        self._copy = copy
        self._key = key
        self._former = _former(place, copy.head, key)
        self.scans = Scans(self._held())
        names = copy.files.keys() - self.scans.held.keys()
        self._new = _paths(office, [name for name in copy.files if name in names])
        self.progress = Progress(2 * sizes([*self._new.values(), copy.file]), tell)

    def take_scans(self, others: ThreadPoolExecutor) -> None:
        """Write the new scans, while other threads look through the database and find out what differs in it."""
        self._sound = others.submit(self._look_through)
        self._base = others.submit(self._difference)
        head = replace(self._copy.head, key=self._key)
        PartWriter(self._place, head, self._copy.files, self._key, self.progress).write(self._new, self.scans, others)

    def write_point(self, target: Path) -> Path:
        """Write the day's own file and return it."""
        base, sha256 = self._base.result()
        with Writing(target, self._key, self.progress) as writing:
            writing.archive.add(*((DELTA, self._copy.difference) if base else (DATABASE, self._copy.file)))
            writing.archive.add(SETTINGS, self._office.folder / SETTINGS)
            writing.archive.missing += self.scans.missing
            writing.close(self._point_head(base, sha256))
        return target

    def _held(self) -> dict[str, str]:
        """The scans that earlier days, or parts of one that was broken off, hold as their rows name them."""
        former, files = self._former, self._copy.files
        held: dict[str, str] = {}
        if former is not None:
            wrong = set(former.changed)
            held = {name: part for name, part in former.held.items() if name in files and name not in wrong}
        if len(held) == len(files):
            return held
        known = former.parts if former is not None else {}
        return adopted(self._place, replace(self._copy.head, key=self._key), known, files) | held

    def _look_through(self) -> str:
        """Let SQLite look at the copy: all of it when the last time was a week ago, else its structure. Return the day of
        the last whole look."""
        today = self._office.now().date()
        last = self._former.sound if self._former is not None else ""
        recent = bool(last) and timedelta(0) <= today - _day(last) < _LOOKED_THROUGH
        quick = recent and self._copy.file.stat().st_size >= _SMALL
        copies.require_sound(self._copy.file, quick=quick)
        return last if quick else today.isoformat()

    def _difference(self) -> tuple[str, str]:
        """Write the difference from the former day's base, or from a new base; return the base's name and the database's
        hash, '' and '' when the database is small enough to lie in the day itself."""
        if self._copy.file.stat().st_size < _SMALL:
            return "", ""
        if self._former is not None and self._former.base and self._former.block == delta.BLOCK:
            blocks = _blocks_of(self._place / PARTS / self._former.base)
            sha256 = blocks and delta.write(self._copy.file, blocks, self._copy.difference)
            if sha256:
                return self._former.base, str(sha256)
        return self._new_base()

    def _new_base(self) -> tuple[str, str]:
        self._sound.result()  # nothing unsound takes a name
        blocks, sha256 = delta.blocks_of(self._copy.file)
        target = backup_folder.free_name(self._place / PARTS, part_stem(self._copy.head), ".base")
        with Writing(target, self._key, self.progress, "base") as writing:
            writing.archive.add(DATABASE, self._copy.file, sha256)
            writing.archive.add_bytes(BLOCKS, blocks, sealed=False)
            writing.close(replace(self._copy.head, kind="base"))
        self._copy.difference.write_bytes(b"")
        return target.name, sha256

    def _point_head(self, base: str, sha256: str) -> Manifest:
        needed = {*self.scans.held.values(), *([base] if base else ())}
        parts = {name: (self._place / PARTS / name).stat().st_size for name in sorted(needed)}
        return replace(
            self._copy.head,
            kind="point",
            files={DATABASE: Entry(sha256, self._copy.file.stat().st_size)} if base else {},
            parts=parts,
            held=self.scans.held,
            base=base,
            changed=tuple(self.scans.changed),
            sound=self._sound.result(),
        )


def _blocks_of(base: Path) -> bytes | None:
    try:
        with archive.open_archive(base) as opened:
            return archive.read_open(opened, BLOCKS, archive.read_manifest(opened))
    except (StorageError, OSError, KeyError):
        return None


def _former(place: Path, head: Manifest, key: Key | None) -> Manifest | None:
    """Return the newest day here whose parts can be used again: of this office, sealed alike, all its parts whole."""
    for point in backup_folder.newest_first(place, datetime.fromisoformat(head.made_at)):
        try:
            found = backup_folder.manifest_of(point.file)
        except (StorageError, OSError):
            continue
        alike = open_key(found.key) == open_key(key)
        if found.uid == head.uid and alike and backup_folder.has_parts(place, found):
            return found
    return None


@contextmanager
def _copied(office: Office, place: Path, key: Key | None) -> Iterator[_Copy]:
    """A copy of the database for as long as the block lasts: on the office's own disk, which is quick and not carried
    away; where that is full, at the place of the backup, unless backups are sealed."""
    near = office.folder / _LOCAL
    place.mkdir(parents=True, exist_ok=True)
    near.mkdir(exist_ok=True)
    if key is None and shutil.disk_usage(near).free < 2 * sizes([office.db.file]):
        near = place
    file = backup_folder.unfinished(near / DATABASE)
    try:
        snapshots.copy_pages(office.db, file)
        db = connect(file, read_only=True)
        try:
            about, named = _about(office, db), _named(db)
        finally:
            db.close()
        copy = _Copy(file, about, named)
        try:
            yield copy
        finally:
            copy.difference.unlink(missing_ok=True)
    finally:
        file.unlink(missing_ok=True)


def _about(office: Office, db: Database) -> Manifest:
    return Manifest(
        made_at=office.now().isoformat(),
        office=office.info.name,
        schema=migrations.version(db),
        uid=office.info.uid,
        audit=checks.last_audit(db),
        counts=checks.counts(db),
    )


def _named(db: Database) -> dict[str, str]:
    """The files that the rows of the copy name: what comes in meanwhile belongs to the next backup."""
    rows = [(path, sha256) for _, path, sha256 in [*scans.paths(db), *checks.attachments(db)]]
    return {path: sha256 for path, sha256 in [*rows, *books.printed(db)] if manifest.allowed(path)}


def _paths(office: Office, files: Iterable[str]) -> dict[str, Path]:
    return {name: office.path(name) for name in files}


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min


def _place(office: Office) -> Path:
    """The backup folder; a disk that is not there is told rather than replaced by a folder of its name."""
    place = office.backups
    if not place.is_dir() and not place.parent.is_dir():
        raise StorageError(
            "no-backup-place",
            tr("Không thấy thư mục sao lưu {folder}.", folder=place),
            tr("Hãy cắm lại ổ đĩa, hoặc chọn thư mục sao lưu khác trong Thiết lập."),
            tr("Sổ vẫn còn nguyên, nhưng chưa có bản sao mới."),
        )
    return place


def _kept(office: Office, moments: list[datetime]) -> set[datetime]:
    rule = office.settings
    return backup_folder.kept_moments(moments, rule.keep_days, rule.keep_weeks, rule.keep_months)


def _moment(file: Path) -> datetime:
    return next(point.made_at for point in backup_folder.points(file.parent) if point.file == file)


def _stem(at: datetime) -> str:
    return f"{at:%Y-%m-%d-%H%M%S}"


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error
