"""Chỉ đạo: a letter's directives beside its pages; those that concern us are ticked; one button gives them all."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.names import show_date
from desktop.core.records import Letter, Task
from desktop.core.words import say, tr
from desktop.services import assign
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.directive_row import DirectiveRow
from desktop.ui.directives_sheet import SPECS, Sheet, line_of, load, unassigned
from desktop.ui.form_dialog import ask
from desktop.ui.labels import letter_name
from desktop.ui.lead_box import LeadBox
from desktop.ui.letter_bundle import directive_marks
from desktop.ui.new_task_dialog import NewTaskDialog
from desktop.ui.page_view import PageView
from desktop.ui.scan_pane import ScanPane
from desktop.ui.screen import Screen
from desktop.ui.tool_buttons import icon_button
from desktop.ui.widgets import action_button, tab_through

if TYPE_CHECKING:
    pass


class DirectivesView(Screen):
    """The directives of one letter at a time; the list above holds the letters of which nothing is given yet."""

    name = "directives"
    icon = "directives"
    topics = frozenset({"letters", "tasks", "people"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows: list[DirectiveRow] = []
        self.sheet: Sheet | None = None
        self._wanted = 0
        runs = {
            "directives.give": self.give,
            "directives.previous": lambda: self._step(-1),
            "directives.next": lambda: self._step(1),
            "directives.add": self.add_row,
            "directives.next_lead": self.next_lead,
            "directives.details": self.ask_details,
            "directives.letter": self._open_in_register,
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.letters = QComboBox()
        self.subject = ToneLabel()
        self.facts = ToneLabel(tone="soft")
        self.scan = ScanPane(context, self)
        self.pages = self.scan.pages
        self.list = QScrollArea()
        self.lead_for_all = LeadBox(())
        self.opinion = QLineEdit()
        self.problem = ToneLabel(tone="doubt")
        self.give_button = QPushButton()
        self.empty = ToneLabel(tone="soft")
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GAP)
        self.letters.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.letters.setMinimumContentsLength(30)
        bar.addWidget(self.letters, 1)
        for name in ("previous", "next", "letter"):
            bar.addWidget(icon_button(self.acts[f"directives.{name}"]))
        bar.addWidget(action_button(self.acts["directives.add"]))
        for label in (self.subject, self.facts, self.problem, self.empty):
            label.setWordWrap(True)
        self.list.setWidgetResizable(True)
        self.list.setFrameShape(QScrollArea.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its rows are gone through one by one
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(theme.MARGIN, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.subject)
        column.addWidget(self.facts)
        column.addWidget(self.list, 1)
        column.addLayout(self._foot())
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.addWidget(self.scan)
        self.splitter.addWidget(right)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setSizes([460, 640])
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.setSpacing(theme.GAP)
        box.addLayout(bar)
        box.addWidget(self.stack, 1)

    def _foot(self) -> QVBoxLayout:
        foot = QVBoxLayout()
        foot.setSpacing(theme.GAP)
        line = QHBoxLayout()
        line.setSpacing(theme.GAP)
        line.addWidget(self.lead_for_all, 2)
        line.addWidget(self.opinion, 3)
        last = QHBoxLayout()
        last.addWidget(self.problem, 1)
        last.addWidget(self.give_button)
        self.give_button.setProperty("main", True)
        foot.addLayout(line)
        foot.addLayout(last)
        return foot

    def _connect(self) -> None:
        self.letters.activated.connect(lambda _index: self.show_letter(self.letters.currentData()))
        self.pages.mark_clicked.connect(self._mark_clicked)
        self.lead_for_all.picked.connect(self._lead_for_all)
        self.give_button.clicked.connect(self.give)
        self.context.directives_wanted.connect(self.open_letter)

    def title(self) -> str:
        return say("Chỉ đạo")

    def retranslate(self) -> None:
        self.letters.setAccessibleName(say("Văn bản chưa giao"))
        self.letters.setToolTip(say("Các văn bản chưa giao việc nào"))
        if line := self.lead_for_all.lineEdit():
            line.setPlaceholderText(say("Chủ trì cho các việc chưa có người…"))
        self.lead_for_all.setAccessibleName(say("Chủ trì cho các việc chưa có người"))
        self.opinion.setPlaceholderText(say("Bút phê: ý kiến của lãnh đạo (ghi kèm nếu có)"))
        self.opinion.setAccessibleName(say("Bút phê"))
        self.empty.setText(
            say(
                "Văn bản nào cũng đã được giao việc.\nMuốn giao thêm, mở văn bản trong Sổ văn bản đến rồi bấm Giao việc."
            )
        )
        self.scan.retranslate()
        for row in self.rows:
            row.retranslate()
        self._show_head()
        self._check()

    # --- letters

    def refresh(self) -> None:
        self.read(unassigned, self._take_letters)

    def show_letter(self, letter_id: int) -> None:
        """Show the directives of a letter."""
        self._wanted = letter_id
        self.read(lambda office: load(office, letter_id), self._take)

    def open_letter(self, letter_id: int) -> None:
        """Come to the front with the directives of a letter."""
        self._wanted = letter_id
        self.context.open_screen(self.name)
        self.show_letter(letter_id)

    def page_view(self) -> PageView | None:
        return self.pages

    def _take_letters(self, found: list[Letter]) -> None:
        self.count_changed.emit(len(found))
        self.letters.clear()
        for letter in found:
            self.letters.addItem(line_of(letter), letter.id)
        self.letters.setEnabled(bool(found))
        if not self._wanted and found:
            self._wanted = found[0].id
        if self._wanted and (self.sheet is None or self.sheet.letter.id != self._wanted):
            self.show_letter(self._wanted)
        elif self._wanted:
            self.letters.setCurrentIndex(self.letters.findData(self._wanted))
        self.stack.setCurrentWidget(self.splitter if self._wanted else self.empty)
        self._allow()

    def _allow(self) -> None:
        """Without a letter there is nothing to be done here."""
        for name in ("previous", "next", "add", "next_lead", "details", "letter"):
            self.acts[f"directives.{name}"].setEnabled(bool(self._wanted))

    def _take(self, sheet: Sheet) -> None:
        if sheet.letter.id != self._wanted:
            return
        fresh = self.sheet is None or self.sheet.letter.id != sheet.letter.id
        self.sheet = sheet
        if fresh:
            self.scan.show_letter(sheet.letter, sheet.file, sheet.rotations)
            self.opinion.clear()
        self.stack.setCurrentWidget(self.splitter)
        self._allow()
        index = self.letters.findData(sheet.letter.id)
        if index < 0:
            self.letters.insertItem(0, line_of(sheet.letter), sheet.letter.id)
            index = 0
        self.letters.setCurrentIndex(index)
        self._fill(sheet)
        if fresh and self.in_front:
            self.next_lead(first=True)

    def _fill(self, sheet: Sheet) -> None:
        inside = QWidget()
        self._box = QVBoxLayout(inside)
        self._box.setContentsMargins(0, 0, theme.GRID, 0)
        self._box.setSpacing(theme.GRID)
        self._box.addStretch()
        self.rows = []
        self.list.setWidget(inside)
        self.lead_for_all.offer(sheet.people, sheet.units)
        self.lead_for_all.choose(None)
        for proposal in sheet.proposals:
            self._add(DirectiveRow(proposal.assignment, proposal, sheet.people, sheet.today, units=sheet.units))
        if not sheet.proposals:
            self.add_row()
        self.pages.set_marks(directive_marks([p.directive for p in sheet.proposals]))
        self._show_head()
        self._check()

    def _add(self, row: DirectiveRow) -> None:
        row.changed.connect(self._check)
        row.wanted.connect(self._show_on_scan)
        for widget in (row.tick, row.lead, row.partners, row.due, row.product):
            widget.installEventFilter(self)
        if line := row.lead.lineEdit():
            line.returnPressed.connect(lambda: QTimer.singleShot(0, lambda: self._accept_lead(row)))
        self.rows.append(row)
        self._box.insertWidget(self._box.count() - 1, row)
        tab_through(row.product, self.lead_for_all, self.opinion, self.give_button)

    def add_row(self) -> None:
        """Add a task that comes from the letter as a whole."""
        if self.sheet is None:
            return
        whole, options = self.sheet.whole
        work = replace(whole, title=whole.title or letter_name(self.sheet.letter))
        sheet = self.sheet
        row = DirectiveRow(work, None, sheet.people, sheet.today, options, units=sheet.units)
        self._add(row)
        row.lead.setFocus()
        self._check()

    def _show_head(self) -> None:
        if self.sheet is None:
            return
        letter = self.sheet.letter
        self.subject.setText(letter.subject or letter_name(letter))
        arrived = say("số đến {n}, ngày {day}", n=letter.arrival_number, day=show_date(letter.arrived_on))
        self.facts.setText(f"{letter_name(letter)} · {letter.issuer} · {arrived}")

    # --- by keys alone

    def next_lead(self, *, first: bool = False) -> None:
        """Put the focus into the next empty Chủ trì among the ticked rows, else onto the button that gives."""
        focus = QApplication.focusWidget()
        here = -1 if first else next((n for n, r in enumerate(self.rows) if focus and r.isAncestorOf(focus)), -1)
        ordered = self.rows[here + 1 :] + self.rows[: here + 1]
        empty = next((r for r in ordered if r.tick.isChecked() and r.lead.chosen() is None), None)
        if empty is not None:
            empty.lead.setFocus(Qt.FocusReason.TabFocusReason)
        elif not first or self.chosen():
            self.give_button.setFocus(Qt.FocusReason.TabFocusReason)

    def _accept_lead(self, row: DirectiveRow) -> None:
        if shiboken6.isValid(row) and row in self.rows and row.lead.chosen() is not None:
            row.lead.choose(row.lead.chosen())
            self._check()
            self.next_lead()

    def ask_details(self) -> None:
        """Ask for everything about the row one works on: parts, hour, how often it comes back."""
        focus = QApplication.focusWidget()
        row = next((r for r in self.rows if focus and r.isAncestorOf(focus)), next(iter(self.chosen()), None))
        if row is None or self.sheet is None:
            return
        sheet = self.sheet
        dialog = NewTaskDialog(row.assignment(), row.options, sheet.people, sheet.today, self, units=sheet.units)
        ask(dialog, lambda done: row.take(done.assignment()))

    # --- rows and the scan

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The row one works on is the one shown on the scan."""
        if event.type() == QEvent.Type.FocusIn:
            for row in self.rows:
                if isinstance(watched, QWidget) and row.isAncestorOf(watched):
                    self.list.ensureWidgetVisible(row, 0, theme.GAP)
                    if row.directive:
                        self._show_on_scan(row.directive.id)
        return super().eventFilter(watched, event)

    def _show_on_scan(self, directive_id: int) -> None:
        for row in self.rows:
            row.light(row.directive is not None and row.directive.id == directive_id)
        shown = [row.directive for row in self.rows if row.directive]
        self.pages.set_marks(directive_marks(shown, directive_id))
        self.pages.go_to(f"directive:{directive_id}")

    def _mark_clicked(self, mark: str) -> None:
        for row in self.rows:
            if row.directive and mark == f"directive:{row.directive.id}":
                row.tick.setFocus()

    # --- giving

    def chosen(self) -> list[DirectiveRow]:
        """Return the ticked rows."""
        return [row for row in self.rows if row.tick.isChecked()]

    def _lead_for_all(self) -> None:
        lead = self.lead_for_all.chosen()
        for row in self.chosen():
            if row.lead.chosen() is None:
                row.lead.choose(lead)
        self._check()

    def _check(self) -> None:
        chosen = self.chosen()
        lacking = [row for row in chosen if row.problem()]
        self.give_button.setText(say("Giao {n} việc", n=len(chosen)) if chosen else say("Giao việc"))
        ready = bool(chosen) and not lacking
        self.give_button.setEnabled(ready)
        self.acts["directives.give"].setEnabled(ready)
        self.problem.setText(
            say("{n} việc chưa có người chủ trì hoặc chưa ghi nội dung.", n=len(lacking)) if lacking else ""
        )

    def give(self) -> None:
        """Give every ticked task in one transaction."""
        given = [row.assignment() for row in self.chosen()]
        if not given or any(row.problem() for row in self.chosen()):
            return
        opinion = self.opinion.text().strip()
        self.write(lambda office: assign.assign(office, given, instruction=opinion), self._given)

    def _given(self, given: list[Task]) -> None:
        after = self._next_id(1)
        self._wanted = 0 if after == self._wanted else after
        self.sheet = None
        self.context.toast(
            tr("Đã giao {n} việc.", n=len(given)),
            ToastAction(tr("Xem nhiệm vụ"), lambda: self.context.open_screen("tasks")),
        )
        self.context.tell("tasks")
        self.context.tell("letters")

    def _next_id(self, by: int) -> int:
        count = self.letters.count()
        data = self.letters.itemData((self.letters.currentIndex() + by) % count) if count else None
        return data if isinstance(data, int) else 0

    def _step(self, by: int) -> None:
        if after := self._next_id(by):
            self.show_letter(after)

    def _open_in_register(self) -> None:
        if self.sheet:
            self.context.open_letter(self.sheet.letter.id)
