"""Scans put into an office without being read: their rows, readings and files, for measuring what comes after reading."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from db import scan_intake
from desktop.core.readings import FieldReading, LetterReading, Reading
from desktop.services import inbox
from desktop.services.sample_words import Writer

_SEED = 7


def readings() -> Iterator[LetterReading]:
    """Yield readings of made-up letters, each read without a doubt."""
    writer = Writer(random.Random(_SEED))
    for number in range(1, 1_000_000):
        made = writer.letter(number, date(2026, 11, 20))
        fields = {name: FieldReading(value or None, 0.98, 1) for name, value in made.values.items()}
        yield LetterReading(1, 2, fields, tuple(r for r, _ in made.references), tuple(made.directives))


def add_scans(office: Any, count: int, size: int = 2_000, *, read: bool = True) -> list[int]:
    """Put ``count`` scans of ``size`` bytes into an office's store, read if wished; return their ids."""
    rng = random.Random(_SEED + count)
    rows = [_put_file(office, number, rng.randbytes(size)) for number in range(count)]
    with office.write("bench") as db:
        ids = [scan_intake.add_scan(db, office.now(), {**row, "state": "stored"}) for row in rows]
    if read:
        texts = ("Nội dung trang một của văn bản. " * 12, "Nội dung trang hai. " * 12)
        for scan_id, row, letter in zip(ids, rows, readings(), strict=False):
            found = Reading(str(row["file"]), str(row["sha256"]), 2, "ocr", (letter,), True, texts)
            inbox.store_reading(office, scan_id, found)
    return ids


def _put_file(office: Any, number: int, random_bytes: bytes) -> dict[str, Any]:
    """Put the file of one scan into the store; return what its row says."""
    content = b"%PDF-1.4 " + str(number).encode() + random_bytes
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"store/{sha256[:2]}/{sha256}.pdf"
    office.path(path).parent.mkdir(exist_ok=True)
    office.path(path).write_bytes(content)
    return {"file": f"scan-{number:05d}.pdf", "sha256": sha256, "size": len(content), "pages": 2, "path": path}


def drop_files(folder: Path, count: int) -> list[Path]:
    """Write ``count`` small born-digital letters into a folder, no two alike; return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = _letter_pdf()
    files = []
    for number in range(count):
        file = folder / f"roi_{number:05d}.pdf"
        file.write_bytes(whole + f"\n% {number}\n".encode())
        files.append(file)
    return files


def _letter_pdf() -> bytes:
    from desktop.core.calendar import WorkCalendar
    from desktop.reports.letter_form import render_letter
    from desktop.services import sample_letters

    entry = next(e for e in sample_letters.table()["letter"] if e["look"] == "digital")
    pdf, _ = render_letter(
        sample_letters._letter(entry, date(2026, 11, 21), WorkCalendar({}, frozenset(), frozenset()))
    )
    return pdf
