"""The items of the page view's scene: a page that is drawn sharper when its picture arrives, and a mark on it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsRectItem,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.marks import Mark

#: what is sure bears no sign: the page stays calm, and what needs a look stands out
SIGNS = {"doubtful": "?", "typed": "✎"}
_PAPER = QColor("#ffffff")
_NEAR = 0.04
_BADGE = 15.0


class PageItem(QGraphicsItem):
    """One page, in points. Until its picture is there it is white paper; an old picture is stretched meanwhile."""

    def __init__(self, number: int, size: QSizeF) -> None:
        super().__init__()
        self.number = number
        self.size = size
        self._image = QImage()
        self.asked_width = 0
        self.failed = False

    def boundingRect(self) -> QRectF:
        return QRectF(QPointF(0, 0), self.size)

    def is_sharp(self, width: int) -> bool:
        """Say whether the picture, or the one already asked for, is as wide as ``width`` pixels, within a little."""
        return abs(self.asked_width - width) <= width * _NEAR

    def take(self, image: QImage) -> None:
        """Show the picture; a null one means that the page cannot be drawn."""
        self.failed = image.isNull()
        if not self.failed:
            self._image = image
        self.update()

    def drop(self) -> None:
        """Forget the picture, to save memory while the page is far away."""
        self._image = QImage()
        self.asked_width = 0

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        rect = self.boundingRect()
        painter.fillRect(rect, _PAPER)
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(rect, self._image)
        pen = QPen(QColor(theme.shades().border))
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.drawRect(rect)


class MarkItem(QGraphicsRectItem):
    """A coloured frame with a small sign at its corner, so that colour is not the only sign."""

    def __init__(self, mark: Mark, page: PageItem, clicked: object) -> None:
        width, height = page.size.width(), page.size.height()
        box = mark.box
        rect = QRectF(box.x0 * width, box.y0 * height, (box.x1 - box.x0) * width, (box.y1 - box.y0) * height)
        super().__init__(rect.adjusted(-2, -1.5, 2, 1.5), page)
        self.mark = mark
        self._clicked = clicked
        self.setToolTip(mark.label)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if mark.kind in SIGNS:
            _Badge(mark, self)
        self.choose(False)

    def choose(self, chosen: bool, *, loud: bool = False) -> None:
        """Make the mark stand out (``loud``: much, for the moment of a blink), or take it back among the others."""
        colour = QColor(mark_colour("chosen" if chosen else self.mark.kind))
        quiet = self.mark.kind == "sure" and not chosen
        line = QColor(colour)
        line.setAlpha(110 if quiet else 255)
        pen = QPen(line, 4.0 if loud else 2.5 if chosen else 1.0 if quiet else 1.5)
        pen.setCosmetic(True)
        self.setPen(pen)
        colour.setAlpha(120 if loud else 50 if chosen else 14 if quiet else 30)
        self.setBrush(QBrush(colour))
        self.setZValue(2 if chosen else 1)

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        event.setAccepted(event.button() == Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        if self.contains(event.pos()) and callable(self._clicked):
            self._clicked(self.mark.id)


class _Badge(QGraphicsItem):
    """The sign of a mark, of one size at every zoom."""

    def __init__(self, mark: Mark, parent: MarkItem) -> None:
        super().__init__(parent)
        self._mark = mark
        self.setPos(parent.rect().topLeft())
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)

    def boundingRect(self) -> QRectF:
        return QRectF(-_BADGE, -_BADGE / 3, _BADGE, _BADGE)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:  # noqa: ARG002
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        path = QPainterPath()
        path.addEllipse(self.boundingRect().adjusted(0.5, 0.5, -0.5, -0.5))
        painter.fillPath(path, QColor(mark_colour(self._mark.kind)))
        font = QFont(painter.font())
        font.setPixelSize(11)
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(_PAPER)
        painter.drawText(self.boundingRect(), Qt.AlignmentFlag.AlignCenter, SIGNS[self._mark.kind])


def mark_colour(kind: str) -> str:
    """Return the colour of a kind of mark; always one that stands on white paper."""
    paper = theme.LIGHT
    return {
        "sure": paper.good,
        "doubtful": paper.doubt,
        "typed": paper.accent,
        "directive": paper.accent,
        "chosen": paper.accent,
        "reference": paper.text_soft,
        "hit": paper.doubt,
    }.get(kind, paper.accent)
