"""Registering from the inbox: one letter, or all that are sure; undo is a void with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.core.drafts import DraftValue
from desktop.core.records import Letter
from desktop.core.words import say, tr
from desktop.services import inbox
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.inbox_queries import Sheet
from desktop.ui.labels import letter_name

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.services.register import RegisterAllResult
    from desktop.ui.inbox_view import InboxView


class Registering:
    """What the inbox's two buttons do. ``busy`` while the office is writing, so that one press gives one number."""

    def __init__(self, view: InboxView) -> None:
        self._view = view
        self.busy = False

    # -- one letter ------------------------------------------------------------------------------------------------

    def register(self) -> None:
        """Register the letter shown; a wrong or missing value is shown first, a letter that is there already
        is shown beside it."""
        view = self._view
        if self.busy or view.sheet is None or view.letter.sheet is not view.sheet:
            return
        wrong = view.letter.form.wrong_field()
        if wrong:
            view.letter.form.focus_field(wrong)
        elif view.letter.ask_for_missing():
            return
        else:
            self._look_for_twins(view.sheet)

    def _look_for_twins(self, sheet: Sheet) -> None:
        """Ask with what stands in the form now: a number typed by hand may be one that is there already."""
        read = {name: field.value for name, field in sheet.draft.fields.items() if field.value}
        values = {**read, **self._view.letter.form.values()}
        self._set_busy(True)
        self._view.read(
            lambda office: inbox.twins(office, values), lambda twins: self._decide(sheet, values, twins), self._failed
        )

    def _decide(self, sheet: Sheet, values: dict[str, DraftValue], twins: list[Letter]) -> None:
        shown = self._view.sheet
        self._set_busy(False)
        if shown is None or (shown.scan.id, shown.draft.letter_index) != (sheet.scan.id, sheet.draft.letter_index):
            return
        if twins:
            self._ask_twin(shown, values, twins)
        else:
            self._register(shown)

    def _ask_twin(self, sheet: Sheet, values: dict[str, DraftValue], twins: list[Letter]) -> None:
        from desktop.ui.twin_dialog import NewLetter, TwinDialog

        draft, alone = sheet.draft, sheet.letters == 1
        new = NewLetter(
            values,
            sheet.file,
            sheet.rotations,
            1 if alone else draft.first_page,
            None if alone else draft.last_page,
            alone and sheet.scan.state == "ready",
            sheet.next_number,
        )
        from desktop.services import letter_copies

        dialog = TwinDialog(self._view.context, new, twins, self._view.window())
        dialog.another.connect(lambda: self._register(sheet))
        dialog.look.connect(self._view.context.open_letter)
        dialog.keep.connect(lambda letter: self._same(sheet, letter, letter_copies.keep_as_copy))
        dialog.drop.connect(lambda letter: self._same(sheet, letter, letter_copies.drop_as_copy))
        dialog.open()

    def _same(self, sheet: Sheet, letter_id: int, settle: Callable[[Office, int, int], Letter]) -> None:
        view, scan_id = self._view, sheet.scan.id
        after = view.panel.after(scan_id)
        self._set_busy(True)

        def done(letter: Letter) -> None:
            self._set_busy(False)
            words = tr("Bản quét là bản khác của số đến {n}; không cấp số mới.", n=letter.arrival_number)
            view.context.toast(words, ToastAction(tr("Hoàn tác"), lambda: self._take_back(scan_id), undo=True))
            view.go_on(None, after)

        view.write(lambda office: settle(office, scan_id, letter_id), done, self._failed)

    def _take_back(self, scan_id: int) -> None:
        def done(_scan: object) -> None:
            self._view.context.tell("scans")
            self._view.context.tell("letters")
            self._view.open_scan(scan_id)

        from desktop.services import letter_copies

        self._view.write(lambda office: letter_copies.take_back(office, scan_id), done)

    def _register(self, sheet: Sheet) -> None:
        view = self._view
        scan_id, place = sheet.scan.id, sheet.draft.letter_index
        values, day, book = view.letter.form.values(), view.letter.arrived_on.day(), sheet.book_id
        after = view.panel.after(scan_id)
        self._set_busy(True)

        def operation(office: Office) -> tuple[Letter, int]:
            from desktop.services import anchors, register

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
        from desktop.ui.dialogs import void_dialog
        from desktop.ui.form_dialog import ask

        ask(void_dialog(letter, self._view.window()), lambda dialog: self._void(letter, dialog.reason()))

    def _void(self, letter: Letter, reason: str) -> None:
        from desktop.services import register

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
        from desktop.services import register

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
