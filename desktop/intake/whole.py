"""Whether a file opens whole. Runs in a limited process: what is opened here may be made to harm."""

from __future__ import annotations

import os
import warnings
from pathlib import Path
from typing import Any, NoReturn

from desktop.core.errors import UnreadableScan
from desktop.core.words import tr

ENDINGS = {"application/pdf": ".pdf", "image/tiff": ".tif", "image/jpeg": ".jpg", "image/png": ".png"}
DOCUMENTS = frozenset({".pdf", ".tif", ".tiff", ".jpg", ".jpeg", ".png"})
_TAIL = 4096


def check_whole(path: Path) -> dict[str, Any]:
    """Return ``{"media": MIME type, "pages": n}``; UnreadableScan when the file is empty, damaged, cut off, encrypted,
    too large, or no document."""
    from desktop.reading.open_file import open_file

    file = open_file(path)
    try:
        media = media_of(path)
        if media == "application/pdf":
            _require_end(path)
            for page in range(1, file.pages + 1):
                file.size(page)
        else:
            _decode(path)
        return {"media": media, "pages": file.pages}
    finally:
        file.close()


def warm_check() -> None:
    """Load what checking needs, so that the first file does not wait for it."""
    from desktop.reading import image_file, pdf_file  # noqa: F401


def media_of(path: Path) -> str:
    """Return the MIME type by the first bytes of the file; the name is not trusted."""
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if start.startswith(b"\x89PNG"):
        return "image/png"
    return "image/tiff" if start[:2] in (b"II", b"MM") and b"%PDF-" not in start else "application/pdf"


def _require_end(path: Path) -> None:
    """A PDF ends with %%EOF (ISO 32000-1, 7.5.5); pdfium opens many that were cut off before it."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - 4 * _TAIL))
        tail = file.read().rstrip(b"\0")
    if b"%%EOF" not in tail[-_TAIL:]:
        _cut_off()


def _decode(path: Path) -> None:
    """Decode every page of an image: the header of a file that was cut off looks as good as any."""
    from PIL import Image as Pictures  # only the limited process decodes; the window never loads it
    from PIL import ImageSequence

    from desktop.reading.image_file import FAILURES
    from desktop.reading.open_file import check_pixels

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with Pictures.open(path) as picture:
                for page in ImageSequence.Iterator(picture):
                    check_pixels(*page.size)
                    page.load()
        except FAILURES as error:
            _cut_off(error)


def _cut_off(error: Exception | None = None) -> NoReturn:
    raise UnreadableScan(
        "cut-off",
        tr("Tệp bị cắt cụt hoặc hỏng giữa chừng."),
        tr("Kiểm tra tệp gốc và quét lại văn bản."),
        tr("Tệp vẫn còn nguyên."),
    ) from error
