"""What stands in part III of a returned sheet, as a strip of handwriting: kept unless the clerk says no."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QLabel, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.widgets import fill, label

if TYPE_CHECKING:
    from desktop.core.sheet_proposals import NotesProposal

_STRIP = 120


class NotesRow(QFrame):
    """``changed``: kept or left out; ``entered``: it has the cursor; ``step``: the cursor leaves it up or down."""

    changed = Signal()
    entered = Signal()
    step = Signal(int)

    def __init__(self, notes: NotesProposal, kept: bool | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.notes = notes
        self.mark_id = f"{notes.page}-III"
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.keep = QCheckBox()
        self.keep.setChecked(notes.keep if kept is None else kept)
        self.keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.keep.toggled.connect(lambda _on: self.changed.emit())
        self._title, self._note, self._strip = label("heading", wrap=True), label("soft", wrap=True), QLabel()
        self._picture = QPixmap()
        self._picture.loadFromData(notes.picture)
        layout = QVBoxLayout(self)
        fill(layout, (self._title, self._strip, self.keep, self._note), theme.GRID, (theme.GAP,) * 4)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(say("III. Khó khăn, kiến nghị"))
        self.setAccessibleName(self._title.text())
        self.keep.setText(say("Giữ hình chữ viết tay này (phím cách để đổi)"))
        self._strip.setAccessibleName(say("Chữ viết tay"))
        self._note.setText(str(self.notes.note) if self.notes.note else "")
        self._note.setVisible(bool(self._note.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.keep.toggle()
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.step.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setLineWidth(2)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setLineWidth(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._picture.isNull():
            how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._strip.setPixmap(self._picture.scaled(max(120, self.width() - 4 * theme.GAP), _STRIP, *how))
