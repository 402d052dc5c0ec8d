"""Two small charts drawn by hand in the colours of the scheme: bars over days, and one bar of shares with its legend.

Each part of a chart can be picked, by the mouse or by arrow keys and Enter: a number leads to what it counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop.ui import theme

FOOT = 22
HEAD = 20


@dataclass(frozen=True)
class Bar:
    """One bar: its label below, its height, what it means in words; ``strong`` ones wear the accent."""

    label: str
    value: int
    tip: str
    strong: bool = False
    name: str = ""


class _Pickable(QWidget):
    """A chart whose parts with a name can be picked. A subclass says where each lies in ``_parts``."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._at = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _parts(self) -> list[tuple[QRectF, str]]:
        raise NotImplementedError

    def _names(self) -> list[str]:
        return list(dict.fromkeys(name for _place, name in self._parts() if name))

    def _name_at(self, point: QPointF) -> str:
        return next((name for place, name in self._parts() if place.contains(point)), "")

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._name_at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if name := self._name_at(event.position()):
            self.picked.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = self._names()
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        if not names:
            super().keyPressEvent(event)
        elif event.key() in steps:
            self._at = (self._at + steps[Qt.Key(event.key())]) % len(names)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(names[min(self._at, len(names) - 1)])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _frame(self, painter: QPainter) -> None:
        """Frame the part that Enter would pick, while the keyboard is here."""
        names = self._names()
        if not (self.hasFocus() and names):
            return
        chosen = names[min(self._at, len(names) - 1)]
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.shades().accent), 2))
        for place, name in self._parts():
            if name == chosen:
                painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), 4, 4)


class BarChart(_Pickable):
    """Bars side by side, the value above each, the label below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: list[Bar] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _parts(self) -> list[tuple[QRectF, str]]:
        return [(self._slot(place), bar.name) for place, bar in enumerate(self._bars) if bar.value]

    def show_bars(self, bars: Sequence[Bar], name: str) -> None:
        """Show ``bars``; ``name`` and the values are what a screen reader says."""
        self._bars = list(bars)
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(bar.tip for bar in bars))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(360, 7 * self.fontMetrics().lineSpacing() + FOOT + HEAD)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def _each(self, room: float) -> int:
        """Return that only every so many-th label is drawn, so that none runs into the next."""
        widest = max((self.fontMetrics().horizontalAdvance(f"{bar.label} ") for bar in self._bars), default=0)
        return max(1, math.ceil(widest / max(1.0, room)))

    def _slot(self, place: int) -> QRectF:
        width = self.width() / max(1, len(self._bars))
        return QRectF(place * width, 0, width, self.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = theme.shades()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        most = max((bar.value for bar in self._bars), default=0) or 1
        room = self.height() - FOOT - HEAD
        painter.setPen(QColor(shade.border))
        painter.drawLine(QPointF(0, self.height() - FOOT), QPointF(self.width(), self.height() - FOOT))
        for place, bar in enumerate(self._bars):
            slot = self._slot(place)
            height = room * bar.value / most
            wide = min(36.0, slot.width() * 0.62)
            body = QRectF(slot.center().x() - wide / 2, self.height() - FOOT - height, wide, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(shade.accent if bar.strong else shade.accent_mid))
            painter.drawRoundedRect(body, 3, 3)
            painter.setPen(QColor(shade.text if bar.value else shade.text_soft))
            above = QRectF(slot.left(), body.top() - HEAD, slot.width(), HEAD)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(bar.value) if bar.value else "")
            painter.setPen(QColor(shade.text_soft))
            if (len(self._bars) - 1 - place) % self._each(
                slot.width()
            ) == 0:  # the last one, today, has its label always
                below = QRectF(slot.center().x() - 40, self.height() - FOOT, 80, FOOT)
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, bar.label)
        self._frame(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._bars:
            place = int(event.pos().x() * len(self._bars) / max(1, self.width()))
            QToolTip.showText(event.globalPos(), self._bars[min(place, len(self._bars) - 1)].tip, self)
            return True
        return super().event(event)


@dataclass(frozen=True)
class Share:
    """A part of the whole: its words (with a sign), its number, its colour, and the name told when it is clicked."""

    words: str
    value: int
    colour: str
    name: str


class ShareBar(_Pickable):
    """One bar cut into shares, the legend under it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shares: list[Share] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_shares(self, shares: Sequence[Share], name: str) -> None:
        """Show ``shares`` that are not zero; ``name`` and the values are what a screen reader says."""
        self._shares = [share for share in shares if share.value]
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(f"{s.words}: {s.value}" for s in self._shares))
        self.updateGeometry()
        self.update()

    def _parts(self) -> list[tuple[QRectF, str]]:
        return [(place, name) for place, name in self._lay_out() if name]

    def _lay_out(self) -> list[tuple[QRectF, str]]:
        """Return where the shares of the bar lie, then the lines of the legend."""
        total = sum(share.value for share in self._shares) or 1
        places: list[tuple[QRectF, str]] = []
        left, top = 0.0, 20.0 + theme.GAP
        for share in self._shares:
            wide = self.width() * share.value / total
            places.append((QRectF(left, 0, max(3.0, wide - 2), 20), share.name))
            left += wide
        for share in self._shares:
            places.append((QRectF(0, top, self.width(), self._line()), share.name))
            top += self._line()
        return places

    def _line(self) -> float:
        return self.fontMetrics().lineSpacing() + theme.GRID * 1.5

    def sizeHint(self) -> QSize:
        return QSize(360, round(24 + theme.GAP + self._line() * max(1, len(self._shares))))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = theme.shades()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._shares:
            painter.setBrush(QColor(shade.raised))
            painter.drawRoundedRect(QRectF(0, 0, self.width(), 20), 4, 4)
        places = self._lay_out()
        for share, (part, _name) in zip(self._shares, places, strict=False):
            painter.setBrush(QColor(share.colour))
            painter.drawRoundedRect(part, 4, 4)
        for share, (line, _name) in zip(self._shares, places[len(self._shares) :], strict=True):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(share.colour))
            painter.drawRoundedRect(QRectF(0, line.center().y() - 6, 12, 12), 3, 3)
            painter.setPen(QColor(shade.text))
            row = line.adjusted(20, 0, -theme.GRID, 0)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, share.words)
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, str(share.value))
        self._frame(painter)
        painter.end()
