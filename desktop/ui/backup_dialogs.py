"""The dialogs of the backups: their rules, the passphrase with its recovery sheet, and the way to the restore wizard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QFileDialog, QLineEdit, QRadioButton, QSpinBox, QWidget

from desktop.core.words import say, tr
from desktop.services import backup_key, sealing
from desktop.services.sealing import Secret
from desktop.services.settings import Settings
from desktop.ui.context import UiContext
from desktop.ui.form_dialog import FormDialog, ask
from desktop.ui.widgets import NumberBox

if TYPE_CHECKING:
    from desktop.services.office import Office


class RulesDialog(FormDialog):
    """When backups are made, how many are kept, when a warning comes."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Quy tắc sao lưu"),
            say("Lưu"),
            parent,
            intro=say(
                "Bản cũ hơn quy tắc được xóa; bản quét thì mỗi bản chỉ giữ một lần cho mọi ngày và không bị xóa."
            ),
        )
        self._settings = settings
        self.daily = QCheckBox(say("Tự sao lưu mỗi ngày, khi mở chương trình"))
        self.leaving = QCheckBox(say("Tự sao lưu khi đóng chương trình, nếu có thay đổi"))
        self.daily.setChecked(settings.backup_daily)
        self.leaving.setChecked(settings.backup_on_leaving)
        self.days, self.weeks, self.months, self.warn = (
            _spin(n) for n in (settings.keep_days, settings.keep_weeks, settings.keep_months, settings.backup_warn_days)
        )
        self.form.addRow(self.daily)
        self.form.addRow(self.leaving)
        self.form.addRow(say("Giữ bản của số ngày gần nhất"), self.days)
        self.form.addRow(say("Giữ bản cuối tuần của số tuần"), self.weeks)
        self.form.addRow(say("Giữ bản cuối tháng của số tháng"), self.months)
        self.form.addRow(say("Nhắc khi bản gần nhất cũ hơn (ngày)"), self.warn)
        self.check()

    def settings(self) -> Settings:
        """Return the settings with the rules as they stand."""
        return replace(
            self._settings,
            backup_daily=self.daily.isChecked(),
            backup_on_leaving=self.leaving.isChecked(),
            keep_days=self.days.value(),
            keep_weeks=self.weeks.value(),
            keep_months=self.months.value(),
            backup_warn_days=self.warn.value(),
        )


class SealDialog(FormDialog):
    """Asks for a new passphrase, twice; of an office that seals already also for the old one."""

    def __init__(self, sealed: bool, parent: QWidget | None = None) -> None:
        super().__init__(
            say("Mật khẩu sao lưu"),
            say("Đặt mật khẩu và in phiếu…") if not sealed else say("Làm"),
            parent,
            intro=say(
                "Bản sao lưu từ nay được mã hóa (định dạng age). Không có mật khẩu này hoặc phiếu khôi phục thì không ai "
                "mở lại được, kể cả người làm ra chương trình. Dữ liệu trên máy này không được mã hóa; tên cơ quan, ngày "
                "và số lượng tệp trong bản sao lưu vẫn đọc được."
            ),
        )
        self.sealed = sealed
        self.old, self.new, self.again = (QLineEdit() for _ in range(3))
        for line in (self.old, self.new, self.again):
            line.setEchoMode(QLineEdit.EchoMode.Password)
            line.textChanged.connect(lambda _text: self.check())
        self.change, self.sheet, self.end = (
            QRadioButton(say("Đổi mật khẩu")),
            QRadioButton(say("In lại phiếu khôi phục")),
            QRadioButton(say("Thôi mã hóa từ nay (bản cũ vẫn mã hóa)")),
        )
        self.change.setChecked(True)
        if sealed:
            for choice in (self.change, self.sheet, self.end):
                self.form.addRow(choice)
                choice.toggled.connect(lambda _on: self._allow())
            self.form.addRow(say("Mật khẩu đang dùng (hoặc mã trên phiếu)"), self.old)
        self.form.addRow(say("Mật khẩu mới"), self.new)
        self.form.addRow(say("Gõ lại mật khẩu mới"), self.again)
        self._allow()

    @property
    def wish(self) -> str:
        """What is wanted: begin, change, sheet or end."""
        if not self.sealed:
            return "begin"
        return "sheet" if self.sheet.isChecked() else "end" if self.end.isChecked() else "change"

    def _allow(self) -> None:
        for line in (self.new, self.again):
            line.setEnabled(self.wish in ("begin", "change"))
        self.check()

    def problem(self) -> str:
        if self.sealed and not self.old.text():
            return say("Hãy gõ mật khẩu đang dùng.")
        if self.wish not in ("begin", "change"):
            return ""
        if len(self.new.text().strip()) < sealing.SHORTEST:
            return say("Mật khẩu cần ít nhất {n} ký tự: một câu dài dễ nhớ.", n=sealing.SHORTEST)
        return "" if self.new.text() == self.again.text() else say("Hai lần gõ chưa giống nhau.")


