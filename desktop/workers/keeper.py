"""Long care of the office (backup, check, copies to a stick) in a thread of its own, with progress, and stopped on wish."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.core.errors import OfficeError
from desktop.core.words import tr
from desktop.services.office import Office
from desktop.workers.lane import OfficeLane, Work

T = TypeVar("T")
#: Hears the share done (0-1).
Share = Callable[[float], None]
Care = Callable[[Office, Share], T]
_STEP = 0.005


class Keeper(QObject):
    """Runs one piece of care after the other; make and use it on the UI thread, where its signals and answers arrive.

    The thread begins with the first piece. The Office is a read-only one: care never waits for a clerk, nor a clerk for
    care.
    """

    progressed = Signal(str, float)  # what is done, how far (0-1)
    busy_changed = Signal(str)  # what begins, '' when all is done
    _answered = Signal(object)

    def __init__(self, open_office: Callable[[], Office], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open = open_office
        self._works: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._lane: OfficeLane | None = None
        self._stop = threading.Event()
        self._waiting: list[str] = []
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> str:
        """What is being done, '' when nothing is."""
        return self._waiting[0] if self._waiting else ""

    def run(self, what: str, care: Care[T], done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        """Do ``care``, known as ``what``. When it is stopped, ``failed`` gets OfficeError ``stopped``."""
        if self._lane is None:
            self._lane = OfficeLane(self._open, self._works, "vanthu-keeper")
            self._lane.start()
        self._waiting.append(what)
        if len(self._waiting) == 1:
            self._stop.clear()
            self.busy_changed.emit(what)
        self._works.put(
            Work(
                lambda office: care(office, _Steps(self, what)),
                lambda result: self._answered.emit((done, result)),
                lambda error: self._answered.emit((failed, error)),
                fresh=True,
            )
        )

    def stop(self) -> None:
        """Stop what is being done now; nothing half made stays."""
        self._stop.set()

    def close(self) -> None:
        """Stop what is being done, drop the rest, end the thread."""
        self._stop.set()
        while not self._works.empty():
            self._works.get()
        self._works.put(None)
        if self._lane is not None:
            self._lane.wait()
            self._lane = None

    def tell(self, what: str, share: float) -> None:
        """Called in the lane: how far it is. Raises OfficeError once somebody has stopped it."""
        if self._stop.is_set():
            raise stopped()
        self.progressed.emit(what, share)

    @Slot(object)
    def _deliver(self, answer: tuple[Callable[[Any], object], Any]) -> None:
        self._waiting.pop(0)
        self._stop.clear()
        taker, outcome = answer
        taker(outcome)
        self.busy_changed.emit(self.busy)


class _Steps:
    """Passes on a share when it has grown enough to be worth a signal."""

    def __init__(self, keeper: Keeper, what: str) -> None:
        self._keeper = keeper
        self._what = what
        self._last = -1.0

    def __call__(self, share: float) -> None:
        if share - self._last >= _STEP or share < self._last or self._keeper._stop.is_set():
            self._last = share
            self._keeper.tell(self._what, share)


def stopped() -> OfficeError:
    """Return the error of care that somebody has stopped."""
    return OfficeError("stopped", tr("Đã dừng."), None, tr("Không có gì dở dang để lại."))
