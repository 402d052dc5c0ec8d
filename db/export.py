"""Every row that the office keeps, table by table, as plain values: for taking the data elsewhere."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator

from db.connection import Database

#: Tables that hold nothing of their own: indexes, and what is made again from the scans and the scan folder.
#: Who may sign in, with what, stays here.
LEFT_OUT = frozenset({"scan_words", "scan_source", "account", "sign_in"})
#: Columns that are computed from others.
DERIVED = frozenset(
    {"folded", "issuer_folded", "issuer_sort", "subject_sort", "number_key", "anchor_key", "whole", "head_only"}
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
    names = db.column("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY rowid")
    return [name for name in names if name not in LEFT_OUT and name != _INDEX and not name.startswith(f"{_INDEX}_")]


def columns(db: Database, table: str) -> list[str]:
    """Return the columns of a table that are taken out."""
    names = db.column(f"SELECT name FROM pragma_table_xinfo('{table}', 'main') ORDER BY cid")
    return [name for name in names if name not in DERIVED]


def count(db: Database, table: str) -> int:
    """Return how many rows a table has."""
    return int(db.value(f"SELECT count(*) FROM {table}"))


def rows(db: Database, table: str) -> Iterator[dict[str, object]]:
    """Yield the rows of a table in a fixed order: text, numbers and None; JSON columns as what they hold, bytes as
    base64."""
    names = columns(db, table)
    keys = db.column(f"SELECT name FROM pragma_table_xinfo('{table}', 'main') WHERE pk > 0 ORDER BY pk")
    sql = f"SELECT {', '.join(names)} FROM {table} ORDER BY {', '.join(keys)}"
    for row in db.connection.execute(sql):
        yield {name: _plain(table, name, row[name]) for name in names}


def _plain(table: str, column: str, value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, str) and (table, column) in JSON:
        return json.loads(value)
    return value
