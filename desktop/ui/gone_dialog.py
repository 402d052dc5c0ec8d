"""The office that was used last is not there: a drive that is not plugged in, or a folder that was moved."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.services import own_office
from desktop.ui import theme
from desktop.ui.widgets import column, fill, label

Choice = Literal["", "open", "restore", "new"]


class GoneDialog(QDialog):
    """Says where the office was looked for, and asks what to do. ``choice`` is "open" with ``folder`` set once an office
    is to be opened, "restore" or "new" to get one, "" when nothing was chosen."""

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice: Choice = ""
        self.folder = folder
        self.setWindowTitle(say("Không thấy dữ liệu của cơ quan – Văn Thư"))
        self.setMinimumWidth(560)
        self.again, self.other = QPushButton(say("Tìm lại ở chỗ cũ")), QPushButton(say("Chọn thư mục khác…"))
        self.restore, self.new = QPushButton(say("Khôi phục từ bản sao lưu…")), QPushButton(say("Tạo cơ quan mới…"))
        self.close_button = QPushButton(say("Đóng"))
        self.words = label("", wrap=True)
        head = label("heading", wrap=True)
        head.setText(say("Không thấy dữ liệu của cơ quan ở {folder}.", folder=folder))
        todo = label("", wrap=True)
        todo.setText(
            say("Nếu dữ liệu nằm trên ổ đĩa ngoài, hãy cắm ổ rồi bấm Tìm lại. Chưa có gì bị thay đổi hay bị xóa.")
        )
        buttons = column(self.again, self.other, self.restore, self.new, self.close_button, gap=theme.GAP)
        edges = (theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        fill(QVBoxLayout(self), (head, todo, self.words, buttons), theme.MARGIN, edges)
        self.setMinimumHeight(self.heightForWidth(self.minimumWidth()))  # else a low screen presses the buttons flat
        self.again.setDefault(True)
        self.again.clicked.connect(lambda: self.take(folder))
        self.other.clicked.connect(self._ask)
        self.restore.clicked.connect(lambda: self._end("restore"))
        self.new.clicked.connect(lambda: self._end("new"))
        self.close_button.clicked.connect(self.reject)

    def take(self, folder: Path) -> None:
        """Open the office in ``folder``, or say that there is none."""
        if not own_office.is_there(folder):
            self.words.setText(say("Ở {folder} vẫn chưa thấy dữ liệu của cơ quan.", folder=folder))
            return
        self.folder = folder
        self._end("open")

    def _ask(self) -> None:
        dialog = QFileDialog(self, say("Chọn thư mục của cơ quan"), str(self.folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(lambda place: self.take(Path(place)))
        dialog.open()

    def _end(self, choice: Choice) -> None:
        self.choice = choice
        self.accept()
