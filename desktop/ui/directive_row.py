"""One directive on the screen Chỉ đạo: its sentence, and on one line who leads, who takes part, by when, what comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.assignments import Assignment, Proposal, unclear
from desktop.core.due_days import DueOptions
from desktop.core.records import Person, Unit
from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.choosers import PeopleButton
from desktop.ui.due_box import DueBox
from desktop.ui.labels import CONCERN_WORDS, directive_title
from desktop.ui.lead_box import LeadBox
from desktop.ui.task_panel import UNCLEAR_WORDS

_LETTERS_ACROSS = 62  # that the four inputs need beside each other
CONCERN_SIGNS = {"yes": "●", "maybe": "?", "no": "–"}


class DirectiveRow(QFrame):
    """A directive (or, without one, a task from the whole letter). ``changed`` when anything on it changes."""

    changed = Signal()
    wanted = Signal(int)  # the directive to show on the scan

    def __init__(
        self,
        assignment: Assignment,
        proposal: Proposal | None,
        people: Sequence[Person],
        today: date,
        options: DueOptions | None = None,
        parent: QWidget | None = None,
        *,
        units: Sequence[Unit] = (),
    ) -> None:
        super().__init__(parent)
        directive = proposal.directive if proposal else None
        self.options = proposal.options if proposal else options
        self.people = people
        ticked = proposal.ticked if proposal else True
        self.directive = directive
        self._assignment = assignment
        self._lit = False
        self.tick = QCheckBox()
        self.tick.setChecked(ticked)
        self.head = ToneLabel(bold=True)
        self.text = ToneLabel()
        self.title = QLineEdit(assignment.title)
        self.given = ToneLabel(tone="good")
        self.lacks = ToneLabel(tone="soft")
        self.lead = LeadBox(people, units)
        self.lead.choose_lead(assignment)
        self.partners = PeopleButton()
        self.partners.set_people(people, assignment.partner_ids)
        self.due = DueBox(self.options, assignment.due_on, today)
        self.product = QLineEdit(assignment.product)
        self.lead.setMinimumContentsLength(7)
        self.due.setMinimumContentsLength(7)
        self.product.setMinimumWidth(70)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._ticked(ticked)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.GAP)
        top.addWidget(self.tick)
        top.addWidget(self.head)
        top.addWidget(self.lacks, 1)
        top.addWidget(self.given)
        self.lacks.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.lacks.setWordWrap(True)  # larger type must not push the row out of the window
        self.lacks.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        for label in (self.text,):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._line = QWidget()
        self._inputs = QGridLayout(self._line)
        self._inputs.setContentsMargins(0, theme.GRID, 0, 0)
        self._inputs.setSpacing(theme.GRID)
        self._place(4)
        box = QVBoxLayout(self)
        depth = self.directive.path.count("-") if self.directive else 0
        box.setContentsMargins(theme.MARGIN + depth * theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        box.setSpacing(theme.GRID)
        box.addLayout(top)
        box.addWidget(self.text if self.directive else self.title)
        box.addWidget(self._line)

    def _place(self, across: int) -> None:
        """Put the four inputs so many side by side."""
        self._across = across
        for place, widget in enumerate((self.lead, self.partners, self.due, self.product)):
            self._inputs.addWidget(widget, place // across, place % across)
        for column, share in enumerate((5, 4, 5, 5)):
            self._inputs.setColumnStretch(column, share if column < across else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In larger type, or a narrow window, the inputs stand in two lines."""
        super().resizeEvent(event)
        across = 4 if self.width() >= self.fontMetrics().averageCharWidth() * _LETTERS_ACROSS else 2
        if across != self._across:
            self._place(across)

    def _connect(self) -> None:
        self.tick.toggled.connect(self._ticked)
        for signal in (self.lead.picked, self.partners.picked, self.due.picked):
            signal.connect(self.changed)
        self.lead.editTextChanged.connect(lambda _text: self.changed.emit())
        self.title.textChanged.connect(lambda _text: self.changed.emit())
        self.product.textChanged.connect(lambda _text: self._show_lacks())
        self.changed.connect(self._show_lacks)

    def _show_lacks(self) -> None:
        """Say which of the five is not clear, and how often the work comes back ("5 rõ")."""
        work = self.assignment()
        words = ", ".join(str(UNCLEAR_WORDS[name]) for name in unclear(work) if name != "partners")
        parts = [say("chưa rõ {words}", words=words) if words else "", work.due_time]
        parts.append(f"↻ {work.recurrence.expression}" if work.recurrence else "")
        self.lacks.setText(" · ".join(part for part in parts if part) if self.tick.isChecked() else "")

    def take(self, work: Assignment) -> None:
        """Put an assignment that was worked out in full onto the row."""
        self._assignment = work
        self.title.setText(work.title)
        self.lead.choose_lead(work)
        self.partners.set_people(self.people, work.partner_ids)
        self.due.set_due(work.due_on)
        self.product.setText(work.product)
        self.changed.emit()

    def _ticked(self, on: bool) -> None:
        self._line.setVisible(on)
        self.text.set_tone("" if on else "soft")
        self.changed.emit()

    def problem(self) -> str:
        """Return what a ticked row still lacks, '' when it can be given or is not ticked."""
        if not self.tick.isChecked():
            return ""
        if self.lead.chosen() is None:
            return say("Chưa chọn người hoặc đơn vị chủ trì.")
        return "" if self.directive or self.title.text().strip() else say("Chưa ghi nội dung việc.")

    def assignment(self) -> Assignment:
        """Return what is to be given, as it stands on the row."""
        parts = dict(zip(self._assignment.partner_ids, self._assignment.partner_parts, strict=False))
        helpers = tuple(i for i in self.partners.chosen() if i != self.lead.person())
        same_day = self.due.is_offered() or self.due.due_on() == self._assignment.due_on
        return replace(
            self._assignment,
            title=self._assignment.title if self.directive else self.title.text().strip(),
            lead_id=self.lead.person(),
            lead_unit_id=self.lead.unit(),
            partner_ids=helpers,
            partner_parts=tuple(parts.get(i, "") for i in helpers),
            due_on=self.due.due_on(),
            due_time=self._assignment.due_time if same_day and self.due.due_on() else "",
            product=self.product.text().strip(),
        )

    def light(self, on: bool) -> None:
        """Make the row stand out: it is the one shown on the scan."""
        self._lit = on
        self.update()

    def retranslate(self) -> None:
        self.lead.setAccessibleName(say("Chủ trì"))
        self.lead.setToolTip(say("Người hoặc đơn vị chủ trì: gõ một phần tên, có dấu hay không"))
        if line := self.lead.lineEdit():
            line.setPlaceholderText(say("Chủ trì…"))
        self.partners.setAccessibleName(say("Phối hợp"))
        self.partners.retranslate(say("Phối hợp…"))
        self.due.retranslate(self.due.due_on())
        self.product.setPlaceholderText(say("Sản phẩm"))
        self.product.setAccessibleName(say("Sản phẩm"))
        self.product.setToolTip(say("Kết quả phải có: báo cáo, kế hoạch, danh sách…"))
        self.title.setPlaceholderText(say("Nội dung việc"))
        self.title.setAccessibleName(say("Nội dung việc"))
        self._retranslate_head()

    def _retranslate_head(self) -> None:
        if self.directive is None:
            self.head.setText(say("Việc giao theo cả văn bản"))
            self.tick.setAccessibleName(self.head.text())
            self.given.hide()
            return
        row = self.directive
        concern = CONCERN_WORDS[row.concerns_commune]
        self.head.setText(f"{directive_title(row)} · {CONCERN_SIGNS[row.concerns_commune]} {concern}")
        self.tick.setAccessibleName(f"{directive_title(row)} {row.text}")
        self.tick.setToolTip(say("Đánh dấu để giao việc này"))
        self.text.setText(row.text)
        self._show_lacks()
        self.given.setText(say("✓ đã giao {n} việc", n=len(row.task_ids)))
        self.given.setVisible(bool(row.task_ids))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._want()
        super().mouseReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._want()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.directive:
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def _want(self) -> None:
        if self.directive is not None:
            self.wanted.emit(self.directive.id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        shade = theme.shades()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(shade.accent if self._lit else shade.border), 2 if self._lit else 1))
        painter.setBrush(QColor(shade.surface if self.tick.isChecked() else shade.window))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()
