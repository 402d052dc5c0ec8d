"""A table whose rows are whole things: one is current, Enter or a double click opens it, texts wrap within the row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QFont, QFontMetrics, QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop.ui import theme

#: what a cell keeps free beside its text: the style sheet's padding, the style's own margin and the grid line
_CELL_MARGINS = 2 * 6 + 2 * 4 + 2
NOTHING: Mapping[int, str] = MappingProxyType({})


class _InkStays(QStyledItemDelegate):
    """A selected row keeps its ink: what is late stays red."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if not option.state & QStyle.StateFlag.State_Selected:
            return
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(ink, QBrush):
            option.palette.setBrush(QPalette.ColorRole.HighlightedText, ink)


class RowTable(QTableView):
    """Rows of ``lines`` text lines each, all of one height (so that 100,000 of them scroll at once)."""

    opened = Signal()

    def __init__(self, parent: QWidget | None = None, *, lines: int = 1) -> None:
        super().__init__(parent)
        self._lines = lines
        self._widths: tuple[int, ...] = ()
        self._stretch, self._least = 0, 0
        self._dispensable: tuple[int, ...] = ()
        self._whole: dict[int, str] = {}
        self._fitted: list[int] = []
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAlternatingRowColors(True)
        self.setWordWrap(lines > 1)
        self.setTabKeyNavigation(False)
        self.setItemDelegate(_InkStays(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows, heads = self.verticalHeader(), self.horizontalHeader()
        rows.setVisible(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setHighlightSections(False)
        heads.setMinimumSectionSize(48)
        self._fit_rows()

    def set_columns(
        self,
        widths: Sequence[int],
        stretch: int,
        least: int,
        dispensable: Sequence[int],
        whole: Mapping[int, str] = NOTHING,
    ) -> None:
        """Give the columns their widths; column ``stretch`` takes the rest, but at least ``least`` pixels: where there is
        less room, the ``dispensable`` columns are hidden one after the other.

        ``whole``: the widest piece of text that a column must show uncut in whatever type is chosen (a day, a number)."""
        self._widths, self._stretch, self._least = tuple(widths), stretch, least
        self._dispensable, self._whole = tuple(dispensable), dict(whole)
        self.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self._fit_columns()

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.headerDataChanged.connect(self._fit_columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit_columns()
        super().resizeEvent(event)

    def _fit_columns(self) -> None:
        widths = [self._needed(column, width) for column, width in enumerate(self._widths)]
        if widths != self._fitted:  # a width that a person pulled stays until the type or the heads change
            self._fitted = widths
            for column, width in enumerate(widths):
                self.setColumnWidth(column, width)
        taken = sum(w for column, w in enumerate(widths) if column != self._stretch) + self._least
        for column in self._dispensable:
            hide = taken > self.viewport().width()
            if hide:
                taken -= widths[column]
            self.setColumnHidden(column, hide)

    def _needed(self, column: int, width: int) -> int:
        bold = QFont(self.font())
        bold.setBold(True)
        text = QFontMetrics(bold).horizontalAdvance(self._whole.get(column, "")) + _CELL_MARGINS
        head = self.horizontalHeader().sectionSizeFromContents(column).width() if self.model() else 0
        return max(width, head, text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.opened.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_rows()
            self._fit_columns()

    def _fit_rows(self) -> None:
        height = self.fontMetrics().lineSpacing() * self._lines + 2 * theme.GAP
        self.verticalHeader().setDefaultSectionSize(height)
