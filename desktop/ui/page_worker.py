"""What runs in the render thread: one wish after the other. QtPdf draws in a thread of its own below this one, since a
call of it from Python would hold the interpreter, and the window with it, for the whole page."""

from __future__ import annotations

import queue
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.core.readings import Box
from desktop.ui.page_source import PageSource, PdfJob, on_white, upright

if TYPE_CHECKING:
    from desktop.ui.page_pdf import PdfDrawer

_KEPT_OPEN = 4


class ScanFile(NamedTuple):
    """A scan on the disk, with the degrees clockwise that set each of its pages upright."""

    path: Path
    rotations: tuple[int, ...] = ()


class Picture(NamedTuple):
    """``part`` of a page, the whole page being ``width`` pixels wide."""

    page: int
    width: int
    part: Box


@dataclass(order=True)
class Wish:
    """Asks for a picture, or for the sizes of all pages (``picture`` None). The lowest ``order`` is served first."""

    order: int
    owner: QObject = field(compare=False)
    round: int = field(compare=False)
    scan: ScanFile = field(compare=False)
    picture: Picture | None = field(compare=False)
    done: Callable[[object], None] = field(compare=False)


class PageWorker(QObject):
    """Serves wishes; ``answered`` carries the wish and its sizes, its picture, or None when it cannot be done."""

    answered = Signal(object, object)

    def __init__(self, wishes: queue.PriorityQueue[Wish], wanted: Callable[[Wish], bool]) -> None:
        super().__init__()
        self._wishes = wishes
        self._wanted = wanted
        self._opened: OrderedDict[ScanFile, PageSource] = OrderedDict()
        self._pdf: PdfDrawer | None = None
        self._drawing: tuple[Wish, PdfJob] | None = None
        self._stopped = False

    @property
    def drawing(self) -> bool:
        """Whether a page is with QtPdf."""
        return self._drawing is not None

    @Slot()
    def go_on(self) -> None:
        """Serve wishes until one has to wait for QtPdf, or none is left."""
        while self._drawing is None and not self._stopped:
            try:
                wish = self._wishes.get_nowait()
            except queue.Empty:
                return
            if self._wanted(wish):
                self._serve(wish)

    @Slot()
    def stop(self) -> None:
        """Let go of everything, in the thread it was made in."""
        self._stopped = True
        if self._pdf is not None:
            self._pdf.let_go()
        self._opened.clear()

    def _serve(self, wish: Wish) -> None:
        try:
            source = self._open(wish.scan)
            if wish.picture is None:
                self.answered.emit(wish, source.sizes())
            elif source.document is not None:
                self._draw_pdf(wish, source, wish.picture)
            else:
                self.answered.emit(wish, source.picture(*wish.picture))
        except Exception:  # noqa: BLE001  a page that cannot be drawn is shown as such; the thread must live on
            self.answered.emit(wish, None)

    def _open(self, scan: ScanFile) -> PageSource:
        if scan not in self._opened:
            self._opened[scan] = PageSource(scan.path, scan.rotations)
        self._opened.move_to_end(scan)
        while len(self._opened) > _KEPT_OPEN:
            self._opened.popitem(last=False)
        return self._opened[scan]

    def _draw_pdf(self, wish: Wish, source: PageSource, picture: Picture) -> None:
        job = source.pdf_job(*picture)
        if job is None or source.document is None:
            self.answered.emit(wish, None)
            return
        if self._pdf is None:
            from desktop.ui.page_pdf import PdfDrawer

            self._pdf = PdfDrawer(self)
            self._pdf.drawn.connect(self._drawn)
        self._drawing = (wish, job)
        if not self._pdf.draw(source.document, job):
            self._drawing = None
            self.answered.emit(wish, None)

    @Slot(QImage)
    def _drawn(self, image: QImage) -> None:
        if self._drawing is None:
            return
        wish, job = self._drawing
        self._drawing = None
        self.answered.emit(wish, on_white(upright(image, job.turn)))
        self.go_on()
