"""The years of the register books: their numbers and volumes; closing, binding and reopening a year."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.books import BookYear, Volume
from desktop.core.names import show_date
from desktop.core.words import Text, say, tr
from desktop.services import books, closing_year
from desktop.ui import theme
from desktop.ui.alive import while_alive
from desktop.ui.book_dialogs import BindDialog, CloseYearDialog, VolumeDialog, reopen_dialog
from desktop.ui.cards import ToneLabel
from desktop.ui.catalogue_models import ListModel
from desktop.ui.context import UiContext
from desktop.ui.form_dialog import ask
from desktop.ui.progress_dialog import StoppableDialog, Stopped
from desktop.ui.row_table import RowTable
from desktop.ui.widgets import row
from desktop.ui.window_actions import open_path

if TYPE_CHECKING:
    from desktop.services.office import Office


def state_words(year: BookYear) -> str:
    """Tell how a book's year stands: open, closed on a day, bound in so many volumes."""
    if year.closed_on is None:
        return say("đang dùng")
    words = say("đã khóa {day}", day=show_date(year.closed_on))
    if year.bound_on is not None:
        words += ", " + say("đóng {n} quyển", n=year.bound_volumes)
    return words


def volume_words(volumes: tuple[Volume, ...]) -> str:
    """Tell where the volumes of a year begin and end: ``1: 1-200; 2: 201-``."""
    if len(volumes) < 2:
        return say("1 quyển")
    spans = (
        f"{v.number}: {v.first_number}-{v.last_number if v.last_number >= v.first_number else ''}" for v in volumes
    )
    return "; ".join(spans)


