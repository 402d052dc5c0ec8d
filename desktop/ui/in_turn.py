"""What can wait, done bit by bit: its modules are loaded in a thread, then each step has a turn of the loop of its own, so
that keys and clicks come between them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal


class InTurn(QObject):
    """Runs ``steps`` one after the other, once ``modules`` have been loaded. A step that fails is told; the others follow."""

    _loaded = Signal()
    PAUSE_MS = 15

    def __init__(self, modules: Sequence[str], steps: Sequence[Callable[[], object]], parent: QObject) -> None:
        super().__init__(parent)
        self._modules = modules
        self._steps = list(steps)
        self._turn = QTimer(self, interval=self.PAUSE_MS)
        self._turn.timeout.connect(self._next)
        self._loaded.connect(self._turn.start)
        self._thread: threading.Thread | None = None
        self._stopped = False

    def start(self) -> None:
        """Begin."""
        self._thread = threading.Thread(target=self._load, name="in-turn", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Run no more of them."""
        self._stopped = True
        self._steps.clear()
        self._turn.stop()
        if self._thread is not None:
            self._thread.join()

    def _load(self) -> None:
        for name in self._modules:
            if not self._stopped:
                import_module(name)
        self._loaded.emit()

    def _next(self) -> None:
        if not self._steps:
            self._turn.stop()
            return
        self._steps.pop(0)()
