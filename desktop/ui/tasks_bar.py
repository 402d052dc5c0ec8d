"""Above the list of tasks: the search line, person, unit, week, what is not clear, the chips and the kept filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.core.calendar import Week
from desktop.core.filters import TaskFilter
from desktop.core.records import Person, Status, Unit
from desktop.core.words import Text, say, tr
from desktop.ui import theme
from desktop.ui.chips import Chips
from desktop.ui.choosers import IdBox, people_rows, unit_rows
from desktop.ui.context import UiContext
from desktop.ui.flow import Flow
from desktop.ui.kept_filters import KeptFiltersButton, Values
from desktop.ui.labels import STATUS_WORDS
from desktop.ui.week_box import WeekBox
from desktop.ui.widgets import action_button, tab_through

CHIPS = (
    ("open", tr("Đang mở")),
    ("overdue", tr("Quá hạn")),
    ("week", tr("Tuần này")),
    ("waiting", tr("Chờ xác nhận")),
    ("asked", tr("Xin gia hạn")),
    ("unanswered", tr("Chưa trả lời")),
    ("undated", tr("Chọn được hạn")),
    ("paused", tr("Tạm dừng")),
    ("done", tr("Đã xong")),
)
#: what a number elsewhere has led to
RARE: tuple[tuple[Status, Text], ...] = tuple(
    (status, STATUS_WORDS[status])
    for status in ("rework", "under_way", "not_started", "no_due", "done_on_time", "done_late")
)
LACKING = (
    ("", tr("5 rõ: tất cả")),
    ("any", tr("Chưa đủ 5 rõ")),
    ("due", tr("Chưa rõ hạn")),
    ("product", tr("Chưa rõ sản phẩm")),
    ("partners", tr("Chưa rõ phối hợp")),
)
TYPING_PAUSE_MS = 180


class TasksBar(QWidget):
    """``changed``: the list is to be narrowed anew; ``left``: Enter was pressed in the search line."""

    changed = Signal()
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chips = Chips(CHIPS, rare=RARE)
        self.chips.choose("open")
        self.person, self.unit, self.week = IdBox(), IdBox(), WeekBox()
        self.search = QLineEdit()
        self.lacking = QComboBox()
        self._awaited: Values | None = None
        self._known = False
        self.kept = KeptFiltersButton(context, "tasks", self, self)
        self.kept.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._filters = QWidget()
        bar = Flow(self._filters, theme.GAP)  # in larger type the choices go on in a second line
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(140)
        for chooser in (self.person, self.unit):
            chooser.setMinimumContentsLength(14)
        for other in (self.week, self.lacking):
            other.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            other.setMinimumContentsLength(13)
        for widget in (self.search, self.person, self.unit, self.week, self.lacking, self.kept):
            bar.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.GAP)
        box.addWidget(self._filters)
        box.addWidget(self.chips)

    def add_button(self, action: QAction) -> None:
        """Put a button for ``action`` at the end of the first line."""
        layout, button = self._filters.layout(), action_button(action)
        if layout is not None:
            layout.addWidget(button)
            tab_through(self.kept, button, *self.chips.buttons)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self.search.returnPressed.connect(self.left)
        self._typing.timeout.connect(self.changed)
        self.chips.picked.connect(lambda _name: self.changed.emit())
        for box in (self.person, self.unit):
            box.picked.connect(self.changed)
        for chooser in (self.week, self.lacking):
            chooser.activated.connect(lambda _index: self.changed.emit())

    def settle(self) -> None:
        """What is typed is being looked for: wait for no more of it."""
        self._typing.stop()

    def offer(self, people: Sequence[Person], units: Sequence[Unit], week: Week) -> None:
        """Offer these people and units, and the weeks around ``week``, keeping what is chosen."""
        self.person.set_rows(people_rows(people, say("Mọi người")))
        self.unit.set_rows(unit_rows(units, say("Mọi đơn vị")))
        self.week.offer(week)
        self._known = True
        if self._awaited is not None:
            values, self._awaited = self._awaited, None
            self.use_filter(values)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(say("Tìm nhiệm vụ…"))
        self.search.setAccessibleName(say("Tìm nhiệm vụ"))
        self.person.setAccessibleName(say("Người"))
        self.unit.setAccessibleName(say("Đơn vị"))
        self._fill_lacking()
        self.week.retranslate()
        self.chips.retranslate()
        self.kept.retranslate()

    def _fill_lacking(self) -> None:
        """The five that every task should be clear about ("5 rõ"); title and lead are never lacking once given."""
        kept = self.lacking.currentIndex()
        self.lacking.clear()
        for name, words in LACKING:
            self.lacking.addItem(str(words), name)
        self.lacking.setCurrentIndex(max(kept, 0))
        self.lacking.setAccessibleName(say("5 rõ: còn thiếu gì"))
        self.lacking.setToolTip(say("5 rõ: việc, người chủ trì, người phối hợp, hạn, sản phẩm"))

    # --- what is chosen

    def filter(self) -> TaskFilter:
        """Return the filter as chosen; the chip "week" is worked out by whoever knows today."""
        chip = self.chips.chosen()
        states: dict[str, Status] = {"waiting": "waiting", "paused": "paused"}
        states.update((name, name) for name, _words in RARE)
        return TaskFilter(
            week=self.week.chosen(),
            person_id=self.person.chosen(),
            unit_id=self.unit.chosen(),
            status=states.get(chip),
            overdue=chip == "overdue",
            open_only=chip in ("open", "asked", "unanswered", "undated"),
            unanswered=chip == "unanswered",
            done=chip == "done",
            asked=chip == "asked",
            unclear=self.lacking.currentData() or "",
            text=self.search.text().strip(),
        )

    def narrowed(self) -> bool:
        """Whether less than all open work is asked for."""
        if self.chips.chosen() not in ("", "open") or self.search.text().strip() or self.lacking.currentIndex() > 0:
            return True
        return any(box.chosen() is not None for box in (self.person, self.unit, self.week))

    def show_chip(self, chip: str) -> None:
        """Narrow to a chip alone."""
        self._awaited = None
        self._narrow({"chip": chip})

    def _narrow(self, values: Values) -> None:
        person, unit, week = values.get("person"), values.get("unit"), values.get("week")
        self.chips.choose(str(values.get("chip") or ""))
        self.search.setText(str(values.get("text") or ""))
        self._typing.stop()
        self.person.choose(person if isinstance(person, int) else None)
        self.unit.choose(unit if isinstance(unit, int) else None)
        self.week.choose_ahead(week if isinstance(week, int) else None)
        self.lacking.setCurrentIndex(max(0, self.lacking.findData(str(values.get("lacking") or ""))))

    # --- kept filters

    def filter_values(self) -> dict[str, object]:
        """Return what is chosen, to be kept; a week is kept as so many weeks from now."""
        return {
            "chip": self.chips.chosen(),
            "text": self.search.text().strip(),
            "person": self.person.chosen(),
            "unit": self.unit.chosen(),
            "week": self.week.ahead(),
            "lacking": self.lacking.currentData() or "",
        }

    def filter_words(self) -> str:
        """Name what is chosen in a few words."""
        chosen = [box.currentText() for box in (self.person, self.unit, self.week) if box.chosen() is not None]
        if self.lacking.currentIndex() > 0:
            chosen.append(self.lacking.currentText())
        return " · ".join(part for part in (self.chips.words(), *chosen, self.search.text().strip()) if part)

    def use_filter(self, values: Values) -> None:
        """Choose what was kept; a person or unit that is gone narrows no more."""
        if self._known:
            self._narrow(values)
            self.changed.emit()
        else:
            self._awaited = values  # people, units and weeks have not come yet
