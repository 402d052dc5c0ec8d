"""The foot of a letter: «Nơi nhận» with its rows left, the signature right."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from desktop.core.readings import Box
from desktop.reading.fields.alike import capitals, plain, starts_like
from desktop.reading.fields.catalogue import Catalogue, shipped
from desktop.reading.fields.rows import area, cut, height, middle, rows, segments, text_height
from desktop.reading.pages import Line, Page, Word

_ANCHOR = re.compile(r"^noi\s?nhan")
AUTHORITY = re.compile(
    r"^\W{0,3}(?:T\s?[./]\s?M|K\s?[./]\s?T|T\s?[./]\s?L|T\s?[./]?\s?U\s?[./]?\s?Q|TM|KT|TL|TUQ|Q)\s?[./]"
)


@dataclass(frozen=True)
class Foot:
    """The foot as rows. ``anchor`` is the row «Nơi nhận»; ``gutter`` parts recipients from signature; ``top`` is the y
    where the body ends; ``region`` the box of the signature, empty rows included."""

    page: int
    anchor: Line | None
    recipients: tuple[Line, ...]
    signature: tuple[Line, ...]
    gutter: float
    top: float
    region: Box


def find_foot(pages: Sequence[Page]) -> Foot | None:
    """Return the first foot on these pages; None when the letter has neither recipients nor a signature."""
    for page in pages:
        anchor = next((x for x in page.lines if is_anchor(x)), None)
        if anchor is not None:
            return _at_anchor(page, anchor)
    for page in pages:
        anchor = _half_anchor(page)
        if anchor is not None:
            return _at_anchor(page, anchor)
    for page in pages:
        foot = _by_title(page, shipped())
        if foot is not None:
            return foot
    return None


def is_anchor(line: Line) -> bool:
    """Tell whether a row is «Nơi nhận:»."""
    folded = plain(line.text)
    head = folded[:9]
    narrow = line.box.x0 < 0.36
    near = fuzz.ratio(head, "noi nhan") >= 80 and len(folded) < 14
    return narrow and (near or bool(_ANCHOR.match(folded) and len(folded) < 60))


def _half_anchor(page: Page) -> Line | None:
    """Find «nhận:» over rows with bullets, «Nơi» lost under a scrawl."""
    for line, after in pairwise(sorted(page.lines, key=lambda x: x.box.y0)):
        first = line.words[0].text
        if plain(first) == "nhan" and first.endswith(":") and line.box.x0 < 0.36 and after.text.lstrip()[:1] in "-–~":
            return line
    return None


def _at_anchor(page: Page, anchor: Line) -> Foot:
    start = Line(anchor.words[: 1 if plain(anchor.words[0].text) == "nhan" else 2], anchor.bold, anchor.italic)
    box = start.box
    tall = max(text_height(page.lines), height(box))
    gutter = _gutter(page, box)
    left = _recipients(page, box, gutter, tall)
    signature = _signature(page, box, gutter, tall)
    top = min([box.y0 - 0.4 * tall, *(x.box.y0 for x in signature[:1])])
    bottom = _bottom(page, box, left, signature)
    region = Box(gutter, max(0.0, top - 0.3 * tall), 1.0, bottom)
    return Foot(page.number, start, tuple(left), tuple(signature), gutter, top, region)


def _gutter(page: Page, anchor: Box) -> float:
    """Return where the right column starts: left of everything that stands right of the recipients."""
    below = [part for x in page.lines if x.box.y0 > anchor.y0 - 0.02 for part in segments(x)]
    lefts = [x.box.x1 for x in below if x.box.x0 < anchor.x0 + 0.06]
    rights = [x.box.x0 for x in below if x.box.x0 > max(0.42, anchor.x1 + 0.1) and x.confidence > 0.6]
    left_end = max((x for x in lefts if x < 0.62), default=0.42)
    right_start = min((x for x in rights if x > left_end), default=left_end + 0.06)
    return min(0.62, max(0.36, (left_end + right_start) / 2 if right_start - left_end < 0.3 else left_end + 0.06))


def _recipients(page: Page, anchor: Box, gutter: float, tall: float) -> list[Line]:
    def inside(word: Word) -> bool:
        return word.box.x0 < gutter and middle(word.box) < gutter and word.box.y0 > anchor.y0 - 0.2 * tall

    found: list[Line] = []
    bottom = anchor.y1
    lines = [x for x in page.lines if x.box.y1 > anchor.y0]
    for row in rows(lines, inside):
        if row.box.y0 < anchor.y1 - 0.5 * tall:
            row_after = _after_label(row)
            if row_after and plain(row_after.text):
                found.append(row_after)
            continue
        if row.box.y0 - bottom > 2.6 * tall:
            break
        if _is_footnote(row):
            break
        found.append(row)
        bottom = row.box.y1
    return found


def _after_label(row: Line) -> Line | None:
    """Return what stands on the row of «Nơi nhận:» itself."""
    size = 1 if plain(row.words[0].text) == "nhan" else 2
    return Line(row.words[size:]) if len(row.words) > size else None


def _is_footnote(row: Line) -> bool:
    listed = row.text.lstrip()[:1] in "-–—~_•+*" or plain(row.text).startswith("luu")
    return not listed and capitals(row.text) > 0.9 and len(plain(row.text)) > 18


def _signature(page: Page, anchor: Box, gutter: float, tall: float) -> list[Line]:
    lowest = anchor.y0 + 0.42

    def inside(word: Word) -> bool:
        return middle(word.box) > gutter and anchor.y0 - 0.8 * tall < word.box.y0 < lowest

    lines = [x for x in page.lines if x.box.x1 > gutter]
    right = rows((x for x in lines if x.box.x0 > gutter - 0.08 or x.box.y0 > anchor.y0), inside)
    return _above(page, anchor, gutter, tall, right)


def _above(page: Page, anchor: Box, gutter: float, tall: float, right: list[Line]) -> list[Line]:
    """Add the rows in capitals that stand over the signature, higher than «Nơi nhận»."""
    edge = right[0].box.y0 if right else anchor.y0
    for line in reversed(rows(x for x in page.lines if x.box.x0 > gutter - 0.03 and x.box.y1 < edge + 0.5 * tall)):
        close = edge - line.box.y1 < 1.4 * tall
        if not close or capitals(line.text) < 0.85 or len(plain(line.text)) < 4:
            break
        right.insert(0, line)
        edge = line.box.y0
    return right


def _bottom(page: Page, anchor: Box, left: list[Line], signature: list[Line]) -> float:
    """The name stands at most some 60 mm under the title; the region ends there or at the page's end."""
    ends = [x.box.y1 for x in (*left, *signature)]
    low = max([anchor.y0 + 0.24, *ends])
    first_annex = min((x.box.y0 for x in page.lines if x.box.y0 > low and x.box.x1 - x.box.x0 > 0.6), default=1.0)
    return min(low + 0.02, first_annex, 1.0)


