"""The command palette: everything the program can do, found by its name with or without accents."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHeaderView,
    QLineEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.text import fold
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.actions import Actions, Entry
from desktop.ui.screen import Screen
from desktop.ui.widgets import fill, label

_ENTRY = Qt.ItemDataRole.UserRole
_ROWS = 12


class Palette(QDialog):
    """Type a part of a name, Enter does it. What belongs to another screen leads there first."""

    def __init__(self, actions: Actions, front: Screen | None, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._front = front
        self._window = parent.window()
        self._entries = sorted(actions, key=lambda entry: entry.owner is not front)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("popup")
        self.setAccessibleName(say("Bảng lệnh"))
        self.line = QLineEdit()
        self.line.setPlaceholderText(say("Gõ tên việc cần làm…"))
        self.line.setAccessibleName(say("Bảng lệnh"))
        self.line.textChanged.connect(self._fill)
        self.list = QTreeWidget()
        self.list.setAccessibleName(say("Các việc tìm được"))
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.header().setStretchLastSection(False)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.list.itemClicked.connect(lambda item, _column: self._do(item))
        self._none = label("soft", wrap=True)
        self._none.setText(say("Không có việc nào tên như vậy."))
        fill(QVBoxLayout(self), (self.line, self._none, self.list), theme.GRID, (theme.GAP,) * 4)
        self._fill("")

    def names(self) -> list[str]:
        """Return what is offered now, in order."""
        return [item.text(0) for item in self.items()]

    def items(self) -> list[QTreeWidgetItem]:
        """Return the rows shown now, in order."""
        rows = (self.list.topLevelItem(row) for row in range(self.list.topLevelItemCount()))
        return [item for item in rows if item is not None]

    def showEvent(self, event: QShowEvent) -> None:
        window = self._window
        row = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + theme.GAP)
        width = min(window.width() - 2 * theme.WIDE, max(620, self.fontMetrics().averageCharWidth() * 84))
        self.resize(width, min(window.height() - 96, row * _ROWS + self.line.sizeHint().height() + 32))
        self.move(window.mapToGlobal(QPoint((window.width() - width) // 2, 48)))
        self.line.setFocus()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._do(self.list.currentItem())
        else:
            super().keyPressEvent(event)

    def _fill(self, text: str) -> None:
        wanted = fold(text).split()
        found = [entry for entry in self._entries if _matches(entry, wanted)]
        found.sort(key=lambda entry: not fold(entry.action.text()).startswith(fold(text).strip()))
        self.list.clear()
        self.list.addTopLevelItems([self._item(entry) for entry in found])
        self._choose(0)
        self.list.setVisible(bool(found))
        self._none.setVisible(not found)

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        keys = entry.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        elsewhere = self._elsewhere(entry)
        name = entry.action.text().replace("&&", "&")
        item = QTreeWidgetItem([f"{name}  ·  {elsewhere.title()}" if elsewhere else name, keys])
        item.setIcon(0, entry.action.icon())
        item.setData(0, _ENTRY, entry)
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(0, entry.action.statusTip())
        if not elsewhere and not entry.action.isEnabled():
            item.setDisabled(True)
        return item

    def _step(self, by: int) -> None:
        items, current = self.items(), self.list.currentItem()
        if items:
            self._choose(((items.index(current) if current in items else -by) + by) % len(items))

    def _choose(self, row: int) -> None:
        self.list.setCurrentIndex(self.list.model().index(row, 0))

    def _elsewhere(self, entry: Entry) -> Screen | None:
        """Return the screen that an action belongs to when another one is in front."""
        return entry.owner if isinstance(entry.owner, Screen) and entry.owner is not self._front else None

    def _do(self, item: QTreeWidgetItem | None) -> None:
        if item is None or item.isDisabled():
            return
        entry: Entry = item.data(0, _ENTRY)
        self.close()
        elsewhere = self._elsewhere(entry)
        if elsewhere is not None:
            elsewhere.context.open_screen(elsewhere.name)
        QTimer.singleShot(0, entry.action, entry.action.trigger)


def _matches(entry: Entry, wanted: list[str]) -> bool:
    where = fold(f"{entry.action.text()} {entry.spec.tip} {entry.action.shortcut().toString()}")
    return all(word in where for word in wanted)
