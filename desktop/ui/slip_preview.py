"""A letter's handling slip in a window of its own: made, looked at, printed."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop.core.records import Letter
from desktop.core.words import say
from desktop.services.printing import PrintRequest
from desktop.ui.context import UiContext
from desktop.ui.pdf_preview import PreviewDialog
from desktop.ui.report_maker import ReportMaker


class SlipPreview(ReportMaker):
    """Makes handling slips and opens each in a preview over ``window``."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(context, window)
        self._window = window

    def show_slip(self, letter: Letter) -> None:
        """Make the slip of a letter and show it."""
        title = say("Phiếu giải quyết văn bản số đến {n}", n=letter.arrival_number)
        request = PrintRequest("handling-slip", letter_id=letter.id)
        self.make(request, lambda file: self._open(file, title), self._context.show_error)

    def _open(self, file: Path, title: str) -> None:
        PreviewDialog(self._context, file, title, self._window).open()
