"""Rows that the page's first reading lost: beside a slanted stamp, under a scrawl. Another look brings them back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from desktop.core.readings import Box
from desktop.reading.fields.alike import capitals, plain
from desktop.reading.fields.foot_zone import Foot
from desktop.reading.fields.head_zone import Head
from desktop.reading.fields.looks import Looker
from desktop.reading.fields.zones import Zones
from desktop.reading.pages import Line, Look, Page, Word

_LEAST = 0.6
_NOISE = 0.3
_TALLEST = 0.018
_LETTERS = 0.03
_FIRST_STEP = 0.027  # of the page's height; the widest seen in letters is 0.0235


def with_lost_rows(looker: Looker, region: Box, *, names_only: bool = False) -> Page:
    """Return the page with the rows that a sparse look finds inside ``region`` and the page lacks."""
    whole = looker.page
    page = replace(whole, lines=tuple(x for x in whole.lines if x.confidence > _NOISE or not _within(x.box, region)))
    found: list[Line] = []
    hows: tuple[Look, ...] = ("sparse", "block")
    for how in hows:
        for row in looker.rows(region, how):
            fresh = tuple(w for w in row.words if _readable(w) and not _seen(w, (*page.lines, *page.overlays, *found)))
            if sum(len(w.text) for w in fresh) > 3 and (not names_only or _is_name(Line(fresh))):
                found.append(Line(fresh))
    return replace(page, lines=(*page.lines, *found)) if found else whole


def _is_name(row: Line) -> bool:
    """Tell whether a row of the head's left half may be a body's name: the number beside it has been read already."""
    text = row.text
    return capitals(text) > 0.85 and sum(c.isalpha() for c in text) > 4 and "/" not in text and ":" not in text


def _within(box: Box, region: Box) -> bool:
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return region.x0 < x < region.x1 and region.y0 < y < region.y1


def _readable(word: Word) -> bool:
    return word.confidence >= _LEAST and any(c.isalnum() or c in "-–+" for c in word.text)


def _seen(word: Word, lines: tuple[Line, ...]) -> bool:
    tall = 1.8 * (word.box.y1 - word.box.y0)  # a scrawl's box hides print without having read it
    return any(_overlap(word.box, w.box) > 0.3 and w.box.y1 - w.box.y0 < tall for line in lines for w in line.words)


def _overlap(a: Box, b: Box) -> float:
    """Return the share of ``a`` that ``b`` covers."""
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    high = min(a.y1, b.y1) - max(a.y0, b.y0)
    size = (a.x1 - a.x0) * (a.y1 - a.y0)
    return wide * high / size if wide > 0 and high > 0 and size > 0 else 0.0


def missing_above(cut: Zones) -> Box | None:
    """Return where rows must have stood that the head lacks: a plain letter has subject and addressees."""
    head: Head | None = cut.head
    if head is None:
        return None
    if head.number is None:
        return Box(0.06, max(0.0, (head.motto.y0 if head.motto else 0.05) - 0.02), head.gutter, head.bottom + 0.03)
    if cut.title is None and not (cut.addressees and head.under):
        first = next((line.box.y0 for number, line in cut.body if number == head.page and _wide(line)), 0.45)
        return Box(0.08, max(0.0, head.bottom - 0.004), 0.97, min(0.6, max(first, head.bottom + 0.1)))
    if head.issuer and _hides_row(head):
        return Box(0.06, head.issuer[-1].box.y1 - 0.002, head.gutter, head.number.box.y1)
    return None


def _hides_row(head: Head) -> bool:
    """Tell whether a row of the issuer may be lost between its last row and the number, under a stroke of the number."""
    last, number = head.issuer[-1].box, head.number.box if head.number else head.issuer[-1].box
    tall = last.y1 - last.y0
    return number.y1 - last.y1 > 1.7 * tall and (number.y1 - number.y0 > 1.5 * tall or number.y0 - last.y1 > 1.9 * tall)


def hidden_row(head: Head) -> Box | None:
    """Return the room for one more row of the issuer between its last row and «Số:»; None where none fits."""
    if head.number is None or not head.issuer:
        return None
    last, label = head.issuer[-1].box, head.number.words[0].box
    tall = last.y1 - last.y0
    if label.y0 - last.y1 < 1.25 * tall:
        return None
    return Box(last.x0, last.y1 + 0.3 * tall, last.x1, label.y0 - 0.1 * tall)


def ink_below(found: Sequence[Line], looker: Looker) -> bool:
    """Tell whether strokes like letters stand right under the last of some rows, where no row was read: a short last row
    gets lost in a black-and-white copy. A rule is thinner than letters are."""
    if looker.sure or not found:
        return False
    last = max((row.box for row in found), key=lambda box: box.y1)
    tall = min(last.y1 - last.y0, _TALLEST)
    middle = (last.x0 + last.x1) / 2
    room = Box(max(last.x0, middle - 0.08), last.y1 + 0.25 * tall, min(last.x1, middle + 0.08), last.y1 + 1.35 * tall)
    read = (*looker.page.lines, *looker.page.overlays)
    if any(_overlap(room, line.box) > 0 for line in read) or any(
        _overlap(room, box) > 0 for _, box in looker.page.red_stamps
    ):
        return False
    halves = [replace_y(room, room.y0, middle_y(room)), replace_y(room, middle_y(room), room.y1)]
    return all(looker.ink(half) > _LETTERS for half in halves)


def middle_y(box: Box) -> float:
    """Return the height of a box's middle."""
    return (box.y0 + box.y1) / 2


def replace_y(box: Box, top: float, bottom: float) -> Box:
    """Return a box between other heights."""
    return Box(box.x0, top, box.x1, bottom)


def _wide(line: Line) -> bool:
    return line.box.x1 - line.box.x0 > 0.6


def missing_below(cut: Zones) -> Box | None:
    """Return where recipients must have stood, left of a signature, unless all rows there are clear."""
    foot: Foot | None = cut.foot
    if foot is None:
        return None
    if not foot.recipients or foot.anchor is None:
        top = max(0.0, foot.top - 0.03)
        return Box(0.06, top, max(foot.gutter, 0.4), min(1.0, top + 0.3))
    last = foot.recipients[-1]
    if plain(last.text).startswith("luu") and all(row.confidence > 0.6 for row in foot.recipients) and not gaps(foot):
        return None
    left = foot.anchor.box.x0 - 0.015
    return Box(max(0.0, left), foot.anchor.box.y0 - 0.004, foot.gutter, min(1.0, last.box.y1 + 0.05))


def gaps(foot: Foot) -> bool:
    """Tell whether a row is missing between two recipients, or before the first."""
    boxes = [*([foot.anchor.box] if foot.anchor else []), *(row.box for row in foot.recipients)]
    steps = [b.y0 - a.y0 for a, b in pairwise(boxes)]
    first = bool(foot.anchor) and bool(steps) and steps[0] > _FIRST_STEP
    return first or (bool(steps) and max(steps) > 1.7 * min(steps))
