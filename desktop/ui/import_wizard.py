"""Nhập sổ từ Excel: the file, the columns, then what would be entered and what cannot be; nothing is half done."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.core.records import Book
from desktop.core.register_sheet import REQUIRED
from desktop.core.words import say, tr
from desktop.services import books, import_register
from desktop.services.import_register import Look, Plan
from desktop.ui import theme
from desktop.ui.alive import while_alive
from desktop.ui.bar import Bar
from desktop.ui.cards import ToneLabel
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.import_pages import ColumnsPage, FilePage, PreviewPage
from desktop.ui.progress_dialog import Stopped
from desktop.ui.widgets import label

if TYPE_CHECKING:
    from desktop.services.office import Office

FILE, COLUMNS, PREVIEW = range(3)


class ImportWizard(QDialog):
    """Three pages; ``imported`` tells how many letters were entered, ``progressed`` (done, total) while they are."""

    imported = Signal(int)
    progressed = Signal(int, int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.look: Look | None = None
        self.plan: Plan | None = None
        self._busy = False
        self._focused: QWidget | None = None
        self._writing = False
        self._turn = 0
        self.setWindowTitle(say("Nhập sổ từ Excel"))
        room = self.screen().availableGeometry()
        self.resize(min(860, room.width() - 40), min(560, room.height() - 60))
        self.heading = label("heading")
        self.file = FilePage()
        self.columns = ColumnsPage()
        self.preview = PreviewPage()
        self.pages = QStackedWidget()
        for page in (self.file, self.columns, self.preview):
            self.pages.addWidget(page)
        self.problem = ToneLabel(tone="bad")
        self.problem.setWordWrap(True)
        self.bar = Bar()
        self.bar.setAccessibleName(say("Tiến độ nhập sổ"))
        self.bar.hide()
        self._stop = Event()
        self.back, self.next, self.cancel = QPushButton(say("Quay lại")), QPushButton(), QPushButton(say("Thôi"))
        self.next.setProperty("main", True)
        self.next.setDefault(True)
        self._lay_out()
        self._listen()
        self._show(FILE)
        self.file.choose.setFocus()
        context.read(lambda office: books.books(office, active_only=True), while_alive(self, self._take_books))

    def _lay_out(self) -> None:
        self.cancel.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.setSpacing(theme.GAP)
        foot.addWidget(self.problem, 1)
        for button in (self.back, self.next, self.cancel):
            button.setAutoDefault(False)
            foot.addWidget(button)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        box.addWidget(self.heading)
        box.addWidget(self.bar)
        box.addWidget(self.pages, 1)
        box.addLayout(foot)

    def _listen(self) -> None:
        self.back.clicked.connect(lambda: self._show(self.pages.currentIndex() - 1))
        self.next.clicked.connect(self.go_on)
        self.file.chosen.connect(self.open_file)
        self.file.sheet_chosen.connect(self._open_sheet)
        self.columns.head_changed.connect(self._open_head)
        self.columns.changed.connect(self._enable)
        self.progressed.connect(self._tell_progress)

    def _take_books(self, found: list[Book]) -> None:
        self.file.show_books(found)

    # --- page by page

    def open_file(self, file: Path) -> None:
        """Look into a file; what is wrong with it is told on the page."""
        self.file.show_file(file)
        self._look(lambda office: import_register.look(office, file))

    def _open_sheet(self, sheet: str) -> None:
        if self.look is not None:
            file = self.look.file
            self._look(lambda office: import_register.look(office, file, sheet))

    def _open_head(self, head: int) -> None:
        if self.look is not None:
            seen = self.look
            self._look(lambda office: import_register.look(office, seen.file, seen.sheet, head))

    def _look(self, query: Callable[[Office], Look]) -> None:
        self._turn += 1
        turn = self._turn
        self._set_busy(True)

        def done(seen: Look) -> None:
            if turn == self._turn:
                self._take_look(seen)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self.look = None
                self._failed(error)

        self._context.read(query, while_alive(self, done), while_alive(self, failed))

    def _take_look(self, seen: Look) -> None:
        self.look = seen
        self.problem.setText("")
        self.file.show_sheets(seen.sheets, seen.sheet)
        self.columns.show_look(seen)
        self._set_busy(False)

    def go_on(self) -> None:
        """Go to the next page; from the last one enter the letters."""
        match self.pages.currentIndex():
            case 0:
                self._show(COLUMNS)
            case 1:
                self._ask_plan()
            case _:
                self._carry_out()

    def _ask_plan(self) -> None:
        seen, columns, book = self.look, self.columns.chosen(), self.file.book_id()
        if seen is None or seen.head is None:
            return
        head = seen.head
        self._set_busy(True)
        self._context.read(
            lambda office: import_register.plan(office, seen.file, seen.sheet, head, columns, book),
            while_alive(self, self._take_plan),
            while_alive(self, self._failed),
        )

    def _take_plan(self, plan: Plan) -> None:
        self.plan = plan
        self.preview.show_plan(plan)
        self._set_busy(False)
        self._show(PREVIEW)

    def _carry_out(self) -> None:
        seen, plan, columns = self.look, self.plan, self.columns.chosen()
        if seen is None or plan is None:
            return
        self._write_begins(len(plan.entries))
        stop = self._stop

        def tell(done: int, total: int) -> None:
            if stop.is_set():
                raise Stopped
            self.progressed.emit(done, total)

        def write(office: Office) -> int:
            count = import_register.carry_out(office, plan, tell)
            import_register.remember(office, seen.heads, columns)
            return count

        self._context.write(write, self._done, self._failed)

    def _write_begins(self, total: int) -> None:
        self._writing, self._stop = True, Event()
        self.bar.setRange(0, total)
        self.bar.setValue(0)
        self.bar.show()
        self.cancel.setText(say("Dừng"))
        self.cancel.setToolTip(say("Dừng nhập; chưa có gì vào sổ (Esc)"))
        self._set_busy(True)

    def _write_ends(self) -> None:
        self._writing = False
        self.bar.hide()
        self.cancel.setText(say("Thôi"))
        self.cancel.setToolTip("")
        self.cancel.setEnabled(True)
        self._set_busy(False)

    def reject(self) -> None:
        """Close; while letters are being entered, stop that: it ends whole or not at all."""
        if not self._writing:
            super().reject()
        else:
            self._stop.set()
            self.cancel.setEnabled(False)
            self.cancel.setText(say("Đang dừng…"))

    def _tell_progress(self, done: int, total: int) -> None:
        if self._writing:
            self.heading.setText(say("Đang nhập {n}/{total}…", n=done, total=total))
            self.bar.setValue(done)

    def _done(self, count: int) -> None:
        self._write_ends()
        self._context.tell("letters")
        last = max(self.plan.years) if self.plan is not None else None
        step = ToastAction(tr("Xem sổ"), lambda: self._context.open_narrowed("register", {"year": last}))
        self._context.toast(tr("Đã nhập {n} văn bản vào sổ.", n=count), step)
        self.imported.emit(count)
        self.accept()

    def _failed(self, error: Exception) -> None:
        self._write_ends()
        self._show(self.pages.currentIndex())
        stopped = isinstance(error, Stopped)
        self.problem.setText(say("Đã dừng nhập; chưa có gì vào sổ.") if stopped else str(error))

    # --- what shows

    def _show(self, page: int) -> None:
        self.pages.setCurrentIndex(page)
        self.problem.setText("")
        self.heading.setText(
            (
                say("1. Chọn tệp và trang tính"),
                say("2. Cột nào là gì"),
                say("3. Xem trước rồi nhập"),
            )[page]
        )
        self._enable()

    def _set_busy(self, busy: bool) -> None:
        if busy:
            self._focused = self.focusWidget()
        self._busy = busy
        self.setCursor(Qt.CursorShape.BusyCursor if busy else Qt.CursorShape.ArrowCursor)
        self._enable()
        if not busy and self._focused in (self.next, self.back):
            self._focused.setFocus()  # a button that rests gives its focus away, to the one that leaves

    def _enable(self) -> None:
        page = self.pages.currentIndex()
        chosen = self.columns.chosen()
        ready = {
            FILE: self.look is not None,
            COLUMNS: self.look is not None and self.look.head is not None and all(n in chosen for n in REQUIRED),
            PREVIEW: self.plan is not None and not self.plan.errors and bool(self.plan.entries),
        }
        self.back.setEnabled(page > FILE and not self._busy)
        self.next.setEnabled(ready[page] and not self._busy)
        count = len(self.plan.entries) if self.plan else 0
        self.next.setText(say("Nhập {n} văn bản", n=count) if page == PREVIEW else say("Tiếp"))
