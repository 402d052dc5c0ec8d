"""Rows read again by other looks and merged word by word; how far the looks agree is the confidence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.readings import Box
from desktop.reading.fields.confidence import share
from desktop.reading.fields.lexicon import Lexicon
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.rows import area, grow
from desktop.reading.fields.texts import clean, merge, strip_edges, without_specks
from desktop.reading.pages import Line, Look, Word
from desktop.reading.syllables import is_spelled

_BULLETS = ("-", "–", "—", "~", "_", "+", "•")
_LEGIBLE = 0.5
_CLEAR = 0.8
#: what stands in no letter: other signs, marks of other languages
_ODD = re.compile(r"[ÄäÖöÜüËëÏï]|[^\w\s.,:;/()\[\]\"'“”‘’&+%*…–—~•=-]")
_SHORT_START = re.compile(r"[-–—~_+•]{1,2}\s?[A-ZĐ€]{1,4}[,:;]")
_HOWS: tuple[Look, ...] = ("large", "sparse", "block")


@dataclass(frozen=True)
class Reread:
    """A row after all looks: its text, how sure, and the page's own row (for its place)."""

    text: str
    share: float
    row: Line


def well_formed(word: str) -> bool:
    """Tell whether each part of a word is a syllable, a number or a short sign like ``TP`` or ``HĐND``."""
    if _ODD.search(word):
        return False
    parts = [p for p in re.split(r"[\W_]+", word) if p]
    return all(p.isdigit() or is_spelled(p) or _short_sign(p) for p in parts)


def _short_sign(part: str) -> bool:
    return part.isupper() and len(part) <= 8 and not re.search(r"[ÁÀẢÃẠÉÈẺẼẸÍÌỈĨỊÓÒỎÕỌÚÙỦŨỤÝỲỶỸỴ]", part)


def reread(kept: Sequence[Line], looker: Looker, hows: tuple[Look, ...] = _HOWS) -> list[Reread]:
    """Read rows again together (one look covers all of them) and merge the looks row by row."""
    rows = [r for r in (without_specks(x) for x in kept) if r]
    box = area(rows)
    if box is None:
        return []
    if looker.sure:
        return [Reread(clean(row.text), share("embedded"), row) for row in rows]
    bullets = min((row.box.x0 for row in rows if _is_item(row)), default=None)
    looks: list[list[Line | None]] = [[] for _ in rows]
    wanted = list(range(len(rows)))
    for how in hows:
        if not wanted:
            break
        place = box._replace(y0=min(rows[at].box.y0 for at in wanted), y1=max(rows[at].box.y1 for at in wanted))
        for at, line in zip(wanted, _matched([rows[at] for at in wanted], _near(looker, place, how)), strict=True):
            looks[at].append(line)
        wanted = [at for at in wanted if not _clear(rows[at], looks[at]) or _may_be_item(rows[at], bullets)]
    return [_merged(row, again, looker.lexicon) for row, again in zip(rows, looks, strict=True)]


def _is_item(row: Line) -> bool:
    return row.text[:1] in _BULLETS


def _may_be_item(row: Line, bullets: float | None) -> bool:
    """Tell whether a row without a bullet stands where the text of an item does: its bullet may be lost."""
    return bullets is not None and not _is_item(row) and -0.01 < row.box.x0 - bullets < 0.035


def _near(looker: Looker, place: Box, how: Look) -> list[Line]:
    return looker.rows(grow(place, 0.012, 0.006), how)


def _clear(row: Line, again: Sequence[Line | None]) -> bool:
    """Tell whether two looks read a row alike and surely: then more of them tell nothing new."""
    if len(again) != 1 or again[0] is None:
        return False
    one, two = _told(row), _told(again[0])
    if [strip_edges(w.text) for w in one] != [strip_edges(w.text) for w in two]:
        return False
    return all(w.confidence > _CLEAR and (well_formed(w.text) or w.text == "V/v") for w in (*one, *two))


def _told(row: Line) -> list[Word]:
    return [w for w in row.words if any(c.isalnum() for c in w.text)]


def _with_accents(words: Sequence[Word], lexicon: Lexicon) -> tuple[list[Word], list[bool]]:
    """Mend accents that every look lost, by what stands beside what elsewhere; tell which words were changed."""
    around = ["", *(w.text for w in words), ""]
    meant = [lexicon.meant(w.text, around[at], around[at + 2]) for at, w in enumerate(words)]
    changed = [m != w.text for m, w in zip(meant, words, strict=True)]
    return [replace(w, text=m) if c else w for w, m, c in zip(words, meant, changed, strict=True)], changed


def _lost_start(readings: Sequence[Sequence[Word]], words: Sequence[Word]) -> list[Word]:
    """Return a bullet with a short word after it (``- C,``) that only some looks saw, left of all the others read."""
    start = words[0].box.x0 + 0.002
    for reading in readings:
        before = [w for w in reading if w.box.x1 <= start]
        said = "".join(w.text for w in before)
        if said[:1] in _BULLETS and _SHORT_START.fullmatch(said) and min(w.confidence for w in before) > _LEGIBLE:
            return before
    return []


def _matched(rows: Sequence[Line], look: Sequence[Line]) -> list[Line | None]:
    """Return for each row the row of a look that stands at its height; a look's row belongs to one row only."""
    pairs = [(_shared(r.box, x.box), -at, -to) for at, r in enumerate(rows) for to, x in enumerate(look)]
    found: dict[int, int] = {}
    for shared, at, to in sorted(pairs, reverse=True):
        high = rows[-at].box.y1 - rows[-at].box.y0
        if shared >= 0.4 * high and -at not in found and -to not in found.values():
            found[-at] = -to
    return [without_specks(look[found[at]]) if at in found else None for at in range(len(rows))]


def _shared(a: Box, b: Box) -> float:
    return min(a.y1, b.y1) - max(a.y0, b.y0)


def _merged(row: Line, again: Sequence[Line | None], lexicon: Lexicon) -> Reread:
    readings: list[Sequence[Word]] = [row.words, *(line.words for line in again if line)]
    words, agree = merge(readings, well_formed, lexicon.weight)
    if not words:  # no look confirms a word of it: a stroke, or a row that is nearly gone
        return Reread(clean(row.text) if row.confidence > _LEGIBLE else "", share("doubtful"), row)
    lost = _lost_start(readings, words)
    words, agree = [*lost, *words], [*(False for _ in lost), *agree]
    words, mended = _with_accents(words, lexicon)
    agree = [a and not m for a, m in zip(agree, mended, strict=True)]
    text = clean(" ".join(w.text for w in words))
    bullet = next((r[0].text for r in readings if r[0].text in _BULLETS), "")
    if bullet and words[0].text[:1] not in _BULLETS:
        text = f"{bullet} {text}"  # a look that lost the bullet
    fine = all(map(well_formed, (w.text for w in words)))
    if len(readings) > 1 and all(agree):
        return Reread(text, share("agreed") if fine else share("likely"), row)
    if len(readings) > 1 and fine:
        return Reread(text, share("likely"), row)
    return Reread(text, share("single") if fine else share("doubtful"), row)
