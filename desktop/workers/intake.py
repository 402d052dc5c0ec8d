"""The scan folder watched in the background: taken in, read by limited processes, stored through the one writer."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from desktop.core.errors import OfficeError
from desktop.core.readings import Reading
from desktop.core.records import Scan
from desktop.intake.settling import Pace
from desktop.reading.process_child import read_letter
from desktop.services.office import Office
from desktop.services.take_in import Places, require_may_hand_over
from desktop.services.watch import Listeners, Watching
from desktop.workers.jobs import Jobs

log = logging.getLogger("vanthu.intake")

_AGAIN_SECONDS = 5.0

Order = Callable[[Watching], None]


class IntakeRunner(QObject):
    """Make and use it on the UI thread; signals arrive there.

    ``scan_changed``: any change of a scan row (taken in, progress, head known, ready, unreadable, refused).
    ``paused_changed``: reading was put off, or goes on.
    ``folder_state``: "watching", "missing" or "error: …". ``trouble``: an OfficeError of folder, disk or machine that
    a person should hear of, each once. A bug of ours goes to ``jobs.failed_unhandled``, and watching starts again.
    """

    scan_changed = Signal(int)
    paused_changed = Signal(bool)
    folder_state = Signal(str)
    trouble = Signal(object)

    def __init__(
        self,
        jobs: Jobs,
        *,
        processes: int | None = None,
        pace: Pace | None = None,
        read: Callable[..., Reading] = read_letter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pace = pace or Pace()
        self._processes = processes
        self._read = read
        self._paused = False
        self._thread: _Thread | None = None

    @property
    def running(self) -> bool:
        """Whether the folder is being watched."""
        return self._thread is not None

    def start(self) -> None:
        """Begin to watch; the folder need not be there yet. Files handed over before wait until now."""
        if self._thread is None:
            self._thread = _Thread(self._watch, self._told)
            self._thread.start()

    def stop(self) -> None:
        """End watching and reading; what was not finished goes on with the next start. Call it before ``jobs.close``."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.end()
            thread.wait()

    def restart(self) -> None:
        """Begin anew, after the scan folder was changed in the settings."""
        self.stop()
        self.start()

    @property
    def paused(self) -> bool:
        """Whether nothing is read until further notice."""
        return self._paused

    def pause(self, on: bool) -> None:
        """Read nothing until this is called again with False, or the program begins anew; files are still taken in."""
        if on != self._paused:
            self._paused = on
            if self._thread is not None:
                self._thread.order(lambda watching: watching.pause(on))
            self.paused_changed.emit(on)

    def forget(self, scan_id: int) -> None:
        """Read this scan no more; see ``inbox.stop_reading``."""
        if self._thread is not None:
            self._thread.order(lambda watching: watching.forget(scan_id))

    def rescan(self) -> None:
        """Look at the folder now, and read what is to be read (again)."""
        if self._thread is not None:
            self._thread.order(lambda watching: watching.rescan())

    def add_files(self, paths: Sequence[Path], taken: Callable[[], object] | None = None) -> None:
        """Take in files handed over by a person, wherever they lie; they are left there. ``taken`` is called once they are
        on their way; whoever may not hand files over is told so (``jobs.failed_unhandled``)."""

        def order(_may: None) -> None:
            if self._thread is not None:
                self._thread.order(lambda watching: watching.add_files(paths))
                if taken is not None:
                    taken()

        self._jobs.read(require_may_hand_over, order)

    def hurry(self, scan_id: int) -> None:
        """Read this scan next: somebody looks at it."""
        if self._thread is not None:
            self._thread.order(lambda watching: watching.hurry(scan_id))

    def _watch(self, thread: _Thread) -> None:
        places = self._jobs.call(_fresh_places)
        listeners = Listeners(self._changed, self._changed, self.folder_state.emit, self.trouble.emit)
        watching = Watching(self._jobs.call, places, listeners, self._pace, self._processes, self._read)
        if self._paused:
            watching.pause(True)
        if thread.begin(watching):
            watching.run(thread.stopped)

    def _changed(self, scan: Scan) -> None:
        self.scan_changed.emit(scan.id)

    def _told(self, error: Exception) -> None:
        if isinstance(error, OfficeError):
            self.folder_state.emit(f"error: {error}")
            self.trouble.emit(error)
        else:
            log.error("watching failed", exc_info=error)
            self._jobs.failed_unhandled.emit(error)


class _Thread(QThread):
    """Runs ``watch`` again and again until it is ended; a failure is told, and watching goes on after a pause."""

    def __init__(self, watch: Callable[[_Thread], None], told: Callable[[Exception], None]) -> None:
        super().__init__()
        self.setObjectName("vanthu-intake")
        self._watch = watch
        self._told = told
        self._gate = threading.Lock()
        self._watching: Watching | None = None
        self._waiting: list[Order] = []
        self.stopped = threading.Event()

    def run(self) -> None:
        """Watch until ``end``."""
        while not self.stopped.is_set():
            try:
                self._watch(self)
            except Exception as error:  # noqa: BLE001  whatever it was, it is told, and the scan folder stays watched
                if not self.stopped.is_set():
                    self._told(error)
            with self._gate:
                self._watching = None
            self.stopped.wait(_AGAIN_SECONDS)

    def begin(self, watching: Watching) -> bool:
        """Take over what is about to run, with the orders that came before it; False when the end came first."""
        with self._gate:
            if self.stopped.is_set():
                return False
            self._watching = watching
            orders, self._waiting = self._waiting, []
        for order in orders:
            order(watching)
        return True

    def order(self, order: Order) -> None:
        """Hand an order to what runs, or keep it for what will."""
        with self._gate:
            watching = self._watching
            if watching is None:
                self._waiting.append(order)
        if watching is not None:
            order(watching)

    def end(self) -> None:
        """Let ``run`` return soon."""
        with self._gate:
            self.stopped.set()
            watching = self._watching
        if watching is not None:
            watching.end()


def _fresh_places(office: Office) -> Places:
    office.reload()
    return Places.of(office)
