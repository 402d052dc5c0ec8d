"""Recording the office's own letter that answers others: number, day, subject, file, and the work it closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.records import Task
from desktop.core.words import say
from desktop.services.replies import ReplyDraft, parts
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.choosers import DayEdit
from desktop.ui.form_dialog import FormDialog

TYPES = ("Báo cáo", "Công văn", "Tờ trình", "Kế hoạch", "Quyết định", "Thông báo")
_LONGEST = 44


class ReplyDialog(FormDialog):
    """Asks for a reply. ``draft()`` is the letter, ``closed()`` the tasks that it closes."""

    def __init__(
        self, intro: str, subject: str, tasks: Sequence[Task], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(say("Văn bản trả lời"), say("Ghi văn bản trả lời"), parent, intro=intro)
        self.setMinimumWidth(620)
        self._today = today
        self._file: Path | None = None
        self.number, self.receiver = QLineEdit(), QLineEdit()
        self.subject = QLineEdit(subject)
        self.kind = QComboBox()
        self.kind.setEditable(True)
        self.kind.addItems(TYPES)
        self.day = DayEdit(today)
        self.file, self.choose = ToneLabel(say("chưa có"), "soft"), QPushButton(say("Chọn tệp…"))
        self.ticks = {task.id: _tick(f"{task.lead}: {task.title}") for task in tasks}
        self._lay_out_rows()
        self.number.textChanged.connect(lambda _text: self.check())
        self.subject.textChanged.connect(lambda _text: self.check())
        self.day.dateChanged.connect(self.check)
        self.choose.clicked.connect(self._choose)
        self.check()

    def _lay_out_rows(self) -> None:
        self.number.setPlaceholderText("45/BC-UBND")
        self.number.setAccessibleName(say("Số, ký hiệu"))
        self.subject.setCursorPosition(0)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.choose)
        row.addWidget(self.file, 1)
        closes = QVBoxLayout()
        for tick in self.ticks.values():
            tick.setChecked(True)
            closes.addWidget(tick)
        self.form.addRow(say("Số, ký hiệu"), self.number)
        self.form.addRow(say("Ngày văn bản"), self.day)
        self.form.addRow(say("Tên loại"), self.kind)
        self.form.addRow(say("Trích yếu"), self.subject)
        self.form.addRow(say("Nơi nhận"), self.receiver)
        self.form.addRow(say("Tệp"), row)
        if self.ticks:
            self.form.addRow(say("Khép lại việc"), closes)

    def draft(self) -> ReplyDraft:
        number, symbol = parts(self.number.text(), "")
        texts = (self.subject.text(), self.kind.currentText(), self.receiver.text())
        return ReplyDraft(number, symbol, self.day.day(), *texts, self._file)

    def closed(self) -> list[int]:
        """Return the ids of the tasks that are ticked."""
        return [task_id for task_id, tick in self.ticks.items() if tick.isChecked()]

    def take_file(self, file: Path) -> None:
        """Keep this file with the reply."""
        self._file = file
        self.file.setText(file.name)

    def problem(self) -> str:
        if not all(parts(self.number.text(), "")):
            return say("Hãy ghi số và ký hiệu, ví dụ 45/BC-UBND.")
        if self.day.day() > self._today:
            return say("Ngày văn bản chưa tới.")
        return "" if self.subject.text().strip() else say("Hãy ghi trích yếu.")

    def _choose(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, say("Chọn tệp"))
        if name:
            self.take_file(Path(name))


def _tick(words: str) -> QCheckBox:
    tick = QCheckBox(_short(words))
    tick.setToolTip(words)
    tick.setAccessibleName(words)
    return tick


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
