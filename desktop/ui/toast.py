"""Quiet messages in the row at the foot of the window: what was done, with at most one next step.

They stand in a row of their own and never over anything that one works with. A message too long for the row makes the
row higher instead of being cut.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.core.words import Text, say
from desktop.ui import theme
from desktop.ui.context import ToastAction
from desktop.ui.widgets import fill, label, tool_button

_MS_PLAIN, _MS_ACTION, _MS_LETTER = 6_000, 12_000, 60
_MOST = 2
_CLOSE = QSize(14, 14)


class Toast(QFrame):
    """One message. It goes by itself, but not while the mouse is on it, nor while nobody can see it."""

    closed = Signal()

    def __init__(self, text: str, action: ToastAction | None, keys: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self.text = text
        self.action = action
        self._words = label()
        self._words.setText(text)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        fill(layout := QHBoxLayout(self), (), theme.GAP, (theme.GAP, 1, theme.GRID, 1))
        layout.addWidget(self._words, 1)
        self.button: QPushButton | None = None
        if action is not None:
            self.button = QPushButton(f"{action.label} ({keys})" if keys else str(action.label))
            self.button.setObjectName("link")
            self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self.button.clicked.connect(self.act)
            layout.addWidget(self.button)
        self._close = tool_button("close", self.close)
        self._close.setIconSize(_CLOSE)
        self._close.setToolTip(say("Đóng"))
        self._close.setAccessibleName(say("Đóng"))
        layout.addWidget(self._close)
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        least = (_MS_ACTION if action else _MS_PLAIN) + _MS_LETTER * len(text)
        self._timer = QTimer(self, interval=least)
        self._timer.timeout.connect(self._time_is_up)

    def natural_width(self) -> int:
        """Return how wide the message is in one line."""
        parts = [self._words.fontMetrics().horizontalAdvance(self.text) + 8, self._close.sizeHint().width()]
        if self.button is not None:
            parts.append(self.button.sizeHint().width())
        return sum(parts) + theme.GAP * len(parts) + theme.MARGIN

    def wrap(self, wrapped: bool) -> None:
        """Let the words take more than one line."""
        self._words.setWordWrap(wrapped)

    def count_down(self, seen: bool) -> None:
        """Let the time for reading run while the message is ``seen``."""
        if seen != self._timer.isActive():
            self._timer.start() if seen else self._timer.stop()

    def act(self) -> None:
        """Take the next step that the message offers."""
        action = self.action
        self.close()
        if action is not None:
            action.run()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._timer.stop()
        self.closed.emit()
        super().closeEvent(event)

    def _time_is_up(self) -> None:
        if self.isVisible() and not self.underMouse() and (self.window().isActiveWindow() or not self.action):
            self.close()


class Toasts(QWidget):
    """The last messages side by side: two when there is room for both, else the newest. ``changed`` when one came or
    went. ``undo`` and ``step`` are the actions of the window that do what the newest message offers."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Toast] = []
        self._last_undo: Callable[[], object] | None = None
        self._undo: QAction | None = None
        self._step: QAction | None = None
        self._row = QHBoxLayout(self)
        fill(self._row, (), theme.GAP)
        self.hide()

    def line_height(self) -> int:
        """Return how high a message of one line is, so that room can be kept for it."""
        sample = Toast("", ToastAction(Text(""), lambda: None), "Ctrl+Z", self)
        height = sample.sizeHint().height()
        sample.deleteLater()
        return height

    def use(self, undo: QAction, step: QAction) -> None:
        """Take the window's actions whose keys stand on the messages."""
        self._undo, self._step = undo, step
        self._enable()

    def show_message(self, text: Text | str, action: ToastAction | None = None) -> None:
        """Show a message; the oldest goes when there are too many."""
        toast = Toast(str(text), action, self._keys(action), self)
        toast.closed.connect(lambda: self._gone(toast))
        if action is not None and action.undo:
            self._last_undo = action.run
        self._shown.append(toast)
        self._row.addWidget(toast)
        for old in self._shown[:-_MOST]:
            old.close()
        self._arrange()
        self._announce(toast.text)

    def _announce(self, text: str) -> None:
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # many names, and no message at the start

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.window(), text))

    def last(self) -> Toast | None:
        """Return the newest message still shown."""
        return self._shown[-1] if self._shown else None

    def undo(self) -> None:
        """Take back what was done last, also after its message has gone."""
        toast = next((t for t in reversed(self._shown) if t.action is not None and t.action.undo), None)
        again, self._last_undo = self._last_undo, None
        if toast is not None:
            toast.act()
        elif again is not None:
            again()
        self._enable()

    def step(self) -> None:
        """Take the next step that the newest message offers."""
        toast = next((t for t in reversed(self._shown) if t.action is not None and not t.action.undo), None)
        if toast is not None:
            toast.act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _keys(self, action: ToastAction | None) -> str:
        what = (self._undo if action.undo else self._step) if action is not None else None
        return what.shortcut().toString(QKeySequence.SequenceFormat.NativeText) if what is not None else ""

    def _gone(self, toast: Toast) -> None:
        if toast in self._shown:
            self._shown.remove(toast)
            self._row.removeWidget(toast)
            self._arrange()

    def _arrange(self) -> None:
        wanted = [toast.natural_width() for toast in self._shown]
        both = sum(wanted) + theme.GAP <= self.width()
        for toast, width in zip(self._shown, wanted, strict=True):
            seen = both or toast is self._shown[-1]
            toast.wrap(width > self.width())
            toast.setVisible(seen)
            toast.count_down(seen)
        self.setVisible(bool(self._shown))
        self._enable()
        self.changed.emit()

    def _enable(self) -> None:
        if self._undo is not None and self._step is not None:
            self._undo.setEnabled(self._last_undo is not None)
            self._step.setEnabled(any(t.action is not None and not t.action.undo for t in self._shown))
