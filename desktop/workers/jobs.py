"""The office off the UI thread: one writer that works in order, a few readers, answers on the UI thread."""

from __future__ import annotations

import contextlib
import logging
import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.core.errors import OfficeError
from desktop.core.rights import Access
from desktop.core.words import tr
from desktop.services.office import Office
from desktop.workers.lane import OfficeLane, Work

log = logging.getLogger("vanthu.jobs")

T = TypeVar("T")
Done = Callable[[T], None]
Failure = Callable[[Exception], None]

_READERS = 2
_LOST_MS = 2_000
_LAST_WRITES_MS = 60_000


@dataclass(frozen=True)
class _Answer:
    """What came of an operation, for whoever takes it. ``counted``: it was under way."""

    taker: Callable[[Any], None]
    outcome: object
    failed: bool = False
    counted: bool = True


class Jobs(QObject):
    """Runs operations on the office in ``office_folder`` in threads of its own; make and use it on the UI thread.

    ``done`` and ``failed`` are called on the UI thread. ``failed_unhandled`` carries exceptions that nobody took;
    ``busy_changed`` tells when work begins and when all of it is done. ``patience_ms``: how long ``close`` waits for the
    last writes.
    """

    failed_unhandled = Signal(object)
    busy_changed = Signal(bool)
    _answered = Signal()

    def __init__(
        self,
        office_folder: Path,
        *,
        clock: Callable[[], datetime] | None = None,
        actor: str = "",
        patience_ms: int = _LAST_WRITES_MS,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.folder = Path(office_folder)
        self._clock = clock
        self._actor = actor
        self._writes: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._reads: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._session: Access | None = None
        self._writer = OfficeLane(lambda: self._open(read_only=False), self._writes, "vanthu-writer", self._who)
        self._readers = [self._reader(n) for n in range(_READERS)]
        self._lost: list[OfficeLane] = []
        self._left: list[OfficeLane] = []
        self._patience_ms = patience_ms
        self._under_way = 0
        self._closing = False
        self._gate = threading.Lock()
        self._answers: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        for lane in (self._writer, *self._readers):
            lane.start()

    def _reader(self, number: int) -> OfficeLane:
        return OfficeLane(lambda: self._open(read_only=True), self._reads, f"vanthu-reader-{number}", self._who)

    @property
    def writing_since(self) -> float | None:
        """When the write under way began (``time.monotonic``), None when none is."""
        return self._writer.begun_at

    def where_writing(self) -> str:
        """Return where in the code the writer stands."""
        return self._writer.pulse.where()

    def replace_stuck_readers(self, before: float) -> list[str]:
        """Break off what readers have been asked before this moment (``time.monotonic``) and have not answered; other
        threads take their place. Return where in the code each of them stands."""
        self._lost = [lane for lane in self._lost if lane.isRunning()]
        for lane in self._lost:
            lane.break_off()  # again: the first time it may have been between two questions
        stuck = [n for n, lane in enumerate(self._readers) if lane.begun_at is not None and lane.begun_at < before]
        where = [self._readers[place].pulse.where() for place in stuck]
        for place in stuck:
            lane = self._readers[place]
            lane.break_off()
            self._lost.append(lane)
            self._readers[place] = self._reader(place)
            self._readers[place].start()
        return where

    @property
    def session(self) -> Access | None:
        """Who is signed in at the window; without meaning while the office asks for no signing in."""
        return self._session

    def work_as(self, access: Access | None) -> None:
        """Let this person's rights count for all that is asked from now on; None: nobody is signed in."""
        self._session = access

    def _who(self) -> Access | None:
        return self._session

    @property
    def busy(self) -> bool:
        """Whether something was asked and has not been answered."""
        return self._under_way > 0

    def write(self, operation: Callable[[Office], T], done: Done[T], failed: Failure | None = None) -> None:
        """Do something to the office; operations run one after the other in the order they were given."""
        self._ask(self._writes, operation, done, failed)

    def read(self, query: Callable[[Office], T], done: Done[T], failed: Failure | None = None) -> None:
        """Ask the office something through a read-only Office; it sees every write whose ``done`` was called."""
        self._ask(self._reads, query, done, failed)

    def call(self, operation: Callable[[Office], T]) -> T:
        """Run an operation of the program's own on the writer and wait for its result: for other worker threads, never
        for the UI thread.

        Raises what the operation raises; OfficeError ``closed`` once ``close`` was called.
        """
        future: Future[T] = Future()
        with self._gate:
            if self._closing:
                raise closed()
            self._writes.put(Work(operation, future.set_result, future.set_exception, program=True))
        return future.result()

    def open_reader(self) -> Office:
        """Open a read-only Office of the same folder and clock, for another thread."""
        return self._open(read_only=True)

    def close(self) -> None:
        """Finish the writes, drop the reads, end the threads. Answers that were not delivered yet are dropped, failures
        of writes are not: they go to ``failed_unhandled`` or their taker before this returns. A thread that hangs in the
        system is left behind (``hanging``); a write that hangs is whole or not there at all, like after a power cut."""
        with self._gate:
            if self._closing:
                return
            self._closing = True
        _empty(self._reads)
        self._writes.put(None)
        for _ in self._readers:
            self._reads.put(None)
        if not self._writer.wait(self._patience_ms):
            self._leave(self._writer)
        for lane in (*self._readers, *self._lost):
            if not lane.wait(_LOST_MS):
                lane.break_off()
                if not lane.wait(_LOST_MS):
                    self._leave(lane)
        self._tell_last_failures()

    @property
    def hanging(self) -> bool:
        """Whether a thread that was to end still hangs in the system."""
        return any(lane.isRunning() for lane in self._left)

    @property
    def writes_left(self) -> bool:
        """Whether a write was asked for that ``close`` could not wait for."""
        return self._writer in self._left

    def _leave(self, lane: OfficeLane) -> None:
        log.error("%s hangs and is left behind\n%s", lane.objectName(), lane.pulse.where())
        self._left.append(lane)

    def _tell_last_failures(self) -> None:
        with contextlib.suppress(queue.Empty):
            while True:
                answer = self._answers.get_nowait()
                if answer.failed:
                    answer.taker(answer.outcome)

    def _open(self, *, read_only: bool) -> Office:
        return Office.open(self.folder, clock=self._clock, actor=self._actor, read_only=read_only)

    def _ask(
        self,
        works: queue.SimpleQueue[Work | None],
        operation: Callable[[Office], Any],
        done: Done[Any],
        failed: Failure | None,
    ) -> None:
        take_failure = failed or self.failed_unhandled.emit
        if self._closing:
            self._answer(_Answer(take_failure, closed(), failed=True, counted=False))
            return
        self._under_way += 1
        if self._under_way == 1:
            self.busy_changed.emit(True)
        works.put(
            Work(
                operation,
                lambda result: self._answer(_Answer(done, result)),
                lambda error: self._answer(_Answer(take_failure, error, failed=True)),
                fresh=works is self._reads,
            )
        )

    def _answer(self, answer: _Answer) -> None:
        """Called in the lanes: keep the answer and let the UI thread know of it."""
        self._answers.put(answer)
        self._answered.emit()

    @Slot()
    def _deliver(self) -> None:
        """Hand over one answer: each has its own event, so that events of the window come between them."""
        with contextlib.suppress(queue.Empty):
            answer = self._answers.get_nowait()
            self._under_way -= answer.counted
            if answer.counted and self._under_way == 0:
                self.busy_changed.emit(False)
            answer.taker(answer.outcome)


def _empty(works: queue.SimpleQueue[Work | None]) -> None:
    while not works.empty():
        works.get()


def closed() -> OfficeError:
    """Return the error for work that is asked for while the program ends."""
    return OfficeError("closed", tr("Chương trình đang đóng, việc này không được thực hiện."))
