"""A whole copy of a database while it is open, by SQLite's online backup, checked before it takes its name."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from db.connection import Database, connect
from db.failures import told
from db.library import sqlite3
from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.core.words import tr


def copy_database(db: Database, target: Path) -> None:
    """Copy the database to ``target``, which appears whole and checked or not at all.

    Raises StorageError when the disk does not take it or the copy is not sound; OSError from the file system.
    """
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    try:
        _copy(db, unfinished)
        require_sound(unfinished)
        sync(unfinished)
        faults.point("copy:before-rename")
        os.replace(unfinished, target)
        faults.point("copy:after-rename")
    finally:
        unfinished.unlink(missing_ok=True)


def require_sound(file: Path) -> None:
    """Raise StorageError unless SQLite finds the database file whole."""
    db = connect(file, read_only=True)
    try:
        found = db.value("PRAGMA integrity_check(1)")
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


def _copy(db: Database, target: Path) -> None:
    with told():
        connection = sqlite3.connect(target, isolation_level=None)
        try:
            db.connection.backup(connection, pages=-1)
        finally:
            connection.close()
