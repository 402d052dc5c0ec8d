"""One registered letter beside the register: its pages, directives and tasks, chain, moves and history in tabs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.names import show_date
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.cards import CardList, ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.kept_file import show_kept_by_id
from desktop.ui.labels import letter_name
from desktop.ui.letter_bundle import LetterBundle, directive_marks, field_marks, load_bundle
from desktop.ui.letter_tabs import chain_cards, directive_cards, history_cards, move_cards, particulars
from desktop.ui.register_model import missing_fields
from desktop.ui.replies_dialog import show_replies
from desktop.ui.scan_pane import ScanPane
from desktop.ui.tool_buttons import close_button, icon_button
from desktop.ui.widgets import action_button, tab_through

PAGES, DIRECTIVES, CHAIN, MOVES, PARTICULARS, HISTORY = range(6)


class LetterPanel(QWidget):
    """Shows one letter. ``loaded`` when its rows have arrived; ``closed`` when the person shuts the panel."""

    loaded = Signal(int)
    closed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.bundle: LetterBundle | None = None
        self._wanted = 0
        self._sentence = (0, 0)
        self._today = date.min
        self.number = ToneLabel(bold=True)
        self.title = ToneLabel(bold=True)
        self.subject = QLabel()
        self.facts = ToneLabel(tone="soft")
        self.warning = ToneLabel(tone="bad")
        self.scan = ScanPane(context, self)
        self.pages = self.scan.pages
        self.directives, self.chain, self.moves, self.history = CardList(), CardList(), CardList(), CardList()
        self.particulars = QScrollArea()
        self.tabs = QTabWidget()
        self.buttons = QHBoxLayout()
        self._tab_order: list[QWidget] = []
        self._close = close_button(self.closed.emit)
        self._lay_out()
        self.retranslate()

    def _lay_out(self) -> None:
        for label in (self.title, self.subject, self.facts, self.warning):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        for page in (self.scan, self.directives, self.chain, self.moves, self.particulars, self.history):
            self.tabs.addTab(page, "")
        self.tabs.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its bar has the focus, after the buttons above it
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.particulars.setWidgetResizable(True)
        self.particulars.setFrameShape(QScrollArea.Shape.NoFrame)
        font = self.number.font()
        font.setPointSizeF(font.pointSizeF() * 1.7)
        self.number.setFont(font)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(theme.GRID // 2)
        for label in (self.title, self.subject, self.facts, self.warning):
            words.addWidget(label)
        head.setSpacing(theme.MARGIN)
        head.addWidget(self.number, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.buttons.setSpacing(theme.GRID)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, 0, 0, 0)
        box.setSpacing(theme.GAP)
        box.addLayout(head)
        box.addLayout(self.buttons)
        box.addWidget(self.tabs, 1)

    def add_actions(self, actions: Sequence[QAction]) -> None:
        """Put buttons for these actions under the head."""
        self._put([action_button(action) for action in actions])
        self.buttons.addStretch()

    def add_small_actions(self, actions: Sequence[QAction]) -> None:
        """Put these actions as icons at the end of that line."""
        self._put([icon_button(action) for action in actions])

    def _put(self, buttons: Sequence[QWidget]) -> None:
        for button in buttons:
            self.buttons.addWidget(button)
        self._tab_order += buttons
        tab_through(self.tabs.tabBar(), *self._tab_order)
        tab_through(self._tab_order[-1], self.tabs.tabBar())

    def show_letter(self, letter_id: int, today: date) -> None:
        """Fetch and show a letter; the one shown before stays until the rows are there."""
        self._wanted = letter_id
        self._today = today
        self.context.read(lambda office: load_bundle(office, letter_id), self._take)

    def reload(self) -> None:
        """Fetch the letter shown again."""
        if self._wanted:
            self.show_letter(self._wanted, self._today)

    def want_directive(self, letter_id: int, directive_id: int) -> None:
        """Show the sentence of a directive as soon as its letter is shown."""
        self._sentence = (letter_id, directive_id)
        if self.bundle is not None and self.bundle.letter.id == letter_id == self._wanted:
            self._show_sentence()

    def _show_sentence(self) -> None:
        letter_id, directive_id = self._sentence
        if self.bundle is not None and directive_id and self.bundle.letter.id == letter_id:
            self._sentence = (0, 0)
            self.go_to_directive(directive_id)

    def go_to_directive(self, directive_id: int) -> None:
        """Show the sentence of a directive on the scan, and in the list where the letter has no page for it."""
        if self.bundle is None:
            return
        marks = directive_marks(self.bundle.directives, directive_id)
        mark = f"directive:{directive_id}"
        if self.bundle.file is None or all(one.id != mark for one in marks):
            self._go_to_card(directive_id)
            return
        self.pages.set_marks(marks)
        self.tabs.setCurrentIndex(PAGES)
        self.pages.go_to(mark, flash=True)

    def _go_to_card(self, directive_id: int) -> None:
        self.tabs.setCurrentIndex(DIRECTIVES)
        texts = [d.text for d in self.bundle.directives if d.id == directive_id] if self.bundle else []
        for card in self.directives.cards:
            if texts and texts[0] in card.accessibleName():
                card.setFocus()
                return

    def _take(self, bundle: LetterBundle) -> None:
        if bundle.letter.id != self._wanted:
            return
        fresh = self.bundle is None or self.bundle.letter.id != bundle.letter.id
        self.bundle = bundle
        if fresh:
            letter = bundle.letter
            self.scan.show_letter(letter, bundle.file, bundle.rotations)
            self.pages.set_marks(field_marks(bundle.fields) + directive_marks(bundle.directives))
        self._show()
        self._show_sentence()
        self.loaded.emit(bundle.letter.id)

    def _show(self) -> None:
        if self.bundle is None:
            return
        self._show_head(self.bundle)
        self.directives.show_cards(
            directive_cards(self.bundle, self._today, self.go_to_directive, self.context.open_task),
            say("Văn bản này không có chỉ đạo nào được đọc ra. Vẫn có thể giao cả văn bản ở màn hình Chỉ đạo."),
        )
        self.chain.show_cards(
            chain_cards(self.bundle, self.context.open_letter, self._show_reply, self._show_file),
            say("Văn bản này không dẫn văn bản nào."),
        )
        self.moves.show_cards(
            move_cards(self.bundle), say("Chưa chuyển cho ai và chưa có bút phê. Bấm Chuyển hoặc Bút phê ở trên.")
        )
        self.history.show_cards(history_cards(self.bundle.history), say("Chưa có thay đổi nào."))
        self._show_particulars(self.bundle)
        self._count_tabs(self.bundle)

    def _show_reply(self, reply_id: int) -> None:
        show_replies(self.context, self, reply_id)

    def _show_file(self, attachment_id: int) -> None:
        show_kept_by_id(self.context, attachment_id, self)

    def _show_head(self, bundle: LetterBundle) -> None:
        letter = bundle.letter
        self.number.setText(str(letter.arrival_number))
        self.number.set_tone("soft" if letter.state == "void" else "")
        font = self.number.font()
        font.setStrikeOut(letter.state == "void")
        self.number.setFont(font)
        self.title.setText(letter_name(letter))
        self.subject.setText(letter.subject)
        facts = (letter.issuer, show_date(letter.issued_on), say("đến {day}", day=show_date(letter.arrived_on)))
        self.facts.setText(" · ".join(part for part in facts if part))
        warning = _warning(bundle)
        self.warning.setText(warning)
        self.warning.setVisible(bool(warning))

    def _show_particulars(self, bundle: LetterBundle) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(theme.GRID, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        form.setHorizontalSpacing(theme.MARGIN)
        form.setVerticalSpacing(theme.GAP)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        for name, value in particulars(bundle):
            words = QLabel(value)
            words.setTextFormat(Qt.TextFormat.PlainText)
            words.setWordWrap(True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(ToneLabel(name, "soft"), words)
        self.particulars.setWidget(inside)

    def _count_tabs(self, bundle: LetterBundle) -> None:
        self.tabs.setTabText(PAGES, say("Trang"))
        self.tabs.setTabText(DIRECTIVES, _counted(say("Chỉ đạo"), len(bundle.directives)))
        self.tabs.setTabText(
            CHAIN, _counted(say("Liên quan"), max(0, len(bundle.chain) - 1) + len(bundle.replies) + len(bundle.files))
        )
        self.tabs.setTabText(MOVES, _counted(say("Chuyển"), len(bundle.transfers) + len(bundle.instructions)))
        self.tabs.setTabText(PARTICULARS, say("Chi tiết"))
        self.tabs.setTabText(HISTORY, say("Lịch sử"))

    def retranslate(self) -> None:
        """Show every word in the language of the moment."""
        self._close.setToolTip(say("Đóng khung văn bản (Esc)"))
        self._close.setAccessibleName(say("Đóng khung văn bản"))
        self.scan.retranslate()
        names = (
            say("Trang"),
            say("Chỉ đạo"),
            say("Liên quan"),
            say("Chuyển"),
            say("Chi tiết"),
            say("Lịch sử"),
        )
        for place, name in enumerate(names):
            self.tabs.setTabText(place, name)
        self._show()


def _counted(words: str, count: int) -> str:
    return f"{words} ({count})" if count else words


def _warning(bundle: LetterBundle) -> str:
    letter = bundle.letter
    if letter.state == "void":
        return say("✗ Đã hủy: {reason}", reason=letter.void_reason)
    if letter.incomplete:
        return say("! Còn thiếu: {fields}", fields=missing_fields(letter))
    return f"! {letter.urgency}" if letter.urgency else ""
