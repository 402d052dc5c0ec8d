"""A PDF as it will print: paging, zoom, printing with the platform's dialog, saving a copy."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QStandardPaths, Qt, Signal
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QProgressDialog,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import StorageError
from desktop.core.words import say, tr
from desktop.services import printers
from desktop.ui import theme
from desktop.ui.cards import ToneLabel
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.printing_job import PrintJob, a4_printer, use_printer
from desktop.ui.widgets import tool_button

ZOOM_STEP = 1.2


class PdfPreview(QWidget):
    """Shows a PDF file. The file is read into memory, so nothing keeps it open on the disk."""

    printed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._bytes = b""
        self._name = ""
        self._job: PrintJob | None = None
        self.report = ""  # the form shown, whose printer and tray are remembered; "" for none
        self.whole = False  # whether what was last printed was all of it
        self._document = QPdfDocument(self)
        self._buffer = QBuffer(self)
        self.view = QPdfView()
        self.view.setDocument(self._document)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.message = ToneLabel(tone="soft")
        self.where = QLabel()
        self._buttons: dict[str, QToolButton] = {}
        self._lay_out()
        self.view.pageNavigator().currentPageChanged.connect(lambda _page: self._show_where())
        self.retranslate()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(theme.GRID)
        for name, shape, run in (
            ("previous", "previous", lambda: self.step(-1)),
            ("next", "next", lambda: self.step(1)),
            ("zoom_out", "zoom-out", lambda: self.zoom(1 / ZOOM_STEP)),
            ("zoom_in", "zoom-in", lambda: self.zoom(ZOOM_STEP)),
            ("fit_width", "fit-width", lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)),
            ("fit_page", "fit-page", lambda: self.view.setZoomMode(QPdfView.ZoomMode.FitInView)),
        ):
            button = tool_button(shape, run)
            self._buttons[name] = button
            if name == "zoom_out":
                bar.addWidget(self.where)
                bar.addStretch()
            bar.addWidget(button)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.message.setWordWrap(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.message)
        self.stack.addWidget(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(theme.GRID)
        box.addLayout(bar)
        box.addWidget(self.stack, 1)

    # --- what is shown

    def show_file(self, file: Path, name: str = "") -> None:
        """Show a PDF; ``name`` is proposed when it is saved."""
        self._bytes, self._name = file.read_bytes(), name or file.name
        self._document.close()
        self._buffer.close()
        self._buffer.setData(QByteArray(self._bytes))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self._document.load(self._buffer)
        self.stack.setCurrentWidget(self.view)
        self._show_where()

    def show_message(self, words: str) -> None:
        """Show words instead of pages: making…, nothing to print, choose a letter."""
        self._bytes = b""
        self._document.close()
        self.message.setText(words)
        self.stack.setCurrentWidget(self.message)
        self._show_where()

    def is_there(self) -> bool:
        """Say whether there is something to print or to save."""
        return bool(self._bytes)

    def page_count(self) -> int:
        return self._document.pageCount()

    def go_to_page(self, page: int) -> None:
        """Bring a page (from 1) into view."""
        self.view.pageNavigator().jump(page - 1, QPointF(), 0)

    def step(self, by: int) -> None:
        page = self.view.pageNavigator().currentPage() + by
        if 0 <= page < self.page_count():
            self.go_to_page(page + 1)

    def zoom(self, factor: float) -> None:
        """Make the pages larger or smaller."""
        now = self.view.zoomFactor()
        if self.view.zoomMode() != QPdfView.ZoomMode.Custom and self.page_count():
            points = self._document.pagePointSize(self.view.pageNavigator().currentPage())
            now = self.view.viewport().width() / max(1.0, points.width() * self.logicalDpiX() / 72)
        self.view.setZoomMode(QPdfView.ZoomMode.Custom)
        self.view.setZoomFactor(min(5.0, max(0.2, now * factor)))

    def _show_where(self) -> None:
        count = self.page_count() if self._bytes else 0
        page = self.view.pageNavigator().currentPage() + 1
        self.where.setText(say("Trang {page}/{count}", page=page, count=count) if count else "")
        for button in self._buttons.values():
            button.setEnabled(bool(count))

    def retranslate(self) -> None:
        words = {
            "previous": say("Trang trước"),
            "next": say("Trang sau"),
            "zoom_out": say("Thu nhỏ"),
            "zoom_in": say("Phóng to"),
            "fit_width": say("Vừa chiều rộng"),
            "fit_page": say("Vừa cả trang"),
        }
        for name, button in self._buttons.items():
            button.setToolTip(words[name])
            button.setAccessibleName(words[name])
        self.view.setAccessibleName(say("Xem trước khi in"))
        self._show_where()

    # --- printing and saving

    def ask_print(self) -> None:
        """Open the platform's print dialog, on the printer and tray the form was last printed with, and print."""
        if not self._bytes:
            return
        if self.report:
            report = self.report
            self.context.read(lambda office: printers.remembered(office, report), lambda kept: self._ask_print(*kept))
        else:
            self._ask_print("", "")

    def _ask_print(self, name: str, tray: str) -> None:
        printer = a4_printer()
        use_printer(printer, name, tray)
        printer.setDocName(self._name)
        dialog = QPrintDialog(printer, self)
        dialog.setMinMax(1, self.page_count())
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._accepted(printer))
        QDialog.open(dialog)

    def _accepted(self, printer: QPrinter) -> None:
        report, name, tray = self.report, printer.printerName(), str(printer.paperSource().value)
        if report and name:
            self.context.write(lambda office: printers.remember(office, report, name, tray), lambda _none: None)
        self.print_on(printer)

    def print_on(self, printer: QPrinter) -> PrintJob:
        """Print on ``printer`` in the background, with progress and a cancel."""
        job = self._job = PrintJob(self._bytes, printer, self)
        self.whole = printer.fromPage() <= 1 and printer.toPage() in (0, self.page_count())
        progress = QProgressDialog(say("Đang in…"), say("Dừng in"), 0, self.page_count(), self)
        progress.setWindowTitle(say("In"))
        progress.setMinimumDuration(800)
        progress.setWindowModality(Qt.WindowModality.WindowModal)
        progress.canceled.connect(job.cancel)
        job.progressed.connect(lambda done, _of: progress.setValue(done))
        job.ended.connect(lambda whole: self._ended(whole, progress))
        job.start()
        return job

    def _ended(self, whole: bool, progress: QProgressDialog) -> None:
        stopped = progress.wasCanceled()
        progress.close()
        progress.deleteLater()
        if whole:
            self.context.toast(tr("Đã gửi {n} trang tới máy in.", n=self.page_count()))
            self.printed.emit()
        elif not stopped:
            self.context.show_error(
                StorageError(
                    "print",
                    tr("Máy in không nhận trang in."),
                    tr("Kiểm tra máy in rồi in lại, hoặc lưu thành PDF và in từ máy khác."),
                )
            )

    def ask_save(self) -> None:
        """Ask for a place and save the PDF there."""
        if not self._bytes:
            return
        dialog = save_dialog(self, self._name, "PDF (*.pdf)", "pdf")
        dialog.fileSelected.connect(lambda file: self.save_as(Path(file)))
        dialog.open()

    def save_as(self, file: Path) -> None:
        """Save the PDF shown as ``file``; a failure is told as a sentence."""
        try:
            file.write_bytes(self._bytes)
        except OSError as error:
            self.context.show_error(cannot_save(file, error))
            return
        self.context.toast(tr("Đã lưu {file}.", file=file.name))


