"""One scan: from the whole file to its fields known, beside one bare Tesseract call on the top of the same page."""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

from tests.bench import long_letters
from tests.bench.frame import ROOT, Bench, Figure


def run(bench: Bench) -> list[Figure]:
    """In a warm process; the bare call gets the page drawn already."""
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    from reading_peers import bare_top

    files = [f for f in long_letters.write(bench.scratch / "letters", 8) if "digital" not in f.name]
    files = files[:3] if bench.short else files
    _head(files[0]), bare_top(files[0])
    ours = statistics.median(_head(file) for file in files for _ in range(3))
    bare = statistics.median(bare_top(file) for file in files for _ in range(3))
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
