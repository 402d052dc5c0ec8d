"""TIFF (several pages), JPEG and PNG as pages, by Pillow; the header is checked before a pixel is decoded."""

from __future__ import annotations

import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import numpy as np
from PIL import Image as Pictures
from PIL import ImageOps, UnidentifiedImageError

from desktop.core.errors import UnreadableScan
from desktop.core.words import tr
from desktop.reading.open_file import A4_LONG_SIDE, Image, check_pages, check_pixels, unreadable

Pictures.MAX_IMAGE_PIXELS = None  # check_pixels holds the limit, and tells it for what it is
_LIKELY_DPI = (100.0, 1300.0)
_LIKELY_LONG_SIDE = (5.0, 25.0)  # inches


#: What Pillow's parsers end with on a damaged file; they check little of it before they use it.
FAILURES = (
    *(OSError, ValueError, SyntaxError, EOFError, TypeError, LookupError, ArithmeticError, AttributeError),
    *(struct.error, zlib.error, RuntimeError, UnidentifiedImageError, Pictures.DecompressionBombError),
)


@contextmanager
def sound_or_damaged() -> Iterator[None]:
    """Inside, Pillow's failures and warnings about a file become one sentence."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except FAILURES as error:
        _damaged(error)


class ImageFile:
    """An image file; a frame of a TIFF is a page."""

    def __init__(self, path: Path) -> None:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # Pillow warns of large images and odd tags; we check ourselves
                self._picture = Pictures.open(path)
        except FAILURES as error:
            _damaged(error)
        try:
            self.pages = self._count()
            check_pages(self.pages)
            check_pixels(*self._picture.size)
        except UnreadableScan:
            self._picture.close()
            raise

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height in points; a file that does not tell its resolution is taken for A4."""
        self._seek(page)
        width, height = self._picture.size
        with sound_or_damaged():
            turned = self._picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
        if turned:
            width, height = height, width
        return width * 72 / self.native_dpi(page), height * 72 / self.native_dpi(page)

    def native_dpi(self, page: int) -> float:
        """Return the resolution the file tells, where it is likely; else the one that makes the long side A4's."""
        self._seek(page)
        long_side = max(self._picture.size)
        with sound_or_damaged():
            told = float(self._picture.info.get("dpi", (0, 0))[0] or 0)
        if (
            _LIKELY_DPI[0] <= told <= _LIKELY_DPI[1]
            and _LIKELY_LONG_SIDE[0] <= long_side / told <= _LIKELY_LONG_SIDE[1]
        ):
            return told
        return long_side / A4_LONG_SIDE

    def render(self, page: int, dpi: float) -> Image:
        """Return the page as RGB, turned as its EXIF tag says."""
        self._seek(page)
        scale = dpi / self.native_dpi(page)
        with sound_or_damaged():
            picture = ImageOps.exif_transpose(self._picture)
            picture = _on_white(picture)
        if abs(scale - 1) > 0.02:
            target = (max(1, round(picture.width * scale)), max(1, round(picture.height * scale)))
            picture = picture.resize(target, Pictures.Resampling.BOX if scale < 0.5 else Pictures.Resampling.BICUBIC)
        return np.asarray(picture, np.uint8)

    def close(self) -> None:
        """Close the file."""
        self._picture.close()

    def _count(self) -> int:
        with sound_or_damaged():
            return int(getattr(self._picture, "n_frames", 1))

    def _seek(self, page: int) -> None:
        with sound_or_damaged():
            self._picture.seek(page - 1)
        check_pixels(*self._picture.size)


def _on_white(picture: Pictures.Image) -> Pictures.Image:
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        layered = picture.convert("RGBA")
        white = Pictures.new("RGBA", layered.size, "white")
        return Pictures.alpha_composite(white, layered).convert("RGB")
    if picture.mode.startswith("I"):  # 16 bits a sample
        return Pictures.fromarray((np.asarray(picture, np.float32) / 257).clip(0, 255).astype(np.uint8)).convert("RGB")
    return picture.convert("RGB")


def _damaged(error: Exception) -> NoReturn:
    raise unreadable("damaged", tr("Tệp ảnh bị hỏng hoặc thiếu dữ liệu.")) from error
