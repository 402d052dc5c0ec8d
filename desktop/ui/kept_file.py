"""A kept file (evidence, a copy of a letter, a reply): seen page by page, opened by the system, or taken off."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop.core.records import Attachment
from desktop.core.words import say, tr
from desktop.services import evidence
from desktop.ui import theme
from desktop.ui.alive import while_alive
from desktop.ui.cards import ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.dialogs import ReasonDialog
from desktop.ui.form_dialog import ask
from desktop.ui.labels import size_label
from desktop.ui.page_view import PageView
from desktop.ui.widgets import row

#: What the page view draws; anything else is opened by the system's program alone.
PAGES = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"})


class KeptFileDialog(QDialog):
    """Shows one kept file. Its bytes are checked first: a file changed in the store is told and not shown."""

    def __init__(self, context: UiContext, kept: Attachment, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(kept.name)
        self._context, self._kept = context, kept
        self._file: Path | None = None
        self.pages = PageView(context.pages, self)
        self.open_button = QPushButton(say("Mở bằng chương trình của máy"))
        self.detach_button = QPushButton(say("Gỡ tệp…"))
        close = QPushButton(say("Đóng"))
        self.open_button.clicked.connect(self.open_by_system)
        self.detach_button.clicked.connect(self.ask_detach)
        close.clicked.connect(self.reject)
        self.open_button.setEnabled(False)
        close.setDefault(True)
        head = ToneLabel(f"{kept.name} · {size_label(kept.size)}")
        head.setWordWrap(True)
        box = QVBoxLayout(self)
        box.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        box.setSpacing(theme.GAP)
        box.addWidget(head)
        box.addWidget(self.pages, 1)
        box.addLayout(row(self.open_button, self.detach_button, None, close))
        room = self.screen().availableGeometry()
        self.resize(min(820, room.width() - 40), min(690, room.height() - 60))
        context.read(lambda office: evidence.attachment_file(office, kept.id), while_alive(self, self._take))

    def _take(self, file: Path) -> None:
        self._file = file
        self.open_button.setEnabled(True)
        if file.suffix.lower() in PAGES:
            self.pages.show_file(file)
        else:
            self.pages.show_message(tr("Tệp này không xem được ở đây. Hãy mở bằng chương trình của máy."))

    def open_by_system(self) -> None:
        """Open the file with the platform's program."""
        if self._file is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._file)))

    def ask_detach(self) -> None:
        """Ask why the file is taken off; the log keeps its name, its hash and the reason."""
        intro = say("{name} sẽ bị gỡ và xóa khỏi kho; nhật ký giữ lại tên tệp và lý do.", name=self._kept.name)
        ask(ReasonDialog(say("Gỡ tệp đính kèm"), say("Gỡ tệp"), intro, self), lambda d: self._detach(d.reason()))

    def _detach(self, reason: str) -> None:
        self._context.write(
            lambda office: evidence.detach(office, self._kept.id, reason), while_alive(self, self._detached)
        )

    def _detached(self, _none: object) -> None:
        self._context.toast(tr("Đã gỡ {name}.", name=self._kept.name))
        self._context.tell("tasks")
        self._context.tell("letters")
        self.accept()


def show_kept(context: UiContext, kept: Attachment, parent: QWidget) -> KeptFileDialog:
    """Open a kept file over ``parent``'s window."""
    dialog = KeptFileDialog(context, kept, parent.window())
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
    return dialog


def show_kept_by_id(context: UiContext, attachment_id: int, parent: QWidget) -> None:
    """Open the kept file with this id, once the office has told what it is."""
    show = while_alive(parent, partial(_show, context, parent))
    context.read(lambda office: evidence.attachment(office, attachment_id), show)


def _show(context: UiContext, parent: QWidget, kept: Attachment) -> None:
    show_kept(context, kept, parent)
