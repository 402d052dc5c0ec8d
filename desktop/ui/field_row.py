"""One field of the form: its name, how sure it is (colour and sign), the input, and the strip of the scan under it."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.core.drafts import FIELD_WORDS, REQUIRED_FIELDS, DraftField, DraftValue
from desktop.core.words import Text, say, tr
from desktop.ui.field_editors import ChoiceEditor, Editor, hint
from desktop.ui.field_strip import FieldStrip
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.widgets import fill, label, restyle, row

State = Literal["none", "sure", "doubtful", "typing", "missing", "typed", "seen"]

_WORDS: dict[State, Text] = {
    "none": Text(""),
    "sure": tr("✓"),
    "doubtful": tr("? cần xem"),
    "typing": tr("✎ cần gõ"),
    "missing": tr("? còn thiếu"),
    "typed": tr("✎ đã gõ"),
    "seen": tr("✓ đã xem"),
}
_TIPS: dict[State, Text] = {
    "none": Text(""),
    "sure": tr("Đọc chắc chắn"),
    "doubtful": tr("Đọc chưa chắc: hãy so với bản quét, sửa nếu sai, rồi nhấn Enter"),
    "typing": tr("Chữ viết tay: hãy nhìn dải ảnh và gõ vào"),
    "missing": tr("Sổ cần trường này; để trống thì văn bản vào sổ được đánh dấu là còn thiếu"),
    "typed": tr("Do văn thư gõ"),
    "seen": tr("Văn thư đã xem và đồng ý"),
}
_LOOKS: dict[State, str] = {
    "none": "soft",
    "sure": "good",
    "doubtful": "doubt",
    "typing": "doubt",
    "missing": "doubt",
    "typed": "typed",
    "seen": "good",
}
_OPEN: frozenset[State] = frozenset({"doubtful", "typing", "missing"})


class FieldRow(QWidget):
    """Shows a DraftField. ``accepted``: Enter was pressed; ``focused``: the cursor came."""

    accepted = Signal(str)
    focused = Signal(str)
    changed = Signal(str)

    def __init__(self, name: str, editor: Editor, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = name
        self.editor = editor
        self.field: DraftField | None = None
        self.state: State = "none"
        self.edited = False
        self._name = label("soft")
        self._name.setBuddy(editor)
        self._sign = label()
        self._sign.setFixedHeight(self._sign.fontMetrics().height() + 2)
        self._problem = label("bad", wrap=True)
        self.strip = FieldStrip(renderer)
        head = row(self._name, None, self._sign)
        fill(QVBoxLayout(self), (head, editor, self._problem, self.strip), 2)
        self._problem.hide()
        self.strip.hide()
        editor.entered.connect(self._entered)
        editor.focused.connect(lambda: self.focused.emit(name))
        editor.edited.connect(self._typed)
        self.strip.clicked.connect(editor.begin)
        self.retranslate()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_field(self, field: DraftField, scan: ScanFile | None, *, keep_typed: bool = False) -> None:
        """Show a field as read; with ``keep_typed`` a value that a person changed or accepted stays."""
        same = keep_typed and field == self.field
        touched = keep_typed and self.state in ("typed", "seen")
        self.field = field
        if not touched and not same:
            self.edited = False
            self.editor.set_value(field.value)
            self._set_state(_state_of(field))
        doubted = field.doubtful and field.box is not None and scan is not None
        self.strip.setVisible(doubted)
        self.strip.show_part(scan if doubted else None, field.page or 1, field.box)
        self._show_problem()

    @property
    def is_open(self) -> bool:
        """Whether the field still needs a look."""
        return self.state in _OPEN

    def changed_value(self) -> DraftValue | None:
        """Return the value a person gave, None while it is as read."""
        if self.field is None or not self.edited:
            return None
        value = self.editor.value()
        return value if value != self.field.value else None

    def problem(self) -> Text | None:
        """Say why the value cannot be taken."""
        return self.editor.problem() if self.edited else None

    def mark_kind(self) -> str:
        """Return the kind of the field's mark on the page."""
        return {"sure": "sure", "seen": "sure", "typed": "typed"}.get(self.state, "doubtful")

    # -- what a person does ----------------------------------------------------------------------------------------

    def _typed(self) -> None:
        self.edited = True
        value = self.editor.value()
        self._set_state("typed" if value else ("missing" if self.name in REQUIRED_FIELDS else "none"))
        self._problem.hide()
        self.changed.emit(self.name)

    def _entered(self) -> None:
        self._show_problem()
        if self.problem() is not None:
            return
        if self.state in ("doubtful", "typing") and self.editor.value():
            self._set_state("seen")
            self.changed.emit(self.name)
        self.accepted.emit(self.name)

    def _show_problem(self) -> None:
        problem = self.problem()
        self._problem.setText(str(problem) if problem else "")
        self._problem.setVisible(problem is not None)
        self.editor.set_look("wrong" if problem else _editor_look(self.state))

    def _set_state(self, state: State) -> None:
        self.state = state
        self._sign.setText(str(_WORDS[state]))
        restyle(self._sign, _LOOKS[state])
        self.editor.set_look(_editor_look(state))
        self._describe()

    def _describe(self) -> None:
        tip = str(_TIPS[self.state])
        if self.field is not None and self.state in ("sure", "doubtful") and self.field.confidence:
            tip += " " + say("(độ tin cậy {n} %)", n=round(self.field.confidence * 100))
        self._sign.setToolTip(tip)
        self.editor.inner.setAccessibleName(str(FIELD_WORDS[self.name]))
        self.editor.inner.setAccessibleDescription(tip)

    def retranslate(self) -> None:
        required = " *" if self.name in REQUIRED_FIELDS else ""
        self._name.setText(f"{FIELD_WORDS[self.name]}{required}")
        self._name.setToolTip(say("Cột của sổ cần trường này") if required else "")
        if isinstance(self.editor, ChoiceEditor):
            self.editor.retranslate()
        if isinstance(self.editor.inner, QLineEdit):
            self.editor.inner.setPlaceholderText(hint(self.name))
        self._set_state(self.state)
        self._show_problem()


def _state_of(field: DraftField) -> State:
    if field.needs_typing:
        return "typing"
    if field.doubtful:
        return "doubtful" if field.value else "missing"
    return "sure" if field.value else "none"


def _editor_look(state: State) -> str:
    if state in _OPEN:
        return "doubtful"
    return "typed" if state == "typed" else ""
