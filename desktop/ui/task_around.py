"""What stands around a task in its panel: the day to choose by now, files, and its chain from the letter it stems from
down to the reply."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.core.due_days import DueOptions
from desktop.core.names import show_date
from desktop.core.records import Attachment, Letter, Task
from desktop.core.words import say
from desktop.services import anchors, chains, evidence, tasks
from desktop.ui import theme
from desktop.ui.cards import Card, CardText, ToneLabel
from desktop.ui.labels import letter_name
from desktop.ui.letter_tabs import file_card, reply_card, task_card

if TYPE_CHECKING:
    from desktop.services.chains import Step
    from desktop.services.office import Office

_LONGEST = 110


@dataclass(frozen=True)
class Around:
    """A task's files, its chain, and the days to choose from where it waited for another letter."""

    attachments: list[Attachment] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    options: DueOptions | None = None


def around(office: Office, task_id: int) -> tuple[Task, Around]:
    """Fetch a task with what stands around it."""
    found = Around(
        evidence.attachments(office, "task", task_id),
        chains.of_task(office, task_id),
        anchors.for_task(office, task_id),
    )
    return tasks.task(office, task_id), found


class TaskAround(QWidget):
    """Shows what stands around a task; nothing of it is shown where there is nothing."""

    letter_wanted = Signal(int)
    task_wanted = Signal(int)
    file_wanted = Signal(int)
    reply_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[Card] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.GRID)

    def show_around(self, task: Task, today: date, found: Around | None) -> None:
        """Show files and chain of ``task``."""
        while (item := self._box.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self.cards = []
        if found is None:
            return
        if found.options is not None:
            self._head(say("Hạn tính được từ văn bản đã vào sổ: {days}", days=_days(found.options)), "doubt")
        if found.attachments:
            self._head(say("Tệp đính kèm"))
        for kept in found.attachments:
            self._add(file_card(kept), partial(self.file_wanted.emit, kept.id))
        steps = [step for step in found.steps if step.task is None or step.task.id != task.id]
        if len(steps) > 1:
            self._head(say("Chuỗi văn bản và việc"))
            for step in found.steps:
                self._step(step, task, today, min(s.depth for s in found.steps))

    def _step(self, step: Step, task: Task, today: date, top: int) -> None:
        indent = step.depth - top
        if step.task is not None:
            here = step.task.id == task.id
            card = task_card(step.task, today, indent)
            self._add(card, None if here else partial(self.task_wanted.emit, step.task.id))
        elif step.reply is not None:
            self._add(reply_card(step.reply, indent), partial(self.reply_wanted.emit, step.reply.id))
        elif step.letter is not None:
            self._add(chain_card(step.letter, indent), partial(self.letter_wanted.emit, step.letter.id))
        elif step.reference is not None:
            self._add(CardText(step.reference.raw, "", say("Chưa có trong sổ"), "soft", indent), None)

    def _head(self, words: str, tone: str = "soft") -> None:
        label = ToneLabel(words, "doubt" if tone == "doubt" else "soft")
        label.setWordWrap(True)
        self._box.addWidget(label)

    def _add(self, text: CardText, run: Callable[[], object] | None) -> None:
        card = Card(text, run is not None)
        if run is not None:
            card.opened.connect(run)
        self.cards.append(card)
        row = QWidget()
        line = QVBoxLayout(row)
        line.setContentsMargins(text.indent * theme.MARGIN, 0, 0, 0)
        line.addWidget(card)
        self._box.addWidget(row)


def chain_card(letter: Letter, indent: int = 0) -> CardText:
    """Return a letter of the chain as a card."""
    subject = letter.subject if len(letter.subject) <= _LONGEST else letter.subject[: _LONGEST - 1] + "…"
    foot = say("{issuer} · số đến {n}", issuer=letter.issuer, n=letter.arrival_number)
    return CardText(letter_name(letter), subject, foot, "", indent, say("Mở văn bản này trong sổ"))


def _days(options: DueOptions) -> str:
    days = options.milestones or tuple(day for day in (options.default,) if day)
    return ", ".join(show_date(day) for day in days)
