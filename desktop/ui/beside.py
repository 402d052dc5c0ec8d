"""A table with its count below it, and a panel beside it for the row one looks at: the register, the list of tasks."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.cards import ToneLabel
from desktop.ui.row_table import RowTable


class Beside(QSplitter):
    """Holds ``table`` (or the words ``empty`` instead of it) and ``panel``, which is hidden until it is asked for and
    then takes ``share`` of the width."""

    def __init__(
        self, table: RowTable, panel: QWidget, share: float, search: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.table, self.panel, self._search = table, panel, search
        self.empty, self.total = ToneLabel(tone="soft"), QLabel()
        self._share = share
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(table)
        self.stack.addWidget(self.empty)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.stack, 1)
        box.addWidget(self.total)
        self.addWidget(left)
        self.addWidget(panel)
        self.setChildrenCollapsible(False)
        for place, part in enumerate((1 - share, share)):
            self.setStretchFactor(place, round(part * 10))
        panel.hide()

    def show_rows(self, some: bool) -> None:
        """Show the table, or the words where there are no rows; a focus that lay on the table goes to the search line."""
        lost = not some and self.table.hasFocus()
        self.stack.setCurrentWidget(self.table if some else self.empty)
        if lost:
            self._search.setFocus()

    def begin(self) -> None:
        """Put the focus where work begins: on the rows, without any on the search line."""
        (self._search if self.stack.currentWidget() is self.empty else self.table).setFocus()

    def open_panel(self) -> None:
        """Show the panel beside the table."""
        if not self.panel.isVisible():
            self.panel.show()
            beside = round(self.width() * self._share)
            self.setSizes([self.width() - beside, beside])

    def close_panel(self) -> None:
        """Give the whole width to the table again."""
        self.panel.hide()
        self.begin()
