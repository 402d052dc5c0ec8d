"""Whether somebody sits at the window: keys, clicks, the mouse."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QWindow

_STIRS = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    )
)


class Stirring(QObject):
    """Calls ``stirred`` when somebody uses keyboard or mouse. It listens to the system's windows, where each such event
    comes in once; a filter on the program would be called for every event of every widget, and hold the window."""

    def __init__(self, stirred: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stirred = stirred
        self._on = False

    def watch(self, on: bool) -> None:
        """Listen from now on, or no longer."""
        app = QGuiApplication.instance()
        if on == self._on or not isinstance(app, QGuiApplication):
            return
        self._on = on
        if on:
            app.focusWindowChanged.connect(self._follow)
            for window in QGuiApplication.topLevelWindows():
                window.installEventFilter(self)
        else:
            app.focusWindowChanged.disconnect(self._follow)
            for window in QGuiApplication.allWindows():
                window.removeEventFilter(self)

    def _follow(self, window: QWindow | None) -> None:
        """A dialog is a window of its own."""
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if event.type() in _STIRS:
            self._stirred()
        return False
