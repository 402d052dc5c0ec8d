"""A PDF of pages of scans, each as it was scanned: pages of a PDF are taken over whole, a picture's pixels unchanged."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from desktop.core.errors import UnreadableScan
from desktop.core.words import tr

#: (file, page from 1, degrees clockwise)
PageOf = tuple[Path, int, int]
_LONG_SIDE = 842.0
_LIKELY_DPI = (95.0, 1300.0)


def arranged(pages: Sequence[PageOf]) -> bytes:
    """Return a PDF of these pages, in this order and turned so. UnreadableScan when a file cannot be opened."""
    made = pdfium.PdfDocument.new()
    try:
        for file, number, turn in pages:
            try:
                _add(made, file, number)
            except (pdfium.PdfiumError, UnidentifiedImageError, EOFError, OSError, IndexError) as error:
                raise UnreadableScan(
                    "damaged", tr("Không mở được trang {n} của {file}.", n=number, file=file.name)
                ) from error
            page = made[len(made) - 1]
            page.set_rotation((page.get_rotation() + turn) % 360)
        out = io.BytesIO()
        made.save(out)
        return out.getvalue()
    finally:
        made.close()


def _add(made: pdfium.PdfDocument, file: Path, number: int) -> None:
    if file.suffix.lower() == ".pdf":
        source = pdfium.PdfDocument(file)
        try:
            made.import_pages(source, [number - 1])
        finally:
            source.close()
    else:
        _add_picture(made, file, number)


def _add_picture(made: pdfium.PdfDocument, file: Path, number: int) -> None:
    with Image.open(file) as opened:
        frame = ImageSequence.Iterator(opened)[number - 1]
        dpi = _dpi(frame)
        plain = frame.format == "JPEG" and frame.getexif().get(0x0112, 1) == 1
        picture: Any = pdfium.PdfImage.new(made)
        if plain:
            size = frame.size
            picture.load_jpeg(io.BytesIO(file.read_bytes()), inline=True)
        else:
            upright = ImageOps.exif_transpose(frame).convert("L" if frame.mode in ("1", "L", "I;16") else "RGB")
            size = upright.size
            picture.set_bitmap(pdfium.PdfBitmap.from_pil(upright))
    width, height = size[0] * 72 / dpi, size[1] * 72 / dpi
    page = made.new_page(width, height)
    picture.set_matrix(pdfium.PdfMatrix().scale(width, height))
    page.insert_obj(picture)
    page.gen_content()


def _dpi(frame: Image.Image) -> float:
    told = float((frame.info.get("dpi") or (0, 0))[0] or 0)
    return told if _LIKELY_DPI[0] <= told <= _LIKELY_DPI[1] else max(frame.size) * 72 / _LONG_SIDE