def _by_title(page: Page, names: Catalogue) -> Foot | None:
    """Find a signature without recipients: a title in capitals in the right half of the last rows."""
    for line in rows(page.lines):
        right = cut(line, lambda w: w.box.x0 > 0.42)
        if right is None or line.box.y0 < 0.12 or capitals(right.text) < 0.9 or right.box.x0 < 0.44:
            continue
        bare = AUTHORITY.sub("", right.text).strip()
        known = starts_like(bare, [plain(t) for t in (*names.titles, *names.authorities)], 90)
        if known and (AUTHORITY.match(right.text) or len(plain(bare)) <= len(known) + 3):
            return _from_title(page, right)
    return None


def _from_title(page: Page, title: Line) -> Foot:
    tall = height(title.box)
    gutter = max(0.4, title.box.x0 - 0.06)
    found = rows((x for x in page.lines if x.box.y1 > title.box.y0), lambda w: middle(w.box) > gutter)
    close = [x for x in found if x.box.y0 < title.box.y0 + 0.26]
    box = area(close) or title.box
    region = Box(gutter, title.box.y0 - 0.3 * tall, 1.0, min(1.0, max(box.y1, title.box.y0 + 0.2) + 0.02))
    return Foot(page.number, None, (), tuple(close), gutter, title.box.y0 - 0.2 * tall, region)
