"""Text chosen on the scan with the mouse: from the word under the press to the word under the pointer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsPathItem

from desktop.core.readings import PageWord, PageWords
from desktop.core.text_selection import SelectablePage
from desktop.ui import theme
from desktop.ui.page_items import PageItem
from desktop.ui.page_source import turned_back

if TYPE_CHECKING:
    from desktop.services.page_text import FileText

#: Asks for the words of a file; the answer comes on the UI thread.
AskWords = Callable[[Path, Callable[["FileText"], None]], None]
Place = tuple[int, int]  # place of the page among those shown, place of the word on it
_SHADE = 80


class PageSelection:
    """The chosen words of the pages of one canvas, in reading order from page to page."""

    def __init__(self) -> None:
        self._pages: list[PageItem] = []
        self._words: list[SelectablePage] = []
        self._shades: list[QGraphicsPathItem] = []
        self._from: Place | None = None
        self._to: Place | None = None

    def set_pages(self, pages: Sequence[PageItem], text: FileText, rotations: Sequence[int]) -> None:
        """Take the pages shown, turned by ``rotations``, and their words; nothing is chosen any more."""
        self.clear()
        self._pages = list(pages)
        self._words = [SelectablePage(_as_shown(page.number, text, rotations)) for page in pages]

    def words(self) -> list[SelectablePage]:
        """Return the words of the pages shown, page by page."""
        return self._words

    @property
    def has_words(self) -> bool:
        """Whether there is anything to choose."""
        return any(page.lines for page in self._words)

    def word_at(self, point: QPointF) -> Place | None:
        """Return the word under a point of the scene."""
        for at, page in enumerate(self._pages):
            if page.sceneBoundingRect().contains(point):
                found = self._words[at].at(*_share(page, point))
                return None if found is None else (at, found)
        return None

    def begin(self, place: Place) -> None:
        """Begin anew at a word; nothing is chosen before the pointer moves."""
        self.clear()
        self._from = place

    def extend(self, point: QPointF) -> None:
        """Choose up to the word nearest to a point of the scene."""
        nearest = self._nearest(point)
        if self._from is not None and nearest is not None and nearest != self._to:
            self._to = nearest
            self._shade()

    def choose(self, place: Place) -> None:
        """Choose one word."""
        self.begin(place)
        self._to = place
        self._shade()

    def choose_all(self) -> None:
        """Choose every word of the pages shown."""
        full = [at for at, page in enumerate(self._words) if page.words]
        if full:
            self.begin((full[0], 0))
            self._to = (full[-1], len(self._words[full[-1]].words) - 1)
            self._shade()

    def clear(self) -> None:
        """Choose nothing."""
        self._from = self._to = None
        self._drop_shades()

    def forget(self) -> None:
        """Let go of pages that are gone from the scene, with all that lay on them."""
        self._shades.clear()
        self._pages, self._words, self._from, self._to = [], [], None, None

    def text(self) -> str:
        """Return the chosen text; "" when nothing is chosen."""
        return "\n".join(self._words[page].text(first, last) for page, first, last in self._spans())

    def _spans(self) -> list[tuple[int, int, int]]:
        """Return (page, first word, last word) of what is chosen."""
        if self._from is None or self._to is None:
            return []
        (page, word), (last_page, last_word) = sorted((self._from, self._to))
        spans = []
        for at in range(page, last_page + 1):
            count = len(self._words[at].words)
            first, last = word if at == page else 0, last_word if at == last_page else count - 1
            if first <= last:
                spans.append((at, first, last))
        return spans

    def _nearest(self, point: QPointF) -> Place | None:
        def far(at: int) -> float:
            rect = self._pages[at].sceneBoundingRect()
            return max(rect.top() - point.y(), 0.0, point.y() - rect.bottom())

        full = [at for at, page in enumerate(self._words) if page.words]
        if not full:
            return None
        page = min(full, key=far)
        word = self._words[page].nearest(*_share(self._pages[page], point))
        return None if word is None else (page, word)

    def _shade(self) -> None:
        self._drop_shades()
        colour = QColor(theme.LIGHT.accent)
        colour.setAlpha(_SHADE)
        for at, first, last in self._spans():
            page, path = self._pages[at], QPainterPath()
            for box in self._words[at].boxes(first, last):
                width, height = page.size.width(), page.size.height()
                path.addRect(
                    QRectF(box.x0 * width, box.y0 * height, (box.x1 - box.x0) * width, (box.y1 - box.y0) * height)
                )
            item = QGraphicsPathItem(path.simplified(), page)
            item.setPen(QPen(Qt.PenStyle.NoPen))
            item.setBrush(colour)
            item.setZValue(0.5)
            item.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
            self._shades.append(item)

    def _drop_shades(self) -> None:
        for item in self._shades:
            scene = item.scene()
            if scene is not None:
                scene.removeItem(item)
        self._shades.clear()


def _share(page: PageItem, point: QPointF) -> tuple[float, float]:
    inside = page.mapFromScene(point)
    return inside.x() / page.size.width(), inside.y() / page.size.height()


def _as_shown(number: int, text: FileText, rotations: Sequence[int]) -> PageWords:
    """Return a page's words as it is turned on the screen now, which may be otherwise than it was read."""
    turn = (_turn(rotations, number) - _turn(text.rotations, number)) % 360
    lines = text.pages.get(number, ())
    if not turn:
        return lines
    return tuple(tuple(PageWord(w.text, turned_back(w.box, -turn)) for w in line) for line in lines)


def _turn(rotations: Sequence[int], number: int) -> int:
    return rotations[number - 1] if 0 < number <= len(rotations) else 0
