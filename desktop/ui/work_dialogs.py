"""The questions of following work: another due day and its answer, handing over all, how often work comes back."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QComboBox, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop.core.calendar import WorkCalendar
from desktop.core.names import show_date
from desktop.core.readings import Recurrence
from desktop.core.records import Extension, Task
from desktop.core.recurring import WEEKDAYS, recurrence_on
from desktop.core.words import Text, say, tr
from desktop.ui.cards import ToneLabel
from desktop.ui.choosers import DayEdit
from desktop.ui.form_dialog import FormDialog, TextBox
from desktop.ui.labels import day_label
from desktop.ui.widgets import NumberBox

_EVERY: tuple[tuple[str, Text], ...] = (
    ("", tr("Không lặp lại")),
    ("week", tr("Hằng tuần")),
    ("month", tr("Hằng tháng")),
    ("quarter", tr("Hằng quý")),
    ("half", tr("6 tháng một lần")),
    ("year", tr("Hằng năm")),
)


class RecurrenceBox(QWidget):
    """How often work comes back: a period, and the day in it (0: its end)."""

    def __init__(self, recurrence: Recurrence | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._given = recurrence
        self.every, self.weekday, self.day = QComboBox(), QComboBox(), NumberBox()
        for name, words in _EVERY:
            self.every.addItem(str(words), name)
        for place, words_ in enumerate(WEEKDAYS):
            self.weekday.addItem(words_, place)
        self.weekday.setCurrentIndex(4)
        self.day.setRange(0, 31)
        self.day.setSpecialValueText(say("ngày cuối kỳ"))
        self.day.setPrefix(say("ngày "))
        self.setFocusProxy(self.every)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.every, self.weekday, self.day):
            box.addWidget(widget)
        self.every.setAccessibleName(say("Lặp lại"))
        self.weekday.setAccessibleName(say("Thứ trong tuần"))
        self.day.setAccessibleName(say("Ngày trong kỳ"))
        self.every.currentIndexChanged.connect(lambda _index: self._show_day())
        self._take(recurrence)

    def recurrence(self) -> Recurrence | None:
        """Return what is chosen; the letter's own words where nothing was changed."""
        every = str(self.every.currentData())
        if not every:
            return None
        day = WEEKDAYS[self.weekday.currentIndex()] if every == "week" else str(self.day.value() or "")
        if self._given and (self._given.every, self._given.day or "") == (every, day):
            return self._given
        return recurrence_on(every, day)

    def _take(self, recurrence: Recurrence | None) -> None:
        self.every.setCurrentIndex(max(0, self.every.findData(recurrence.every if recurrence else "")))
        if recurrence and recurrence.day and recurrence.day.isdigit():
            self.day.setValue(int(recurrence.day))
        names = [name.casefold() for name in WEEKDAYS]
        if recurrence and recurrence.day and recurrence.day.casefold() in names:
            self.weekday.setCurrentIndex(names.index(recurrence.day.casefold()))
        self._show_day()

    def _show_day(self) -> None:
        every = self.every.currentData()
        self.weekday.setVisible(every == "week")
        self.day.setVisible(every not in ("", "week"))


class RecurrenceDialog(FormDialog):
    """Asks how often a task is to come back from now on, and why that changes."""

    def __init__(self, task: Task, parent: QWidget | None = None) -> None:
        super().__init__(say("Lặp lại"), say("Lưu"), parent, intro=task.title)
        self.box = RecurrenceBox(task.recurrence)
        self.reason = TextBox(lines=2)
        self.form.addRow(say("Lặp lại"), self.box)
        self.form.addRow(say("Lý do"), self.reason)
        self.reason.textChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        return "" if self.reason.text() else say("Hãy ghi lý do.")


