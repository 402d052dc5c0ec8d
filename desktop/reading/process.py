"""The pool of reading processes: files that strangers made are opened there, within limits, never in the program.

A pool belongs to one thread, which calls ``pump`` to keep it going; only ``wake`` may be called from others.
The next job goes to a free process at once: preferred jobs first, then letters in their order, then long files, and
one process never takes a long file or work of the background, so that neither a 60-page annex nor the copies with
invisible text hold up the head of the next letter.
"""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable
from multiprocessing.connection import Pipe, wait
from types import TracebackType
from typing import Self

from desktop.core.errors import OfficeError, StorageError
from desktop.core.words import tr
from desktop.reading.process_child import warm_reader
from desktop.reading.process_lane import Job, Lane, Limits
from desktop.reading.process_wire import Done, Event, Failed, HeadKnown, Progressed, Result, Started

__all__ = [
    "Done",
    "Event",
    "Failed",
    "HeadKnown",
    "Interrupted",
    "Job",
    "Limits",
    "Pool",
    "Progressed",
    "Result",
    "Started",
    "default_processes",
]

LONG_PAGES = 12
_SLICE = 0.5  # seconds between two looks at the limits
_SHORT_SLICE = 0.05
_SLEPT = 10.0  # a longer pause means that nobody could listen, or that the machine slept
_MOST_FALSE_STARTS = 3
_IDLE_SECONDS = 300.0


def default_processes() -> int:
    """Return how many processes read at once: two, also on one core (the second keeps heads from waiting)."""
    return 2 if (os.cpu_count() or 1) < 8 else 3


class Interrupted(Exception):
    """The work was called off while a job was running."""


