"""Rows that the page's first reading lost: beside a slanted stamp, under a scrawl. Another look brings them back."""

from __future__ import annotations

from dataclasses import replace

from desktop.core.readings import Box
from desktop.reading.fields.foot_zone import Foot
from desktop.reading.fields.head_zone import Head
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.zones import Zones
from desktop.reading.pages import Line, Look, Page, Word

_LEAST = 0.6


def with_lost_rows(looker: Looker, region: Box) -> Page:
    """Return the page with the rows that a sparse look finds inside ``region`` and the page lacks."""
    page = looker.page
    found: list[Line] = []
    hows: tuple[Look, ...] = ("sparse", "block")
    for how in hows:
        for row in looker.rows(region, how):
            fresh = tuple(w for w in row.words if _readable(w) and not _seen(w, (*page.lines, *page.overlays, *found)))
            if sum(len(w.text) for w in fresh) > 3:
                found.append(Line(fresh))
    return replace(page, lines=(*page.lines, *found)) if found else page


def _readable(word: Word) -> bool:
    return word.confidence >= _LEAST and any(c.isalnum() or c in "-–+" for c in word.text)


def _seen(word: Word, lines: tuple[Line, ...]) -> bool:
    return any(_overlap(word.box, other.box) > 0.3 for line in lines for other in line.words)


def _overlap(a: Box, b: Box) -> float:
    """Return the share of ``a`` that ``b`` covers."""
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    size = (a.x1 - a.x0) * (a.y1 - a.y0)
    return wide * high / size if wide > 0 and high > 0 and size > 0 else 0.0


def missing_above(cut: Zones) -> Box | None:
    """Return where rows must have stood that the head lacks: a plain letter has subject and addressees."""
    head: Head | None = cut.head
    if head is None or cut.title is not None or (cut.addressees and head.under):
        return None
    first = next((line.box.y0 for number, line in cut.body if number == head.page and _wide(line)), 0.45)
    return Box(0.08, max(0.0, head.bottom - 0.004), 0.97, min(0.6, max(first, head.bottom + 0.1)))


def _wide(line: Line) -> bool:
    return line.box.x1 - line.box.x0 > 0.6


def missing_below(cut: Zones) -> Box | None:
    """Return where recipients must have stood: left of a signature."""
    foot: Foot | None = cut.foot
    if foot is None or foot.recipients:
        return None
    top = max(0.0, foot.top - 0.03)
    return Box(0.06, top, max(foot.gutter, 0.4), min(1.0, top + 0.3))
