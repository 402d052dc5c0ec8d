"""The pages of a registered letter, or words where it has none because it came on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedWidget, QWidget

from desktop.core.names import letter_file_name
from desktop.core.records import Letter
from desktop.core.words import say, tr
from desktop.services import restricted, two_layer
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
        self.letter: Letter | None = None
        self._context = context
        self._save = self.pages.add_tool("export", self.ask_where_to_save)
        self.pages.canvas.copied.connect(self._write_down)
        context.letter_wanted.connect(self._found_again)
        self.addWidget(self.pages)
        self.addWidget(self.words)

    def show_letter(self, letter: Letter, file: Path | None, rotations: tuple[int, ...]) -> None:
        """Show the letter's own pages of the scan ``file``."""
        self.letter = letter
        self.pages.seek(self._sought(letter.id))
        self.pages.show_file(file, rotations, first_page=letter.first_page or 1, last_page=letter.last_page)
        self.setCurrentWidget(self.pages if file else self.words)

    def _sought(self, letter_id: int) -> str:
        """Return what was searched for when this letter was found; it is marked once."""
        sought = self._context.pages.sought
        if sought is None or sought[0] != letter_id:
            return ""
        self._context.pages.sought = None
        return sought[1]

    def _found_again(self, letter_id: int) -> None:
        if self.letter is not None and self.letter.id == letter_id:
            self.pages.seek(self._sought(letter_id))

    def _write_down(self) -> None:
        """The log tells of each copy out of a restricted letter."""
        letter = self.letter
        if letter is not None:
            self._context.read(lambda office: restricted.looked_at(office, [letter.id], "copy"), lambda _none: None)

    def ask_where_to_save(self) -> None:
        """Ask for a place and save the letter there as a two-layer PDF, under a name that says which letter it is."""
        letter = self.letter
        if letter is None:
            return
        dialog = QFileDialog(self, say("Lưu bản PDF hai lớp"), letter_file_name(letter), say("PDF (*.pdf)"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save_to(letter, Path(file)))
        dialog.open()

    def save_to(self, letter: Letter, file: Path) -> None:
        """Save a letter's two-layer PDF as ``file``, off the UI thread."""

        def done(saved: Path) -> None:
            self._context.toast(tr("Đã lưu {file}.", file=saved.name))

        self._context.read(lambda office: two_layer.save_archive_copy(office, letter.id, file), done)

    def retranslate(self) -> None:
        tip = say("Lưu bản PDF hai lớp (ảnh và chữ tìm được)…")
        self._save.setToolTip(tip)
        self._save.setAccessibleName(tip)
        self.pages.retranslate()
        self.words.setText(say("Văn bản giấy, không có bản quét."))
