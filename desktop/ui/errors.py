"""How failures are shown: an expected one as sentences (what happened, what was kept, what to do), a bug as a report."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFileDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop.core.errors import OfficeError
from desktop.core.os_errors import storage_error
from desktop.core.reports_of_bugs import Deeds
from desktop.core.words import Text, say
from desktop.ui import theme
from desktop.ui.icons import icon
from desktop.ui.widgets import column, fill, label, row

_EDGES = (theme.WIDE, theme.WIDE, theme.WIDE, theme.MARGIN)


class ErrorDialog(QDialog):
    """An expected failure, in the person's language."""

    def __init__(self, error: OfficeError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.error = error
        self.setWindowTitle(say("Chưa làm được"))
        self.setMinimumWidth(480)
        sign = label()
        sign.setPixmap(icon("warning", theme.shades().doubt).pixmap(36, 36))
        words = column(_line(error.happened, "heading"), gap=theme.GAP)
        for text in (error.kept, error.todo):
            if text:
                words.addWidget(_line(text, ""))
        words.addStretch()
        told = row(column(sign, None), words, gap=theme.MARGIN)
        told.setStretch(1, 1)
        buttons = QDialogButtonBox()
        buttons.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        fill(QVBoxLayout(self), (told, buttons), theme.MARGIN, _EDGES)


class ReportDialog(QDialog):
    """A bug of ours: what it is, that nothing was lost by it, and the details to copy and send."""

    def __init__(
        self,
        error: BaseException,
        logs: Path | None = None,
        parent: QWidget | None = None,
        *,
        deeds: Deeds | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Lỗi của chương trình"))
        self.resize(680, 420)
        self.details = details_of(error, deeds)
        happened = _line(say("Văn Thư vừa gặp lỗi của chính chương trình."), "heading")
        kept = _line(say("Những gì đã đăng ký và lưu vẫn còn nguyên; việc đang làm dở có thể chưa xong."), "")
        todo = _line(say("Hãy làm lại lần nữa. Nếu vẫn lỗi, sao chép phần dưới và gửi cho người hỗ trợ."), "")
        text = QPlainTextEdit(self.details)
        text.setReadOnly(True)
        text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        text.setAccessibleName(say("Chi tiết lỗi"))
        self.file = _kept(logs, self.details)
        told = [_line(say("Báo cáo đã được ghi vào {file}.", file=self.file), "soft")] if self.file else []
        fill(QVBoxLayout(self), (happened, kept, todo, text, *told, self._buttons(logs)), theme.MARGIN, _EDGES)

    def _buttons(self, logs: Path | None) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        copy = QPushButton(icon("copy"), say("Sao chép"))
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details))
        buttons.addButton(copy, QDialogButtonBox.ButtonRole.ActionRole)
        save = QPushButton(icon("save"), say("Lưu báo cáo lỗi…"))
        save.clicked.connect(self.ask_file)
        buttons.addButton(save, QDialogButtonBox.ButtonRole.ActionRole)
        if logs is not None:
            folder = QPushButton(icon("folder"), say("Mở thư mục nhật ký"))
            folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(logs))))
            buttons.addButton(folder, QDialogButtonBox.ButtonRole.ActionRole)
        buttons.addButton(say("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        return buttons

    def ask_file(self) -> None:
        """Ask where the report is to be kept, and write it."""
        dialog = QFileDialog(self, say("Lưu báo cáo lỗi…"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("txt")
        dialog.selectFile("vanthu-bao-cao-loi.txt")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.save(Path(file)))
        dialog.open()

    def save(self, file: Path) -> None:
        """Write the report; what the disk has against it is told."""
        try:
            file.write_text(self.details, encoding="utf-8")
        except OSError as error:
            show_failure(storage_error(error, file), self)


def _kept(logs: Path | None, details: str) -> Path | None:
    from desktop.services import bug_files  # no other start needs it

    return None if logs is None else bug_files.keep(logs, details, datetime.now())


def details_of(error: BaseException, deeds: Deeds | None = None) -> str:
    """Return a bug's report: versions, the last actions, where it happened; nothing of what letters say."""
    from desktop.services import bug_files  # no other start needs it

    return bug_files.details(error, deeds, also=f"Qt {qVersion()}")


def show_failure(
    error: BaseException, parent: QWidget | None, logs: Path | None = None, *, deeds: Deeds | None = None
) -> QDialog:
    """Open the dialog that fits ``error`` over ``parent`` and return it; it does not hold the caller."""
    if isinstance(error, OfficeError):
        dialog: QDialog = ErrorDialog(error, parent)
    else:
        dialog = ReportDialog(error, logs, parent, deeds=deeds)
    dialog.open()
    return dialog


def _line(text: Text | str, look: str) -> QWidget:
    line = label(look, wrap=True)
    line.setText(str(text))
    return line
