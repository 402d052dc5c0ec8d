"""Small inputs used by many screens: choosing a person (typed with or without accents), several people, a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QDate, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt, QTime, Signal
from PySide6.QtGui import QAction, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QDateEdit, QMenu, QPushButton, QSizePolicy, QTimeEdit, QWidget

from desktop.core.records import Person, Unit
from desktop.core.text import fold, sort_key
from desktop.core.words import say
from desktop.ui.labels import person_name

IdRole = int(Qt.ItemDataRole.UserRole) + 1
FoldedRole = int(Qt.ItemDataRole.UserRole) + 2
DAY_FORMAT = "dd/MM/yyyy"


class FoldedCompleter(QCompleter):
    """Completes by any part of a name, with or without accents: ``hoa`` finds "Trần Thị Hòa"."""

    def __init__(self, model: QStandardItemModel, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompletionRole(FoldedRole)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path)]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole) or "")


class IdBox(QComboBox):
    """A list to choose one row from, by typing or by arrow keys. ``chosen()`` is its id, None for the empty line."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items = QStandardItemModel(self)
        self.setModel(self._items)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(FoldedCompleter(self._items, self))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(12)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.activated.connect(lambda _index: self.picked.emit())
        if line := self.lineEdit():
            line.editingFinished.connect(self._settle)

    def set_rows(self, rows: Iterable[tuple[int | None, str]]) -> None:
        """Offer ``rows`` (id, words), keeping what is chosen when it is still there."""
        kept = self.chosen()
        self.blockSignals(True)
        self._items.clear()
        for row_id, words in rows:
            item = QStandardItem(words)
            item.setData(row_id, IdRole)
            item.setData(fold(words), FoldedRole)
            item.setToolTip(words)
            self._items.appendRow(item)
        self.choose(kept)
        self.blockSignals(False)

    def chosen(self) -> int | None:
        """Return the id of the row whose words stand in the box."""
        typed = fold(self.currentText())
        current = self.currentData(IdRole)
        if fold(self.itemText(self.currentIndex())) == typed:
            return current if isinstance(current, int) else None
        return self._only_match(typed)

    def choose(self, row_id: int | None) -> None:
        """Put the row ``row_id`` into the box; the first line when it is not there."""
        index = self.findData(row_id, IdRole) if row_id is not None else -1
        if index < 0 and self.count() and self.itemData(0, IdRole) is None:
            index = 0
        self.setCurrentIndex(index)
        if index < 0:
            self.setEditText("")
        if line := self.lineEdit():
            line.setCursorPosition(0)

    def _only_match(self, typed: str) -> int | None:
        if not typed:
            return None
        items = [self._items.item(row) for row in range(self._items.rowCount())]
        rows = [(item.data(IdRole), item.data(FoldedRole)) for item in items if isinstance(item.data(IdRole), int)]
        people = [
            (row_id, words) for row_id, words in rows if row_id > 0
        ]  # below zero: a unit among people, see LeadBox
        for among, part in ((people, _name_part), (rows, _name_part), (rows, str)):
            found = [row_id for row_id, words in among if typed in part(words)]
            if len(found) == 1:
                return int(found[0])
        return None

    def _settle(self) -> None:
        """Typed words that mean one row become that row."""
        row_id = self.chosen()
        if row_id is not None and row_id != self.currentData(IdRole):
            self.choose(row_id)
            self.picked.emit()


def _name_part(words: str) -> str:
    """The name without the unit in brackets: ``kinh`` means Mr Kinh rather than everybody of Phòng Kinh tế."""
    return words.split(" (", 1)[0]


def people_rows(people: Sequence[Person], empty: str | None = None) -> list[tuple[int | None, str]]:
    """Return choices of people in dictionary order of the given name's line, an ``empty`` line first when named."""
    rows: list[tuple[int | None, str]] = [] if empty is None else [(None, empty)]
    return rows + [(p.id, person_name(p)) for p in sorted(people, key=lambda p: sort_key(p.name))]


def unit_rows(units: Sequence[Unit], empty: str | None = None) -> list[tuple[int | None, str]]:
    """Return choices of units in the office's own order."""
    rows: list[tuple[int | None, str]] = [] if empty is None else [(None, empty)]
    return rows + [(u.id, u.name) for u in sorted(units, key=lambda u: (u.sort, sort_key(u.name)))]


