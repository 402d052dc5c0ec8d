"""Tuần này: the week's sheets as they will print, one a person; one button prints all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from desktop.core.calendar import Week
from desktop.core.errors import OfficeError
from desktop.core.text import sort_key
from desktop.core.weekly import WeeklySheet
from desktop.core.words import say, tr
from desktop.services import tasks
from desktop.services.printing import PrintRequest
from desktop.ui import theme
from desktop.ui.actions import ActionSpec
from desktop.ui.cards import ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.labels import week_label
from desktop.ui.pdf_preview import PdfPreview
from desktop.ui.report_maker import ReportMaker
from desktop.ui.screen import Screen
from desktop.ui.tool_buttons import icon_button
from desktop.ui.widgets import action_button

if TYPE_CHECKING:
    from desktop.services.office import Office

SPECS = (
    ActionSpec("week.print", tr("In tất cả…"), tr("In phiếu tuần của mọi người"), ("Ctrl+P",), "task", "print"),
    ActionSpec("week.save", tr("Lưu PDF…"), tr("Lưu các phiếu đang xem thành PDF"), ("Ctrl+S",), "task", "pdf"),
    ActionSpec("week.previous", tr("Tuần trước"), tr("Xem tuần trước"), ("Alt+Left",), "task", "previous"),
    ActionSpec("week.next", tr("Tuần sau"), tr("Xem tuần sau"), ("Alt+Right",), "task", "next"),
    ActionSpec("week.now", tr("Tuần này"), tr("Trở về tuần này"), ("Alt+Home",), "task", "calendar"),
)
ALL, SUMMARY = 0, -1
IdRole = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class _Answer:
    sheets: list[WeeklySheet]
    today: date


class WeekView(Screen):
    """The sheets of one week; a name in the list shows that person's sheet alone."""

    name = "week"
    icon = "week"
    topics = frozenset({"tasks", "people"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.week: Week | None = None
        self._today = date.today()
        self._sheets: list[WeeklySheet] = []
        self.preview = PdfPreview(context)
        runs = {
            "week.print": self.print_all,
            "week.save": self.preview.ask_save,
            "week.previous": lambda: self.shift(-1),
            "week.next": lambda: self.shift(1),
            "week.now": lambda: self.show_week(Week.of(self._today)),
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.head = ToneLabel(bold=True)
        self.list = QListWidget()
        self.maker = ReportMaker(context, self)
        self._lay_out()
        self.list.currentItemChanged.connect(lambda _now, _before: self._make())
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        font = self.head.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.head.setFont(font)
        bar.addWidget(icon_button(self.acts["week.previous"]))
        bar.addWidget(action_button(self.acts["week.now"]))
        bar.addWidget(icon_button(self.acts["week.next"]))
        bar.addSpacing(theme.MARGIN)
        bar.addWidget(self.head)
        bar.addStretch()
        bar.addWidget(action_button(self.acts["week.save"]))
        bar.addWidget(action_button(self.acts["week.print"], main=True))
        self.list.setMinimumWidth(220)
        self.list.setProperty("roomy", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.addWidget(self.list)
        splitter.addWidget(self.preview)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([280, 820])
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.setSpacing(theme.GAP)
        box.addLayout(bar)
        box.addWidget(splitter, 1)

    def title(self) -> str:
        return say("Tuần này")

    def retranslate(self) -> None:
        self.list.setAccessibleName(say("Phiếu của từng người"))
        self.preview.retranslate()
        if self.week:
            self.head.setText(week_label(self.week))
            self._fill()

    def shown(self) -> None:
        super().shown()
        self.list.setFocus()

    def refresh(self) -> None:
        week = self.week
        self.read(lambda office: _ask(office, week), self._take)

    def show_week(self, week: Week) -> None:
        """Show the sheets of another week."""
        self.week = week
        self.refresh()

    def shift(self, by: int) -> None:
        """Show the week ``by`` weeks later."""
        self.show_week((self.week or Week.of(self._today)).shift(by))

    def _take(self, answer: _Answer) -> None:
        self._today = answer.today
        self.week = self.week or Week.of(answer.today)
        self._sheets = sorted(answer.sheets, key=lambda s: sort_key(s.person.name))
        self.head.setText(week_label(self.week))
        self._fill()
        self._make()

    def _fill(self) -> None:
        item = self.list.currentItem()
        kept = item.data(IdRole) if item else ALL
        self.list.blockSignals(True)
        self.list.clear()
        self._add(say("Mọi người ({n} phiếu)", n=len(self._sheets)), ALL, "")
        self._add(say("Bảng tổng hợp cho Chủ tịch"), SUMMARY, "")
        for sheet in self._sheets:
            self._add(_sheet_words(sheet), sheet.person.id, sheet.person.unit)
        rows = [self.list.item(row).data(IdRole) for row in range(self.list.count())]
        self.list.setCurrentRow(rows.index(kept) if kept in rows else 0)
        self.list.blockSignals(False)

    def _add(self, words: str, person_id: int, tip: str) -> None:
        item = QListWidgetItem(words)
        item.setData(IdRole, person_id)
        item.setToolTip(tip or words)
        self.list.addItem(item)

    def request(self) -> PrintRequest | None:
        """Return what the chosen line of the list prints."""
        item = self.list.currentItem()
        if item is None or self.week is None:
            return None
        chosen = item.data(IdRole)
        if chosen == SUMMARY:
            return PrintRequest("weekly-summary", week=self.week)
        return PrintRequest("weekly-sheets", week=self.week, person_id=chosen or None)

    def _make(self) -> None:
        request = self.request()
        if request is None:
            return
        if not self._sheets:
            self.preview.show_message(
                say("Tuần này chưa ai có việc.\nGiao việc ở màn hình Chỉ đạo, phiếu sẽ hiện ở đây.")
            )
            self._allow()
            return
        self.preview.show_message(say("Đang lập phiếu…"))
        self._allow()
        self.maker.make(request, self._show, self._failed)

    def _show(self, file: Path) -> None:
        name = say("Phiếu tuần {n}-{year}", n=self.week.number, year=self.week.year) if self.week else file.name
        self.preview.report = "weekly-sheets"
        self.preview.show_file(file, f"{name}.pdf")
        self._allow()

    def _failed(self, error: Exception) -> None:
        self.preview.show_message(str(error) if isinstance(error, OfficeError) else say("Không lập được phiếu."))
        self._allow()
        if not isinstance(error, OfficeError):
            self.context.show_error(error)

    def _allow(self) -> None:
        there = self.preview.is_there()
        self.acts["week.print"].setEnabled(there)
        self.acts["week.save"].setEnabled(there)

    def print_all(self) -> None:
        """Print what is shown: everybody's sheets unless one name was chosen."""
        self.preview.ask_print()


def _sheet_words(sheet: WeeklySheet) -> str:
    late = sum(task.status == "overdue" for task in sheet.results)
    count = len({task.id for task in (*sheet.results, *sheet.plan)})
    words = say("{name} · {n} việc", name=sheet.person.name, n=count)
    return f"{words} · ! {late}" if late else words


def _ask(office: Office, week: Week | None) -> _Answer:
    today = office.today()
    return _Answer(tasks.weekly(office, week or Week.of(today)), today)
