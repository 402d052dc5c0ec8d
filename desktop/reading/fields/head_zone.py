"""The head of a letter: where the motto stands, what is left of it and what under it.

State (Decree 30/2020, annex I): issuer, number and subject left; motto, place and date right. Party (Guide 36-HD/VPTW):
the same halves, the title of the Party in the motto's place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.reading.fields.alike import capitals, find_phrase, plain
from desktop.reading.fields.rows import cut, height, middle, rows, same_row, text_height
from desktop.reading.fields.texts import clean
from desktop.reading.pages import Line, Page, Word, hull

STATE_MOTTO = "cong hoa xa hoi chu nghia viet nam"
STATE_DEVICE = "doc lap tu do hanh phuc"
PARTY_MOTTO = "dang cong san viet nam"
YOUTH_MOTTO = "doan tncs ho chi minh"

_NUMBER = re.compile(r"^\W{0,2}s[o06e]?\s?[:;.]|^\W{0,2}s[o06]\s?[\d\W].*[/\-]", re.IGNORECASE)
_SYMBOL = re.compile(r"\d{0,5}\s*[/\-–]\s*[A-ZĐ][A-ZĐa-zđ]{0,9}\s*(?:[-/–&.]\s*[A-ZĐ]\w*|\s*$)")
_MONTH_YEAR = re.compile(r"(?:thang|tháng|thàng).{0,9}?(?:nam|nãm|nâm).{0,3}[12]\d{3}")
_CITED = re.compile(r"\bngay\b|^so \d+\S* (?:cua|ve)\b")
_SIGNED = re.compile(r"@|(?:ky boi|nguoi ky|thoi gian ky|co quan:|email|\+07)|\d\d:\d\d|gov vn|\.gov", re.IGNORECASE)

_LEAST_TALL = 0.006


@dataclass(frozen=True)
class Head:
    """The head as rows. ``left`` runs down to where the left column ends; ``bottom`` is the y of the head's end."""

    page: int
    party: bool
    motto: Box | None
    gutter: float
    left: tuple[Line, ...]
    number_at: int | None
    date: Line | None
    bottom: float

    @property
    def issuer(self) -> tuple[Line, ...]:
        """Rows above the number; above the subject where the number was lost."""
        return self.left[: self.number_at if self.number_at is not None else self._prose_at]

    @property
    def _prose_at(self) -> int:
        return next((at for at, line in enumerate(self.left) if _is_prose(line.text)), len(self.left))

    @property
    def number(self) -> Line | None:
        """The row of the number."""
        return None if self.number_at is None else self.left[self.number_at]

    @property
    def under(self) -> tuple[Line, ...]:
        """Rows under the number: the subject of a plain letter."""
        return self.left[self._prose_at if self.number_at is None else self.number_at + 1 :]


def find_head(page: Page) -> Head | None:
    """Return the head of a letter that begins on a page; None where none begins."""
    motto, party = _motto(page.lines)
    date = _date_row(page.lines, motto)
    if motto is None and (date is None or date.box.x0 < 0.3):
        return None
    gutter = _gutter(page.lines, motto, date)
    if date is not None:
        date = _whole_row(page.lines, date, gutter)
    tall = text_height([x for x in (date,) if x] or page.lines)
    left = _left_rows(page.lines, motto or _above_date(date, tall), date, gutter, tall)
    number_at = _number_at(left)
    left = _joined_number(_drop_noise(left, number_at))
    number_at = _number_at(left)
    if motto is None and number_at is None:
        return None
    bottoms = [b.y1 for b in (motto, date.box if date else None) if b]
    bottoms += [left[number_at].box.y1] if number_at is not None else []
    return Head(page.number, party, motto, gutter, tuple(left), number_at, date, max(bottoms))


def _above_date(date: Line | None, tall: float) -> Box:
    """Where the motto must stand when it could not be read, or is none (unions, societies): two rows over the date."""
    box = date.box if date else Box(0.5, 0.1, 0.9, 0.12)
    return Box(box.x0, max(0.0, box.y0 - 3.2 * tall), box.x1, max(0.01, box.y0 - 2 * tall))


