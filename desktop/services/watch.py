"""Watching the scan folder: take in, read, tell, for as long as it is wanted."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from desktop.core.errors import OfficeError, StorageError
from desktop.core.readings import Reading
from desktop.core.records import Scan
from desktop.core.rights import Right
from desktop.intake.settling import Pace
from desktop.intake.watcher import FolderWatch
from desktop.reading.process import Interrupted
from desktop.reading.process_child import read_letter
from desktop.services.office import Office
from desktop.services.read import OnScan, ScanReader
from desktop.services.take_in import Places, TakeIn

log = logging.getLogger("vanthu.watch")

WATCHING = "watching"
MISSING = "missing"
_LONGEST_WAIT = 0.5
_CLOSED_LOOK = 0.05


def _nothing(_: object) -> None:
    """Nobody listens."""


def _silent() -> None:
    """Nobody listens."""


@dataclass
class Listeners:
    """Who hears what. ``changed``: a scan was taken in, its head is known, it is ready, unreadable, refused;
    ``progress``: a page more was read; ``state``: "watching", "missing" or "error: …"; ``trouble``: each failure of
    folder, disk or machine once; ``alive``: the thread goes on (many times a second while it works)."""

    changed: OnScan = _nothing
    progress: OnScan = _nothing
    state: Callable[[str], None] = _nothing
    trouble: Callable[[OfficeError], None] = _nothing
    alive: Callable[[], None] = _silent


@dataclass
class Watching:
    """Takes in and reads in the thread that calls ``run``. ``do`` runs an operation on the writing Office. Without
    ``eyes`` the scan folder is left alone: what is in the store is read, files handed over are taken.

    ``rescan``, ``add_files``, ``hurry``, ``pause``, ``forget`` and ``end`` may be called from any thread.
    """

    do: Callable[[Callable[[Office], object]], object]
    places: Places
    listeners: Listeners
    pace: Pace = field(default_factory=Pace)
    processes: int | None = None
    read: Callable[..., Reading] = read_letter
    eyes: bool = True

    def __post_init__(self) -> None:
        self._stop = threading.Event()
        self._nudged = threading.Event()
        self._idle = False
        self._closed: queue.SimpleQueue[Path] = queue.SimpleQueue()
        self._unread = threading.Event()
        self._caught_up = float("-inf")
        self._orders: queue.SimpleQueue[Callable[[], None]] = queue.SimpleQueue()
        self._state = ""
        self._reader: ScanReader | None = None
        self._take_in: TakeIn | None = None

    def run(self, stop: threading.Event | None = None) -> None:
        """Watch until ``end`` is called or ``stop`` is set; returns quickly then and leaves no process behind."""
        folder_watch = FolderWatch(self.places.folder, self._nudge)
        self._reader = reader = ScanReader(
            self.do,
            derive=True,
            processes=self.processes,
            read=self.read,
            on_change=self.listeners.changed,
            on_progress=self.listeners.progress,
            told=self.listeners.trouble,
        )
        reader.pool.start()
        # what the reading processes tell is stored while a long file is still being looked at
        self._take_in = take_in = TakeIn(
            self.do, self.places, self.pace, self.listeners.trouble, self._stop, lambda: self._go_on(reader), self.eyes
        )
        try:
            while not self._ended(stop):
                self.listeners.alive()
                if self.eyes:
                    folder_watch.follow()
                self._nudged.clear()
                self._hear_of_closed(take_in)
                self._follow_orders()
                if self.eyes:
                    self._look(take_in, reader, stop)
                if not self._ended(stop):
                    self._catch_up(reader)
                    self._rest(take_in, reader, stop)
        except Interrupted:
            pass
        finally:
            folder_watch.stop()
            reader.close()
            take_in.close()
            self._reader = self._take_in = None

    def end(self) -> None:
        """Let ``run`` return soon."""
        self._stop.set()
        self.rescan()

    def rescan(self) -> None:
        """Look at the folder now, and at what is to be read again."""
        self._unread.set()
        self._nudge()

    def _nudge(self, closed: Path | None = None) -> None:
        if closed is not None:
            self._closed.put(closed)
        self._nudged.set()
        reader = self._reader
        if reader is not None:
            reader.pool.wake()

    @property
    def at_rest(self) -> bool:
        """Whether no file comes in and no scan is being read, as far as this moment tells. From any thread."""
        return self._idle and not self._nudged.is_set()

    def hurry(self, scan_id: int) -> None:
        """Read this scan next: somebody looks at it."""
        self._order(lambda: self._reader.pool.prefer(scan_id) if self._reader else None)

    def pause(self, on: bool) -> None:
        """Read nothing until further notice; files that come are still taken in."""
        self._order(lambda: self._reader.pause(on) if self._reader else None)

    def forget(self, scan_id: int) -> None:
        """Read this scan no more: somebody has stopped it."""
        self._order(lambda: self._reader.forget(scan_id) if self._reader else None)

    def add_files(self, paths: Sequence[Path]) -> None:
        """Take in files handed over by a person (a folder stands for the files in it); they are left where they are."""
        for path in paths:
            self._order(lambda path=path: self._add(path))  # type: ignore[misc]  # bound now

    def _hear_of_closed(self, take_in: TakeIn) -> None:
        while not self._closed.empty():
            take_in.closed(self._closed.get())

    def _order(self, order: Callable[[], None]) -> None:
        self._orders.put(order)
        self.rescan()

    def _follow_orders(self) -> None:
        while not self._orders.empty():
            self._orders.get()()

    def _add(self, path: Path) -> None:
        if self._take_in is None or self._reader is None:
            return
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            try:
                scan = self._take_in.take_file(file)
            except StorageError as error:
                self.listeners.trouble(error)
                continue
            if scan is not None:
                self._taken(scan, self._reader)

    def _go_on(self, reader: ScanReader) -> None:
        """While a file is opened or copied: store what the reading processes tell, and live."""
        self.listeners.alive()
        if not self._stop.is_set():
            reader.pump(0.0)

    def _look(self, take_in: TakeIn, reader: ScanReader, stop: threading.Event | None) -> None:
        try:
            for scan in take_in.look():
                self.listeners.alive()
                if self._ended(stop):  # perhaps long ago, while the folder did not answer: the next start reads it
                    self.listeners.changed(scan)
                    return
                self._taken(scan, reader)
                reader.pump(0.0)
        except StorageError as error:
            self._say(MISSING if error.code == "missing" else f"error: {error}", error)
            return
        self._say(WATCHING)

    def _catch_up(self, reader: ScanReader) -> None:
        if self._unread.is_set() or time.monotonic() - self._caught_up >= self.pace.rescan:
            self._unread.clear()
            reader.catch_up()
            self._caught_up = time.monotonic()

    def _taken(self, scan: Scan, reader: ScanReader) -> None:
        self.listeners.changed(scan)
        if scan.state == "stored":
            reader.submit(scan)

    def _rest(self, take_in: TakeIn, reader: ScanReader, stop: threading.Event | None) -> None:
        """Wait for the next look, storing what the reading processes tell meanwhile."""
        pause = take_in.next_look()
        self._idle = pause is None and not reader.busy
        looked = time.monotonic()
        until = looked + (self.pace.rescan if pause is None else min(pause, self.pace.rescan))
        while not self._ended(stop):
            if self._nudged.is_set():
                # a file that grows nudges all the time: one look in ``pace.look`` is enough, until it is closed
                pause_at_least = self.pace.look if self._closed.empty() else min(self.pace.look, _CLOSED_LOOK)
                until = min(until, looked + pause_at_least)
            left = until - time.monotonic()
            if left <= 0:
                return
            reader.pump(min(left, _LONGEST_WAIT))
            self.listeners.alive()

    def _ended(self, stop: threading.Event | None) -> bool:
        return self._stop.is_set() or (stop is not None and stop.is_set())

    def _say(self, state: str, error: OfficeError | None = None) -> None:
        if state == self._state:
            return
        self._state = state
        self.listeners.state(state)
        if error is not None:
            self.listeners.trouble(error)


def watch(
    office: Office,
    on_change: OnScan,
    stop: threading.Event,
    *,
    folder: Path | None = None,
    on_trouble: Callable[[OfficeError], None] | None = None,
    on_state: Callable[[str], None] | None = None,
    processes: int | None = None,
    pace: Pace | None = None,
    read: Callable[..., Reading] = read_letter,
) -> None:
    """Take in and read what comes into the scan folder (or ``folder``) until ``stop`` is set.

    ``on_change`` gets each scan when it was taken in, its head is known, and when it is ready, unreadable or refused;
    ``on_trouble`` each failure of folder, disk or machine once. A missing folder is waited for. AccessDenied.
    """
    office.working.require(Right.INTAKE)
    listeners = Listeners(changed=on_change, state=on_state or _nothing, trouble=on_trouble or _nothing)
    places = Places.of(office, folder)
    Watching(lambda operation: operation(office), places, listeners, pace or Pace(), processes, read).run(stop)
