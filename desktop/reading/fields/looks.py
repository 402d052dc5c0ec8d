"""Second looks at a part of the page, and what the looks agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from desktop.core.readings import Box
from desktop.reading.fields.lexicon import Lexicon, lexicon_of
from desktop.reading.fields.rows import rows
from desktop.reading.pages import Line, Look, Page, SecondLook


class Looker:
    """Second looks at one page. A page of embedded text is looked at once only: what the file says is what it is."""

    def __init__(self, looks: SecondLook, page: Page, lexicon: Lexicon | None = None) -> None:
        self._looks = looks
        self.page = page
        self.lexicon = lexicon or lexicon_of([])
        self._seen: dict[tuple[Box, Look], list[Line]] = {}

    @property
    def sure(self) -> bool:
        """Whether the text came with the file rather than from an image."""
        return self.page.source == "embedded"

    def rows(self, box: Box, how: Look) -> list[Line]:
        """Return the rows inside a box as another look reads them; [] on a page of embedded text."""
        if self.sure:
            return []
        if (box, how) not in self._seen:
            self._seen[box, how] = rows(self._looks.look(self.page.number, box, how))
        return self._seen[box, how]

    def text(self, box: Box, how: Look) -> str:
        """Return what another look reads in a box as one line of text."""
        return " ".join(row.text for row in self.rows(box, how))

    def ink(self, box: Box) -> float:
        """Return the share of dark pixels in a box; 0.0 for a box of no size."""
        if box.x1 - box.x0 < 0.004 or box.y1 - box.y0 < 0.003:
            return 0.0
        return self._looks.ink(self.page.number, box)


def vote(values: Sequence[str | None]) -> tuple[str | None, int]:
    """Return the value most looks gave and how many gave it; the earlier look wins a tie."""
    told = [v for v in values if v]
    if not told:
        return None, 0
    counts = Counter(told)
    best = max(counts.values())
    return next(v for v in told if counts[v] == best), best
