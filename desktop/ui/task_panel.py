"""One task beside the list: what it is, where it comes from, its log, and progress written in place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop.core.assignments import unclear
from desktop.core.names import show_date
from desktop.core.records import Progress, Task
from desktop.core.words import Text, say, tr
from desktop.ui import theme
from desktop.ui.cards import CardList, CardText, ToneLabel
from desktop.ui.flow import Flow
from desktop.ui.form_dialog import TextBox
from desktop.ui.labels import due_label, late_label, letter_name, path_label, status_label
from desktop.ui.task_around import Around, TaskAround
from desktop.ui.tool_buttons import close_button, icon_button
from desktop.ui.widgets import action_button, tab_through
from desktop.ui.work_dialogs import extension_words

UNCLEAR_WORDS: dict[str, Text] = {
    "title": tr("việc"),
    "lead": tr("người chủ trì"),
    "partners": tr("người phối hợp"),
    "due": tr("hạn"),
    "product": tr("sản phẩm"),
}
PROGRESS_WORDS: dict[str, Text] = {
    "note": tr("Tiến độ"),
    "done": tr("Kết thúc"),
    "reopened": tr("Mở lại"),
    "reassigned": tr("Giao lại"),
    "due": tr("Đổi hạn"),
    "due_changed": tr("Đổi hạn"),
    "paused": tr("Tạm dừng"),
    "resumed": tr("Tiếp tục"),
    "void": tr("Đóng vì văn bản bị hủy"),
    "confirmed": tr("Xác nhận"),
    "told": tr("Nhắc"),
    "recurrence": tr("Lặp lại"),
    "extension-asked": tr("Xin gia hạn"),
    "extension-granted": tr("Đồng ý gia hạn"),
    "extension-refused": tr("Từ chối gia hạn"),
    "extension-countered": tr("Đề nghị ngày khác"),
    "extension-accepted": tr("Nhận ngày khác"),
    "extension-declined": tr("Rút đề nghị gia hạn"),
}


class TaskPanel(QFrame):
    """Shows one task. ``reported(note, done, reply)`` when progress is written down or the task is closed."""

    reported = Signal(str, bool, str)
    letter_wanted = Signal(int)
    sentence_wanted = Signal(int, int)
    task_wanted = Signal(int)
    file_wanted = Signal(int)
    reply_wanted = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.task: Task | None = None
        self._today = date.min
        self.status = ToneLabel(bold=True)
        self.title = ToneLabel(bold=True)
        self.facts = QFormLayout()
        self.directive = ToneLabel(tone="soft")
        self.letter = QPushButton()
        self.note = TextBox(lines=2)
        self.reply = QLineEdit()
        self.report, self.finish = QPushButton(), QPushButton()
        self.around = TaskAround()
        self.log = CardList()
        self.buttons = Flow()
        self._last_button: QWidget = self.letter
        self._close = close_button(self.closed.emit)
        self._lay_out()
        self._connect()
        self.retranslate()

    def _lay_out(self) -> None:
        for label in (self.title, self.directive):
            label.setWordWrap(True)
        self.letter.setObjectName("link")
        self.letter.setCursor(Qt.CursorShape.PointingHandCursor)
        self.finish.setProperty("main", True)
        self.facts.setHorizontalSpacing(theme.MARGIN)
        self.facts.setVerticalSpacing(theme.GRID)
        head = QHBoxLayout()
        head.addWidget(self.status, 1)
        head.addWidget(self._close)
        last = QHBoxLayout()
        last.addStretch()
        last.addWidget(self.report)
        last.addWidget(self.finish)
        inside = self._inside = QWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inside)
        self.log.setMinimumHeight(120)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        box = QVBoxLayout(inside)
        box.setContentsMargins(theme.MARGIN, 0, theme.GRID, 0)
        box.setSpacing(theme.GAP)
        box.addLayout(head)
        box.addWidget(self.title)
        box.addLayout(self.facts)
        box.addWidget(self.letter, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.directive)
        box.addLayout(self.buttons)
        box.addWidget(self.note)
        box.addWidget(self.reply)
        box.addLayout(last)
        box.addWidget(self.around)
        box.addWidget(self.log, 1)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for what is inside: the panel scrolls up and down, never sideways."""
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent)
        return QSize(self._inside.minimumSizeHint().width() + bar + theme.GRID, 200)

    def _connect(self) -> None:
        self.report.clicked.connect(lambda: self._tell(False))
        self.finish.clicked.connect(lambda: self._tell(True))
        self.note.textChanged.connect(self._allow)
        self.letter.clicked.connect(self._want_letter)
        self.around.letter_wanted.connect(self.letter_wanted)
        self.around.task_wanted.connect(self.task_wanted)
        self.around.file_wanted.connect(self.file_wanted)
        self.around.reply_wanted.connect(self.reply_wanted)

    def add_actions(self, actions: Sequence[QAction]) -> None:
        """Put buttons for these actions under the particulars."""
        self._put([action_button(action) for action in actions])

    def add_small_actions(self, actions: Sequence[QAction]) -> None:
        """Put these actions as icons at the end of that line."""
        self._put([icon_button(action) for action in actions])

    def _put(self, buttons: Sequence[QWidget]) -> None:
        for button in buttons:
            self.buttons.addWidget(button)
        tab_through(self._last_button, *buttons)
        self._last_button = buttons[-1]

    def show_task(self, task: Task, today: date, around: Around | None = None) -> None:
        """Show a task with what stands around it; what was typed for another one is dropped."""
        if self.task is None or self.task.id != task.id or self.task.progress != task.progress:
            self.note.clear()
            self.reply.setText(task.reply)
        self.task, self._today = task, today
        self.around.show_around(task, today, around)
        self._show()

    def _show(self) -> None:
        task = self.task
        if task is None:
            return
        self.status.setText(" · ".join(p for p in (status_label(task.status), late_label(task, self._today)) if p))
        self.status.set_tone("bad" if task.status == "overdue" else ("good" if task.state == "done" else ""))
        self.title.setText(task.title)
        self._show_facts(task)
        self.letter.setVisible(task.letter is not None)
        if task.letter:
            self.letter.setText(say("Theo {name}", name=letter_name(task.letter)))
        same = task.directive_text.strip() == task.title.strip()
        self.directive.setText(f"{path_label(task.directive_path)} · {task.directive_text}".removeprefix(" · "))
        self.directive.setVisible(bool(task.directive_text) and not same)
        self.log.show_cards(
            [(_log_card(line), None) for line in reversed(task.progress)],
            say("Chưa có báo cáo nào. Ghi tiến độ vào ô ở trên."),
        )
        self._allow()

    def _show_facts(self, task: Task) -> None:
        while self.facts.rowCount():
            self.facts.removeRow(0)
        lacks = ", ".join(str(UNCLEAR_WORDS[name]) for name in unclear(task))
        lines = [
            (say("Chủ trì"), " · ".join(p for p in (task.lead, task.lead_unit) if p)),
            (say("Phối hợp"), partner_words(task)),
            (say("Hạn"), due_words(task)),
            (say("Gia hạn"), extension_words(task.extension) if task.extension else ""),
            (say("Lặp lại"), task.recurrence.expression if task.recurrence else ""),
            (say("Sản phẩm"), task.product),
            (say("Giao ngày"), " · ".join(p for p in (show_date(task.assigned_on), task.assigned_by) if p)),
            (say("Trả lời"), task.reply),
            (say("Chưa rõ"), lacks),
        ]
        for name, value in lines:
            if value:
                words = QLabel(value)
                words.setTextFormat(Qt.TextFormat.PlainText)
                words.setWordWrap(True)
                self.facts.addRow(ToneLabel(name, "soft"), words)

    def _allow(self) -> None:
        live = self.task is None or self.task.state not in ("done", "void")  # on its way: one types already
        for widget in (self.note, self.reply, self.finish):
            widget.setEnabled(live)
        self.report.setEnabled(live and bool(self.note.text()))

    def _tell(self, done: bool) -> None:
        if self.task is not None and (done or self.note.text()):
            self.reported.emit(self.note.text(), done, self.reply.text().strip())

    def _want_letter(self) -> None:
        task = self.task
        if task and task.letter_id and task.directive_id:
            self.sentence_wanted.emit(task.letter_id, task.directive_id)
        elif task and task.letter_id:
            self.letter_wanted.emit(task.letter_id)

    def retranslate(self) -> None:
        """Show every word in the language of the moment."""
        self.note.setPlaceholderText(say("Tiến độ: đã làm được gì, còn vướng gì…"))
        self.note.setAccessibleName(say("Tiến độ"))
        self.reply.setPlaceholderText(say("Số văn bản trả lời, nếu có"))
        self.reply.setAccessibleName(say("Số văn bản trả lời"))
        self.report.setText(say("Ghi tiến độ"))
        self.report.setToolTip(say("Ghi tiến độ vào nhật ký của việc (Ctrl+Enter)"))
        self.finish.setText(say("Kết thúc"))
        self.finish.setToolTip(say("Kết thúc việc, kèm số văn bản trả lời nếu có (Ctrl+Shift+Enter)"))
        self.letter.setToolTip(say("Mở văn bản này trong sổ, ở đúng câu đã giao việc"))
        self._close.setToolTip(say("Đóng khung nhiệm vụ (Esc)"))
        self._close.setAccessibleName(say("Đóng khung nhiệm vụ"))
        self._show()


def partner_words(task: Task) -> str:
    """Name who takes part, each with the part: ``Mai (số liệu), Lúa``."""
    pairs = zip(task.partners, task.partner_parts or ("",) * len(task.partners), strict=True)
    return ", ".join(f"{name} ({part})" if part else name for name, part in pairs)


def due_words(task: Task) -> str:
    """Write the due day, with the first one where it was changed."""
    if task.first_due_on is None or task.first_due_on == task.due_on:
        return due_label(task)
    return say("{due} (hạn đầu {first})", due=due_label(task), first=show_date(task.first_due_on))


def _log_card(line: Progress) -> CardText:
    kind = str(PROGRESS_WORDS.get(line.kind, PROGRESS_WORDS["note"]))
    when = f"{line.at:%H:%M} {show_date(line.at.date())}"
    return CardText(kind, line.note, " · ".join(p for p in (when, line.by) if p))
