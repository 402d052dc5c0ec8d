"""Small pictures of a scan's pages in a column or a grid; each is drawn when it comes into view."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QIcon, QImage, QPainter, QPen, QPixmap, QResizeEvent, QShowEvent, QTransform
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QListWidget, QListWidgetItem, QWidget

from desktop.ui import theme
from desktop.ui.page_renderer import PageRenderer, ScanFile

PICTURE = QSize(78, 104)
_SETTLE_MS = 120
_FRAME = 2.0
_PAGE = Qt.ItemDataRole.UserRole


class PageStrip(QListWidget):
    """The pages of one scan. ``chosen`` tells which page (from 1) a person went to."""

    chosen = Signal(int)

    def __init__(self, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._scan: ScanFile | None = None
        self._asked: set[int] = set()
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setFlow(QListView.Flow.TopToBottom)
        self.setWrapping(False)
        self.setMovement(QListView.Movement.Static)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIconSize(PICTURE)
        self.setSpacing(theme.GRID)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFixedWidth(PICTURE.width() + 5 * theme.GAP)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._settle.start())
        self.itemClicked.connect(lambda item: self.chosen.emit(item.data(_PAGE)))

    def show_pages(self, scan: ScanFile | None, pages: Sequence[int]) -> None:
        """Show these pages of a scan; nothing for None."""
        if scan == self._scan and list(pages) == self.pages():
            return
        self._renderer.forget(self)
        self._scan = scan
        self._asked.clear()
        self.clear()
        for page in pages if scan is not None else ():
            item = QListWidgetItem(blank(), str(page))
            item.setData(_PAGE, page)
            item.setTextAlignment(Qt.AlignmentFlag.AlignHCenter)
            self.addItem(item)
        self._settle.start()

    def pages(self) -> list[int]:
        """Return the pages shown."""
        return [self.item(row).data(_PAGE) for row in range(self.count())]

    def mark(self, page: int) -> None:
        """Make the page that is read now stand out."""
        pages = self.pages()
        if page in pages:
            self.setCurrentRow(pages.index(page))

    def drawn(self) -> int:
        """Return how many pages have been asked for so far."""
        return len(self._asked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._settle.start()

    def _draw(self) -> None:
        if self._scan is None or not self.isVisible():
            return
        seen: QRect = self.viewport().rect()
        for row in range(self.count()):
            item = self.item(row)
            page = item.data(_PAGE)
            if page not in self._asked and self.visualItemRect(item).intersects(seen):
                self._asked.add(page)
                self._ask(item, page)

    def _ask(self, item: QListWidgetItem, page: int) -> None:
        scan, width = self._scan, round(PICTURE.width() * self.devicePixelRatioF())
        if scan is None:
            return

        def take(image: QImage) -> None:
            if scan == self._scan and not image.isNull() and self.row(item) >= 0:
                item.setIcon(self._icon(image))

        self._renderer.render(self, scan, page, width, take)

    def _icon(self, image: QImage) -> QIcon:
        """The picture in the middle of the place that every page has, as sharp as the screen."""
        ratio = self.devicePixelRatioF()
        place = QPixmap(PICTURE * ratio)
        place.fill(Qt.GlobalColor.transparent)
        picture = thumbnail(image, size=place.size())
        painter = QPainter(place)
        painter.drawPixmap((place.width() - picture.width()) // 2, (place.height() - picture.height()) // 2, picture)
        painter.end()
        place.setDevicePixelRatio(ratio)
        return page_icon(place)


def page_icon(picture: QPixmap) -> QIcon:
    """Return an icon that has a frame when it is chosen: tinted, as others are, a page could not be told."""
    framed = QPixmap(picture)
    painter = QPainter(framed)
    painter.setPen(QPen(QColor(theme.shades().accent), _FRAME))
    painter.drawRect(QRectF(QPointF(), framed.deviceIndependentSize()).adjusted(1, 1, -1, -1))
    painter.end()
    made = QIcon(picture)
    made.addPixmap(framed, QIcon.Mode.Selected)
    return made


def blank() -> QIcon:
    """Return white paper, for a page that is not drawn yet."""
    paper = QPixmap(PICTURE)
    paper.fill(Qt.GlobalColor.white)
    return QIcon(paper)


def thumbnail(image: QImage, turn: int = 0, size: QSize = PICTURE) -> QPixmap:
    """Return a page's small picture within ``size``, turned ``turn`` degrees clockwise."""
    turned = image.transformed(QTransform().rotate(turn)) if turn else image
    fitted = turned.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return QPixmap.fromImage(fitted)
