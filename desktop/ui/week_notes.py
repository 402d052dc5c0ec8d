"""When a person's sheet came back, and what was written into its part III, above the sheet on the screen of the week."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from desktop.core.names import show_date
from desktop.core.words import say
from desktop.services.returned_sheets import CameBack
from desktop.ui import theme
from desktop.ui.widgets import fill, label

_TALL = 96


class WeekNotes(QWidget):
    """Hidden unless there is something to tell."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back: CameBack | None = None
        self.words, self.strip = label("good", wrap=True), QLabel()
        self._picture = QPixmap()
        fill(QVBoxLayout(self), (self.words, self.strip), theme.GRID)
        self.hide()

    def show_back(self, back: CameBack | None) -> None:
        """Show what came back; nothing for None."""
        self.back = back
        self._picture = QPixmap()
        for file in back.notes if back else ():
            self._picture.load(str(file))  # a picture that is gone stays out; the check of the office tells of it
        self.retranslate()

    def retranslate(self) -> None:
        back = self.back
        self.setVisible(back is not None)
        self.strip.setVisible(not self._picture.isNull())
        if back is None:
            return
        told = say("✓ Phiếu đã về, ghi nhận ngày {day}.", day=show_date(back.confirmed_at.date()))
        if not self._picture.isNull():
            told += " " + say("Phần III, khó khăn, kiến nghị:")
        self.words.setText(told)
        self.strip.setAccessibleName(say("Chữ viết tay"))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if not self._picture.isNull():
            how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self.strip.setPixmap(self._picture.scaled(max(120, self.width() - 2 * theme.GAP), _TALL, *how))
