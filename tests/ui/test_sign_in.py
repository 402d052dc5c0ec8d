"""The window keeps to who is signed in: the dialog, the lock, dimmed actions, users, restricted letters."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu

from desktop.app import Program
from desktop.core.records import OfficeInfo
from desktop.core.rights import Access
from desktop.services import backup_care, backup_folder, letters, recovery, register, restricted, sign_in
from desktop.services.office import Office
from desktop.ui.accounts_dialog import AccountForm, AccountsDialog
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.history_dialog import HistoryDialog
from desktop.ui.password_dialogs import CodeDialog, OwnPasswordDialog, RecoverDialog
from desktop.ui.restrict_dialog import RestrictDialog
from desktop.ui.secret_found import RenewBackupsDialog
from desktop.ui.session import NEEDS
from desktop.ui.sign_in_dialog import Door, SignInDialog

PASSWORD = "một câu dễ nhớ"
INFO = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "")


def clock() -> datetime:
    return datetime(2026, 11, 21, 8, 0)


@pytest.fixture(autouse=True)
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    from argon2 import PasswordHasher

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in.nobody.cache_clear()


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
def open_window(qapp: QApplication, folder: Path, tmp_path: Path, qtbot, forget_office):
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
        forget_office(program.context)


def test_the_dialog_asks_until_name_and_password_fit(qtbot, folder: Path) -> None:
    staffed(folder)
    door = Door(lambda: Office.open(folder, clock=clock))
    dialog = SignInDialog(door, door.names())
    qtbot.addWidget(dialog)
    assert [dialog.name.itemText(n) for n in range(3)] == ["Quản", "Thư", "Xem"]
    assert not dialog.ok.isEnabled()
    dialog.name.setCurrentText("Quản")
    dialog.password.setText("sai mật khẩu")
    dialog.accept()
    assert dialog.result() != QDialog.DialogCode.Accepted
    assert "Sai tên hoặc mật khẩu" in dialog._problem.text()
    assert dialog.password.text() == ""
    dialog.password.setText(PASSWORD)
    dialog._typed()
    dialog.accept()
    assert dialog.access is not None
    assert dialog.access.name == "Quản"


OWN = "mật khẩu của riêng tôi"


def type_new(dialog: OwnPasswordDialog | RecoverDialog, new: str) -> None:
    for line in (dialog.new, dialog.again):
        line.setText(new)
    dialog.accept()


def test_a_password_that_somebody_gave_is_changed_before_anything_else(qtbot, folder: Path) -> None:
    staffed(folder)
    door = Door(lambda: Office.open(folder, clock=clock))
    dialog = SignInDialog(door, door.names(), name="Xem")
    qtbot.addWidget(dialog)
    dialog.password.setText(PASSWORD)
    dialog._typed()
    dialog.accept()
    asked = dialog.second
    assert isinstance(asked, OwnPasswordDialog)
    assert dialog.access is None
    assert dialog.password.text() == ""
    asked.reject()
    assert dialog.access is None, "nobody comes in past it"
    assert dialog.result() != QDialog.DialogCode.Accepted
    dialog.password.setText(PASSWORD)
    dialog._typed()
    dialog.accept()
    asked = dialog.second
    assert isinstance(asked, OwnPasswordDialog)
    type_new(asked, PASSWORD)
    assert "giống mật khẩu cũ" in asked._problem.text()
    type_new(asked, OWN)
    assert dialog.access == Access(2, "Xem", "viewer")
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert door.sign_in("Xem", OWN).given is False


def test_an_administrator_who_forgot_comes_in_by_the_paper(qtbot, folder: Path) -> None:
    staffed(folder)
    with Office.open(folder, clock=clock) as office:
        sign_in.sign_in(office, "Quản", PASSWORD)
        code = recovery.make_code(office)
    door = Door(lambda: Office.open(folder, clock=clock))
    dialog = SignInDialog(door, door.names(), name="Quản")
    qtbot.addWidget(dialog)
    dialog.forgot.click()
    asked = dialog.second
    assert isinstance(asked, RecoverDialog)
    assert not asked.ok.isEnabled()
    asked.code.setText("ABCDE")
    type_new(asked, OWN)
    assert "không đúng" in asked._problem.text()
    asked.code.setText(code.lower().replace("-", " "))
    type_new(asked, OWN)
    assert dialog.access is not None
    assert dialog.access.role == "administrator"
    assert door.sign_in("Quản", OWN)


def test_ones_own_password_is_changed_from_the_menu(open_window, folder: Path, qtbot) -> None:
    staffed(folder)
    program = open_window(Access(1, "Quản", "administrator"))
    action = program.window.context.actions["file.own_password"]
    assert action in [a for menu in program.window.menus.findChildren(QMenu) for a in menu.actions()]
    action.trigger()
    dialog = program.window.findChild(OwnPasswordDialog)
    dialog.old.setText("sai rồi nhé")
    type_new(dialog, OWN)
    assert "không đúng" in dialog._problem.text()
    dialog.old.setText(PASSWORD)
    type_new(dialog, OWN)
    assert "Đã đổi mật khẩu" in program.window.toasts.last().text
    assert Door(lambda: Office.open(folder, clock=clock)).sign_in("Quản", OWN)


def test_without_signing_in_there_is_no_password_to_change(open_window) -> None:
    program = open_window()
    assert not program.window.context.actions["file.own_password"].isEnabled()


def test_dropped_files_are_refused_to_who_may_not_take_in(open_window, folder: Path, qtbot, tmp_path: Path) -> None:
    who = staffed(folder)
    program = open_window(who["Xem"])
    dropped = tmp_path / "van-ban.pdf"
    dropped.write_bytes(b"%PDF-1.4")
    orders: list[object] = []
    program.intake._thread = SimpleNamespace(order=orders.append)
    program.window.add_files([dropped])
    qtbot.waitUntil(lambda: bool(program.window.failures))
    assert orders == []
    assert program.window.toasts.last() is None
    program.jobs.work_as(who["Thư"])
    program.window.add_files([dropped])
    qtbot.waitUntil(lambda: bool(orders))
    program.intake._thread = None
    program.window.failures[0].close()


def test_the_lock_covers_open_dialogs_and_closes_them_for_somebody_else(open_window, folder: Path, qtbot) -> None:
    who = staffed(folder)
    program = open_window(who["Thư"])
    session, window = program.session, program.window

    def come_back(name: str, password: str) -> None:
        session.dialog.name.setCurrentText(name)
        session.dialog.password.setText(password)
        session.dialog._typed()
        session.dialog.accept()

    with Office.open(folder, clock=clock) as office:
        office.working.become(who["Thư"])
        sign_in.change_own_password(office, PASSWORD, OWN)
    open_one = RestrictDialog(SimpleNamespace(arrival_number=1), [], None, window)
    open_one.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    open_one.open()
    open_one.reason_box.setPlainText("đơn của bà Quế, mới gõ nửa chừng")
    window.bell.add("info", "Đã đăng ký trợ cấp bà Quế")
    session.lock()
    assert not open_one.isVisible()
    come_back("Thư", OWN)
    assert open_one.isVisible()
    assert open_one.isModal()
    assert "nửa chừng" in open_one.reason()
    assert window.bell.events
    session.lock()
    come_back("Quản", PASSWORD)
    assert not open_one.isVisible()
    assert open_one.result() == QDialog.DialogCode.Rejected
    assert window.bell.events == []


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


#: What looks, prints, goes somewhere or is of one's own place at the window: no right but to look.
LOOKS = (
    *("go.", "view.", "help.", "reports.", "window.", "week.", "file.lock", "file.own_password", "file.quit"),
    *("file.rescan", "file.scan_folder", "settings.backup", "settings.check"),
    *("catalogues.history", "catalogues.rows", "catalogues.years", "inbox.first", "inbox.history", "inbox.list"),
    *("inbox.next", "inbox.previous", "inbox.open_file", "register.close", "register.directives", "register.filter"),
    *("register.keep_filter", "register.next_tab", "register.open", "register.print", "register.replies"),
    *("register.slip", "register.years", "tasks.close_panel", "tasks.filter", "tasks.history", "tasks.keep_filter"),
    *("tasks.letter", "tasks.of_lead", "tasks.open", "directives.add", "directives.details", "directives.letter"),
    *("directives.next", "directives.previous"),
)


def test_every_action_looks_or_has_a_right(open_window, folder: Path) -> None:
    """A new one is put on either list; the services refuse it all the same."""
    program = open_window()
    names = {entry.spec.name for entry in program.window.context.actions}
    assert set(NEEDS) <= names
    assert {name for name in names - set(NEEDS) if not name.startswith(LOOKS)} == set()


def test_kept_searches_are_of_one_account_alone(open_window, folder: Path, qtbot) -> None:
    who = staffed(folder)
    program = open_window(who["Thư"])
    saved = program.window.search.saved
    saved.toggle("bà Quế")
    program.session._be(who["Xem"])
    assert saved.all() == []
    program.session._be(who["Thư"])
    assert saved.all() == ["bà Quế"]


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
    session.dialog.name.setCurrentText("Quản")
    session.dialog.password.setText(PASSWORD)
    session.dialog._typed()
    session.dialog.accept()
    assert window.centralWidget().isVisible()
    assert program.jobs.session.name == "Quản"
    assert window.failures == []


def test_only_keys_and_mouse_reach_python_and_only_where_the_window_locks(
    open_window, folder: Path, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A filter on the whole program was called for every event of every widget: tens of milliseconds in a burst."""
    calls: list[str] = []

    def count(frame, event: str, _argument: object) -> None:
        if event == "call" and frame.f_code.co_name == "eventFilter":
            calls.append(frame.f_code.co_filename.rsplit("/", 1)[-1])

    def type_words(program: Program) -> list[str]:
        program.window.search.setFocus()
        calls.clear()
        sys.setprofile(count)
        try:
            for _key in range(10):
                QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_A)
        finally:
            sys.setprofile(None)
        return [name for name in calls if name in ("stirring.py", "session.py")]

    assert type_words(open_window()) == []
    stirred = type_words(open_window(staffed(folder)["Thư"]))
    assert 10 <= len(stirred) <= 100  # the windows of the system hear some events besides the keys


