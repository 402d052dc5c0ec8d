"""Long care of the office (backup, check, copies to a stick) in a thread of its own, with progress, and stopped on wish."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.core.errors import OfficeError, StorageError
from desktop.core.words import tr
from desktop.services.office import Office
from desktop.workers.lane import OfficeLane, Work

T = TypeVar("T")
#: Hears the share done (0-1).
Share = Callable[[float], None]
Care = Callable[[Office, Share], T]
_STEP = 0.005
_PATIENCE_MS = 5_000

log = logging.getLogger("vanthu.keeper")


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
        self._waiting: list[tuple[str, Callable[[Exception], object]]] = []
        self._lost: list[OfficeLane] = []
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> str:
        """What is being done, '' when nothing is."""
        return self._waiting[0][0] if self._waiting else ""

    def run(self, what: str, care: Care[T], done: Callable[[T], object], failed: Callable[[Exception], object]) -> None:
        """Do ``care``, known as ``what``. When it is stopped, ``failed`` gets OfficeError ``stopped``."""
        if self._lane is None:
            self._works = queue.SimpleQueue()
            self._lane = OfficeLane(self._open, self._works, "vanthu-keeper")
            self._lane.start()
        self._lost = [lane for lane in self._lost if lane.isRunning()]
        lane = self._lane
        self._waiting.append((what, failed))
        if len(self._waiting) == 1:
            self._stop.clear()
            self.busy_changed.emit(what)
        self._works.put(
            Work(
                lambda office: care(office, _Steps(self, what, lane)),
                lambda result: self._answered.emit((lane, done, result)),
                lambda error: self._answered.emit((lane, failed, error)),
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
        lane, self._lane = self._lane, None
        if lane is not None and not lane.wait(_PATIENCE_MS):
            log.error("care of the office hangs and is left behind\n%s", lane.pulse.where())
            self._lost.append(lane)

    @property
    def hanging(self) -> bool:
        """Whether a thread that was given up still hangs in the system."""
        return any(lane.isRunning() for lane in self._lost)

    def give_up_stuck(self, before: float) -> str:
        """Give up care that has not been heard of since before this moment (``time.monotonic``): it fails with words,
        and so does what waited behind it; another thread does what comes next. Return where in the code it stands, ""
        when nothing hangs."""
        lane = self._lane
        if lane is None or lane.begun_at is None or lane.begun_at >= before:
            return ""
        where = lane.pulse.where()
        lane.break_off()
        while not self._works.empty():
            self._works.get()
        self._works.put(None)
        self._lost.append(lane)
        self._lane = None
        given_up, self._waiting = self._waiting, []
        for _what, failed in given_up:
            failed(care_hangs())
        self.busy_changed.emit(self.busy)
        return where

    def gave_up(self, lane: OfficeLane) -> bool:
        """Called in a lane: whether it was given up, because it was not heard of for long."""
        return lane in self._lost

    def tell(self, what: str, share: float) -> None:
        """Called in the lane: how far it is. Raises OfficeError once somebody has stopped it."""
        if self._stop.is_set():
            raise stopped()
        self.progressed.emit(what, share)

    @Slot(object)
    def _deliver(self, answer: tuple[OfficeLane, Callable[[Any], object], Any]) -> None:
        lane, taker, outcome = answer
        if lane in self._lost:
            return  # it was given up, and that was told
        self._waiting.pop(0)
        self._stop.clear()
        taker(outcome)
        self.busy_changed.emit(self.busy)


class _Steps:
    """Passes on a share when it has grown enough to be worth a signal."""

    def __init__(self, keeper: Keeper, what: str, lane: OfficeLane) -> None:
        self._keeper = keeper
        self._lane = lane
        self._what = what
        self._last = -1.0

    def __call__(self, share: float) -> None:
        if self._keeper.gave_up(self._lane):
            raise stopped()
        self._lane.pulse.beat()
        if share - self._last >= _STEP or share < self._last or self._keeper._stop.is_set():
            self._last = share
            self._keeper.tell(self._what, share)


def stopped() -> OfficeError:
    """Return the error of care that somebody has stopped."""
    return OfficeError("stopped", tr("Đã dừng."), None, tr("Không có gì dở dang để lại."))


def care_hangs() -> OfficeError:
    """Return the error of care that does not go on: a stick or a disk does not answer."""
    return StorageError(
        "care-hangs",
        tr("Ổ đĩa hoặc USB không trả lời khi đang sao lưu hoặc kiểm tra."),
        tr("Rút USB ra rồi cắm lại, hoặc kiểm tra ổ đĩa; sau đó làm lại."),
        tr("Dữ liệu của cơ quan và các bản sao lưu trước vẫn còn nguyên."),
    )
