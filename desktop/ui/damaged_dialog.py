"""The office's database is damaged, or gone while its scans are still there: offer to bring back the newest backup."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.core.names import show_date
from desktop.core.words import say
from desktop.services import own_office
from desktop.services.restoring import About
from desktop.ui import theme
from desktop.ui.icons import icon
from desktop.ui.office_question import OfficeQuestion
from desktop.ui.widgets import column, fill, label, row


class DamagedDialog(OfficeQuestion):
    """Says what is damaged and which backup there is, and asks what to do. ``choice``: "restore", "again" (try to open
    it once more), "other" with ``folder`` set to another office, "" when nothing was chosen."""

    elsewhere = "other"

    def __init__(self, folder: Path, newest: About | None, parent: QWidget | None = None) -> None:
        super().__init__(folder, parent)
        self.setWindowTitle(say("Dữ liệu của cơ quan bị hỏng – Văn Thư"))
        self.setMinimumWidth(600)
        self.restore, self.again = QPushButton(say("Khôi phục từ bản sao lưu…")), QPushButton(say("Thử mở lại"))
        self.other, self.close_button = QPushButton(say("Mở cơ quan ở thư mục khác…")), QPushButton(say("Đóng"))
        sign = label()
        sign.setPixmap(icon("warning", theme.shades().bad).pixmap(36, 36))
        texts = column(_line(_happened(folder), "heading"), gap=theme.GAP)
        for text in (_kept(), _backup(newest)):
            texts.addWidget(_line(text, ""))
        texts.addWidget(self.words)
        buttons = column(self.restore, self.again, self.other, self.close_button, gap=theme.GAP)
        told = row(column(sign, None), texts, gap=theme.MARGIN)
        told.setStretch(1, 1)
        edges = (theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        fill(QVBoxLayout(self), (told, buttons), theme.MARGIN, edges)
        self.setMinimumHeight(self.heightForWidth(self.minimumWidth()))  # else a low screen presses the buttons flat
        self.restore.setDefault(True)
        self.restore.clicked.connect(lambda: self.end("restore"))
        self.again.clicked.connect(lambda: self.end("again"))
        self.other.clicked.connect(self.ask_folder)
        self.close_button.clicked.connect(self.reject)


def _happened(folder: Path) -> str:
    if own_office.is_there(folder):
        return say("Tệp dữ liệu office.db ở {folder} bị hỏng, không mở được.", folder=folder)
    return say("Không thấy tệp dữ liệu office.db ở {folder}, nhưng bản quét của cơ quan còn ở đó.", folder=folder)


def _kept() -> str:
    return say("Chưa có gì bị thay đổi. Khi khôi phục, tệp hỏng và bản quét vẫn được giữ lại.")


def _backup(newest: About | None) -> str:
    if newest is None:
        return say("Không thấy bản sao lưu nào trên máy này. Nếu có USB sao lưu, hãy cắm vào rồi bấm Khôi phục.")
    letters = newest.counts.get("letter", 0)
    return say(
        "Bản sao lưu mới nhất: {time} ngày {day}, {letters} văn bản, ở {folder}.",
        time=f"{newest.made_at:%H:%M}",
        day=show_date(newest.made_at.date()),
        letters=letters,
        folder=newest.file.parent,
    )


def _line(text: str, look: str) -> QWidget:
    line = label(look, wrap=True)
    line.setText(text)
    return line
