"""Choosing words on a page: which word lies at a point, and the text from one word to another as it is to be copied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from desktop.core.readings import Box, PageWords

_DOWN = 4.0  # a word beside counts as nearer than one above: rows are chosen by height


@dataclass(frozen=True)
class SelectablePage:
    """The words of one page in reading order, as the page is shown."""

    lines: PageWords

    @cached_property
    def words(self) -> list[tuple[int, str, Box]]:
        """Every word with the number of its line."""
        return [(at, word.text, word.box) for at, line in enumerate(self.lines) for word in line]

    def at(self, x: float, y: float) -> int | None:
        """Return the word under a point (fractions of the page), the smallest where several are; None beside all."""
        under = [n for n, (_, _, box) in enumerate(self.words) if box.x0 <= x <= box.x1 and box.y0 <= y <= box.y1]
        return min(under, key=lambda n: _size(self.words[n][2]), default=None)

    def nearest(self, x: float, y: float) -> int | None:
        """Return the word nearest to a point; None on a page without words."""
        return min(range(len(self.words)), key=lambda n: _far(self.words[n][2], x, y), default=None)

    def text(self, first: int, last: int) -> str:
        """Return the words ``first`` to ``last``, a row of the page on a row of its own."""
        rows: dict[int, list[str]] = {}
        for line, word, _ in self.words[first : last + 1]:
            rows.setdefault(line, []).append(word)
        return "\n".join(" ".join(words) for words in rows.values())

    def boxes(self, first: int, last: int) -> list[Box]:
        """Return the places of the words ``first`` to ``last``, those of one row joined."""
        rows: dict[int, list[Box]] = {}
        for line, _, box in self.words[first : last + 1]:
            rows.setdefault(line, []).append(box)
        return [_hull(boxes) for boxes in rows.values()]


def _hull(boxes: list[Box]) -> Box:
    return Box(min(b.x0 for b in boxes), min(b.y0 for b in boxes), max(b.x1 for b in boxes), max(b.y1 for b in boxes))


def _size(box: Box) -> float:
    return (box.x1 - box.x0) * (box.y1 - box.y0)


def _far(box: Box, x: float, y: float) -> float:
    across = max(box.x0 - x, 0.0, x - box.x1)
    down = max(box.y0 - y, 0.0, y - box.y1)
    return across + _DOWN * down
