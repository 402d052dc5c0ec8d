"""Which office the window opens: the one that is there, another one that a person shows, a new or a restored one."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QDialog, QMessageBox, QWidget

from desktop.core.errors import OfficeError
from desktop.core.words import say
from desktop.services import own_office, replacing
from desktop.ui import theme
from desktop.ui.restore_wizard import RestoreWizard


def find(folder: Path) -> Path | None:
    """Return the folder of the office to open, None when none was chosen. What is made, restored or shown here in place
    of the user's own office is opened from now on; one named for this time only is not, unless it is the first."""
    if own_office.is_there(folder):
        return folder
    if replacing.is_damaged(folder):
        return mended(folder)
    own = folder == own_office.folder()
    _look_well()
    place = _lost(folder) if folder == own_office.remembered() else _first(folder)
    if place is not None:
        own_office.remember(place) if own else own_office.remember_first(place)
    return place


def mended(folder: Path, error: OfficeError | None = None) -> Path | None:
    """Ask what to do about an office whose database is damaged; return the folder to open then, None when there is none.
    ``error``: what opening it said; it is raised again when it is about something else."""
    if not replacing.is_damaged(folder, error):
        assert error is not None
        raise error
    from desktop.ui.damaged_dialog import DamagedDialog

    _look_well()
    newest = replacing.newest_backup(folder, datetime.now())
    dialog = DamagedDialog(folder, newest)
    dialog.exec()
    if dialog.choice in ("again", "other"):
        return dialog.folder
    return _instead(newest.file if newest else None, folder) if dialog.choice == "restore" else None


def _instead(file: Path | None, folder: Path) -> Path | None:
    """Restore in place of a damaged office; where another place was chosen, that is the user's office from now on."""
    wizard = RestoreWizard(file, instead=folder)
    wizard.exec()
    place = wizard.folder
    if place is not None and place != folder.absolute() and folder == own_office.folder():
        own_office.remember(place)
    return place


def restored(file: Path) -> Path | None:
    """Show the wizard that restores ``file``; return the office to open then, None when none is to be."""
    _look_well()
    place = _restored(file, None if own_office.is_there(own_office.folder()) else own_office.default_folder())
    return place if place is not None and adopt(place, None) else None


def adopt(place: Path, parent: QWidget | None) -> bool:
    """After a restore: tell whether this office is opened from now on. Asked where the user has one already."""
    if own_office.remember_first(place):
        return True
    box = QMessageBox(QMessageBox.Icon.Question, say("Đã khôi phục"), "", parent=parent)
    box.setText(say("Đã khôi phục vào {folder}.", folder=place))
    box.setInformativeText(
        say(
            "Từ nay chương trình mở cơ quan nào? Cơ quan đang dùng ở {folder} vẫn giữ nguyên.",
            folder=own_office.folder(),
        )
    )
    take = box.addButton(say("Mở cơ quan vừa khôi phục"), QMessageBox.ButtonRole.AcceptRole)
    keep = box.addButton(say("Giữ cơ quan đang dùng"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.exec()
    if box.clickedButton() is not take:
        return False
    own_office.remember(place)
    return True


def _lost(folder: Path) -> Path | None:
    from desktop.ui.gone_dialog import GoneDialog

    dialog = GoneDialog(folder)
    dialog.exec()
    if dialog.choice == "open":
        return dialog.folder
    if dialog.choice == "restore":
        return _restored(None, own_office.default_folder())
    return _first(own_office.default_folder()) if dialog.choice == "new" else None


def _first(folder: Path) -> Path | None:
    """Ask for a new office, or restore one."""
    from desktop.services import sample  # it draws its letters with the report library, which no other start needs
    from desktop.ui.first_run import FirstRun

    wizard = FirstRun(folder, sample=lambda place: sample.create(place).close())
    return wizard.office_folder if wizard.exec() == QDialog.DialogCode.Accepted else None


def _restored(file: Path | None, to: Path | None) -> Path | None:
    wizard = RestoreWizard(file, to)
    wizard.exec()
    return wizard.folder


def _look_well() -> None:
    app = QApplication.instance()
    if isinstance(app, QApplication):
        theme.apply(app)
