"""What stands where the form would be when there is nothing to fill in: why, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui import theme
from desktop.ui.icons import icon
from desktop.ui.widgets import action_button, column, fill, label

_SIGN = 44


class NoticePanel(QWidget):
    """A sign, a heading, a few sentences and buttons, in the middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = label(centre=True)
        self._sign.setFixedHeight(_SIGN + theme.GRID)
        self.heading = label("title", wrap=True, centre=True)
        self.words = label("", wrap=True, centre=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._shown: list[QPushButton] = []
        self._buttons = column(gap=theme.GAP)
        inner = QWidget()
        inner.setMaximumWidth(520)
        fill(QVBoxLayout(inner), (self._sign, self.heading, self.words, self._buttons), theme.MARGIN)
        across = QHBoxLayout()
        fill(across, (None,), 0)
        across.addWidget(inner, 1000)
        across.addStretch(1)
        fill(QVBoxLayout(self), (None, across, None), 0, (theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE))

    def say(self, sign: str, heading: str, words: str, actions: Sequence[QAction] = (), colour: str = "") -> None:
        """Show ``sign`` (an icon's name), a heading, sentences and a button for each action that can be done now."""
        self._sign.setPixmap(icon(sign, colour or theme.shades().text_soft).pixmap(_SIGN, _SIGN))
        self.heading.setText(heading)
        self.words.setText(words)
        self._clear()
        for action in actions:
            if not action.isEnabled():
                continue
            button = action_button(action)
            button.setAutoDefault(True)
            self._shown.append(button)
            self._buttons.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)

    def begin(self) -> None:
        """Put the focus on the first button."""
        for button in self._shown[:1]:
            button.setFocus()

    def _clear(self) -> None:
        for button in self._shown:
            self._buttons.removeWidget(button)
            button.deleteLater()
        self._shown = []
