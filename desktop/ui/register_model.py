"""The register as a table model: rows fetched as they are looked at, columns as in the printed book."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QFont, QPalette
from PySide6.QtWidgets import QApplication

from desktop.core.drafts import FIELD_WORDS
from desktop.core.filters import LetterSort
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Letter
from desktop.core.words import Text, say, tr
from desktop.ui.labels import type_and_subject
from desktop.ui.paged_rows import PagedRows

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
LetterRole = int(Qt.ItemDataRole.UserRole) + 1


class Column(NamedTuple):
    """One column: its head, the sort word of ``letters.listing`` (None: cannot be sorted), how a letter fills it."""

    head: Text
    sort: LetterSort | None
    text: Callable[[Letter], str]
    centred: bool = False


def note_of(letter: Letter) -> str:
    """Column 10: what the book notes beside the entry, a void with its reason first."""
    parts = []
    if letter.state == "void":
        parts.append(say("ĐÃ HỦY: {reason}", reason=letter.void_reason))
    if letter.urgency:
        parts.append(letter.urgency)
    if letter.incomplete:
        parts.append(say("Thiếu: {fields}", fields=missing_fields(letter)))
    if letter.late:
        parts.append(say("Vào sổ muộn, ngày {day}", day=show_date(letter.registered_on)))
    if letter.overdue_count:
        parts.append(say("! {n} việc quá hạn", n=letter.overdue_count))
    if letter.note:
        parts.append(letter.note)
    return "; ".join(parts)


def missing_fields(letter: Letter) -> str:
    """Name the fields still to be typed, e.g. ``Số, Ngày văn bản``."""
    return ", ".join(str(FIELD_WORDS.get(name, name)) for name in letter.incomplete)


def _symbol(letter: Letter) -> str:
    return full_symbol(letter.number, letter.symbol, letter.system).strip()


COLUMNS = (
    Column(tr("Ngày đến"), "arrived_on", lambda r: show_date(r.arrived_on), True),
    Column(tr("Số đến"), "arrival", lambda r: str(r.arrival_number), True),
    Column(tr("Tác giả"), "issuer", lambda r: r.issuer),
    Column(tr("Số, ký hiệu"), "symbol", _symbol),
    Column(tr("Ngày văn bản"), "issued_on", lambda r: show_date(r.issued_on), True),
    Column(tr("Tên loại và trích yếu nội dung"), "subject", type_and_subject),
    Column(tr("Đơn vị hoặc người nhận"), "handed_to", lambda r: r.handed_to),
    Column(tr("Ngày chuyển"), None, lambda r: show_date(r.handed_on), True),
    Column(tr("Ghi chú"), None, note_of),
)
NUMBER_COLUMN, SUBJECT_COLUMN, NOTE_COLUMN = 1, 5, 8
NARROW = frozenset({0, 1, 4, 6, 7})


class RegisterModel(QAbstractTableModel):
    """So many letters. ``fetch(first, most, deliver)`` brings a page off the UI thread; a row not there yet shows a dot
    in one cell."""

    def __init__(
        self, fetch: Callable[[int, int, Callable[[Sequence[Letter]], None]], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._rows: PagedRows[Letter] = PagedRows(fetch, self)
        self._rows.arrived.connect(self._arrived)

    def show_list(self, count: int, first: int = 0, rows: Sequence[Letter] = ()) -> None:
        """Show another list, of ``count`` letters, of which whole pages from place ``first`` on are known; no row stays
        current."""
        if count and count == len(self._rows):  # a table takes long to forget a million rows and learn them anew
            self._order_anew(first, rows)
            return
        self.beginResetModel()
        self._rows.replace(count, first, rows)
        self.endResetModel()

    def _order_anew(self, first: int, rows: Sequence[Letter]) -> None:
        self.layoutAboutToBeChanged.emit()
        self._rows.replace(len(self._rows), first, rows)
        before = self.persistentIndexList()
        self.changePersistentIndexList(before, [QModelIndex()] * len(before))
        self.layoutChanged.emit()

    def letter_at(self, row: int) -> Letter | None:
        """Return the letter in ``row`` when it has been fetched."""
        return self._rows.get(row) if 0 <= row < len(self._rows) else None

    def row_of(self, letter_id: int) -> int:
        """Return the row of a letter that has been fetched, -1 otherwise."""
        return self._rows.index_of(lambda letter: letter.id == letter_id)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        cell = _CELLS.get(role)  # a table asks each cell for a dozen things: what is not told costs nothing
        if cell is None or not index.isValid():
            return None
        column = index.column()
        if role == _ALIGN:
            return _ALIGNMENTS[column]
        letter = self._rows.get(index.row())
        if letter is None:
            return "…" if role == _DISPLAY and column == NUMBER_COLUMN else None
        return cell(letter, column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _head(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _ALIGNMENTS[section]
        return None

    def retranslate(self) -> None:
        """Show heads and words in the language of the moment."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if len(self._rows):
            self._arrived(0, len(self._rows) - 1)

    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(COLUMNS) - 1))


def _head(section: int) -> str:
    """Narrow columns have their heads on two lines, cut near the middle."""
    head = str(COLUMNS[section].head)
    blanks = [place for place, char in enumerate(head) if char == " "]
    if (section not in NARROW and section != SUBJECT_COLUMN) or not blanks:
        return head
    cut = min(blanks, key=lambda place: abs(place - len(head) / 2))
    return f"{head[:cut]}\n{head[cut + 1 :]}"


def _alignment(column: Column) -> Qt.AlignmentFlag:
    across = Qt.AlignmentFlag.AlignHCenter if column.centred else Qt.AlignmentFlag.AlignLeft
    return across | Qt.AlignmentFlag.AlignVCenter


_ALIGNMENTS = tuple(_alignment(column) for column in COLUMNS)


def _text(letter: Letter, column: int) -> str:
    return COLUMNS[column].text(letter)


def _font(letter: Letter, column: int) -> QFont | None:
    if column == NUMBER_COLUMN or letter.state == "void":
        font = QFont(QApplication.font())
        font.setBold(column == NUMBER_COLUMN)
        font.setStrikeOut(letter.state == "void" and column != NOTE_COLUMN)
        return font
    return None


def _ink(letter: Letter, _column: int) -> QBrush | None:
    if letter.state == "void":
        return QApplication.palette().brush(QPalette.ColorRole.PlaceholderText)
    return None


_DISPLAY, _ALIGN = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.TextAlignmentRole)
#: What a cell tells, by role.
_CELLS: dict[int, Callable[[Letter, int], object]] = {
    _DISPLAY: _text,
    _ALIGN: lambda _letter, column: _ALIGNMENTS[column],
    int(Qt.ItemDataRole.ToolTipRole): lambda letter, column: _text(letter, column) or None,
    int(Qt.ItemDataRole.FontRole): _font,
    int(Qt.ItemDataRole.ForegroundRole): _ink,
    LetterRole: lambda letter, _column: letter,
}
