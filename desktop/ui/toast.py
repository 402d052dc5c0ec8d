"""Quiet messages at the foot of the window: what was done, with at most one next step."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from desktop.core.words import Text, say
from desktop.ui import theme
from desktop.ui.context import ToastAction
from desktop.ui.widgets import fill, label, tool_button

_MS_PLAIN, _MS_ACTION = 6_000, 12_000
_MOST = 3
_WIDEST = 640


class Toast(QFrame):
    """One message. It goes by itself, but not while the mouse is on it."""

    closed = Signal()

    def __init__(self, text: str, action: ToastAction | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.text = text
        words = label(wrap=len(text) > 70)
        words.setText(text)
        words.setMaximumWidth(_WIDEST)
        fill(layout := QHBoxLayout(self), (words,), theme.MARGIN, (16, theme.GAP, theme.GAP, theme.GAP))
        self.button: QPushButton | None = None
        if action is not None:
            self.button = QPushButton(str(action.label))
            self.button.setFlat(True)
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.button.clicked.connect(lambda: self._act(action))
            layout.addWidget(self.button)
        close = tool_button("close", self.close)
        close.setToolTip(say("Đóng"))
        close.setAccessibleName(say("Đóng"))
        layout.addWidget(close)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._timer = QTimer(self, singleShot=True, interval=_MS_ACTION if action else _MS_PLAIN)
        self._timer.timeout.connect(self.close)
        self._timer.start()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closed.emit()
        super().closeEvent(event)

    def _act(self, action: ToastAction) -> None:
        self.close()
        action.run()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start()
        super().leaveEvent(event)


class Toasts(QObject):
    """Keeps the last few messages stacked above the foot of ``window``."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown: list[Toast] = []
        window.installEventFilter(self)

    def show(self, text: Text | str, action: ToastAction | None = None) -> None:
        """Show a message; the oldest goes when there are too many."""
        toast = Toast(str(text), action, self._window)
        toast.closed.connect(lambda: self._gone(toast))
        self._shown.append(toast)
        for old in self._shown[:-_MOST]:
            old.close()
        self._place()
        toast.show()
        toast.raise_()

    def last(self) -> Toast | None:
        """Return the newest message still shown."""
        return self._shown[-1] if self._shown else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _gone(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._place()

    def _place(self) -> None:
        bottom = self._window.height() - 48
        for toast in reversed(self._shown):
            toast.adjustSize()
            bottom -= toast.height() + theme.GAP
            toast.move((self._window.width() - toast.width()) // 2, bottom)
