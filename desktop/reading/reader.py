"""A file → a reading: the head of page 1 first (told at once), then the rest, then what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.core.readings import Box, LetterReading, Reading, TextSource
from desktop.reading.pages import Page
from desktop.reading.source import Source

HEAD = Box(0.0, 0.0, 1.0, 0.45)

OnHead = Callable[[Reading], None]
OnProgress = Callable[[float], None]


def read_file(
    path: Path, *, name: str | None = None, on_head: OnHead | None = None, on_progress: OnProgress | None = None
) -> Reading:
    """Read a scan. ``on_head`` gets the reading of the head alone as soon as it is known, ``on_progress`` the share of
    pages read. Raises UnreadableScan for a file that cannot be read, SecretLetter for one stamped secret."""
    with Source(path) as source:
        first = source.page(1, HEAD)
        if on_head:
            on_head(_reading(name or path.name, source, [first], complete=False))
        pages = []
        for number in range(1, source.pages + 1):
            pages.append(source.page(number))
            if on_progress:
                on_progress(number / source.pages)
        return _reading(name or path.name, source, pages, complete=True)


def _reading(file: str, source: Source, pages: list[Page], complete: bool) -> Reading:
    return Reading(
        file,
        source.sha256,
        source.pages,
        text_source(pages),
        (LetterReading(1, source.pages, {}),),
        complete,
        tuple(page.text for page in pages),
        tuple(page.rotation for page in pages),
    )


def text_source(pages: list[Page]) -> TextSource:
    """Return where the text of the pages came from, all together."""
    kinds = {page.source for page in pages} - {"none"}
    if not kinds:
        return "none"
    if len(kinds) > 1:
        return "mixed"
    return "ocr" if "ocr" in kinds else "embedded"