class PeopleButton(QPushButton):
    """Chooses several people from a menu that stays open while ticking; the names stand on the button."""

    picked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[int, str] = {}
        self._menu = _StayingMenu(self)
        self._menu.ticked.connect(self._changed)
        self.setMenu(self._menu)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("text-align: left; padding: 5px 6px;")
        self.setMinimumWidth(96)
        self._empty = ""

    def set_people(self, people: Sequence[Person], chosen: Iterable[int] = ()) -> None:
        """Offer ``people``, those of ``chosen`` ticked."""
        ticked = set(chosen)
        self._menu.clear()
        self._names = {p.id: p.name for p in people}
        for person in sorted(people, key=lambda p: sort_key(p.name)):
            action = QAction(person_name(person), self._menu)
            action.setCheckable(True)
            action.setChecked(person.id in ticked)
            action.setData(person.id)
            self._menu.addAction(action)
        self.retranslate(self._empty)

    def chosen(self) -> tuple[int, ...]:
        return tuple(a.data() for a in self._menu.actions() if a.isChecked())

    def retranslate(self, empty: str) -> None:
        """Show ``empty`` when nobody is chosen."""
        self._empty = empty
        self.setMinimumWidth(max(96, self.fontMetrics().horizontalAdvance(empty) + 48))
        names = [self._names[i] for i in self.chosen()]
        self.setText(_shorter(names) or empty)
        self.setToolTip(", ".join(names) or empty)

    def _changed(self) -> None:
        self.retranslate(self._empty)
        self.picked.emit()


def _shorter(names: Sequence[str]) -> str:
    if len(names) > 1:
        return say("{name} và {n} người", name=names[0], n=len(names) - 1)
    return names[0] if names else ""


class _StayingMenu(QMenu):
    """A menu whose ticks do not close it."""

    ticked = Signal()

    def mouseReleaseEvent(self, event: object) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
            self.ticked.emit()
            return
        super().mouseReleaseEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: object) -> None:
        action = self.activeAction()
        key = getattr(event, "key", lambda: None)()
        if action is not None and action.isCheckable() and key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
            action.trigger()
            self.ticked.emit()
            return
        super().keyPressEvent(event)  # type: ignore[arg-type]


class DayEdit(QDateEdit):
    """A day as ``21/11/2026`` with a calendar to pick from."""

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(QDate(day.year, day.month, day.day), parent)
        self.setCalendarPopup(True)
        self.setDisplayFormat(DAY_FORMAT)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("00/00/0000") + 56)

    def day(self) -> date:
        shown = self.date()
        return date(shown.year(), shown.month(), shown.day())

    def set_day(self, day: date) -> None:
        self.setDate(QDate(day.year, day.month, day.day))


class HourEdit(QTimeEdit):
    """An hour as ``14:30``, or ``words`` for none. Showing them, Qt's own would keep the Tab key for itself."""

    def __init__(self, hour: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(QTime.fromString(hour, "HH:mm"), parent)
        self.setDisplayFormat("HH:mm")
        self.setSpecialValueText(words)

    def focusNextPrevChild(self, forward: bool) -> bool:
        if self.time() == self.minimumTime():
            return QWidget.focusNextPrevChild(self, forward)
        return super().focusNextPrevChild(forward)


class SortedByName(QSortFilterProxyModel):
    """Sorts by the Vietnamese dictionary, filters by folded words in any column."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words: list[str] = []

    def set_words(self, text: str) -> None:
        """Keep the rows that hold every word of ``text``, with or without accents."""
        self.beginFilterChange()
        self._words = fold(text).split()
        self.endFilterChange()

    def filterAcceptsRow(self, row: int, parent: QModelIndex | QPersistentModelIndex) -> bool:
        model = self.sourceModel()
        cells = (model.index(row, c, parent).data() for c in range(model.columnCount(parent)))
        text = fold(" ".join(str(cell or "") for cell in cells))
        return all(word in text for word in self._words)

    def lessThan(self, left: QModelIndex | QPersistentModelIndex, right: QModelIndex | QPersistentModelIndex) -> bool:
        return sort_key(str(left.data() or "")) < sort_key(str(right.data() or ""))
