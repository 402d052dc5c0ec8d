"""Between columns and values: days, moments, lists, boxes and stable names."""

from __future__ import annotations

import json
import struct
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from os import urandom
from time import time_ns

from desktop.core.readings import Box
from desktop.core.text import sort_key

_BATCH = 500
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


def new_uid() -> str:
    """Return a fresh stable name for a row: the millisecond and 80 random bits, 32 hexadecimal digits. Names given one
    after the other stand side by side in an index, however large that has grown."""
    return f"{time_ns() // 1_000_000:012x}{urandom(10).hex()}"


def random_uid() -> str:
    """Return a fresh stable name whose first digits are random, too: those of people and offices stand shortened to
    their beginning on printed sheets, and people that are added in the same minute must be told apart there."""
    return urandom(16).hex()


def day(text: str | None) -> date | None:
    """Return the day a column holds."""
    return date.fromisoformat(text) if text else None


def iso(value: date | None) -> str | None:
    """Return the column for a day."""
    return value.isoformat() if value else None


def moment(text: str) -> datetime:
    """Return the moment a column holds."""
    return datetime.fromisoformat(text)


def stamp(value: datetime) -> str:
    """Return the column for a moment: local time to the second."""
    return value.isoformat(timespec="seconds")


def to_json(value: object) -> str:
    """Return compact JSON with the letters as they are."""
    return _JSON.encode(value)


def items(text: str | None) -> tuple[str, ...]:
    """Return the texts of a JSON list column."""
    return tuple(json.loads(text)) if text and text != "[]" else ()


def box_column(box: Sequence[float] | None) -> str | None:
    """Return the column for a box."""
    return None if box is None else to_json([round(v, 5) for v in box])


def box(text: str | None) -> Box | None:
    """Return the box a column holds."""
    return Box(*json.loads(text)) if text else None


@lru_cache(maxsize=1024)
def sort_column(text: str) -> bytes:
    """Return bytes that sort as a Vietnamese dictionary does, whatever the platform's collation."""
    letters, tones, _ = sort_key(text)
    try:
        wide = struct.pack(f">{len(letters)}H", *letters)
    except struct.error:  # letters of other scripts, far behind all of ours
        wide = struct.pack(f">{len(letters)}H", *[min(rank, 0xFFFF) for rank in letters])
    return wide + b"\x00\x00" + bytes(tones)


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    """Yield ids in lists short enough for one query."""
    every = list(ids)
    for start in range(0, len(every), _BATCH):
        yield every[start : start + _BATCH]


def gaps(count: int) -> str:
    """Return ``count`` placeholders: ``?, ?, ?``."""
    return ", ".join("?" * count)
