"""Lines of text: styles, and a text broken into lines that fit. Widths in points; nothing is drawn here."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from desktop.reports.fonts import BOLD, ITALIC, REGULAR, check_glyphs, clean, width_of

Align = Literal["left", "center", "right"]
#: Where a word too long for its column may be cut best: after the marks that symbols and file names are built of.
_REMEMBERED = 16_384
_JOINTS = re.compile(r"(?<=[/\-_.,;@])")


@dataclass(frozen=True)
class Style:
    """How a text is set: face, size and distance of lines in points, side it keeps to."""

    font: str = REGULAR
    size: float = 11.0
    leading: float = 13.5
    align: Align = "left"

    def at(self, size: float) -> Style:
        """Return the style at another size, the lines moved apart in proportion."""
        return replace(self, size=size, leading=self.leading * size / self.size)

    def to(self, align: Align) -> Style:
        """Return the style kept to another side."""
        return self if align == self.align else replace(self, align=align)


CELL = Style()
CELL_BOLD = Style(BOLD)
CELL_ITALIC = Style(ITALIC, 10.5, 13)
HEAD_CELL = Style(BOLD, 11, 13, "center")
BODY = Style(REGULAR, 13, 17)
BODY_BOLD = Style(BOLD, 13, 17)
BODY_ITALIC = Style(ITALIC, 13, 17)
TITLE = Style(BOLD, 14, 18, "center")
SUBTITLE = Style(ITALIC, 13, 16, "center")
SMALL = Style(ITALIC, 9, 11)


def wrap(text: str, style: Style, width: float) -> list[str]:
    """Return the lines of ``text`` for a column ``width`` wide: cleaned, none wider than it; [] for blank text.

    Raises OfficeError for a character the face has no glyph for.
    """
    return list(_wrapped(text, style.font, width / style.size))


@lru_cache(maxsize=_REMEMBERED)
def _wrapped(text: str, font: str, width: float) -> tuple[str, ...]:
    """Names, symbols and heads come again and again in a book."""
    tidy = clean(text)
    check_glyphs(tidy, font)
    return tuple(line for part in tidy.split("\n") for line in _fill(part.split(), font, width))


def balanced(text: str, style: Style, width: float) -> list[str]:
    """Return as few lines as ``wrap`` does, but of nearly the same length: for titles and names that stand centred."""
    least = wrap(text, style, width)
    if len(least) < 2:
        return least
    low, high = 0.0, width
    while high - low > style.size / 2:
        middle = (low + high) / 2
        if len(wrap(text, style, max(middle, style.size))) > len(least):
            low = middle
        else:
            high = middle
    return wrap(text, style, high)


def _fill(words: list[str], font: str, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    used = 0.0
    blank = width_of(" ", font)
    for word in words:
        wide = width_of(word, font)
        if line and used + blank + wide <= width:
            line = f"{line} {word}"
            used += blank + wide
            continue
        if line:
            lines.append(line)
        if wide > width:
            *cut, word = _cut(word, font, width)  # noqa: PLW2901  the last piece goes on as a word
            lines += cut
            wide = width_of(word, font)
        line, used = word, wide
    return [*lines, line] if line else lines


def _cut(word: str, font: str, width: float) -> list[str]:
    """Break a word wider than its column: at a joint where there is one, else anywhere."""
    pieces: list[str] = []
    line = ""
    for part in _JOINTS.split(word):
        if line and width_of(line + part, font) > width:
            pieces.append(line)
            line = ""
        line += part
        while len(line) > 1 and width_of(line, font) > width:
            count = _fitting(line, font, width)
            pieces.append(line[:count])
            line = line[count:]
    return [*pieces, line] if line else pieces


def _fitting(word: str, font: str, width: float) -> int:
    count = 1
    while count < len(word) and width_of(word[: count + 1], font) <= width:
        count += 1
    return count
