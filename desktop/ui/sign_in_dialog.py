"""Signing in: at the start, and again after the window was locked."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop.core.errors import OfficeError
from desktop.core.rights import Access
from desktop.core.words import say
from desktop.ui.form_dialog import FormDialog

#: Signs in with a name and a password; raises AccessDenied.
SignIn = Callable[[str, str], Access]


class SignInDialog(FormDialog):
    """Asks for name and password until they fit; ``access`` is who signed in, None when the dialog was left."""

    def __init__(self, names: Sequence[str], sign_in: SignIn, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(
            say("Đăng nhập"), say("Đăng nhập"), parent, intro=say("Cơ quan này cần đăng nhập để làm việc.")
        )
        self.access: Access | None = None
        self._sign_in = sign_in
        self._told = ""
        self.name = QComboBox()
        self.name.addItems(list(names))
        self.name.setCurrentText(name)
        self.password = QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
        self.form.addRow(say("Tên"), self.name)
        self.form.addRow(say("Mật khẩu"), self.password)
        self.password.textEdited.connect(self._typed)
        for button in self._buttons.buttons():
            if button is not self.ok:
                button.setText(say("Thoát"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.check()

    def problem(self) -> str:
        return self._told or ("" if self.password.text() else say("Hãy nhập mật khẩu."))

    def accept(self) -> None:
        self._told = ""
        if self.problem():
            return
        try:
            self.access = self._sign_in(self.name.currentText(), self.password.text())
        except OfficeError as error:
            self._told = str(error)
            self.password.clear()
            self.password.setFocus()
            self.check()
            return
        super().accept()

    def _typed(self) -> None:
        self._told = ""
        self.check()
