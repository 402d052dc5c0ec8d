"""The form of a letter's particulars: to correct an entry, or to register a paper letter that was not scanned."""

from __future__ import annotations

import re
from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core.drafts import FIELD_WORDS
from desktop.core.names import show_date
from desktop.core.records import Letter
from desktop.core.words import say
from desktop.ui.choosers import DayEdit
from desktop.ui.form_dialog import FormDialog, TextBox
from desktop.ui.labels import letter_name
from desktop.ui.register_model import missing_fields

Values = dict[str, str | list[str]]
TYPES = (
    "Công văn",
    "Báo cáo",
    "Chỉ thị",
    "Chương trình",
    "Công điện",
    "Đề án",
    "Giấy mời",
    "Hướng dẫn",
    "Kế hoạch",
    "Kết luận",
    "Nghị quyết",
    "Phương án",
    "Quy chế",
    "Quy định",
    "Quyết định",
    "Thông báo",
    "Thông tri",
    "Tờ trình",
)
URGENCIES = ("", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC")
LINE_FIELDS = ("issuer", "parent_issuer", "number", "symbol", "issued_on", "signer_title", "signer", "note")
_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})")


def iso_day(text: str) -> str | None:
    """Return a typed day, month or year (``21/11/2026``, ``11/2026``, ``2026``) in ISO; '' for '', None if it is none.

    >>> iso_day("1/5/2026"), iso_day("5/2026"), iso_day("31/2/2026")
    ('2026-05-01', '2026-05', None)
    """
    if not text.strip():
        return ""
    found = _DAY.fullmatch(text.strip())
    if not found:
        return None
    day, month, year = found.groups()
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])


class LetterForm(FormDialog):
    """A letter's particulars. ``values()`` holds what differs from the letter shown, or everything filled in if none.
    ``why``: a reason is asked for, the entry stands in a closed book."""

    def __init__(
        self,
        title: str,
        ok: str,
        letter: Letter | None,
        today: date,
        parent: QWidget | None = None,
        *,
        why: bool = False,
    ) -> None:
        super().__init__(title, ok, parent, intro=letter_name(letter) if letter else "")
        self.setMinimumWidth(620)
        self._letter = letter
        self.arrived = DayEdit(letter.arrived_on if letter else today)
        self.arrived.setEnabled(letter is None)
        self.type = QComboBox()
        self.type.setEditable(True)
        self.type.addItems(["", *TYPES])
        self.subject = TextBox(lines=3)
        self.urgency = QComboBox()
        self.urgency.addItems(URGENCIES)
        self.addressees = TextBox(lines=2)
        self.lines = {name: QLineEdit() for name in LINE_FIELDS}
        self.lines["issued_on"].setPlaceholderText(say("ngày/tháng/năm, ví dụ 16/5/2026"))
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(say("Sổ năm này đã khóa: ghi vì sao phải sửa"))
        self._why = why
        self._add_rows()
        if letter:
            self._fill(letter)
        self._start = self._read()
        self.lines["issued_on"].textChanged.connect(self.check)
        self.subject.textChanged.connect(self.check)
        self.lines["issuer"].textChanged.connect(self.check)
        self.check()

    def _add_rows(self) -> None:
        rows: list[tuple[str, QWidget]] = [
            (say("Ngày đến"), self.arrived),
            (str(FIELD_WORDS["issuer"]), self.lines["issuer"]),
            (str(FIELD_WORDS["parent_issuer"]), self.lines["parent_issuer"]),
            (str(FIELD_WORDS["number"]), self.lines["number"]),
            (str(FIELD_WORDS["symbol"]), self.lines["symbol"]),
            (str(FIELD_WORDS["issued_on"]), self.lines["issued_on"]),
            (str(FIELD_WORDS["type"]), self.type),
            (str(FIELD_WORDS["subject"]), self.subject),
            (str(FIELD_WORDS["urgency"]), self.urgency),
            (str(FIELD_WORDS["addressees"]), self.addressees),
            (str(FIELD_WORDS["signer_title"]), self.lines["signer_title"]),
            (str(FIELD_WORDS["signer"]), self.lines["signer"]),
            (str(FIELD_WORDS["note"]), self.lines["note"]),
        ]
        if self._why:
            rows.append((say("Lý do sửa"), self.reason))
            self.reason.textChanged.connect(self.check)
        for words, widget in rows:
            self.form.addRow(words, widget)

    def _fill(self, letter: Letter) -> None:
        for name, line in self.lines.items():
            value = str(getattr(letter, name))
            line.setText(show_date(value) if name == "issued_on" else value)
            line.setCursorPosition(0)
        self.type.setCurrentText(letter.type)
        self.subject.setPlainText(letter.subject)
        if self.urgency.findText(letter.urgency) < 0:
            self.urgency.addItem(letter.urgency)
        self.urgency.setCurrentText(letter.urgency)
        self.addressees.setPlainText("\n".join(letter.addressees))

    def _read(self) -> Values:
        values: Values = {name: line.text().strip() for name, line in self.lines.items()}
        values["issued_on"] = iso_day(self.lines["issued_on"].text()) or ""
        values["type"] = self.type.currentText().strip()
        values["subject"] = " ".join(self.subject.text().split())
        values["urgency"] = self.urgency.currentText()
        values["addressees"] = [line.strip() for line in self.addressees.text().splitlines() if line.strip()]
        return values

    def values(self) -> Values:
        """Return the values to write: those changed, or for a new letter those filled in."""
        now = self._read()
        if self._letter is None:
            return {name: value for name, value in now.items() if value}
        return {name: value for name, value in now.items() if value != self._start[name]}

    def problem(self) -> str:
        if iso_day(self.lines["issued_on"].text()) is None:
            return say("Ngày văn bản phải viết ngày/tháng/năm, ví dụ 16/5/2026.")
        if self._letter is None and not (self.lines["issuer"].text().strip() and self.subject.text()):
            return say("Cần ít nhất tác giả và trích yếu.")
        if self._why and not self.reason.text().strip():
            return say("Sổ năm này đã khóa: hãy ghi lý do sửa.")
        return ""

    def check(self) -> None:
        super().check()
        if self._letter and self._letter.incomplete and not self.problem():
            self._problem.setText(say("Còn thiếu: {fields}", fields=missing_fields(self._letter)))
            self._problem.setVisible(True)
