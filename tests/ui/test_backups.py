"""Backups in the window: made by themselves, copied to a stick that is plugged in, told when they are missing; leaving;
the restore wizard; the passphrase."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desktop.services import backup, backup_care, backup_folder, backup_key, sealing
from desktop.services.office import Office
from desktop.ui import leaving
from desktop.ui.backup_banner import BackupBanner, BackupSign
from desktop.ui.backup_dialogs import RulesDialog, SealDialog, write_sheet
from desktop.ui.restore_wizard import RestoreWizard


def points(desk):
    return backup_folder.points(desk.office.backups)


def test_the_daily_backup_is_made_by_itself_and_the_banner_goes(desk, context, qtbot, until):
    desk.scan()
    banner, sign = BackupBanner(context), BackupSign(context)
    for widget in (banner, sign):
        qtbot.addWidget(widget)
    context.backups.look()
    until(lambda: not banner.isHidden())
    assert "Chưa có bản sao lưu" in banner.words.text()
    assert not sign.isHidden()
    assert points(desk) == [], "without start it does nothing by itself"
    context.backups.start()
    until(lambda: len(points(desk)) == 1 and banner.isHidden() and sign.isHidden())
    context.backups.look()
    until(lambda: not context.backups.keeper.busy)
    assert len(points(desk)) == 1


def test_a_stick_that_is_plugged_in_gets_the_newest_day(desk, context, tmp_path, until):
    desk.scan()
    stick = tmp_path / "usb" / "VanThu"
    (tmp_path / "usb").mkdir()
    backup_care.add_disk(desk.office, stick)
    hidden = stick.rename(tmp_path / "pulled")
    context.backups.start()
    until(lambda: len(points(desk)) == 1 and context.backups.state is not None and not context.backups.keeper.busy)
    assert backup_folder.points(hidden) == []
    hidden.rename(stick)
    context.backups.look_for_disks()
    until(lambda: len(backup_folder.points(stick)) == 1)


def test_stopping_a_backup_leaves_nothing_and_is_no_failure(desk, context, until):
    desk.scan()
    shown = []
    context.error_wanted.connect(shown.append)
    context.backups.progressed.connect(lambda _what, _share: context.backups.stop())
    context.backups.back_up()
    until(lambda: context.backups.state is not None and not context.backups.keeper.busy)
    assert points(desk) == []
    assert shown == []


def test_a_failed_backup_is_on_the_banner(desk, context, qtbot, tmp_path, until):
    desk.scan()
    banner = BackupBanner(context)
    qtbot.addWidget(banner)
    desk.office.change_settings(replace(desk.office.settings, backup_folder=str(tmp_path / "gone" / "x")))
    context.backups.start()
    until(lambda: "không thành công" in banner.words.text())


def test_leaving_backs_up_what_was_done(desk, context):
    desk.scan()
    assert leaving.back_up_on_leaving(context)
    assert len(points(desk)) == 1
    assert not leaving.back_up_on_leaving(context), "nothing was done since"


def test_leaving_can_be_switched_off_or_passed_over(desk, context):
    desk.scan()
    desk.office.change_settings(replace(desk.office.settings, backup_on_leaving=False))
    assert not leaving.back_up_on_leaving(context)
    desk.office.change_settings(replace(desk.office.settings, backup_on_leaving=True))

    def skip() -> None:
        for widget in QApplication.topLevelWidgets():
            if isinstance(widget, leaving.LeavingDialog) and widget.isVisible():
                widget.skip.click()

    timer = QTimer(interval=1)
    timer.timeout.connect(skip)
    context.backups.progressed.connect(lambda *_: skip())
    timer.start()
    leaving.back_up_on_leaving(context)
    timer.stop()
    assert not list(desk.office.backups.rglob("*.part*"))


@pytest.fixture
def made(desk):
    desk.scan()
    return desk


def test_the_wizard_shows_what_is_inside_and_restores(made, qtbot, tmp_path, until):
    file = backup.back_up_day(made.office).file
    wizard = RestoreWizard(to=tmp_path / "new", parent=None)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.file_page.file.setText(str(tmp_path / "none.vanthu"))
    assert not wizard.file_page.isComplete()
    wizard.file_page.file.setText(str(file))
    assert "1 bản quét" in wizard.file_page.inside.text()
    wizard.next()
    assert wizard.place_page.passphrase.isHidden()
    wizard.next()
    until(lambda: wizard.folder is not None)
    assert wizard.work_page.isComplete()
    wizard.accept()
    with Office.open(tmp_path / "new") as again:
        assert again.info.name == made.office.info.name


def test_the_wizard_asks_for_the_passphrase_and_tells_a_wrong_one(made, qtbot, tmp_path, until):
    secret = backup_key.begin(made.office, "một câu thật dài")
    file = backup.back_up_day(made.office).file
    wizard = RestoreWizard(file, tmp_path / "new")
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.next()
    assert not wizard.place_page.isComplete()
    wizard.place_page.passphrase.setText("AGE-SECRET-KEY-1WRONG")
    wizard.next()
    until(lambda: "không đúng" in wizard.work_page.words.text())
    assert not wizard.work_page.isComplete()
    wizard.back()
    wizard.place_page.passphrase.setText(secret.words)
    wizard.next()
    until(lambda: wizard.folder is not None)


def test_parts_that_are_not_there_are_told_before_anything_is_done(made, qtbot, tmp_path):
    file = backup.back_up_day(made.office).file
    alone = tmp_path / file.name
    alone.write_bytes(file.read_bytes())
    wizard = RestoreWizard(alone)
    qtbot.addWidget(wizard)
    assert "kho" in wizard.file_page.inside.text()
    assert not wizard.file_page.isComplete()


def test_rules_and_passphrase_dialogs_say_what_they_hold(qtbot, desk):
    rules = RulesDialog(desk.office.settings)
    qtbot.addWidget(rules)
    rules.days.setValue(3)
    rules.daily.setChecked(False)
    assert (rules.settings().keep_days, rules.settings().backup_daily) == (3, False)
    seal = SealDialog(False)
    qtbot.addWidget(seal)
    assert not seal.ok.isEnabled()
    seal.new.setText("một câu thật dài")
    assert not seal.ok.isEnabled()
    seal.again.setText("một câu thật dài")
    assert (seal.ok.isEnabled(), seal.wish) == (True, "begin")
    other = SealDialog(True)
    qtbot.addWidget(other)
    other.end.setChecked(True)
    other.old.setText("x")
    assert (other.ok.isEnabled(), other.wish, other.new.isEnabled()) == (True, "end", False)


def test_the_sheet_is_written_and_shown(made, context, tmp_path, until, monkeypatch):
    opened = []
    monkeypatch.setattr("desktop.ui.backup_dialogs.QDesktopServices.openUrl", opened.append)
    _, secret = sealing.make_key("một câu thật dài")
    backup_key.begin(made.office, "một câu thật dài")
    write_sheet(context, secret, tmp_path / "phieu.pdf")
    until(lambda: len(opened) == 1)
    assert (tmp_path / "phieu.pdf").read_bytes().startswith(b"%PDF")
