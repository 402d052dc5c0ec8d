"""Who sits at the window: signing in again after a lock, what the actions may do, users and restrictions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog
from shiboken6 import isValid

from desktop.core.rights import RIGHT_NAMES, ROLE_NAMES, Access, Right
from desktop.core.words import say, tr
from desktop.services import restricted, sign_in
from desktop.services.office import Office
from desktop.ui.actions import ActionSpec
from desktop.ui.form_dialog import ask
from desktop.ui.sign_in_dialog import Door, SignInDialog
from desktop.ui.stirring import Stirring

if TYPE_CHECKING:
    from desktop.core.records import Letter
    from desktop.services.restricted import Restriction
    from desktop.services.sign_in import Account
    from desktop.ui.main_window import MainWindow

#: What an action needs; the services ask for the same, this only tells it before.
NEEDS: dict[str, Right] = {
    **dict.fromkeys(
        (
            "file.add",
            "file.test_scan",
            "file.pause_reading",
            "inbox.dismiss",
            "inbox.reread",
            "inbox.stop",
            "inbox.arrange",
        ),
        Right.INTAKE,
    ),
    **dict.fromkeys(("inbox.register", "inbox.register_all", "inbox.by_hand", "register.by_hand"), Right.REGISTER),
    **dict.fromkeys(("register.correct", "register.void", "register.hand_over", "register.reply"), Right.REGISTER),
    **dict.fromkeys(("register.import", "tasks.reply"), Right.REGISTER),
    **dict.fromkeys(("register.opinion", "directives.give", "tasks.new", "tasks.reassign"), Right.ASSIGN),
    **dict.fromkeys(("tasks.change_due", "tasks.pause", "tasks.reopen", "tasks.confirm", "tasks.repeat"), Right.ASSIGN),
    "tasks.hand_over_all": Right.ASSIGN,
    **dict.fromkeys(
        ("tasks.progress", "tasks.finish", "tasks.extend", "tasks.attach", "register.attach"), Right.PROGRESS
    ),
    **dict.fromkeys(("catalogues.add", "catalogues.edit", "catalogues.paste", "catalogues.toggle"), Right.CATALOGUE),
    **dict.fromkeys(("catalogues.hand_over", "catalogues.working"), Right.CATALOGUE),
    "file.export": Right.EXPORT,
    "settings.save": Right.SETTINGS,
    "file.users": Right.ACCOUNTS,
    "letter.restrict": Right.RESTRICT,
    "letter.secret": Right.REGISTER,
}
_SECRET = ActionSpec(
    "letter.secret",
    tr("Đây là văn bản mật…"),
    tr("Gỡ khỏi máy này văn bản có dấu chỉ độ mật mà máy không nhận ra"),
    (),
    "letter",
    "refused",
)
_TOPICS = ("letters", "tasks", "scans", "people")


class Session(QObject):
    """Keeps the window to whoever is signed in; does nothing while the office asks for no signing in. ``asked``: whether
    it asks, and after how many idle minutes the window locks."""

    def __init__(self, window: MainWindow, open_office: Callable[[], Office], asked: tuple[bool, int]) -> None:
        super().__init__(window)
        self._window = window
        self._open = open_office
        self._on = False
        self._minutes = 0
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(self.lock)
        self.dialog: SignInDialog | None = None
        self._hidden: list[tuple[QDialog, bool]] = []
        self._denied: dict[QAction, str] = {}
        self._stirring = Stirring(self._stirred, self)
        self._add_actions()
        self._take(*asked)

    def _add_actions(self) -> None:
        actions = self._window.context.actions
        users = ActionSpec(
            "file.users",
            tr("Người dùng và đăng nhập…"),
            tr("Bật đăng nhập, thêm người, đổi vai trò"),
            (),
            "file",
            "people",
        )
        lock = ActionSpec(
            "file.lock",
            tr("Khóa màn hình"),
            tr("Che cửa sổ cho đến khi đăng nhập lại"),
            ("Ctrl+Alt+L",),
            "file",
            "person",
        )
        own = ActionSpec(
            "file.own_password",
            tr("Đổi mật khẩu của tôi…"),
            tr("Chọn mật khẩu đăng nhập khác cho mình"),
            (),
            "file",
            "person",
        )
        keep = ActionSpec(
            "letter.restrict",
            tr("Hạn chế xem…"),
            tr("Chọn những người được xem văn bản này (dữ liệu cá nhân)"),
            (),
            "letter",
            "people",
        )
        actions.add(users, self.show_users)
        actions.add(lock, self.lock)
        actions.add(own, self.change_password)
        actions.add(keep, self.restrict)
        actions.add(_SECRET, self.declare_secret)
        self._window.menus.fill_all()
        actions.added.connect(self._allow)  # screens that are built later bring theirs

    @property
    def access(self) -> Access | None:
        """Who is signed in."""
        return self._window.context.jobs.session

    def _be(self, access: Access | None) -> None:
        self._window.context.jobs.work_as(access)
        with self._open() as office:
            self._take(*sign_in.asked_of_window(office))

    def _take(self, on: bool, minutes: int) -> None:
        """Ask for signing in or not, and lock after so many idle minutes (0: never)."""
        self._on, self._minutes = on, minutes
        self._stirring.watch(minutes > 0)
        access = self.access
        self._window.search.saved.belong_to(access.account_id if access is not None and self._on else 0)
        for name in ("file.lock", "file.own_password"):
            self._window.context.actions[name].setEnabled(self._on)
        self._allow()
        self._stirred()

    def _allow(self) -> None:
        """Dim what this person may not do, and say why where the pointer rests."""
        access = self.access if self._on else None
        self._denied = {}
        for entry in self._window.context.actions:
            right = NEEDS.get(entry.spec.name)
            if right is None:
                continue
            action = entry.action
            if not action.property("watched"):
                action.setProperty("watched", True)
                action.changed.connect(lambda action=action: self._keep_dim(action))
            if access is not None and not access.may(right):
                self._denied[action] = say(
                    "{name} ({role}) không có quyền {what}.",
                    name=access.name,
                    role=ROLE_NAMES[access.role],
                    what=RIGHT_NAMES[right],
                )
                self._keep_dim(action)
            elif action.property("denied"):
                action.setProperty("denied", False)
                action.setToolTip(str(entry.spec.tip))
                action.setEnabled(True)

    def _keep_dim(self, action: QAction) -> None:
        reason = self._denied.get(action)
        if reason is not None and (action.isEnabled() or action.toolTip() != reason):
            action.setProperty("denied", True)
            action.setEnabled(False)
            action.setToolTip(reason)

    # --- locking

    def _stirred(self) -> None:
        if self._minutes and self.dialog is None:
            self._idle.start(self._minutes * 60_000)
        else:
            self._idle.stop()

    def lock(self) -> None:
        """Cover the window until somebody signs in; what is open and half typed stays as it is."""
        if not self._on or self.dialog is not None:
            return
        former = self.access
        self._window.context.jobs.work_as(None)
        self._window.hide_content(True)
        self._hide_dialogs()
        door = Door(self._open)
        self.dialog = SignInDialog(door, door.names(), self._window, name=former.name if former else "")
        self.dialog.finished.connect(lambda result: self._unlock(result, former))
        self.dialog.open()

    def _unlock(self, result: int, former: Access | None) -> None:
        dialog, self.dialog = self.dialog, None
        access = dialog.access if dialog is not None and result == QDialog.DialogCode.Accepted else None
        if access is None:
            self._window.close()
            return
        self._window.hide_content(False)
        self._be(access)
        same = former is not None and access.account_id == former.account_id
        self._show_dialogs(same)
        if not same:
            self._window.bell.forget()
            self._window.search.clear()
            for topic in _TOPICS:
                self._window.context.changed.emit(topic)
            self._window.refresh_front()

    def _hide_dialogs(self) -> None:
        """What stands open over the window may show a letter: it is put out of sight with it, half typed as it is."""
        top = QApplication.topLevelWidgets()
        self._hidden = [(w, w.isModal()) for w in top if isinstance(w, QDialog) and w.isVisible()]
        for dialog, _modal in self._hidden:
            dialog.hide()

    def _show_dialogs(self, same: bool) -> None:
        """Bring them back for who opened them; for somebody else they are closed."""
        hidden, self._hidden = self._hidden, []
        for dialog, modal in hidden:
            if not isValid(dialog):
                continue
            if same:
                dialog.open() if modal else dialog.show()
            else:
                dialog.reject()

    # --- users and restrictions

    def show_users(self) -> None:
        """Open the list of users."""
        from desktop.ui.accounts_dialog import AccountsDialog

        AccountsDialog(self._window.context, self._be, self._window).open()

    def change_password(self) -> None:
        """Ask whoever is signed in for another password."""
        access = self.access
        if access is None:
            return
        from desktop.ui.password_dialogs import OwnPasswordDialog

        door = Door(self._open)
        dialog = OwnPasswordDialog(access.name, lambda old, new: door.change(access, old, new), self._window)
        ask(dialog, lambda _d: self._window.context.toast(tr("Đã đổi mật khẩu.")))

    def restrict(self) -> None:
        """Ask who may see the letter that is open in the register."""
        panel = getattr(self._window.front, "panel", None)
        bundle = getattr(panel, "bundle", None)
        if bundle is None:
            self._window.context.toast(tr("Hãy mở một văn bản trong sổ trước."))
            return
        letter = bundle.letter
        self._window.context.read(
            lambda o: (sign_in.accounts(o), restricted.restriction(o, letter.id)),
            lambda found: self._ask_readers(letter, *found),
        )

    def declare_secret(self) -> None:
        """Take back what was found to be secret."""
        from desktop.ui.secret_found import declare_front

        declare_front(self._window)

    def _ask_readers(self, letter: Letter, accounts: list[Account], now: Restriction | None) -> None:
        from desktop.ui.restrict_dialog import RestrictDialog

        ask(
            RestrictDialog(letter, accounts, now, self._window), lambda d: self._keep(letter.id, d.chosen(), d.reason())
        )

    def _keep(self, letter_id: int, readers: list[int], reason: str) -> None:
        def write(office: Office) -> None:
            if readers:
                restricted.restrict(office, letter_id, readers, reason)
            else:
                restricted.lift(office, letter_id, reason)

        self._window.context.write(write, lambda _none: self._window.context.tell("letters"))

    def close(self) -> None:
        """Listen no longer."""
        self._stirring.watch(False)
        self._idle.stop()
