"""How well are letters of other kinds read? ``python tests/bench/varied.py [--made N] [--other N] [--wears scan,copy]``
``[--sample DATE …] [--truth DIR SCAN …]``.

Reads made-up letters of ten kinds; with ``--other`` letters of other bodies and layouts, at wears of the sample office's
scanner or, where the shared letters are at hand, of theirs (light, medium, heavy, copies, phone); with ``--sample`` the
sample office's own for some days; or scans whose truth lies in a folder. Prints, by field, how many are right, flagged
(a value below 0.9 or left for typing), wrong at 0.75 or more, and silently wrong (0.9 or more); what is not right is told.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pypdfium2 as pdfium

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

import other_letters  # noqa: E402
from calibration import alike  # noqa: E402
from made_letters import Truth, made, truth_of  # noqa: E402

from desktop.core.calendar import WorkCalendar  # noqa: E402
from desktop.core.readings import FieldReading, LetterReading  # noqa: E402
from desktop.reading import fields  # noqa: E402
from desktop.reading.source import Source  # noqa: E402
from desktop.reports.letter_form import render_letter  # noqa: E402
from desktop.reports.scan_look import DPI, Wear, _ink, _wear, as_pdf, as_tiff, scan_pages  # noqa: E402
from desktop.services import sample_letters  # noqa: E402

WRITTEN = {"day": "issued_on"}
LEAST, SURE = 0.75, 0.9
Case = tuple[str, Path, list[Truth]]


def made_up(folder: Path, count: int, wears: list[str], first: int) -> Iterator[Case]:
    """Write made-up letters at each wear (``digital``: as typed) and tell what is on them."""
    for seed in range(first, first + count):
        kind, letter = made(seed)
        for wear in wears:
            by_hand = () if wear == "digital" else (("number", "day"), (), ("number",))[seed % 3]
            worn = replace(letter, by_hand=by_hand, urgency="" if wear == "digital" else letter.urgency)
            pdf, places = render_letter(worn)
            file = folder / f"{seed:03d}_{kind}__{wear}{'.tif' if wear == 'copy' else '.pdf'}"
            if wear != "digital":
                skew = random.Random(seed).uniform(-1.6, 1.6)
                pages = scan_pages(pdf, worn, places, Wear(wear, skew, wear != "copy", seed))
                pdf = as_tiff(pages) if wear == "copy" else as_pdf(pages)
            file.write_bytes(pdf)
            yield file.stem, file, [truth_of(worn)]


def of_others(folder: Path, count: int, wears: list[str], first: int) -> Iterator[Case]:
    """Write letters of other bodies and layouts, as ``made_up`` does."""
    for seed in range(first, first + count):
        kind, letter = other_letters.other(seed)
        for wear in wears:
            by_hand = () if wear == "digital" else (("number", "day"), (), ("number",))[seed % 3]
            urgency = "" if wear == "digital" else ("", "", "KHẨN", "", "HỎA TỐC", "", "THƯỢNG KHẨN")[seed % 7]
            worn = replace(letter, by_hand=by_hand, urgency=urgency)
            pdf, places = other_letters.render(worn)
            if wear != "digital":
                pdf = as_pdf(scanned(pdf, worn, places, wear, seed))
            file = folder / f"o{seed:03d}_{kind}__{wear}.pdf"
            file.write_bytes(pdf)
            yield file.stem, file, [other_letters.truth_of(worn)]


def scanned(pdf: bytes, letter: Any, places: Any, wear: str, seed: int) -> list[Any]:
    """Return the pages of a printed letter inked and worn; the wears of the shared letters are made as they were."""
    if wear in ("scan", "photo", "copy"):
        skew = random.Random(seed).uniform(-1.6, 1.6)
        return scan_pages(pdf, letter, places, Wear(wear, skew, wear != "copy", seed))
    return worn_pages(drawn(pdf), letter, places, wear, seed)


def worn_pages(pages: list[Any], letter: Any, places: Any, wear: str, seed: int) -> list[Any]:
    """Return drawn pages inked and worn."""
    rng = np.random.default_rng(seed)
    look = Wear(wear if wear == "photo" else "scan", random.Random(seed).uniform(-1.6, 1.6), True, seed)
    inked = [_ink(page, number, letter, places, look, rng) for number, page in enumerate(pages, 1)]
    if wear in ("scan", "photo"):
        return [_wear(page, look, rng) for page in inked]
    spec = importlib.util.spec_from_file_location("make_scans", ROOT.parent / "shared" / "letters" / "make_scans.py")
    assert spec
    assert spec.loader
    makes = importlib.util.module_from_spec(spec)
    sys.modules["make_scans"] = makes
    spec.loader.exec_module(makes)
    level = {"copies": "copy"}.get(wear, wear)
    large = [cv2.resize(page, None, fx=makes.MASTER_DPI / DPI, fy=makes.MASTER_DPI / DPI) for page in inked]
    return [makes.degrade(page, DPI, level, rng)[0] for page in large]


def drawn(pdf: bytes) -> list[Any]:
    """Return the pages of a PDF as RGB pictures at the scanner's resolution."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [np.array(page.render(scale=DPI / 72).to_pil().convert("RGB")) for page in document]
    finally:
        document.close()