def _motto(lines: Sequence[Line]) -> tuple[Box | None, bool]:
    """Return where the motto stands and whether it is the Party's."""
    mottoes = ((STATE_MOTTO, False), (PARTY_MOTTO, True), (STATE_DEVICE, False), (YOUTH_MOTTO, False))
    for phrase, party in mottoes:
        for line in lines:
            words = find_phrase(line, phrase) if line.box.y0 < 0.5 else ()
            if not words or hull([w.box for w in words]).x0 < 0.28:
                continue
            if (party or phrase == YOUTH_MOTTO) and capitals("".join(w.text for w in words)) < 0.8:
                continue
            box = hull([w.box for w in words])
            if phrase == YOUTH_MOTTO and (box.x0 < 0.42 or box.y0 > 0.2):
                continue  # in the left half it is part of an issuer's name
            lost = max(0, len(phrase.split()) - len(words))  # first words that OCR ran into the left half
            return (box if lost == 0 else Box(box.x0 - 0.075 * lost, box.y0, box.x1, box.y1)), party
    return None, False


def is_date_row(text: str) -> bool:
    """Tell whether a row reads «…, ngày … tháng … năm …», the numbers there or not."""
    folded = fold(text)
    return bool(_MONTH_YEAR.search(folded)) and len(folded) < 70


def _date_row(lines: Sequence[Line], motto: Box | None) -> Line | None:
    top = motto.y0 if motto else 0.0
    bottom = motto.y1 + 0.12 if motto else 0.3
    for line in sorted(lines, key=lambda x: x.box.y0):
        box = line.box
        if top <= box.y0 <= bottom and box.x1 > 0.55 and is_date_row(line.text):
            return line
    return None


def _whole_row(lines: Sequence[Line], date: Line, gutter: float) -> Line:
    """Return the date's row with all that stands on it right of the gutter: strokes of a hand-written day part it."""
    beside = [x for x in lines if same_row(x.box, date.box) and x.confidence > 0.12]
    found = rows(beside, lambda w: middle(w.box) > gutter - 0.01 and same_row(w.box, date.box))
    whole = next((x for x in found if is_date_row(x.text)), None)
    return whole or cut(date, lambda w: middle(w.box) > gutter) or date


def _gutter(lines: Sequence[Line], motto: Box | None, date: Line | None) -> float:
    """Return the upright between the two halves of the head."""
    edges = [motto.x0] if motto else []
    if date is not None:
        edges.append(_start_of_date(date))
    edge = min(edges)
    reach = motto or (date.box if date else None)
    low = max((b.y1 for b in (motto, date.box if date else None) if b), default=0.0)
    beside = [
        w.box
        for x in lines
        for w in x.words
        if reach and (same_row(w.box, reach) or reach.y0 < w.box.y0 < low) and w.box.x1 <= edge + 0.005
    ]
    return (max((b.x1 for b in beside), default=edge - 0.02) + edge) / 2


def _start_of_date(date: Line) -> float:
    """Return where the words of the date begin, left of «ngày» up to the first wide gap."""
    words = sorted(date.words, key=lambda w: w.box.x0)
    at = next((i for i, w in enumerate(words) if plain(w.text).startswith("ng")), None)
    at = at if at is not None else next((i for i, w in enumerate(words) if plain(w.text).startswith("th")), 0)
    while at > 0 and words[at].box.x0 - words[at - 1].box.x1 < 0.018 and not _of_name(words[at - 1]):
        at -= 1
    while not any(map(str.isalnum, words[at].text)) and at + 1 < len(words):
        at += 1
    return words[at].box.x0


def _of_name(word: Word) -> bool:
    """Tell whether a word beside the date is a body's: in capitals, as no place before a date is."""
    letters = [c for c in word.text if c.isalpha()]
    return len(letters) > 2 and all(c.isupper() for c in letters)


def _left_rows(lines: Sequence[Line], motto: Box, date: Line | None, gutter: float, tall: float) -> list[Line]:
    top = motto.y0 - 2.2 * tall
    level = date.box.y1 if date is not None else motto.y1 + 2.5 * tall

    def beside(word: Word) -> bool:
        if middle(word.box) < gutter and word.box.x1 < gutter + 0.06:
            return True
        # a long row of the issuer runs on beside the narrower rows of the right half
        dated = date is not None and same_row(word.box, date.box)
        return (
            not dated and word.box.x1 < motto.x0 - 0.003 and word.confidence > 0.5 and any(map(str.isalnum, word.text))
        )

    edge = level - 0.3 * tall
    upper = rows((x for x in lines if top < x.box.y0 < edge), beside)
    below = [x for x in lines if x.box.y0 >= edge]
    return _kept_together(upper, sorted(below, key=lambda x: x.box.y0), gutter, tall)


