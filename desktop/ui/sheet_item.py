"""One task of a returned sheet: the box as read with its sign, four choices, and the strip of handwriting."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop.core.words import Text, say, tr
from desktop.ui import theme
from desktop.ui.widgets import fill, label, restyle, row

if TYPE_CHECKING:
    from desktop.core.sheet_proposals import Choice, ItemProposal

SURE = 0.9
CHOICES: tuple[tuple[Choice, Qt.Key, Text], ...] = (
    ("done", Qt.Key.Key_1, tr("Xong")),
    ("doing", Qt.Key.Key_2, tr("Đang làm")),
    ("stuck", Qt.Key.Key_3, tr("Vướng")),
    ("none", Qt.Key.Key_0, tr("Không")),
)
_STRIP = 84


class ItemRow(QFrame):
    """``changed``: another choice; ``entered``: it has the cursor; ``step``: the cursor leaves it up or down."""

    changed = Signal()
    entered = Signal()
    step = Signal(int)

    def __init__(self, item: ItemProposal, kept: Choice | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item = item
        self.choice: Choice = kept or item.choice
        self._chosen = kept is not None and kept != item.choice
        self.mark_id = f"{item.page}-{item.task.id}"
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self._title = label("heading", wrap=True)
        self._note = label("soft", wrap=True)
        self._sign = label("good")
        self._strip = QLabel()
        self._picture = QPixmap()
        if item.picture:
            self._picture.loadFromData(item.picture)
        self._buttons = {name: self._button(name) for name, _, _ in CHOICES}
        layout = QVBoxLayout(self)
        fill(layout, (self._title, row(*self._buttons.values(), None, self._sign, gap=theme.GRID)), theme.GRID,
             (theme.GAP, theme.GAP, theme.GAP, theme.GAP))  # fmt: skip
        layout.addWidget(self._strip)
        layout.addWidget(self._note)
        self._strip.setVisible(not self._picture.isNull())
        self.retranslate()

    def _button(self, name: Choice) -> QToolButton:
        made = QToolButton()
        made.setProperty("chip", True)
        made.setCheckable(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.clicked.connect(lambda _on: self.choose(name))
        return made

    def choose(self, choice: Choice) -> None:
        """Take a choice of the person."""
        self.choice = choice
        self._chosen = True
        self.retranslate()
        self.changed.emit()

    def retranslate(self) -> None:
        task = self.item.task
        self._title.setText(task.title)
        self.setAccessibleName(task.title)
        for number, (name, _, words) in enumerate(CHOICES):
            button = self._buttons[name]
            button.setText(f"{(number + 1) % 4} {words}")
            button.setChecked(self.choice == name)
        self._show_sign()
        self._note.setText(str(self.item.note) if self.item.note else "")
        self._note.setVisible(bool(self._note.text()))
        self._strip.setAccessibleName(say("Chữ viết tay"))

    def _show_sign(self) -> None:
        if self._chosen:
            look, words = "typed", say("✎ tự chọn")
        elif self.choice == "unclear":
            look, words = "doubt", say("? hãy chọn")
        elif self.choice == "skip":
            look, words = "soft", say("– không ghi")
        elif self.item.confidence >= SURE:
            look, words = "good", say("✓ đọc rõ")
        else:
            look, words = "doubt", say("? xem lại")
        self._sign.setText(words)
        restyle(self._sign, look)

    # -- keyboard and mouse ----------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        for name, key, _ in CHOICES:
            if event.key() == key:
                self.choose(name)
                self.step.emit(1)
                return
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step.emit(1)
        elif event.key() == Qt.Key.Key_Up:
            self.step.emit(-1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.setProperty("chosen", True)
        self._mark_focus()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._mark_focus()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._picture.isNull():
            wide = max(120, self.width() - 4 * theme.GAP)
            how = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            self._strip.setPixmap(self._picture.scaled(wide, _STRIP, *how))

    def _mark_focus(self) -> None:
        self.setLineWidth(2 if self.hasFocus() else 1)
        restyle(self._title, "typed" if self.hasFocus() else "heading")
