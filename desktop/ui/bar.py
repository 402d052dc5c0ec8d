"""A progress bar whose words can be read on both halves, and that says how long the work still takes."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QWidget

from desktop.core.words import say
from desktop.ui import theme

_LEAST_SHARE, _LEAST_SECONDS = 0.04, 1.5
_WORTH_TELLING = 5.0


class Bar(QProgressBar):
    """Values are set as in any progress bar; going back to the beginning begins a new piece of work."""

    def __init__(self, parent: QWidget | None = None, *, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__(parent)
        self._clock = clock
        self._begun: float | None = None

    def setValue(self, value: int) -> None:
        if self._begun is None or value <= self.minimum() or value < self.value():
            self._begun = self._clock()
        super().setValue(value)

    def seconds_left(self) -> float | None:
        """Return how long the rest will take if it goes on like this, None while that cannot be said."""
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span > 0 else 0.0
        gone = self._clock() - self._begun if self._begun is not None else 0.0
        if share < _LEAST_SHARE or share >= 1 or gone < _LEAST_SECONDS:
            return None
        return gone * (1 - share) / share

    def text(self) -> str:
        left, words = self.seconds_left(), super().text()
        return words if left is None or left < _WORTH_TELLING else f"{words} · {time_left(left)}"

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.fontMetrics().height() + theme.GAP))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade, rect = theme.shades(), QRectF(self.rect())
        span = self.maximum() - self.minimum()
        share = (self.value() - self.minimum()) / span if span > 0 else 0.0
        done = QRectF(rect.left(), rect.top(), rect.width() * min(1.0, max(0.0, share)), rect.height())
        rest = QRectF(done.right(), rect.top(), rect.width() - done.width(), rect.height())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, part in ((shade.raised, rect), (shade.accent, done)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(part, 3, 3)
        if self.isTextVisible():
            for colour, part in ((shade.on_accent, done), (shade.text, rest)):
                painter.setClipRect(part)
                painter.setPen(QColor(colour))
                painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, self.text())
        painter.end()


def time_left(seconds: float) -> str:
    """Say a time to wait: ``còn khoảng 3 phút``."""
    minutes = round(seconds / 60)
    return say("còn khoảng {n} phút", n=minutes) if minutes else say("còn dưới một phút")