class ExtensionDialog(FormDialog):
    """Asks for a later due day and why: a request, the day stays until it is granted."""

    def __init__(self, task: Task, today: date, calendar: WorkCalendar, parent: QWidget | None = None) -> None:
        super().__init__(say("Xin gia hạn"), say("Xin gia hạn"), parent, intro=task.title)
        self._old = task.due_on or today
        later = calendar.next_working(max(self._old, today) + timedelta(days=3))
        self.day = DayEdit(later)
        self.reason = TextBox(lines=2)
        self.form.addRow(say("Hạn hiện nay"), _plain(show_date(task.due_on)))
        self.form.addRow(say("Xin đến ngày"), self.day)
        self.form.addRow(say("Lý do"), self.reason)
        self.day.dateChanged.connect(self.check)
        self.reason.textChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        if self.day.day() <= self._old:
            return say("Hãy chọn ngày sau hạn hiện nay.")
        return "" if self.reason.text() else say("Hãy ghi lý do.")


class AnswerDialog(FormDialog):
    """Answers a request: agree, offer another day, or refuse with a reason. ``answer()`` is the service's word."""

    def __init__(self, task: Task, asked: Extension, parent: QWidget | None = None) -> None:
        head = say("{who} xin gia hạn: {reason}", who=asked.asked_by or task.lead, reason=asked.reason)
        super().__init__(say("Trả lời gia hạn"), say("Trả lời"), parent, intro=f"{task.title}\n\n{head}")
        self._asked, self._old = asked, task.due_on or date.min
        offered = asked.state == "countered"
        days = (show_date(asked.new_due), show_date(asked.answer_due))
        self.yes = QRadioButton(
            say("Nhận ngày được đề nghị {day}", day=days[1]) if offered else say("Đồng ý đến ngày {day}", day=days[0])
        )
        self.other = QRadioButton(say("Đề nghị ngày khác"))
        self.no = QRadioButton(
            say("Không nhận, giữ hạn {day}", day=show_date(task.due_on)) if offered else say("Không đồng ý")
        )
        between = self._old + (asked.new_due - self._old) // 2 if asked.new_due else self._old
        self.day = DayEdit(max(between, self._old + timedelta(days=1)))
        self.note = TextBox(lines=2)
        self.form.addRow(say("Hạn hiện nay"), _plain(show_date(task.due_on)))
        for button in (self.yes, self.other, self.no):
            self.form.addRow("", button)
            button.toggled.connect(self.check)
        self.form.addRow(say("Ngày khác"), self.day)
        self.form.addRow(say("Ý kiến"), self.note)
        for widget in (self.other, self.day):
            self.form.setRowVisible(widget, not offered)
        self.yes.setChecked(True)
        self.day.dateChanged.connect(lambda _day: self.other.setChecked(True))
        self.day.dateChanged.connect(self.check)
        self.note.textChanged.connect(self.check)
        self.check()

    def answer(self) -> str:
        """Return grant, counter, refuse, accept or decline."""
        if self._asked.state == "countered":
            return "accept" if self.yes.isChecked() else "decline"
        return "grant" if self.yes.isChecked() else "counter" if self.other.isChecked() else "refuse"

    def problem(self) -> str:
        if self.answer() == "refuse" and not self.note.text():
            return say("Hãy ghi lý do.")
        wrong = self.answer() == "counter" and (self.day.day() <= self._old or self.day.day() == self._asked.new_due)
        return say("Hãy chọn ngày khác, sau hạn hiện nay.") if wrong else ""


def extension_words(asked: Extension) -> str:
    """Say in one line what waits for an answer."""
    if asked.state == "countered":
        return say("Được đề nghị hạn {day}, chờ trả lời", day=show_date(asked.answer_due))
    return say("Xin gia hạn đến {day}: {reason}", day=show_date(asked.new_due), reason=asked.reason)


def rest_day_words(day: date, calendar: WorkCalendar) -> str:
    """Warn of a due day on which nobody works; '' for a working day."""
    if calendar.is_working(day):
        return ""
    return say("Ngày này nghỉ; ngày làm việc cuối trước đó là {day}.", day=day_label(calendar.last_working(day)))


def _plain(text: str) -> QLabel:
    return ToneLabel(text)
