"""How well are letters of other kinds read? ``python tests/bench/varied.py [--made N] [--wears scan,copy] [--sample DATE …]``
``[--truth DIR SCAN …]``.

Reads made-up letters of ten kinds (and, with ``--sample``, the sample office's own for some days, or scans whose truth
lies in a folder) and prints, by field, how many are right, flagged (a value below 0.9 or left for typing), wrong at 0.75
or more, and silently wrong (0.9 or more); every value that is not right is told.
"""

from __future__ import annotations

import argparse
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

os.environ.setdefault("OMP_THREAD_LIMIT", "1")
ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "bench")]

from calibration import alike  # noqa: E402
from made_letters import Truth, made, truth_of  # noqa: E402

from desktop.core.calendar import WorkCalendar  # noqa: E402
from desktop.core.readings import FieldReading, LetterReading  # noqa: E402
from desktop.reading import fields  # noqa: E402
from desktop.reading.source import Source  # noqa: E402
from desktop.reports.letter_form import render_letter  # noqa: E402
from desktop.reports.scan_look import Wear, as_pdf, as_tiff, scan_pages  # noqa: E402
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
