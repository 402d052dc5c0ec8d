"""A thread with its own Office that runs what it is given, in order, and hands each result back."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QThread

from desktop.services.office import Office

OpenOffice = Callable[[], Office]


@dataclass(frozen=True)
class Work:
    """An operation and who takes its outcome: exactly one of ``done`` and ``failed`` is called, in the lane's thread.

    ``fresh``: the Office first looks again at name, settings and calendar, which another Office may have changed.
    """

    operation: Callable[[Office], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    fresh: bool = False


class OfficeLane(QThread):
    """Runs Work in order. The Office is opened with the first, and again when that failed."""

    def __init__(self, open_office: OpenOffice, works: queue.SimpleQueue[Work | None], name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self._open = open_office
        self._works = works
        self._office: Office | None = None

    def run(self) -> None:
        """Work until a None comes."""
        try:
            while (work := self._works.get()) is not None:
                self._run(work)
        finally:
            if self._office is not None:
                self._office.close()

    def _run(self, work: Work) -> None:
        try:
            result = work.operation(self._opened(work.fresh))
        except Exception as error:  # noqa: BLE001  whatever it was, it is handed to whoever asked
            work.failed(error)
        else:
            work.done(result)

    def _opened(self, fresh: bool) -> Office:
        if self._office is None:
            self._office = self._open()
        elif fresh:
            self._office.reload()
        return self._office
