"""Restore: a backup is looked at, opened with its passphrase, brought back into an empty folder, checked, and named.

Nothing in a backup is believed: see ``archive`` for names, sizes and hashes; the database's own file names, its views
and triggers, and the folders in its settings are looked at before the office may be opened.
"""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from db import copies, migrations
from db.connection import connect
from db.named_files import named_files
from desktop.core import faults
from desktop.core.errors import OfficeError, StorageError
from desktop.core.os_errors import storage_error
from desktop.core.words import Text, tr
from desktop.services import archive, backup_folder, delta, manifest, sealing
from desktop.services import settings as settings_file
from desktop.services.backup_folder import PARTS
from desktop.services.manifest import BLOCKS, DATABASE, DELTA, SETTINGS, Entry, Manifest
from desktop.services.office import FOLDERS
from desktop.services.sealing import Secret
from desktop.services.settings import Settings

#: Hears the share done (0-1); it may raise to stop the work.
Share = Callable[[float], None]

_NOTHING: Text = tr("Không có gì bị thay đổi.")
_ROOM = 64 << 20
_SYNCED_AT_ONCE = 256
_OWN = frozenset({"store", "logs"})


def _quiet(_: float) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class About:
    """What is inside a backup. ``lacking``: parts that ought to lie beside it and do not; ``missing``: files that were
    not there when it was made; ``size``: bytes once unpacked."""

    file: Path
    office: str
    made_at: datetime
    counts: dict[str, int]
    sealed: bool
    size: int
    lacking: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Restored:
    """Where the office stands now; ``notes``: what the person should know (folders of the old PC that were left out)."""

    folder: Path
    notes: tuple[Text, ...] = ()


def look(file: Path) -> About:
    """Say what is inside a backup without unpacking it. Raises StorageError: no backup, damaged, of a newer version."""
    with _told(file), archive.open_archive(file) as opened:
        found = _whole_or_point(archive.read_manifest(opened))
    lacking = tuple(backup_folder.missing_parts(file.parent, found))
    made_at = datetime.fromisoformat(found.made_at) if found.made_at else datetime.min
    return About(file, found.office, made_at, found.counts, found.key is not None, found.size(), lacking, found.missing)


def restore(file: Path, to: Path, *, passphrase: str = "", tell: Share = _quiet) -> Restored:
    """Bring a backup back into the empty folder ``to``; every file is checked before the folder takes its name.

    ``passphrase``: of a sealed backup, or the code on its recovery sheet. ``tell`` hears the share done and may raise.
    Raises StorageError: no backup, damaged, parts of it not there, of a newer version, ``to`` not empty, no room;
    RuleError: passphrase missing or wrong.
    """
    target = to.absolute()
    unfinished = target.with_name(target.name + ".restoring")
    with _told(file), archive.open_archive(file) as opened:
        _require_empty(target)
        about = _whole_or_point(archive.read_manifest(opened))
        secret = _secret(about, passphrase)
        _require_parts(file.parent, about)
        with _told(target):
            _require_room(target, about.size())
            shutil.rmtree(unfinished, ignore_errors=True)
            try:
                _Unpacking(file, opened, about, secret, unfinished, tell).run()
                notes = _make_own(unfinished, about)
                _move(unfinished, target)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)
    return Restored(target, notes)


def _whole_or_point(found: Manifest) -> Manifest:
    if found.kind in ("whole", "point"):
        return found
    raise StorageError(
        "only-a-part",
        tr("Tệp này chỉ là một phần của bản sao lưu."),
        tr("Hãy chọn tệp .vanthu nằm ngoài thư mục «kho»."),
        _NOTHING,
    )


def _secret(about: Manifest, passphrase: str) -> Secret | None:
    if about.key is None:
        return None
    if not passphrase:
        raise OfficeError(
            "needs-passphrase",
            tr("Bản sao lưu này được mã hóa."),
            tr("Hãy gõ mật khẩu sao lưu, hoặc mã trên tờ khôi phục."),
            _NOTHING,
        )
    return sealing.unlock(about.key, passphrase)


