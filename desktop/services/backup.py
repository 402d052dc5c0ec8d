"""Backup: the whole office as one file, or a day in the backup folder that writes only what is new since the last.

Everything is read back after it was written, and takes its name only then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from db import books, checks, copies, migrations, scans
from db.connection import Database, connect
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.services import archive, backup_folder, delta, manifest, sealing
from desktop.services.archive import Tell, Writer
from desktop.services.backup_folder import PARTS
from desktop.services.manifest import BLOCKS, DATABASE, DELTA, SETTINGS, Entry, Kind, Manifest
from desktop.services.office import Office
from desktop.services.restoring import restore
from desktop.services.sealing import Key

__all__ = ["Day", "back_up_day", "backup", "restore"]

ENDING = backup_folder.ENDING
#: a database smaller than this lies whole in each day's file
_SMALL = 8 << 20
#: a part holds no more: FAT sticks take no file of 4 GB
_MOST_PART = 1 << 30


#: Hears the share done (0-1); it may raise to stop the work.
Share = Callable[[float], None]


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
class Progress:
    """Turns bytes done into a share (0-1) for whoever listens; the listener may raise to stop."""

    total: int
    tell: Share
    done: int = 0

    def __call__(self, count: int) -> None:
        self.done += count
        self.tell(min(1.0, self.done / max(self.total, 1)))


@dataclass
class _Copy:
    """A checked copy of the database, and what it says is to be saved."""

    file: Path
    head: Manifest
    files: dict[str, str] = field(default_factory=dict)  # path → SHA-256 by its row


def backup(office: Office, file: Path | None = None, tell: Share = _quiet, *, key: Key | None = None) -> Path:
    """Save the whole office as one file and return it; by default in the office's backup folder, named by the moment.

    The file takes its name when it has been written, synced and read back whole; one of that name is then replaced.
    ``tell`` hears the share done (0-1) and may raise to stop. ``key`` seals it; default: the office's key, if it has one.
    Raises StorageError when the disk does not take it, AccessDenied without the right to take data out.
    """
    office.working.require(Right.EXPORT)
    target = (file or backup_folder.free_name(_place(office), f"toan-bo-{_stem(office.now())}", ENDING)).absolute()
    with _told(target), _copied(office, target.parent) as copy:
        sources = {DATABASE: copy.file, SETTINGS: office.folder / SETTINGS} | _paths(office, copy.files)
        progress = Progress(2 * _sizes(sources.values()), tell)
        with Writing(target, key or sealing.load(office.folder), progress) as writing:
            for name, source in sources.items():
                writing.archive.add(name, source)
            writing.close(copy.head)
    return target


def back_up_day(office: Office, tell: Share = _quiet) -> Day:
    """Save the office into its backup folder: the day's database, and those scans that no earlier day holds.

    ``tell`` hears the share done (0-1) and may raise to stop; nothing half made stays. Raises StorageError.
    """
    place = _place(office)
    now = office.now()
    backup_folder.clear_leftovers(place, place / PARTS)
    with _told(place), _copied(office, place) as copy:
        (place / PARTS).mkdir(exist_ok=True)
        key = sealing.load(office.folder)
        former = _former(place, copy.head, key)
        day = _Day(key, former, {} if former is None else _held(former, copy.files))
        new = {name: path for name, path in _paths(office, copy.files).items() if name not in day.held}
        progress = Progress(2 * _sizes([*new.values(), copy.file]), tell)
        _write_scans(place, new, copy, day, progress)
        file = _write_point(office, place, copy, day, progress)
        backup_folder.write_readme(place)
        backup_folder.prune(place, lambda moments: _kept(office, moments) | {_moment(file)}, now)
    return Day(file, progress.done // 2, tuple(day.missing), tuple(day.changed))


@dataclass
class _Day:
    """A day under way: the scans that earlier days and its own parts hold, what was not there, what was not as its row
    says."""

    key: Key | None
    former: Manifest | None
    held: dict[str, str]
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


class Writing:
    """An archive under its working name until it is whole, read back and named; nothing half made stays."""

    def __init__(self, target: Path, key: Key | None, tell: Tell, what: str = "backup") -> None:
        self._target = target
        self._part = backup_folder.unfinished(target)
        self._tell = tell
        self._what = what
        self.archive = Writer(self._part, key, tell)

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.give_up()
        self._part.unlink(missing_ok=True)

    def close(self, head: Manifest) -> Manifest:
        """Write the manifest, read everything back, give the file its name; return the manifest."""
        whole = self.archive.finish(head)
        copies.sync(self._part)
        archive.verify(self._part, self._tell)
        backup_folder.finish(self._part, self._target, self._what)
        return whole


def _write_scans(place: Path, new: dict[str, Path], copy: _Copy, day: _Day, tell: Tell) -> None:
    """Write the new scans into parts, and note in ``day`` where each lies."""
    for group in _groups(new):
        target = backup_folder.free_name(place / PARTS, _part_stem(copy.head), ".scans")
        with Writing(target, day.key, tell, "scans") as writing:
            for name in group:
                writing.archive.add(name, new[name])
            whole = writing.close(_head(copy.head, "scans"))
        day.held |= dict.fromkeys(whole.files, target.name)
        day.missing += whole.missing
        day.changed += [name for name, entry in whole.files.items() if entry.sha256 != copy.files[name]]


def _groups(new: dict[str, Path]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for name, file in new.items():
        group.append(name)
        size += _sizes([file])
        if size >= _MOST_PART:
            yield group
            group, size = [], 0
    if group:
        yield group


def _write_point(office: Office, place: Path, copy: _Copy, day: _Day, tell: Tell) -> Path:
    difference = copy.file.with_name(copy.file.name + ".delta")
    target = backup_folder.free_name(place, f"vanthu-{_stem(office.now())}", ENDING)
    try:
        base = _base(place, copy, day, difference, tell)
        with Writing(target, day.key, tell) as writing:
            writing.archive.add(*((DELTA, difference) if base else (DATABASE, copy.file)))
            writing.archive.add(SETTINGS, office.folder / SETTINGS)
            writing.archive.missing += day.missing
            writing.close(_point_head(place, copy, day, base))
    finally:
        difference.unlink(missing_ok=True)
    return target


def _point_head(place: Path, copy: _Copy, day: _Day, base: str) -> Manifest:
    needed = {*day.held.values(), *([base] if base else ())}
    parts = {name: (place / PARTS / name).stat().st_size for name in sorted(needed)}
    database = {DATABASE: Entry(copies.hash_of(copy.file), copy.file.stat().st_size)} if base else {}
    head = _head(copy.head, "point")
    return replace(head, files=database, parts=parts, held=day.held, base=base, changed=tuple(day.changed))


def _base(place: Path, copy: _Copy, day: _Day, difference: Path, tell: Tell) -> str:
    """Write the difference from the former day's base, or from a new base; return the base's name, '' when the database
    is small enough to lie in the day itself."""
    if copy.file.stat().st_size < _SMALL:
        return ""
    if day.former is not None and day.former.base:
        name = day.former.base
        blocks = _blocks_of(place / PARTS / name)
        if blocks is not None and delta.write(copy.file, blocks, difference):
            return name
    target = backup_folder.free_name(place / PARTS, _part_stem(copy.head), ".base")
    with Writing(target, day.key, tell, "base") as writing:
        writing.archive.add(DATABASE, copy.file)
        writing.archive.add_bytes(BLOCKS, delta.blocks_of(copy.file), sealed=False)
        writing.close(_head(copy.head, "base"))
    difference.write_bytes(b"")
    return target.name


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
        alike = (found.key.open if found.key else "") == (key.open if key else "")
        if found.uid == head.uid and alike and backup_folder.has_parts(place, found):
            return found
    return None


def _held(former: Manifest, files: dict[str, str]) -> dict[str, str]:
    """Return the scans that earlier days hold as their rows name them, each with its part."""
    wrong = set(former.changed)
    return {name: former.held[name] for name in files if name in former.held and name not in wrong}


@contextmanager
def _copied(office: Office, near: Path) -> Iterator[_Copy]:
    """A checked copy of the database beside where the backup goes, for as long as the block lasts."""
    near.mkdir(parents=True, exist_ok=True)
    file = backup_folder.unfinished(near / DATABASE)
    try:
        copies.copy_database(office.db, file)
        db = connect(file, read_only=True)
        try:
            yield _Copy(file, _about(office, db), _named(db))
        finally:
            db.close()
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


def _head(head: Manifest, kind: Kind) -> Manifest:
    return replace(head, kind=kind)


def _named(db: Database) -> dict[str, str]:
    """The files that the rows of the copy name: what comes in meanwhile belongs to the next backup."""
    rows = [(path, sha256) for _, path, sha256 in [*scans.paths(db), *checks.attachments(db)]]
    return {path: sha256 for path, sha256 in [*rows, *books.printed(db)] if manifest.allowed(path)}


def _paths(office: Office, files: dict[str, str]) -> dict[str, Path]:
    return {name: office.path(name) for name in files}


def _sizes(files: Iterable[Path]) -> int:
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except OSError:  # it has gone, or cannot be read: that is told where it is copied
            continue
    return total


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


def _part_stem(head: Manifest) -> str:
    return f"{datetime.fromisoformat(head.made_at):%Y%m%d-%H%M%S}"


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error
