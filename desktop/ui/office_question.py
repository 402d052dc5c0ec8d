"""What is asked when the office cannot be opened: the end of such a dialog, and another folder with an office in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop.core.words import say
from desktop.services import own_office
from desktop.ui.widgets import label


class OfficeQuestion(QDialog):
    """A question about the office in ``folder``. ``choice`` names the answer, "" until there is one; ``elsewhere`` is
    the answer that ``folder`` now names an office to open."""

    elsewhere = ""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = ""
        self.folder = folder
        self.words = label("", wrap=True)

    def take(self, folder: Path) -> None:
        """Answer with the office in ``folder``, or say that there is none."""
        if not own_office.is_there(folder):
            self.words.setText(self.not_there(folder))
            return
        self.folder = folder
        self.end(self.elsewhere)

    def not_there(self, folder: Path) -> str:
        """Return the words for a folder without an office."""
        return say("Ở {folder} không có dữ liệu của cơ quan.", folder=folder)

    def ask_folder(self) -> None:
        """Let a folder be chosen."""
        dialog = QFileDialog(self, say("Chọn thư mục của cơ quan"), str(self.folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda place: self.take(Path(place)))
        dialog.open()

    def end(self, choice: str) -> None:
        """Close with this answer."""
        self.choice = choice
        self.accept()
