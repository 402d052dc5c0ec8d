"""The scene under the page view: pages in a column, drawn only as far as they are looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

import shiboken6
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPalette,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsScene, QGraphicsView, QMenu, QWidget

from desktop.core.words import say
from desktop.ui.marks import Mark
from desktop.ui.page_hits import PageHits
from desktop.ui.page_items import MarkItem, PageItem
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.page_selection import PageSelection

if TYPE_CHECKING:
    from desktop.services.page_text import FileText

Fit = Literal["width", "page", "free"]

_GAP = 10.0
_SCALE_LEAST, _SCALE_MOST = 0.15, 6.0
_PIXELS_MOST = 3600
_SETTLE_MS = 40
_STEP = 1.2
_FLASH_MS, _FLASHES = 170, 6


class PageCanvas(QGraphicsView):
    """Pages and marks. The picture of a page is asked for when it comes into view or the zoom has settled."""

    mark_clicked = Signal(str)
    page_changed = Signal(int)
    loaded = Signal(int)  # how many pages; 0 when the file cannot be opened
    zoomed = Signal()
    copied = Signal()  # text that was chosen lies on the clipboard

    def __init__(self, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self.setScene(self._scene)
        self._renderer = renderer
        self._scan: ScanFile | None = None
        self._pages: list[PageItem] = []
        self._marks: list[Mark] = []
        self._mark_items: dict[str, MarkItem] = {}
        self._chosen = ""
        self._pending: tuple[str, bool] = ("", False)
        self._flash = QTimer(self, interval=_FLASH_MS)
        self._flash.timeout.connect(self._blink)
        self._blinks = 0
        self._shown_page = 0
        self._selection = PageSelection()
        self._hits = PageHits()
        self._sought = ""
        self._pressed: QPoint | None = None
        self._selecting = False
        self.fit: Fit = "width"
        self._settle = QTimer(self, interval=_SETTLE_MS, singleShot=True)
        self._settle.timeout.connect(self._sharpen)
        self._dress()

    def _dress(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        ground = QWidget()  # to learn what the view would make itself, PySide looks through every widget it has
        ground.setCursor(Qt.CursorShape.ArrowCursor)
        ground.setMouseTracking(True)
        self.setViewport(ground)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_scan(self, scan: ScanFile | None, first: int, last: int | None, *, at: int = 0) -> None:
        """Show pages ``first`` to ``last`` (None: to the end), page ``at`` in view; an empty canvas for None."""
        self._renderer.forget(self)
        self._scan = scan
        self._pending = ("", False)
        self._clear()
        if scan is not None:
            self._renderer.sizes(self, scan, lambda sizes: self._lay_out(sizes, first, last, at))

    def set_marks(self, marks: Sequence[Mark]) -> None:
        self._marks = list(marks)
        self._draw_marks()

    def pages(self) -> list[int]:
        """Return the numbers of the pages shown."""
        return [page.number for page in self._pages]

    def _clear(self) -> None:
        self._pages, self._mark_items, self._chosen, self._shown_page = [], {}, "", 0
        self._selection.forget()
        self._hits.forget()
        self._pressed, self._selecting = None, False
        self._scene.clear()

    def _lay_out(self, sizes: list[QSizeF], first: int, last: int | None, at: int) -> None:
        self._clear()
        top, widest = 0.0, max((s.width() for s in sizes), default=0.0)
        for number, size in enumerate(sizes, start=1):
            if number < first or (last is not None and number > last) or size.isEmpty():
                continue
            page = PageItem(number, size)
            page.setPos((widest - size.width()) / 2, top)
            self._scene.addItem(page)
            self._pages.append(page)
            top += size.height() + _GAP
        self._scene.setSceneRect(QRectF(-_GAP, -_GAP, widest + 2 * _GAP, top + _GAP))
        self._draw_marks()
        self._ask_words()
        self.loaded.emit(len(self._pages))
        self.refit()
        self.verticalScrollBar().setValue(self.verticalScrollBar().minimum())
        self.go_to_page(at)
        self._scrolled()
        mark_id, flash = self._pending
        if mark_id in self._mark_items:
            self.choose(mark_id, flash=flash)

    def _draw_marks(self) -> None:
        for item in self._mark_items.values():
            self._scene.removeItem(item)
        by_number = {page.number: page for page in self._pages}
        self._mark_items = {
            mark.id: MarkItem(mark, by_number[mark.page], self._clicked)
            for mark in self._marks
            if mark.page in by_number
        }
        if self._chosen in self._mark_items:
            self._mark_items[self._chosen].choose(True)

    # -- going somewhere -------------------------------------------------------------------------------------------

    def choose(self, mark_id: str, *, flash: bool = False) -> None:
        """Make a mark stand out and bring it into view, blinking at first if wished; '' takes the choice back. While the
        pages are being opened it is kept in mind."""
        self._flash.stop()
        self._pending = ("", False) if self._pages else (mark_id, flash)
        if self._chosen in self._mark_items:
            self._mark_items[self._chosen].choose(False)
        self._chosen = mark_id
        item = self._mark_items.get(mark_id)
        if item is None:
            return
        item.choose(True)
        if flash:
            self._blinks = _FLASHES
            self._flash.start()
        rect = item.mapRectToScene(item.rect())
        if not self._seen().contains(rect):
            self.ensureVisible(rect, 20, self.viewport().height() // 4)

    def flashing(self) -> str:
        """Return the mark that blinks now, '' when none does."""
        return self._chosen if self._flash.isActive() else ""

    def _blink(self) -> None:
        self._blinks -= 1
        item = self._mark_items.get(self._chosen)
        if item is not None:
            item.choose(True, loud=self._blinks % 2 == 1)
        if item is None or self._blinks <= 0:
            self._flash.stop()

    def go_to_page(self, number: int) -> None:
        for page in self._pages:
            if page.number == number:
                top = self.mapFromScene(QPointF(0, page.pos().y() - _GAP)).y()
                self.verticalScrollBar().setValue(self.verticalScrollBar().value() + top)

    def current_page(self) -> int:
        """Return the page of which most is in view, the first of several; 0 when none is shown."""
        seen = self._seen()
        best = max(self._pages, key=lambda p: _height_seen(p, seen), default=None)
        return best.number if best else 0

    def _seen(self) -> QRectF:
        return self.mapToScene(self.viewport().rect()).boundingRect()

    def _clicked(self, mark_id: str) -> None:
        self.choose(mark_id)
        self.mark_clicked.emit(mark_id)

    # -- text that is chosen with the mouse ------------------------------------------------------------------------

    def selected_text(self) -> str:
        """Return the text chosen on the pages; "" when none is."""
        return self._selection.text()

    def copy_selected(self) -> None:
        """Put the chosen text on the clipboard."""
        text = self.selected_text()
        if text:
            QGuiApplication.clipboard().setText(text)
            self.copied.emit()

    def _ask_words(self) -> None:
        scan, ask = self._scan, self._renderer.ask_words
        if scan is not None and ask is not None:
            ask(scan.path, lambda text: self._take_words(scan, text))

    def _take_words(self, scan: ScanFile, text: FileText) -> None:
        if scan == self._scan and self._pages and shiboken6.isValid(self):
            self._selection.set_pages(self._pages, text, scan.rotations)
            self._show_hits()

    def seek(self, sought: str) -> None:
        """Mark the words of ``sought`` on the pages and bring the first into view; "" takes the marks away."""
        self._sought = sought
        self._show_hits()

    def hit_count(self) -> int:
        """Return how many places of what is sought are marked."""
        return self._hits.count()

    def _show_hits(self) -> None:
        first = self._hits.draw(self._pages, self._selection.words(), self._sought) if self._pages else None
        if first is not None and not self._seen().contains(first):
            self.ensureVisible(first, 20, self.viewport().height() // 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on a word begins a choice of text; anywhere else the page is moved by hand."""
        if event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        if self._pages and not self._selection.has_words:
            self._ask_words()  # it may have been read in full meanwhile
        place = self._selection.word_at(self.mapToScene(event.position().toPoint()))
        if place is None:
            self._selection.clear()
            super().mousePressEvent(event)
            return
        self._selection.begin(place)
        self._pressed = event.position().toPoint()
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None:
            super().mouseMoveEvent(event)
            self._show_cursor(event)
            return
        far = (point - self._pressed).manhattanLength() >= QApplication.startDragDistance()
        if self._selecting or far:
            self._selecting = True
            self._selection.extend(self.mapToScene(point))
            self.ensureVisible(QRectF(self.mapToScene(point), QSizeF(1, 1)), 0, 12)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or event.button() != Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        clicked = not self._selecting
        self._pressed, self._selecting = None, False
        if clicked:
            mark = next((i for i in self.items(event.position().toPoint()) if isinstance(i, MarkItem)), None)
            if mark is not None:
                self._clicked(mark.mark.id)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        place = self._selection.word_at(self.mapToScene(event.position().toPoint()))
        if place is None:
            super().mouseDoubleClickEvent(event)
        else:
            self._selection.choose(place)

    def _show_cursor(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        on_mark = any(isinstance(item, MarkItem) for item in self.items(point))
        if event.buttons() or on_mark:
            return
        on_word = self._selection.word_at(self.mapToScene(point)) is not None
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor if on_word else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.selected_text():
            self.copy_selected()
        elif event.matches(QKeySequence.StandardKey.SelectAll) and self._selection.has_words:
            self._selection.choose_all()
        elif event.key() == Qt.Key.Key_Escape and self.selected_text():
            self._selection.clear()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.selected_text():
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.addAction(say("Chép chữ đã chọn (Ctrl+C)"), self.copy_selected)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    # -- zoom ------------------------------------------------------------------------------------------------------

    def zoom(self, steps: int) -> None:
        """Zoom in (out when negative) by so many steps."""
        self._set_scale(self.transform().m11() * _STEP**steps, "free")

    def fit_to(self, fit: Fit) -> None:
        self.fit = fit
        self.refit()

    def refit(self) -> None:
        """Fit the page to the view again, unless the person has chosen a zoom."""
        if self.fit == "free" or not self._pages:
            self._settle.start()
            return
        page = next((p for p in self._pages if p.number == self._shown_page), self._pages[0])
        bar = self.verticalScrollBar().sizeHint().width()
        width = (self.width() - bar - 2) / (page.size.width() + 2 * _GAP)
        height = (self.height() - 2) / (page.size.height() + 2 * _GAP)
        self._set_scale(width if self.fit == "width" else min(width, height), self.fit)

    def _set_scale(self, scale: float, fit: Fit) -> None:
        self.fit = fit
        scale = min(_SCALE_MOST, max(_SCALE_LEAST, scale))
        factor = scale / self.transform().m11()
        self.scale(factor, factor)
        self._settle.start()
        self.zoomed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    # -- drawing ---------------------------------------------------------------------------------------------------

    def recolour(self) -> None:
        """Take the background from the palette again."""
        self.setBackgroundBrush(QColor(self.palette().color(QPalette.ColorRole.Window)).darker(106))

    def _scrolled(self) -> None:
        page = self.current_page()
        if page != self._shown_page:
            self._shown_page = page
            self.page_changed.emit(page)
        if not self._settle.isActive():
            self._settle.start()

    def _sharpen(self) -> None:
        seen = self._seen()
        near = seen.adjusted(0, -seen.height(), 0, seen.height())
        for page in sorted(self._pages, key=lambda p: p.sceneBoundingRect().intersects(seen)):
            if page.sceneBoundingRect().intersects(near):
                self._ask(page)
            else:
                page.drop()

    def _ask(self, page: PageItem) -> None:
        width = round(page.size.width() * self.transform().m11() * self.devicePixelRatioF())
        width = min(_PIXELS_MOST, max(40, width))
        if self._scan is None or page.is_sharp(width):
            return
        page.asked_width = width
        self._renderer.render(self, self._scan, page.number, width, lambda image: self._take(page, image))

    def _take(self, page: PageItem, image: object) -> None:
        if page in self._pages:
            page.take(image)  # type: ignore[arg-type]


def _height_seen(page: PageItem, seen: QRectF) -> float:
    """The share of a page's height that is in view, in whole hundredths: a page that only the frame cuts is whole."""
    return round(page.sceneBoundingRect().intersected(seen).height() / page.size.height(), 2)
