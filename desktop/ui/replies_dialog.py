"""The office's own letters that answer others: listed by year, their file seen, added or taken off, voided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.names import full_symbol, show_date
from desktop.core.records import Attachment, Outgoing
from desktop.core.words import Text, say, tr
from desktop.services import evidence, replies
from desktop.ui import theme
from desktop.ui.alive import while_alive
from desktop.ui.cards import ToneLabel
from desktop.ui.catalogue_models import ListModel
from desktop.ui.context import UiContext
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.flow import Flow
from desktop.ui.form_dialog import ask
from desktop.ui.history_dialog import show_history
from desktop.ui.kept_file import show_kept
from desktop.ui.row_table import RowTable
from desktop.ui.widgets import row

if TYPE_CHECKING:
    from desktop.services.office import Office


@dataclass(frozen=True)
class _Row:
    reply: Outgoing
    files: list[Attachment]
    answers: str


def _ask(office: Office) -> list[_Row]:
    return [
        _Row(reply, evidence.attachments(office, "outgoing", reply.id), ", ".join(replies.answered(office, reply)))
        for reply in replies.replies(office)
    ]


class RepliesDialog(QDialog):
    """Lists the replies, newest first; ``reply_id`` is the one chosen at first."""

    def __init__(self, context: UiContext, reply_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Văn bản trả lời của cơ quan"))
        self._context, self._wanted = context, reply_id
        self._rows: list[_Row] = []
        self.year = QComboBox()
        self.year.setAccessibleName(say("Năm"))
        self.year.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)  # the years come later
        self.model = ListModel(
            (
                (tr("Số, ký hiệu"), lambda r: full_symbol(r.reply.number, r.reply.symbol)),
                (tr("Ngày"), lambda r: show_date(r.reply.issued_on)),
                (tr("Trích yếu"), lambda r: r.reply.subject),
                (tr("Trả lời"), lambda r: r.answers),
                (tr("Tệp"), lambda r: ", ".join(file.name for file in r.files)),
                (tr("Trạng thái"), _state),
            ),
            lambda r: r.reply.state == "void",
            self,
        )
        self.table = RowTable(lines=2)
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.windowTitle())
        head = self.table.horizontalHeader()
        head.setSortIndicatorShown(False)
        self.table.set_columns((120, 92, 220, 170, 150, 130), 2, 180, (4, 3), {0: "100/BC-UBND", 1: "30/12/2026"})
        self.hint = ToneLabel(tone="soft")
        self.hint.setWordWrap(True)
        self.buttons = {
            "file": self._button(say("Xem tệp"), self.show_file),
            "letter": self._button(say("Xem văn bản được trả lời"), self.open_letter),
            "add": self._button(say("Thêm tệp…"), self.ask_file),
            "void": self._button(say("Hủy…"), self.ask_void),
            "history": self._button(say("Lịch sử…"), self.show_history),
        }
        self._lay_out()
        self.year.activated.connect(lambda _row: self._show())
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._allow())
        self.table.opened.connect(self.show_file)
        self.table.doubleClicked.connect(lambda _index: self.show_file())
        self.table.setFocus()
        self.refresh()

    def _button(self, words: str, run: Callable[[], object]) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: run())
        return button

    def _lay_out(self) -> None:
        close = self._button(say("Đóng"), self.reject)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        box.setSpacing(theme.MARGIN)
        bar = QWidget()
        flow = Flow(bar, theme.GAP)  # in larger type the buttons go on in a second line
        for widget in (self.year, *self.buttons.values()):
            flow.addWidget(widget)
        box.addWidget(bar)
        box.addWidget(self.table, 1)
        box.addWidget(self.hint)
        box.addLayout(row(None, close))
        room = self.screen().availableGeometry()
        self.resize(min(1000, room.width() - 40), min(560, room.height() - 60))

    # --- rows

    def refresh(self) -> None:
        """Ask the office again."""
        self._context.read(_ask, while_alive(self, self._take))

    def current(self) -> _Row | None:
        """Return the reply chosen."""
        found: _Row | None = self.model.row_at(self.table.currentIndex().row())
        return found

    def show_history(self) -> None:
        """Show the log of the reply chosen."""
        chosen = self.current()
        if chosen is not None:
            reply = chosen.reply
            name = f"{full_symbol(reply.number, reply.symbol, 'state')} · {reply.subject}"
            show_history(self._context, self, "outgoing", reply.id, name)

    def _take(self, rows: list[_Row]) -> None:
        chosen = self.current()
        self._wanted = self._wanted or (chosen.reply.id if chosen else None)
        self._rows = rows
        kept = self.year.currentData()
        self.year.clear()
        self.year.addItem(say("Mọi năm"), None)
        for year in sorted({r.reply.issued_on.year for r in rows}, reverse=True):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(kept)))
        self._show()

    def _show(self) -> None:
        year = self.year.currentData()
        shown = [r for r in self._rows if year in (None, r.reply.issued_on.year)]
        self.model.show_rows(shown)
        places = (n for n, r in enumerate(shown) if r.reply.id == self._wanted)
        if shown:
            self.table.selectRow(next(places, 0))
        self._wanted = None
        self._allow()

    def _allow(self) -> None:
        chosen = self.current()
        live = chosen is not None and chosen.reply.state != "void"
        self.buttons["file"].setEnabled(chosen is not None and bool(chosen.files))
        self.buttons["letter"].setEnabled(chosen is not None and bool(chosen.reply.letter_ids))
        self.buttons["history"].setEnabled(chosen is not None)
        for name in ("add", "void"):
            self.buttons[name].setEnabled(live)
        empty = say("Chưa ghi văn bản trả lời nào. Ghi từ một nhiệm vụ hoặc một văn bản trong sổ (Văn bản trả lời…).")
        void = say("Đã hủy: {reason}", reason=chosen.reply.void_reason) if chosen and not live else ""
        self.hint.setText(void if self._rows else empty)

    # --- what is done

    def show_file(self) -> None:
        """Show the reply's file, the newest of several."""
        chosen = self.current()
        if chosen is not None and chosen.files:
            show_kept(self._context, chosen.files[-1], self).finished.connect(lambda _code: self.refresh())

    def open_letter(self) -> None:
        """Show the first letter it answers in the register."""
        chosen = self.current()
        if chosen is not None and chosen.reply.letter_ids:
            self.accept()
            self._context.open_letter(chosen.reply.letter_ids[0])

    def ask_file(self) -> None:
        """Ask for a file to keep with the reply."""
        name, _kind = QFileDialog.getOpenFileName(self, say("Chọn tệp"))
        if name:
            self.add_file(Path(name))

    def add_file(self, file: Path) -> None:
        """Keep a file with the reply chosen."""
        if chosen := self.current():
            reply_id = chosen.reply.id
            words = tr("Đã đính kèm {name}.", name=file.name)
            self._write(lambda office: evidence.attach(office, "outgoing", reply_id, file), words)

    def ask_void(self) -> None:
        """Ask why the reply is void: what it closed is open again."""
        chosen = self.current()
        if chosen is None:
            return
        reply = chosen.reply
        name = full_symbol(reply.number, reply.symbol)
        intro = say("Hủy {name}: việc mà văn bản này khép lại được mở lại.", name=name)
        ask(
            ReasonDialog(say("Hủy văn bản trả lời"), say("Hủy văn bản"), intro, self),
            lambda d: self._void(reply.id, d.reason(), tr("Đã hủy văn bản trả lời {name}.", name=name)),
        )

    def _void(self, reply_id: int, reason: str, words: Text) -> None:
        self._write(lambda office: replies.void(office, reply_id, reason), words)

    def _write(self, operation: Callable[[Office], object], words: Text) -> None:
        def done(_row: object) -> None:
            self._context.toast(words)
            self._context.tell("tasks")
            self._context.tell("letters")
            self.refresh()

        self._context.write(operation, while_alive(self, done))


def _state(shown: _Row) -> str:
    if shown.reply.state == "void":
        return say("✗ Đã hủy")
    count = len(shown.reply.task_ids)
    return say("khép lại {n} việc", n=count) if count else say("✓ Đã ghi")


def show_replies(context: UiContext, parent: QWidget, reply_id: int | None = None) -> RepliesDialog:
    """Open the list of replies over ``parent``'s window."""
    dialog = RepliesDialog(context, reply_id, parent.window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog
