"""Watches the threads that work on the office: one that hangs is told; a reading one is broken off and replaced."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.workers.intake import IntakeRunner
from desktop.workers.jobs import Jobs
from desktop.workers.keeper import Keeper

log = logging.getLogger("vanthu.watchdog")

READ_SECONDS = 60.0
FOLDER_SECONDS = 30.0
CARE_SECONDS = 180.0
WRITE_SECONDS = 60.0
_PAUSE_MS = 5_000


class Watchdog(QObject):
    """Looks every few seconds; where a thread that hangs stands in the code goes to the log. ``reading_restarted``: a
    question took so long that it was broken off, and its thread replaced; ``writing_slow`` (seconds): a write has been
    going on for that long. A write is never broken off: it is one transaction, whole or not at all, and the disk may be
    slow. A scan folder that does not answer is left alone until it does; care (backup, check) that hangs fails with words.
    Each is told once."""

    reading_restarted = Signal()
    writing_slow = Signal(int)

    def __init__(
        self,
        jobs: Jobs,
        parent: QObject | None = None,
        *,
        intake: IntakeRunner | None = None,
        keeper: Keeper | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._intake = intake
        self._keeper = keeper
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
        stuck = self._jobs.replace_stuck_readers(now - READ_SECONDS)
        for where in stuck:
            log.error("a reading thread hung and was replaced\n%s", where)
        if stuck:
            self.reading_restarted.emit()
        if self._intake is not None and (where := self._intake.replace_stuck(now - FOLDER_SECONDS)):
            log.error("the scan folder does not answer\n%s", where)
        if self._keeper is not None and (where := self._keeper.give_up_stuck(now - CARE_SECONDS)):
            log.error("care of the office hung and was left\n%s", where)
        self._look_at_writer(now)

    def _look_at_writer(self, now: float) -> None:
        begun = self._jobs.writing_since
        if begun is None or now - begun < WRITE_SECONDS:
            self._told = None
        elif self._told != begun:
            self._told = begun
            log.error("a write has been going on for %d seconds\n%s", now - begun, self._jobs.where_writing())
            self.writing_slow.emit(int(now - begun))
