"""Dates as they are written in letters, also without a year, with hours, or as a month, quarter, half or year."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_SEP = r"\s?[/.\-]\s?"
#: a day: 25/8/2024, 25-8-2024, 25.8.2024, 25 tháng 8 năm 2024, 25/8, 25 tháng 8
DAY = (
    rf"(?:(?P<d1>[0-3o]?\d){_SEP}(?P<m1>[01o]?\d)(?:{_SEP}(?P<y1>(?:19|20)\d\d))(?!\d)"
    r"|(?P<d2>[0-3o]?\d)\s*thang\s*(?P<m2>[01o]?\d)(?:\s*(?:nam|/|,)\s*(?P<y2>(?:19|20)\d\d))?(?!\d)"
    rf"|(?P<d3>[0-3o]?\d){_SEP}(?P<m3>[01o]?\d)(?![\d/]))"
)
MONTH = (
    r"(?:thang|th(?!u |i |u\b)[a-z.]{0,2})\s*(?P<m>[01o]?\d)(?:(?:\s*nam\s*|\s?[/.\-]\s?)(?P<y>(?:19|20)\d\d))?(?![\d])"
)
QUARTER = r"quy\s*(?P<q>iv|i{1,3}|l{1,3}|[1-4])(?:(?:\s*nam\s*|\s?[/.\-,]\s?)(?P<y>(?:19|20)\d\d))?(?!\w)"
HALF = r"(?:0?6|sau) thang (?P<h>dau|cuoi) nam(?:\s*(?P<y>(?:19|20)\d\d))?"
YEAR = r"nam\s*(?:hoc\s*)?(?P<y>(?:19|20)\d\d)(?!\s?[-/]\s?\d)"
HOUR = r"(?P<hh>\d{1,2})\s*(?:h|g|gio|:)\s*(?P<mm>\d{2})?(?:\s*(?:'|phut))?"
_ROMAN = {"i": 1, "l": 1, "ii": 2, "ll": 2, "iii": 3, "lll": 3, "iv": 4}


@dataclass(frozen=True)
class Issued:
    """When the letter was issued, as far as it is known: the year that days without a year are counted from."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, text: str | None) -> Issued:
        """From ``2024-04-24``, ``2023-12`` or ``2024``; all unknown for anything else, and for years no letter is of."""
        found = re.fullmatch(r"((?:19|20|21)\d{2})(?:-(\d{2}))?(?:-(\d{2}))?", text or "")
        return cls(*(int(part) if part else None for part in found.groups())) if found else cls()

    @property
    def date(self) -> date | None:
        return make_date(self.year, self.month, self.day) if self.year and self.month and self.day else None

    def year_of(self, month: int) -> int | None:
        """The year meant by a month named without one: the letter's, or the next when the month lies before the letter's."""
        if self.year is None:
            return None
        return self.year + 1 if self.month is not None and month < self.month else self.year


def make_date(year: int | None, month: int, day: int) -> date | None:
    """Return the date, None when there is no such day or the year is unknown."""
    try:
        return date(year, month, day) if year else None
    except ValueError:
        return None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def number(text: str | None) -> int | None:
    """Return the number read, an ``o`` taken for a zero."""
    return int(text.replace("o", "0")) if text else None


def day_of(found: re.Match[str], issued: Issued) -> date | None:
    """Return the day matched by DAY; without a year, the one meant from the letter's date."""
    g = found.groupdict()
    day = number(g.get("d1") or g.get("d2") or g.get("d3"))
    month = number(g.get("m1") or g.get("m2") or g.get("m3"))
    year = number(g.get("y1") or g.get("y2"))
    if day is None or month is None or not 1 <= month <= 12:
        return None
    return make_date(year or issued.year_of(month), month, day)


def month_of(found: re.Match[str], issued: Issued) -> tuple[int, int] | None:
    """Return (year, month) matched by MONTH."""
    month, year = number(found["m"]), number(found["y"])
    if month is None or not 1 <= month <= 12:
        return None
    year = year or issued.year_of(month)
    return (year, month) if year else None


def quarter_of(found: re.Match[str], issued: Issued) -> tuple[int, int] | None:
    """Return (year, last month) of the quarter matched by QUARTER."""
    quarter = _ROMAN.get(found["q"]) or int(found["q"])
    year = number(found["y"]) or issued.year_of(3 * quarter)
    return (year, 3 * quarter) if year else None


def half_of(found: re.Match[str], issued: Issued) -> tuple[int, int] | None:
    """Return (year, last month) of the half-year matched by HALF."""
    month = 6 if found["h"] == "dau" else 12
    year = number(found["y"]) or issued.year_of(month)
    return (year, month) if year else None


def hour_of(found: re.Match[str]) -> str | None:
    """Return the hour matched by HOUR as ``17:00``, None when there is no such hour."""
    hours, minutes = int(found["hh"]), int(found["mm"] or 0)
    return f"{hours:02d}:{minutes:02d}" if hours < 25 and minutes < 60 else None
