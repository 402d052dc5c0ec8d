"""Choosing a due day: what the letter states, the strict day, the last working day, another day, or none."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from desktop.core.due_days import DueOptions
from desktop.core.names import show_date
from desktop.core.words import say
from desktop.ui.choosers import DayEdit
from desktop.ui.form_dialog import FormDialog, ask

_OTHER = "other"


class DayDialog(FormDialog):
    """Asks for one day."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(say("Chọn ngày hạn"), say("Chọn"), parent)
        self.setMinimumWidth(320)
        self.edit = DayEdit(day)
        self.form.addRow(say("Hạn"), self.edit)
        self.check()


def day_choices(options: DueOptions | None) -> list[tuple[date, str]]:
    """Return the days a deadline offers with their words: last working day, strict day, stated day, each day once;
    the office's own limit; days against the milestones of another letter."""
    if options is None:
        return []
    if options.source == "office":
        return [(options.default, say("theo quy chế"))] if options.default else []
    named = (
        *((day, say("tính theo mốc")) for day in options.milestones),
        (options.working, say("ngày làm việc cuối")),
        (options.strict, say("hạn chặt")),
        (options.stated, say("ngày của kỳ") if options.source == "period" else say("ngày ghi trong văn bản")),
    )
    days: dict[date, list[str]] = {}
    for day, words in named:
        if day is not None:
            days.setdefault(day, []).append(words)
    return [(day, ", ".join(words)) for day, words in days.items()]


class DueBox(QComboBox):
    """A due day or none. ``due_on()`` is the day; ``start`` is where the calendar opens for another day."""

    picked = Signal()

    def __init__(
        self, options: DueOptions | None, due_on: date | None, start: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options = options
        self._start = start
        self._other: date | None = None
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(self._activated)
        self.set_due(due_on)

    def due_on(self) -> date | None:
        value = self.currentData()
        return value if isinstance(value, date) else None

    def is_offered(self) -> bool:
        """Say whether the day chosen is one that the letter's deadline may mean: its hour then holds too."""
        return self.due_on() in {day for day, _words in day_choices(self._options)}

    def set_due(self, due_on: date | None) -> None:
        """Choose ``due_on``, adding it when the letter does not name it."""
        if due_on is not None and due_on not in {day for day, _words in day_choices(self._options)}:
            self._other = due_on
        self.retranslate(due_on)

    def retranslate(self, chosen: date | None = None) -> None:
        """Put the words again, keeping ``chosen``."""
        self.clear()
        for day, words in day_choices(self._options):
            self.addItem(f"{show_date(day)} ({words})", day)
        if self._other:
            self.addItem(show_date(self._other), self._other)
        self.addItem(say("Không có hạn"), None)
        self.addItem(say("Ngày khác…"), _OTHER)
        self.setAccessibleName(say("Hạn"))
        expression = self._options.expression if self._options else ""
        said = say("Hạn trong văn bản: {text}", text=expression) if expression else say("Hạn hoàn thành")
        self.setToolTip(expression if self._options and self._options.source == "office" else said)
        self._choose(chosen)

    def showPopup(self) -> None:
        """The list is as wide as its words: a day with what it means."""
        self.view().setMinimumWidth(self.view().sizeHintForColumn(0) + 32)
        super().showPopup()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Closed, the box shows the day alone."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        due = self.due_on()
        option.currentText = show_date(due) if due else say("Không có hạn")
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _choose(self, day: date | None) -> None:
        days = [self.itemData(i) for i in range(self.count())]
        self.setCurrentIndex(days.index(day))
        self._last = day

    def _activated(self, _index: int) -> None:
        if self.currentData() != _OTHER:
            self._last = self.due_on()
            self.picked.emit()
            return
        self._choose(self._last)
        ask(DayDialog(self._last or self._start, self.window()), self._take)

    def _take(self, dialog: DayDialog) -> None:
        self.set_due(dialog.edit.day())
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.picked.emit()
