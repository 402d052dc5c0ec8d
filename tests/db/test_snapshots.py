"""A copy of the database in steps: others write between them, and it is the state of one moment all the same."""

from __future__ import annotations

import sqlite3

import pytest

from db import snapshots
from db.connection import connect
from db.snapshots import copy_pages
from desktop.core.errors import StorageError


@pytest.fixture
def book(tmp_path):
    """A database of some hundred pages, and a second connection that writes to it."""
    file = tmp_path / "o.db"
    with sqlite3.connect(file) as made:
        made.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, text TEXT)")
        made.execute("CREATE TABLE given (number INTEGER)")
        made.executemany("INSERT INTO page (text) VALUES (?)", [("x" * 3000,) for _ in range(300)])
    made.close()
    reading, writing = connect(file, read_only=True), connect(file)
    yield reading, writing
    reading.close()
    writing.close()


def count(file) -> int:
    copy = connect(file, read_only=True)
    try:
        assert copy.value("PRAGMA integrity_check") == "ok"
        return int(copy.value("SELECT count(*) FROM given"))
    finally:
        copy.close()


def give(writing) -> None:
    """Commit at once or fail: a lock held between two steps would show here."""
    writing.connection.execute("PRAGMA busy_timeout = 0")
    with writing.write("give") as db:
        db.run("INSERT INTO given VALUES (1)")


def test_others_write_between_the_steps(book, tmp_path):
    reading, writing = book
    steps = []

    def between(share: float) -> None:
        steps.append(share)
        if len(steps) in (3, 5):
            give(writing)

    copy_pages(reading, tmp_path / "copy.db", between, step=20)
    assert len(steps) > 300 // 20
    assert steps[-1] == 1.0
    assert count(tmp_path / "copy.db") == 2, "it began anew and has what was written meanwhile"


def test_a_copy_ends_even_if_others_never_stop_writing(book, tmp_path):
    reading, writing = book
    copy_pages(reading, tmp_path / "copy.db", lambda _: give(writing), step=20)
    given = writing.value("SELECT count(*) FROM given")
    assert given <= 3 * snapshots.MOST_BEGINNINGS
    assert count(tmp_path / "copy.db") == given


def test_no_step_holds_more_than_a_few_megabytes(book):
    reading, _ = book
    assert snapshots.STEP * int(reading.value("PRAGMA page_size")) <= 8 << 20


def test_a_database_that_stays_locked_is_told(book, tmp_path, monkeypatch):
    reading, writing = book
    monkeypatch.setattr(snapshots, "BUSY_SECONDS", 0.05)
    reading.connection.execute("PRAGMA busy_timeout = 0")
    writing.connection.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(StorageError) as told:
            copy_pages(reading, tmp_path / "copy.db", step=20)
    finally:
        writing.connection.execute("ROLLBACK")
    assert told.value.code == "locked"


def test_stopping_a_copy(book, tmp_path):
    reading, _ = book

    def stop(share: float) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        copy_pages(reading, tmp_path / "copy.db", stop, step=20)
