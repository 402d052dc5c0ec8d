"""The base of every dialog that asks for a few values: a form, a line that says what is missing, two buttons."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QLabel,
    QLayoutItem,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.cards import ToneLabel

D = TypeVar("D", bound=QDialog)
_LETTERS_CHOSEN = 18
#: what the frame of a window and the screen's bars need
_RIM = 40


class FormDialog(QDialog):
    """A form with OK and cancel. A subclass adds rows to ``form`` and returns from ``problem()`` what is missing; it sets
    ``begin_at`` where a person does not start in the first input."""

    begin_at: QWidget | None = None

    def __init__(self, title: str, ok: str, parent: QWidget | None = None, *, intro: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.form = QFormLayout()
        self.form.setSpacing(theme.GAP)
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._problem = ToneLabel(tone="soft")
        self._problem.setWordWrap(True)
        self._buttons = QDialogButtonBox()
        self.ok = QPushButton(ok)
        self.ok.setDefault(True)
        self.ok.setProperty("main", True)
        cancel = QPushButton(say("Thôi"))
        self._buttons.addButton(self.ok, QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        self._lay_out(intro)

    def _lay_out(self, intro: str) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        self._inside = QWidget()
        inner = QVBoxLayout(self._inside)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.MARGIN)
        if intro:
            words = QLabel(intro)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            inner.addWidget(words)
        inner.addLayout(self.form)
        inner.addStretch()
        box.addWidget(Room(self._inside), 1)
        box.addWidget(self._problem)
        box.addWidget(self._buttons)

    def problem(self) -> str:
        """Return what is still missing as a sentence, '' when the form is whole."""
        return ""

    def check(self) -> None:
        """Look again whether the form is whole; connect every input's change to it."""
        problem = self.problem()
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self.ok.setEnabled(not problem)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        first = self.begin_at or next((field for field in self._fields() if field.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Polish:  # before anything is measured
            for box in self._inside.findChildren(
                QComboBox
            ):  # a long name in a list must not push the form off the screen
                if box.sizeAdjustPolicy() == QComboBox.SizeAdjustPolicy.AdjustToContentsOnFirstShow:
                    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                    box.setMinimumContentsLength(_LETTERS_CHOSEN)
        return super().event(event)

    def _fit(self) -> None:
        """As high as the form needs, and no higher than the screen: then the form is scrolled, the buttons stay."""
        screen = self.screen().availableGeometry()
        width = min(max(self.width(), self._inside.minimumSizeHint().width() + 2 * theme.WIDE), screen.width() - _RIM)
        self.resize(width, self.height())
        layout = self._inside.layout()
        if layout is None:
            return
        inside = width - 2 * theme.WIDE
        wanted = layout.totalHeightForWidth(inside) if layout.hasHeightForWidth() else layout.totalSizeHint().height()
        rest = self._buttons.sizeHint().height() + theme.WIDE + 3 * theme.MARGIN
        if not self._problem.isHidden():
            rest += self._problem.heightForWidth(inside) + theme.MARGIN
        self.resize(width, min(max(wanted + rest, self.height()), screen.height() - _RIM))

    def _fields(self) -> list[QWidget]:
        """The form's inputs from top to bottom; a person starts typing in the first."""
        items = [self.form.itemAt(row, QFormLayout.ItemRole.FieldRole) for row in range(self.form.rowCount())]
        found = [_input(item) for item in items if item is not None]
        inputs = [field.focusProxy() or field for field in found if field is not None]
        return [field for field in inputs if field.focusPolicy() & Qt.FocusPolicy.TabFocus]

    def accept(self) -> None:
        if not self.problem():
            super().accept()


class Room(QScrollArea):
    """What a form stands in: scrolled where the screen is too low for it, in larger type or at a large scale."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)

    def sizeHint(self) -> QSize:
        inside = self.widget()
        return inside.sizeHint() if inside is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        inside = self.widget()
        wide = inside.minimumSizeHint().width() if inside is not None else 0
        return QSize(wide, 3 * self.fontMetrics().lineSpacing())


def _input(item: QLayoutItem) -> QWidget | None:
    """The input of a form's row, the first one where several stand side by side."""
    layout = item.layout()
    first = layout.itemAt(0) if layout is not None else item
    return first.widget() if first is not None else None


class TextBox(QPlainTextEdit):
    """A text of a few lines; Tab leaves it, Ctrl+Enter accepts the dialog it stands in."""

    def __init__(self, text: str = "", lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTabChangesFocus(True)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + 20)

    def text(self) -> str:
        return self.toPlainText().strip()


def ask(dialog: D, then: Callable[[D], None]) -> D:
    """Open ``dialog`` over its window; ``then(dialog)`` when it is accepted."""
    dialog.accepted.connect(lambda: then(dialog))
    dialog.open()
    return dialog
