"""Sends a PDF's pages to a printer in a thread of its own: the window lives on, with progress and a cancel."""

from __future__ import annotations

import threading
from contextlib import suppress

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRectF, QSize, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

MOST_DPI = 300
_POINTS = 72.0


class PrintJob(QObject):
    """Prints the pages of a PDF. ``progressed(done, of)`` after each page; ``ended(whole)`` once, at the end."""

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, pdf: bytes, printer: QPrinter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pdf = pdf
        self._printer = printer
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._work, name="print", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def cancel(self) -> None:
        """Stop after the page under way; what was sent already is the printer's."""
        self._cancelled.set()

    def wait(self) -> None:
        """Wait for the thread to end."""
        self._thread.join()

    def _work(self) -> None:
        self.ended.emit(print_pdf(self._pdf, self._printer, self._cancelled, self.progressed.emit))


def print_pdf(pdf: bytes, printer: QPrinter, cancelled: threading.Event, progress: object = None) -> bool:
    """Print ``pdf`` page by page, each fitted onto the paper without changing its proportions; False if not whole.

    A page landscape in the file is printed landscape. Only the pages chosen in the printer's dialog are printed.
    """
    document, buffer = _open(pdf)
    pages = _chosen_pages(printer, document.pageCount())
    painter: QPainter | None = None
    done = 0
    for page in pages:
        if cancelled.is_set():
            break
        _turn(printer, document.pagePointSize(page))
        if painter is None:
            painter = QPainter()
            if not painter.begin(printer):
                break
        elif not printer.newPage():
            break
        _draw(painter, printer, document, page)
        done += 1
        if callable(progress):
            progress(done, len(pages))
    if painter is not None and painter.isActive():
        painter.end()
    document.close()
    buffer.close()
    return done == len(pages) and done > 0


def _open(pdf: bytes) -> tuple[QPdfDocument, QBuffer]:
    document = QPdfDocument()
    buffer = QBuffer(document)
    buffer.setData(QByteArray(pdf))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document, buffer


def _chosen_pages(printer: QPrinter, count: int) -> list[int]:
    first, last = printer.fromPage() or 1, printer.toPage() or count
    pages = list(range(max(1, first) - 1, min(last, count)))
    return pages[::-1] if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst else pages


def _turn(printer: QPrinter, points: object) -> None:
    width, height = points.width(), points.height()  # type: ignore[attr-defined]
    wide = QPageLayout.Orientation.Landscape if width > height else QPageLayout.Orientation.Portrait
    printer.setPageOrientation(wide)


def _draw(painter: QPainter, printer: QPrinter, document: QPdfDocument, page: int) -> None:
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    margin = printer.pageRect(QPrinter.Unit.DevicePixel)
    points = document.pagePointSize(page)
    scale = min(paper.width() / points.width(), paper.height() / points.height())
    size = points * scale
    left = (paper.width() - size.width()) / 2 - margin.x() + paper.x()
    top = (paper.height() - size.height()) / 2 - margin.y() + paper.y()
    sharp = min(MOST_DPI, printer.resolution()) / _POINTS
    image = document.render(page, QSize(round(points.width() * sharp), round(points.height() * sharp)))
    painter.drawImage(QRectF(left, top, size.width(), size.height()), image)


def use_printer(printer: QPrinter, name: str, tray: str) -> None:
    """Choose a printer and its paper tray by what was remembered; a printer that is gone is left out."""
    if name and name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(name)
        with suppress(ValueError):
            printer.setPaperSource(QPrinter.PaperSource(int(tray)))


def a4_printer() -> QPrinter:
    """Return a printer set to A4 at 300 dpi: the default printer, or a PDF file when the PC has none."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    if printer.resolution() > MOST_DPI:
        printer.setResolution(MOST_DPI)
    return printer
