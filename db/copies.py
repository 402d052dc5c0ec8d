"""A whole copy of a database while it is open, by SQLite's online backup, checked before it takes its name."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from db.connection import Database, connect
from db.snapshots import Share, copy_pages, quiet
from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.core.words import tr

_MANY = 32


def copy_database(db: Database, target: Path, tell: Share = quiet) -> None:
    """Copy the database to ``target``, which appears whole and checked or not at all; ``tell`` hears the share copied.

    Raises StorageError when the disk does not take it or the copy is not sound; OSError from the file system.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        copy_pages(db, unfinished, tell)
        require_sound(unfinished)
        sync(unfinished)
        faults.point("copy:before-rename")
        os.replace(unfinished, target)
        sync_folder(target.parent)
        faults.point("copy:after-rename")
    finally:
        unfinished.unlink(missing_ok=True)


def require_sound(file: Path, *, quick: bool = False) -> None:
    """Raise StorageError unless SQLite finds the database file whole; ``quick`` leaves out whether each index says what
    its table says."""
    db = connect(file, read_only=True)
    try:
        found = db.value("PRAGMA quick_check(1)" if quick else "PRAGMA integrity_check(1)")
    finally:
        db.close()
    if found != "ok":
        raise StorageError(
            "bad-copy",
            tr("Bản sao của cơ sở dữ liệu không toàn vẹn."),
            tr("Hãy kiểm tra ổ đĩa rồi sao lưu lại, sang ổ khác nếu có."),
        )


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def sync(file: Path) -> None:
    """Wait until a file's bytes are on the disk."""
    with file.open("rb+") as stream:
        os.fsync(stream.fileno())


def sync_all(files: Sequence[Path]) -> None:
    """Wait until the bytes of many files are on the disk: the system is asked once to write everything, where it can be,
    so that each file's own wait is short."""
    if hasattr(os, "sync") and len(files) >= _MANY:
        os.sync()
    for file in files:
        sync(file)


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can be asked to."""
    if os.name == "nt":
        return  # there is no handle for a folder's entries; NTFS journals names
    handle = os.open(folder, os.O_RDONLY)
    try:
        with contextlib.suppress(OSError):  # some file systems refuse it for folders
            os.fsync(handle)
    finally:
        os.close(handle)


def erase(file: Path) -> None:
    """Delete a file, or nothing where there is none, and wait until it is gone from the disk: what a row says is gone
    must not come back after a power cut. Raises OSError when it cannot be deleted."""
    if file.exists() or file.is_symlink():
        file.unlink(missing_ok=True)
        sync_folder(file.parent)
