"""The dialogs of backups for ``tests.pictures``: rules, passphrase, leaving, and the pages of the restore wizard."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from desktop.services import backup_care, restoring
from desktop.services.office import Office
from desktop.services.settings import Settings
from desktop.ui.backup_dialogs import RulesDialog, SealDialog
from desktop.ui.damaged_dialog import DamagedDialog
from desktop.ui.leaving import LeavingDialog
from desktop.ui.restore_wizard import RestoreWizard

if TYPE_CHECKING:
    from desktop.app import Program


def care_dialogs(program: Program, folder: Path) -> Iterator[tuple[str, QDialog]]:
    """Yield the dialogs of the office's care, on a backup made of the office."""
    window = program.window
    yield "backup-rules", RulesDialog(Settings(), window)
    yield "seal", SealDialog(False, window)
    yield "seal-change", SealDialog(True, window)
    leaving = LeavingDialog(window)
    leaving.show_share("backup", 0.4)
    yield "leaving", leaving
    with Office.open(program.context.folder) as office:
        made = backup_care.make(office, lambda _share: None).day.file
    yield "damaged-office", DamagedDialog(program.context.folder, restoring.look(made), window)
    in_place = RestoreWizard(made, None, window, instead=program.context.folder)
    in_place.show()
    in_place.next()
    yield "restore-in-place", in_place
    wizard = RestoreWizard(made, folder / "restored", window)
    yield "restore-file", wizard
    wizard.show()
    wizard.next()
    yield "restore-place", wizard
    wizard.show()
    wizard.next()
    yield "restore-work", wizard
