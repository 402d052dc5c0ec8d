"""Every row that the office keeps, table by table, as plain values: for taking the data elsewhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from db.connection import Database

if TYPE_CHECKING:
    from sqlite_utils import Database as SqliteUtils

#: Tables that hold nothing of their own: indexes, and what is made again from the scans and the scan folder.
#: Who may sign in, with what, stays here.
LEFT_OUT = frozenset({"scan_words", "scan_source", "account", "sign_in", "recovery"})
#: Columns that are computed from others.
DERIVED = frozenset(
    {
        "folded",
        "issuer_folded",
        "issuer_sort",
        "subject_sort",
        "number_key",
        "anchor_key",
        "whole",
        "head_only",
        "unanswered",
    }
)
#: Columns that hold JSON.
JSON = frozenset(
    {
        ("letter", "addressees"),
        ("letter", "recipients"),
        ("letter_field", "value"),
        ("letter_field", "box"),
        ("reference", "box"),
        ("directive", "addressees"),
        ("directive", "lead"),
        ("directive", "coordinate"),
        ("directive", "deadline"),
        ("directive", "deadlines"),
        ("directive", "recurrence"),
        ("directive", "box"),
        ("task", "recurrence"),
        ("scan_reading", "value"),
        ("audit", "detail"),
        ("sheet_return", "marks"),
    }
)
_INDEX = "search"


def tables(db: Database) -> list[str]:
    """Return the names of the tables to be taken out, parents before the rows that point to them."""
    names = _library(db).table_names()
    return [n for n in names if n not in LEFT_OUT and n != _INDEX and not n.startswith((f"{_INDEX}_", "sqlite_"))]


def columns(db: Database, table: str) -> list[str]:
    """Return the columns of a table that are taken out."""
    return [column.name for column in _library(db).table(table).columns if column.name not in DERIVED]


def count(db: Database, table: str) -> int:
    """Return how many rows a table has."""
    return int(_library(db).table(table).count)


def rows(db: Database, table: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a table in a fixed order: text, numbers and None; JSON columns as what they hold, bytes as
    base64."""
    kept = _library(db).table(table)
    names = columns(db, table)
    for row in kept.rows_where(select=", ".join(names), order_by=", ".join(kept.pks)):
        yield {name: _plain(table, name, row[name]) for name in names}


def _library(db: Database) -> SqliteUtils:
    """Return sqlite-utils' view of the same connection, its pragmas left alone; loaded only when data is taken out,
    for it costs a tenth of a second."""
    from sqlite_utils import Database as Opened

    return Opened(db.connection, recursive_triggers=False)


def _plain(table: str, column: str, value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, str) and (table, column) in JSON:
        return json.loads(value)
    return value
