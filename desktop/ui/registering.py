"""Registering from the inbox: one letter, or all that are sure; undo is a void with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMessageBox

from desktop.core.names import show_date
from desktop.core.records import Letter
from desktop.core.words import say, tr
from desktop.services import anchors, register
from desktop.services.register import RegisterAllResult
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.dialogs import void_dialog
from desktop.ui.form_dialog import ask
from desktop.ui.inbox_queries import Sheet
from desktop.ui.labels import letter_name

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.ui.inbox_view import InboxView


class Registering:
    """What the inbox's two buttons do. ``busy`` while the office is writing, so that one press gives one number."""

    def __init__(self, view: InboxView) -> None:
        self._view = view
        self.busy = False

    # -- one letter ------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Register the letter shown; a wrong or missing value is shown first, a twin is asked about."""
        view = self._view
        if self.busy or view.sheet is None or view.letter.sheet is not view.sheet:
            return
        wrong = view.letter.form.wrong_field()
        if wrong:
            view.letter.form.focus_field(wrong)
        elif view.letter.ask_for_missing():
            return
        elif view.sheet.draft.twins:
            self._ask_twin(view.sheet)
        else:
            self._register(view.sheet)

    def _ask_twin(self, sheet: Sheet) -> None:
        twin = sheet.draft.twins[0]
        box = QMessageBox(self._view.window())
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(say("Có thể đã đăng ký"))
        box.setText(
            say(
                "{name} đã vào sổ với số đến {n} ngày {day}.",
                name=letter_name(twin),
                n=twin.arrival_number,
                day=show_date(twin.arrived_on),
            )
        )
        box.setInformativeText(say("Đăng ký thêm một số nữa cho văn bản này?"))
        yes = box.addButton(say("Vẫn đăng ký"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(say("Thôi"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.setEscapeButton(no)
        yes.clicked.connect(lambda: self._register(sheet))
        box.open()

    def _register(self, sheet: Sheet) -> None:
        view = self._view
        scan_id, place = sheet.scan.id, sheet.draft.letter_index
        values, day, book = view.letter.form.values(), view.letter.arrived_on.day(), sheet.book_id
        after = view.panel.after(scan_id)
        self._set_busy(True)

        def operation(office: Office) -> tuple[Letter, int]:
            letter = register.register(office, scan_id, place, values, arrived_on=day, book_id=book)
            return letter, len(anchors.waiting_for(office, letter.id))

        view.write(operation, lambda made: self._registered(*made, after), self._failed)

    def _registered(self, letter: Letter, waiting: int, after: int | None) -> None:
        self._set_busy(False)
        words = say("Đã đăng ký số {n}: {name}.", n=letter.arrival_number, name=letter_name(letter))
        if letter.late:
            words += " " + say("Ghi chú: vào sổ muộn.")
        if letter.incomplete:
            words += " " + say("Còn {n} trường phải ghi sau.", n=len(letter.incomplete))
        self._view.context.toast(words, ToastAction(tr("Hoàn tác…"), lambda: self.undo(letter), undo=True))
        self._view.go_on(letter, after)
        tell_of_days(self._view.context, waiting)

    def _failed(self, error: Exception) -> None:
        self._set_busy(False)
        self._view.context.show_error(error)
        self._view.refresh()

    def _set_busy(self, busy: bool) -> None:
        self.busy = busy
        self._view.enable()

    # -- undo ------------------------------------------------------------------------------------------------------

    def undo(self, letter: Letter) -> None:
        """Ask why, then void the entry: its number stays taken, its scan waits again."""
        ask(void_dialog(letter, self._view.window()), lambda dialog: self._void(letter, dialog.reason()))

    def _void(self, letter: Letter, reason: str) -> None:
        self._view.write(lambda office: register.void(office, letter.id, reason), self._voided)

    def _voided(self, letter: Letter) -> None:
        context = self._view.context
        context.toast(say("Đã hủy đăng ký số {n}; bản quét trở lại Hộp quét.", n=letter.arrival_number))
        context.tell("scans")
        context.tell("letters")
        context.tell("tasks")
        if letter.scan_id is not None:
            self._view.open_scan(letter.scan_id)

    # -- all that are sure -----------------------------------------------------------------------------------------

    def register_all(self) -> None:
        """Register every sure scan, leave the doubtful ones."""
        if self.busy:
            return
        self._set_busy(True)
        self._view.write(
            lambda office: register.register_all(office, only_sure=True), self._all_registered, self._failed
        )

    def _all_registered(self, result: RegisterAllResult) -> None:
        self._set_busy(False)
        context = self._view.context
        context.toast(_all_words(result), ToastAction(tr("Mở sổ"), lambda: context.open_screen("register")))
        for _scan, error in result.failed[:1]:
            context.show_error(error)
        self._view.go_on(None, None)


def tell_of_days(context: UiContext, waiting: int) -> None:
    """Tell that the letter just registered sets the day for work that waited for it, and lead to that work."""
    if waiting:
        words = tr("{n} việc tính hạn theo văn bản vừa vào sổ: hãy chọn hạn.", n=waiting)
        context.toast(words, ToastAction(tr("Chọn hạn…"), lambda: context.open_tasks("undated")))
        context.tell("tasks")


def _all_words(result: RegisterAllResult) -> str:
    numbers = [letter.arrival_number for letter in result.registered]
    left = sum(scan.state in ("ready", "reading", "stored") for scan in result.left) + len(result.failed)
    if not numbers:
        done = say("Chưa đăng ký văn bản nào.")
    elif len(numbers) == 1:
        done = say("Đã đăng ký 1 văn bản, số {n}.", n=numbers[0])
    else:
        done = say("Đã đăng ký {n} văn bản, số {first} đến {last}.", n=len(numbers), first=numbers[0], last=numbers[-1])
    return f"{done} {say('Để lại {n} bản cần xem.', n=left)}" if left else done
