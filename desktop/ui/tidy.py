"""Garbage is collected on the window's thread alone. Python collects where it happens to allocate: a worker thread that
destroys parts of a window in passing brings the program down."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 400


class Tidy(QObject):
    """Takes over from Python's own collection between ``start`` and ``stop``; the thresholds stay Python's."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Collect here and nowhere else."""
        gc.disable()
        self._timer.start()

    def keep(self) -> None:
        """What stands now stays: no later collection walks it while somebody types."""
        gc.freeze()

    def stop(self) -> None:
        """Give the collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def look(self) -> None:
        """Collect the oldest generation that is due."""
        due = [
            place
            for place, (count, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
            if count > most
        ]
        if due:
            gc.collect(due[-1])
