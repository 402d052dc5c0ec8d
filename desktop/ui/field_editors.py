"""What the values of a letter are typed into: a line, a text, a list, a day, a choice; all with one interface."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.core.drafts import DraftValue
from desktop.core.text import fold
from desktop.core.words import Text, say, tr
from desktop.ui.day_text import parse_day, show_day
from desktop.ui.widgets import fill

_NARROWEST = 72
_FOLDED = int(Qt.ItemDataRole.UserRole) + 1
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Editor(QWidget):
    """``entered``: Enter was pressed; ``focused``: the cursor came; ``edited``: a person changed the value."""

    entered = Signal()
    focused = Signal()
    edited = Signal()

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = inner
        fill(QVBoxLayout(self), (inner,), 0)
        self.setFocusProxy(inner)
        inner.installEventFilter(self)

    def value(self) -> DraftValue:
        """Return the value as the register keeps it."""
        raise NotImplementedError

    def set_value(self, value: DraftValue) -> None:
        """Show a value without telling that it was edited."""
        raise NotImplementedError

    def problem(self) -> Text | None:
        """Say why the value cannot be taken, None when it can."""
        return None

    def set_look(self, look: str) -> None:
        """Give the input a look of the style sheet: '', doubtful, typed, wrong."""
        if self.inner.property("field") != look:
            self.inner.setProperty("field", look)
            self.inner.style().unpolish(self.inner)
            self.inner.style().polish(self.inner)

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        self.inner.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._takes(event):
            self.entered.emit()
            return True
        # an input with nothing typed to take back leaves the key to the window, which undoes the last registration
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            return event.matches(QKeySequence.StandardKey.Undo) and not self.can_undo()
        return False

    def can_undo(self) -> bool:
        """Say whether there is typing that can be taken back."""
        return False

    def _takes(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        return event.key() in _ENTER and plain


class FoldedCompleter(QCompleter):
    """Offers values that contain what was typed, whatever its accents and capitals."""

    def __init__(self, values: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        model = QStandardItemModel(self)
        for value in values:
            item = QStandardItem(value)
            item.setData(fold(value), _FOLDED)
            model.appendRow(item)
        self.setModel(model)
        self.setCompletionRole(_FOLDED)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setMaxVisibleItems(8)

    def splitPath(self, path: str) -> list[str]:
        return [fold(path).strip()]

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(Qt.ItemDataRole.DisplayRole))


class LineEditor(Editor):
    """One line. Known values are offered as one types."""

    def __init__(self, offers: Sequence[str] = ()) -> None:
        self.line = QLineEdit()
        self.line.setMinimumWidth(_NARROWEST)
        super().__init__(self.line)
        self.line.textEdited.connect(lambda _text: self.edited.emit())
        self._offers: tuple[str, ...] = ()
        self.offer(offers)

    def offer(self, values: Sequence[str]) -> None:
        """Offer these values as one types, with or without accents."""
        if tuple(values) == self._offers:
            return
        self._offers = tuple(values)
        completer = FoldedCompleter(values, self.line)
        completer.activated.connect(lambda _text: self.edited.emit())
        self.line.setCompleter(completer)

    def value(self) -> DraftValue:
        return self.line.text().strip()

    def set_value(self, value: DraftValue) -> None:
        self.line.setText(value if isinstance(value, str) else "; ".join(value))
        self.line.setCursorPosition(0)

    def can_undo(self) -> bool:
        return self.line.isUndoAvailable()

    def begin(self) -> None:
        super().begin()
        self.line.selectAll()


class DayEditor(LineEditor):
    """A day typed as 21/11/2026, or only what is missing of a partial one."""

    def __init__(self, today: date) -> None:
        super().__init__()
        self.today = today

    def value(self) -> DraftValue:
        return parse_day(self.line.text(), self.today) or ""

    def set_value(self, value: DraftValue) -> None:
        super().set_value(show_day(value) if isinstance(value, str) else "")

    def problem(self) -> Text | None:
        if parse_day(self.line.text(), self.today) is None:
            return tr("Không phải ngày. Hãy gõ như 21/11/2026.")
        return None

    def begin(self) -> None:
        super().begin()
        if self.line.text().startswith("/"):
            self.line.deselect()
            self.line.setCursorPosition(0)


class TextEditor(Editor):
    """A text of a few lines; Enter goes on, Tab leaves."""

    def __init__(self, lines: int = 3) -> None:
        self.text = QPlainTextEdit()
        super().__init__(self.text)
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(self.text.fontMetrics().lineSpacing() * lines + 20)
        self._quiet = False
        self.text.textChanged.connect(self._changed)

    def value(self) -> DraftValue:
        return " ".join(self.text.toPlainText().split())

    def set_value(self, value: DraftValue) -> None:
        self._show(value if isinstance(value, str) else "; ".join(value))

    def can_undo(self) -> bool:
        return self.text.document().isUndoAvailable()

    def _show(self, text: str) -> None:
        self._quiet = True
        self.text.setPlainText(text)
        self._quiet = False

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class ListEditor(TextEditor):
    """One item a line; Shift+Enter begins the next."""

    def value(self) -> DraftValue:
        return [line.strip() for line in self.text.toPlainText().splitlines() if line.strip()]

    def set_value(self, value: DraftValue) -> None:
        self._show("\n".join(value) if isinstance(value, list) else value)


class ChoiceEditor(Editor):
    """One of a few values, each with its words."""

    def __init__(self, choices: Sequence[tuple[str, Text]]) -> None:
        self.box = QComboBox()
        super().__init__(self.box)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(6)
        self._choices = list(choices)
        for value, words in choices:
            self.box.addItem(str(words), value)
        self.box.activated.connect(lambda _index: self.edited.emit())

    def retranslate(self) -> None:
        for row, (_value, words) in enumerate(self._choices):
            self.box.setItemText(row, str(words))

    def value(self) -> DraftValue:
        return str(self.box.currentData() or "")

    def set_value(self, value: DraftValue) -> None:
        row = self.box.findData(value)
        if row < 0 and value:
            self._choices.append((str(value), Text(str(value))))
            self.box.addItem(str(value), value)
            row = self.box.count() - 1
        self.box.setCurrentIndex(max(0, row))


def hint(name: str) -> str:
    """Return what an empty input shows: an example of what is typed there."""
    return {
        "number": say("ví dụ 2167"),
        "symbol": say("ví dụ UBND-KTTH"),
        "issued_on": say("ngày/tháng/năm"),
        "issuer": say("cơ quan ban hành"),
        "type": say("ví dụ Công văn"),
    }.get(name, "")
