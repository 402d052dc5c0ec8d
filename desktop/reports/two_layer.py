"""The two-layer copy of a scan: each page's own picture, and its words invisible where they stand on it.

The picture is the scanner's (see ``page_pictures``), turned upright; the file is made as PDF/A-2b asks (see
``archive_marks``). Runs in a limited process, since it opens files that strangers made.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from reportlab import rl_config
from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFObject, PDFStream
from reportlab.pdfgen.canvas import Canvas

from desktop.core.page_words import words_from_json
from desktop.core.readings import PageWord, PageWords
from desktop.reports.archive_marks import mark_for_archive
from desktop.reports.fonts import FIRST, REGULAR, drawable, register_fonts, width_of
from desktop.reports.page_pictures import Matrix, Picture, Stream, pictures

_INVISIBLE: Literal[3] = 3
_FILTERS = {"jpeg": "DCTDecode", "group4": "CCITTFaxDecode", "flate": "FlateDecode"}
_TURNS: dict[int, Matrix] = {
    0: (1, 0, 0, 1, 0, 0),
    90: (0, -1, 1, 0, 0, 1),
    180: (-1, 0, 0, -1, 1, 1),
    270: (0, 1, -1, 0, 1, 0),
}
_HIGH = 0.9  # of a line's box is the size of its letters
_BELOW = 0.2  # of it lies below the baseline


def write_two_layer(
    path: Path,
    *,
    target: str,
    words: dict[int, list[list[Any]]],
    rotations: Sequence[int],
    first: int,
    last: int,
    title: str,
    author: str,
    subject: str,
    at: str,
) -> dict[str, Any]:
    """Write pages ``first`` to ``last`` of a scan as a two-layer PDF to ``target``, which appears whole or not at all.

    ``words``: by page number as ``page_words.words_to_json`` gives them; ``rotations``: degrees clockwise that set each
    page upright; ``at``: the moment to be told, ISO. Returns ``{"pages": n, "size": bytes}``. Raises OSError for a file
    or disk that fails, StorageError without a font.
    """
    data, pages = two_layer(path, words, rotations, (first, last), (title, author, subject), datetime.fromisoformat(at))
    place = Path(target)
    part = place.with_name(f"{place.name}.{os.getpid()}.part")
    try:
        part.write_bytes(data)
        os.replace(part, place)
    finally:
        part.unlink(missing_ok=True)
    return {"pages": pages, "size": len(data)}


def two_layer(
    path: Path,
    words: dict[int, list[list[Any]]],
    rotations: Sequence[int],
    span: tuple[int, int],
    told: tuple[str, str, str],
    at: datetime,
) -> tuple[bytes, int]:
    """Return the PDF's bytes and how many pages it has; see ``write_two_layer``. ``told``: title, author, subject."""
    register_fonts()
    out = io.BytesIO()
    rl_config.useA85 = 0
    canvas = Canvas(out, pageCompression=1, initialFontName=FIRST, pdfVersion=(1, 7), invariant=1)
    count = 0
    with pictures(path) as pages:
        for number, picture in enumerate(pages, 1):
            if span[0] <= number <= span[1]:
                turn = rotations[number - 1] % 360 if number <= len(rotations) else 0
                _page(canvas, picture, words_from_json(words.get(number, [])), turn, number)
                count += 1
    mark_for_archive(canvas, *told, at)
    canvas.save()
    return out.getvalue(), count


def _page(canvas: Canvas, picture: Picture, words: PageWords, turn: int, number: int) -> None:
    width, height = (picture.width, picture.height) if turn % 180 == 0 else (picture.height, picture.width)
    canvas.setPageSize((width, height))
    a, b, c, d, e, f = _after(picture.place, _TURNS.get(turn, _TURNS[0]))
    name = _register(canvas, picture.stream, f"page-{number}")
    canvas.saveState()
    canvas.transform(a * width, b * height, c * width, d * height, e * width, f * height)
    canvas._code.append(f"/{name} Do")  # type: ignore[attr-defined]  # what drawImage does, for a stream of our own
    canvas.restoreState()
    _write(canvas, words, width, height)
    canvas.showPage()


def _after(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first`` and ``then`` the other."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


class _Image(PDFObject):
    """A picture's stream as an image of the PDF, its bytes untouched."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.width, self.height = stream.width, stream.height

    def format(self, document: Any) -> bytes:
        s = self.stream
        entries: dict[str, Any] = {
            "Type": PDFName("XObject"),
            "Subtype": PDFName("Image"),
            "Width": s.width,
            "Height": s.height,
            "BitsPerComponent": s.bits,
            "ColorSpace": PDFName("DeviceGray" if s.grey else "DeviceRGB"),
            "Filter": PDFArray([PDFName(_FILTERS[s.kind])]),
        }
        if s.kind == "group4":
            fax = {"K": -1, "Columns": s.width, "Rows": s.height, "BlackIs1": "true" if s.black_is_one else "false"}
            entries["DecodeParms"] = PDFArray([PDFDictionary(fax)])
        formatted: bytes = PDFStream(PDFDictionary(entries), s.data, filters=[]).format(document)
        return formatted


def _register(canvas: Any, stream: Stream, name: str) -> str:
    """Make a picture known to the document and the page; return its name there."""
    document = canvas._doc
    known: str = document.getXObjectName(name)
    image = _Image(stream)
    image.name = name  # type: ignore[attr-defined]
    canvas._setXObjects(image)
    document.Reference(image, known)
    document.addForm(name, image)
    canvas._formsinuse.append(name)
    canvas._currentPageHasImages = 1
    return known


def _write(canvas: Canvas, words: PageWords, width: float, height: float) -> None:
    """Write the words invisible, each as wide as it stands on the page."""
    text = canvas.beginText()
    text.setTextRenderMode(_INVISIBLE)
    for line in words:
        size = _HIGH * height * max((word.box.y1 - word.box.y0 for word in line), default=0.0)
        if size <= 0.5:
            continue
        text.setFont(REGULAR, round(size, 1))
        for at, word in enumerate(line):
            _word(text, word, size, width, height, last=at == len(line) - 1)
    canvas.drawText(text)


def _word(text: Any, word: PageWord, size: float, width: float, height: float, *, last: bool) -> None:
    shown = drawable(word.text)
    natural = width_of(shown, REGULAR) * round(size, 1)
    wanted = (word.box.x1 - word.box.x0) * width
    if not shown.strip() or natural <= 0 or wanted <= 0:
        return
    text.setHorizScale(round(100 * wanted / natural, 2))
    text.setTextTransform(1, 0, 0, 1, word.box.x0 * width, (1 - word.box.y1) * height + _BELOW * size)
    text.textOut(shown if last else f"{shown} ")
