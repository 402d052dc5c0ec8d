"""The office that was used last is not there: a drive that is not plugged in, or a folder that was moved."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.office_question import OfficeQuestion
from desktop.ui.widgets import column, fill, label


class GoneDialog(OfficeQuestion):
    """Says where the office was looked for, and asks what to do. ``choice`` is "open" with ``folder`` set once an office
    is to be opened, "restore" or "new" to get one, "" when nothing was chosen."""

    elsewhere = "open"

    def __init__(self, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(folder, parent)
        self.setWindowTitle(say("Không thấy dữ liệu của cơ quan – Văn Thư"))
        self.setMinimumWidth(560)
        self.again, self.other = QPushButton(say("Tìm lại ở chỗ cũ")), QPushButton(say("Chọn thư mục khác…"))
        self.restore, self.new = QPushButton(say("Khôi phục từ bản sao lưu…")), QPushButton(say("Tạo cơ quan mới…"))
        self.close_button = QPushButton(say("Đóng"))
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
        self.other.clicked.connect(self.ask_folder)
        self.restore.clicked.connect(lambda: self.end("restore"))
        self.new.clicked.connect(lambda: self.end("new"))
        self.close_button.clicked.connect(self.reject)

    def not_there(self, folder: Path) -> str:
        return say("Ở {folder} vẫn chưa thấy dữ liệu của cơ quan.", folder=folder)
