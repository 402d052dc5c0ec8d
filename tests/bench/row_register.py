"""Click "Đăng ký" → the number is durable on disk, beside one bare synced commit of SQLite in the same folder."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from desktop.services import register
from tests.bench.frame import Bench, Figure, medians, open_office
from tests.bench.made_scans import add_scans

_ROUNDS = 40


def run(bench: Bench) -> list[Figure]:
    """Measure the service that the button calls, in an office of 1,000 letters and in the largest."""
    found = []
    for letters in (1_000, bench.sizes[-1]):
        ours, floor, commits = measure(bench, letters)
        work = f"register one scan, {letters:,} letters: number durable on disk"
        note = f"{commits} commit a registration"
        found.append(Figure(work, ours * 1e3, "ms", floor * 1e3, "bare commit", 3.0, "×", note=note))
    return found


def measure(bench: Bench, letters: int) -> tuple[float, float, int]:
    """Return the medians of ours and of the bare commit, in seconds, and how often one registration commits."""
    folder = bench.copy(letters)
    with open_office(folder) as office:
        scans = iter(add_scans(office, _ROUNDS + 2))
        told: list[str] = []
        office.db.connection.set_trace_callback(told.append)
        register.register(office, next(scans))
        office.db.connection.set_trace_callback(None)
        bare = _bare(folder / "bare.db")
        ours, floor = medians(_ROUNDS, lambda: register.register(office, next(scans)), lambda: _commit(bare))
        bare.close()
    return ours, floor, sum(line == "COMMIT" for line in told)


def _bare(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA synchronous = EXTRA")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
    return connection


def _commit(connection: sqlite3.Connection) -> Any:
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO t (text) VALUES (?)", ("tăng cường công tác phòng cháy, chữa cháy rừng",))
    return connection.execute("COMMIT")
