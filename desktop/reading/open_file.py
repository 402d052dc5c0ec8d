"""A scan file opened: PDF, TIFF with several pages, JPEG or PNG; how many pages, how large, and each one as an image.

What cannot be read is told as UnreadableScan before anything large is decoded.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from desktop.core.errors import UnreadableScan
from desktop.core.words import Text, tr

Image = NDArray[np.uint8]

MOST_PAGES = 500
MOST_PIXELS = 160_000_000  # A3 at 600 dpi is 70 million; what is beyond is no letter
A4_LONG_SIDE = 11.69


class OpenFile(Protocol):
    """An open scan. Pages are numbered from 1."""

    pages: int

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height in points (1/72 inch), upright as stored."""
        ...

    def native_dpi(self, page: int) -> float:
        """Return the resolution of the page's own image, 0 when it has none that fills it."""
        ...

    def render(self, page: int, dpi: float) -> Image:
        """Return the page as RGB (height, width, 3)."""
        ...

    def close(self) -> None: ...


def open_file(path: Path) -> OpenFile:
    """Open a scan by what its first bytes say it is; UnreadableScan when it is empty, damaged or of no known kind."""
    from desktop.reading.image_file import ImageFile
    from desktop.reading.pdf_file import PdfFile

    start = _first_bytes(path)
    if not start:
        raise unreadable("empty", tr("Tệp rỗng, không có gì để đọc."))
    if b"%PDF-" in start:
        return PdfFile(path)
    if start.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+")):
        return ImageFile(path)
    raise unreadable("unknown-kind", tr("Tệp không phải là PDF, TIFF, JPEG hay PNG."))


def sha256(path: Path) -> str:
    """Return the SHA-256 of the file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def unreadable(code: str, happened: Text) -> UnreadableScan:
    """Return the error for a file that cannot be read; what to do is the same for all of them."""
    return UnreadableScan(code, happened, tr("Kiểm tra tệp gốc và quét lại văn bản."), tr("Tệp vẫn còn nguyên."))


def check_pages(count: int) -> None:
    """Refuse a file with no page or with more than any letter has."""
    if count < 1:
        raise unreadable("empty", tr("Tệp không có trang nào."))
    if count > MOST_PAGES:
        raise unreadable(
            "too-many-pages", tr("Tệp có {n} trang, nhiều hơn mức {most} trang cho phép.", n=count, most=MOST_PAGES)
        )


def check_pixels(width: int, height: int) -> None:
    """Refuse an image that would fill the memory."""
    if width * height > MOST_PIXELS:
        raise unreadable("too-large", tr("Ảnh quá lớn ({w} × {h} điểm ảnh).", w=width, h=height))


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(1024)
    except OSError as error:
        raise unreadable("no-access", tr("Không mở được tệp: {why}", why=error.strerror or "")) from error