def _kept_together(upper: list[Line], below: list[Line], gutter: float, tall: float) -> list[Line]:
    """Add the rows under the head that still belong to its left column."""
    column = list(upper)
    for row in rows(below):
        line = _left_part(row, gutter)
        if line.box.x0 > gutter or not any(map(str.isalnum, clean(line.text))):
            continue  # the right half, or a speck
        # the number's row may be lost between issuer and subject
        most = 2.6 if _number_at(column) is not None else 5.0
        if not column or line.box.y0 - column[-1].box.y1 > most * tall:
            break
        box = line.box
        inside = box.x0 < gutter - 0.08 and box.x1 < min(0.62, gutter + 0.13) and middle(box) < gutter
        if not inside or _closes_column(line.text):
            break
        column.append(line)
    return column


def _left_part(row: Line, gutter: float) -> Line:
    """Cut off what stands far right of a row of the left column: specks, the motto's rule."""
    words = list(row.words)
    for at in range(1, len(words)):
        if words[at].box.x0 > gutter and words[at].box.x0 - words[at - 1].box.x1 > 0.06:
            return Line(tuple(words[:at]), row.bold, row.italic)
    return row


def _closes_column(text: str) -> bool:
    return plain(text).startswith(("kinh gui", "kinh gmi", "kinh goi"))


def _number_at(left: Sequence[Line]) -> int | None:
    upto = next((at for at, line in enumerate(left) if _is_prose(line.text)), len(left))
    for at, line in enumerate(left[:upto]):
        if _NUMBER.match(fold(line.text)) and len(line.text) < 45:
            return at
    marked = [
        at for at, line in enumerate(left[:upto]) if at and _SYMBOL.search(clean(line.text)) and len(line.text) < 28
    ]
    return marked[0] if marked else None


def _joined_number(left: list[Line]) -> list[Line]:
    """Join «Số:» with the rest of its row where a raised number parted them."""
    at = _number_at(left)
    if at is None or at + 1 >= len(left) or re.search(r"[/\-]", left[at].text):
        return left
    after = left[at + 1]
    near = (
        after.box.y0 - left[at].box.y1 < 0.004
        and _SYMBOL.search(clean(after.text).upper())
        and not _is_prose(after.text)
    )
    if not near:
        return left
    words = tuple(sorted((*left[at].words, *after.words), key=lambda w: w.box.x0))
    return [*left[:at], Line(words), *left[at + 2 :]]


def _is_prose(text: str) -> bool:
    """Tell whether a row is running text: the subject has begun, what looks like a number there is a cited one."""
    letters = sum(c.isalpha() for c in text)
    return (letters > 7 and capitals(text) < 0.45 and not _NUMBER.match(fold(text))) or bool(_CITED.search(fold(text)))


def _no_name(line: Line, number_at: int | None) -> bool:
    """Names of bodies stand in capitals; where no number was found prose may follow, the subject."""
    return capitals(line.text) < 0.6 and (number_at is not None or not _is_prose(line.text))


def _drop_noise(left: list[Line], number_at: int | None) -> list[Line]:
    """Leave out what is no row of the head: signature blocks above it, rules and stars, specks."""
    kept = []
    prose_at = next((at for at, line in enumerate(left) if _is_prose(line.text)), len(left))
    for at, line in enumerate(left):
        above = at < (prose_at if number_at is None else number_at)
        letters = sum(c.isalpha() if above else c.isalnum() for c in line.text)
        if at == number_at:
            kept.append(line)
        elif above and (_SIGNED.search(fold(line.text)) or letters < 3 or _no_name(line, number_at)):
            continue
        elif above and height(line.box) < _LEAST_TALL:
            continue  # a sliver of the row above
        elif letters >= 2 and height(line.box) < 0.06:
            kept.append(line)
    return kept
