"""Makes reports as files in a temporary folder, off the UI thread; only the newest wish is shown."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTemporaryDir

from desktop.services import printing
from desktop.ui.context import UiContext

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.services.printing import PrintRequest


class ReportMaker(QObject):
    """``make(request, done)`` writes the report and tells its file, unless another was asked for meanwhile."""

    def __init__(self, context: UiContext, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder = QTemporaryDir()
        self._numbers = itertools.count(1)
        self._newest = 0

    def make(
        self,
        request: PrintRequest,
        done: Callable[[Path], object],
        failed: Callable[[Exception], object],
        ending: str = "pdf",
    ) -> None:
        """Make ``request`` as PDF (or ``xlsx``, ``docx``); a failure goes to ``failed``."""
        turn = self._newest = next(self._numbers)
        file = Path(self._folder.path()) / f"{request.report}-{turn}.{ending}"

        def newest(answer: Path) -> None:
            if turn == self._newest:
                done(answer)

        def newest_failed(error: Exception) -> None:
            if turn == self._newest:
                failed(error)

        self._context.read(lambda office: _make(office, request, file), newest, newest_failed)

    def save(self, request: PrintRequest, file: Path, done: Callable[[Path], None]) -> None:
        """Make ``request`` as ``file``; its ending says what it is."""
        self._context.read(lambda office: _make(office, request, file), done)


def _make(office: Office, request: PrintRequest, file: Path) -> Path:
    return printing.print_report(office, request, file)
