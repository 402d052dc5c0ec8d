"""The window keeps to who is signed in: the dialog, the lock, dimmed actions, users, restricted letters."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QDialog

from desktop.app import Program
from desktop.core.records import OfficeInfo
from desktop.core.rights import Access
from desktop.services import letters, register, restricted, sign_in
from desktop.services.office import Office
from desktop.ui.accounts_dialog import AccountForm, AccountsDialog
from desktop.ui.restrict_dialog import RestrictDialog
from desktop.ui.sign_in_dialog import SignInDialog

PASSWORD = "một câu dễ nhớ"
INFO = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "")


def clock() -> datetime:
    return datetime(2026, 11, 21, 8, 0)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in._nobody.cache_clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Office.create(tmp_path / "office", INFO, clock=clock) as office:
        register.register_by_hand(office, {"subject": "trợ cấp", "issuer": "Sở"})
    return tmp_path / "office"


def staffed(folder: Path) -> dict[str, Access]:
    with Office.open(folder, clock=clock) as office:
        who = {"Quản": sign_in.switch_on(office, "Quản", PASSWORD)}
        for name, role in (("Xem", "viewer"), ("Thư", "clerk")):
            made = sign_in.add_account(office, name, PASSWORD, role)
            who[name] = Access(made.id, made.name, made.role)
    return who


@pytest.fixture
def open_window(qapp: QApplication, folder: Path, tmp_path: Path, qtbot):
    opened = []

    def make(access: Access | None = None) -> Program:
        memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        program = Program(qapp, folder, clock=clock, memory=memory, access=access)
        opened.append(program)
        program.watch_session()
        program.window.show()
        program.window.build_all()
        return program

    yield make
    for program in opened:
        program.close()


def test_the_dialog_asks_until_name_and_password_fit(qtbot, folder: Path) -> None:
    staffed(folder)
    with Office.open(folder, clock=clock) as office:
        dialog = SignInDialog(sign_in.names(office), lambda name, word: sign_in.sign_in(office, name, word))
        qtbot.addWidget(dialog)
        assert [dialog.name.itemText(n) for n in range(3)] == ["Quản", "Thư", "Xem"]
        assert not dialog.ok.isEnabled()
        dialog.name.setCurrentText("Xem")
        dialog.password.setText("sai mật khẩu")
        dialog.accept()
        assert dialog.result() != QDialog.DialogCode.Accepted
        assert "Sai tên hoặc mật khẩu" in dialog._problem.text()
        assert dialog.password.text() == ""
        dialog.password.setText(PASSWORD)
        dialog._typed()
        dialog.accept()
        assert dialog.access is not None
        assert dialog.access.name == "Xem"


def test_a_viewers_actions_are_dim_and_say_why(open_window, folder: Path) -> None:
    who = staffed(folder)
    program = open_window(who["Xem"])
    action = program.window.context.actions["inbox.by_hand"]
    assert not action.isEnabled()
    assert "không có quyền đăng ký văn bản" in action.toolTip()
    action.setEnabled(True)
    assert not action.isEnabled(), "a screen cannot light it again"
    program.session._be(who["Quản"])
    assert action.isEnabled()
    assert "quyền" not in action.toolTip()


def test_what_is_refused_by_the_services_is_told(open_window, folder: Path, qtbot) -> None:
    who = staffed(folder)
    program = open_window(who["Xem"])
    failed = []
    program.jobs.write(lambda o: register.register_by_hand(o, {"subject": "x"}), lambda _done: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].code == "no-right"


def test_the_lock_covers_the_window_and_another_may_sign_in(open_window, folder: Path, qtbot) -> None:
    who = staffed(folder)
    program = open_window(who["Thư"])
    session, window = program.session, program.window
    window.context.actions["file.lock"].trigger()
    assert session.dialog is not None
    assert not window.centralWidget().isVisible()
    assert program.jobs.session is None
    failed = []
    program.jobs.read(letters.count, lambda _n: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    assert failed[0].code == "sign-in-needed"
    session.dialog.name.setCurrentText("Xem")
    session.dialog.password.setText(PASSWORD)
    session.dialog._typed()
    session.dialog.accept()
    assert window.centralWidget().isVisible()
    assert program.jobs.session.name == "Xem"
    assert window.failures == []


def test_idle_minutes_lock_the_window(open_window, folder: Path) -> None:
    who = staffed(folder)
    program = open_window(who["Thư"])
    assert program.session._idle.isActive()
    assert program.session._idle.interval() == 15 * 60_000
    program.session._idle.timeout.emit()
    assert program.session.dialog is not None


def test_signing_in_is_switched_on_in_the_window(open_window, folder: Path, qtbot) -> None:
    program = open_window()
    assert not program.window.context.actions["file.lock"].isEnabled()
    dialog = AccountsDialog(program.window.context, program.session._be, program.window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.switch.text() == "Bật đăng nhập…")
    dialog._switch()
    form = dialog.findChild(AccountForm)
    form.name.setText("Quản")
    for line in (form.password, form.again):
        line.setText(PASSWORD)
    form.accept()
    qtbot.waitUntil(lambda: dialog.switch.text() == "Tắt đăng nhập")
    assert program.jobs.session.role == "administrator"
    assert dialog.table.rowCount() == 1
    dialog.table.selectRow(0)
    assert "quản lý người dùng" in dialog.may.text()
    dialog.close()


def test_a_letter_is_restricted_and_a_look_at_it_is_logged(open_window, folder: Path, qtbot) -> None:
    who = staffed(folder)
    program = open_window(who["Quản"])
    program.session._keep(1, [who["Thư"].account_id], "có dữ liệu cá nhân")
    seen: list[str] = []

    def ask(name: str) -> None:
        program.jobs.work_as(who[name])
        program.jobs.read(lambda o: letters.letter(o, 1).subject, seen.append)

    qtbot.waitUntil(lambda: not program.jobs.busy)
    for name in ("Xem", "Thư"):
        ask(name)
        qtbot.waitUntil(lambda: not program.jobs.busy)
    assert seen == ["Văn bản hạn chế người xem", "trợ cấp"]
    program.jobs.work_as(who["Quản"])
    looks: list[list[tuple[str, str]]] = []
    program.jobs.read(lambda o: [(e.action, e.who) for e in letters.history(o, "letter", 1)], looks.append)
    qtbot.waitUntil(lambda: bool(looks))
    assert looks[0][-2:] == [("restrict", "Quản"), ("see-restricted", "Thư")]


def test_the_dialog_of_readers_lifts_when_nobody_is_ticked(qtbot, folder: Path) -> None:
    who = staffed(folder)
    with Office.open(folder, clock=clock) as office:
        office.working.become(who["Quản"])
        now = restricted.restrict(office, 1, [who["Thư"].account_id], "có dữ liệu cá nhân")
        dialog = RestrictDialog(letters.letter(office, 1), sign_in.accounts(office), now)
    qtbot.addWidget(dialog)
    assert sorted(dialog.chosen()) == sorted(now.readers)
    from PySide6.QtCore import Qt

    for line in range(dialog.readers.count()):
        dialog.readers.item(line).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.ok.text() == "Bỏ hạn chế"
