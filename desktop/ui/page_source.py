"""The pages of one scan file as pictures: PDF through QtPdf, TIFF, JPEG and PNG through QImageReader.

Lives in the render thread only. The whole file is held in memory, so that nothing keeps it open on the disk.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QImageReader, QPainter, QTransform

from desktop.core.readings import Box

if TYPE_CHECKING:
    from PySide6.QtPdf import QPdfDocument

WHOLE = Box(0.0, 0.0, 1.0, 1.0)
_A4 = QSizeF(595.0, 842.0)
_MOST_PIXELS = 40_000_000


class PdfJob(NamedTuple):
    """One call of QtPdf: page (from 0), the size of the whole page, the part of it to draw, and how far to turn that
    afterwards."""

    page: int
    full: QSize
    clip: QRect
    turn: int


class PageSource:
    """An opened scan. Page numbers are 1-based; ``rotations`` holds degrees clockwise that set each page upright."""

    def __init__(self, path: Path, rotations: Sequence[int] = ()) -> None:
        self._bytes = QByteArray(path.read_bytes())
        self._rotations = tuple(rotations)
        self.document = _open_pdf(self._bytes) if path.suffix.lower() == ".pdf" else None
        self._decoded: tuple[int, QImage] | None = None

    def sizes(self) -> list[QSizeF]:
        """Return each page's upright size in points (1/72 inch); a picture counts as A4 wide."""
        if self.document is not None:
            plain = [self.document.pagePointSize(i) for i in range(self.document.pageCount())]
        else:
            plain = [_as_points(size) for size in _picture_sizes(self._bytes)]
        return [s.transposed() if self._turn(i) % 180 else s for i, s in enumerate(plain, start=1)]

    def pdf_job(self, page: int, width: int, part: Box = WHOLE) -> PdfJob | None:
        """Return what QtPdf has to draw for ``part`` of a page that is ``width`` pixels wide; None if impossible."""
        if self.document is None or not 0 < page <= self.document.pageCount():
            return None
        turn = self._turn(page)
        points = self.document.pagePointSize(page - 1)
        if points.isEmpty():
            return None
        full = _pixels(points, width, turn)
        clip = _rect(turned_back(part, turn), full)
        return PdfJob(page - 1, full, clip, turn)

    def picture(self, page: int, width: int, part: Box = WHOLE) -> QImage:
        """Return ``part`` of a picture's page so that the whole page would be ``width`` pixels wide; null if impossible."""
        turn = self._turn(page)
        picture = self._decode(page)
        if picture.isNull():
            return picture
        raw = turned_back(part, turn)
        full = _pixels(QSizeF(picture.size()), width, turn)
        cut = picture if part == WHOLE else picture.copy(_rect(raw, picture.size()))
        mode = Qt.TransformationMode.SmoothTransformation
        return upright(cut.scaled(_rect(raw, full).size(), Qt.AspectRatioMode.IgnoreAspectRatio, mode), turn)

    def _turn(self, page: int) -> int:
        return self._rotations[page - 1] % 360 if 0 < page <= len(self._rotations) else 0

    def _decode(self, page: int) -> QImage:
        if self._decoded is None or self._decoded[0] != page:
            self._decoded = (page, _decode(self._bytes, page))
        return self._decoded[1]


def upright(image: QImage, turn: int) -> QImage:
    """Return ``image`` turned ``turn`` degrees clockwise."""
    return image.transformed(QTransform().rotate(turn)) if turn else image


def on_white(image: QImage) -> QImage:
    """Return ``image`` on white paper: QtPdf leaves what is not printed see-through."""
    if image.isNull():
        return image
    page = QImage(image.size(), QImage.Format.Format_RGB32)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.drawImage(0, 0, image)
    painter.end()
    return page


def turned_back(box: Box, degrees: int) -> Box:
    """Return where ``box`` of the page turned ``degrees`` clockwise lies on the page before it was turned.

    >>> turned_back(Box(0.0, 0.0, 0.25, 0.5), 90)
    Box(x0=0.0, y0=0.75, x1=0.5, y1=1.0)
    """
    x0, y0, x1, y1 = box
    match degrees % 360:
        case 90:
            return Box(y0, 1 - x1, y1, 1 - x0)
        case 180:
            return Box(1 - x1, 1 - y1, 1 - x0, 1 - y0)
        case 270:
            return Box(1 - y1, x0, 1 - y0, x1)
        case _:
            return box


def _open_pdf(data: QByteArray) -> QPdfDocument:
    from PySide6.QtPdf import QPdfDocument  # loaded in the render thread with the first PDF

    document = QPdfDocument()
    buffer = QBuffer(data, document)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(buffer)
    return document


def _reader(data: QByteArray) -> tuple[QImageReader, QBuffer]:
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    return reader, buffer


def _picture_sizes(data: QByteArray) -> list[QSize]:
    reader, _buffer = _reader(data)
    sizes = []
    for index in range(max(1, reader.imageCount())):
        if index and not reader.jumpToImage(index):
            break
        size = reader.size()
        turned = bool(reader.transformation().value & 4)  # TransformationRotate90: width and height change places
        sizes.append(size.transposed() if turned else size)
    return [size for size in sizes if size.isValid()]


def _decode(data: QByteArray, page: int) -> QImage:
    reader, _buffer = _reader(data)
    if page > 1:
        reader.jumpToImage(page - 1)
    return reader.read()


def _as_points(size: QSize) -> QSizeF:
    wide = size.width() > size.height()
    return QSizeF(size) * ((_A4.height() if wide else _A4.width()) / max(1, size.width()))


def _pixels(points: QSizeF, width: int, turn: int) -> QSize:
    """Return the size before turning of a page that is ``width`` pixels wide once it is turned, kept within reason."""
    across = points.height() if turn % 180 else points.width()
    scale = width / max(1.0, across)
    scale = min(scale, math.sqrt(_MOST_PIXELS / max(1.0, points.width() * points.height())))
    return QSize(max(1, round(points.width() * scale)), max(1, round(points.height() * scale)))


def _rect(part: Box, size: QSize) -> QRect:
    left, top = round(part.x0 * size.width()), round(part.y0 * size.height())
    right, bottom = round(part.x1 * size.width()), round(part.y1 * size.height())
    return QRect(left, top, max(1, right - left), max(1, bottom - top)).intersected(
        QRect(0, 0, size.width(), size.height())
    )
