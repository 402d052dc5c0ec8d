"""Click "Đăng ký" → the number is durable on disk, beside one bare synced commit of SQLite in the same folder."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, NamedTuple

from db.rows import to_json
from desktop.services import register
from tests.bench.frame import Bench, Figure, medians, open_office, settle
from tests.bench.made_scans import add_scans, readings

_ROUNDS = 40
_PAGE = 4096
#: the pages that a registration changes lie far apart; so do those of the commit beside it
_APART = 25


class _Measured(NamedTuple):
    """Medians in seconds of ours, of the bare commit of one row, and of one that changes as many pages as ours does;
    how often one registration commits, its statements, and how many pages of the database it changes."""

    ours: float
    bare: float
    as_many: float
    commits: int
    statements: int
    pages: int


def run(bench: Bench) -> list[Figure]:
    """Measure the service that the button calls, in an office of 1,000 letters and in the largest."""
    found = []
    for letters in (1_000, bench.sizes[-1]):
        m = measure(bench, letters)
        work = f"register one scan, {letters:,} letters: number durable on disk"
        note = (
            f"{m.commits} commit a registration, {m.statements} statements, {m.pages} pages changed; a bare commit that"
            f" changes as many pages, as far apart: {m.as_many * 1e3:.2f} ms, {m.as_many / m.bare:.2f} × the bare one"
        )
        found.append(Figure(work, m.ours * 1e3, "ms", m.bare * 1e3, "bare commit", 3.0, "×", note=note))
    return found


def measure(bench: Bench, letters: int) -> _Measured:
    """Register scans in a copy of an office, turn about with the bare commits, in the same folder and journal mode."""
    folder = bench.copy(letters)
    with open_office(folder) as office:
        scans = iter(add_scans(office, _ROUNDS + 6))
        told: list[str] = []
        office.db.connection.set_trace_callback(told.append)
        register.register(office, next(scans))
        office.db.connection.set_trace_callback(None)
        pages = _changed(folder / "office.db", lambda: register.register(office, next(scans)))
        settle()
        one, many = _bare(folder / "one.db"), _bare(folder / "many.db", pages)
        ours, floor, as_many = medians(
            _ROUNDS, lambda: register.register(office, next(scans)), lambda: _commit(one), lambda: _change(many, pages)
        )
        one.close()
        many.close()
    commits = sum(line == "COMMIT" for line in told)
    return _Measured(ours, floor, as_many, commits, sum(not line.startswith("--") for line in told), pages)


def _changed(file: Path, deed: Any) -> int:
    """Return how many pages of the database a deed changes."""
    before = _hashes(file)
    deed()
    after = _hashes(file)
    return len(after) - len(before) + sum(a != b for a, b in zip(before, after, strict=False))


def _hashes(file: Path) -> list[int]:
    with file.open("rb") as content:
        return [hash(page) for page in iter(lambda: content.read(_PAGE), b"")]


def _bare(file: Path, pages: int = 0) -> sqlite3.Connection:
    """Open a database of one table; ``pages``: with room to change so many pages, far apart, with a row each."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO t (text) VALUES (?)", [("x" * 3_000,) for _ in range(pages * _APART)])
    connection.execute("COMMIT")
    return connection


def _commit(connection: sqlite3.Connection) -> Any:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t (text) VALUES (?)", (_ROW,))
    return connection.execute("COMMIT")


def _change(connection: sqlite3.Connection, pages: int) -> Any:
    ids = ", ".join(str(page * _APART) for page in range(1, pages + 1))
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(f"UPDATE t SET text = substr(text, 2) || char(97 + abs(random() % 26)) WHERE id IN ({ids})")
    return connection.execute("COMMIT")


#: What a letter says in its head, as one text.
_ROW = to_json({name: field.value for name, field in next(readings()).fields.items()})
