"""Dấu ĐẾN (Decree 30/2020/NĐ-CP, annex IV): a box 50 mm wide and 35 mm tall, on a copy of page 1 or alone.

The original stays as it came; the stamp is laid over a copy, whose text and layers are kept. Alone on a blank page it
is printed onto the paper letter itself.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pypdfium2 as pdfium
from PIL import Image, UnidentifiedImageError
from reportlab.lib.colors import Color, black
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop.core.errors import UnreadableScan
from desktop.core.names import show_date
from desktop.core.os_errors import storage_error
from desktop.core.records import Letter
from desktop.core.words import tr
from desktop.reports.fonts import BOLD, FIRST, REGULAR, register_fonts
from desktop.reports.free_place import find_free_place
from desktop.reports.furniture import Imprint, office_lines
from desktop.reports.output import Watch
from desktop.reports.typeset import Style, balanced, wrap

Corner = Literal["left", "right", "top-left", "top-right", "bottom-left", "bottom-right"]
WIDTH, HEIGHT = 50 * mm, 35 * mm
#: Where the stamp stands on the paper letter: its left and top edges in millimetres. Left: under number and symbol;
#: right: under the day of issue (Decree 30/2020, Art. 22).
PLACES: dict[Corner, tuple[float, float]] = {
    "left": (28, 62),
    "right": (142, 50),
    "top-left": (6, 6),
    "top-right": (154, 6),
    "bottom-left": (6, 256),
    "bottom-right": (154, 256),
}
_RED = Color(0.75, 0.05, 0.05)
_PAD = 1.5 * mm
_LABEL = Style(REGULAR, 9, 11)
_VALUE = Style(BOLD, 10, 12)
_NAME = Style(BOLD, 8.5, 10)
_RENDER = 1.0


@dataclass(frozen=True)
class Stamp:
    """What the stamp says of a letter; ``handed_to`` stands in the line "Chuyển"."""

    letter: Letter
    handed_to: str = ""


@dataclass(frozen=True)
class Place:
    """Where a stamp goes: onto a copy of page ``page`` (0-based) of ``scan``, or alone on a page, at ``corner``."""

    stamp: Stamp
    corner: Corner = "left"
    scan: Path | None = None
    page: int = 0


def stamps(imprint: Imprint, places: Sequence[Place], watch: Watch | None = None) -> bytes:
    """Return one PDF with a page a stamp. Raises what ``stamped_copy`` raises, OfficeError when it is stopped."""
    watch = watch or Watch(len(places))
    made = []
    for place in places:
        made.append(_placed(imprint, place))
        watch.step()
    return made[0] if len(made) == 1 else _joined(made)


def _placed(imprint: Imprint, place: Place) -> bytes:
    if place.scan is None:
        return stamp_alone(imprint, place.stamp, place.corner)
    return stamped_copy(imprint, place.stamp, place.scan, place.page)


def _joined(files: Sequence[bytes]) -> bytes:
    whole = pdfium.PdfDocument.new()
    for data in files:
        part = pdfium.PdfDocument(data)
        whole.import_pages(part)
        part.close()
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    return out.getvalue()


def stamp_alone(imprint: Imprint, stamp: Stamp, corner: Corner) -> bytes:
    """Return a blank A4 page that bears only the stamp, at ``corner``."""
    left, top = PLACES[corner]
    return _page(imprint, stamp, A4, left * mm, A4[1] - top * mm - HEIGHT)


def stamped_copy(imprint: Imprint, stamp: Stamp, scan: Path, page: int) -> bytes:
    """Return page ``page`` (0-based) of a scan as PDF with the stamp at a free place of it.

    Raises StorageError when the scan's file is gone, UnreadableScan when it does not open.
    """
    try:
        data = scan.read_bytes()
    except OSError as error:
        raise storage_error(error, scan) from error
    try:
        original = data if data[:1024].lstrip().startswith(b"%PDF") else _picture_page(data, page)
        index = page if original is data else 0
        return _overlay(original, index, _page(imprint, stamp, (WIDTH, HEIGHT), 0, 0))
    except (pdfium.PdfiumError, UnidentifiedImageError, EOFError, OSError) as error:
        raise UnreadableScan(
            "damaged",
            tr("Không mở được bản quét {file} để đóng dấu ĐẾN.", file=scan.name),
            tr("Hãy in riêng dấu ĐẾN và đóng lên bản giấy."),
        ) from error


def _overlay(original: bytes, index: int, stamp: bytes) -> bytes:
    source = pdfium.PdfDocument(original)
    copy = pdfium.PdfDocument.new()
    box = pdfium.PdfDocument(stamp)
    try:
        copy.import_pages(source, [min(index, len(source) - 1)])
        page = copy[0]
        picture = page.render(scale=_RENDER, grayscale=True).to_numpy()
        x, y = find_free_place(picture[..., 0] if picture.ndim == 3 else picture, _RENDER, WIDTH, HEIGHT)
        place = box.page_as_xobject(0, copy).as_pageobject()
        place.set_matrix(_upright(page, x, page.get_height() - y - HEIGHT))
        page.insert_obj(place)
        page.gen_content()
        out = io.BytesIO()
        copy.save(out)
        return out.getvalue()
    finally:
        for document in (box, copy, source):
            document.close()


def _upright(page: pdfium.PdfPage, x: float, y: float) -> pdfium.PdfMatrix:
    """Return the matrix that puts the stamp's lower left corner at (x, y) of the page as seen, upright for the reader."""
    left, bottom, right, top = page.get_cropbox()
    wide, tall = right - left, top - bottom
    a, b, c, d, e, f = {
        0: (1, 0, 0, 1, 0, 0),
        90: (0, 1, -1, 0, wide, 0),
        180: (-1, 0, 0, -1, wide, tall),
        270: (0, -1, 1, 0, 0, tall),
    }[page.get_rotation()]
    return pdfium.PdfMatrix(a, b, c, d, a * x + c * y + e + left, b * x + d * y + f + bottom)


