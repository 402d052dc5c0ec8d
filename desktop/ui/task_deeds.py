"""What is done to a task from the list: the dialogs that ask, and what is written when they are accepted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from desktop.core.assignments import Assignment
from desktop.core.calendar import WorkCalendar
from desktop.core.due_days import DueOptions
from desktop.core.filters import TaskFilter
from desktop.core.records import Extension, Person, Task, Unit
from desktop.core.words import Text, say, tr
from desktop.services import anchors, assign, evidence, extensions, recurring, replies, tasks
from desktop.ui.dialogs import DueDialog, ReasonDialog, ReassignDialog
from desktop.ui.form_dialog import ask
from desktop.ui.hand_over_all import ask_hand_over
from desktop.ui.kept_file import show_kept_by_id
from desktop.ui.labels import letter_name
from desktop.ui.new_task_dialog import NewTaskDialog
from desktop.ui.replies_dialog import show_replies
from desktop.ui.reply_dialog import ReplyDialog
from desktop.ui.screen import Screen
from desktop.ui.work_dialogs import AnswerDialog, ExtensionDialog, RecurrenceDialog

if TYPE_CHECKING:
    from desktop.services.office import Office


class TaskDeeds:
    """The questions about the current task of ``screen``; ``know`` tells it who there is and what day it is."""

    def __init__(self, screen: Screen, current: Callable[[], Task | None]) -> None:
        self._screen = screen
        self._current = current
        self._people: list[Person] = []
        self._units: list[Unit] = []
        self._today = date.min
        self._calendar = WorkCalendar()

    def know(self, people: list[Person], units: list[Unit], today: date, calendar: WorkCalendar) -> None:
        """Take over whom to offer and which days are worked."""
        self._people, self._units, self._today, self._calendar = people, units, today, calendar

    # --- day, lead, rest

    def ask_due(self) -> None:
        """Ask for another due day, set without being asked for; a day counted from another letter stands there
        already once that letter is in the register."""
        if task := self._current():
            self._screen.read(lambda o: anchors.for_task(o, task.id), lambda options: self._ask_due(task, options))

    def _ask_due(self, task: Task, options: DueOptions | None) -> None:
        ask(
            DueDialog(task, self._today, self._calendar, self._screen, options=options),
            lambda d: self._change_due(task, d.due_on(), d.reason.text()),
        )

    def _change_due(self, task: Task, due_on: date | None, reason: str) -> None:
        self.change(lambda o: tasks.change_due(o, task.id, due_on, reason), tr("Đã đổi hạn."))

    def ask_extension(self) -> None:
        """Ask for a later day, or answer what was asked."""
        task = self._current()
        if task is None:
            return
        if task.extension is not None:
            self._answer(task, task.extension)
        elif task.due_on is not None:
            ask(
                ExtensionDialog(task, self._today, self._calendar, self._screen),
                lambda d: self._extend(task, d.day.day(), d.reason.text()),
            )

    def _extend(self, task: Task, day: date, reason: str) -> None:
        words = tr("Đã ghi đề nghị gia hạn; hạn chưa đổi cho đến khi được đồng ý.")
        self.change(lambda o: extensions.ask(o, task.id, day, reason), words)

    def _answer(self, task: Task, asked: Extension) -> None:
        def write(dialog: AnswerDialog) -> None:
            word, note, day = dialog.answer(), dialog.note.text(), dialog.day.day()
            runs: dict[str, tuple[Callable[[Office], Task], Text]] = {
                "grant": (lambda o: extensions.grant(o, asked.id, note), tr("Đã đồng ý gia hạn.")),
                "refuse": (lambda o: extensions.refuse(o, asked.id, note), tr("Đã từ chối gia hạn; hạn giữ nguyên.")),
                "counter": (lambda o: extensions.counter(o, asked.id, day, note), tr("Đã đề nghị ngày khác.")),
                "accept": (lambda o: extensions.accept(o, asked.id), tr("Đã nhận ngày được đề nghị.")),
                "decline": (lambda o: extensions.decline(o, asked.id), tr("Hạn giữ nguyên.")),
            }
            self.change(*runs[word])

        ask(AnswerDialog(task, asked, self._screen), write)

    def ask_reassign(self) -> None:
        """Ask for another lead."""
        if task := self._current():
            ask(
                ReassignDialog(task, self._people, self._screen, units=self._units),
                lambda d: self._reassign(task, d.person.person(), d.person.unit(), d.reason.text()),
            )

    def _reassign(self, task: Task, person_id: int | None, unit_id: int | None, reason: str) -> None:
        words = tr("Đã giao lại việc.")
        self.change(lambda o: tasks.reassign(o, task.id, person_id, reason, unit_id=unit_id), words)

    def ask_hand_over_all(self) -> None:
        """Ask whose work goes to whom."""
        task = self._current()
        ask_hand_over(self._screen, self._people, task.lead_id if task else None)

    def pause_or_resume(self) -> None:
        """Let the task rest, or take it up again."""
        task = self._current()
        if task is not None and task.state == "paused":
            self._ask_reason(say("Tiếp tục việc"), tasks.resume, tr("Việc được tiếp tục."))
        else:
            self._ask_reason(say("Tạm dừng việc"), tasks.pause, tr("Đã tạm dừng việc."))

    def ask_reopen(self) -> None:
        """Open a closed task again, or return one that waits for confirmation."""
        task = self._current()
        title = say("Trả lại để làm lại") if task is not None and task.state == "waiting" else say("Mở lại việc")
        self._ask_reason(title, tasks.reopen, tr("Đã mở lại việc."))

    def confirm(self) -> None:
        """Confirm that the task is done."""
        if task := self._current():
            self.change(lambda o: tasks.confirm(o, task.id), tr("Đã xác nhận hoàn thành."))

    def ask_repeat(self) -> None:
        """Ask how often the task comes back."""
        if task := self._current():
            ask(RecurrenceDialog(task, self._screen), lambda d: self._repeat(task, d))

    def _repeat(self, task: Task, dialog: RecurrenceDialog) -> None:
        rule, why = dialog.box.recurrence(), dialog.reason.text()
        self.change(lambda o: recurring.change(o, task.id, rule, why), tr("Đã lưu việc lặp lại."))

    # --- new work, files, replies

    def ask_new(self) -> None:
        """Ask for a task of the office's own, without a letter."""
        dialog = NewTaskDialog(Assignment(""), None, self._people, self._today, parent=self._screen, units=self._units)

        def write(done: NewTaskDialog) -> None:
            work = done.assignment()
            self.change(lambda o: assign.assign(o, [work]), tr("Đã giao việc."))

        ask(dialog, write)

    def ask_file(self) -> None:
        """Ask for a file to keep with the task."""
        if self._current() is not None:
            name, _kind = QFileDialog.getOpenFileName(self._screen, say("Chọn tệp đính kèm"))
            if name:
                self.attach(Path(name))

    def attach(self, file: Path) -> None:
        """Keep a file with the current task."""
        if task := self._current():
            self.change(lambda o: evidence.attach(o, "task", task.id, file), tr("Đã đính kèm {name}.", name=file.name))

    def open_file(self, attachment_id: int) -> None:
        """Show a kept file, after its bytes were checked."""
        show_kept_by_id(self._screen.context, attachment_id, self._screen)

    def show_reply(self, reply_id: int | None = None) -> None:
        """Show the office's replies, this one chosen."""
        show_replies(self._screen.context, self._screen, reply_id)

    def ask_reply(self) -> None:
        """Ask for the outgoing letter that closes the task and others of its letter."""
        if task := self._current():
            self._screen.read(lambda o: _may_close(o, task), lambda found: self._ask_reply(task, found))

    def _ask_reply(self, task: Task, found: list[Task]) -> None:
        intro = say("Trả lời {name}", name=letter_name(task.letter)) if task.letter else task.title
        subject = task.letter.subject if task.letter else ""
        dialog = ReplyDialog(intro, subject, found, self._today, self._screen)
        letters = [task.letter_id] if task.letter_id is not None else []

        def write(done: ReplyDialog) -> None:
            draft, closed = done.draft(), done.closed()
            self.change(
                lambda o: replies.record(o, draft, letter_ids=letters, task_ids=closed),
                tr("Đã ghi văn bản trả lời {name}.", name=f"{draft.number}/{draft.symbol}"),
            )

        ask(dialog, write)

    # --- writing

    def change(self, operation: Callable[[Office], object], words: Text) -> None:
        """Write off the UI thread, then tell the person and every screen."""

        def done(_answer: object) -> None:
            self._screen.context.toast(words)
            self._screen.context.tell("tasks")
            self._screen.context.tell("letters")

        self._screen.write(operation, done)

    def _ask_reason(self, title: str, run: Callable[[Office, int, str], Task], words: Text) -> None:
        task = self._current()
        if task is None:
            return

        def write(dialog: ReasonDialog) -> None:
            reason = dialog.reason()
            self.change(lambda o: run(o, task.id, reason), words)

        ask(ReasonDialog(title, title, task.title, self._screen), write)


def _may_close(office: Office, task: Task) -> list[Task]:
    """The open tasks of the same letter, the one asked about first."""
    if task.letter_id is None:
        return [tasks.task(office, task.id)]
    found = tasks.tasks(office, TaskFilter(letter_id=task.letter_id, open_only=True))
    return sorted(found, key=lambda t: (t.id != task.id, t.id))
