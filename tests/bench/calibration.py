#!/usr/bin/env python3
"""How honest is the confidence of the fields? Counts right values by the confidence they were given.

    python tests/bench/calibration.py GOLD_DIR SCAN... [--worst N]

GOLD_DIR holds one JSON a letter ({"fields": {...}, "handwritten": [...]}), found by the stem of the scan's name, up to
the first "__" where the whole stem is not there. Fields left for typing and fields without a value are not counted:
only what is given can be wrong. The table is what ``desktop/reading/fields/confidence.py`` is made from.
"""

from __future__ import annotations

import argparse
import difflib
import json
import re
import sys
import unicodedata
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from desktop.core.readings import LIST_FIELDS, FieldReading, LetterReading  # noqa: E402
from desktop.reading import fields  # noqa: E402
from desktop.reading.source import Source  # noqa: E402

LIKENESS = 0.97
WRITTEN = {"day": "issued_on", "month": "issued_on", "year": "issued_on"}
SHORT = {"system", "number", "symbol", "issued_on", "type", "urgency", "secrecy"}


def bare(text: object) -> str:
    """Return a value without case, dashes' kinds and closing marks."""
    plain = unicodedata.normalize("NFC", str(text or "")).casefold()
    plain = re.sub(r"\s*[-–—/]\s*", lambda m: m.group().strip().replace("–", "-").replace("—", "-"), plain)
    return re.sub(r"\s+", " ", plain).strip(" .,;:")


def alike(name: str, want: object, have: object) -> bool:
    """Tell whether a value is right: lists item by item, long texts but for a letter in thirty."""
    if name in LIST_FIELDS:
        wanted, had = want or [], have or []
        return len(wanted) == len(had) and all(alike("", w, h) for w, h in zip(wanted, had, strict=True))  # type: ignore[arg-type]
    if name in SHORT:
        return bare(want) == bare(have)
    return difflib.SequenceMatcher(None, bare(want), bare(have), autojunk=False).ratio() >= LIKENESS


def gold_of(folder: Path, scan: Path) -> dict[str, object] | None:
    """Return the right answers of a scan."""
    for stem in (scan.stem, scan.stem.split("__")[0]):
        file = folder / f"{stem}.json"
        if file.exists():
            return json.loads(file.read_text(encoding="utf-8"))  # type: ignore[no-any-return]
    return None


def read(scan: Path) -> LetterReading:
    """Return the first letter of a scan."""
    with Source(scan) as source:
        pages = [source.page(number + 1) for number in range(source.pages)]
        return fields.letters(pages, source)[0]


def is_given(field: FieldReading) -> bool:
    """Tell whether a field states a value."""
    return field.value not in (None, []) and field.needs is None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("scans", type=Path, nargs="+")
    parser.add_argument("--worst", type=int, default=10, help="show this many wrong values, the surest first")
    asked = parser.parse_args()
    counts: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    by_field: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    wrong: list[tuple[float, str, str, object, object]] = []
    for scan in asked.scans:
        gold = gold_of(asked.gold, scan)
        if gold is None:
            continue
        letter = read(scan)
        for name, want in gold["fields"].items():  # type: ignore[attr-defined]
            field = letter.fields[name]
            if not is_given(field):
                continue
            right = alike(name, want, field.value)
            for table, key in ((counts, round(field.confidence, 2)), (by_field, name)):
                table[key][0] += 1  # type: ignore[index]
                table[key][1] += right  # type: ignore[index]
            if not right:
                wrong.append((field.confidence, scan.name, name, want, field.value))
    print("confidence      n   right  share")
    for confidence in sorted(counts, reverse=True):
        n, right = counts[confidence]
        print(f"{confidence:10.2f} {n:6d} {right:7d} {right / n:6.3f}")
    print("\nfield                  n   right  share")
    for name, (n, right) in sorted(by_field.items()):
        print(f"{name:18s} {n:5d} {right:7d} {right / n:6.3f}")
    for confidence, file, name, want, have in sorted(wrong, key=lambda w: -w[0])[: asked.worst]:
        print(f"{confidence:.2f} {file} {name}: {want!r} read as {have!r}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
