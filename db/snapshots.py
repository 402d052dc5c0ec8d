"""A copy of an open database, taken in steps between which others write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from db.connection import BUSY_SECONDS, Database
from db.failures import told
from db.library import sqlite3

#: pages a step: about 4 MB, some milliseconds in which nobody can commit
STEP = 1024
#: what others write makes SQLite begin anew; after so many beginnings it is copied in one step, or it might never end
MOST_BEGINNINGS = 10
_WAIT_S = 0.01

#: Hears the share copied (0-1) after each step; it may raise to stop.
Share = Callable[[float], None]


def quiet(_: float) -> None:
    """Nobody listens."""


def copy_pages(db: Database, target: Path, tell: Share = quiet, *, step: int = STEP) -> None:
    """Copy the database to the new file ``target`` as it stands at one moment, by SQLite's online backup.

    Not synced and not checked. Raises StorageError when it cannot be read or written.
    """
    with told():
        connection = sqlite3.connect(target, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = OFF")  # whoever keeps the copy syncs it once
            try:
                db.connection.backup(connection, pages=step, progress=_Steps(tell), sleep=_WAIT_S)
            except _TooManyBeginnings:
                db.connection.backup(connection, pages=-1)
        finally:
            connection.close()


class _TooManyBeginnings(Exception):
    """Others write more often than a copy takes."""


class _Steps:
    """Counts how often the copy begins anew."""

    def __init__(self, tell: Share) -> None:
        self._tell = tell
        self._left: int | None = None
        self._beginnings = 0
        self._waited = 0.0

    def __call__(self, status: int, left: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._waited += _WAIT_S
            if self._waited > BUSY_SECONDS:
                raise _locked()
            return
        self._waited = 0.0
        if self._left is not None and left >= self._left:
            self._beginnings += 1
            if self._beginnings >= MOST_BEGINNINGS:
                raise _TooManyBeginnings
        self._left = left
        self._tell(1.0 - left / max(total, 1))


def _locked() -> sqlite3.OperationalError:
    error = sqlite3.OperationalError("database is locked")
    error.sqlite_errorcode = sqlite3.SQLITE_BUSY
    return error
