"""The pages of a registered letter, or words where it has none because it came on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop.core.records import Letter
from desktop.core.words import say
from desktop.ui.cards import ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.page_view import PageView


class ScanPane(QStackedWidget):
    """A page view that says so when there is nothing to show."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pages = PageView(context.pages, self)
        self.words = ToneLabel(tone="soft")
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setWordWrap(True)
        self.addWidget(self.pages)
        self.addWidget(self.words)

    def show_letter(self, letter: Letter, file: Path | None, rotations: tuple[int, ...]) -> None:
        """Show the letter's own pages of the scan ``file``."""
        self.pages.show_file(file, rotations, first_page=letter.first_page or 1, last_page=letter.last_page)
        self.setCurrentWidget(self.pages if file else self.words)

    def retranslate(self) -> None:
        self.pages.retranslate()
        self.words.setText(say("Văn bản giấy, không có bản quét."))
