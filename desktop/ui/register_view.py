"""Sổ văn bản đến: the register as the book looks, with search as one types, filters, and the letter beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.filters import LetterFilter, LetterSort
from desktop.core.records import Letter
from desktop.core.words import say
from desktop.services import letters
from desktop.services.letters import Listing
from desktop.ui import theme
from desktop.ui.beside import Beside
from desktop.ui.context import UiContext
from desktop.ui.kept_filters import Values
from desktop.ui.letter_actions import LetterActions
from desktop.ui.letter_panel import LetterPanel
from desktop.ui.page_view import PageView
from desktop.ui.paged_rows import PAGE
from desktop.ui.register_actions import SPECS
from desktop.ui.register_bar import RegisterBar
from desktop.ui.register_books import RegisterBooks
from desktop.ui.register_choices import Choices, counts
from desktop.ui.register_model import COLUMNS, NUMBER_COLUMN, SUBJECT_COLUMN, RegisterModel
from desktop.ui.replies_dialog import show_replies
from desktop.ui.row_table import RowTable
from desktop.ui.screen import Screen
from desktop.ui.slip_preview import SlipPreview

WIDTHS = (96, 58, 144, 132, 96, 320, 124, 96, 116)
LEAST_SUBJECT = 170
DISPENSABLE = (7, 4, 6, 8, 0, 2)
#: days, numbers and the first half of a long sign are never cut
WHOLE = {0: "30/12/2026", 1: "100000", 3: "15/2026/QĐ-", 4: "30/12/2026", 7: "30/12/2026"}


class RegisterView(Screen):
    """The register. ``open_letter`` shows one letter whatever the filters are."""

    name = "register"
    icon = "register"
    topics = frozenset({"letters", "tasks"})

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.today = date.today()
        self._round = 0
        self._to_open = 0
        self._listing: Listing | None = None
        self._counted: LetterFilter | None = None
        self._known: Letter | None = None
        self._known_row = -1
        self._awaited = False
        self._sort: LetterSort = "arrival"
        self._descending = True
        self.do = LetterActions(context, self)
        self.slips = SlipPreview(context, self)
        self.bar = RegisterBar(context, self)
        self.book, self.year, self.search, self.chips = self.bar.book, self.bar.year, self.bar.search, self.bar.chips
        self.books = RegisterBooks(context, self)
        self.model = RegisterModel(self._fetch_rows, self)
        self.table = RowTable(lines=2)
        self.panel = LetterPanel(context)
        self.beside = Beside(self.table, self.panel, 0.5, self.search)
        self._add_actions()
        self._lay_out()
        self._connect()
        self.retranslate()

    # --- building

    def _add_actions(self) -> None:
        runs: dict[str, Callable[[], object]] = {
            "register.open": self.open_current,
            "register.close": self.close_panel,
            "register.filter": self._focus_search,
            "register.filters": self.bar.kept.open,
            "register.keep_filter": self.bar.kept.ask_keep,
            "register.hand_over": lambda: self._with_letter(self.do.hand_over),
            "register.opinion": lambda: self._with_letter(self.do.opinion),
            "register.reply": lambda: self._with_letter(self.do.reply),
            "register.directives": self._open_directives,
            "register.correct": lambda: self._with_letter(self.do.correct),
            "register.void": lambda: self._with_letter(self.do.void),
            "register.by_hand": lambda: self.do.by_hand(self.today, self.book.currentData(), self._go_to_new),
            "register.slip": lambda: self._with_letter(self.slips.show_slip),
            "register.print": lambda: self.context.open_screen("reports"),
            "register.years": self.books.open_years,
            "register.import": self.books.open_import,
            "register.attach": lambda: self._with_letter(self.do.ask_file),
            "register.replies": lambda: show_replies(self.context, self),
            "register.next_tab": lambda: self._step_tab(1),
        }
        self.acts = {spec.name: self.action(spec, runs[spec.name]) for spec in SPECS}
        self.panel.add_actions([self.acts[f"register.{n}"] for n in ("hand_over", "opinion", "directives")])
        self.panel.add_small_actions([self.acts[f"register.{n}"] for n in ("correct", "slip", "void")])

    def _lay_out(self) -> None:
        self.bar.add_buttons([self.acts[f"register.{name}"] for name in ("by_hand", "print")])
        self.table.setModel(self.model)
        self.table.set_columns(WIDTHS, SUBJECT_COLUMN, LEAST_SUBJECT, DISPENSABLE, WHOLE)
        self.table.horizontalHeader().setSortIndicator(NUMBER_COLUMN, Qt.SortOrder.DescendingOrder)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.GAP)
        box.setSpacing(theme.GAP)
        box.addWidget(self.bar)
        box.addWidget(self.books)
        box.addWidget(self.beside, 1)

    def _connect(self) -> None:
        self.table.horizontalHeader().sectionClicked.connect(self._sort_by)
        self.table.doubleClicked.connect(lambda _index: self.open_current())
        self.table.selectionModel().currentRowChanged.connect(self._row_changed)
        self.table.opened.connect(self.open_current)
        self.bar.changed.connect(self._find)
        self.bar.left.connect(self.table.setFocus)
        self.model.dataChanged.connect(lambda *_cells: self._page_came())
        self.panel.closed.connect(self.close_panel)
        self.context.letter_wanted.connect(self.open_letter)
        self.context.register_wanted.connect(self.open_chip)
        self.panel.loaded.connect(lambda _id: self._allow_actions())

    # --- what the window calls

    def title(self) -> str:
        return say("Sổ văn bản đến")

    def retranslate(self) -> None:
        self.bar.retranslate()
        self.table.setAccessibleName(say("Sổ văn bản đến"))
        self.model.retranslate()
        self.panel.retranslate()
        self._show_count(self.model.rowCount())

    def shown(self) -> None:
        super().shown()
        self.beside.begin()

    def page_view(self) -> PageView | None:
        return self.panel.pages if self.panel.isVisible() else None

    def refresh(self) -> None:
        self._counted = None
        self.read(lambda o: Choices(o.today(), letters.years(o), letters.books(o)), self._take_choices)

    def open_letter(self, letter_id: int) -> None:
        """Show a letter beside the table, and its row in the table, whatever was filtered before."""
        self._to_open = letter_id
        self.context.open_screen(self.name)
        self.read(lambda o: letters.letter(o, letter_id), self._clear_the_way)

    def open_sentence(self, letter_id: int, directive_id: int) -> None:
        """Show a letter beside the table, its page at the sentence of a directive."""
        self.panel.want_directive(letter_id, directive_id)
        self.open_letter(letter_id)

    def open_narrowed(self, values: Values) -> None:
        """Come to the front with the letters that a number elsewhere counts."""
        self.context.open_screen(self.name)
        self.bar.use_filter(values)

    def open_chip(self, chip: str) -> None:
        """Come to the front with the letters of every year behind a chip."""
        self.context.open_screen(self.name)
        self.bar.show_chip(chip)

    # --- rows

    def filter(self) -> LetterFilter:
        """Return the filter as chosen above the table."""
        return self.bar.filter()

    def _take_choices(self, choices: Choices) -> None:
        self.today = choices.today
        self.bar.take_choices(choices)
        self._find()

    def _find(self) -> None:
        self.bar.settle()
        self._round += 1
        turn, wanted, sort, down = self._round, self.filter(), self._sort, self._descending
        plain = LetterFilter(year=wanted.year, book_id=wanted.book_id)
        self.books.show_year(wanted.book_id, wanted.year)
        kept = self._to_open or self._current_id()
        self.read(
            lambda o: letters.opening(o, wanted, sort, down, find=kept, pages_of=PAGE),
            lambda found: self._take_list(turn, kept, *found),
        )
        if plain != self._counted:  # another order or other words leave the numbers on the chips as they are
            self._counted = plain
            self.read(lambda o: counts(o, plain), self.bar.set_counts)

    def _take_list(self, turn: int, kept: int, found: Listing, first: int, rows: Sequence[Letter]) -> None:
        if turn != self._round:
            return
        kept = self._to_open or kept
        known = self._row_letter()
        self._listing = found
        self.model.show_list(found.count, first, rows)
        row = found.place
        self._known, self._known_row = (known, row) if known is not None and known.id == kept else (None, -1)
        if row < 0 and found.count and not self.panel.isVisible():
            row = 0
        self._show_count(found.count)
        self.beside.show_rows(found.count > 0)  # a table that is hidden scrolls nowhere
        if row >= 0:
            self.table.selectRow(row)
            self.table.scrollTo(self.model.index(row, 0))
        if row >= 0 and self._to_open == kept:
            self._to_open = 0
        if self.panel.isVisible():
            self.panel.reload()
        self._allow_actions()

    def _fetch_rows(self, first: int, most: int, deliver: Callable[[Sequence[Letter]], None]) -> None:
        shown = self._listing
        if shown is not None:
            self.read(lambda o: letters.page(o, shown, first, most), deliver)

    def _show_count(self, count: int) -> None:
        number = f"{count:,}".replace(",", ".")
        cut = self._listing is not None and self._listing.only_newest
        words = say("{n} văn bản mới nhất trong số khớp", n=number) if cut else say("{n} văn bản", n=number)
        self.beside.total.setText(words)
        self.beside.empty.setText(
            say("Không có văn bản nào khớp. Xóa ô tìm hoặc bỏ bộ lọc để xem cả sổ.")
            if self.bar.narrowed()
            else say("Sổ chưa có văn bản nào. Đăng ký từ Hộp quét, hoặc bấm Ctrl+N để đăng ký văn bản giấy.")
        )

    def _sort_by(self, column: int) -> None:
        sort = COLUMNS[column].sort
        if sort is None:
            return
        self._descending = not self._descending if sort == self._sort else sort in ("arrival", "arrived_on")
        self._sort = sort
        order = Qt.SortOrder.DescendingOrder if self._descending else Qt.SortOrder.AscendingOrder
        self.table.horizontalHeader().setSortIndicator(column, order)
        self._find()

    # --- the letter beside

    def _current_id(self) -> int:
        letter = self._row_letter()
        return letter.id if letter else 0

    def _row_letter(self) -> Letter | None:
        """The letter of the current row; while its page is being fetched anew, the one known to stand there."""
        row = self.table.currentIndex().row()
        there = self.model.letter_at(row)
        if there is None and row == self._known_row:
            return self._known
        return there

    def _row_changed(self, _current: QModelIndex, _before: QModelIndex) -> None:
        self._show_row()
        self._allow_actions()

    def _page_came(self) -> None:
        """The page of the current row may have come only now."""
        if self._awaited:
            self._show_row()
        self._allow_actions()

    def _show_row(self) -> None:
        letter = self._row_letter()
        self._awaited = letter is None
        if self.panel.isVisible() and letter is not None:
            self.panel.show_letter(letter.id, self.today)

    def open_current(self) -> None:
        """Show the letter of the current row beside the table; when it is there already, go into it."""
        letter_id = self._current_id()
        if letter_id and not self.panel.isVisible():
            self._show_panel(letter_id)
        elif letter_id:
            self.panel.tabs.setFocus()

    def _show_panel(self, letter_id: int) -> None:
        self.beside.open_panel()
        self.panel.show_letter(letter_id, self.today)

    def close_panel(self) -> None:
        """Give the whole width to the table again."""
        self.beside.close_panel()

    def _clear_the_way(self, letter: Letter) -> None:
        self.bar.show_letter(letter)
        self._show_panel(letter.id)
        self._find()

    def _go_to_new(self, letter: Letter) -> None:
        self.open_letter(letter.id)

    def _letter(self) -> Letter | None:
        if self.panel.isVisible() and self.panel.bundle:
            return self.panel.bundle.letter
        return self._row_letter()

    def _with_letter(self, run: Callable[[Letter], object]) -> None:
        letter = self._letter()
        if letter is not None:
            run(letter)

    def _open_directives(self) -> None:
        self._with_letter(lambda letter: self.context.open_directives(letter.id))

    def _allow_actions(self) -> None:
        there = self._letter()
        live = there is not None and there.state != "void"
        for name in ("hand_over", "opinion", "reply", "directives", "correct", "void", "attach"):
            self.acts[f"register.{name}"].setEnabled(live)

    def _step_tab(self, by: int) -> None:
        tabs = self.panel.tabs
        tabs.setCurrentIndex((tabs.currentIndex() + by) % tabs.count())

    # --- keyboard

    def _focus_search(self) -> None:
        self.search.setFocus()
        self.search.selectAll()
