"""F1 inside a dialog: the page of the guide that tells of it, over the dialog, which stays as it is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog

#: dialogs that are told of on another page than that of the screen in front
_PAGES = {
    **dict.fromkeys(("ImportWizard", "ExportDialog", "RepliesDialog"), "register"),
    **dict.fromkeys(("BookYearsDialog", "CloseYearDialog", "BindDialog", "VolumeDialog"), "catalogues"),
    **dict.fromkeys(("AccountsDialog", "AccountForm", "RestrictDialog", "OwnPasswordDialog"), "settings"),
    **dict.fromkeys(("SealDialog", "RulesDialog", "LeavingDialog", "RestoreWizard"), "settings"),
    **dict.fromkeys(("Palette", "KeptFiltersDialog", "NameDialog"), "everywhere"),
}
_KNOWN = "vanthu-help"


class DialogHelp:
    """Gives each dialog of the program its F1. ``front`` names the screen in front."""

    def __init__(self, front: Callable[[], str]) -> None:
        self._front = front
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._look)

    def _look(self) -> None:  # without the two widgets: PySide would look through all it has for what they are
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog) and dialog.objectName() != "help" and not dialog.property(_KNOWN):
            dialog.setProperty(_KNOWN, True)
            key = QShortcut(QKeySequence("F1"), dialog)
            key.activated.connect(lambda: self.show(dialog))

    def show(self, dialog: QDialog) -> None:
        """Open the page that tells of ``dialog``."""
        from desktop.ui.help_dialog import HelpDialog  # no start waits for the guide

        HelpDialog(_PAGES.get(type(dialog).__name__, self._front()), dialog).open()
