"""What SQLite plans by and keeps: the same in every office, whatever it holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.connection import READER_CACHE_KB, WRITER_CACHE_KB, Database, connect
from db.migrations import migrate


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "office.db"
    db = connect(made, create=True)
    migrate(db)
    db.close()
    return made


def settings(db: Database) -> tuple[object, ...]:
    names = ("journal_mode", "synchronous", "cache_size", "mmap_size", "foreign_keys")
    return tuple(db.value(f"PRAGMA {name}") for name in names)


def test_the_writer_syncs_every_commit_and_has_no_checkpoints_to_make(file: Path) -> None:
    db = connect(file)
    assert settings(db) == ("delete", 3, -WRITER_CACHE_KB, 0, 1)
    db.close()


def test_a_reader_keeps_few_pages(file: Path) -> None:
    db = connect(file, read_only=True)
    assert settings(db)[2] == -READER_CACHE_KB
    assert READER_CACHE_KB < WRITER_CACHE_KB
    db.close()


def test_plans_come_from_the_schema_not_from_counted_rows(file: Path) -> None:
    db = connect(file)
    assert db.column("SELECT name FROM sqlite_schema WHERE name LIKE 'sqlite_stat%'") == []
    db.close()
