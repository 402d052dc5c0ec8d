"""The short questions: a reason, progress, a new due day, another person, handing over, a leader's opinion."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from desktop.core.calendar import WorkCalendar
from desktop.core.due_days import DueOptions
from desktop.core.names import lead_words
from desktop.core.records import Letter, Person, Task, Unit
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.choosers import DayEdit, IdBox, people_rows, unit_rows
from desktop.ui.due_box import day_choices
from desktop.ui.form_dialog import FormDialog, TextBox
from desktop.ui.labels import day_label, due_label, letter_name
from desktop.ui.lead_box import LeadBox

_ONE_LINE = 40


class ReasonDialog(FormDialog):
    """Asks why: for a void, a reopening, a pause. The answer is ``reason()``."""

    def __init__(self, title: str, ok: str, intro: str, parent: QWidget | None = None) -> None:
        super().__init__(title, ok, parent, intro=intro)
        self.text = TextBox()
        self.form.addRow(say("Lý do"), self.text)
        self.text.textChanged.connect(self.check)
        self.check()

    def reason(self) -> str:
        return self.text.text()

    def problem(self) -> str:
        return "" if self.text.text() else say("Hãy ghi lý do.")


def void_dialog(letter: Letter, parent: QWidget | None = None) -> ReasonDialog:
    """Ask why a letter's entry is voided, telling what that does."""
    return ReasonDialog(
        say("Hủy đăng ký số đến {n}", n=letter.arrival_number),
        say("Hủy đăng ký"),
        say(
            "{name} sẽ bị gạch trong sổ, số đến {n} không dùng lại; bản quét trở về Hộp quét, việc đã giao được đóng.",
            name=letter_name(letter),
            n=letter.arrival_number,
        ),
        parent,
    )


class ProgressDialog(FormDialog):
    """Asks what was done; closing a task takes the reply's number too."""

    def __init__(self, task: Task, parent: QWidget | None = None, *, done: bool = False) -> None:
        title = say("Kết thúc việc") if done else say("Báo tiến độ")
        super().__init__(title, title, parent, intro=task.title)
        self.note = TextBox()
        self.finished_box = QCheckBox(say("Việc đã xong"))
        self.finished_box.setChecked(done)
        self.reply = QLineEdit(task.reply)
        self.reply.setPlaceholderText(say("ví dụ 12/BC-UBND; để trống nếu không có văn bản trả lời"))
        self.form.addRow(say("Nội dung"), self.note)
        self.form.addRow("", self.finished_box)
        self.form.addRow(say("Số văn bản trả lời"), self.reply)
        self.note.textChanged.connect(self.check)
        self.finished_box.toggled.connect(self._done_toggled)
        self._done_toggled(done)

    def problem(self) -> str:
        if self.note.text() or self.finished_box.isChecked():
            return ""
        return say("Hãy ghi đã làm được gì.")

    def _done_toggled(self, done: bool) -> None:
        self.reply.setEnabled(done)
        self.check()


class DueDialog(FormDialog):
    """Asks for a new due day and why; the old one stays in the task's log. ``options``: the days counted from a letter
    that is in the register by now; the first of them is filled in, with the reason."""

    def __init__(
        self,
        task: Task,
        today: date,
        calendar: WorkCalendar,
        parent: QWidget | None = None,
        *,
        options: DueOptions | None = None,
    ) -> None:
        super().__init__(say("Đổi hạn"), say("Đổi hạn"), parent, intro=task.title)
        self._calendar = calendar
        self._old = task.due_on
        choices = day_choices(options)
        self.day = DayEdit(choices[0][0] if choices else max(task.due_on or today, today) + timedelta(days=7))
        self.none = QCheckBox(say("Không có hạn"))
        self.reason = TextBox(say("tính theo mốc: {text}", text=options.expression) if choices and options else "")
        self.counted = QComboBox()
        for day, words in choices:
            self.counted.addItem(f"{day_label(day)} ({words})", day)
        self.counted.activated.connect(lambda _index: self.day.set_day(self.counted.currentData()))
        self.counted.setAccessibleName(say("Ngày tính được"))
        row = QHBoxLayout()
        row.setSpacing(theme.MARGIN)
        row.addWidget(self.day)
        row.addWidget(self.none)
        row.addStretch()
        self.day.setAccessibleName(say("Hạn mới"))
        self.form.addRow(say("Hạn cũ"), _plain(due_label(task) if task.due_on else say("không có")))
        if choices:
            self.form.addRow(say("Ngày tính được"), self.counted)
        self.form.addRow(say("Hạn mới"), row)
        self.form.addRow(say("Lý do"), self.reason)
        self.none.toggled.connect(self.day.setDisabled)
        for signal in (self.none.toggled, self.day.dateChanged, self.reason.textChanged):
            signal.connect(self.check)
        self.check()

    def due_on(self) -> date | None:
        return None if self.none.isChecked() else self.day.day()

    def problem(self) -> str:
        if self.due_on() == self._old:
            return say("Hạn mới phải khác hạn cũ.")
        return "" if self.reason.text() else say("Hãy ghi lý do.")

    def check(self) -> None:
        super().check()
        due = self.due_on()
        if due is not None and not self._calendar.is_working(due):
            last = day_label(self._calendar.last_working(due))
            self._problem.setText(say("Ngày này nghỉ; ngày làm việc cuối trước đó là {day}.", day=last))
            self._problem.setVisible(True)


