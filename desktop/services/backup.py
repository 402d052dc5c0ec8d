"""Backup and restore: a whole office as one file, checked after it was written, and brought back checked."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db import books, checks, copies, migrations, scans
from db.connection import Database, connect
from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.words import tr
from desktop.services import archive
from desktop.services.archive import Manifest
from desktop.services.office import FOLDERS, Office

ENDING = ".zip"


def backup(office: Office, file: Path | None = None) -> Path:
    """Save the whole office as one file and return it; by default in the office's backup folder, named by the moment.

    The file takes its name when it has been written, synced and read back whole; one of that name is then replaced.
    Raises StorageError when the disk does not take it.
    """
    target = (file or _free_name(office)).absolute()
    part, copy = target.with_name(target.name + ".part"), target.with_name(target.name + ".db")
    with _told(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            copies.copy_database(office.db, copy)
            _write(office, copy, part)
            archive.verify(part)
            copies.sync(part)
            faults.point("backup:before-rename")
            os.replace(part, target)
            sync_folder(target.parent)
            faults.point("backup:after-rename")
        finally:
            part.unlink(missing_ok=True)
            copy.unlink(missing_ok=True)
    return target


def restore(file: Path, to: Path) -> None:
    """Bring a backup back into the empty folder ``to``; every file is checked before the folder takes its name.

    Raises StorageError: no backup, damaged, of a newer version, ``to`` not empty, no room.
    """
    target = to.absolute()
    unfinished = target.with_name(target.name + ".restoring")
    with _told(file), archive.open_archive(file) as opened:
        _require_empty(target)
        manifest = archive.read_manifest(opened)
        with _told(target):
            shutil.rmtree(unfinished, ignore_errors=True)
            try:
                for name, entry in manifest.files.items():
                    archive.unpack(opened, name, entry, unfinished / name)
                    copies.sync(unfinished / name)
                _require_office(unfinished)
                _move(unfinished, target)
            finally:
                shutil.rmtree(unfinished, ignore_errors=True)


def _write(office: Office, copy: Path, part: Path) -> Manifest:
    db = connect(copy, read_only=True)
    try:
        files = {archive.DATABASE: copy, **_files(office, db)}
        schema = migrations.version(db)
    finally:
        db.close()
    return archive.write(part, files, Manifest(office.now().isoformat(), office.info.name, schema, {}))


def _files(office: Office, db: Database) -> dict[str, Path]:
    """The files that the rows of the copy name: what comes in meanwhile belongs to the next backup."""
    names = [path for _, path, _ in [*scans.paths(db), *checks.attachments(db)]]
    names += [path for path, _ in books.printed(db)]
    settings = {archive.SETTINGS: office.folder / archive.SETTINGS}
    return {**settings, **{name: office.path(name) for name in names}}


def _free_name(office: Office) -> Path:
    stem = f"vanthu-{office.now():%Y-%m-%d-%H%M%S}"
    names = (office.backups / f"{stem}{extra}{ENDING}" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _require_empty(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StorageError(
            "folder-not-empty",
            tr("Thư mục {folder} không trống.", folder=folder),
            tr("Hãy chọn một thư mục trống để khôi phục."),
            tr("Không có gì bị thay đổi."),
        )


def _require_office(folder: Path) -> None:
    copies.require_sound(folder / archive.DATABASE)
    db = connect(folder / archive.DATABASE, read_only=True)
    try:
        migrations.require_known(db)
    finally:
        db.close()


def _move(unfinished: Path, target: Path) -> None:
    for name in FOLDERS:
        (unfinished / name).mkdir(exist_ok=True)
    faults.point("restore:before-rename")
    if target.exists():
        target.rmdir()
    os.replace(unfinished, target)
    sync_folder(target.parent)
    faults.point("restore:after-rename")


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can be asked to."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems refuse it for folders
            os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error
