"""Watches the threads that work on the office: one that hangs is told; a reading one is broken off and replaced."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.workers.jobs import Jobs

log = logging.getLogger("vanthu.watchdog")

READ_SECONDS = 60.0
WRITE_SECONDS = 60.0
_PAUSE_MS = 5_000


class Watchdog(QObject):
    """Looks every few seconds. ``reading_restarted``: a question took so long that it was broken off, and its thread
    replaced; ``writing_slow`` (seconds): a write has been going on for that long. A write is never broken off: it is
    one transaction, whole or not at all, and the disk may be slow. Each is told once."""

    reading_restarted = Signal()
    writing_slow = Signal(int)

    def __init__(
        self, jobs: Jobs, parent: QObject | None = None, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._clock = clock
        self._told: float | None = None
        self._timer = QTimer(self, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once at every thread."""
        now = self._clock()
        if self._jobs.replace_stuck_readers(now - READ_SECONDS):
            log.error("a reading thread hung and was replaced")
            self.reading_restarted.emit()
        begun = self._jobs.writing_since
        if begun is None or now - begun < WRITE_SECONDS:
            self._told = None
        elif self._told != begun:
            self._told = begun
            log.error("a write has been going on for %d seconds", now - begun)
            self.writing_slow.emit(int(now - begun))
