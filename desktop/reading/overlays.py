"""What was laid over a letter and is no part of it: digital-signature blocks and other offices' arrival stamps."""

from __future__ import annotations

import re
from collections.abc import Sequence

from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.reading.pages import Line

_SIGNATURE = re.compile(
    r"\b(ky boi|ky so boi|nguoi ky|thoi gian ky|ngay ky\s*:|chung thu\s*:|signature valid|digitally signed|signed by"
    r"|signing time|he thong voffice)|^email\s*:|^co quan\s*:"
)
_MOMENT = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{4},?\s+\d{1,2}:\d{2}(:\d{2})?|[+]0?7[:.]?00\b")
_ARRIVAL = re.compile(r"\b(den|đen)\b")
_ARRIVAL_LINES = re.compile(r"^\W*(so|ngay|chuyen|gio|luu|so va ky hieu hs|cong van|cv)\b\W*[:.\d…]?")
_EDGE = 0.14  # signature blocks stand in the page's margins


def is_signature_text(text: str) -> bool:
    """Tell whether a text is that of a digital-signature block («Ký bởi: …, Thời gian ký: …»)."""
    seen = fold(text)
    return bool(_SIGNATURE.search(seen) or _MOMENT.search(seen))


def split_signatures(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return (the letter's lines, the lines of signature blocks).

    A block is a line that says so, near the page's upper or lower edge, with the lines of the same size set flush
    with it, just above or below.
    """
    taken = {i for i, line in enumerate(lines) if _at_edge(line.box) and is_signature_text(line.text)}
    grown = True
    while grown:
        new = {
            i
            for i, line in enumerate(lines)
            if i not in taken and any(_continues(lines[t].box, line.box) for t in taken)
        }
        taken |= new
        grown = bool(new)
    kept = tuple(line for i, line in enumerate(lines) if i not in taken)
    return kept, tuple(lines[i] for i in sorted(taken))


def _at_edge(box: Box) -> bool:
    return box.y1 < _EDGE or box.y0 > 1 - _EDGE


def _continues(known: Box, box: Box) -> bool:
    height, other = known.y1 - known.y0, box.y1 - box.y0
    gap = max(box.y0 - known.y1, known.y0 - box.y1)
    return _at_edge(box) and abs(known.x0 - box.x0) < 0.012 and gap < 0.7 * height and 0.6 < other / height < 1.6


def arrival_stamp(lines: Sequence[Line]) -> bool:
    """Tell whether the lines inside a frame are an arrival stamp's: «ĐẾN» with number, day or «Chuyển»."""
    texts = [fold(line.text) for line in lines]
    rows = sum(bool(_ARRIVAL_LINES.match(text)) for text in texts)
    return (any(_ARRIVAL.search(text) for text in texts) and rows >= 1) or rows >= 3
