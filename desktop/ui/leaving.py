"""Leaving the program: what was done since the last backup is backed up first; whoever is in a hurry passes it over."""

from __future__ import annotations

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import OfficeError
from desktop.core.words import say
from desktop.services import backup_care
from desktop.services.backup_care import BackupState, Outcome
from desktop.ui import theme
from desktop.ui.bar import Bar
from desktop.ui.context import UiContext
from desktop.ui.errors import show_failure
from desktop.ui.widgets import fill, label

#: a stick or disk that does not answer must not keep the program from closing
PATIENCE_MS = 15_000
GRACE_MS = 3_000


class LeavingDialog(QDialog):
    """How far the last backup of the day is, and a button that passes it over."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Sao lưu trước khi đóng"))
        self.setMinimumWidth(440)
        words = label("", wrap=True)
        words.setText(say("Đang ghi bản sao lưu những việc làm hôm nay. Xin đừng tắt máy hay rút USB."))
        self.bar = Bar()
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(say("Tiến độ sao lưu"))
        self.skip = QPushButton(say("Đóng không sao lưu"))
        self.skip.setAutoDefault(False)
        buttons = QHBoxLayout()
        fill(buttons, (None, self.skip))
        edges = (theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)
        fill(QVBoxLayout(self), (words, self.bar, buttons), theme.MARGIN, edges)
        self.skip.clicked.connect(self.reject)

    def show_share(self, _what: str, share: float) -> None:
        self.bar.setValue(round(share * 1000))


def back_up_on_leaving(context: UiContext) -> bool:
    """Back up when something was done since the last backup and the office wants it; tell whether one was made."""
    state = _ask(context)
    if state is None or not (state.used and state.changed and state.on_leaving):
        return False
    dialog = LeavingDialog()
    loop = QEventLoop()
    made: list[Outcome] = []
    errors: list[Exception] = []

    def done(outcome: Outcome) -> None:
        made.append(outcome)
        errors.extend(outcome.troubles)
        loop.quit()

    def failed(error: Exception) -> None:
        errors.append(error)
        loop.quit()

    watch = context.backups
    watch.progressed.connect(dialog.show_share)
    dialog.rejected.connect(watch.stop)
    dialog.rejected.connect(lambda: QTimer.singleShot(GRACE_MS, loop.quit))
    watch.run("backup", backup_care.make, done, failed)
    dialog.show()
    loop.exec()
    dialog.hide()
    dialog.deleteLater()
    for error in errors:
        if not (isinstance(error, OfficeError) and error.code == "stopped"):
            show_failure(error, None, context.folder / "logs").exec()
    return bool(made)


def _ask(context: UiContext) -> BackupState | None:
    """Wait until what is being written stands, then ask how the backups are."""
    found: list[BackupState] = []
    loop = QEventLoop()

    def take(state: BackupState) -> None:
        found.append(state)
        loop.quit()

    def written(_none: None) -> None:
        context.backups.keeper.run(
            "state", lambda office, _tell: backup_care.state(office), take, lambda _e: loop.quit()
        )

    QTimer.singleShot(PATIENCE_MS, loop.quit)
    context.write(lambda _office: None, written, lambda _error: loop.quit())
    loop.exec()
    return found[0] if found else None
