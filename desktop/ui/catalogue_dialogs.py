"""The forms behind Danh mục: a person, a unit, a pasted list of people, a rest day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QComboBox, QHeaderView, QLineEdit, QWidget

from desktop.core.records import Person, Role, Unit
from desktop.core.words import say, tr
from desktop.ui.catalogue_models import ListModel
from desktop.ui.choosers import DayEdit, IdBox, unit_rows
from desktop.ui.form_dialog import FormDialog, TextBox
from desktop.ui.labels import ROLE_WORDS
from desktop.ui.people_paste import PastedPerson, parse_people, role_of
from desktop.ui.row_table import RowTable


class PersonDialog(FormDialog):
    """Asks for a person's name, title, unit and role."""

    def __init__(self, person: Person | None, units: Sequence[Unit], parent: QWidget | None = None) -> None:
        super().__init__(say("Sửa người") if person else say("Thêm người"), say("Lưu"), parent)
        self.name = QLineEdit(person.name if person else "")
        self.job = QLineEdit(person.title if person else "")
        self.job.setPlaceholderText(say("ví dụ Chuyên viên, Trưởng phòng"))
        self.unit = IdBox()
        self.unit.set_rows(unit_rows(units, ""))
        self.unit.choose(person.unit_id if person else None)
        self.role = QComboBox()
        for role, words in ROLE_WORDS.items():
            self.role.addItem(str(words), role)
        self.role.setCurrentIndex(self.role.findData(person.role if person else "officer"))
        self.form.addRow(say("Họ và tên"), self.name)
        self.form.addRow(say("Chức vụ"), self.job)
        self.form.addRow(say("Đơn vị"), self.unit)
        self.form.addRow(say("Vai trò"), self.role)
        self.name.textChanged.connect(self.check)
        self.unit.editTextChanged.connect(lambda _text: self.check())
        if person is None:
            self.job.editingFinished.connect(self._guess_role)
        self.check()

    def _guess_role(self) -> None:
        self.role.setCurrentIndex(self.role.findData(role_of(self.job.text())))

    def chosen_role(self) -> Role:
        role: Role = self.role.currentData()
        return role

    def problem(self) -> str:
        if not self.name.text().strip():
            return say("Hãy ghi họ và tên.")
        unknown = bool(self.unit.currentText().strip()) and self.unit.chosen() is None
        return say("Không có đơn vị này. Để trống nếu không thuộc đơn vị nào.") if unknown else ""


class UnitDialog(FormDialog):
    """Asks for a unit's name and short name."""

    def __init__(self, unit: Unit | None, parent: QWidget | None = None) -> None:
        super().__init__(say("Sửa đơn vị") if unit else say("Thêm đơn vị"), say("Lưu"), parent)
        self.name = QLineEdit(unit.name if unit else "")
        self.short = QLineEdit(unit.short_name if unit else "")
        self.form.addRow(say("Tên đơn vị"), self.name)
        self.form.addRow(say("Viết tắt"), self.short)
        self.name.textChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        return "" if self.name.text().strip() else say("Hãy ghi tên đơn vị.")


class HolidayDialog(FormDialog):
    """Asks for a rest day with its name, or a Saturday that is worked."""

    def __init__(self, day: date, *, working: bool, parent: QWidget | None = None) -> None:
        super().__init__(say("Thêm ngày làm bù") if working else say("Thêm ngày nghỉ"), say("Thêm"), parent)
        self._working = working
        self.day = DayEdit(day)
        self.name = QLineEdit()
        self.form.addRow(say("Ngày"), self.day)
        if not working:
            self.form.addRow(say("Tên ngày nghỉ"), self.name)
        self.name.textChanged.connect(self.check)
        self.day.dateChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        if self._working:
            return "" if self.day.day().weekday() >= 5 else say("Ngày làm bù phải là Thứ Bảy hoặc Chủ nhật.")
        return "" if self.name.text().strip() else say("Hãy ghi tên ngày nghỉ.")


class PasteDialog(FormDialog):
    """Takes a list of people pasted from Excel or Word, and shows what was understood before anything is written."""

    def __init__(self, units: Sequence[Unit], known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(
            say("Dán danh sách người"),
            say("Thêm"),
            parent,
            intro=say(
                "Mỗi người một dòng: họ và tên, chức vụ, đơn vị. Có thể sao chép thẳng từ Excel rồi dán vào đây."
            ),
        )
        self.setMinimumWidth(680)
        self._units, self._known = units, known
        self.text = TextBox(lines=6)
        self.text.setPlaceholderText(say("Nguyễn Văn An; Chuyên viên; Phòng Kinh tế"))
        self.text.setAccessibleName(say("Danh sách người"))
        self.model = ListModel(
            (
                (tr("Dòng"), lambda p: str(p.line)),
                (tr("Họ và tên"), lambda p: p.name),
                (tr("Chức vụ"), lambda p: p.title),
                (tr("Đơn vị"), lambda p: p.unit),
                (tr("Kết quả"), lambda p: f"! {p.problem}" if p.problem else f"✓ {ROLE_WORDS[p.role]}"),
            ),
            lambda p: p.problem is not None,
            self,
        )
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.setMinimumHeight(170)
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.horizontalHeader().setSortIndicatorShown(False)
        self.table.setAccessibleName(say("Danh sách sẽ thêm"))
        self.form.addRow(self.text)
        self.form.addRow(self.table)
        self.text.textChanged.connect(self.check)
        self.check()

    def people(self) -> list[PastedPerson]:
        """Return the lines that can be added."""
        return [p for p in parse_people(self.text.toPlainText(), self._units, self._known) if p.problem is None]

    def check(self) -> None:
        self.model.show_rows(parse_people(self.text.toPlainText(), self._units, self._known))
        super().check()
        count = len(self.people())
        self.ok.setText(say("Thêm {n} người", n=count) if count else say("Thêm"))

    def problem(self) -> str:
        return "" if self.people() else say("Chưa có dòng nào thêm được.")
