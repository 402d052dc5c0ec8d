"""The words that a search asked for, shown on the pages of a scan."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from desktop.core.text import fold
from desktop.core.text_selection import SelectablePage
from desktop.ui import theme
from desktop.ui.page_items import PageItem

_WORD = re.compile(r"[^\W_]+")
_MOST = 60
_SHADE = 90


@dataclass(frozen=True)
class Hit:
    """Words ``first`` to ``last`` of the page at ``page`` among those shown."""

    page: int
    first: int
    last: int


def hits(pages: Sequence[SelectablePage], sought: str) -> list[Hit]:
    """Return where the words of ``sought`` stand, accents or not, the last one as a beginning: the places that hold most
    of them side by side."""
    wanted = _WORD.findall(fold(sought))
    if not wanted:
        return []
    runs = [Hit(at, first, last) for at, page in enumerate(pages) for first, last in _runs(page, wanted)]
    longest = max((run.last - run.first for run in runs), default=0)
    return [run for run in runs if run.last - run.first == longest][:_MOST]


def _runs(page: SelectablePage, wanted: Sequence[str]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for place, (_line, word, _box) in enumerate(page.words):
        if not _is_wanted(word, wanted):
            continue
        if runs and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def _is_wanted(word: str, wanted: Sequence[str]) -> bool:
    parts = _WORD.findall(fold(word))
    return any(part in wanted or (len(wanted[-1]) > 1 and part.startswith(wanted[-1])) for part in parts)


class PageHits:
    """Draws hits on the pages of one canvas."""

    def __init__(self) -> None:
        self._items: list[QGraphicsPathItem] = []

    def draw(self, items: Sequence[PageItem], pages: Sequence[SelectablePage], sought: str) -> QRectF | None:
        """Mark the words of ``sought`` and return where the first of them lies in the scene, None when there is none."""
        self.clear()
        for hit in hits(pages, sought):
            self._items.append(_shade(items[hit.page], pages[hit.page], hit))
        return self._items[0].sceneBoundingRect() if self._items else None

    def count(self) -> int:
        """Return how many places are marked."""
        return len(self._items)

    def clear(self) -> None:
        """Mark nothing any more."""
        for item in self._items:
            if item.scene() is not None:
                item.scene().removeItem(item)
        self._items.clear()

    def forget(self) -> None:
        """Let go of what went with the pages."""
        self._items.clear()


def _shade(page: PageItem, words: SelectablePage, hit: Hit) -> QGraphicsPathItem:
    path, width, height = QPainterPath(), page.size.width(), page.size.height()
    for box in words.boxes(hit.first, hit.last):
        path.addRect(QRectF(box.x0 * width, box.y0 * height, (box.x1 - box.x0) * width, (box.y1 - box.y0) * height))
    item = QGraphicsPathItem(path.simplified(), page)
    colour = QColor(theme.LIGHT.doubt)
    pen = QPen(colour, 1.5)
    pen.setCosmetic(True)
    item.setPen(pen)
    colour.setAlpha(_SHADE)
    item.setBrush(colour)
    item.setZValue(0.6)
    item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
    return item
