"""The loud word about backups: on the desk as a banner, at the window's foot as a sign; both lead to what helps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.widgets import fill, label, restyle

if TYPE_CHECKING:
    from desktop.core.words import Text
    from desktop.services.backup_care import BackupState, Level


def _told(state: BackupState) -> tuple[Level, Text] | None:
    from desktop.services import backup_care  # no start waits for it

    return backup_care.warning(state)


class BackupBanner(QFrame):
    """Stands over the desk while there is something to say about the backups."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._state: BackupState | None = None
        self._sign = QLabel()
        self.words = label("bad", wrap=True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.now, self.more = QPushButton(), QPushButton()
        self.now.clicked.connect(lambda _on=False: context.backups.back_up())
        self.more.clicked.connect(lambda _on=False: context.open_screen("settings"))
        margins = (theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        fill(QHBoxLayout(self), (self._sign, self.words, self.now, self.more), theme.MARGIN, margins)
        context.backups_changed.connect(self.take)
        self.hide()
        self.retranslate()

    def take(self, state: BackupState) -> None:
        """Show what a state has to say, or hide."""
        self._state = state
        told = _told(state)
        self.setVisible(told is not None)
        if told is not None:
            level, words = told
            shades = theme.shades()
            self._sign.setPixmap(icon("warning", shades.bad if level == "bad" else shades.doubt).pixmap(28, 28))
            self.words.setText(str(words))
            restyle(self.words, level)

    def retranslate(self) -> None:
        self.now.setText(say("Sao lưu ngay"))
        self.now.setToolTip(say("Ghi bản sao lưu hôm nay và chép ra USB đang cắm"))
        self.more.setText(say("Thiết lập sao lưu"))
        self.more.setToolTip(say("Mở phần sao lưu trong Thiết lập"))
        if self._state is not None:
            self.take(self._state)


class BackupSign(QToolButton):
    """A sign at the window's foot: a warning in words, or how far a backup is; a click leads to the settings."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._state: BackupState | None = None
        self._share: float | None = None
        self._follows = False
        self.setAutoRaise(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.clicked.connect(lambda _on=False: context.open_screen("settings"))
        context.backups_changed.connect(self.take)
        self.hide()

    def take(self, state: BackupState) -> None:
        """Show what a state has to say, or hide."""
        self._state = state
        if not self._follows:
            self._follows = True
            self._context.backups.progressed.connect(self._progress)
            self._context.backups.busy_changed.connect(self._busy)
        self._show()

    def _progress(self, what: str, share: float) -> None:
        if what != "check":
            self._share = share
            self._show()

    def _busy(self, what: str) -> None:
        if what not in ("backup", "disk", "whole"):
            self._share = None
            self._show()

    def _show(self) -> None:
        told = _told(self._state) if self._state else None
        if self._share is not None:
            self.setIcon(icon("backup"))
            self.setText(say("Đang sao lưu {percent} %", percent=round(self._share * 100)))
        elif told is not None:
            shades = theme.shades()
            self.setIcon(icon("warning", shades.bad if told[0] == "bad" else shades.doubt))
            self.setText(say("Cần sao lưu"))
            self.setToolTip(str(told[1]))
        self.setVisible(self._share is not None or told is not None)

    def retranslate(self) -> None:
        self._show()
