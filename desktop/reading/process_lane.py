"""One reading process as its parent sees it: started when needed, given one job at a time, killed when it must be."""

from __future__ import annotations

import contextlib
import multiprocessing
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from desktop.core.errors import UnreadableScan
from desktop.core.words import tr
from desktop.reading import process_wire as wire
from desktop.reading.process_child import READY, Order, serve, too_much_memory

_CONTEXT = multiprocessing.get_context("spawn")
_LARGEST_MESSAGE = 64 << 20
_STARTING_SECONDS = 60.0


@dataclass(frozen=True)
class Limits:
    """What one process may use. ``memory_mb``: address space (Linux) or resident memory (elsewhere).

    ``step_seconds``: the longest silence inside a job; ``page_seconds`` × pages + ``step_seconds``: the longest job.
    ``kept_mb``: an idle process larger than this is replaced.
    """

    memory_mb: int = 1500
    step_seconds: float = 90.0
    page_seconds: float = 30.0
    kept_mb: int = 300


@dataclass(frozen=True)
class Job:
    """A file to work on; ``pages`` as far as known, 0 when not. See ``process_child.Order`` for ``function``.

    ``options`` are handed to the function by name: plain data. ``background``: done when nothing else waits.
    """

    key: int
    function: Callable[..., Any]
    path: Path
    name: str = ""
    pages: int = 0
    streams: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    background: bool = False


class Lane:
    """A process and what it is doing. All times are of ``time.monotonic``."""

    def __init__(self, limits: Limits, warm: Callable[[], None] | None) -> None:
        self._limits = limits
        self._connection, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(
            target=serve, args=(theirs, limits.memory_mb, warm), name="vanthu-reader", daemon=True
        )
        self._process.start()
        theirs.close()
        self.job: Job | None = None
        self.ready = False
        self.started_at = self.heard_at = self.idle_since = time.monotonic()

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid or 0

    @property
    def handles(self) -> list[Any]:
        """What to wait on: something to receive, or the end of the process."""
        return [self._connection, self._process.sentinel]

    def give(self, job: Job) -> bool:
        """Hand a job over; False when the process is gone."""
        self.job = job
        self.started_at = self.heard_at = time.monotonic()
        try:
            place = job.path.absolute()
            self._connection.send(Order(job.key, job.function, place, job.name, job.streams, dict(job.options)))
        except OSError:
            return False
        return True

    def receive(self) -> tuple[list[wire.Event], bool]:
        """Return what the process told and whether it is still alive; a job it died of is told as failed."""
        events: list[wire.Event] = []
        try:
            while self._connection.poll():
                self._take(self._connection.recv_bytes(_LARGEST_MESSAGE), events)
        except (EOFError, OSError, ValueError, KeyError, TypeError):
            return events + self._died(), False
        if wait([self._process.sentinel], 0):
            return events + self._died(), False
        return events, True

    def over_limit(self) -> UnreadableScan | None:
        """Return what the running job has overstepped, if anything."""
        now = time.monotonic()
        if self.job is None:
            return too_slow(_STARTING_SECONDS) if not self.ready and now - self.started_at > _STARTING_SECONDS else None
        longest = self._limits.step_seconds + self._limits.page_seconds * max(1, self.job.pages)
        if now - self.heard_at > self._limits.step_seconds:
            return too_slow(self._limits.step_seconds)
        if now - self.started_at > longest:
            return too_slow(longest)
        return too_much_memory() if self.memory_mb() > self._limits.memory_mb else None

    def forgive(self, seconds: float) -> None:
        """Do not count ``seconds`` against the job: the whole machine slept."""
        self.started_at += seconds
        self.heard_at += seconds

    def memory_mb(self) -> int:
        """Return the resident memory of the process in MB, 0 when it is gone."""
        import psutil

        try:
            return int(psutil.Process(self.pid).memory_info().rss) >> 20
        except psutil.Error:
            return 0

    def grown(self) -> bool:
        """Tell whether the idle process holds more memory than is worth keeping."""
        return self.memory_mb() > self._limits.kept_mb

    def end(self) -> None:
        """Stop the process at once; it holds nothing that could be lost."""
        with contextlib.suppress(OSError):
            self._connection.close()
        self._process.kill()
        self._process.join()
        self._process.close()

    def _take(self, message: bytes, events: list[wire.Event]) -> None:
        self.heard_at = time.monotonic()
        if message == READY:
            self.ready = True
            self.idle_since = self.heard_at
            return
        event = wire.event(message)
        if self.job is None or event.key != self.job.key:
            return
        events.append(event)
        if isinstance(event, wire.Done | wire.Failed):
            self.job = None
            self.idle_since = self.heard_at

    def _died(self) -> list[wire.Event]:
        if self.job is None:
            return []
        self._process.join(1)
        job, self.job = self.job, None
        return [wire.Failed(job.key, crashed(self._process.exitcode))]


def too_slow(seconds: float) -> UnreadableScan:
    """Return the error for a file that takes longer than any letter does."""
    return UnreadableScan(
        "too-slow",
        tr("Đọc tệp quá {n} giây chưa xong nên đã dừng.", n=round(seconds)),
        tr("Mở tệp để xem và nhập tay, hoặc quét lại văn bản."),
        tr("Tệp vẫn còn nguyên."),
    )


def crashed(exit_code: int | None) -> UnreadableScan:
    """Return the error for a file on which the reading process died."""
    return UnreadableScan(
        "reader-crashed",
        tr("Tệp làm trình đọc dừng đột ngột (mã {code}).", code=exit_code if exit_code is not None else "?"),
        tr("Mở tệp để xem và nhập tay, hoặc quét lại văn bản."),
        tr("Tệp vẫn còn nguyên."),
    )
