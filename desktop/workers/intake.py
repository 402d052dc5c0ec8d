"""The scan folder watched in the background: taken in, read by limited processes, stored through the one writer."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.core.errors import OfficeError, StorageError
from desktop.core.words import tr
from desktop.services.office import Office
from desktop.workers.jobs import Jobs
from desktop.workers.watch_thread import WatchThread

if TYPE_CHECKING:  # loaded in the thread that watches: the window stands before
    from desktop.core.readings import Reading
    from desktop.core.records import Scan
    from desktop.intake.settling import Pace
    from desktop.services.take_in import Places

log = logging.getLogger("vanthu.intake")

#: how long the end of a thread is waited for; one that hangs in the system is left behind
_PATIENCE_MS = 10_000
_SHORT_MS = 500
_SILENT_SECONDS = 3.0
_AGAIN_SECONDS = 30 * 60.0


class IntakeRunner(QObject):
    """Make and use it on the UI thread; signals arrive there.

    ``scan_changed``: any change of a scan row (taken in, progress, head known, ready, unreadable, refused).
    ``paused_changed``: reading was put off, or goes on.
    ``folder_state``: "watching", "missing", "hanging" or "error: …". ``trouble``: an OfficeError of folder, disk or machine that
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
        read: Callable[..., Reading] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._pace = pace
        self._processes = processes
        self._read = read
        self._paused = False
        self._thread: WatchThread | None = None
        self._lost: list[WatchThread] = []
        self._told_at = float("-inf")

    @property
    def running(self) -> bool:
        """Whether the folder is being watched."""
        return self._thread is not None

    @property
    def at_rest(self) -> bool:
        """Whether no file comes in and no scan is being read."""
        return self._thread is None or self._thread.at_rest

    def start(self) -> None:
        """Begin to watch; the folder need not be there yet. Files handed over before wait until now."""
        if self._thread is None:
            self._begin(eyes=True)

    def stop(self) -> None:
        """End watching and reading; what was not finished goes on with the next start. Call it before ``jobs.close``. A
        thread that hangs in the system is left behind (``hanging``)."""
        thread, self._thread = self._thread, None
        if thread is not None:
            self._leave(thread)

    @property
    def hanging(self) -> bool:
        """Whether a thread that was ended still hangs in the system."""
        self._lost = [thread for thread in self._lost if thread.isRunning()]
        return bool(self._lost)

    def replace_stuck(self, before: float) -> str:
        """When the folder has not answered since before this moment (``time.monotonic``), go on without it: what is in
        the store is read, files handed over are taken. As soon as it answers it is watched again.

        Return where in the code the thread stands, "" when nothing hangs.
        """
        thread = self._thread
        if thread is None or thread.pulse.silent_since is None or thread.pulse.silent_since >= before:
            return ""
        where = thread.pulse.where()
        self._let_go(thread)
        self._begin(eyes=False)
        self.folder_state.emit("hanging")
        if time.monotonic() - self._told_at > _AGAIN_SECONDS:  # a folder that comes and goes is told once
            self._told_at = time.monotonic()
            self.trouble.emit(folder_hangs())
        return where

    def _begin(self, *, eyes: bool) -> None:
        self._thread = WatchThread(self._watch, self._told, eyes=eyes)
        self._thread.start()

    def _leave(self, thread: WatchThread) -> None:
        """End a thread and wait for it, but not for one that has been silent."""
        silent = thread.pulse.silent_since
        thread.end()
        hangs = silent is not None and time.monotonic() - silent > _SILENT_SECONDS
        if not thread.wait(_SHORT_MS if hangs else _PATIENCE_MS):
            log.error("the watching thread hangs and is left behind\n%s", thread.pulse.where())
            self._let_go(thread)

    def _let_go(self, thread: WatchThread) -> None:
        self._lost.append(thread)
        thread.finished.connect(self._answered)
        thread.end()

    @Slot()
    def _answered(self) -> None:
        """What hung has come back: the folder answers."""
        self._lost = [thread for thread in self._lost if not thread.wait(_SHORT_MS)]
        if not self._lost and self._thread is not None and not self._thread.eyes:
            self.restart()

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

        def may(office: Office) -> None:
            from desktop.services.take_in import require_may_hand_over

            require_may_hand_over(office)

        def order(_may: None) -> None:
            if self._thread is not None:
                self._thread.order(lambda watching: watching.add_files(paths))
                if taken is not None:
                    taken()

        self._jobs.read(may, order)

    def hurry(self, scan_id: int) -> None:
        """Read this scan next: somebody looks at it."""
        if self._thread is not None:
            self._thread.order(lambda watching: watching.hurry(scan_id))

    def _watch(self, thread: WatchThread) -> None:
        from desktop.intake.settling import Pace
        from desktop.reading.process_child import read_letter
        from desktop.services.watch import Listeners, Watching

        def do(operation: Callable[[Office], object]) -> object:
            thread.pulse.rest()  # a slow write is the writer's own, and told as such
            try:
                return self._jobs.call(operation)
            finally:
                thread.pulse.beat()

        pace, read = self._pace or Pace(), self._read or read_letter
        places = self._jobs.call(_fresh_places)
        state = self.folder_state.emit if thread.eyes else _nothing
        listeners = Listeners(self._changed, self._changed, state, self.trouble.emit, thread.pulse.beat)
        watching = Watching(do, places, listeners, pace, self._processes, read, thread.eyes)
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


def _fresh_places(office: Office) -> Places:
    from desktop.services.take_in import Places

    office.reload()
    return Places.of(office)


def _nothing(_: object) -> None:
    """A folder that is not looked at has no state of its own."""


def folder_hangs() -> OfficeError:
    """Return the error for a scan folder that does not answer."""
    return StorageError(
        "folder-hangs",
        tr("Thư mục quét không trả lời: ổ mạng hoặc ổ USB có thể đang treo."),
        tr("Cứ làm tiếp việc khác và kiểm tra mạng hoặc ổ USB; chương trình tự nhận tiếp khi thư mục trả lời."),
        tr("Sổ và các bản quét đã nhận không bị ảnh hưởng; tệp trong thư mục quét chưa bị động đến."),
    )
