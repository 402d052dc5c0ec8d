"""The right part of the inbox for weekly sheets that came back: what they propose, changed by keys, confirmed at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.choosers import DayEdit
from desktop.ui.marks import Mark
from desktop.ui.sheet_item import ItemRow
from desktop.ui.sheet_notes import NotesRow
from desktop.ui.widgets import action_button, column, fill, label, restyle
from desktop.ui.widgets import row as line

if TYPE_CHECKING:
    from desktop.core.sheet_proposals import Choice, Key, ReturnedScan, SheetProposal


class SheetPanel(QWidget):
    """``item_focused``: the mark of the task that has the cursor; ``changed``: another box was chosen."""

    item_focused = Signal(str)
    changed = Signal()

    def __init__(self, confirm: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.plan: ReturnedScan | None = None
        self.rows: list[ItemRow] = []
        self.notes: list[NotesRow] = []
        self.day_edits: dict[int, DayEdit] = {}
        self._order: list[ItemRow | NotesRow] = []
        self._confirm = confirm
        self._body = QWidget()
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._left = label("soft", wrap=True)
        self._keys = label("soft", wrap=True)
        self.button = action_button(confirm, main=True)
        self.button.installEventFilter(self)
        margins = (theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        fill(layout := QVBoxLayout(self), (self._scroll,), 0)
        layout.addLayout(column(self._left, self._keys, self.button, gap=theme.GRID, margins=margins))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("n" * 44))

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_plan(self, plan: ReturnedScan) -> None:
        """Show what a scan proposes; what a person chose on the same scan before is kept."""
        if plan == self.plan:
            return
        same = self.plan is not None and self.plan.scan.id == plan.scan.id
        kept, days = (self.decisions(), self.days()) if same else ({}, {})
        focused = next((row.mark_id for row in self._order if row.hasFocus()), "") if same else ""
        self.plan = plan
        self.rows, self.notes, self._order, self.day_edits = [], [], [], {}
        self._body = QWidget()
        layout = QVBoxLayout(self._body)
        layout.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        for problem in plan.problems:
            layout.addWidget(_told(str(problem), "bad"))
        for sheet in plan.sheets:
            self._add_sheet(layout, sheet, kept, days)
        layout.addStretch(1)
        self._scroll.setWidget(self._body)
        self.retranslate()
        self.focus_mark(focused)

    def _add_sheet(
        self, layout: QVBoxLayout, sheet: SheetProposal, kept: dict[Key, Choice], days: dict[int, date]
    ) -> None:
        head = label("title", wrap=True)
        name = sheet.person.name if sheet.person else say("Không rõ của ai")
        head.setText(say("{name} · tuần {week}", name=name, week=sheet.week.number))
        layout.addWidget(head)
        for problem in sheet.problems:
            layout.addWidget(_told(str(problem), "doubt" if sheet.usable else "bad"))
        if not sheet.usable:
            return
        self._add_day(layout, sheet, days.get(sheet.pages[0], sheet.on))
        for item in sheet.items:
            self.rows.append(row := ItemRow(item, kept.get(item.key)))
            self._add_row(layout, row)
        for notes in sheet.notes:
            choice = kept.get(notes.key)
            self.notes.append(written := NotesRow(notes, None if choice is None else choice != "skip"))
            self._add_row(layout, written)

    def _add_day(self, layout: QVBoxLayout, sheet: SheetProposal, day: date) -> None:
        """A sheet of a past week counts for a past day, which the clerk may change."""
        edit = self.day_edits[sheet.pages[0]] = DayEdit(day)
        edit.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        edit.installEventFilter(self)
        words = label("soft")
        words.setText(say("Việc xong ghi ngày"))
        words.setBuddy(edit)
        edit.setAccessibleName(words.text())
        layout.addLayout(line(words, edit, None))

    def _add_row(self, layout: QVBoxLayout, row: ItemRow | NotesRow) -> None:
        row.changed.connect(self._changed)
        row.entered.connect(lambda: self._entered(row))
        row.step.connect(lambda by: self._step(row, by))
        self._order.append(row)
        layout.addWidget(row)

    def decisions(self) -> dict[Key, Choice]:
        """Return what is chosen now, by item; for part III ``none`` keeps its picture."""
        chosen: dict[Key, Choice] = {row.item.key: row.choice for row in self.rows}
        return chosen | {row.notes.key: "none" if row.keep.isChecked() else "skip" for row in self.notes}

    def days(self) -> dict[int, date]:
        """Return for each sheet, by its first page, the day for which its done work is recorded."""
        return {page: edit.day() for page, edit in self.day_edits.items()}

    def undecided(self) -> ItemRow | None:
        """Return the first task for which a person must choose."""
        return next((row for row in self.rows if row.choice == "unclear"), None)

    def can_confirm(self) -> bool:
        """Tell whether there is a sheet to record."""
        return self.plan is not None and any(sheet.usable for sheet in self.plan.sheets)

    def marks(self) -> list[Mark]:
        """Return the boxes and writing lines to draw on the page."""
        found = []
        for row in self.rows:
            item = row.item
            kind = "doubtful" if row.choice == "unclear" else "sure"
            found.append(Mark(row.mark_id, item.page, item.boxes, kind, item.task.title))
            if item.picture and item.writing is not None:
                found.append(Mark(f"{row.mark_id}w", item.page, item.writing, "typed", item.task.title))
        for written in self.notes:
            notes = written.notes
            found.append(Mark(written.mark_id, notes.page, notes.place, "typed", say("III. Khó khăn, kiến nghị")))
        return found

    # -- keyboard --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Put the cursor where work begins: the first undecided task, else the button."""
        row = self.undecided()
        if row is not None:
            row.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def focus_mark(self, mark_id: str) -> None:
        """Put the cursor on the task whose mark was clicked."""
        for row in self._order:
            if row.mark_id == mark_id.removesuffix("w"):
                row.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, row: ItemRow | NotesRow, by: int) -> None:
        place = self._order.index(row) + by
        if 0 <= place < len(self._order):
            self._order[place].setFocus(Qt.FocusReason.TabFocusReason)
        elif by > 0:
            self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def _entered(self, row: ItemRow | NotesRow) -> None:
        self._scroll.ensureWidgetVisible(row)
        self.item_focused.emit(row.mark_id)

    def _changed(self) -> None:
        self._count()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.button and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
                self._confirm.trigger()
                return True
            if event.key() == Qt.Key.Key_Up and self._order:
                self._order[-1].setFocus(Qt.FocusReason.TabFocusReason)
                return True
        if isinstance(watched, DayEdit) and event.type() == QEvent.Type.Wheel and not watched.hasFocus():
            event.ignore()  # the panel is scrolled, no day is changed in passing
            return True
        return super().eventFilter(watched, event)

    def _count(self) -> None:
        left = sum(row.choice == "unclear" for row in self.rows)
        restyle(self._left, "doubt" if left else "soft")
        told = say("Còn {n} nhiệm vụ phải chọn ô.", n=left) if left else say("Không còn chỗ nào phải chọn.")
        self._left.setText(told if self.rows else "")

    def retranslate(self) -> None:
        self._keys.setText(say("1 Xong · 2 Đang làm · 3 Vướng · 0 Không · ↑↓ nhiệm vụ khác · Ctrl+Enter ghi nhận"))
        for row in self._order:
            row.retranslate()
        self._count()


def _told(words: str, look: str) -> QWidget:
    made = label(look, wrap=True)
    made.setText(f"⚠ {words}")
    return made
