"""One scan: from the whole file to its fields known, beside one bare Tesseract call on the top of the same page."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

from tests.bench import long_letters
from tests.bench.frame import Bench, Figure, seconds

_TOP = 0.4
_DPI = 200


def run(bench: Bench) -> list[Figure]:
    """In a warm process, the pages at the 200 dpi that they were scanned with."""
    files = [f for f in long_letters.write(bench.scratch / "letters", 8) if "digital" not in f.name]
    files = files[:3] if bench.short else files
    _head(files[0]), _bare(_page(files[0]))
    ours = statistics.median(_head(file) for file in files for _ in range(3))
    pages = [_page(file) for file in files]
    bare = statistics.median(seconds(lambda p=page: _bare(p)) for page in pages for _ in range(3))
    work = "one scan: file whole to fields known"
    return [Figure(work, ours, "s", bare, "bare Tesseract, top 40 %", 1.5, "×")]


class _HeadKnown(Exception):
    """Enough was read."""


def _head(file: Path) -> float:
    """Seconds until the head's fields are told; the rest is not read."""
    from desktop.reading.reader import read_file

    def stop(_: object) -> None:
        raise _HeadKnown

    begun = time.perf_counter()
    try:
        read_file(file, on_head=stop)
    except _HeadKnown:
        return time.perf_counter() - begun
    raise RuntimeError("no head was told")


def _page(file: Path) -> Any:
    import pypdfium2 as pdfium

    document = pdfium.PdfDocument(file)
    try:
        return document[0].render(scale=_DPI / 72).to_pil().convert("L")
    finally:
        document.close()


_engine: list[Any] = []


def _bare(page: Any) -> str:
    """Tesseract as it comes: one call, its own page segmentation."""
    import tesserocr

    from desktop.reading.engine import model_folder

    if not _engine:
        _engine.append(tesserocr.PyTessBaseAPI(path=f"{model_folder()}/", lang="vie", psm=tesserocr.PSM.AUTO))
    api = _engine[0]
    api.SetImage(page.crop((0, 0, page.width, int(page.height * _TOP))))
    text: str = api.GetUTF8Text()
    return text
