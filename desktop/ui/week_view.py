"""Tuần này: the week's sheets as they will print, one a person; one button prints all of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QVBoxLayout, QWidget

from desktop.core.calendar import Week
from desktop.core.errors import OfficeError
from desktop.core.weekly import WeeklySheet
from desktop.core.words import say, tr
from desktop.services import printed_before, printing
from desktop.services.printing import PrintRequest
from desktop.ui import theme
from desktop.ui.actions import ActionSpec
from desktop.ui.cards import ToneLabel
from desktop.ui.choosers import IdBox
from desktop.ui.context import UiContext
from desktop.ui.flow import Flow
from desktop.ui.labels import week_label
from desktop.ui.pdf_preview import PdfPreview
from desktop.ui.report_maker import ReportMaker
from desktop.ui.report_progress import ReportProgress
from desktop.ui.screen import Screen
from desktop.ui.tool_buttons import icon_button
from desktop.ui.week_notes import WeekNotes
from desktop.ui.week_rows import WeekRows, ask_week, line
from desktop.ui.widgets import action_button, fill

SPECS = (
    ActionSpec("week.print", tr("In tất cả…"), tr("In phiếu tuần của mọi người"), ("Ctrl+P",), "task", "print"),
    ActionSpec("week.save", tr("Lưu PDF…"), tr("Lưu các phiếu đang xem thành PDF"), ("Ctrl+S",), "task", "pdf"),
    ActionSpec("week.previous", tr("Tuần trước"), tr("Xem tuần trước"), ("Alt+Left",), "task", "previous"),
    ActionSpec("week.next", tr("Tuần sau"), tr("Xem tuần sau"), ("Alt+Right",), "task", "next"),
    ActionSpec("week.now", tr("Tuần này"), tr("Trở về tuần này"), ("Alt+Home",), "task", "calendar"),
    ActionSpec(
        "week.mark",
        tr("Đánh dấu đã in"),
        tr("Coi các phiếu đang xem là đã in như hiện nay"),
        ("Ctrl+M",),
        "task",
        "done",
    ),
    ActionSpec(
        "week.tasks",
        tr("Mở danh sách"),
        tr("Mở nhiệm vụ trong tuần của người đang chọn, hoặc của mọi người (Enter)"),
        ("Ctrl+L",),
        "task",
        "tasks",
    ),
    ActionSpec(
        "week.again",
        tr("Cho in lại"),
        tr("Coi các phiếu đang xem là chưa in, để lần sau in lại"),
        ("Ctrl+Shift+U",),
        "task",
        "refresh",
    ),
)
ALL, SUMMARY = 0, -1
IdRole = Qt.ItemDataRole.UserRole


class WeekView(Screen):
    """The sheets of one week; a name in the list shows that person's sheet alone."""

    name = "week"
    icon = "week"
    topics = frozenset({"tasks", "people", "scans"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.week: Week | None = None
        self._today = date.today()
        self.rows: WeekRows | None = None
        self._made: PrintRequest | None = None
        self.preview = PdfPreview(context)
        runs = {
            "week.print": self.print_all,
            "week.save": self.preview.ask_save,
            "week.previous": lambda: self.shift(-1),
            "week.next": lambda: self.shift(1),
            "week.now": lambda: self.show_week(Week.of(self._today)),
            "week.mark": self.mark,
            "week.again": self.print_again,
            "week.tasks": self.open_tasks,
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.head = ToneLabel(bold=True)
        self.list = QListWidget()
        self.unit, self.new = IdBox(), QCheckBox()
        self.maker = ReportMaker(context, self)
        self.progress, self.notes = ReportProgress(self.maker), WeekNotes()
        self._lay_out()
        self.unit.picked.connect(self._unit_chosen)
        self.new.toggled.connect(lambda _on: self._make())
        self.preview.printed.connect(self._printed)
        self.list.itemActivated.connect(lambda _item: self.open_tasks())
        self.list.currentItemChanged.connect(lambda _now, _before: self._make())
        self.retranslate()

    def _lay_out(self) -> None:
        font = self.head.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        self.head.setFont(font)
        acts = self.acts
        turn = icon_button(acts["week.previous"]), action_button(acts["week.now"]), icon_button(acts["week.next"])
        make = (
            action_button(acts[f"week.{name}"], main=name == "print") for name in ("again", "mark", "save", "print")
        )
        top, weeks, papers = QWidget(), QWidget(), QWidget()
        fill(QHBoxLayout(weeks), (*turn, self.head), theme.GRID)
        fill(QHBoxLayout(papers), tuple(make), theme.GRID)
        bar = Flow(top, theme.GRID, last_right=True)  # in larger type the buttons go on in a second line
        bar.addWidget(weeks)
        bar.addWidget(papers)
        self.list.setMinimumWidth(220)
        self.list.setProperty("roomy", True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        left, right = QWidget(), QWidget()
        fill(QVBoxLayout(left), (self.unit, self.new, self.list))
        fill(QVBoxLayout(right), (self.progress, self.notes, self.preview))
        splitter.addWidget(left)
        splitter.addWidget(right)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([280, 820])
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.setSpacing(theme.GAP)
        box.addWidget(top)
        box.addWidget(splitter, 1)

    def title(self) -> str:
        return say("Tuần này")

    def retranslate(self) -> None:
        self.list.setAccessibleName(say("Phiếu của từng người"))
        self.unit.setAccessibleName(say("Đơn vị"))
        self.new.setText(say("Chỉ in phần mới"))
        self.new.setToolTip(say("Bỏ những phiếu đã in và không đổi từ lần in trước"))
        for part in (self.preview, self.progress, self.notes):
            part.retranslate()
        if self.rows:
            self._take_rows(self.rows)

    def shown(self) -> None:
        super().shown()
        self.list.setFocus()

    def refresh(self) -> None:
        week = self.week
        self.read(lambda office: ask_week(office, week), self._take)

    def show_week(self, week: Week) -> None:
        """Show the sheets of another week."""
        self.week = week
        self.refresh()

    def shift(self, by: int) -> None:
        """Show the week ``by`` weeks later."""
        self.show_week((self.week or Week.of(self._today)).shift(by))

    def _take(self, rows: WeekRows) -> None:
        self._take_rows(rows)
        self._make()

    def _take_rows(self, rows: WeekRows) -> None:
        self.rows, self.week, self._today = rows, rows.week, rows.today
        self.head.setText(week_label(rows.week))
        self.unit.set_rows([(None, say("Mọi đơn vị")), *((unit.id, unit.name) for unit in rows.units)])
        self._fill(rows)

    def _unit_chosen(self) -> None:
        if self.rows:
            self._take(self.rows)

    def _sheets(self) -> list[WeeklySheet]:
        """The sheets of the unit that is chosen."""
        return self.rows.of_unit(self.unit.chosen()) if self.rows else []

    def _fill(self, rows: WeekRows) -> None:
        item = self.list.currentItem()
        kept = item.data(IdRole) if item else ALL
        self.list.blockSignals(True)
        self.list.clear()
        sheets = self._sheets()
        self._add(say("Mọi người ({n} phiếu)", n=len(sheets)), ALL, "")
        self._add(say("Bảng tổng hợp cho Chủ tịch"), SUMMARY, "")
        for sheet in sheets:
            self._add(line(rows, sheet), sheet.person.id, sheet.person.unit)
        ids = [self.list.item(row).data(IdRole) for row in range(self.list.count())]
        self.list.setCurrentRow(ids.index(kept) if kept in ids else 0)
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
        chosen, unit = item.data(IdRole), self.unit.chosen()
        if chosen == SUMMARY:
            return PrintRequest("weekly-summary", week=self.week, unit_id=unit)
        if chosen == ALL:
            return PrintRequest("weekly-sheets", week=self.week, unit_id=unit, new_only=self.new.isChecked())
        return PrintRequest("weekly-sheets", week=self.week, person_id=chosen)

    def _make(self) -> None:
        request = self.request()
        if request is None or self.rows is None:
            return
        self.notes.show_back(self.rows.back.get(request.person_id or 0))
        self._made = None
        if not self._sheets():
            self.preview.show_message(
                say("Tuần này chưa ai có việc.\nGiao việc ở màn hình Chỉ đạo, phiếu sẽ hiện ở đây.")
            )
            self._allow()
            return
        self.preview.show_message(say("Đang lập phiếu…"))
        self._allow()
        self._made = request
        self.maker.make(request, self._show, self._failed)

    def _show(self, file: Path) -> None:
        name = say("Phiếu tuần {n}-{year}", n=self.week.number, year=self.week.year) if self.week else file.name
        self.preview.report = self._made.report if self._made else ""
        self.preview.show_file(file, f"{name}.pdf")
        self._allow()

    def _failed(self, error: Exception) -> None:
        self.preview.show_message(str(error) if isinstance(error, OfficeError) else say("Không lập được phiếu."))
        self._allow()
        if not isinstance(error, OfficeError):
            self.context.show_error(error)

    def _allow(self) -> None:
        there = self.preview.is_there()
        for name in ("print", "save"):
            self.acts[f"week.{name}"].setEnabled(there)
        request = self.request()
        sheets = request is not None and request.report == "weekly-sheets" and bool(self._sheets())
        for name in ("mark", "again"):
            self.acts[f"week.{name}"].setEnabled(sheets)

    def open_tasks(self) -> None:
        """Show the work of this week of the person chosen, of everybody on the first lines, in the list of tasks."""
        item = self.list.currentItem()
        if item is None or self.week is None:
            return
        person = item.data(IdRole)
        ahead = (self.week.monday - Week.of(self._today).monday).days // 7
        values = {"week": ahead, "unit": self.unit.chosen()}
        self.context.open_narrowed("tasks", values | ({} if person in (ALL, SUMMARY) else {"person": person}))

    def print_all(self) -> None:
        """Print what is shown: everybody's sheets unless one name was chosen."""
        self.preview.ask_print()

    # --- what is on paper already

    def _printed(self) -> None:
        """What went to the printer whole is known as printed."""
        if self._made is not None and self.preview.whole:
            self._remember(self._made)

    def mark(self) -> None:
        """Take the sheets shown as printed, as they are now (they were printed from a PDF, or on another machine)."""
        request = self.request()
        if request is not None:
            self._remember(request)

    def _remember(self, request: PrintRequest) -> None:
        self.write(lambda office: printing.mark_printed(office, request), lambda _none: self.refresh())

    def print_again(self) -> None:
        """Take the sheets shown as not printed: they are among the new ones again."""
        request, week = self.request(), self.week
        if request is None or week is None:
            return
        wanted = [s.person.id for s in self._sheets() if request.person_id in (None, s.person.id)]
        self.write(lambda office: printed_before.forget_sheets(office, week, wanted), lambda _none: self.refresh())
