"""At the window's foot while scans are read: how far that is, and the button that puts it off or lets it go on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.bar import Bar
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.widgets import ICON, fill

_WIDTH = 96
_ACTION = "file.pause_reading"


class ReadingBar(QWidget):
    """Shown while scans are to be read. The button does what the action of the menu does."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._left = 0
        self._alone = False
        self.bar = Bar()
        self.bar.setTextVisible(False)
        self.bar.setFixedSize(_WIDTH, 10)
        self.button = QToolButton()
        self.button.setAutoRaise(True)
        self.button.setIconSize(ICON)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(lambda _on=False: context.actions[_ACTION].trigger())
        fill(QHBoxLayout(self), (self.bar, self.button), theme.GRID)
        context.intake.paused_changed.connect(lambda _on: self.retranslate())
        self.hide()

    def show_reading(self, left: int, done: int) -> None:
        """Take how many scans are to be read, and how many were since it began."""
        self._left = left
        self.bar.setMaximum(max(1, left + done))
        self.bar.setValue(done)
        self._show()

    def give_way(self, alone: bool) -> None:
        """A message has the row to itself, or it has gone."""
        self._alone = alone
        self._show()

    def _show(self) -> None:
        self.setVisible(self._left > 0 and not self._alone)

    def retranslate(self) -> None:
        """Show the words and the sign of what the button would do."""
        paused = self._context.intake.paused
        name = say("Đọc tiếp") if paused else say("Tạm dừng đọc")
        for action in self._context.actions.some(_ACTION):
            action.setText(name)
            action.setIcon(icon("resume" if paused else "pause"))
        self.button.setIcon(icon("resume" if paused else "pause"))
        self.button.setToolTip(f"{name} (Ctrl+Shift+W)")
        self.button.setAccessibleName(name)
        self.bar.setAccessibleName(say("Tiến độ đọc bản quét"))
