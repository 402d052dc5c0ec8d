"""How far a long report is, with a button that stops it; shown only when it takes a while."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop.core.words import say
from desktop.ui.bar import Bar
from desktop.ui.report_maker import ReportMaker
from desktop.ui.widgets import fill

_PATIENCE_MS = 400


class ReportProgress(QWidget):
    """Follows a ``ReportMaker``."""

    def __init__(self, maker: ReportMaker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.stop = Bar(), QPushButton()
        self.bar.setTextVisible(True)
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._wait.timeout.connect(self.show)
        self.stop.clicked.connect(lambda _on=False: maker.cancel())
        maker.progressed.connect(self._take)
        maker.ended.connect(self._end)
        fill(QHBoxLayout(self), (self.bar, self.stop))
        self.hide()
        self.retranslate()

    def _take(self, done: int, total: int) -> None:
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(min(done, total))
        if not self.isVisible() and not self._wait.isActive():
            self._wait.start()

    def _end(self) -> None:
        self._wait.stop()
        self.hide()

    def retranslate(self) -> None:
        self.bar.setFormat(say("Đang lập: %v/%m"))
        self.bar.setAccessibleName(say("Tiến độ lập báo cáo"))
        self.stop.setText(say("Dừng"))
        self.stop.setToolTip(say("Dừng lập báo cáo này"))