def save_dialog(parent: QWidget, name: str, kinds: str, suffix: str) -> QFileDialog:
    """Return a dialog that asks where to save, starting in the person's documents."""
    home = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(parent, say("Lưu thành tệp"), home, kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    dialog.selectFile(Path(name).with_suffix(f".{suffix}").name)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def cannot_save(file: Path, error: OSError) -> StorageError:
    """Return the sentence for a file that cannot be written."""
    return StorageError(
        "save",
        tr("Không lưu được {file}: {why}.", file=file, why=error.strerror or str(error)),
        tr("Chọn thư mục khác, hoặc đóng tệp đang mở rồi lưu lại."),
    )


class PreviewDialog(QDialog):
    """One PDF in a window of its own, e.g. a letter's handling slip."""

    def __init__(self, context: UiContext, file: Path, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(820, 640)
        self.preview = PdfPreview(context)
        self.print_button, self.save_button, self.close_button = QPushButton(), QPushButton(), QPushButton()
        row = QHBoxLayout()
        row.addStretch()
        for button, shape, words, run in (
            (self.print_button, "print", say("In…"), self.preview.ask_print),
            (self.save_button, "pdf", say("Lưu PDF…"), self.preview.ask_save),
            (self.close_button, "close", say("Đóng"), self.close),
        ):
            button.setIcon(icon(shape))
            button.setText(words)
            button.clicked.connect(run)
            row.addWidget(button)
        box = QVBoxLayout(self)
        box.addWidget(self.preview, 1)
        box.addLayout(row)
        self.preview.show_file(file, title)
