"""The office's own time limits: for each type of letter a number of working days, 0 meaning none."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractSpinBox, QHeaderView, QSpinBox, QTableWidget, QTableWidgetItem, QWidget

from desktop.core.words import say
from desktop.ui.letter_form import TYPES
from desktop.ui.widgets import NumberBox

COMMON = ("Công văn", "Công điện", "Chỉ thị", "Kế hoạch", "Thông báo", "Quyết định", "Giấy mời", "Báo cáo", "Tờ trình")


class LimitsTable(QTableWidget):
    """Types with their days. ``changed`` when a number is changed."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, 2, parent)
        self._boxes: dict[str, QSpinBox] = {}
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.set_limits({})

    def set_limits(self, limits: Mapping[str, int]) -> None:
        """Show ``limits``, the usual types first, then what else was set."""
        types = [*COMMON, *(t for t in TYPES if t in limits and t not in COMMON)]
        types += [t for t in limits if t not in types]
        self.setRowCount(0)
        self.setRowCount(len(types))
        self._boxes = {}
        for place, kind in enumerate(types):
            item = QTableWidgetItem(kind)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.setItem(place, 0, item)
            box = self._boxes[kind] = NumberBox()
            box.setRange(0, 365)
            box.setValue(limits.get(kind, 0))
            box.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.UpDownArrows)
            box.valueChanged.connect(lambda _value: self.changed.emit())
            self.setCellWidget(place, 1, box)
        self.retranslate()
        self._fit()

    def limits(self) -> dict[str, int]:
        """Return the types that have a limit."""
        return {kind: box.value() for kind, box in self._boxes.items() if box.value()}

    def retranslate(self) -> None:
        self.setHorizontalHeaderLabels([say("Tên loại văn bản"), say("Số ngày")])
        for kind, box in self._boxes.items():
            box.setSpecialValueText(say("không đặt"))
            box.setAccessibleName(kind)

    def _fit(self) -> None:
        widest = max((box.sizeHint().width() for box in self._boxes.values()), default=0)
        self.setColumnWidth(1, max(150, widest + 8))
        self.resizeRowsToContents()
        rows = sum(self.rowHeight(row) for row in range(self.rowCount()))
        self.setFixedHeight(rows + self.horizontalHeader().sizeHint().height() + 4)
