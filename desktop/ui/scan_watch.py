"""What becomes of the scans, wherever one is in the window: how many came, which failed, how long reading still takes."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.records import Scan
from desktop.services import inbox
from desktop.ui.context import UiContext

if TYPE_CHECKING:
    from desktop.services.office import Office

_PAUSE_MS = 1000
_TO_READ = frozenset({"stored", "reading"})
_BAD = frozenset({"unreadable", "refused"})
_LEAST_FOR_TIME = 2


class ScanWatch(QObject):
    """``came``: scans not seen before, ``failed``: scans that cannot be read or must not be; ``reading``: how many are
    still to be read, in how many seconds they will be (None: not known yet), and how many were since it began."""

    came = Signal(object)  # list[Scan]
    failed = Signal(object)  # list[Scan]
    reading = Signal(int, object, int)

    def __init__(
        self,
        context: UiContext,
        last_id: int = 0,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self.last_id = last_id
        self._clock = clock
        self._states: dict[int, str] = {}
        self._heard: set[int] = set()
        self._looked = False
        self._begun: float | None = None
        self._read_since = 0
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._look_again)
        context.intake.scan_changed.connect(self._changed)
        context.intake.paused_changed.connect(self._paused)
        context.changed.connect(self._settled)

    @property
    def rests(self) -> bool:
        """Whether no scan has come or changed of late, and none is being read."""
        return self._looked and not self._heard and self._begun is None

    def _changed(self, scan_id: int) -> None:
        self._heard.add(scan_id)
        if not self._pause.isActive():
            self._pause.start()

    def _paused(self, _on: bool) -> None:
        """The time of a pause says nothing about how long reading takes."""
        self._begun, self._read_since = None, 0
        self.look()

    def _settled(self, topic: str) -> None:
        """A person registered or left out scans: those that were to be read may not wait any more."""
        if topic == "scans" and self._looked:
            self._heard.update(scan_id for scan_id, state in self._states.items() if state in _TO_READ)
            if self._heard and not self._pause.isActive():
                self._pause.start()

    def look(self) -> None:
        """Ask the office how the scans stand."""
        self._heard.clear()
        self._context.read(_waiting, self.take)

    def _look_again(self) -> None:
        """Ask how the scans stand that changed, once all have been looked at."""
        if not self._looked:
            self.look()
            return
        changed, self._heard = tuple(self._heard), set()
        self._context.read(
            lambda office: inbox.waiting_among(office, changed), lambda scans: self.take_news(changed, scans)
        )

    def take(self, scans: list[Scan]) -> None:
        """Compare all that wait with what was known and tell what is new."""
        self._looked = True
        self._compare(scans, {scan.id: scan.state for scan in scans})

    def take_news(self, changed: Collection[int], scans: list[Scan]) -> None:
        """The same for some that changed, of which ``scans`` still wait."""
        gone = set(changed)
        kept = {scan_id: state for scan_id, state in self._states.items() if scan_id not in gone}
        self._compare(scans, kept | {scan.id: scan.state for scan in scans})

    def _compare(self, scans: list[Scan], states: dict[int, str]) -> None:
        fresh = [scan for scan in scans if scan.id > self.last_id]
        failed = [scan for scan in scans if scan.state in _BAD and self._states.get(scan.id) != scan.state]
        first = not self._states
        failed = [scan for scan in failed if not first or scan.id > self.last_id]
        before = {scan_id for scan_id, state in self._states.items() if state in _TO_READ}
        self._states = states
        self.last_id = max([self.last_id, *self._states])
        if fresh:
            self.came.emit(fresh)
        if failed:
            self.failed.emit(failed)
        self._tell_reading(before)

    def _tell_reading(self, before: set[int]) -> None:
        left = {scan_id for scan_id, state in self._states.items() if state in _TO_READ}
        if not left:
            self._begun, self._read_since = None, 0
        elif self._begun is None:
            self._begun, self._read_since = self._clock(), 0
        else:
            self._read_since += len(before - left)
        self.reading.emit(len(left), self._seconds(len(left)), self._read_since)

    def _seconds(self, left: int) -> float | None:
        if self._begun is None or self._read_since < _LEAST_FOR_TIME:
            return None
        return left * (self._clock() - self._begun) / self._read_since


def _waiting(office: Office) -> list[Scan]:
    return inbox.waiting(office)
