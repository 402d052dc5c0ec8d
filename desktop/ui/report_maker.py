"""Makes reports as files in a temporary folder, off the UI thread; only the newest wish is shown."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir, Signal

from desktop.services import printing
from desktop.ui.context import UiContext

if TYPE_CHECKING:
    from desktop.services.printing import PrintRequest


class ReportMaker(QObject):
    """``make(request, done)`` writes the report and tells its file, unless another was asked for meanwhile.

    ``progressed(done, total)`` along the way of the newest wish, ``ended`` when it is made, failed or stopped."""

    progressed = Signal(int, int)
    ended = Signal()

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = QTemporaryDir()
        self._numbers = itertools.count(1)
        self._newest = 0
        self._stopped = threading.Event()

    def make(
        self,
        request: PrintRequest,
        done: Callable[[Path], object],
        failed: Callable[[Exception], object],
        ending: str = "pdf",
    ) -> None:
        """Make ``request`` as PDF (or ``xlsx``, ``docx``); a failure goes to ``failed``."""
        self.cancel()
        stopped = self._stopped = threading.Event()
        turn = self._newest = next(self._numbers)
        file = Path(self._folder.path()) / f"{request.report}-{turn}.{ending}"

        def newest(answer: Path) -> None:
            if turn == self._newest:
                self.ended.emit()
                done(answer)

        def newest_failed(error: Exception) -> None:
            if turn == self._newest:
                self.ended.emit()
                failed(error)

        def told(count: int, total: int) -> None:
            if turn == self._newest:
                self.progressed.emit(count, total)

        self._context.read(
            lambda office: printing.print_report(office, request, file, told, stopped.is_set), newest, newest_failed
        )

    def cancel(self) -> None:
        """Stop what is being made; its ``failed`` hears of it."""
        self._stopped.set()

    def save(self, request: PrintRequest, file: Path, done: Callable[[Path], None]) -> None:
        """Make ``request`` as ``file``; its ending says what it is."""
        self._context.read(lambda office: printing.print_report(office, request, file), done)
