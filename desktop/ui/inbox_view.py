"""Hộp quét: waiting scans left, the page with its fields in the middle, the form right; one key registers and goes on."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSplitter, QStackedWidget, QWidget

from desktop.core.drafts import REQUIRED_FIELDS
from desktop.core.errors import NotFound
from desktop.core.records import Letter
from desktop.core.words import say, tr
from desktop.ui import inbox_actions as specs
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.inbox_deeds import ScanDeeds
from desktop.ui.inbox_notices import notice_for
from desktop.ui.inbox_queries import InboxRows, ScanNews, Sheet, ask_rows, ask_sheet
from desktop.ui.letter_sheet import LetterSheet
from desktop.ui.notice_panel import NoticePanel
from desktop.ui.page_view import PageView
from desktop.ui.registering import Registering
from desktop.ui.scan_changes import ScanChanges
from desktop.ui.scan_panel import ScanPanel
from desktop.ui.scan_words import look_of
from desktop.ui.screen import Screen
from desktop.ui.sheet_confirming import SheetConfirming
from desktop.ui.sheet_panel import SheetPanel
from desktop.ui.widgets import fill

if TYPE_CHECKING:
    from desktop.services.office import Office

_NARROW = 960


class InboxView(Screen):
    """The screen where the clerk spends the day."""

    name = "inbox"
    icon = "inbox"
    topics = frozenset({"scans", "letters"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.rows: InboxRows | None = None
        self.sheet: Sheet | None = None
        self._wanted: tuple[int, int | None] | None = None
        self._book: int | None = None
        self._by_hand: int | None = None
        self._focus_pending = True
        self._opening = False
        self._narrow = self._tight = False
        self.registering = Registering(self)
        self.deeds = ScanDeeds(self)
        self._make_actions()
        self.panel = ScanPanel(self.act_all)
        self.page = PageView(context.pages)
        self.letter = LetterSheet(context.pages, self.act_register, date.today())
        self.sheets = SheetPanel(self.act_register)
        self.confirming = SheetConfirming(self)
        self.notice = NoticePanel()
        self.empty = NoticePanel()
        self.changes = ScanChanges(self, self._take_news)
        self._build()
        self._listen()
        self.retranslate()

    # -- building --------------------------------------------------------------------------------------------------

    def _make_actions(self) -> None:
        self.act_register = self.action(specs.REGISTER, self._confirm_or_register)
        self.act_all = self.action(specs.REGISTER_ALL, self.registering.register_all)
        self.act_by_hand = self.action(specs.BY_HAND, self.fill_by_hand)
        self.action(specs.NEXT_SCAN, lambda: self.panel.step(1))
        self.action(specs.PREVIOUS_SCAN, lambda: self.panel.step(-1))
        self.action(specs.SCAN_LIST, lambda: self.panel.setVisible(self.panel.isHidden()))
        self.action(specs.NEXT_FIELD, lambda: self._step_field(1))
        self.action(specs.PREVIOUS_FIELD, lambda: self._step_field(-1))
        self.act_next_letter = self.action(specs.NEXT_LETTER, self._next_letter)
        deeds = self.deeds
        self.act_reread = self.action(specs.REREAD, deeds.reread)
        self.act_stop = self.action(specs.STOP, deeds.stop)
        self.act_dismiss = self.action(specs.DISMISS, deeds.dismiss)
        self.act_arrange = self.action(specs.ARRANGE, deeds.arrange)
        self.act_first = self.action(specs.FIRST_COPY, deeds.show_first)
        self.act_file = self.action(specs.OPEN_FILE, deeds.open_file)
        self.action(specs.HISTORY, deeds.show_history)

    def _build(self) -> None:
        self.right = QStackedWidget()
        self.right.addWidget(self.letter)
        self.right.addWidget(self.notice)
        self.right.addWidget(self.sheets)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for part, stretch in ((self.panel, 0), (self.page, 3), (self.right, 2)):
            self.splitter.addWidget(part)
            self.splitter.setStretchFactor(self.splitter.count() - 1, stretch)
        self.splitter.setChildrenCollapsible(False)
        self.page.setMinimumWidth(220)
        self.splitter.setSizes([244, 520, 410])
        self.stack = QStackedWidget()
        self.stack.addWidget(self.splitter)
        self.stack.addWidget(self.empty)
        fill(QHBoxLayout(self), (self.stack,), 0)

    def _listen(self) -> None:
        self.panel.chosen.connect(self.open_scan)
        self.page.mark_clicked.connect(self.letter.form.focus_field)
        self.page.mark_clicked.connect(self.sheets.focus_mark)
        self.sheets.item_focused.connect(self.page.go_to)
        self.sheets.changed.connect(lambda: self.page.set_marks(self.sheets.marks()))
        self.letter.form.field_focused.connect(self._show_field)
        self.letter.form.changed.connect(lambda: self.page.set_marks(self.letter.form.marks()))
        self.letter.letter_chosen.connect(self._letter_chosen)
        self.letter.twin_wanted.connect(self.context.open_letter)
        self.letter.arrival_changed.connect(lambda _day: self._ask_sheet())
        self.letter.book_chosen.connect(self._book_chosen)
        self.context.intake.scan_changed.connect(self.changes.hear)
        self.context.intake.paused_changed.connect(lambda _on: self._ask_sheet())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        if narrow != self._narrow:
            self._narrow = narrow
            self.splitter.setSizes([184, 300, 392] if narrow else [244, 520, 410])
        self._give_way()

    def _give_way(self) -> None:
        """Where list, page and fields do not stand side by side, the list goes, until it is asked for."""
        parts = (self.panel, self.page, self.right)
        needed = sum(part.minimumSizeHint().expandedTo(part.minimumSize()).width() for part in parts)
        holder = self.parentWidget()
        tight = (holder or self).width() < needed
        if tight != self._tight:
            self._tight = tight
            self.panel.setVisible(not tight)

    def title(self) -> str:
        return say("Hộp quét")

    def page_view(self) -> PageView:
        return self.page

    # -- asking the office -----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        self.changes.whole_list_asked()
        self.read(ask_rows, self._take_rows)

    def shown(self) -> None:
        super().shown()
        self._begin()

    def _take_news(self, news: ScanNews) -> None:
        first = self.panel.count() == 0
        self.panel.merge(news.scans, news.gone)
        self._follow_list(first, {scan.id for scan in news.scans})

    def _take_rows(self, rows: InboxRows) -> None:
        first = self.rows is None
        self.rows = rows
        self.letter.set_today(rows.today)
        self.letter.form.offer_issuers(rows.issuers)
        self.panel.take(rows.scans)
        self._follow_list(first)
        self.changes.begin()

    def _follow_list(self, first: bool, changed: Collection[int] | None = None) -> None:
        """Let the rest of the screen follow the list, of which ``changed`` (None: anything) may differ."""
        count = self.panel.count()
        self.count_changed.emit(count)
        self.stack.setCurrentWidget(self.splitter if count else self.empty)
        if not count:
            self._show_empty()
            self._forget()
        elif self.panel.current() is None or first:
            self._choose_some()
        elif self._wanted is None or self._wanted[0] != self.current_id():
            self.open_scan(self.current_id())
        elif changed is None or self.current_id() in changed:
            self._ask_sheet()
        self.enable()

    def current_id(self) -> int:
        """Return the scan chosen in the list, 0 for none."""
        scan = self.panel.current()
        return scan.id if scan else 0

    def _choose_some(self) -> None:
        following = self.panel.after(0) or self.panel.scans()[0].id
        self.open_scan(following)

    def open_scan(self, scan_id: int, letter_index: int | None = None) -> None:
        """Show a scan of the list; ``letter_index`` picks a letter of a batch (None: the first without a number)."""
        if self._wanted is None or self._wanted[0] != scan_id:
            self._focus_pending = True
            self.letter.sheet = None
        if self._wanted != (scan_id, letter_index):
            self._book = None
        self._wanted = (scan_id, letter_index)
        self.panel.choose(scan_id)
        self.context.intake.hurry(scan_id)
        self._ask_sheet()

    def _ask_sheet(self) -> None:
        if self._wanted is None:
            return
        scan_id, place = self._wanted
        year = self.letter.arrived_on.day().year if self.rows else None
        book = self._book

        def ask_office(office: Office) -> Sheet:
            return ask_sheet(office, scan_id, place, year, book)

        self.read(ask_office, self._take_sheet, self._sheet_failed)

    def _sheet_failed(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._wanted = None
            self.changes.hear(self.current_id())
        else:
            self.context.show_error(error)

    def _take_sheet(self, sheet: Sheet) -> None:
        if self._wanted is None or self._wanted[0] != sheet.scan.id:
            return
        self._wanted = (sheet.scan.id, sheet.draft.letter_index)
        self.sheet = sheet
        self._show_page(sheet)
        self.enable()
        notice = None if self._by_hand == sheet.scan.id else notice_for(sheet, self)
        marks = self.letter.form.marks
        if sheet.returned is not None:
            self.sheets.show_plan(sheet.returned)
            self.right.setCurrentWidget(self.sheets)
            marks = self.sheets.marks
        elif notice is None:
            self.letter.show_sheet(sheet)
            self.right.setCurrentWidget(self.letter)
        else:
            self.notice.say(*notice)
            self.right.setCurrentWidget(self.notice)
        self.page.set_marks(marks() if notice is None else [])
        self.enable()
        self._begin()

    # -- showing ---------------------------------------------------------------------------------------------------

    def _show_page(self, sheet: Sheet) -> None:
        if sheet.file is None:
            self.page.show_message(tr("Không giữ lại trang nào của bản quét này."))
        elif look_of(sheet.scan) in ("unreadable", "stopped"):
            self.page.show_file(sheet.file)
        else:
            first, last = sheet.pages
            self.page.show_file(sheet.file, sheet.rotations, first_page=first, last_page=last)

    def _forget(self) -> None:
        self.sheet = self._wanted = None
        self.letter.sheet = None
        self.page.show_file(None)

    def _begin(self) -> None:
        if not self.in_front or not self._focus_pending or self.sheet is None or self._typing_elsewhere():
            return
        self._focus_pending = False
        self._opening = True
        if self.right.currentWidget() is self.letter:
            self.letter.begin()
        elif self.right.currentWidget() is self.sheets:
            self.sheets.begin()
        else:
            self.notice.begin()
        self._opening = False

    def _typing_elsewhere(self) -> bool:
        """Whether somebody types in the search field on top: a scan that comes meanwhile must not take the keys away."""
        focus = self.window().focusWidget()
        return isinstance(focus, QLineEdit) and focus.isVisible() and not self.isAncestorOf(focus)

    def _show_field(self, name: str) -> None:
        """Bring a field's place into view. A scan just opened stays at its first page for a field of less weight."""
        field = self.letter.form.rows[name].field
        behind = field is not None and self.sheet is not None and (field.page or 1) > self.sheet.draft.first_page
        if not (self._opening and behind and name not in REQUIRED_FIELDS):
            self.page.go_to(name)

    def enable(self) -> None:
        """Let the actions follow what is shown: which can be done, and the next number on the button."""
        sheet = self.sheet
        look = look_of(sheet.scan) if sheet else None
        form = sheet is not None and self.right.currentWidget() is self.letter
        taken = sheet is not None and sheet.draft.letter_index in sheet.registered
        if sheet is not None and self.right.currentWidget() is self.sheets:  # never off in between: focus would leave
            self.act_register.setText(say("Ghi nhận phiếu"))
            self.act_register.setEnabled(self.sheets.can_confirm() and not self.confirming.busy)
        else:
            self.act_register.setEnabled(form and not taken and not self.registering.busy)
            self.act_register.setText(say("Đăng ký số {n}", n=sheet.next_number) if sheet and form else say("Đăng ký"))
        ready = self.panel.model.looks["ready"]
        self.act_all.setEnabled(ready > 0 and not self.registering.busy)
        self.act_all.setText(say("Đăng ký tất cả ({n})", n=ready) if ready else say("Đăng ký tất cả"))
        self.act_next_letter.setEnabled(sheet is not None and sheet.letters > 1)
        readable = sheet is not None and sheet.file is not None and not sheet.registered
        self.act_reread.setEnabled(readable and look in ("ready", "look", "unreadable", "stopped", "sheet"))
        self.act_stop.setEnabled(readable and look in ("reading", "waiting"))
        self.act_dismiss.setEnabled(sheet is not None and (sheet.scan.sheets_waiting or not sheet.registered))
        unsettled = ("ready", "look", "reading", "waiting", "unreadable", "stopped")
        self.act_arrange.setEnabled(readable and look in unsettled)
        self.act_first.setEnabled(sheet is not None and sheet.first is not None)
        self.act_file.setEnabled(sheet is not None and sheet.file is not None)
        self.act_by_hand.setEnabled(look in ("unreadable", "stopped", "waiting", "reading"))

    def _show_empty(self) -> None:
        folder = self.rows.scan_folder if self.rows else ""
        fresh = self.rows is not None and self.rows.fresh
        further = "file.test_scan" if fresh else "go.directives"  # what was registered is given to people next
        buttons = self.context.actions.some("file.scan_folder", "file.add", further)
        words = say(
            "Hãy quét văn bản vào thư mục dưới đây, hoặc kéo thả tệp vào cửa sổ này.\n\n{folder}", folder=folder
        )
        head = say("Chưa có bản quét nào") if fresh else say("Không còn bản quét nào chờ")
        self.empty.say("empty", head, words, buttons, theme.shades().accent)

    # -- what a person does ----------------------------------------------------------------------------------------

    def go_on(self, letter: Letter | None, after: int | None) -> None:
        """Show what comes after a registration: the batch's next letter, else the next scan."""
        sheet = self.sheet
        rest = sheet is not None and len(sheet.registered) + 1 < sheet.letters
        if letter is None or not rest:
            self._by_hand = self._wanted = None  # the same scan begins anew: its letters come after its sheets
            if after is not None:
                self.open_scan(after)
        elif sheet is not None:
            self._focus_pending = True
            self._wanted = (sheet.scan.id, None)
        self.context.tell("scans")
        self.context.tell("letters")

    def _confirm_or_register(self) -> None:
        (self.confirming.confirm if self.right.currentWidget() is self.sheets else self.registering.register)()

    def begin_anew(self) -> None:
        """Forget what was typed: the scan is read again from the start."""
        self._by_hand = None
        self._focus_pending = True
        self.letter.sheet = None

    def fill_by_hand(self) -> None:
        """Show the empty form for a scan that could not be read."""
        if self.sheet is not None:
            self._by_hand = self.sheet.scan.id
            self._focus_pending = True
            self._take_sheet(self.sheet)

    def _letter_chosen(self, place: int) -> None:
        if self.sheet is not None:
            self._focus_pending = True
            self.open_scan(self.sheet.scan.id, place)

    def _book_chosen(self, book_id: int) -> None:
        self._book = book_id
        self._ask_sheet()

    def _next_letter(self) -> None:
        if self.sheet is not None:
            self._letter_chosen((self.sheet.draft.letter_index + 1) % self.sheet.letters)

    def _step_field(self, by: int) -> None:
        form = self.letter.form
        following = form.next_open(form.current(), by)
        if following:
            form.focus_field(following)
        else:
            self.letter.focus_button()

    def retranslate(self) -> None:
        self.panel.retranslate()
        self.page.retranslate()
        self.letter.retranslate()
        self.sheets.retranslate()
        self._show_empty()
        if self.sheet is not None:
            self._take_sheet(self.sheet)
        self.enable()
