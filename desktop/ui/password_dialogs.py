"""Passwords: one's own chosen anew, and the way in again for an administrator who forgot it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QComboBox, QFileDialog, QLineEdit, QWidget

from desktop.core.errors import OfficeError
from desktop.core.rights import Access
from desktop.core.words import say, tr
from desktop.services import recovery, sign_in
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.form_dialog import FormDialog
from desktop.ui.widgets import label

#: Changes the own password (old, new) and returns who is signed in then; raises AccessDenied, RuleError.
Change = Callable[[str, str], Access]
#: Comes in by the recovery code (code, name, new password); raises AccessDenied, RuleError.
Recover = Callable[[str, str, str], Access]


def secret_line() -> QLineEdit:
    """Return a line for a password: not shown, not kept by the keyboard."""
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setInputMethodHints(Qt.InputMethodHint.ImhHiddenText | Qt.InputMethodHint.ImhSensitiveData)
    return line


def new_password_problem(new: str, again: str) -> str:
    """Say what is wrong with a new password typed twice, '' when nothing is."""
    if len(new) < sign_in.SHORTEST:
        return say("Mật khẩu mới cần ít nhất {n} ký tự.", n=sign_in.SHORTEST)
    return "" if new == again else say("Hai mật khẩu mới chưa giống nhau.")


class _AskingDialog(FormDialog):
    """Asks, tries, and tells in its own line what went wrong; ``access`` is who is signed in afterwards."""

    def __init__(self, title: str, parent: QWidget | None, intro: str) -> None:
        super().__init__(title, title, parent, intro=intro)
        self.access: Access | None = None
        self._told = ""
        self.new, self.again = secret_line(), secret_line()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)

    def _lines(self, *lines: QLineEdit) -> None:
        for line in lines:
            line.textChanged.connect(self._typed)
        self.check()

    def _typed(self) -> None:
        self._told = ""
        self.check()

    def _try(self) -> Access:
        raise NotImplementedError

    def accept(self) -> None:
        self._told = ""
        if self.problem():
            return
        try:
            self.access = self._try()
        except OfficeError as error:
            self._told = str(error)
            self.check()
            return
        super().accept()


class OwnPasswordDialog(_AskingDialog):
    """Asks for the present password and twice for a new one. ``given``: somebody else chose the present one; it was
    typed a moment ago and is not asked for again."""

    def __init__(self, name: str, change: Change, parent: QWidget | None = None, *, given: str = "") -> None:
        intro = (
            say("Mật khẩu hiện nay của {name} do người khác đặt. Hãy chọn mật khẩu chỉ mình biết.", name=name)
            if given
            else say("Đổi mật khẩu đăng nhập của {name}.", name=name)
        )
        super().__init__(say("Đổi mật khẩu đăng nhập"), parent, intro)
        self._change = change
        self.old = secret_line()
        self.old.setText(given)
        if not given:
            self.form.addRow(say("Mật khẩu hiện nay"), self.old)
        self.form.addRow(say("Mật khẩu đăng nhập mới"), self.new)
        self.form.addRow(say("Gõ lại lần nữa"), self.again)
        self._lines(self.old, self.new, self.again)

    def problem(self) -> str:
        if self._told:
            return self._told
        if not self.old.text():
            return say("Hãy gõ mật khẩu hiện nay.")
        return new_password_problem(self.new.text(), self.again.text())

    def _try(self) -> Access:
        return self._change(self.old.text(), self.new.text())


class RecoverDialog(_AskingDialog):
    """Asks for the code of the recovery sheet and for a new password of an administrator."""

    def __init__(self, names: Sequence[str], recover: Recover, parent: QWidget | None = None) -> None:
        intro = say(
            "Quên mật khẩu của mình: nhờ người quản trị đặt lại ở «Người dùng và đăng nhập…». Người quản trị duy nhất "
            "quên mật khẩu: lấy phiếu khôi phục quyền quản trị trong két, gõ mã trên phiếu."
        )
        super().__init__(say("Quên mật khẩu"), parent, intro)
        self.ok.setText(say("Đặt mật khẩu mới"))
        self._recover = recover
        self.name, self.code = QComboBox(), QLineEdit()
        self.begin_at = self.code
        self.name.addItems(list(names))
        self.code.setPlaceholderText("XXXXX-XXXXX-…")
        self.form.addRow(say("Người quản trị"), self.name)
        self.form.addRow(say("Mã trên phiếu"), self.code)
        self.form.addRow(say("Mật khẩu đăng nhập mới"), self.new)
        self.form.addRow(say("Gõ lại lần nữa"), self.again)
        self.name.currentTextChanged.connect(lambda _name: self._typed())
        self._lines(self.code, self.new, self.again)

    def problem(self) -> str:
        if self._told:
            return self._told
        if not recovery.plain(self.code.text()):
            return say("Hãy gõ mã trên phiếu.")
        return new_password_problem(self.new.text(), self.again.text())

    def _try(self) -> Access:
        return self._recover(self.code.text(), self.name.currentText(), self.new.text())


class CodeDialog(FormDialog):
    """Shows a new recovery code once; its button writes the sheet to be printed."""

    def __init__(self, context: UiContext, code: str, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Phiếu khôi phục quyền quản trị"),
            say("Lưu phiếu để in…"),
            parent,
            intro=say(
                "Người quản trị quên mật khẩu thì chỉ mã này mở lại được. Hãy in phiếu và cất vào két: mã chỉ hiện lần này, "
                "chương trình không giữ lại. Phiếu cũ (nếu có) hết giá trị."
            ),
        )
        self._context, self.code = context, code
        shown = label("title", centre=True)
        shown.setText(code)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        shown.setAccessibleName(say("Mã khôi phục"))
        shown.setContentsMargins(0, theme.GAP, 0, theme.GAP)
        self.form.addRow(shown)
        for button in self._buttons.buttons():
            if button is not self.ok:
                button.setText(say("Đã chép lại, đóng"))

    def accept(self) -> None:
        dialog = QFileDialog(self, say("Lưu phiếu khôi phục để in"), str(Path.home() / "phieu-quan-tri.pdf"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.setNameFilters(["PDF (*.pdf)"])
        dialog.fileSelected.connect(lambda file: self.write(Path(file)))
        dialog.open()

    def write(self, file: Path) -> None:
        """Write the sheet and show it in the system's viewer."""
        context, code = self._context, self.code

        def show(made: Path) -> None:
            context.toast(tr("In phiếu {file}, cất vào két, rồi xóa tệp này.", file=made.name))
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(made)))

        context.read(lambda office: recovery.sheet(office, code, file), show)