def _picture_page(data: bytes, page: int) -> bytes:
    """Make a PDF page of a scanned picture, as large as it was on paper but no larger than A4."""
    with Image.open(io.BytesIO(data)) as picture:
        picture.seek(min(page, getattr(picture, "n_frames", 1) - 1))
        upright = picture.convert("RGB")
    width, height = A4 if upright.height >= upright.width else (A4[1], A4[0])
    scale = min(width / upright.width, height / upright.height)
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(upright.width * scale, upright.height * scale), invariant=1, initialFontName=FIRST)
    canvas.drawImage(ImageReader(upright), 0, 0, upright.width * scale, upright.height * scale)
    canvas.save()
    return out.getvalue()


def _page(imprint: Imprint, stamp: Stamp, size: tuple[float, float], x: float, y: float) -> bytes:
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=size, invariant=1, initialFontName=FIRST)
    canvas.setTitle(f"Dấu ĐẾN số {stamp.letter.arrival_number}")
    canvas.setAuthor(imprint.office.name)
    canvas.translate(x, y)
    _draw(canvas, imprint, stamp)
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, imprint: Imprint, stamp: Stamp) -> None:
    canvas.setStrokeColor(_RED)
    canvas.setLineWidth(1.2)
    inset = 0.6
    canvas.rect(inset, inset, WIDTH - 2 * inset, HEIGHT - 2 * inset)
    name = [
        line for part in office_lines(imprint.office.name.upper()) for line in balanced(part, _NAME, WIDTH - 2 * _PAD)
    ]
    if len(name) > 2:
        name = balanced(imprint.office.name.upper(), _NAME.at(6.5), WIDTH - 2 * _PAD)
    y = _name(canvas, name, HEIGHT - 1.2 * mm) - 0.8 * mm
    canvas.setLineWidth(0.6)
    canvas.line(0, y, WIDTH, y)
    canvas.line(17 * mm, y, 17 * mm, y - 11 * mm)
    canvas.line(0, y - 11 * mm, WIDTH, y - 11 * mm)
    canvas.setFillColor(_RED)
    canvas.setFont(BOLD, 17)
    canvas.drawCentredString(8.5 * mm, y - 7.6 * mm, "ĐẾN")
    _line(canvas, "Số:", str(stamp.letter.arrival_number), 18 * mm, y - 4.4 * mm)
    _line(canvas, "Ngày:", show_date(stamp.letter.arrived_on), 18 * mm, y - 9.6 * mm)
    _handed(canvas, stamp.handed_to, y - 15 * mm)
    _line(canvas, "Số và ký hiệu HS:", "", _PAD, 1.8 * mm)


def _name(canvas: Canvas, lines: Sequence[str], top: float) -> float:
    size = _NAME.size if len(lines) <= 2 else 6.5
    canvas.setFillColor(_RED)
    canvas.setFont(BOLD, size)
    for line in lines[:3]:
        top -= size * 1.15
        canvas.drawCentredString(WIDTH / 2, top + size * 0.2, line)
    return top


def _line(canvas: Canvas, label: str, value: str, x: float, y: float) -> None:
    canvas.setFillColor(_RED)
    canvas.setFont(REGULAR, _LABEL.size)
    canvas.drawString(x, y, label)
    start = x + canvas.stringWidth(label, REGULAR, _LABEL.size) + 1 * mm
    if value:
        canvas.setFillColor(black)
        canvas.setFont(BOLD, _VALUE.size)
        canvas.drawString(start, y, value)
        return
    canvas.setDash(0.6, 1.8)
    canvas.line(start, y, WIDTH - _PAD, y)
    canvas.setDash()


def _handed(canvas: Canvas, name: str, y: float) -> None:
    """The line "Chuyển": the first receivers as far as two lines reach, or dots."""
    label = "Chuyển:"
    if not name:
        _line(canvas, label, "", _PAD, y)
        return
    style = Style(BOLD, 8.5, 10)
    indent = canvas.stringWidth(label, REGULAR, _LABEL.size) + 1 * mm
    lines = wrap(name, style, WIDTH - 2 * _PAD - indent)
    if len(lines) > 2:
        first, second = wrap(name, style, WIDTH - 2 * _PAD - indent - style.size)[:2]
        lines = [first, second.rstrip(" ,") + "…"]
    canvas.setFillColor(_RED)
    canvas.setFont(REGULAR, _LABEL.size)
    canvas.drawString(_PAD, y, label)
    canvas.setFillColor(black)
    canvas.setFont(BOLD, style.size)
    for n, line in enumerate(lines):
        canvas.drawString(_PAD + indent, y - n * style.leading, line)
