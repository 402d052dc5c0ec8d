"""Urgency and secrecy as stamped on the first page."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.core.readings import Box, FieldReading
from desktop.reading.fields.confidence import ABSENT, share
from desktop.reading.fields.stamps import SECRECY, URGENCY, mark_of
from desktop.reading.pages import Line, Page, hull

_LOWEST = 0.5


def read_urgency(page: Page) -> FieldReading:
    """Return KHẨN, THƯỢNG KHẨN or HỎA TỐC where a box or row of the head says so."""
    return _mark(page, URGENCY)


def read_secrecy(page: Page) -> FieldReading:
    """Return MẬT, TỐI MẬT or TUYỆT MẬT where a box or row of the head says so."""
    return _mark(page, SECRECY)


def _mark(page: Page, names: tuple[str, ...]) -> FieldReading:
    for text, box in page.red_stamps:
        name = mark_of(text, names)
        if name and box.y0 < _LOWEST:
            return FieldReading(name, share("agreed"), page.number, box)
    for line in (*page.lines, *page.overlays):
        name, place = _in_row(line, names)
        if name and place and line.box.y0 < _LOWEST:
            return FieldReading(name, share("known"), page.number, place)
    return FieldReading(None, ABSENT, page.number)


def _in_row(line: Line, names: tuple[str, ...]) -> tuple[str | None, Box | None]:
    """Find a mark that is a row of its own, or stands apart at the row's start or end."""
    name = mark_of(line.text, names)
    if name:
        return name, line.box
    for part in _apart(line):
        name = mark_of(" ".join(w.text for w in part), names)
        if name:
            return name, hull([w.box for w in part])
    return None, None


def _apart(line: Line) -> Sequence[tuple]:  # type: ignore[type-arg]
    words = line.words
    gaps = [i for i in range(1, len(words)) if words[i].box.x0 - words[i - 1].box.x1 > 0.04]
    if not gaps:
        return []
    return [words[: gaps[0]], words[gaps[-1] :]]
