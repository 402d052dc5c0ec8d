"""The three pages of the import: file and sheet, columns, preview with the lines that cannot be entered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QFormLayout,
    QGridLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.core.names import full_symbol, show_date
from desktop.core.records import Book
from desktop.core.register_sheet import HEAD_WITHIN, NAMES, REQUIRED, text
from desktop.core.words import say, tr
from desktop.services.import_register import Look, Plan
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.catalogue_models import ListModel
from desktop.ui.row_table import RowTable
from desktop.ui.widgets import NumberBox, row

_SHOWN = 200
_SAMPLES = 3
_LETTERS = 18


class FilePage(QWidget):
    """Which file, which of its sheets, into which book."""

    chosen = Signal(object)  # Path
    sheet_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        about = QLabel(
            say(
                "Chọn tệp Excel (.xlsx) hoặc CSV đang ghi sổ văn bản đến. Số đến cũ được giữ nguyên. "
                "Chưa có gì vào sổ cho đến khi bấm Nhập ở trang cuối."
            )
        )
        about.setWordWrap(True)
        self.path = QLineEdit()
        self.path.setReadOnly(True)
        self.path.setAccessibleName(say("Tệp đã chọn"))
        self.path.setPlaceholderText(say("Chưa chọn tệp"))
        self.choose = QPushButton(say("Chọn tệp…"))
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self.ask_file)
        self.sheet, self.book = QComboBox(), QComboBox()
        self.sheet.activated.connect(lambda _index: self.sheet_chosen.emit(self.sheet.currentText()))
        form = QFormLayout()
        form.setSpacing(theme.GAP)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(say("Tệp"), row(self.path, self.choose))
        form.addRow(say("Trang tính"), self.sheet)
        form.addRow(say("Nhập vào sổ"), self.book)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.MARGIN)
        box.addWidget(about)
        box.addLayout(form)
        box.addStretch(1)
        self.sheet.setEnabled(False)

    def ask_file(self) -> None:
        """Ask for a file."""
        dialog = QFileDialog(self, say("Chọn tệp sổ"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([say("Bảng tính") + " (*.xlsx *.xlsm *.csv)", say("Mọi tệp") + " (*)"])
        dialog.fileSelected.connect(lambda file: self.chosen.emit(Path(file)))
        dialog.open()

    def show_file(self, file: Path) -> None:
        self.path.setText(str(file))

    def show_sheets(self, names: Sequence[str], current: str) -> None:
        self.sheet.clear()
        self.sheet.addItems([name for name in names if name])
        self.sheet.setCurrentText(current)
        self.sheet.setEnabled(len(names) > 1)

    def show_books(self, books: Sequence[Book]) -> None:
        for book in books:
            self.book.addItem(book.name, book.id)
        self.book.setEnabled(len(books) > 1)

    def book_id(self) -> int | None:
        found: int | None = self.book.currentData()
        return found


class ColumnsPage(QWidget):
    """Which column of the sheet is what, with its first values beside it."""

    changed = Signal()
    head_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look: Look | None = None
        self.head = NumberBox()
        self.head.setRange(1, HEAD_WITHIN)
        self.head.setAccessibleName(say("Dòng tiêu đề"))
        self.head.setKeyboardTracking(False)  # else Enter alone says that it changed
        self.head.valueChanged.connect(lambda line: self.head_changed.emit(line - 1))
        self.boxes: dict[str, QComboBox] = {}
        self._samples: dict[str, _Sample] = {}
        inside = QWidget()
        grid = QGridLayout(inside)
        grid.setContentsMargins(0, 0, theme.GAP, 0)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.GRID)
        grid.setColumnStretch(2, 1)
        for place, (name, words) in enumerate(NAMES.items()):
            box, sample = QComboBox(), _Sample(tone="soft")
            box.setMinimumContentsLength(_LETTERS)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setAccessibleName(str(words))
            box.activated.connect(lambda _index: self._column_chosen())
            grid.addWidget(QLabel(f"{words} *" if name in REQUIRED else str(words)), place, 0)
            grid.addWidget(box, place, 1)
            grid.addWidget(sample, place, 2)
            self.boxes[name], self._samples[name] = box, sample
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.GAP)
        layout.addLayout(row(QLabel(say("Dòng ghi tên cột")), self.head, None))
        layout.addWidget(_scrolled(inside), 1)

    def show_look(self, look: Look) -> None:
        """Show the columns of a sheet as guessed."""
        self._look = look
        self.head.blockSignals(True)
        self.head.setValue((look.head or 0) + 1)
        self.head.blockSignals(False)
        for name, box in self.boxes.items():
            box.clear()
            box.addItem("—", None)
            for place, head in enumerate(look.heads):
                box.addItem(f"{_letter_of(place)}: {head}" if head else _letter_of(place), place)
            box.setCurrentIndex(max(0, box.findData(look.columns.get(name))))
        self._column_chosen()

    def chosen(self) -> dict[str, int]:
        """Return which column is what."""
        found = {name: box.currentData() for name, box in self.boxes.items()}
        return {name: place for name, place in found.items() if isinstance(place, int)}

    def _column_chosen(self) -> None:
        columns = self.chosen()
        for name, label in self._samples.items():
            label.show_values(self._sample(columns[name]) if name in columns else "")
        self.changed.emit()

    def _sample(self, place: int) -> str:
        if self._look is None or self._look.head is None:
            return ""
        below = self._look.sample[self._look.head + 1 :]
        found = [text(cells[place]) for cells in below if place < len(cells) and text(cells[place])]
        return " · ".join([words for words in found if not words.startswith("(")][:_SAMPLES])


class _Sample(ToneLabel):
    """The first values of a column, cut to the room there is; the whole is in the tip."""

    _values = ""

    def show_values(self, words: str) -> None:
        """Show these values, as much of them as fits."""
        self._values = words
        self.setToolTip(words[:600])
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._cut()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut()

    def _cut(self) -> None:
        self.setText(self.fontMetrics().elidedText(self._values, Qt.TextElideMode.ElideRight, self.width()))


def _scrolled(inside: QWidget) -> QScrollArea:
    """In larger type the lines keep their height and scroll."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area


