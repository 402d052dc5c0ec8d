"""Signing in: at the start, and again after the window was locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QDialogButtonBox, QPushButton, QWidget

from desktop.core.errors import OfficeError
from desktop.core.rights import Access
from desktop.core.words import say
from desktop.services import recovery, sign_in
from desktop.services.office import Office
from desktop.ui.form_dialog import FormDialog, ask
from desktop.ui.password_dialogs import OwnPasswordDialog, RecoverDialog, secret_line

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


@dataclass(frozen=True)
class Door:
    """How the dialog asks the office; ``open`` gives an Office that can write, for the moment."""

    open: Callable[[], AbstractContextManager[Office]]

    def names(self) -> list[str]:
        """Return the names that may sign in."""
        with self.open() as office:
            return sign_in.names(office)

    def sign_in(self, name: str, password: str) -> Access:
        """Sign in; raises AccessDenied."""
        with self.open() as office:
            return sign_in.sign_in(office, name, password)

    def change(self, access: Access, old: str, new: str) -> Access:
        """Change the password of whoever signed in; raises AccessDenied, RuleError."""
        with self.open() as office:
            office.working.become(access)
            return sign_in.change_own_password(office, old, new)

    def recover(self, code: str, name: str, password: str) -> Access:
        """Come in by the recovery code; raises AccessDenied, RuleError."""
        with self.open() as office:
            return recovery.recover(office, code, name, password)


class SignInDialog(FormDialog):
    """Asks for name and password until they fit, and for another password where somebody else chose it; ``access`` is
    who signed in, None when the dialog was left."""

    def __init__(self, door: Door, names: Sequence[str], parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(
            say("Đăng nhập"), say("Đăng nhập"), parent, intro=say("Cơ quan này cần đăng nhập để làm việc.")
        )
        self.access: Access | None = None
        self.second: OwnPasswordDialog | RecoverDialog | None = None
        self._door = door
        self._told = ""
        self.name, self.password = QComboBox(), secret_line()
        self.name.addItems(list(names))
        self.name.setCurrentText(name)
        self.begin_at = self.password if name or len(names) == 1 else self.name
        self.form.addRow(say("Tên"), self.name)
        self.form.addRow(say("Mật khẩu"), self.password)
        self.password.textEdited.connect(self._typed)
        for button in self._buttons.buttons():
            if button is not self.ok:
                button.setText(say("Thoát"))
        self.forgot = QPushButton(say("Quên mật khẩu…"))
        self.forgot.setAutoDefault(False)
        self._buttons.addButton(self.forgot, QDialogButtonBox.ButtonRole.ResetRole)
        self.forgot.clicked.connect(self.recover)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.check()

    def problem(self) -> str:
        return self._told or ("" if self.password.text() else say("Hãy nhập mật khẩu."))

    def accept(self) -> None:
        self._told = ""
        if self.problem():
            return
        try:
            access = self._door.sign_in(self.name.currentText(), self.password.text())
        except OfficeError as error:
            self._told = str(error)
            self.password.clear()
            self.password.setFocus()
            self.check()
            return
        if access.given:
            self._choose(access)
        else:
            self._enter(access)

    def recover(self) -> None:
        """Ask for the recovery code instead."""
        names = [self.name.itemText(n) for n in range(self.name.count())]
        dialog = RecoverDialog(names, self._door.recover, self)
        dialog.name.setCurrentText(self.name.currentText())
        self.second = ask(dialog, lambda d: self._enter(d.access))

    def _choose(self, access: Access) -> None:
        """The password was given by somebody else: nothing before another one is chosen."""
        dialog = OwnPasswordDialog(
            access.name, lambda old, new: self._door.change(access, old, new), self, given=self.password.text()
        )
        self.password.clear()
        self.check()
        self.second = ask(dialog, lambda d: self._enter(d.access))

    def _enter(self, access: Access | None) -> None:
        self.access = access
        if access is not None:
            self.done(QDialog.DialogCode.Accepted)

    def _typed(self) -> None:
        self._told = ""
        self.check()
