"""A thread with its own Office that runs what it is given, in order, and hands each result back."""

from __future__ import annotations

import queue
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QThread

from desktop.core.rights import PROGRAM, Access
from desktop.services.office import Office
from desktop.workers.pulse import Pulse

OpenOffice = Callable[[], Office]


@dataclass(frozen=True)
class Work:
    """An operation and who takes its outcome: exactly one of ``done`` and ``failed`` is called, in the lane's thread.

    ``fresh``: the Office first looks again at name, settings and calendar, which another Office may have changed.
    ``program``: it is work of the program itself, not of whoever is signed in.
    """

    operation: Callable[[Office], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    fresh: bool = False
    program: bool = False


def _program() -> Access | None:
    return PROGRAM


class OfficeLane(QThread):
    """Runs Work in order. The Office is opened with the first, and again when that failed. ``who``: who is signed in
    when a piece of work is run; without it all work is the program's own."""

    def __init__(
        self,
        open_office: OpenOffice,
        works: queue.SimpleQueue[Work | None],
        name: str,
        who: Callable[[], Access | None] = _program,
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self._open = open_office
        self._works = works
        self._who = who
        self.pulse = Pulse()
        self._broken_off = False
        self._office: Office | None = None

    def run(self) -> None:
        """Work until a None comes."""
        try:
            while not self._broken_off and (work := self._works.get()) is not None:
                self._run(work)
        finally:
            if self._office is not None:
                self._office.close()

    @property
    def begun_at(self) -> float | None:
        """When the work under way began, or was last heard of (``time.monotonic``); None when there is none."""
        return self.pulse.silent_since

    def break_off(self) -> None:
        """End this thread after the work it hangs in; what it asks the database is broken off. From any thread."""
        self._broken_off = True
        office = self._office
        if office is not None:
            office.interrupt()

    def _run(self, work: Work) -> None:
        self.pulse.beat()
        try:
            office = self._opened(work.fresh)
            office.working.become(PROGRAM if work.program else self._who())
            result = work.operation(office)
        except Exception as error:  # noqa: BLE001  whatever it was, it is handed to whoever asked
            work.failed(error)
        else:
            work.done(result)
        finally:
            self.pulse.rest()

    def _opened(self, fresh: bool) -> Office:
        if self._office is None:
            self._office = self._open()
        elif fresh:
            self._office.reload()
        return self._office
