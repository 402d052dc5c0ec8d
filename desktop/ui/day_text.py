"""Days as people type them: 21/11/2026, 21-11-26, 21.11, 211126, and partial ones, 11/2026 and 2026."""

from __future__ import annotations

import re
from datetime import date

from desktop.core.names import show_date

_PARTS = re.compile(r"\d+")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")


def show_day(iso: str) -> str:
    """Write an ISO day for typing; a partial one leaves room for what is missing: ``2017-10`` → ``/10/2017``."""
    return ("/" if len(iso) == len("2017-10") else "") + show_date(iso)


def parse_day(text: str, today: date) -> str | None:
    """Return what was typed as ISO text, partial where only month or year was given; '' for nothing, None for no day.

    A day without a year is the last such day up to ``today``.

    >>> parse_day("5/10/17", date(2026, 11, 21)), parse_day("/10/2017", date(2026, 11, 21))
    ('2017-10-05', '2017-10')
    """
    text = text.strip().strip("/.- ")
    if not text:
        return ""
    run = _RUN.fullmatch(text)
    parts = list(run.groups()) if run else _PARTS.findall(text)
    if len(parts) == 3:
        return _whole(int(parts[0]), int(parts[1]), _year(parts[2]))
    if len(parts) == 2:
        return _two(parts, today)
    return parts[0] if len(parts) == 1 and len(parts[0]) == 4 else None


def _two(parts: list[str], today: date) -> str | None:
    if len(parts[1]) == 4:
        return f"{parts[1]}-{int(parts[0]):02d}" if 1 <= int(parts[0]) <= 12 else None
    this_year = _whole(int(parts[0]), int(parts[1]), today.year)
    if this_year is not None and this_year > today.isoformat():
        return _whole(int(parts[0]), int(parts[1]), today.year - 1)
    return this_year


def _year(text: str) -> int:
    return int(text) + 2000 if len(text) <= 2 else int(text)


def _whole(day: int, month: int, year: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
