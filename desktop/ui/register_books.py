"""Above the register: that the book's year shown is closed, and the way to its years and volumes and to the import."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.core.books import BookYear
from desktop.core.words import say
from desktop.services import books
from desktop.ui.book_years import BookYearsDialog, state_words
from desktop.ui.cards import ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.import_wizard import ImportWizard


class RegisterBooks(ToneLabel):
    """Shows how a closed book's year stands; hidden while the year is open."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        super().__init__(tone="doubt")
        self._context = context
        self._window = window
        self._asked: tuple[int | None, int | None] = (None, None)
        self.setWordWrap(True)
        self.hide()

    def show_year(self, book_id: int | None, year: int | None) -> None:
        """Ask how a book's year stands and show it; nothing for all years or all books."""
        self._asked = (book_id, year)
        if book_id is None or year is None:
            self.hide()
        else:
            self._context.read(lambda o: books.book_year(o, book_id, year), self._take)

    def _take(self, year: BookYear) -> None:
        if self._asked != (year.book.id, year.year):
            return
        self.setText(say("{book} năm {year}: {state}.", book=year.book.name, year=year.year, state=state_words(year)))
        self.setVisible(year.closed)

    def open_years(self) -> None:
        """Open the list of years and volumes."""
        BookYearsDialog(self._context, self._asked[0], self._window).open()

    def open_import(self) -> None:
        """Open the import of a register kept in Excel."""
        wizard = ImportWizard(self._context, self._window)
        wizard.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        wizard.open()
