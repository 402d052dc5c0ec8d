"""Tasks as a table model, in the order the office asks for (overdue first) until a head is clicked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QApplication

from desktop.core.records import Status, Task
from desktop.core.text import sort_key
from desktop.core.words import Text, say, tr
from desktop.ui.cards import tone_colour
from desktop.ui.labels import STATUS_WORDS, due_label, late_label, letter_name, status_label

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class Column(NamedTuple):
    """One column: its head, how a task fills it, what it is sorted by."""

    head: Text
    text: Callable[[Task, date], str]
    key: Callable[[Task], object]


def letter_label(task: Task) -> str:
    """Name the letter a task stems from; a dash for the office's own initiative."""
    return letter_name(task.letter) if task.letter else "–"


COLUMNS = (
    Column(tr("Trạng thái"), lambda t, _d: status_label(t.status), lambda t: list(STATUS_WORDS).index(t.status)),
    Column(tr("Nhiệm vụ"), lambda t, _d: t.title, lambda t: sort_key(t.title)),
    Column(tr("Chủ trì"), lambda t, _d: t.lead, lambda t: sort_key(t.lead)),
    Column(tr("Hạn"), lambda t, _d: due_label(t), lambda t: t.due_on or date.max),
    Column(tr("Còn lại"), late_label, lambda t: t.due_on or date.max),
    Column(tr("Phối hợp"), lambda t, _d: ", ".join(t.partners), lambda t: sort_key(", ".join(t.partners))),
    Column(tr("Văn bản"), lambda t, _d: letter_label(t), lambda t: sort_key(letter_label(t))),
    Column(tr("Tiến độ mới nhất"), lambda t, _d: t.last_note, lambda t: sort_key(t.last_note)),
)
STATUS_COLUMN, TITLE_COLUMN, DUE_COLUMN, LEFT_COLUMN = 0, 1, 3, 4
_LATE: frozenset[Status] = frozenset({"overdue"})
_OVER = frozenset({"done_on_time", "done_late", "void"})


class TasksModel(QAbstractTableModel):
    """The tasks shown; ``show_tasks`` replaces them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: list[Task] = []
        self._tasks: list[Task] = []
        self._today = date.min
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_tasks(self, tasks: Sequence[Task], today: date) -> None:
        """Show ``tasks``; ``today`` is what "còn 2 ngày" counts from."""
        self.beginResetModel()
        self._given, self._today = list(tasks), today
        self._order()
        self.endResetModel()

    def add_tasks(self, tasks: Iterable[Task]) -> None:
        """Show further tasks behind the others; in the order of a column those shown are sorted anew."""
        known = {task.id for task in self._given}
        new = [task for task in tasks if task.id not in known]
        if not new:
            return
        self.beginInsertRows(QModelIndex(), len(self._given), len(self._given) + len(new) - 1)
        self._given += new
        self._tasks += new
        self.endInsertRows()
        if self.is_sorted:
            self.sort(*self._sorted)

    @property
    def is_sorted(self) -> bool:
        """Whether a column gives the order instead of the office."""
        return self._sorted[0] >= 0

    def task_at(self, row: int) -> Task | None:
        return self._tasks[row] if 0 <= row < len(self._tasks) else None

    def row_of(self, task_id: int) -> int:
        """Return the row of a task, -1 when it is not shown."""
        return next((row for row, task in enumerate(self._tasks) if task.id == task_id), -1)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._tasks)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        task, column = self._tasks[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[column].text(task, self._today)
        if role == Qt.ItemDataRole.ToolTipRole:
            return COLUMNS[column].text(task, self._today) or None
        if role == Qt.ItemDataRole.ForegroundRole:
            return _ink(task, column)
        if role == Qt.ItemDataRole.FontRole and column == STATUS_COLUMN and task.status in _LATE:
            font = QFont(QApplication.font())
            font.setBold(True)
            return font
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return str(COLUMNS[section].head)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; -1 is the office's order."""
        self.layoutAboutToBeChanged.emit()
        before = [(index, self._tasks[index.row()].id) for index in self.persistentIndexList()]
        self._sorted = (column, order)
        self._order()
        places = {task.id: row for row, task in enumerate(self._tasks)}
        for index, task_id in before:
            self.changePersistentIndex(index, self.index(places[task_id], index.column()))
        self.layoutChanged.emit()

    def retranslate(self) -> None:
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        if self._tasks:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._tasks) - 1, len(COLUMNS) - 1))

    def _order(self) -> None:
        column, order = self._sorted
        self._tasks = list(self._given)
        if column >= 0:
            key = COLUMNS[column].key
            self._tasks.sort(key=key, reverse=order == Qt.SortOrder.DescendingOrder)  # type: ignore[arg-type]


def _ink(task: Task, column: int) -> QBrush | None:
    if task.status in _OVER:
        return QBrush(QColor(tone_colour("good" if column == STATUS_COLUMN else "soft")))
    if task.status in _LATE and column in (STATUS_COLUMN, DUE_COLUMN, LEFT_COLUMN):
        return QBrush(QColor(tone_colour("bad")))
    return None


def statuses(tasks: Iterable[Task]) -> Counter[Status]:
    """Count the tasks by status."""
    return Counter(task.status for task in tasks)


def count_label(counts: Mapping[Status, int], shown: int) -> str:
    """Say how many tasks a list has, how many of them are late, and when only the first ``shown`` of them stand there."""
    total, late = sum(counts.values()), sum(counts.get(status, 0) for status in _LATE)
    words = say("{n} nhiệm vụ, {late} quá hạn", n=total, late=late) if late else say("{n} nhiệm vụ", n=total)
    first = say("{n} việc đầu danh sách; hãy lọc để thấy việc khác", n=shown)
    return f"{words} · {first}" if shown < total else words
