"""Pages of a PDF drawn by QtPdf in a thread of its own, below the render thread. Loaded there, with the first PDF: the
library is large, and no start waits for it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer

from desktop.ui.page_source import PdfJob


class PdfDrawer(QObject):
    """Draws one page at a time; ``drawn`` carries it, not yet turned, on no paper."""

    drawn = Signal(QImage)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._renderer = QPdfPageRenderer(self)
        self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
        self._renderer.pageRendered.connect(self._drawn)

    def draw(self, document: QPdfDocument, job: PdfJob) -> bool:
        """Begin; False when it cannot be done."""
        options = QPdfDocumentRenderOptions()
        options.setScaledSize(job.full)
        options.setScaledClipRect(job.clip)
        self._renderer.setDocument(document)
        return self._renderer.requestPage(job.page, job.clip.size(), options) != 0

    def let_go(self) -> None:
        """Let go of the document, in the thread this was made in."""
        self._renderer.setDocument(None)  # type: ignore[arg-type]  # Qt takes a null document
        self.deleteLater()

    @Slot(int, QSize, QImage, QPdfDocumentRenderOptions, "quint64")
    def _drawn(
        self, _page: int, _size: QSize, image: QImage, _options: QPdfDocumentRenderOptions, _ticket: int
    ) -> None:
        self.drawn.emit(image)
