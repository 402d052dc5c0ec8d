"""The thread that watches the scan folder: goes on after failures, keeps orders until something runs that takes them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QThread

from desktop.workers.pulse import Pulse

if TYPE_CHECKING:
    from desktop.services.watch import Watching

_AGAIN_SECONDS = 5.0

Order = Callable[["Watching"], None]


class WatchThread(QThread):
    """Runs ``watch`` again and again until it is ended; a failure is told, and watching goes on after a pause. Without
    ``eyes`` it leaves the scan folder alone."""

    def __init__(
        self, watch: Callable[[WatchThread], None], told: Callable[[Exception], None], *, eyes: bool = True
    ) -> None:
        super().__init__()
        self.setObjectName("vanthu-intake")
        self.eyes = eyes
        self.pulse = Pulse()
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
            self.pulse.rest()
            with self._gate:
                self._watching = None
            self.stopped.wait(_AGAIN_SECONDS)

    @property
    def at_rest(self) -> bool:
        """Whether it has begun, and nothing comes in or is read."""
        watching = self._watching
        return watching is not None and watching.at_rest

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
