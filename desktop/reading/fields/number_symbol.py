"""The number and the symbol of a letter: ``Số: 2167/UBND-KTTH``, ``Số 1438-CV/TU``, ``Số: 59/2019/NĐ-CP``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from desktop.core.readings import Box, FieldReading
from desktop.reading.fields.confidence import ABSENT, share
from desktop.reading.fields.looks import Looker, vote
from desktop.reading.fields.rows import grow
from desktop.reading.fields.symbols import mended
from desktop.reading.fields.texts import as_digits, dashed
from desktop.reading.fields.writing import Reading, against, is_printed
from desktop.reading.pages import Line, hull

_SYMBOL_START = re.compile(r"[/\-.]?\s*(?P<sep>[/\-])\s*(?P<symbol>[A-ZĐÂÊÔƠƯĂ][^:;@#]{0,34})$")
_LABEL = re.compile(r"^[\W_]{0,3}[SsŠ5][^\s\d:.;/]{0,2}\s*[:.;]{0,2}\s*|^[\W_]{0,3}s[oố06]\s?[:.;]\s*", re.IGNORECASE)
_RUN_IN = re.compile(r"(?<![A-Za-zĐđ])([A-ZĐa-z][A-ZĐ]{2,9})$")
_YEAR = re.compile(r"^(\d{1,5})\s*/\s*((?:19|20)\d\d)$")
_NUMBER = re.compile(r"^\d{1,5}[A-Za-z]?$")


@dataclass(frozen=True)
class Parted:
    """A number row taken apart: what stands where the number does, the separator, the symbol."""

    number: str
    separator: str
    symbol: str


def part(text: str) -> Parted | None:
    """Take a row like ``Số: 12 /UBND-TH`` apart; None where it has no symbol."""
    rest = dashed(text)
    label = _LABEL.match(rest)
    rest = rest[label.end() :] if label else rest
    run_on = re.match(r"(\d{1,5})([A-ZĐ]{2,}[-/].+)$", rest)
    if run_on and _is_symbol(_tidy(run_on.group(2))):
        return Parted(run_on.group(1), "/", _tidy(run_on.group(2)))
    for match in re.finditer(r"[/\-]\s*(?=[A-ZĐÂÊÔƠƯĂ])", rest):
        symbol = _tidy(rest[match.end() :])
        if _is_symbol(symbol):
            return _with_run_in(rest[: match.start()].strip(" ./-_"), match.group()[0], symbol)
    small = re.search(r"[/\-]\s*(\S{2,}[-/]\S{2,})$", rest)
    if small and mended(_tidy(small.group(1)).upper(), strict=True):  # small capitals, read as small letters
        return Parted(rest[: small.start()].strip(" ./-_"), small.group()[0], _tidy(small.group(1)).upper())
    bare = re.search(r"(?:^|\s)([A-ZĐ]{2,}\s*[-/]\s*[A-ZĐ]\w*)$", _tidy(rest))
    if bare:
        return Parted(rest[: bare.start()].strip(" ./-_"), "/", _tidy(bare.group(1)))
    return None


def _with_run_in(number: str, separator: str, symbol: str) -> Parted:
    """Give back to the symbol its first part where a stroke of the number hid the separator: ``95›UBND-VX``."""
    run_in = _RUN_IN.search(number)
    if run_in and mended(run_in.group(1).upper(), strict=True):
        return Parted(number[: run_in.start(1)].strip(" ./-_"), "/", f"{run_in.group(1).upper()}{separator}{symbol}")
    return Parted(number, separator, symbol)


def _tidy(symbol: str) -> str:
    tight = re.sub(r"\s*([-/&])\s*", r"\1", symbol)
    tight = re.sub(r"\.(?=\s|$)", "", tight)
    return tight.split(" ", 1)[0].strip(" .,;:'\"_-/|*")


def _is_symbol(symbol: str) -> bool:
    return bool(re.fullmatch(r"[A-ZĐÂÊÔƠƯĂ][\wĐđ.]{0,11}(?:[-/&][\wĐđ.]{1,12}){0,4}", symbol)) and any(
        c.isupper() for c in symbol
    )


def read_number(
    row: Line | None, looker: Looker, beside: Box | None, lost: Box | None = None
) -> tuple[FieldReading, FieldReading]:
    """Return number and symbol; the number is None with ``needs`` where it is written by hand and cannot be trusted.

    ``beside``: the place of digits known to be printed (the year of the date), to compare heights with;
    ``lost``: where the number stands if its row was not found.
    """
    page = looker.page.number
    if row is None:
        # a head without a number row: written over, most likely
        gone = FieldReading(None, share("doubtful"), page, lost, None if looker.sure or lost is None else "typing")
        return gone, FieldReading(None, share("doubtful"), page, lost)
    box = row.box
    texts = [row.text, *(_number_row(looker, box, how) for how in ("block", "large", "no_blue"))]
    parts = [p for p in (part(t) for t in texts if t) if p]
    symbol = _symbol(parts, looker, box)
    return _number(row, parts, looker, beside), symbol


def _number_row(looker: Looker, box: Box, how: str) -> str:
    found = looker.rows(grow(box, 0.012, 0.005), how)  # type: ignore[arg-type]
    parted = [r for r in found if part(r.text)]
    return max(parted, key=lambda r: r.confidence).text if parted else ""


def _symbol(parts: list[Parted], looker: Looker, box: Box) -> FieldReading:
    page = looker.page.number
    if not parts:
        return FieldReading(None, share("doubtful"), page, box, None if looker.sure else "typing")
    if looker.sure:
        return FieldReading(parts[0].symbol, share("embedded"), page, box)
    raw, agreeing = vote([p.symbol for p in parts])
    fixed = [mended(p.symbol) for p in parts]
    value, votes = vote(fixed)
    longer = [f for f in fixed if f and value and f.endswith(f"-{value}")]
    if longer:  # a stroke of the hand-written number hid the separator from the others
        value, votes = longer[0], 2
    if agreeing >= 3 and not longer and value != raw and len(re.split(r"[-/]", raw or "")[-1]) < 3:
        value = raw  # all looks read a short part so: it is printed so
    known = value is not None and mended(value, strict=True) is not None
    if value and not re.search(r"[-/]", value) and any(p.separator == "-" for p in parts):
        known, votes = False, min(votes, 1)  # half a symbol: the other half ran into the number
    if votes >= 3:
        evidence = share("agreed" if known else "known" if agreeing >= 4 and not _twins(value) else "likely")
    elif votes == 2:
        evidence = share("known") if known else share("likely")
    else:
        evidence = share("doubtful")
    return FieldReading(value or raw, evidence, page, box)


def _twins(symbol: str | None) -> bool:
    """Tell whether a symbol holds letters that OCR takes for others: TT for Tr, I for T or 1."""
    return bool(re.search(r"TT|I|0|O", symbol or ""))


def _number(row: Line, parts: list[Parted], looker: Looker, beside: Box | None) -> FieldReading:
    page, box = looker.page.number, number_box(row)
    if looker.sure:
        value = _number_value(parts[0].number) if parts else None
        if value is None and parts and re.search(r"\d", parts[0].number):
            return FieldReading(None, share("doubtful"), page, box, "typing")
        return FieldReading(value, share("embedded") if value else ABSENT, page, box)
    readings = _readings(row, looker, beside)
    values = [_number_value(r.text) for r in readings]
    if values and values[0] and is_printed(readings, values):
        return FieldReading(values[0], share("agreed"), page, box)
    if readings and all(r.text == "" for r in readings) and looker.ink(grow(number_box(row), 0, 0.003)) < 0.012:
        return FieldReading(None, ABSENT, page, box)
    return FieldReading(None, share("doubtful"), page, box, "typing")


def _readings(row: Line, looker: Looker, beside: Box | None) -> list[Reading]:
    rows = [row]
    for how in ("block", "large", "no_blue"):
        again = looker.rows(grow(row.box, 0.012, 0.005), how)
        rows += [max(found, key=lambda r: r.confidence)] if (found := [r for r in again if part(r.text)]) else []
    parted = [(r, p) for r in rows if (p := part(r.text))]
    return [Reading(p.number, _number_confidence(r), _tall(r, beside)) for r, p in parted]


def _tall(row: Line, beside: Box | None) -> float | None:
    words = [w for w in row.words if re.search(r"\d", w.text)]
    if not words or not beside:
        return None
    # a tail below the line makes print taller: Q, and the comma of old heads
    return max(against(w.box, beside, same_row=False) / (1.2 if re.search(r"[Q,]", w.text) else 1.0) for w in words[:2])


def _number_confidence(row: Line) -> float:
    """Return the confidence of the words that hold the number, the label left out."""
    words = [w for w in row.words if re.search(r"\d", w.text)]
    return min((w.confidence for w in words[:2]), default=0.0)


def _number_value(text: str) -> str | None:
    tight = re.sub(r"\s+", "", text).strip(".,:;'\"_-")
    year = _YEAR.match(tight)
    if year:
        return f"{year.group(1)}/{year.group(2)}"
    return tight if _NUMBER.match(tight) else None


def number_box(row: Line) -> Box:
    """Return the place of the number in its row: from the label to the symbol."""
    words = row.words
    start = words[0].box.x0
    end = row.box.x1
    for word in words:
        text = dashed(word.text)
        label = _LABEL.match(text)
        if label and word is words[0]:
            share_of = label.end() / max(1, len(text))
            start = word.box.x0 + (word.box.x1 - word.box.x0) * share_of
        sign = re.search(r"[/\-]\s*(?=[A-ZĐ])", text)
        if sign:
            end = word.box.x0 + (word.box.x1 - word.box.x0) * sign.start() / max(1, len(text))
            break
    box = hull([w.box for w in words])
    return Box(min(start, end), box.y0, max(end, min(start + 0.01, 1.0)), box.y1)


def digits_only(text: str) -> str:
    """Return a text's digits, look-alikes included."""
    return re.sub(r"\D", "", as_digits(text))
