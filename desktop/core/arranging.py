"""Pages of scans put in another order: turned, taken apart, put together. The originals stay as they were scanned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop.core.errors import RuleError
from desktop.core.words import tr


@dataclass(frozen=True)
class PagePart:
    """One page of a scan (numbered from 1), turned ``turn`` degrees clockwise (0, 90, 180, 270). ``first``: a letter,
    and with it a scan of its own, begins here."""

    scan_id: int
    page: int
    turn: int = 0
    first: bool = False

    def turned(self, degrees: int) -> PagePart:
        """Return the page turned so much further."""
        return replace(self, turn=(self.turn + degrees) % 360)


Piles = tuple[tuple[PagePart, ...], ...]


def piles(pages: Sequence[PagePart]) -> Piles:
    """Return the pages as the scans they are to become: a new one begins at each page that says so."""
    made: list[list[PagePart]] = []
    for page in pages:
        if page.first or not made:
            made.append([])
        made[-1].append(page)
    return tuple(tuple(pile) for pile in made)


def require_sound(made: Piles, counts: dict[int, int]) -> None:
    """Raise RuleError unless each page of the scans in ``counts`` (their numbers of pages) stands once in ``made``, and
    something is changed: nothing that was scanned may be lost by arranging it."""
    placed = sorted((part.scan_id, part.page) for pile in made for part in pile)
    every = sorted((scan_id, page) for scan_id, count in counts.items() for page in range(1, count + 1))
    if placed != every:
        raise RuleError("pages-lost", tr("Mỗi trang của các bản quét phải có mặt đúng một lần."))
    if not changes(made, counts):
        raise RuleError("nothing-changed", tr("Chưa xoay, tách hay ghép trang nào."))


def changes(made: Piles, counts: dict[int, int]) -> bool:
    """Say whether ``made`` is anything else than the scans as they lie there."""
    as_is = {tuple((scan_id, page, 0) for page in range(1, count + 1)) for scan_id, count in counts.items()}
    return {tuple((part.scan_id, part.page, part.turn) for part in pile) for pile in made} != as_is
