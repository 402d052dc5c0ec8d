"""The right part of the inbox: tabs of a batch, warning of a twin, the form, arrival day and the button with the number."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QPushButton, QTabBar, QVBoxLayout, QWidget

from desktop.core.drafts import FIELD_WORDS
from desktop.core.names import show_date
from desktop.core.records import Letter
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.choosers import DayEdit
from desktop.ui.field_form import FieldForm
from desktop.ui.inbox_queries import Sheet
from desktop.ui.labels import letter_name
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.widgets import action_button, column, fill, label, restyle, row

#: so wide that two names with their signs stand side by side
_LETTERS_WIDE = 50
_BOOK_LETTERS = 8


class LetterSheet(QWidget):
    """``letter_chosen``: another letter of the batch; ``twin_wanted``: the warning's link was pressed (a letter's id);
    ``arrival_changed``: another arrival day; ``book_chosen``: another book (its id)."""

    letter_chosen = Signal(int)
    twin_wanted = Signal(int)
    arrival_changed = Signal(object)
    book_chosen = Signal(int)

    def __init__(self, renderer: PageRenderer, register: QAction, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet: Sheet | None = None
        self._today = today
        self._warned: frozenset[str] = frozenset()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setUsesScrollButtons(True)
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.form = FieldForm(renderer, today)
        self.form.all_seen.connect(self.focus_button)
        self.form.changed.connect(self._count_open)
        self.button: QPushButton = action_button(register, main=True)
        self.button.installEventFilter(self)
        self._register = register
        self._build()

    def _build(self) -> None:
        self.banner = QFrame()
        self.banner.setObjectName("banner")
        self.banner_words = QLabel()
        self.banner_words.setWordWrap(True)
        self.banner_words.setTextFormat(Qt.TextFormat.RichText)
        self.banner_words.linkActivated.connect(lambda link: self.twin_wanted.emit(int(link)))
        fill(QHBoxLayout(self.banner), (self.banner_words,), 0, (theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP))
        self.partial = label("soft", wrap=True)
        self._arrived = label("soft")
        self.arrived_on = DayEdit(self._today)
        self.arrived_on.setMinimumWidth(128)
        self.arrived_on.dateChanged.connect(self._day_changed)
        self._arrived.setBuddy(self.arrived_on)
        self._book = label("soft")
        self.book = QComboBox()
        self.book.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.book.setMinimumContentsLength(_BOOK_LETTERS)
        self.book.activated.connect(lambda _index: self.book_chosen.emit(self.book.currentData()))
        self._book.setBuddy(self.book)
        self.left = label("soft", wrap=True)
        margins = (theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        books = row(self._book, self.book)
        books.setStretch(1, 1)
        foot = row(column(self._arrived, self.arrived_on, gap=2), None, self.button, gap=theme.MARGIN)
        fill(layout := QVBoxLayout(self), (self.tabs, self.banner, self.partial), 0)
        self.partial.setContentsMargins(theme.MARGIN, theme.GRID, theme.MARGIN, 0)
        layout.addWidget(self.form, 1)
        layout.addLayout(column(self.left, books, foot, gap=theme.GRID, margins=margins))
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("n" * _LETTERS_WIDE))

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_sheet(self, sheet: Sheet) -> None:
        """Show a letter; when it is the one shown already, only what was read since is added."""
        same = self.sheet is not None and _key(self.sheet) == _key(sheet)
        self._warned = self._warned if same else frozenset()
        self.sheet = sheet
        self._show_tabs(sheet)
        self._show_books(sheet)
        scan = ScanFile(sheet.file, sheet.rotations) if sheet.file else None
        self.form.show_fields(sheet.draft.fields, scan, keep_typed=same)
        self.retranslate_sheet()

    def retranslate_sheet(self) -> None:
        sheet = self.sheet
        self.banner.setVisible(sheet is not None and bool(sheet.draft.twins))
        if sheet is None:
            return
        if sheet.draft.twins:
            self.banner_words.setText(_twin_words(sheet.draft.twins[0]))
        self.partial.setText("" if sheet.draft.complete else say("Mới đọc phần đầu; các trang sau đang được đọc."))
        self.partial.setVisible(not sheet.draft.complete)
        self._count_open()

    def _show_tabs(self, sheet: Sheet) -> None:
        self.tabs.blockSignals(True)
        while self.tabs.count() > sheet.letters:
            self.tabs.removeTab(self.tabs.count() - 1)
        while self.tabs.count() < sheet.letters:
            self.tabs.addTab("")
        for n in range(sheet.letters):
            done = sheet.registered.get(n)
            words = say("Văn bản {n}/{all}", n=n + 1, all=sheet.letters)
            self.tabs.setTabText(n, f"✓ {words}" if done else words)
            self.tabs.setTabToolTip(n, say("Đã đăng ký số {n}", n=done.arrival_number) if done else words)
        self.tabs.setCurrentIndex(sheet.draft.letter_index)
        self.tabs.blockSignals(False)
        self.tabs.setVisible(sheet.letters > 1)

    def ask_for_missing(self) -> bool:
        """Lead to the first column of the register that is still empty and say so; False when nothing is missing, or
        when all that is was told before, so that the same key pressed again registers."""
        missing = self.form.missing()
        if set(missing) <= self._warned:
            return False
        self._warned = frozenset(missing)
        self._count_open()
        self.form.focus_field(missing[0])
        return True

    def _show_books(self, sheet: Sheet) -> None:
        """The chooser stands there only where there is a choice."""
        self.book.clear()
        for book in sheet.books:
            self.book.addItem(book.name, book.id)
            self.book.setItemData(self.book.count() - 1, book.name, Qt.ItemDataRole.ToolTipRole)
        self.book.setCurrentIndex(max(0, self.book.findData(sheet.book_id)))
        self.book.setToolTip(self.book.currentText())
        for widget in (self._book, self.book):
            widget.setVisible(len(sheet.books) > 1)

    def _count_open(self) -> None:
        warned = [name for name in self.form.missing() if name in self._warned]
        restyle(self.left, "doubt" if warned else "soft")
        if warned:
            self.left.setText(_missing_words(warned))
            self.left.setVisible(True)
            return
        left = len(self.form.open_fields())
        self.left.setText(say("Còn {n} trường cần xem · Enter: trường kế tiếp", n=left) if left else "")
        self.left.setVisible(bool(left))

    # -- arrival day -----------------------------------------------------------------------------------------------

    def set_today(self, today: date) -> None:
        """Take over a new day; the arrival day follows unless a person chose another."""
        if self.arrived_on.day() == self._today:
            self.arrived_on.setMaximumDate(QDate(today.year, today.month, today.day))
            self.arrived_on.set_day(today)
        self._today = today
        self.arrived_on.setMaximumDate(QDate(today.year, today.month, today.day))
        self.form.set_today(today)

    def _day_changed(self) -> None:
        self.arrival_changed.emit(self.arrived_on.day())

    # -- keyboard --------------------------------------------------------------------------------------------------

    def begin(self) -> None:
        """Put the cursor where work begins: the first doubtful field, else the button."""
        if not self.form.begin():
            self.focus_button()

    def focus_button(self) -> None:
        self.button.setFocus(Qt.FocusReason.TabFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.button and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain and not event.isAutoRepeat():
                self._register.trigger()
                return True
        return super().eventFilter(watched, event)

    def _tab_changed(self, place: int) -> None:
        if place >= 0:
            self.letter_chosen.emit(place)

    def retranslate(self) -> None:
        self._arrived.setText(say("Ngày đến"))
        self._book.setText(say("Vào sổ"))
        self.book.setAccessibleName(say("Vào sổ"))
        self.form.retranslate()
        if self.sheet is not None:
            self._show_tabs(self.sheet)
        self.retranslate_sheet()


def _key(sheet: Sheet) -> tuple[int, int]:
    return sheet.scan.id, sheet.draft.letter_index


def _missing_words(names: list[str]) -> str:
    return say(
        "✎ Còn thiếu {fields}: gõ theo bản quét, hoặc nhấn Ctrl+Enter lần nữa để vào sổ thiếu thông tin.",
        fields=", ".join(str(FIELD_WORDS[name]) for name in names),
    )


def _twin_words(twin: Letter) -> str:
    from html import escape  # it brings the names of all signs there are

    words = say(
        "⚠ Có thể đã đăng ký: số đến {n} ngày {day}, {name}.",
        n=twin.arrival_number,
        day=show_date(twin.arrived_on),
        name=letter_name(twin),
    )
    return f'{escape(words)} <a href="{twin.id}">{say("Xem văn bản đó")}</a>'
