"""The SQLite module that sqlite-utils has chosen, loaded without numpy.

sqlite-utils loads numpy and pandas when they are there, to store their numbers. This program stores none, and numpy
alone would cost every start of the window as much as all of its own code, and a sixth of its memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_NOT_NEEDED = ("numpy", "pandas")


@contextmanager
def _withheld() -> Iterator[None]:
    """Let an import inside find none of these libraries, unless it is loaded already."""
    absent = [name for name in _NOT_NEEDED if name not in sys.modules]
    for name in absent:
        sys.modules[name] = None  # type: ignore[assignment]  # None: Python's own way to say "cannot be imported"
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)


with _withheld():
    from sqlite_utils.utils import sqlite3

__all__ = ["sqlite3"]
