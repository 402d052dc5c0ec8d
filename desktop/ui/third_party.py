"""The notices of the software of others that the bundle carries, reached from Giới thiệu."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QMessageBox, QPlainTextEdit, QVBoxLayout, QWidget

import resources
from desktop.core.words import say


def notices() -> Path:
    """Return where the notices lie. They are written when a bundle is made (packaging/notices.py); a clone has none,
    its packages lie in .venv with their own texts."""
    return resources.path("third-party.txt")


def offer(box: QMessageBox, parent: QWidget) -> None:
    """Give the box a button that shows the notices, where there are any."""
    if notices().is_file():
        button = box.addButton(say("Phần mềm của bên khác"), QMessageBox.ButtonRole.ActionRole)
        button.clicked.connect(lambda: NoticesDialog(parent).open())


class NoticesDialog(QDialog):
    """The notices as they were written, to read and to copy."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(say("Phần mềm của bên khác"))
        self.resize(860, 560)
        self.text = QPlainTextEdit(notices().read_text(encoding="utf-8"))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setAccessibleName(self.windowTitle())
        buttons = QDialogButtonBox()
        buttons.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.text)
        layout.addWidget(buttons)
