"""Người dùng: switching signing in on and off, the accounts and their roles, locking after idle minutes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import OfficeError
from desktop.core.records import Person
from desktop.core.rights import RIGHT_NAMES, RIGHTS, ROLE_NAMES, ROLES, Access, AccountRole
from desktop.core.words import say
from desktop.services import people, recovery, sign_in
from desktop.services.sign_in import Account
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.errors import show_failure
from desktop.ui.form_dialog import FormDialog, ask
from desktop.ui.history_dialog import show_history
from desktop.ui.password_dialogs import CodeDialog, secret_line
from desktop.ui.widgets import NumberBox, fill, label, row

if TYPE_CHECKING:
    from desktop.services.office import Office


@dataclass(frozen=True)
class Users:
    """What the dialog shows."""

    on: bool
    idle: int
    accounts: tuple[Account, ...]
    people: tuple[Person, ...]
    has_code: bool = False


def load(office: Office) -> Users:
    """Fetch the accounts, and the people they may belong to."""
    found = tuple(sign_in.accounts(office))
    staff = tuple(people.people(office))
    return Users(sign_in.asked(office), sign_in.idle_minutes(office), found, staff, recovery.has_code(office))


class AccountsDialog(QDialog):
    """The list of accounts; each button writes at once. ``signed_in`` hears who is signed in after switching on."""

    def __init__(self, context: UiContext, signed_in: Callable[[Access | None], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._signed_in = signed_in
        self.users = Users(False, 15, (), ())
        self.setWindowTitle(say("Người dùng và đăng nhập"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(720, 460)
        self.state = label("", wrap=True)
        self.table = QTableWidget(0, 4)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalHeaderLabels([say("Tên"), say("Vai trò"), say("Cán bộ"), say("Trạng thái")])
        self.table.setAccessibleName(say("Người dùng"))
        self.table.itemSelectionChanged.connect(self._allow)
        self.may = label("soft", wrap=True)
        self.switch = QPushButton()
        self.add, self.change = QPushButton(say("Thêm…")), QPushButton(say("Đổi vai trò…"))
        self.password, self.close_one = QPushButton(say("Đặt lại mật khẩu…")), QPushButton()
        self.history = QPushButton(say("Lịch sử…"))
        self.code = QPushButton(say("Phiếu khôi phục…"))
        self.idle = NumberBox()
        self.idle.setRange(0, 240)
        self.idle.setSuffix(say(" phút"))
        self.idle.setSpecialValueText(say("không khóa"))
        self.idle.setAccessibleName(say("Khóa màn hình khi không dùng"))
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        buttons = QDialogButtonBox()
        buttons.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        deeds = row(self.add, self.change, self.password, self.close_one, self.history, None)
        words = label()
        words.setText(say("Khóa màn hình khi không dùng"))
        words.setBuddy(self.idle)
        idle = row(words, self.idle, None, self.code)
        edges = (theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        head = row(self.state, self.switch)
        head.setStretch(0, 1)
        fill(QVBoxLayout(self), (head, self.table, self.may, deeds, idle, buttons), theme.MARGIN, edges)

    def _connect(self) -> None:
        self.switch.clicked.connect(self._switch)
        self.add.clicked.connect(self._add)
        self.change.clicked.connect(self._change)
        self.password.clicked.connect(self._set_password)
        self.close_one.clicked.connect(self._close_or_open)
        self.history.clicked.connect(self._show_history)
        self.code.clicked.connect(self.make_code)
        self.idle.editingFinished.connect(self._set_idle)

    def refresh(self) -> None:
        """Ask for the accounts again."""
        self._context.read(load, self._take)

    def _take(self, users: Users) -> None:
        self.users = users
        self.state.setText(_state_words(users))
        self.switch.setText(say("Tắt đăng nhập") if users.on else say("Bật đăng nhập…"))
        self.idle.blockSignals(True)
        self.idle.setValue(users.idle)
        self.idle.blockSignals(False)
        names = {person.id: person.name for person in users.people}
        self.table.setRowCount(len(users.accounts))
        for line, account in enumerate(users.accounts):
            state = say("đang dùng") if account.active else say("đã khóa")
            own = names.get(account.person_id or 0, "")
            for column, text in enumerate((account.name, str(ROLE_NAMES[account.role]), own, state)):
                self.table.setItem(line, column, QTableWidgetItem(text))
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._allow()

    def chosen(self) -> Account | None:
        """Return the account of the chosen row."""
        line = self.table.currentRow()
        return self.users.accounts[line] if 0 <= line < len(self.users.accounts) else None

    def _allow(self) -> None:
        account = self.chosen() if self.table.selectedItems() else None
        for button in (self.change, self.password, self.close_one, self.history):
            button.setEnabled(account is not None and self.users.on)
        self.add.setEnabled(self.users.on)
        self.idle.setEnabled(self.users.on)
        self.code.setEnabled(self.users.on)
        self.table.setEnabled(self.users.on)
        self.close_one.setText(
            say("Mở lại tài khoản") if account is not None and not account.active else say("Khóa tài khoản")
        )
        rights = ", ".join(str(RIGHT_NAMES[r]) for r in RIGHT_NAMES if account and r in RIGHTS[account.role])
        self.may.setText(say("{name} được: {rights}.", name=account.name, rights=rights) if account else "")

    def _switch(self) -> None:
        if self.users.on:
            self._write(sign_in.switch_off)
            self._signed_in(None)
            return
        dialog = AccountForm(say("Bật đăng nhập"), self.users.people, ("administrator",), self)
        ask(dialog, lambda form: self._switch_on(form.values()))

    def _switch_on(self, values: Values) -> None:
        def on(office: Office) -> Access:
            return sign_in.switch_on(office, values.name, values.password, person_id=values.person_id)

        def done(access: Access) -> None:
            self._signed_in(access)
            self.refresh()
            self.make_code()

        self._context.write(on, done, self._failed)

    def make_code(self) -> None:
        """Make a new recovery code and show it, to be printed."""
        self._context.write(recovery.make_code, self._show_code, self._failed)

    def _show_code(self, code: str) -> None:
        self.refresh()
        CodeDialog(self._context, code, self).open()

    def _add(self) -> None:
        dialog = AccountForm(say("Thêm người dùng"), self.users.people, ROLES[::-1], self)
        ask(dialog, lambda form: self._add_one(form.values()))

    def _add_one(self, v: Values) -> None:
        self._write(lambda o: sign_in.add_account(o, v.name, v.password, v.role, person_id=v.person_id))

    def _change(self) -> None:
        account = self.chosen()
        if account is not None:
            dialog = AccountForm(say("Đổi vai trò"), self.users.people, ROLES, self, account=account)
            ask(dialog, lambda form: self._change_one(account.id, form.values()))

    def _change_one(self, account_id: int, v: Values) -> None:
        self._write(lambda o: sign_in.change_role(o, account_id, v.role, person_id=v.person_id))

    def _set_password(self) -> None:
        account = self.chosen()
        if account is not None:
            dialog = AccountForm(say("Đặt mật khẩu"), (), (), self, account=account)
            ask(dialog, lambda form: self._write(lambda o: sign_in.set_password(o, account.id, form.values().password)))

    def _close_or_open(self) -> None:
        account = self.chosen()
        if account is not None:
            change = sign_in.close_account if account.active else sign_in.open_account
            self._write(lambda office: change(office, account.id))

    def _show_history(self) -> None:
        """What was done to an account; that somebody signed in each morning is no change."""
        account = self.chosen()
        if account is not None:
            show_history(self._context, self, "account", account.id, account.name, without=("sign-in",))

    def _set_idle(self) -> None:
        minutes = self.idle.value()
        if self.users.on and minutes != self.users.idle:
            self._write(lambda office: sign_in.set_idle(office, minutes))

    def _write(self, operation: Callable[[Office], object]) -> None:
        self._context.write(operation, lambda _done: self.refresh(), self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OfficeError):
            show_failure(error, self)
        else:
            self._context.show_error(error)
        self.refresh()


def _given_note() -> QLabel:
    note = label("soft", wrap=True)
    note.setText(say("Người dùng sẽ phải đổi mật khẩu này khi đăng nhập lần đầu."))
    return note


def _state_words(users: Users) -> str:
    if not users.on:
        return say("Đăng nhập đang tắt: ai ngồi vào máy cũng làm được mọi việc.")
    words = say("Đăng nhập đang bật: mỗi người làm việc theo vai trò của mình.")
    if users.has_code:
        return words
    missing = say(
        "Chưa có phiếu khôi phục: người quản trị quên mật khẩu là không vào được. Hãy lập phiếu và cất vào két."
    )
    return f"{words} {missing}"


@dataclass(frozen=True)
class Values:
    """What was typed about an account."""

    name: str
    password: str
    role: AccountRole
    person_id: int | None


class AccountForm(FormDialog):
    """Asks for name, role, person and password; for an account that is there, only for what is to change."""

    def __init__(
        self,
        title: str,
        staff: tuple[Person, ...],
        roles: tuple[AccountRole, ...],
        parent: QWidget,
        *,
        account: Account | None = None,
    ) -> None:
        super().__init__(title, title, parent)
        self._account = account
        self.name = QLineEdit(account.name if account else "")
        self.name.setEnabled(account is None)
        self.role, self.person = QComboBox(), QComboBox()
        self.password, self.again = secret_line(), secret_line()
        self._asks_password = account is None or not roles
        self.form.addRow(say("Tên"), self.name)
        for role in roles:
            self.role.addItem(str(ROLE_NAMES[role]), role)
        self.person.addItem(say("(không gắn với cán bộ nào)"), None)
        for one in staff:
            self.person.addItem(f"{one.name} ({one.title or one.unit})" if one.title or one.unit else one.name, one.id)
        if roles:
            self.form.addRow(say("Vai trò"), self.role)
            self.form.addRow(say("Cán bộ"), self.person)
        if account is not None:
            self.role.setCurrentIndex(max(0, self.role.findData(account.role)))
            self.person.setCurrentIndex(max(0, self.person.findData(account.person_id)))
        if self._asks_password:
            self.form.addRow(say("Mật khẩu"), self.password)
            self.form.addRow(say("Nhập lại mật khẩu"), self.again)
        if self._asks_password and "administrator" not in roles[:1]:
            self.form.addRow(_given_note())
        for line in (self.name, self.password, self.again):
            line.textChanged.connect(self.check)
        self.check()

    def problem(self) -> str:
        if not self.name.text().strip():
            return say("Hãy ghi tên đăng nhập.")
        if not self._asks_password:
            return ""
        if len(self.password.text()) < sign_in.SHORTEST:
            return say("Mật khẩu cần ít nhất {n} ký tự.", n=sign_in.SHORTEST)
        return "" if self.password.text() == self.again.text() else say("Hai mật khẩu chưa giống nhau.")

    def values(self) -> Values:
        """Return what was typed."""
        role = self.role.currentData() or (self._account.role if self._account else "viewer")
        return Values(self.name.text().strip(), self.password.text(), role, self.person.currentData())
