"""Draws pages in a thread of its own, the newest wish first, so that paging and zooming never hold the window."""

from __future__ import annotations

import itertools
import queue
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QMetaObject, QObject, QSizeF, Qt, QThread, Signal, Slot
from PySide6.QtGui import QImage

from desktop.core.readings import Box
from desktop.ui.page_source import WHOLE
from desktop.ui.page_worker import PageWorker, Picture, ScanFile, Wish

if TYPE_CHECKING:
    from desktop.services.page_text import FileText

__all__ = ["PageRenderer", "ScanFile"]


class PageRenderer(QObject):
    """One thread that opens scans and draws their pages. Answers arrive on the UI thread.

    A wish belongs to ``owner``: it is dropped when the owner is gone or has called ``forget``.
    """

    _wished = Signal()
    #: How to learn the words of a file, so that text can be chosen on its pages; None where nobody knows them.
    ask_words: Callable[[Path, Callable[[FileText], None]], None] | None = None
    #: A letter that was found and what was searched for: whoever shows its pages marks the words on them.
    sought: tuple[int, str] | None = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: queue.PriorityQueue[Wish] = queue.PriorityQueue()
        self._order = itertools.count(0, -1)
        self._rounds: dict[int, int] = {}
        self._thread = QThread(self)
        self._worker = PageWorker(self._wishes, self._is_wanted)
        self._worker.moveToThread(self._thread)
        self._wished.connect(self._worker.go_on)
        self._worker.answered.connect(self._deliver)
        self._thread.start()

    def sizes(self, owner: QObject, scan: ScanFile, done: Callable[[list[QSizeF]], None]) -> None:
        """Ask for every page's size in points; an empty list when the file cannot be opened."""
        self._wish(owner, scan, None, lambda answer: done(answer if isinstance(answer, list) else []))

    def render(
        self,
        owner: QObject,
        scan: ScanFile,
        page: int,
        width: int,
        done: Callable[[QImage], None],
        *,
        part: Box = WHOLE,
    ) -> None:
        """Ask for ``part`` of a page, the whole page being ``width`` pixels wide; a null image when it cannot be drawn."""
        wanted = Picture(page, width, part)
        self._wish(owner, scan, wanted, lambda answer: done(answer if isinstance(answer, QImage) else QImage()))

    def forget(self, owner: QObject) -> None:
        """Drop every wish of ``owner`` that was not answered yet."""
        self._rounds[id(owner)] = self._rounds.get(id(owner), 0) + 1

    @property
    def at_rest(self) -> bool:
        """Whether every wish was served; its answer may still be on its way to the UI thread."""
        return self._wishes.empty() and not self._worker.drawing

    def close(self) -> None:
        """Finish the page being drawn and end the thread."""
        if not self._thread.isRunning():
            return
        QMetaObject.invokeMethod(self._worker, "stop", Qt.ConnectionType.BlockingQueuedConnection)
        self._thread.quit()
        self._thread.wait()

    def _wish(self, owner: QObject, scan: ScanFile, picture: Picture | None, done: Callable[[object], None]) -> None:
        turn = self._rounds.setdefault(id(owner), 0)
        self._wishes.put(Wish(next(self._order), owner, turn, scan, picture, done))
        self._wished.emit()

    def _is_wanted(self, wish: Wish) -> bool:
        return wish.round == self._rounds.get(id(wish.owner)) and shiboken6.isValid(wish.owner)

    @Slot(object, object)
    def _deliver(self, wish: Wish, answer: object) -> None:
        if self._is_wanted(wish):
            wish.done(answer)
