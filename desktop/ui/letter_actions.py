"""What a person does to a registered letter: correct, void, hand over, write down an opinion, print its slip."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.filters import TaskFilter
from desktop.core.names import full_symbol
from desktop.core.records import Attachment, Instruction, Letter, Outgoing, Person, Task, Transfer, Unit
from desktop.core.twins import Values
from desktop.core.words import say, tr
from desktop.services import books, evidence, inbox, letters, people, register, replies, tasks
from desktop.ui.context import UiContext
from desktop.ui.dialogs import HandOverDialog, OpinionDialog, ReasonDialog, void_dialog
from desktop.ui.form_dialog import ask
from desktop.ui.labels import letter_name
from desktop.ui.letter_form import LetterForm
from desktop.ui.reply_dialog import ReplyDialog
from desktop.ui.twin_dialog import NewLetter, TwinDialog

if TYPE_CHECKING:
    from desktop.services.office import Office

Staff = tuple[list[Person], list[Unit], date]


def staff(office: Office) -> Staff:
    """Return the people and units to choose from, and today."""
    return people.people(office), people.units(office), office.today()


class LetterActions:
    """The dialogs and writes for one letter at a time; ``window`` is what the dialogs stand over."""

    def __init__(self, context: UiContext, window: QWidget) -> None:
        self._context = context
        self._window = window

    def correct(self, letter: Letter) -> None:
        """Ask for corrections of the entry; the arrival number stays."""
        self._context.read(lambda o: books.closed(o, letter), lambda closed: self._ask_correction(letter, closed))

    def _ask_correction(self, letter: Letter, closed: bool) -> None:
        title = str(tr("Sửa văn bản số đến {n}", n=letter.arrival_number))
        form = LetterForm(title, str(tr("Lưu")), letter, letter.arrived_on, self._window, why=closed)
        ask(form, lambda f: self._write_correction(letter, f))

    def _write_correction(self, letter: Letter, form: LetterForm) -> None:
        values, why = form.values(), form.reason.text().strip()
        if values:
            self._context.write(lambda o: register.correct(o, letter.id, values, reason=why), self._corrected)

    def _corrected(self, letter: Letter) -> None:
        self._context.tell("letters")
        self._context.toast(tr("Đã sửa văn bản số đến {n}.", n=letter.arrival_number))

    def by_hand(self, today: date, book_id: int | None, then: Callable[[Letter], object]) -> None:
        """Ask for the particulars of a paper letter that was not scanned, and register it."""
        form = LetterForm(str(tr("Đăng ký văn bản giấy")), str(tr("Đăng ký")), None, today, self._window)

        def write(dialog: LetterForm) -> None:
            values, arrived = dialog.values(), dialog.arrived.day()

            def enter() -> None:
                self._context.write(
                    lambda office: register.register_by_hand(office, values, arrived_on=arrived, book_id=book_id), done
                )

            self._context.read(lambda o: inbox.twins(o, values), lambda twins: self._ask_twin(values, twins, enter))

        def done(letter: Letter) -> None:
            self._context.tell("letters")
            self._context.toast(tr("Đã đăng ký {name}, số đến {n}.", name=letter_name(letter), n=letter.arrival_number))
            then(letter)

        ask(form, write)

    def _ask_twin(self, values: Values, twins: list[Letter], enter: Callable[[], None]) -> None:
        """What is typed from paper may be in the register already: shown beside it before a number is given."""
        if not twins:
            enter()
            return
        new = NewLetter(values, None, (), 1, None, may_copy=False)
        dialog = TwinDialog(self._context, new, twins, self._window.window())
        dialog.another.connect(enter)
        dialog.look.connect(self._context.open_letter)
        dialog.open()

    def void(self, letter: Letter) -> None:
        """Ask for a reason and void the entry."""
        ask(void_dialog(letter, self._window), lambda d: self._write_void(letter, d))

    def _write_void(self, letter: Letter, dialog: ReasonDialog) -> None:
        reason = dialog.reason()
        self._context.write(lambda office: register.void(office, letter.id, reason), self._voided)

    def _voided(self, letter: Letter) -> None:
        self._context.tell("letters")
        self._context.tell("scans")
        self._context.tell("tasks")
        self._context.toast(tr("Đã hủy đăng ký số đến {n}.", n=letter.arrival_number))

    def hand_over(self, letter: Letter) -> None:
        """Ask who receives the letter and note it in the register."""
        self._context.read(staff, lambda s: self._ask_hand_over(letter, s))

    def _ask_hand_over(self, letter: Letter, staff_now: Staff) -> None:
        folk, units, today = staff_now
        ask(HandOverDialog(letter, folk, units, today, self._window), lambda d: self._write_hand_over(letter, d))

    def _write_hand_over(self, letter: Letter, dialog: HandOverDialog) -> None:
        person, unit = dialog.person.chosen(), dialog.unit.chosen()
        day, note = dialog.day.day(), dialog.note.text().strip()
        self._context.write(
            lambda office: letters.hand_over(office, letter.id, person_id=person, unit_id=unit, on=day, note=note),
            self._handed_over,
        )

    def _handed_over(self, transfer: Transfer) -> None:
        self._context.tell("letters")
        self._context.toast(tr("Đã chuyển cho {name}.", name=transfer.to_name))

    def opinion(self, letter: Letter) -> None:
        """Ask for a leader's opinion and write it down."""
        self._context.read(staff, lambda s: self._ask_opinion(letter, s))

    def _ask_opinion(self, letter: Letter, staff_now: Staff) -> None:
        folk, _units, today = staff_now
        ask(OpinionDialog(letter, folk, today, self._window), lambda d: self._write_opinion(letter, d))

    def _write_opinion(self, letter: Letter, dialog: OpinionDialog) -> None:
        person, text, day = dialog.person.chosen(), dialog.text.text(), dialog.day.day()
        self._context.write(
            lambda office: letters.instruct(office, letter.id, text, person_id=person, on=day), self._instructed
        )

    def _instructed(self, _instruction: Instruction) -> None:
        self._context.tell("letters")
        self._context.toast(tr("Đã ghi bút phê."))

    def ask_file(self, letter: Letter) -> None:
        """Ask for a file to keep with the letter."""
        name, _kind = QFileDialog.getOpenFileName(self._window, say("Chọn tệp đính kèm"))
        if name:
            self.attach(letter, Path(name))

    def attach(self, letter: Letter, file: Path) -> None:
        """Keep a file with the letter."""
        self._context.write(lambda office: evidence.attach(office, "letter", letter.id, file), self._attached)

    def _attached(self, kept: Attachment) -> None:
        self._context.tell("letters")
        self._context.toast(tr("Đã đính kèm {name}.", name=kept.name))

    def reply(self, letter: Letter) -> None:
        """Ask for the office's letter that answers this one, and which work it closes."""
        self._context.read(lambda office: _open_work(office, letter), lambda found: self._ask_reply(letter, *found))

    def _ask_reply(self, letter: Letter, work: list[Task], today: date) -> None:
        intro = str(tr("Trả lời {name}", name=letter_name(letter)))
        ask(ReplyDialog(intro, letter.subject, work, today, self._window), lambda d: self._write_reply(letter, d))

    def _write_reply(self, letter: Letter, dialog: ReplyDialog) -> None:
        draft, closed = dialog.draft(), dialog.closed()
        self._context.write(
            lambda office: replies.record(office, draft, letter_ids=[letter.id], task_ids=closed), self._replied
        )

    def _replied(self, made: Outgoing) -> None:
        self._context.tell("letters")
        self._context.tell("tasks")
        self._context.toast(tr("Đã ghi văn bản trả lời {name}.", name=full_symbol(made.number, made.symbol)))


def _open_work(office: Office, letter: Letter) -> tuple[list[Task], date]:
    return tasks.tasks(office, TaskFilter(letter_id=letter.id, open_only=True)), office.today()
