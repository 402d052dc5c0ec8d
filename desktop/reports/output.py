"""Files written whole or not at all, and a watch over long work: how far it is, and whether someone has stopped it."""

from __future__ import annotations

import io
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFString
from reportlab.pdfgen.canvas import Canvas

from desktop.core.errors import OfficeError, StorageError
from desktop.core.os_errors import storage_error
from desktop.core.words import tr
from desktop.reports.fonts import FIRST, register_fonts
from desktop.reports.ink import Ink
from desktop.reports.page import PORTRAIT, Page, draw

# Packed streams as they are: writing them in letters (ASCII85) costs a quarter of the size and of the time.
rl_config.useA85 = 0

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


@dataclass
class Watch:
    """Counts the steps of a long print. ``step`` raises OfficeError('cancelled') once somebody has stopped it."""

    total: int = 0
    on_progress: Progress | None = None
    cancelled: Cancelled | None = None
    done: int = 0

    def step(self) -> None:
        """Count one more piece done."""
        self.done += 1
        if self.on_progress is not None:
            self.on_progress(self.done, max(self.total, self.done))
        if self.cancelled is not None and self.cancelled():
            raise OfficeError("cancelled", tr("Đã dừng in."), tr("Bấm In lần nữa khi cần."), tr("Chưa ghi tệp nào."))


def pdf_bytes(printed: Iterable[Sequence[Page]], title: str, author: str) -> bytes:
    """Return a PDF of the printed things, each a run of pages; the same rows give the same bytes.

    Raises OfficeError for a missing glyph, StorageError without a font.
    """
    register_fonts()
    out = io.BytesIO()
    canvas = Canvas(
        out, pagesize=(PORTRAIT.width, PORTRAIT.height), invariant=1, pageCompression=1, initialFontName=FIRST
    )
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setCreator("Văn Thư")
    canvas.setCatalogEntry("Lang", PDFString("vi-VN"))
    ink = Ink(canvas)
    for pages in printed:
        for page in pages:
            draw(page, ink)
    canvas.save()
    return out.getvalue()


def write_whole(file: Path, data: bytes) -> Path:
    """Write ``data`` beside ``file``, then put it in its place; on StorageError the file that was there is untouched."""
    part = file.with_name(f".in-{uuid4().hex}{file.suffix}")
    try:
        with part.open("xb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _replace(part, file)
    except OSError as error:
        raise storage_error(error, file) from error
    finally:
        _drop(part)
    return file


def _drop(part: Path) -> None:
    """Remove what was left half written; nothing is left after a success, and a full disk must not hide the real error."""
    with suppress(OSError):
        part.unlink(missing_ok=True)


def _replace(part: Path, file: Path) -> None:
    try:
        os.replace(part, file)
    except PermissionError as error:
        raise StorageError(
            "file-locked",
            tr("Không ghi đè được {file}: tệp đang mở trong chương trình khác.", file=file.name),
            tr("Hãy đóng tệp đó, hoặc chọn tên khác, rồi in lại."),
            tr("Tệp cũ vẫn còn nguyên."),
        ) from error
