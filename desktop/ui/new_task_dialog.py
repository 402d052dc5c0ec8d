"""Giving a task from nothing or from a whole letter: what, who leads, who helps with what, by when, what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.core.assignments import Assignment, unclear
from desktop.core.due_days import DueOptions
from desktop.core.records import Person, Unit
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.choosers import HourEdit, PeopleButton
from desktop.ui.due_box import DueBox
from desktop.ui.form_dialog import FormDialog, TextBox
from desktop.ui.lead_box import LeadBox
from desktop.ui.task_panel import UNCLEAR_WORDS
from desktop.ui.widgets import tab_through
from desktop.ui.work_dialogs import RecurrenceBox

_NAME_WIDTH = 260


class NewTaskDialog(FormDialog):
    """Asks for a whole task. ``assignment()`` is what was asked for; the line below says what is not clear ("5 rõ")."""

    def __init__(
        self,
        work: Assignment,
        options: DueOptions | None,
        people: Sequence[Person],
        today: date,
        parent: QWidget | None = None,
        *,
        units: Sequence[Unit] = (),
    ) -> None:
        title = say("Giao việc mới") if work.letter_id is None else say("Chi tiết việc giao")
        super().__init__(title, say("Giao việc") if work.letter_id is None else say("Xong"), parent)
        self.setMinimumWidth(620)
        self._work, self._people = work, {p.id: p for p in people}
        self.title_box = TextBox(work.title, lines=3)
        self.lead = LeadBox(people, units)
        self.lead.choose_lead(work)
        self.partners = PeopleButton()
        self.partners.set_people(people, work.partner_ids)
        self.partners.retranslate(say("Phối hợp…"))
        self.parts: dict[int, QLineEdit] = {}
        self._parts_form = QFormLayout()
        self.due = DueBox(options, work.due_on, today)
        self.hour = HourEdit(work.due_time, say("cả ngày"))
        self.hour.setMinimumHeight(self.due.sizeHint().height())
        self.product = QLineEdit(work.product)
        self.repeat = RecurrenceBox(work.recurrence)
        self._lay_out_rows()
        self._connect()
        self._show_parts()
        self.check()

    def _lay_out_rows(self) -> None:
        day = QHBoxLayout()
        day.setSpacing(theme.GAP)
        day.addWidget(self.due, 2)
        day.addWidget(self.hour, 1)
        self.title_box.setAccessibleName(say("Nội dung việc"))
        self.hour.setAccessibleName(say("Giờ"))
        self.product.setPlaceholderText(say("Kết quả phải có: báo cáo, kế hoạch, danh sách…"))
        self.form.addRow(say("Nội dung việc"), self.title_box)
        self.form.addRow(say("Chủ trì"), self.lead)
        self.form.addRow(say("Phối hợp"), self.partners)
        self.form.addRow("", self._parts_form)
        self.form.addRow(say("Hạn"), day)
        self.form.addRow(say("Sản phẩm"), self.product)
        self.form.addRow(say("Lặp lại"), self.repeat)

    def _connect(self) -> None:
        self.title_box.textChanged.connect(self.check)
        self.product.textChanged.connect(lambda _text: self.check())
        self.lead.editTextChanged.connect(lambda _text: self.check())
        for signal in (self.lead.picked, self.due.picked):
            signal.connect(self.check)
        self.partners.picked.connect(self._show_parts)
        self.partners.picked.connect(self.check)

    def _show_parts(self) -> None:
        """A line for each partner's part, what was typed is kept."""
        typed = {person_id: line.text() for person_id, line in self.parts.items()}
        while self._parts_form.rowCount():
            self._parts_form.removeRow(0)
        self.parts = {}
        for person_id in self.partners.chosen():
            line = QLineEdit(typed.get(person_id, ""))
            line.setPlaceholderText(say("phần việc, nếu có"))
            line.setAccessibleName(say("Phần việc của {name}", name=self._people[person_id].name))
            self.parts[person_id] = line
            name = ToneLabel(self._people[person_id].name, "soft")
            name.setWordWrap(True)
            name.setFixedWidth(_NAME_WIDTH)
            self._parts_form.addRow(name, line)
        tab_through(self.partners, *self.parts.values(), self.due)

    def assignment(self) -> Assignment:
        """Return the task as it stands in the form."""
        helpers = [i for i in self.partners.chosen() if i != self.lead.person()]
        hour = self.hour.time()
        return replace(
            self._work,
            title=self.title_box.text(),
            lead_id=self.lead.person(),
            lead_unit_id=self.lead.unit(),
            partner_ids=tuple(helpers),
            partner_parts=tuple(self.parts[i].text() if i in self.parts else "" for i in helpers),
            due_on=self.due.due_on(),
            due_time="" if hour == self.hour.minimumTime() or not self.due.due_on() else hour.toString("HH:mm"),
            product=self.product.text().strip(),
            recurrence=self.repeat.recurrence(),
        )

    def problem(self) -> str:
        if not self.title_box.text():
            return say("Chưa ghi nội dung việc.")
        return say("Chưa chọn người hoặc đơn vị chủ trì.") if self.lead.chosen() is None else ""

    def check(self) -> None:
        super().check()
        lacks = unclear(self.assignment())
        if lacks and not self.problem():
            words = ", ".join(str(UNCLEAR_WORDS[name]) for name in lacks)
            self._problem.setText(say("Chưa rõ: {words}. Vẫn giao được.", words=words))
            self._problem.setVisible(True)