def ask_rules(context: UiContext, window: QWidget, then: Callable[[], object]) -> None:
    """Ask for the rules and keep them."""

    def opened(settings: Settings) -> None:
        ask(RulesDialog(settings, window), lambda d: _keep_rules(context, d.settings(), then))

    context.write(_settings, opened)


def ask_seal(context: UiContext, window: QWidget, then: Callable[[], object]) -> None:
    """Ask for a passphrase, keep the key, and print the sheet for the safe."""
    sealed = context.backups.state is not None and context.backups.state.sealed
    ask(SealDialog(sealed, window), lambda d: _carry_out(context, window, d, then))


def open_restore(context: UiContext, window: QWidget) -> None:
    """Open the restore wizard over the window; the office that is open is not touched."""
    from desktop.ui.restore_wizard import RestoreWizard

    def ask_which(folder: Path) -> None:
        from desktop.ui.finding_office import adopt

        told = tr("Lần mở chương trình sau sẽ mở cơ quan ở {folder}.", folder=folder)
        context.toast(told if adopt(folder, window) else tr("Đã khôi phục vào {folder}.", folder=folder))

    wizard = RestoreWizard(parent=window)
    wizard.restored.connect(ask_which)
    wizard.open()


def _carry_out(context: UiContext, window: QWidget, dialog: SealDialog, then: Callable[[], object]) -> None:
    wish, old, new = dialog.wish, dialog.old.text(), dialog.new.text()

    def act(office: Office) -> Secret | None:
        if wish == "begin":
            return backup_key.begin(office, new)
        if wish == "change":
            return backup_key.change(office, old, new)
        secret = backup_key.reveal(office, old)
        if wish == "end":
            backup_key.end(office)
            return None
        return secret

    def done(secret: Secret | None) -> None:
        then()
        if secret is None:
            context.toast(tr("Bản sao lưu từ nay không mã hóa."))
            return
        ask_sheet(context, window, secret)

    context.write(act, done)


def ask_sheet(context: UiContext, window: QWidget, secret: Secret) -> None:
    """Ask where the recovery sheet is to be written, write it and show it, to be printed."""
    dialog = QFileDialog(window, say("Lưu phiếu khôi phục để in"), str(Path.home() / "phieu-khoi-phuc.pdf"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("pdf")
    dialog.setNameFilters(["PDF (*.pdf)"])
    dialog.fileSelected.connect(lambda file: write_sheet(context, secret, Path(file)))
    dialog.open()


def write_sheet(context: UiContext, secret: Secret, file: Path) -> None:
    """Write the recovery sheet and show it in the system's viewer."""

    def show(made: Path) -> None:
        context.toast(tr("In phiếu {file}, cất vào két, rồi xóa tệp này.", file=made.name))
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(made)))

    context.read(lambda office: backup_key.sheet(office, secret, file), show)


def _settings(office: Office) -> Settings:
    office.reload()
    return office.settings


def _keep_rules(context: UiContext, settings: Settings, then: Callable[[], object]) -> None:
    def write(office: Office) -> None:
        office.reload()
        kept = ("backup_daily", "backup_on_leaving", "keep_days", "keep_weeks", "keep_months", "backup_warn_days")
        office.change_settings(replace(office.settings, **{name: getattr(settings, name) for name in kept}))

    def told(_none: None) -> None:
        then()

    context.write(write, told)


def _spin(value: int) -> QSpinBox:
    box = NumberBox()
    box.setRange(1, 400)
    box.setValue(value)
    box.setMaximumWidth(110)
    return box
