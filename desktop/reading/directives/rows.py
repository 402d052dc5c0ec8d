"""Which rows of a page are no paragraphs: rows of tables and footnotes; and pieces of one row put together again."""

from __future__ import annotations

import re
import statistics
from collections.abc import Sequence
from itertools import pairwise

from desktop.reading.directives.body import BodyLine
from desktop.reading.directives.folded import folded
from desktop.reading.pages import hull

_COLUMN_GAP = 0.045  # of the page width between two words: wider than justified text leaves
_SMALL = 0.87  # a footnote's letters beside the body's
_NOTE_MARK = re.compile(r"[\W_]{0,2}(?:\d{1,2}|[¹²³⁴⁵⁶⁷⁸⁹]|\*{1,3}|\(\d{1,2}\)|\[\d{1,2}\])\W{0,3}\w")
_TABLE_HEAD = re.compile(r"\W*(?:stt|tt|so tt|so thu tu)\b")
_CELL_MARK = re.compile(r"\s[|¦]\s|[|¦]{2}")


def joined_rows(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """Return ``lines`` with the pieces that stand side by side on one row as one line."""
    out: list[BodyLine] = []
    for line in lines:
        if out and _same_row(out[-1], line):
            out[-1] = _together(out[-1], line)
        else:
            out.append(line)
    return out


def _same_row(a: BodyLine, b: BodyLine) -> bool:
    shared = min(a.box.y1, b.box.y1) - max(a.box.y0, b.box.y0)
    low = min(a.box.y1 - a.box.y0, b.box.y1 - b.box.y0)
    return a.page == b.page and shared > 0.55 * low and (b.box.x0 >= a.box.x1 - 0.005 or a.box.x0 >= b.box.x1 - 0.005)


def _together(a: BodyLine, b: BodyLine) -> BodyLine:
    first, second = sorted((a, b), key=lambda line: line.box.x0)
    words = first.words + second.words
    return BodyLine(f"{first.text} {second.text}", a.page, hull([a.box, b.box]), a.left, a.right, words)


def without_tables(lines: Sequence[BodyLine]) -> list[BodyLine]:
    """Return ``lines`` without the rows of tables: from a row with columns on, up to the next running text."""
    out: list[BodyLine] = []
    inside = False
    for n, line in enumerate(lines):
        following = lines[n + 1] if n + 1 < len(lines) else None
        if inside:
            inside = not _running_text(line, following)
        elif _is_columns(line) and (_TABLE_HEAD.match(folded(line.text)) or (following and _is_columns(following))):
            inside = True
        if not inside:
            out.append(line)
    return out


def _is_columns(line: BodyLine) -> bool:
    wide_gaps = sum(b.box.x0 - a.box.x1 > _COLUMN_GAP for a, b in pairwise(line.words))
    return bool(wide_gaps) or _CELL_MARK.search(line.text) is not None or line.indent > 0.25


def _running_text(line: BodyLine, following: BodyLine | None) -> bool:
    if _is_columns(line) or not -0.02 < line.indent < 0.12:
        return False
    if len(line.words) >= 9 and line.full:
        return (
            following is None or (not _is_columns(following) and following.indent < 0.03) or following.page != line.page
        )
    return re.match(r"\W*(?:\d{1,2}\s*[.)]|luu y|ghi chu|de nghi|yeu cau|nay |tren day)", folded(line.text)) is not None


def split_footnotes(lines: Sequence[BodyLine]) -> tuple[list[BodyLine], list[BodyLine]]:
    """Return the running text and the footnotes: small print under it, each page's opened by a number or star."""
    usual = _usual_letter(lines)
    text: list[BodyLine] = []
    notes: list[BodyLine] = []
    for page in sorted({line.page for line in lines}):
        here = [line for line in lines if line.page == page]
        cut = _note_start(here, usual)
        text += here[:cut]
        notes += here[cut:]
    return text, notes


def _usual_letter(lines: Sequence[BodyLine]) -> float:
    return statistics.median([_letter(line) for line in lines if len(line.text) > 25] or [0.01])


def _letter(line: BodyLine) -> float:
    """The mean width of a letter: one kind of type differs from another in it more surely than in height."""
    return (line.box.x1 - line.box.x0) / max(1, len(line.text))


def _note_start(lines: Sequence[BodyLine], usual: float) -> int:
    """The index of the first footnote line of a page's lines, ``len(lines)`` where there is none."""
    start = len(lines)
    for n in range(len(lines) - 1, -1, -1):
        if lines[n].box.y0 < 0.4 or not _is_small(lines[n], lines, n, usual):
            break
        if _NOTE_MARK.match(lines[n].text):
            start = n
    return start


def _is_small(line: BodyLine, lines: Sequence[BodyLine], n: int, usual: float) -> bool:
    """A short line is as small as the one above it."""
    if len(line.text) > 25 or n == 0:
        return _letter(line) < _SMALL * usual
    return _letter(lines[n - 1]) < _SMALL * usual or _letter(line) < _SMALL * usual
