"""F1 inside a dialog opens the page that tells of it, over the dialog."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.export_dialog import ExportDialog
from desktop.ui.help_dialog import HelpDialog
from desktop.ui.main_window import MainWindow

Wait = Callable[[Callable[[], bool]], None]


def test_f1_in_a_dialog_opens_its_page(window: MainWindow, qtbot: QtBot, until: Wait) -> None:
    dialog = ExportDialog(window)
    dialog.open()
    until(lambda: bool(dialog.property("vanthu-help")) or (dialog.activateWindow(), False)[1])
    until(dialog.isActiveWindow)
    qtbot.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_F1)
    until(lambda: bool(dialog.findChildren(HelpDialog)))
    [page] = dialog.findChildren(HelpDialog)
    assert "Sổ văn bản đến" in page.guide.toPlainText()
    page.close()
    assert dialog.isVisible(), "the dialog stays as it is"
    dialog.close()