def test_somebody_who_types_is_not_locked_out(open_window, folder: Path) -> None:
    program = open_window(staffed(folder)["Thư"])
    program.session._idle.start(60_000)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_A)
    assert program.session._idle.interval() == 15 * 60_000
    program.session.close()
    program.session._idle.start(60_000)
    QTest.keyClick(program.window.windowHandle(), Qt.Key.Key_A)
    assert program.session._idle.interval() == 60_000


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
    qtbot.waitUntil(lambda: dialog.findChild(CodeDialog) is not None)
    shown = dialog.findChild(CodeDialog)
    assert len(recovery.plain(shown.code)) == 25
    qtbot.waitUntil(lambda: "Chưa có phiếu khôi phục" not in dialog.state.text())
    shown.reject()
    dialog.table.selectRow(0)
    assert "quản lý người dùng" in dialog.may.text()
    dialog.close()


def test_the_history_of_an_account_is_shown(open_window, folder: Path, qtbot) -> None:
    who = staffed(folder)
    program = open_window(who["Quản"])
    dialog = AccountsDialog(program.window.context, program.session._be, program.window)
    dialog.open()
    qtbot.waitUntil(lambda: dialog.table.rowCount() == 3)
    assert not dialog.history.isEnabled()
    dialog.table.selectRow([account.name for account in dialog.users.accounts].index("Thư"))
    dialog._close_or_open()
    qtbot.waitUntil(lambda: dialog.close_one.text() == "Mở lại tài khoản")
    dialog.history.click()
    qtbot.waitUntil(lambda: dialog.findChild(HistoryDialog) is not None)
    shown = dialog.findChild(HistoryDialog)
    words = [card.accessibleName() for card in shown.cards.cards]
    assert "Khóa tài khoản" in words[0]
    assert "Thêm người dùng" in words[1]
    shown.close()
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
    for line in range(dialog.readers.count()):
        dialog.readers.item(line).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.ok.text() == "Bỏ hạn chế"


