"""The connection to an office's database: one writer at a time, every write one transaction, errors as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote

from db.failures import primary_code, told
from db.library import sqlite3
from desktop.core import faults

Row = sqlite3.Row
Value = str | int | float | bytes | None

BUSY_SECONDS = 10.0
#: Pages each connection keeps. The system keeps the file's pages anyway: a reader's are few, so that the memory of the
#: window, which has several, does not grow with the office.
WRITER_CACHE_KB, READER_CACHE_KB = 16_000, 8_000


class Database:
    """One open connection, for the thread that opened it."""

    def __init__(self, connection: sqlite3.Connection, file: Path, read_only: bool) -> None:
        self.connection = connection
        self.file = file
        self.read_only = read_only
        self.covered = False  # by views of db/restrictions.py, which keeps this
        self.when_closed: Callable[[], object] = lambda: None

    def all(self, sql: str, args: Sequence[Value] | Mapping[str, Value] = ()) -> list[Row]:
        """Return every row of a query."""
        with told():
            return self.connection.execute(sql, args).fetchall()

    def one(self, sql: str, args: Sequence[Value] | Mapping[str, Value] = ()) -> Row | None:
        """Return the first row of a query, None when there is none."""
        with told():
            row: Row | None = self.connection.execute(sql, args).fetchone()
            return row

    def value(self, sql: str, args: Sequence[Value] | Mapping[str, Value] = ()) -> Any:
        """Return the first column of the first row, None when there is none."""
        row = self.one(sql, args)
        return None if row is None else row[0]

    def column(self, sql: str, args: Sequence[Value] | Mapping[str, Value] = ()) -> list[Any]:
        """Return the first column of every row."""
        with told():
            return [row[0] for row in self.connection.execute(sql, args)]

    def run(self, sql: str, args: Sequence[Value] | Mapping[str, Value] = ()) -> int:
        """Carry out a change inside a ``write`` block; return how many rows it touched."""
        self._needs_write()
        with told():
            return self.connection.execute(sql, args).rowcount

    def insert(self, table: str, values: Mapping[str, Value]) -> int:
        """Insert one row and return its id."""
        self._needs_write()
        names = ", ".join(values)
        gaps = ", ".join("?" * len(values))
        with told():
            cursor = self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({gaps})", tuple(values.values()))
        return cursor.lastrowid or 0

    def insert_all(self, table: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Insert many rows that have the same columns."""
        if rows:
            names, gaps = ", ".join(rows[0]), ", ".join("?" * len(rows[0]))
            self.run_all(f"INSERT INTO {table} ({names}) VALUES ({gaps})", [tuple(row.values()) for row in rows])

    def run_all(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """Carry out one change for each row of values."""
        self._needs_write()
        with told():
            self.connection.executemany(sql, rows)

    def update(self, table: str, row_id: int, values: Mapping[str, Value]) -> None:
        """Change columns of the row with this id."""
        if values:
            sets = ", ".join(f"{name} = ?" for name in values)
            self.run(f"UPDATE {table} SET {sets} WHERE id = ?", (*values.values(), row_id))

    @contextmanager
    def write(self, name: str) -> Iterator[Database]:
        """One durable transaction: the write lock is taken first, all is kept at the end or nothing at all.

        ``name`` names the fault points of this write. StorageError when the lock is not had, or the disk does not hold.
        """
        if self.connection.in_transaction:
            raise RuntimeError("a write inside a write")
        with told():
            self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self
            faults.point(f"{name}:before-commit")
            with told():
                self.connection.execute("COMMIT")
        except BaseException:  # whatever broke off, nothing of it stays; it goes on
            self._roll_back()
            raise
        faults.point(f"{name}:after-commit")

    @contextmanager
    def snapshot(self) -> Iterator[Database]:
        """Several queries that see one and the same state."""
        if self.connection.in_transaction:
            yield self
            return
        with told():
            self.connection.execute("BEGIN")
        try:
            yield self
        finally:
            self._roll_back()

    def interrupt(self) -> None:
        """Break off the query under way; may be called from any thread, also while the connection closes."""
        with suppress(sqlite3.ProgrammingError):
            self.connection.interrupt()

    @contextmanager
    def temporary(self) -> Iterator[None]:
        """Change what is this connection's own and temporary; a read-only one may do that too."""
        if self.read_only:
            self.connection.execute("PRAGMA query_only = OFF")
        try:
            with told():
                yield
        finally:
            if self.read_only:
                self.connection.execute("PRAGMA query_only = ON")

    def close(self) -> None:
        """Close the connection; closing twice is harmless."""
        self.connection.close()
        self.when_closed()

    def _roll_back(self) -> None:
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def _needs_write(self) -> None:
        if not self.connection.in_transaction:
            raise RuntimeError("a change outside a write block")


def connect(file: Path, *, read_only: bool = False, create: bool = False) -> Database:
    """Open the database file. Raises StorageError when it cannot be opened or is no database."""
    with told():
        connection = _open(file, "ro" if read_only else "rwc" if create else "rw")
        try:
            _prepare(connection, read_only)
        except sqlite3.OperationalError as error:
            connection.close()
            if not (read_only and primary_code(error) in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}):
                raise
            _recover(file)
            connection = _open(file, "ro")
            _prepare(connection, read_only)
        except BaseException:  # whatever broke off, nothing of it stays; it goes on
            connection.close()
            raise
    return Database(connection, file, read_only)


def _open(file: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(file.absolute()).replace(chr(92), '/'))}?mode={mode}"
    if not str(file.absolute()).startswith("/"):
        uri = uri.replace("file:", "file:/", 1)
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.row_factory = sqlite3.Row
    return connection


def _prepare(connection: sqlite3.Connection, read_only: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{READER_CACHE_KB if read_only else WRITER_CACHE_KB}")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    else:
        connection.execute("PRAGMA synchronous = EXTRA")
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA secure_delete = ON")  # what a secret page said is not left in the file's free pages
    connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()


def _recover(file: Path) -> None:
    """Let SQLite undo what a killed program left half written; a read-only connection may not."""
    connection = _open(file, "rw")
    try:
        _prepare(connection, read_only=False)
    finally:
        connection.close()
