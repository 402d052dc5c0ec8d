"""The SQLite module of the program: Python's own, or pysqlite3 where one is installed with a newer SQLite.

sqlite-utils makes the same choice, but to ask it loads all of that library (and numpy, click, dateutil with it): a
tenth of a second of every start. It is loaded where its view of tables is of use (``db/export.py``).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        sqlite3 = import_module("pysqlite3")
    except ImportError:
        import sqlite3

__all__ = ["sqlite3"]