def test_a_letter_found_to_be_secret_is_taken_back_from_the_window(open_window, folder: Path, qtbot) -> None:
    program = open_window()
    window, done = program.window, []
    window.context.actions["letter.secret"].trigger()
    assert "Hãy chọn một bản quét" in window.toasts.last().text
    with Office.open(folder, clock=clock) as office:
        backup_care.make(office, lambda _share: None)
    window.context.open_letter(1)
    qtbot.waitUntil(lambda: getattr(window.front.panel, "bundle", None) is not None)
    window.context.actions["letter.secret"].trigger()
    asked = window.findChild(ReasonDialog)
    assert not asked.ok.isEnabled()
    asked.text.setPlainText("dấu mờ")
    asked.accept()
    qtbot.waitUntil(lambda: window.findChild(RenewBackupsDialog) is not None)
    program.jobs.read(lambda o: letters.letter(o, 1), done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert (done[0].state, done[0].subject) == ("void", "")
    before = [point.file.read_bytes() for point in backup_folder.points(folder / "backups")]
    window.findChild(RenewBackupsDialog).accept()
    qtbot.waitUntil(lambda: "Đã làm lại bản sao lưu" in window.toasts.last().text, timeout=15000)
    after = [point.file.read_bytes() for point in backup_folder.points(folder / "backups")]
    assert (len(before), len(after)) == (1, 1)
    assert after != before
