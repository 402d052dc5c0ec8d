"""Draws pages in a thread of its own, the newest wish first, so that paging and zooming never hold the window."""

from __future__ import annotations

import itertools
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QObject, QSizeF, Signal, Slot
from PySide6.QtGui import QImage

from desktop.core.readings import Box
from desktop.ui.page_source import WHOLE, PageSource

_KEPT_OPEN = 4


class ScanFile(NamedTuple):
    """A scan on the disk, with the degrees clockwise that set each of its pages upright."""

    path: Path
    rotations: tuple[int, ...] = ()


@dataclass(order=True)
class _Wish:
    order: int
    owner: QObject | None = field(compare=False)
    round: int = field(compare=False)
    scan: ScanFile | None = field(compare=False)
    draw: Callable[[PageSource], object] = field(compare=False)
    done: Callable[[object], None] = field(compare=False)


class PageRenderer(QObject):
    """One thread that opens scans and draws their pages. Answers arrive on the UI thread.

    A wish belongs to ``owner``: it is dropped when the owner is gone or has called ``forget``.
    """

    _answered = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: queue.PriorityQueue[_Wish] = queue.PriorityQueue()
        self._order = itertools.count(0, -1)
        self._rounds: dict[int, int] = {}
        self._answered.connect(self._deliver)
        self._thread = threading.Thread(target=self._work, name="pages", daemon=True)
        self._thread.start()

    def sizes(self, owner: QObject, scan: ScanFile, done: Callable[[list[QSizeF]], None]) -> None:
        """Ask for every page's size in points; an empty list when the file cannot be opened."""
        self._wish(owner, scan, PageSource.sizes, lambda answer: done(answer if isinstance(answer, list) else []))

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
        self._wish(
            owner,
            scan,
            lambda source: source.render(page, width, part),
            lambda answer: done(answer if isinstance(answer, QImage) else QImage()),
        )

    def forget(self, owner: QObject) -> None:
        """Drop every wish of ``owner`` that was not answered yet."""
        self._rounds[id(owner)] = self._rounds.get(id(owner), 0) + 1

    def close(self) -> None:
        """Finish the page being drawn and end the thread."""
        self._wishes.put(_Wish(-(2**62), None, 0, None, lambda source: source, lambda _answer: None))
        self._thread.join()

    def _wish(
        self,
        owner: QObject,
        scan: ScanFile,
        draw: Callable[[PageSource], object],
        done: Callable[[object], None],
    ) -> None:
        turn = self._rounds.setdefault(id(owner), 0)
        self._wishes.put(_Wish(next(self._order), owner, turn, scan, draw, done))

    def _work(self) -> None:
        opened: OrderedDict[ScanFile, PageSource] = OrderedDict()
        while (wish := self._wishes.get()).scan is not None:
            if wish.round == self._rounds.get(id(wish.owner)):
                self._answered.emit(wish, _draw(opened, wish.scan, wish.draw))

    @Slot(object, object)
    def _deliver(self, wish: _Wish, answer: object) -> None:
        alive = wish.owner is not None and shiboken6.isValid(wish.owner)
        if alive and wish.round == self._rounds.get(id(wish.owner)):
            wish.done(answer)


def _draw(opened: OrderedDict[ScanFile, PageSource], scan: ScanFile, draw: Callable[[PageSource], object]) -> object:
    try:
        if scan not in opened:
            opened[scan] = PageSource(scan.path, scan.rotations)
        opened.move_to_end(scan)
        while len(opened) > _KEPT_OPEN:
            opened.popitem(last=False)
        return draw(opened[scan])
    except Exception:  # noqa: BLE001  a page that cannot be drawn is shown as such; the thread must live on
        return None