class Pool:
    """Processes that work on files. A context manager; ``close`` leaves none behind."""

    def __init__(
        self,
        processes: int | None = None,
        *,
        limits: Limits | None = None,
        warm: Callable[[], None] | None = warm_reader,
    ) -> None:
        self._most = max(1, processes if processes is not None else default_processes())
        self._limits = limits or Limits()
        self._warm = warm
        self._lanes: list[Lane] = []
        self._queue: list[Job] = []
        self._preferred: int | None = None
        self._paused = False
        self._told: list[Event] = []
        self._false_starts = 0
        self._pumped_at = time.monotonic()
        self._bell_in, self._bell = Pipe(duplex=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def busy(self) -> bool:
        """Whether a job is running, waiting, or has something to tell."""
        return bool(self._queue or self._told or any(lane.job for lane in self._lanes))

    @property
    def pids(self) -> list[int]:
        """The ids of the processes that live now."""
        return [lane.pid for lane in self._lanes]

    def submit(self, job: Job) -> None:
        """Queue a job. Its key is the caller's; every job ends in exactly one Done or Failed, unless cancelled."""
        self._queue.append(job)
        self._feed()

    def prefer(self, key: int) -> None:
        """Let a waiting job be the next (a person is looking at it)."""
        self._preferred = key

    def cancel(self, key: int) -> None:
        """Forget a job; a running one is stopped by ending its process."""
        self._queue = [job for job in self._queue if job.key != key]
        self._told = [event for event in self._told if event.key != key]
        for lane in [lane for lane in self._lanes if lane.job and lane.job.key == key]:
            self._drop(lane)

    def pause(self, on: bool) -> None:
        """Work on nothing until further notice; what was running begins anew afterwards, before what waits."""
        self._paused = on
        for lane in [lane for lane in self._lanes if on and lane.job]:
            if lane.job is not None:
                self._queue.insert(0, lane.job)
            self._drop(lane)
        self._feed()

    def start(self) -> None:
        """Start a process now, so that the first file finds it warm."""
        if not self._lanes:
            self._open_lane()

    def pump(self, timeout: float) -> list[Event]:
        """Keep the pool going: wait up to ``timeout`` seconds for something to happen and return it, oldest first."""
        self._forgive(time.monotonic() - self._pumped_at)
        end = time.monotonic() + timeout
        while True:
            self._feed()
            left = end - time.monotonic()
            before = time.monotonic()
            rung = self._wait(0.0 if self._told else max(0.0, min(left, _SLICE)))
            self._pumped_at = before
            self._forgive(time.monotonic() - before)
            self._pumped_at = time.monotonic()
            self._listen()
            self._enforce()
            self._feed()
            if self._told or rung or time.monotonic() >= end:
                self._pumped_at = time.monotonic()
                told, self._told = self._told, []
                return told

    def run(self, job: Job, stop: threading.Event | None = None, meanwhile: Callable[[], None] | None = None) -> Result:
        """Do one job now and return its result; raise its error. For a pool that does nothing else meanwhile.

        ``meanwhile`` is called again and again until then: for what else the thread has to keep going.
        Raises Interrupted once ``stop`` is set; the job is then forgotten.
        """
        self.submit(job)
        while stop is None or not stop.is_set():
            events = self.pump(_SLICE if meanwhile is None else _SHORT_SLICE)
            if meanwhile is not None:
                meanwhile()
            for event in events:
                if event.key == job.key and isinstance(event, Failed):
                    raise event.error
                if event.key == job.key and isinstance(event, Done):
                    return event.result
        self.cancel(job.key)
        raise Interrupted

    def wake(self) -> None:
        """Make a waiting ``pump`` return at once. May be called from any thread."""
        with contextlib.suppress(OSError, ValueError):
            self._bell.send_bytes(b"!")

    def close(self) -> None:
        """Stop every process at once and forget the jobs; closing twice is harmless."""
        for lane in list(self._lanes):
            self._drop(lane)
        self._queue.clear()
        self._told.clear()
        self._bell.close()
        self._bell_in.close()

    def _feed(self) -> None:
        while self._queue and not self._paused and self._false_starts < _MOST_FALSE_STARTS:
            chosen = self._next()
            if chosen is None:
                return
            job, lane = chosen
            if lane is None:
                self._open_lane()
                return
            self._queue.remove(job)
            if lane.give(job):
                self._told.append(Started(job.key))
            else:
                self._queue.insert(0, job)
                self._drop(lane)
        if self._queue and not self._paused:
            self._give_up()

    def _next(self) -> tuple[Job, Lane | None] | None:
        """Return the job to give next and the lane for it, None as the lane when one must be opened first."""
        free = [lane for lane in self._lanes if lane.ready and lane.job is None]
        running_slow = sum(_slow(lane.job) for lane in self._lanes)
        opening = any(not lane.ready for lane in self._lanes)
        for job in sorted(self._queue, key=lambda job: (job.key != self._preferred, job.background, _long(job))):
            if _slow(job) and running_slow >= max(1, self._most - 1):
                continue
            if free:
                return job, free[0]
            return None if opening or len(self._lanes) >= self._most else (job, None)
        return None

    def _open_lane(self) -> None:
        try:
            self._lanes.append(Lane(self._limits, self._warm))
        except OSError:
            self._false_starts += 1

    def _wait(self, seconds: float) -> bool:
        handles = [handle for lane in self._lanes for handle in lane.handles]
        ready = wait([self._bell_in, *handles], seconds)
        rung = self._bell_in in ready
        while self._bell_in.poll():
            self._bell_in.recv_bytes()
        return rung

    def _listen(self) -> None:
        for lane in list(self._lanes):
            events, alive = lane.receive()
            self._told += events
            if lane.ready:
                self._false_starts = 0
            if not alive:
                self._false_starts += not lane.ready
                self._drop(lane)
            elif any(isinstance(event, Done | Failed) for event in events) and lane.grown():
                self._drop(lane)

    def _enforce(self) -> None:
        for lane in list(self._lanes):
            error = lane.over_limit()
            if error is not None:
                self._false_starts += not lane.ready
                if lane.job is not None:
                    self._told.append(Failed(lane.job.key, error))
                self._drop(lane)
        now = time.monotonic()
        for lane in self._lanes[1:]:
            if lane.ready and lane.job is None and not self._queue and now - lane.idle_since > _IDLE_SECONDS:
                self._drop(lane)

    def _drop(self, lane: Lane) -> None:
        self._lanes.remove(lane)
        lane.end()

    def _give_up(self) -> None:
        """No process can be started on this machine now: tell it for every job, and try afresh with the next one."""
        self._told += [Failed(job.key, cannot_start()) for job in self._queue]
        self._queue.clear()
        self._false_starts = 0

    def _forgive(self, pause: float) -> None:
        """Do not count a pause in which the machine slept, or the owner did not pump, against jobs that ran in it."""
        if pause > _SLEPT:
            for lane in self._lanes:
                if lane.heard_at <= self._pumped_at:
                    lane.forgive(pause)


def _long(job: Job) -> bool:
    return job.pages > LONG_PAGES


def _slow(job: Job | None) -> bool:
    return job is not None and (job.background or _long(job))


def cannot_start() -> OfficeError:
    """Return the error for a machine on which no reading process can be started."""
    return StorageError(
        "no-reader",
        tr("Không khởi động được trình đọc văn bản trên máy này."),
        tr("Khởi động lại chương trình; nếu vẫn vậy, cài lại chương trình."),
        tr("Các bản quét vẫn được giữ nguyên và sẽ được đọc sau."),
    )