class ReassignDialog(FormDialog):
    """Asks for the new lead of a task, a person or a unit, and why."""

    def __init__(
        self, task: Task, people: Sequence[Person], parent: QWidget | None = None, *, units: Sequence[Unit] = ()
    ) -> None:
        super().__init__(say("Giao lại"), say("Giao lại"), parent, intro=task.title)
        self._old = task.lead_id if task.lead_unit_id is None else -task.lead_unit_id
        self.person = LeadBox(people, units)
        self.reason = TextBox()
        self.form.addRow(say("Đang chủ trì"), _plain(lead_words(task)))
        self.form.addRow(say("Chủ trì mới"), self.person)
        self.form.addRow(say("Lý do"), self.reason)
        self.person.picked.connect(self.check)
        self.person.editTextChanged.connect(lambda _text: self.check())
        self.reason.textChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        if self.person.chosen() in (None, self._old):
            return say("Hãy chọn người hoặc đơn vị chủ trì mới.")
        return "" if self.reason.text() else say("Hãy ghi lý do.")


class HandOverDialog(FormDialog):
    """Asks who receives a letter (columns 7 and 8 of the register): a person or a unit."""

    def __init__(
        self,
        letter: Letter,
        people: Sequence[Person],
        units: Sequence[Unit],
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(say("Chuyển giao văn bản"), say("Chuyển"), parent, intro=letter_name(letter))
        self.person = IdBox()
        self.person.set_rows(people_rows(people, ""))
        self.unit = IdBox()
        self.unit.set_rows(unit_rows(units, ""))
        self.day = DayEdit(today)
        self.note = QLineEdit()
        self.form.addRow(say("Người nhận"), self.person)
        self.form.addRow(say("hoặc đơn vị nhận"), self.unit)
        self.form.addRow(say("Ngày chuyển"), self.day)
        self.form.addRow(say("Ghi chú"), self.note)
        for box in (self.person, self.unit):
            box.picked.connect(self.check)
            box.editTextChanged.connect(lambda _text: self.check())
        self.check()

    def problem(self) -> str:
        person, unit = self.person.chosen(), self.unit.chosen()
        if person is None and unit is None:
            return say("Hãy chọn người nhận hoặc đơn vị nhận.")
        return say("Chỉ chọn một: người nhận hoặc đơn vị nhận.") if person and unit else ""


class OpinionDialog(FormDialog):
    """Asks for a leader's opinion on a letter (bút phê), in his own words."""

    def __init__(self, letter: Letter, people: Sequence[Person], today: date, parent: QWidget | None = None) -> None:
        super().__init__(say("Ý kiến chỉ đạo (bút phê)"), say("Ghi bút phê"), parent, intro=letter_name(letter))
        leaders = [p for p in people if p.role in ("chairman", "deputy", "head")] or list(people)
        self.person = IdBox()
        self.person.set_rows(people_rows(leaders, ""))
        chairman = next((p for p in leaders if p.role == "chairman"), None)
        self.person.choose(chairman.id if chairman else None)
        self.text = TextBox(lines=4)
        self.day = DayEdit(today)
        self.form.addRow(say("Người cho ý kiến"), self.person)
        self.form.addRow(say("Ý kiến"), self.text)
        self.form.addRow(say("Ngày"), self.day)
        self.text.textChanged.connect(self.check)
        self.check()

    def _fields(self) -> list[QWidget]:
        return [self.text]

    def problem(self) -> str:
        return "" if self.text.text() else say("Hãy ghi ý kiến của lãnh đạo.")


def _plain(text: str) -> QWidget:
    line = QLabel(text)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.setWordWrap(len(text) > _ONE_LINE)
    return line
