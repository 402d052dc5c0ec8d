"""The strip of the scan that a field was read from, under the field: one types while looking at the handwriting."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.core.readings import Box
from desktop.ui import theme
from desktop.ui.page_items import mark_colour
from desktop.ui.page_renderer import PageRenderer, ScanFile

_LOWEST, _HIGHEST = 46, 120
_LINE_SHARE = 0.55
_AIR = 0.35


class FieldStrip(QWidget):
    """Shows the surroundings of ``box`` as wide as the form, the box itself framed."""

    clicked = Signal()

    def __init__(self, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer
        self._scan: ScanFile | None = None
        self._page = 1
        self._box: Box | None = None
        self._size = QSizeF()
        self._part: Box | None = None
        self._image = QImage()
        self._drawn: Box | None = None
        self.setFixedHeight(_LOWEST)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_part(self, scan: ScanFile | None, page: int, box: Box | None) -> None:
        """Show the strip around ``box``; nothing when there is no scan or no box."""
        if (scan, page, box) == (self._scan, self._page, self._box):
            return
        self._renderer.forget(self)
        self._scan, self._page, self._box, self._image, self._part = scan, page, box, QImage(), None
        self.update()
        if scan is not None and box is not None:
            self._renderer.sizes(self, scan, self._measured)

    @property
    def image(self) -> QImage:
        """The picture shown; null until it was drawn."""
        return self._image

    def _measured(self, sizes: list[QSizeF]) -> None:
        if 0 < self._page <= len(sizes):
            self._size = sizes[self._page - 1]
            self._ask()

    def _ask(self) -> None:
        if self._scan is None or self._box is None or self._size.isEmpty() or self.width() < 40:
            return
        part, scale = cut(self._box, self._size, self.width())
        self.setFixedHeight(round((part.y1 - part.y0) * self._size.height() * scale) or _LOWEST)
        self._part = part
        width = round(self._size.width() * scale * self.devicePixelRatioF())
        self._renderer.render(self, self._scan, self._page, width, lambda image: self._take(image, part), part=part)

    def _take(self, image: QImage, part: Box) -> None:
        self._image, self._drawn = image, part
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._ask()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#ffffff"))
        if not self._image.isNull() and self._drawn is not None and self._part is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            # While a resized strip waits for its new picture the old one keeps its place and proportions.
            painter.drawImage(_inside(self._drawn, self._part, self.rect().toRectF()), self._image)
        if self._part is not None and self._box is not None:
            colour = QColor(mark_colour("doubtful"))
            painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
            painter.drawRect(_inside(self._box, self._part, self.rect().toRectF()))
        painter.setPen(QColor(theme.shades().border))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def cut(box: Box, page: QSizeF, width: int) -> tuple[Box, float]:
    """Return the part of the page to show for ``box`` in a strip ``width`` pixels wide, and pixels for a point.

    A line of writing fills about half the strip's height; what stands left and right of it is shown as far as it goes.
    """
    across, down = (box.x1 - box.x0) * page.width(), max(6.0, (box.y1 - box.y0) * page.height())
    scale = min(_LOWEST * _LINE_SHARE / min(down, 24.0), width / max(across * 1.06, 1.0))
    scale = max(scale, width / page.width())
    shown = min(page.width(), width / scale)
    height = min(_HIGHEST / scale, max(_LOWEST / scale, down * (1 + _AIR)))
    left = _within((box.x0 + box.x1) / 2 * page.width() - shown / 2, page.width() - shown)
    top = _within((box.y0 + box.y1) / 2 * page.height() - height / 2, page.height() - height)
    w, h = page.width(), page.height()
    return Box(left / w, top / h, (left + shown) / w, (top + height) / h), width / shown


def _within(value: float, most: float) -> float:
    return max(0.0, min(value, max(0.0, most)))


def _inside(box: Box, part: Box, rect: QRectF) -> QRectF:
    wide, high = part.x1 - part.x0, part.y1 - part.y0
    left = rect.width() * (box.x0 - part.x0) / wide
    top = rect.height() * (box.y0 - part.y0) / high
    return QRectF(left, top, rect.width() * (box.x1 - box.x0) / wide, rect.height() * (box.y1 - box.y0) / high)
