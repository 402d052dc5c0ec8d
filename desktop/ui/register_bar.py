"""Above the register: year, book, the search line, the chips and the kept filters."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop.core.filters import LetterFilter
from desktop.core.names import show_date
from desktop.core.records import Letter
from desktop.core.words import say, tr
from desktop.ui import theme
from desktop.ui.chips import Chips
from desktop.ui.context import UiContext
from desktop.ui.kept_filters import KeptFiltersButton, Values
from desktop.ui.register_choices import Choices, refill, short_name
from desktop.ui.tool_buttons import icon_button
from desktop.ui.widgets import tab_through

CHIPS = (
    ("this_week", tr("Tuần này")),
    ("unassigned", tr("Chưa giao")),
    ("urgent", tr("Khẩn")),
    ("overdue", tr("Quá hạn")),
    ("unanswered", tr("Chưa trả lời")),
    ("incomplete", tr("Thiếu thông tin")),
    ("void", tr("Đã hủy")),
)
#: what a number elsewhere has led to: the letters of a day, or of an issuer
RARE = (("day", tr("Đến ngày")), ("issuer", tr("Cơ quan ban hành")))
LETTERS_BESIDE = 62  # year, search line and buttons beside the chips
TYPING_PAUSE_MS = 180
_THIS_YEAR = "now"


class RegisterBar(QWidget):
    """``changed``: the register is to be narrowed anew; ``left``: Enter or Down was pressed in the search line."""

    changed = Signal()
    left = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year_now = 0
        self._day: date | None = None
        self._issuer = ""
        self._awaited: Values | None = None
        self.year, self.book = QComboBox(), QComboBox()
        self.search = QLineEdit()
        self.chips = Chips(CHIPS, rare=RARE)
        self.kept = KeptFiltersButton(context, "register", self, self)
        self.kept.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self._buttons: list[QToolButton] = []
        self._typing = QTimer(self, singleShot=True, interval=TYPING_PAUSE_MS)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        for choice in (self.year, self.book):  # what they offer comes later
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(200)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(theme.GAP)
        for widget in (self.year, self.book, self.search, self.kept, self.chips):
            self._bar.addWidget(widget, 1 if widget is self.search else 0)
        self._below = QHBoxLayout()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.GAP)
        box.addLayout(self._bar)
        box.addLayout(self._below)

    def add_buttons(self, actions: Sequence[QAction]) -> None:
        """Put these actions as icons at the end of the line."""
        self._buttons = [icon_button(action) for action in actions]
        for button in self._buttons:
            self._bar.addWidget(button)
        tab_through(self.search, self.kept, *self.chips.buttons, *self._buttons)

    def _connect(self) -> None:
        self.search.installEventFilter(self)
        self.search.textChanged.connect(lambda _text: self._typing.start())
        self._typing.timeout.connect(self.changed)
        self.chips.picked.connect(lambda _name: self.changed.emit())
        self.year.activated.connect(lambda _index: self.changed.emit())
        self.book.activated.connect(lambda _index: self.changed.emit())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the chips stand on a line of their own."""
        super().resizeEvent(event)
        self._place_chips()

    def set_counts(self, counts: dict[str, int]) -> None:
        """Show the numbers on the chips."""
        self.chips.set_counts(counts)
        self._place_chips()

    def _place_chips(self) -> None:
        """Beside the search line where there is room in the type chosen, else below it."""
        beside = self.fontMetrics().averageCharWidth() * LETTERS_BESIDE
        wide = self.width() >= self.chips.sizeHint().width() + beside
        if wide == (self._bar.indexOf(self.chips) >= 0):
            return
        if wide:
            self._bar.insertWidget(self._bar.indexOf(self.kept) + 1, self.chips)
            tab_through(self.search, self.kept, *self.chips.buttons, *self._buttons)
        else:
            self._below.addWidget(self.chips, 0, Qt.AlignmentFlag.AlignLeft)
            tab_through(self.search, self.kept, *self._buttons, *self.chips.buttons)

    def retranslate(self) -> None:
        self.search.setPlaceholderText(say("Tìm trong sổ: số, tác giả, trích yếu… có dấu hay không"))
        self.search.setAccessibleName(say("Tìm trong sổ"))
        self.year.setAccessibleName(say("Năm"))
        self.year.setToolTip(say("Năm"))
        self.book.setAccessibleName(say("Sổ"))
        self.book.setToolTip(say("Sổ"))
        self.chips.retranslate()
        self._name_rare()
        self.kept.retranslate()

    # --- what is chosen

    def take_choices(self, choices: Choices) -> None:
        """Offer the years and the books, keeping what is chosen."""
        self._year_now = choices.today.year
        years = sorted({*choices.years, choices.today.year}, reverse=True)
        refill(self.year, [(str(y), y) for y in years] + [(say("Mọi năm"), None)], choices.today.year)
        first = choices.books[0].id if choices.books else None
        refill(self.book, [(short_name(b), b.id) for b in choices.books], first)
        self.book.setVisible(len(choices.books) > 1)
        if self._awaited is not None:
            values, self._awaited = self._awaited, None
            self.use_filter(values)

    def filter(self) -> LetterFilter:
        """Return the filter as chosen."""
        chip = self.chips.chosen()
        day = self._day if chip == "day" else None
        return LetterFilter(
            year=self.year.currentData(),
            book_id=self.book.currentData(),
            text=self.search.text().strip(),
            only="" if chip in dict(RARE) else chip,  # type: ignore[arg-type]
            arrived_from=day,
            arrived_to=day,
            issuer=self._issuer if chip == "issuer" else "",
        )

    def narrowed(self) -> bool:
        """Whether less than a whole year of a book is asked for."""
        return bool(self.search.text().strip() or self.chips.chosen())

    def settle(self) -> None:
        """What is typed is being looked for: wait for no more of it."""
        self._typing.stop()

    def show_letter(self, letter: Letter) -> None:
        """Choose the letter's book and year, and narrow no further."""
        self._narrow({"year": letter.year})
        self.book.setCurrentIndex(max(0, self.book.findData(letter.book_id)))

    def show_chip(self, chip: str) -> None:
        """Narrow to one chip, in every year."""
        self.use_filter({"chip": chip})

    def _narrow(self, values: Values) -> None:
        year = self._year_now if values.get("year") == _THIS_YEAR else values.get("year")
        self.search.setText(str(values.get("text") or ""))
        self._typing.stop()
        self._issuer = str(values.get("issuer") or "")
        self._day = None
        with suppress(ValueError):
            self._day = date.fromisoformat(str(values.get("day") or ""))
        self._name_rare()
        chip = "day" if self._day else "issuer" if self._issuer else str(values.get("chip") or "")
        self.chips.choose("" if chip in dict(RARE) and not (self._day or self._issuer) else chip)
        self.year.setCurrentIndex(max(0, self.year.findData(year)))

    def _name_rare(self) -> None:
        self.chips.set_words("day", say("Đến ngày {day}", day=show_date(self._day)) if self._day else "")
        self.chips.set_words("issuer", self._issuer)

    # --- kept filters

    def filter_values(self) -> dict[str, object]:
        """Return what is chosen, to be kept; this year is kept as such, so that it means next year's then."""
        year = self.year.currentData()
        return {
            "year": _THIS_YEAR if year == self._year_now else year,
            "book": self.book.currentData(),
            "text": self.search.text().strip(),
            "chip": self.chips.chosen(),
            "day": self._day.isoformat() if self._day and self.chips.chosen() == "day" else "",
            "issuer": self._issuer if self.chips.chosen() == "issuer" else "",
        }

    def filter_words(self) -> str:
        """Name what is chosen in a few words."""
        year = self.year.currentData()
        parts = (self.chips.words(), self.search.text().strip(), self.year.currentText())
        return " · ".join(parts if year != self._year_now else parts[:2]).strip(" ·")

    def use_filter(self, values: Values) -> None:
        """Choose what was kept; a book that is gone leaves the book as it is."""
        if not self.year.count():
            self._awaited = values  # the years have not come yet
            return
        self._narrow(values)
        book = self.book.findData(values.get("book"))
        if book >= 0:
            self.book.setCurrentIndex(book)
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter and the down key lead from the search line into the table."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down)
        ):
            self.changed.emit()
            self.left.emit()
            return True
        return super().eventFilter(watched, event)
