"""The words on the pages of a stored original, for whoever shows the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from db import scan_intake, scans
from desktop.core.readings import PageWords
from desktop.services.office import Office


@dataclass(frozen=True)
class FileText:
    """``pages``: words by page number, on pages turned by ``rotations`` degrees clockwise. Empty until all is read."""

    pages: dict[int, PageWords] = field(default_factory=dict)
    rotations: tuple[int, ...] = ()


def of_file(office: Office, file: Path) -> FileText:
    """Return the words of an original in the store; nothing for any other file, or one that was not read in full."""
    scan = scan_intake.keeper(office.db, file.stem)
    if scan is None or scan.path is None or office.path(scan.path) != file:
        return FileText()
    words = scans.page_words(office.db, scan.id)
    reading = scans.reading(office.db, scan.id) if words else None
    return FileText(words, reading.rotations if reading else ())