class PreviewPage(QWidget):
    """The first rows as they would be entered, and every line that cannot be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.summary = ToneLabel()
        self.summary.setWordWrap(True)
        self.entries = ListModel(
            (
                (tr("Dòng"), lambda e: str(e.line)),
                (tr("Số đến"), lambda e: str(e.arrival_number)),
                (tr("Ngày đến"), lambda e: show_date(e.arrived_on)),
                (tr("Tác giả"), lambda e: e.values.get("issuer", "")),
                (tr("Số, ký hiệu"), _symbol),
                (tr("Trích yếu"), lambda e: e.values.get("subject", "")),
            ),
            lambda e: bool(e.void_reason),
            self,
        )
        self.errors = ListModel(((tr("Dòng"), lambda e: str(e.line)), (tr("Lỗi"), lambda e: str(e.text))), parent=self)
        self.table = _table(self.entries, say("Các dòng sẽ nhập"), wide=5)
        self.wrong = _table(self.errors, say("Các dòng có lỗi"), wide=1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.GAP)
        box.addWidget(self.summary)
        box.addWidget(self.wrong, 1)
        box.addWidget(self.table, 2)

    def show_plan(self, plan: Plan) -> None:
        """Show what would be entered."""
        self.entries.show_rows(plan.entries[:_SHOWN])
        self.errors.show_rows(plan.errors[: _SHOWN * 5])
        self.wrong.setVisible(bool(plan.errors))
        spans = "; ".join(
            say("năm {year}: số {first} đến {last}", year=y, first=a, last=b) for y, (a, b) in plan.years.items()
        )
        words = say("{n} văn bản đọc được", n=len(plan.entries)) + (f" ({spans})." if spans else ".")
        if plan.errors:
            wrong = say("! {n} dòng có lỗi: hãy sửa trong tệp, lưu, rồi quay lại chọn tệp.", n=len(plan.errors))
            words = f"{wrong} {words}"
        self.summary.setText(words)


def _table(model: ListModel, name: str, wide: int) -> RowTable:
    table = RowTable()
    table.setModel(model)
    table.setAccessibleName(name)
    head = table.horizontalHeader()
    head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    head.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    head.setSortIndicatorShown(False)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    letter = table.fontMetrics().averageCharWidth()
    for column, letters in enumerate((9, 11, 15, 27, 21)):
        if column < model.columnCount() and column != wide:
            table.setColumnWidth(column, letters * letter)
    return table


def _symbol(entry: object) -> str:
    values: dict[str, str] = entry.values  # type: ignore[attr-defined]
    return full_symbol(values.get("number", ""), values.get("symbol", ""), values.get("system", "state")).strip()


def _letter_of(place: int) -> str:
    """Name a column as Excel does: A, B, … Z, AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