class BookYearsDialog(QDialog):
    """Lists the years of all books and does what is done to a year as a whole."""

    def __init__(self, context: UiContext, book_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Năm và quyển của sổ"))
        room = self.screen().availableGeometry()
        self.resize(min(900, room.width() - 40), min(420, room.height() - 60))
        self._context = context
        self._book_id = book_id
        self.model = ListModel(
            (
                (tr("Sổ"), lambda y: y.book.name),
                (tr("Năm"), lambda y: str(y.year)),
                (tr("Số cuối"), lambda y: str(y.last_number)),
                (tr("Hủy"), lambda y: str(y.void or "")),
                (tr("Thiếu số"), lambda y: str(len(y.missing) or "")),
                (tr("Quyển"), lambda y: volume_words(y.volumes)),
                (tr("Trạng thái"), state_words),
            ),
            lambda y: y.closed,
            self,
        )
        self.table = RowTable()
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setAccessibleName(say("Các năm của sổ"))
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSortIndicatorShown(False)
        self.hint = ToneLabel(tone="soft")
        self.hint.setWordWrap(True)
        self.buttons = {
            "volume": self._button(say("Quyển mới…"), self.start_volume),
            "close": self._button(say("Khóa sổ…"), self.close_year),
            "bind": self._button(say("Đã đóng quyển…"), self.bind),
            "open": self._button(say("Xem bản đã in"), self.open_print),
            "reopen": self._button(say("Mở lại…"), self.reopen),
        }
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._allow())
        self._allow()
        self.table.setFocus()
        self.refresh()

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: run())
        return button

    def _lay_out(self) -> None:
        foot = QDialogButtonBox()
        foot.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        foot.rejected.connect(self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        box.addLayout(row(*self.buttons.values(), None))
        box.addWidget(self.table, 1)
        box.addWidget(self.hint)
        box.addWidget(foot)

    # --- rows

    def refresh(self) -> None:
        """Ask the office again."""
        self._context.read(books.years, while_alive(self, self._take))

    def _take(self, years: list[BookYear]) -> None:
        before = self.current()
        self.model.show_rows(years)
        wanted = (before.book.id, before.year) if before else (self._book_id, None)
        places = (n for n, y in enumerate(years) if y.book.id == wanted[0] and wanted[1] in (None, y.year))
        if years:
            self.table.selectRow(next(places, 0))
        self._allow()

    def current(self) -> BookYear | None:
        """Return the year chosen."""
        found: BookYear | None = self.model.row_at(self.table.currentIndex().row())
        return found

    def _allow(self) -> None:
        year = self.current()
        closed = year is not None and year.closed
        live = {
            "volume": year is not None and not closed and year.last_number > 0,
            "close": year is not None and not closed and year.last_number > 0,
            "bind": closed,
            "open": year is not None and bool(year.printed_path),
            "reopen": closed,
        }
        for name, on in live.items():
            self.buttons[name].setEnabled(on)
        self.hint.setText(self._hint(year))

    def _hint(self, year: BookYear | None) -> str:
        if year is None:
            return ""
        if year.closed and year.bound_on is None:
            return say("Đã khóa: hãy in bản đã lưu, ký, đóng quyển, rồi bấm Đã đóng quyển.")
        if year.closed:
            return say("Đã khóa, không cấp số, không hủy số; chỉ sửa được khi ghi lý do.")
        if year.missing:
            return say("Thiếu số: {numbers}", numbers=", ".join(str(n) for n in year.missing[:20]))
        return say("Hết năm: khóa sổ, in, ký và đóng quyển. Các quyển của một năm nối tiếp một dãy số.")

    # --- what is done

    def start_volume(self) -> None:
        """Ask at which number the new volume begins."""
        year = self.current()
        if year is not None:
            ask(VolumeDialog(year, self), lambda d: self._start_volume(year, d.first.value()))

    def _start_volume(self, year: BookYear, first: int) -> None:
        self._change(
            lambda o: books.start_volume(o, year.book.id, year.year, first), tr("Quyển mới bắt đầu từ số {n}.", n=first)
        )

    def close_year(self) -> None:
        """Show what speaks against closing, then close."""
        year = self.current()
        if year is not None:
            self._context.read(
                lambda o: closing_year.objections(o, year.book.id, year.year),
                while_alive(self, lambda found: self._ask_close(year, found)),
            )

    def _ask_close(self, year: BookYear, objections: list[Text]) -> None:
        ask(CloseYearDialog(year, objections, self), lambda _dialog: self._close_year(year))

    def _close_year(self, year: BookYear) -> None:
        words = say("Đang lập bản in của sổ năm {year}…", year=year.year)
        progress = StoppableDialog(say("Khóa sổ"), words, say("Dừng; sổ chưa khóa (Esc)"), self)

        def tell(done: int, total: int) -> None:
            progress.tell(done / max(total, 1))

        def done(_year: object) -> None:
            progress.end()
            self._changed(tr("Đã khóa sổ năm {year} và lưu bản in.", year=year.year))

        def failed(error: Exception) -> None:
            progress.end()
            if isinstance(error, Stopped):
                self._context.toast(tr("Đã dừng; sổ năm {year} chưa khóa.", year=year.year))
            else:
                self._context.show_error(error)

        self._context.write(
            lambda o: closing_year.close_year(o, year.book.id, year.year, confirmed=True, on_progress=tell),
            done,
            failed,
        )
        progress.open()

    def bind(self) -> None:
        """Ask when and in how many volumes the register was bound."""
        year = self.current()
        if year is not None:
            ask(BindDialog(year, self), lambda d: self._bind(year, d))

    def _bind(self, year: BookYear, dialog: BindDialog) -> None:
        volumes, on = dialog.volumes.value(), dialog.day.day()
        self._change(
            lambda o: closing_year.bind(o, year.book.id, year.year, volumes=volumes, on=on),
            tr("Đã ghi: sổ năm {year} đóng {n} quyển.", year=year.year, n=volumes),
        )

    def reopen(self) -> None:
        """Ask why, then open the year again."""
        year = self.current()
        if year is not None:
            ask(reopen_dialog(year, self), lambda d: self._reopen(year, d.reason()))

    def _reopen(self, year: BookYear, reason: str) -> None:
        self._change(
            lambda o: closing_year.reopen_year(o, year.book.id, year.year, reason),
            tr("Đã mở lại sổ năm {year}.", year=year.year),
        )

    def open_print(self) -> None:
        """Show the PDF that was kept when the year was closed."""
        year = self.current()
        if year is not None:
            self._context.read(lambda o: closing_year.printed_file(o, year.book.id, year.year), _open)

    def _change(self, operation: Callable[[Office], object], words: Text) -> None:
        self._context.write(operation, lambda _answer: self._changed(words))

    def _changed(self, words: Text) -> None:
        self._context.toast(words)
        self._context.tell("letters")
        if shiboken6.isValid(self):
            self.refresh()


def _open(file: Path | None) -> None:
    if file is not None:
        open_path(file)
