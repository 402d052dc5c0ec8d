"""A PDF as pages, by pdfium. Form and signature widgets are drawn into the page (flattened) on a copy in memory, so
that a number or a day which sits in a widget's appearance is text like any other; each widget's place is remembered."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from desktop.core.readings import Box
from desktop.core.words import tr
from desktop.reading.open_file import Image, check_pages, check_pixels, unreadable

_DRAWN_ANNOTATIONS = {raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_STAMP, raw.FPDF_ANNOT_FREETEXT}
_MOST_POINTS = 15_000.0
_MOST_RENDERED = 40_000_000
_FILLS = 0.6  # share of the page from which on an image is the page itself


@dataclass(frozen=True)
class PageImage:
    """The image that fills a page: its own pixels and the resolution they give."""

    width: int
    height: int
    dpi: float


class PdfFile:
    """An open PDF."""

    def __init__(self, path: Path) -> None:
        self._document = _opened(path)
        self.pages = len(self._document)
        check_pages(self.pages)
        self._widgets: dict[int, list[Box]] = {}
        self._images: dict[int, PageImage | None] = {}
        self._flat = self._flattened()

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height in points."""
        width, height = self._document.get_page_size(page - 1)
        if not (1 <= width <= _MOST_POINTS and 1 <= height <= _MOST_POINTS):
            raise unreadable("too-large", tr("Khổ trang {n} không hợp lệ.", n=page))
        return float(width), float(height)

    def native_dpi(self, page: int) -> float:
        """Return the resolution of the image that fills the page, 0 when there is none."""
        image = self.page_image(page)
        return image.dpi if image else 0.0

    def page_image(self, page: int) -> PageImage | None:
        """Return the image that fills the page (the largest of several strips); None for a page that is drawn.
        UnreadableScan for a giant one."""
        if page not in self._images:
            self._images[page] = self._find_image(page)
        return self._images[page]

    def _find_image(self, page: int) -> PageImage | None:
        width, height = self.size(page)
        best: PageImage | None = None
        covered = 0.0
        for found in self._page(page).get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
            pixels = found.get_px_size()
            check_pixels(*pixels)
            left, bottom, right, top = found.get_bounds()
            covered += max(0.0, right - left) * max(0.0, top - bottom) / (width * height)
            if best is None or pixels[0] * pixels[1] > best.width * best.height:
                best = PageImage(pixels[0], pixels[1], 72 * max(pixels) / max(right - left, top - bottom, 1.0))
        return best if covered >= _FILLS else None

    def widgets(self, page: int) -> list[Box]:
        """Return the places of the form and signature widgets that were drawn into the page."""
        return self._widgets.get(page, [])

    def text_page(self, page: int) -> Any:
        """Return pdfium's text page (the caller closes it)."""
        return self._page(page, self._flat).get_textpage()

    def render(self, page: int, dpi: float) -> Image:
        """Return the page as RGB, at a lower resolution where it would be giant. A scan is shown without what was
        laid over it afterwards (digital signatures), a drawn page with it."""
        width, height = self.size(page)
        scale = min(dpi / 72, (_MOST_RENDERED / (width * height)) ** 0.5)
        scanned = self.page_image(page) is not None
        shown = self._page(page, self._document if scanned else self._flat)
        try:
            bitmap = shown.render(scale=scale, rev_byteorder=True, may_draw_forms=False, draw_annots=not scanned)
        except pdfium.PdfiumError as error:
            raise unreadable("damaged", tr("Trang {n} bị hỏng, không hiện được.", n=page)) from error
        pixels = bitmap.to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            return np.repeat(pixels.reshape(pixels.shape[0], pixels.shape[1], 1), 3, axis=2)
        return np.ascontiguousarray(pixels[:, :, :3])

    def close(self) -> None:
        """Close the document."""
        if self._flat is not self._document:
            self._flat.close()
        self._document.close()

    def _page(self, page: int, document: Any = None) -> Any:
        try:
            return (document or self._document)[page - 1]
        except pdfium.PdfiumError as error:
            raise unreadable("damaged", tr("Trang {n} bị hỏng, không hiện được.", n=page)) from error

    def _flattened(self) -> Any:
        """Return a copy with the widgets drawn into their pages, or the document itself when it has none."""
        self._widgets = {n: boxes for n in range(1, self.pages + 1) if (boxes := self._drawn_annotations(n))}
        if not self._widgets:
            return self._document
        copy = io.BytesIO()
        self._document.save(copy)
        drawn = pdfium.PdfDocument(copy.getvalue())
        drawn.init_forms()
        for number in self._widgets:
            page = drawn[number - 1]
            page.flatten()
            page.close()
        flat = io.BytesIO()
        drawn.save(flat)
        drawn.close()
        return pdfium.PdfDocument(flat.getvalue())

    def _drawn_annotations(self, number: int) -> list[Box]:
        page = self._page(number)
        boxes = []
        for index in range(raw.FPDFPage_GetAnnotCount(page)):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            if raw.FPDFAnnot_GetSubtype(annotation) in _DRAWN_ANNOTATIONS:
                rect = raw.FS_RECTF()
                if raw.FPDFAnnot_GetRect(annotation, ctypes.byref(rect)) and rect.right - rect.left > 1:
                    boxes.append(page_box(rect, page))
            raw.FPDFPage_CloseAnnot(annotation)
        return boxes


def page_box(rect: Any, page: Any) -> Box:
    """Return a pdfium rectangle (origin bottom left) as fractions of the page as it is shown."""
    (ax, ay), (bx, by) = _shown(page, rect.left, rect.bottom), _shown(page, rect.right, rect.top)
    return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))


def _shown(page: Any, x: float, y: float) -> tuple[float, float]:
    fine = 100_000
    shown_x, shown_y = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, fine, fine, 0, x, y, ctypes.byref(shown_x), ctypes.byref(shown_y))
    return shown_x.value / fine, shown_y.value / fine


def _opened(path: Path) -> Any:
    try:
        return pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise unreadable("encrypted", tr("Tệp PDF có mật khẩu, không mở được.")) from error
        raise unreadable("damaged", tr("Tệp PDF bị hỏng hoặc thiếu dữ liệu.")) from error
