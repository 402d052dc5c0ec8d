"""Stretches of days as a person names them while searching: "hôm qua", "tuần này", "tháng 5", "quý 2/2026".

Spelling with or without accents. A month or quarter without its year is the latest one, or the next one or two to come.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.calendar import Week
from desktop.core.text import fold

_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_YEARS = (1990, 2100)


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both within."""

    first: date
    last: date

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last


def spanned(text: str, today: date) -> tuple[Span | None, str]:
    """Return the days that ``text`` names, None when it names none, and the rest of its words (as typed).

    >>> spanned("giải ngân quý 2", date(2026, 11, 21))
    (Span(first=datetime.date(2026, 4, 1), last=datetime.date(2026, 6, 30)), 'giải ngân')
    """
    words = text.split()
    plain = [fold(word).strip(",.;") for word in words]
    for length in range(min(8, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            span = _span(" ".join(plain[start : start + length]), today)
            if span is not None:
                return span, " ".join(words[:start] + words[start + length :])
    return None, text.strip()


def _span(phrase: str, today: date) -> Span | None:
    for pattern, make in _FORMS:
        found = pattern.fullmatch(phrase)
        if found is not None:
            try:
                return make(found, today)
            except ValueError:  # no such day, week or month
                return None
    return None


# -- the forms ---------------------------------------------------------------------------------------------------------


def _day(found: re.Match[str], today: date) -> Span:
    day = _date(found["d"], found["m"], found["y"], today)
    return Span(day, day)


def _from_to(found: re.Match[str], today: date) -> Span:
    last = _date(found["d2"], found["m2"], found["y2"], today)
    first = _date(found["d1"], found["m1"], found["y1"] or str(last.year), today)
    return Span(min(first, last), max(first, last))


def _near_day(found: re.Match[str], today: date) -> Span:
    day = today + timedelta(days=_DAYS[found[0]])
    return Span(day, day)


def _last_days(found: re.Match[str], today: date) -> Span:
    return Span(today - timedelta(days=int(found["n"]) - 1), today)


def _near_week(found: re.Match[str], today: date) -> Span:
    return _week(Week.of(today + timedelta(weeks=_step(found))))


def _week_number(found: re.Match[str], today: date) -> Span:
    return _week(Week.parse(f"{_year(found['y'], today)}-W{int(found['n']):02d}"))


def _near_month(found: re.Match[str], today: date) -> Span:
    months = today.year * 12 + today.month - 1 + _step(found)
    return _months(months // 12, months % 12 + 1, 1)


def _month(found: re.Match[str], today: date) -> Span:
    month = int(found["n"])
    return _months(_likely_year(found["y"], month, today, ahead=2), month, 1)


def _near_quarter(found: re.Match[str], today: date) -> Span:
    quarters = today.year * 4 + (today.month - 1) // 3 + _step(found)
    return _months(quarters // 4, quarters % 4 * 3 + 1, 3)


def _quarter(found: re.Match[str], today: date) -> Span:
    number = _ROMAN.get(found["n"]) or int(found["n"])
    first = number * 3 - 2
    return _months(_likely_year(found["y"], first, today, ahead=3), first, 3)


def _near_year(found: re.Match[str], today: date) -> Span:
    year = today.year + _step(found)
    return Span(date(year, 1, 1), date(year, 12, 31))


def _year_number(found: re.Match[str], today: date) -> Span:
    year = _year(found["y"], today)
    return Span(date(year, 1, 1), date(year, 12, 31))


_DAYS = {
    "hom nay": 0,
    "hom qua": -1,
    "hom kia": -2,
    "ngay mai": 1,
    "today": 0,
    "yesterday": -1,
    "tomorrow": 1,
}
_STEPS = {
    "nay": 0,
    "truoc": -1,
    "roi": -1,
    "ngoai": -1,
    "qua": -1,
    "sau": 1,
    "toi": 1,
    "this": 0,
    "last": -1,
    "next": 1,
}


def _near(unit: str, english: str) -> str:
    return rf"{unit} (?P<step>nay|truoc|roi|qua|ngoai|sau|toi)|(?P<english>this|last|next) {english}"


_OF_YEAR = r"(?:(?:/| nam |/nam | )(?P<y>\d{4}))?"
_DATE = r"(?P<d{0}>\d{{1,2}})[/.-](?P<m{0}>\d{{1,2}})(?:[/.-](?P<y{0}>\d{{4}}))?"
_PLAIN_DATE = r"(?:ngay )?(?P<d>\d{1,2})[/.](?P<m>\d{1,2})(?:[/.](?P<y>\d{4}))?"
_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Span]], ...] = tuple(
    (re.compile(pattern), make)
    for pattern, make in (
        (_PLAIN_DATE, _day),
        (rf"(?:tu )?(?:ngay )?{_DATE.format(1)} (?:den|toi|-|to) (?:ngay )?{_DATE.format(2)}", _from_to),
        ("|".join(_DAYS), _near_day),
        (r"(?P<n>[1-9]\d?) (?:ngay qua|ngay gan day|days)", _last_days),
        (_near("tuan", "week"), _near_week),
        (rf"(?:tuan|week) (?P<n>\d{{1,2}}){_OF_YEAR}", _week_number),
        (_near("thang", "month"), _near_month),
        (rf"thang (?P<n>0?[1-9]|1[0-2]){_OF_YEAR}", _month),
        (_near("quy", "quarter"), _near_quarter),
        (rf"(?:quy |q)(?P<n>[1-4]|iv|i{{1,3}}){_OF_YEAR}", _quarter),
        (_near("nam", "year"), _near_year),
        (r"nam (?P<y>\d{4})", _year_number),
    )
)


def _step(found: re.Match[str]) -> int:
    return _STEPS[found["step"] or found["english"]]


def _week(week: Week) -> Span:
    return Span(week.monday, week.monday + timedelta(days=6))


def _months(year: int, month: int, count: int) -> Span:
    after = year * 12 + month - 1 + count
    return Span(date(year, month, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1))


def _likely_year(told: str | None, month: int, today: date, *, ahead: int) -> int:
    if told:
        return _year(told, today)
    behind = (today.month - month) % 12
    this = today.year * 12 + today.month - 1
    return (this + 12 - behind if 12 - behind <= ahead and behind else this - behind) // 12


def _date(day: str, month: str, year: str | None, today: date) -> date:
    return date(_year(year, today), int(month), int(day))


def _year(told: str | None, today: date) -> int:
    year = int(told) if told else today.year
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise ValueError(told)
    return year
