"""How far a long piece of work is, how long it still takes, and a button that stops it with nothing done."""

from __future__ import annotations

from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.bar import Bar
from desktop.ui.cards import ToneLabel


class Stopped(Exception):
    """The person pressed Dừng."""


class StoppableDialog(QDialog):
    """Says what is done in ``words``; ``tip`` tells what stopping leaves. Closing the dialog stops the work, too."""

    told = Signal(int)  # per cent, from the thread that works

    def __init__(self, title: str, words: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._stop, self._percent = Event(), -1
        self.bar, self.stop = Bar(), QPushButton(say("Dừng"))
        self.bar.setRange(0, 100)
        self.bar.setAccessibleName(words)
        told = ToneLabel(words)
        told.setWordWrap(True)
        self.stop.setToolTip(tip)
        self.stop.clicked.connect(self.reject)
        self.told.connect(self.bar.setValue)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        box.addWidget(told)
        box.addWidget(self.bar)
        box.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)

    def tell(self, share: float) -> None:
        """Take the share done, in whatever thread; raises Stopped once the person has stopped it."""
        if self._stop.is_set():
            raise Stopped
        if (percent := round(share * 100)) != self._percent:  # a print tells of every line
            self._percent = percent
            self.told.emit(percent)

    def end(self) -> None:
        """Go away: the work is over, one way or the other."""
        self.done(0)
        self.deleteLater()

    def reject(self) -> None:
        self._stop.set()
        self.stop.setEnabled(False)
        self.stop.setText(say("Đang dừng…"))