class _Unpacking:
    """Puts the files of one backup into a folder, each checked and synced."""

    def __init__(
        self, file: Path, opened: zipfile.ZipFile, about: Manifest, secret: Secret | None, to: Path, tell: Share
    ) -> None:
        self._file = file
        self._opened = opened
        self._about = about
        self._secret = secret
        self._to = to
        self._tell = tell
        self._total = max(1, about.size())
        self._done = 0

    def run(self) -> None:
        own = [name for name in self._about.own_files() if name not in (DELTA, BLOCKS)]
        self._take(self._opened, own, self._about.files)
        by_part: dict[str, list[str]] = {}
        for name, part in self._about.held.items():
            by_part.setdefault(part, []).append(name)
        for part, names in by_part.items():
            self._from_part(part, names)
        if self._about.base:
            self._from_part(self._about.base, [DATABASE])
            self._put_together()

    def _from_part(self, part: str, names: list[str]) -> None:
        with archive.open_archive(self._file.parent / PARTS / part) as opened:
            held = archive.read_manifest(opened).files
            if any(name not in held for name in names):
                raise archive.not_a_backup()
            self._take(opened, names, held)

    def _take(self, opened: zipfile.ZipFile, names: list[str], entries: dict[str, Entry]) -> None:
        for first in range(0, len(names), _SYNCED_AT_ONCE):
            some = names[first : first + _SYNCED_AT_ONCE]
            for name in some:
                archive.unpack(opened, name, entries[name], self._to / name, self._secret, self._count)
            copies.sync_all([self._to / name for name in some])

    def _put_together(self) -> None:
        """Make the day's database out of its base and what differs."""
        difference = self._to / DELTA
        archive.unpack(self._opened, DELTA, self._about.files[DELTA], difference, self._secret, self._count)
        database, entry = self._to / DATABASE, self._about.files[DATABASE]
        delta.apply(database, difference, entry.size, self._about.block)
        difference.unlink()
        if copies.hash_of(database) != entry.sha256:
            raise archive.not_a_backup()
        copies.sync(database)

    def _count(self, count: int) -> None:
        self._done += count
        self._tell(min(1.0, self._done / self._total))


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError(
            "folder-not-empty",
            tr("Thư mục {folder} không trống.", folder=folder),
            tr("Hãy chọn một thư mục trống để khôi phục."),
            _NOTHING,
        )


def _require_parts(folder: Path, about: Manifest) -> None:
    lacking = backup_folder.missing_parts(folder, about)
    if lacking:
        raise StorageError(
            "parts-missing",
            tr("Thiếu {n} tệp trong thư mục «{folder}» cạnh bản sao lưu, ví dụ {name}.", n=len(lacking),
               folder=PARTS, name=lacking[0]),
            tr("Hãy chép cả thư mục sao lưu, gồm cả thư mục «kho», rồi làm lại."),
            _NOTHING,
        )  # fmt: skip


def _require_room(target: Path, needed: int) -> None:
    """Refuse before writing what the disk cannot hold, whatever an archive claims."""
    place = target.parent
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    if needed + _ROOM > free:
        raise StorageError(
            "disk-full",
            tr("Ổ đĩa không đủ chỗ: cần {needed} MB, còn {free} MB.", needed=(needed + _ROOM) >> 20, free=free >> 20),
            tr("Hãy giải phóng chỗ trống hoặc chọn ổ khác."),
            _NOTHING,
        )


def _make_own(folder: Path, about: Manifest) -> tuple[Text, ...]:
    """Check the database, keep the sealing key, leave out folders of another PC; return what the person should know."""
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    _require_office(folder)
    if about.key is not None:
        sealing.save(folder, about.key)
    return _own_folders(folder)


def _require_office(folder: Path) -> None:
    copies.require_sound(folder / DATABASE)
    db = connect(folder / DATABASE, read_only=True)
    try:
        migrations.require_known(db)
        if not all(map(manifest.allowed, named_files(db))) or migrations.foreign_code(db):
            raise archive.not_a_backup()
    finally:
        db.close()


def _own_folders(folder: Path) -> tuple[Text, ...]:
    """A backup must not lead the program to folders outside the office: those of another PC are left out and named."""
    try:
        found = settings_file.load(folder)
    except StorageError:
        (folder / SETTINGS).rename(folder / (SETTINGS + ".old"))
        return (tr("Tệp thiết lập trong bản sao lưu bị hỏng; dùng thiết lập mặc định."),)
    start, notes = Settings(), []
    if not _inside(found.scan_folder):
        notes.append(tr("Thư mục quét của máy cũ là {folder}; hãy chọn lại trong Thiết lập.", folder=found.scan_folder))
        found = replace(found, scan_folder=start.scan_folder)
    if not _inside(found.backup_folder):
        notes.append(
            tr("Thư mục sao lưu của máy cũ là {folder}; hãy chọn lại trong Thiết lập.", folder=found.backup_folder)
        )
        found = replace(found, backup_folder=start.backup_folder)
    settings_file.save(folder, found)
    (folder / found.scan_folder).mkdir(parents=True, exist_ok=True)
    return tuple(notes)


def _inside(path: str) -> bool:
    plain = path.replace("\\", "/")
    steps = plain.split("/")
    return not plain.startswith("/") and ":" not in plain and ".." not in steps and steps[0].lower() not in _OWN


def _move(unfinished: Path, target: Path) -> None:
    for folder in (*(place for place in unfinished.rglob("*") if place.is_dir()), unfinished):
        copies.sync_folder(folder)
    faults.point("restore:before-rename")
    if target.exists():
        target.rmdir()
    os.replace(unfinished, target)
    copies.sync_folder(target.parent)
    faults.point("restore:after-rename")


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error
