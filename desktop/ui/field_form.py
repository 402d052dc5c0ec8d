"""The form of one letter: the register's columns first, then what else is on the letter; Enter goes from doubt to doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

import resources
from desktop.core.drafts import FIELD_WORDS, REQUIRED_FIELDS, DraftField, DraftValue, missing_fields
from desktop.core.words import Text, tr
from desktop.ui import theme
from desktop.ui.field_editors import ChoiceEditor, DayEditor, Editor, LineEditor, ListEditor, TextEditor
from desktop.ui.field_row import FieldRow
from desktop.ui.marks import Mark
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.widgets import fill, label

NOTE = "note"
SYSTEMS: tuple[tuple[str, Text], ...] = (
    ("state", tr("Nhà nước")),
    ("party", tr("Đảng")),
    ("council", tr("Hội đồng nhân dân")),
    ("front", tr("Mặt trận, đoàn thể")),
    ("other", tr("Khác")),
)
URGENCIES: tuple[tuple[str, Text], ...] = (
    ("", tr("Thường")),
    ("KHẨN", tr("KHẨN")),
    ("THƯỢNG KHẨN", tr("THƯỢNG KHẨN")),
    ("HỎA TỐC", tr("HỎA TỐC")),
)
_LINES: tuple[tuple[str, ...] | Text, ...] = (
    ("issuer",),
    ("number", "symbol"),
    ("issued_on", "type"),
    ("subject",),
    ("urgency", "system"),
    tr("Nội dung khác trên văn bản"),
    ("addressees",),
    ("signer", "signer_title"),
    ("signing_authority", "place"),
    ("parent_issuer",),
    ("recipients",),
    ("note",),
)
_NOTE_FIELD = DraftField(NOTE, "", 1.0, None, None, False, False)


class FieldForm(QScrollArea):
    """Shows the fields of a draft. ``field_focused`` names the field the cursor is in; ``all_seen`` comes when Enter was
    pressed and nothing doubtful is left; ``changed`` when a value or a state changed."""

    field_focused = Signal(str)
    all_seen = Signal()
    changed = Signal()

    def __init__(self, renderer: PageRenderer, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, FieldRow] = {}
        self._headings: list[tuple[QLabel, Text]] = []
        self._renderer = renderer
        self._today = today
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        body = QWidget()
        body.setObjectName("form")
        layout = QVBoxLayout(body)
        fill(layout, (), theme.GAP + 2, (theme.MARGIN, theme.GAP, theme.MARGIN, theme.MARGIN))
        for line in _LINES:
            layout.addWidget(self._heading(line)) if isinstance(line, Text) else layout.addLayout(self._line(line))
        layout.addStretch(1)
        self.setWidget(body)

    def _heading(self, words: Text) -> QLabel:
        heading = label("soft")
        heading.setText(str(words))
        heading.setProperty("heading", True)
        self._headings.append((heading, words))
        return heading

    def _line(self, names: tuple[str, ...]) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(theme.MARGIN)
        for name in names:
            row = FieldRow(name, self._editor(name), self._renderer)
            row.accepted.connect(self._go_on)
            row.focused.connect(self._focused)
            row.changed.connect(lambda _name: self.changed.emit())
            self.rows[name] = row
            line.addWidget(row, 2 if name in ("symbol", "type") else 1)
            line.setAlignment(row, Qt.AlignmentFlag.AlignTop)
        return line

    def _editor(self, name: str) -> Editor:
        makers: dict[str, Callable[[], Editor]] = {
            "system": lambda: ChoiceEditor(SYSTEMS),
            "urgency": lambda: ChoiceEditor(URGENCIES),
            "issued_on": lambda: DayEditor(self._today),
            "subject": lambda: TextEditor(3),
            "addressees": lambda: ListEditor(3),
            "recipients": lambda: ListEditor(3),
            "type": lambda: LineEditor(document_types()),
        }
        return makers.get(name, LineEditor)()

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_fields(self, fields: Mapping[str, DraftField], scan: ScanFile | None, *, keep_typed: bool = False) -> None:
        """Show the fields of a draft. ``keep_typed``: it is the same letter, read further: what was typed stays."""
        for name, row in self.rows.items():
            row.show_field(fields.get(name, _NOTE_FIELD), scan, keep_typed=keep_typed)
        if not keep_typed:
            self.verticalScrollBar().setValue(0)

    def set_today(self, today: date) -> None:
        """Tell the day that a day typed without its year is taken from."""
        editor = self.rows["issued_on"].editor
        if isinstance(editor, DayEditor):
            editor.today = today

    def offer_issuers(self, names: Sequence[str]) -> None:
        """Offer these issuers as one types; a body above another is one too."""
        for name in ("issuer", "parent_issuer"):
            editor = self.rows[name].editor
            if isinstance(editor, LineEditor):
                editor.offer(names)

    def marks(self) -> list[Mark]:
        """Return the fields' places on the pages, each named as its field, with the state it is in now."""
        return [
            Mark(name, row.field.page, row.field.box, row.mark_kind(), str(FIELD_WORDS[name]))
            for name, row in self.rows.items()
            if row.field is not None and row.field.box is not None and row.field.page and row.state != "none"
        ]

    # -- what was typed --------------------------------------------------------------------------------------------

    def values(self) -> dict[str, DraftValue]:
        """Return the values that a person gave, other than those read."""
        given = {name: row.changed_value() for name, row in self.rows.items()}
        return {name: value for name, value in given.items() if value is not None}

    def wrong_field(self) -> str:
        """Return the first field whose value cannot be taken, '' when all can."""
        return next((name for name, row in self.rows.items() if row.problem() is not None), "")

    def missing(self) -> list[str]:
        """Return the columns of the register that have no whole value yet, in the order of the form."""
        given = {name: row.field.value for name, row in self.rows.items() if row.field is not None} | self.values()
        lacking = missing_fields(given)
        return [name for name in self.rows if name in lacking]

    def open_fields(self) -> list[str]:
        """Return the fields that still need a look, in the order of the form."""
        return [name for name, row in self.rows.items() if row.is_open]

    # -- where the cursor is ---------------------------------------------------------------------------------------

    def begin(self) -> bool:
        """Put the cursor into the first doubtful field that the register needs, else the first one; False for none."""
        doubtful = self.open_fields()
        first = next((name for name in doubtful if name in REQUIRED_FIELDS), next(iter(doubtful), ""))
        if first:
            self.focus_field(first)
        return bool(first)

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field and bring it into view with its strip."""
        row = self.rows.get(name)
        if row is not None:
            row.editor.begin()
            QTimer.singleShot(0, row, lambda: self.ensureWidgetVisible(row, 0, 24))

    def next_open(self, after: str, step: int = 1) -> str:
        """Return the next doubtful field after ``after`` (before it with step -1), '' when none but itself is left."""
        names = list(self.rows)
        here = names.index(after) if after in names else -1
        turn = [names[(here + step * n) % len(names)] for n in range(1, len(names) + 1)]
        return next((name for name in turn if name != after and self.rows[name].is_open), "")

    def current(self) -> str:
        """Return the field the cursor is in, '' when it is elsewhere."""
        inside = self.focusWidget()
        return next(
            (n for n, row in self.rows.items() if inside and row.isAncestorOf(inside) and inside.hasFocus()), ""
        )

    def _go_on(self, name: str) -> None:
        following = self.next_open(name)
        if following:
            self.focus_field(following)
        else:
            self.all_seen.emit()

    def _focused(self, name: str) -> None:
        self.field_focused.emit(name)
        self.ensureWidgetVisible(self.rows[name], 0, 24)

    def retranslate(self) -> None:
        for row in self.rows.values():
            row.retranslate()
        for heading, words in self._headings:
            heading.setText(str(words))


def document_types() -> list[str]:
    """Return the names of the kinds of documents, as the form offers them."""
    kinds = resources.table("document_types.toml").get("type")
    return [str(kind["name"]) for kind in kinds] if isinstance(kinds, list) else []
