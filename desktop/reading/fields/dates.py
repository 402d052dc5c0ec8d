"""Place and date of a letter: ``Quảng Ngãi, ngày 28 tháng 12 năm 2023``; day and month may be blank or written by hand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Literal

from rapidfuzz import fuzz, process

from desktop.core.readings import Box, FieldReading
from desktop.core.text import fold
from desktop.reading.fields.catalogue import Catalogue
from desktop.reading.fields.confidence import ABSENT, share
from desktop.reading.fields.head_zone import Head
from desktop.reading.fields.looks import Looker, vote
from desktop.reading.fields.place_names import unusual
from desktop.reading.fields.rows import grow
from desktop.reading.fields.texts import clean, strip_edges
from desktop.reading.fields.writing import Reading, against, is_printed
from desktop.reading.pages import Line, Look

_DAY = r"ng[^\s\d]{0,2}y"
_MONTH = r"th[^\s\d]{0,2}ng"
_YEAR = r"n[^\s\d]{1,2}m"
_ROW = re.compile(
    rf"^(?P<place>.*?)[\s,.;]*(?:{_DAY}(?P<day>.{{0,9}}?))?(?<![a-zà-ỹ]){_MONTH}(?P<month>.{{0,7}}?){_YEAR}\s*(?P<year>.*)$",
    re.IGNORECASE,
)
Needs = Literal["typing"] | None

_HOWS: tuple[Look, ...] = ("block", "large", "no_blue", "sparse")
_ENOUGH = 3
_SURE_PART = 0.85


@dataclass(frozen=True)
class Row:
    """A date row taken apart, as one look reads it; ``confidence`` of day, month and year words, ``tall``: how tall day
    and month stand beside the year (9.9 off its line), None where OCR ran them into another word."""

    place: str
    day: str
    month: str
    year: str
    confidence: dict[str, float]
    tall: dict[str, float | None]


def part(line: Line) -> Row | None:
    """Take a date row apart; None when it does not read like one."""
    text = clean(line.text)
    match = _ROW.match(text)
    if match is None:
        return None
    found = {name: _kept(match.group(name) or "") for name in ("place", "day", "month", "year")}
    found["year"] = found["year"].split(" ", 1)[0].strip(".,*;:")
    parts = ("day", "month", "year")
    return Row(
        **found,
        confidence={n: _confidence(line, found[n]) for n in parts},
        tall={n: _tall(line, found[n], found["year"]) for n in parts},
    )


def _tall(line: Line, value: str, year: str) -> float | None:
    words = line.words
    years = [w for w in words if year and w.text.startswith(year)]
    at = [w for w in words[:-1] if value and w.text.strip(".,") == value and (not years or w.box.x1 < years[-1].box.x0)]
    return against(at[-1 if len(at) == 1 else 0].box, years[-1].box, same_row=True) if at and years else None


def _kept(text: str) -> str:
    """Return a part without edges; ``?`` for strokes that are no letters: something is written there."""
    return strip_edges(text) or ("?" if re.search(r"[^\s.,…_:;-]", text) else "")


def _confidence(line: Line, value: str) -> float:
    if not value:
        return 0.0
    first = value.split(" ", 1)[0]
    return max((w.confidence for w in line.words if first in w.text), default=0.0)


def year_box(row: Line | None) -> Box | None:
    """Return the place of the year in a date row: printed digits to compare others with."""
    words = row.words if row else ()
    return next((w.box for w in reversed(words) if re.match(r"(19|20)\d\d", w.text)), None)


def read_date(
    head: Head | None, looker: Looker, catalogue: Catalogue, context: tuple[str, ...] = ()
) -> tuple[FieldReading, FieldReading]:
    """Return the date and the place. ``context``: the page's text, which tells what year it speaks of when looks differ,
    then the names of the issuer and the body above it, which mostly hold the place."""
    page = looker.page.number
    row = (head.date or _found_again(head, looker)) if head else None
    if head is None or row is None:
        where = _region(head) if head and not looker.sure else None
        sure = share("doubtful") if not looker.sure else 0.8
        return FieldReading(None, sure, page, where, "typing" if where else None), FieldReading(None, sure, page, where)
    parts = _looks(row, head, looker)
    if not parts:
        guess = share("guess")
        return FieldReading(None, guess, page, row.box, "typing"), FieldReading(None, guess, page, row.box)
    place = _place(row, parts, looker, catalogue, _places_of(context[1:]))
    return _date(row, parts, looker, context[0] if context else ""), place


def look_at_date(head: Head | None, looker: Looker) -> tuple[()]:
    """Take the looks that ``read_date`` asks for; they are remembered."""
    row = (head.date or _found_again(head, looker)) if head else None
    if head is not None and row is not None:
        _looks(row, head, looker)
    return ()


def _looks(row: Line, head: Head, looker: Looker) -> list[Row]:
    """Return the row as the page has it and as other looks read it: all of them, unless three tell all that five could."""
    box = Box(min(row.box.x0, head.gutter), row.box.y0, 0.985, row.box.y1)
    parts = [found] if (found := part(row)) else []
    for how in _HOWS:
        if len(parts) >= _ENOUGH and _is_settled(parts):
            break
        parts += [found] if (found := _again(looker, box, how)) else []
    return parts


def _is_settled(parts: list[Row]) -> bool:
    """The day is by hand, so that no more looks can make it print; year, month and place are read alike by all."""
    days = [p.day.replace(" ", "") for p in parts]
    by_hand = sum(not re.fullmatch(r"\d{1,2}", day) for day in days) >= 2 or len(set(days)) == len(days)
    alike = all(len({getattr(p, name) for p in parts}) == 1 for name in ("year", "month", "place"))
    sure = min(min(p.confidence["year"], p.confidence["month"]) for p in parts) > _SURE_PART
    return by_hand and alike and sure and _is_place(_tidy_place(parts[0].place))


def _region(head: Head) -> Box | None:
    """Return where the date stands: under the motto, level with the number."""
    if head.motto is None:
        return None
    bottom = max(head.number.box.y1 if head.number else 0.0, head.motto.y1 + 0.05)
    return Box(head.gutter, head.motto.y1, 0.985, bottom + 0.012)


def _found_again(head: Head, looker: Looker) -> Line | None:
    """Look once more for a date row that the page lost."""
    where = _region(head)
    rows = [row for how in _HOWS for row in (looker.rows(where, how) if where else [])]
    return max((row for row in rows if part(row)), key=lambda row: row.confidence, default=None)


def _again(looker: Looker, box: Box, how: Look) -> Row | None:
    found = [p for p in map(part, looker.rows(grow(box, 0.015, 0.005), how)) if p]
    return max(found, key=lambda p: p.confidence["year"], default=None)


def _date(row: Line, parts: list[Row], looker: Looker, context: str) -> FieldReading:
    page, box = looker.page.number, row.box
    year, year_share = _year(parts, looker, context)
    if year is None:
        return FieldReading(None, share("doubtful"), page, box, "typing")
    month, month_needs = _counted(parts, "month", 12, looker, row)
    if month is None:
        return FieldReading(year, min(year_share, share("likely") if month_needs else ABSENT), page, box, month_needs)
    day, day_needs = _counted(parts, "day", 31, looker, row)
    value = f"{year}-{int(month):02d}"
    if day is None:
        return FieldReading(value, min(year_share, share("likely") if day_needs else ABSENT), page, box, day_needs)
    if not _exists(f"{value}-{int(day):02d}"):
        return FieldReading(value, share("likely"), page, box, "typing")
    return FieldReading(f"{value}-{int(day):02d}", year_share, page, box)


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True


def _year(parts: list[Row], looker: Looker, context: str) -> tuple[str | None, float]:
    seen = [p.year for p in parts if re.fullmatch(r"(19|20)\d\d", p.year)]
    if looker.sure:
        return (seen[0], share("embedded")) if seen else (None, 0.0)
    if not seen:
        return None, 0.0
    if len(set(seen)) == 1 and len(seen) >= 3:
        return seen[0], share("agreed")
    told = Counter(re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", context))
    weight = {y: sum(p.confidence["year"] for p in parts if p.year == y) + min(told[y], 4) for y in set(seen)}
    best = max(weight, key=lambda y: weight[y])
    backed = told[best] > max((told[y] for y in set(seen) if y != best), default=0)
    return best, share("known") if backed and seen.count(best) >= 1 and weight[best] > 2 else share("doubtful")


def _counted(parts: list[Row], name: str, most: int, looker: Looker, row: Line) -> tuple[str | None, Needs]:
    """Return the day or month as printed, and ``typing`` where it is there but not to be trusted."""
    texts = [getattr(p, name).replace(" ", "") for p in parts]
    values = [t if re.fullmatch(r"\d{1,2}", t) and 1 <= int(t) <= most else None for t in texts]
    if looker.sure:
        return values[0], ("typing" if values[0] is None and re.search(r"\w", texts[0]) else None)
    readings = [Reading(t, p.confidence[name], p.tall[name]) for t, p in zip(texts, parts, strict=True)]
    readings, values = _without_dissent(readings, values)
    if values[0] and is_printed(readings, values):
        return values[0], None
    if name == "month":
        best, votes = vote(values)
        if best and votes >= 2 and max(r.confidence for r, v in zip(readings, values, strict=True) if v == best) > 0.85:
            return best, None
    if not any(texts) and _blank(name, looker, row):
        return None, None
    return None, "typing"


def _without_dissent(readings: list[Reading], values: list[str | None]) -> tuple[list[Reading], list[str | None]]:
    """Leave out the one of five looks that a speck misled, where the other four are sure and agree."""
    best, votes = vote(values)
    kept = [at for at, v in enumerate(values) if v == best]
    clear = votes >= 4 and votes == len(values) - 1 and all(readings[at].confidence > 0.9 for at in kept)
    return ([readings[at] for at in kept], [values[at] for at in kept]) if clear else (readings, values)


def _blank(name: str, looker: Looker, row: Line) -> bool:
    gap = _gap(row, ("ng", "th") if name == "day" else ("th", "n"))
    return gap is not None and looker.ink(gap) < 0.012


def _gap(row: Line, between: tuple[str, str]) -> Box | None:
    """Return the space between the words that start so («ngày» and «tháng», «tháng» and «năm»)."""
    starts = [fold(w.text) for w in row.words]
    for at in range(len(starts) - 1):
        later = next((i for i in range(at + 1, len(starts)) if starts[i].startswith(between[1])), None)
        if starts[at].startswith(between[0]) and later is not None and len(starts[at]) < 6:
            a, b = row.words[at].box, row.words[later].box
            return Box(a.x1 + 0.002, row.box.y0, max(a.x1 + 0.003, b.x0 - 0.002), row.box.y1)
    return None


_RANK = re.compile(
    r"(?:(?:TỈNH|THÀNH|HUYỆN|QUẬN|THỊ)\s+(?:ỦY|UỶ)|TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|THỊ TRẤN|XÃ(?! HỘI)|PHƯỜNG"
    r"|ĐẶC KHU|TP\.?)\s+(.+)$"
)


def _places_of(names: tuple[str, ...]) -> list[str]:
    """Return the places in the names of bodies: «ỦY BAN NHÂN DÂN HUYỆN AN LẠC» → An Lạc."""
    found = [m.group(1).title() for name in names if (m := _RANK.search(name))]
    return [name for name in found if len(name) > 2]


def _place(row: Line, parts: list[Row], looker: Looker, catalogue: Catalogue, of_issuer: list[str]) -> FieldReading:
    box, page = row.box, looker.page.number
    names = [_tidy_place(p.place) for p in parts]
    if looker.sure:
        return FieldReading(names[0] or None, share("embedded"), page, box)
    fine = [n for n in names if _is_place(n)]
    value, votes = vote(fine)
    if not value:
        meant = next((p for p in of_issuer for n in names if n and _ends_alike(p, n)), None)
        return FieldReading(meant, share("single" if meant else "doubtful"), page, box)
    longer = max((n for n in fine if n.endswith(value)), key=len)
    if longer != value and fine.count(longer) >= 2:
        value, votes = longer, fine.count(longer)
    whole = next((p for p in of_issuer if value != p and fold(p) != fold(value) and _ends_alike(p, value)), None)
    if whole:
        return FieldReading(whole, share("likely"), page, box)
    backed = any(fold(p) == fold(_bare(value)) for p in of_issuer)
    known = _known_place(value, catalogue)
    value = known or next((_prefixed(value, p) for p in of_issuer if fold(p) == fold(_bare(value))), value)
    clear = min((w.confidence for w in row.words[: len(value.split())]), default=0.0) > 0.93
    sure = (votes >= 3 and clear) or (votes >= 2 and bool(known)) or (votes >= 4 and backed and clear)
    sure = sure and not unusual(value, catalogue)
    return FieldReading(
        value,
        share("agreed" if sure and longer in (value, names[0]) else "likely" if votes >= 2 else "single"),
        page,
        box,
    )


def _is_place(name: str) -> bool:
    words = name.split()
    return (
        bool(words)
        and len(name) > 2
        and all(w[0].isupper() or w in {"-", "–"} for w in words)
        and not re.search(r"[\d:|*]", name)
    )


def _ends_alike(whole: str, piece: str) -> bool:
    return len(fold(piece)) > 2 and fold(whole).endswith(fold(piece)[1:]) and len(piece) < len(whole)


def _bare(value: str) -> str:
    return re.sub(r"^(?:TP\.?|Tp\.?|Thành phố|T\.)\s+", "", value)


def _prefixed(value: str, place: str) -> str:
    return value[: len(value) - len(_bare(value))] + place


def _tidy_place(text: str) -> str:
    tight = re.sub(r"^[^A-ZĐÀ-Ỹa-zà-ỹ]+", "", text)
    tight = re.sub(r"^(?!TP|TX|TT|HCM)[A-ZĐ]{1,3}[.,]?\s+(?=[A-ZĐ])", "", tight)
    return re.sub(r"\s+([.,])", r"\1", tight).strip(" ,;-–_")


def _known_place(value: str, catalogue: Catalogue) -> str | None:
    """Return the province a place nearly is; its accents come from the catalogue."""
    prefix = re.match(r"^(TP\.?|Tp\.?|Thành phố|T\.)\s+", value)
    bare = value[prefix.end() :] if prefix else value
    hit = process.extractOne(fold(bare), catalogue.folded_places, scorer=fuzz.ratio, score_cutoff=92)
    if hit is None or len(bare) < 4:
        return None
    return (prefix.group() if prefix else "") + str(hit[2])