def of_sample(folder: Path, day: date) -> Iterator[Case]:
    """Write the sample office's letters as of a day and tell what is on them."""
    into = folder / day.isoformat()
    calendar = WorkCalendar()
    sample_letters.write_scans(into, day, calendar)
    content = sample_letters.table()
    for name in sorted({entry["file"] for entry in content["letter"]}):
        entries = [entry for entry in content["letter"] if entry["file"] == name]
        letters = [sample_letters._letter(entry, day, calendar) for entry in entries]
        yield f"{day} {name}", into / name, [truth_of(letter) for letter in letters]


def with_truth(folder: Path, scans: list[Path]) -> Iterator[Case]:
    """Return scans whose truth lies in ``folder``, by the stem up to «__»."""
    for scan in scans:
        file = folder / f"{scan.stem.split('__')[0]}.json"
        if file.is_file():
            yield scan.stem, scan, [json.loads(file.read_text(encoding="utf-8"))]


def read(file: Path) -> list[LetterReading]:
    """Return the letters of a file with their fields."""
    with Source(file) as source:
        return fields.letters([source.page(n + 1) for n in range(source.pages)], source)


def verdict(name: str, want: object, field: FieldReading, *, by_hand: bool) -> str:
    """Return right, flagged, wrong or silent for one field; handwriting is right when read or left for typing."""
    if alike(name, want, field.value):
        return "right"
    if field.needs == "typing":
        return "right" if by_hand and str(want).startswith(str(field.value or "")) else "flagged"
    return "silent" if field.confidence >= SURE and field.value else "flagged" if field.confidence < LEAST else "wrong"


def count(case: Case, table: dict[str, Counter[str]]) -> bool:
    """Count one file's fields; tell whether it was right throughout, lists aside."""
    name, file, truths = case
    found = read(file)
    if len(found) != len(truths):
        print(f"{name}: {len(truths)} letters, found {len(found)}")
    clean = len(found) == len(truths)
    for truth, letter in zip(truths, found, strict=False):
        hand = {WRITTEN.get(part, part) for part in truth.get("handwritten", ())}
        for field, want in truth["fields"].items():
            got = letter.fields[field]
            result = verdict(field, want, got, by_hand=field in hand)
            table.setdefault(field, Counter())[result] += 1
            if result != "right":
                clean &= field in ("recipients", "addressees")
                print(f"{name} {result:8s}{field}: {want!r} read as {got.value!r} ({got.confidence:.2f})")
    return clean


def main() -> None:
    """Read and print."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--made", type=int, default=20, help="how many made-up letters")
    options.add_argument("--other", type=int, default=0, help="how many letters of other bodies and layouts")
    options.add_argument("--first", type=int, default=0, help="the first seed")
    options.add_argument("--wears", default="digital,scan,copy", help="digital, scan, photo, copy")
    options.add_argument("--sample", type=date.fromisoformat, nargs="*", default=[], help="days to make the sample for")
    options.add_argument("--truth", type=Path, help="folder of truths for the scans given")
    options.add_argument("--keep", type=Path, help="folder to write the letters to, kept")
    options.add_argument("scans", type=Path, nargs="*")
    given = options.parse_args()
    table: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = given.keep or Path(name)
        folder.mkdir(parents=True, exist_ok=True)
        cases = list(made_up(folder, given.made, given.wears.split(","), given.first)) if given.made else []
        cases += list(of_others(folder, given.other, given.wears.split(","), given.first)) if given.other else []
        cases += [case for day in given.sample for case in of_sample(folder, day)]
        cases += list(with_truth(given.truth, given.scans)) if given.truth else []
        clean = sum(count(case, table) for case in cases)
    print(f"\n{'field':18s} right flagged wrong silent")
    for field, counts in sorted(table.items()):
        print(f"{field:18s} {counts['right']:5d} {counts['flagged']:7d} {counts['wrong']:5d} {counts['silent']:6d}")
    every = sum((table[field] for field in table), Counter[str]())
    print(f"{'all':18s} {every['right']:5d} {every['flagged']:7d} {every['wrong']:5d} {every['silent']:6d}")
    print(f"files right throughout (lists aside): {clean} of {len(cases)}")


if __name__ == "__main__":
    main()
