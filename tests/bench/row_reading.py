"""A folder of letters of two to four pages read by two processes, beside ``ocrmypdf -l vie -j 2`` on the same files."""

from __future__ import annotations

import shutil
import statistics
import subprocess
from pathlib import Path

from desktop.services.read import read_files
from tests.bench import long_letters
from tests.bench.frame import Bench, Figure, seconds

_LEAST_SHARE = 0.35


def run(bench: Bench) -> list[Figure]:
    """20 letters; 4 in the short mode. The processes are started inside the time, as ocrmypdf's are."""
    count, rounds = (4, 1) if bench.short else (20, 3)
    files = long_letters.write(bench.scratch / "letters", count)
    ours, peer = [], []
    for _ in range(rounds):
        ours.append(seconds(lambda: list(read_files(files, processes=2))))
        if shutil.which("ocrmypdf"):
            peer.append(seconds(lambda: _ocrmypdf(files, bench.scratch)))
    beside = statistics.median(peer) if peer else None
    work = f"read a folder of {count} letters, 2-4 pages, 2 processes"
    return [Figure(work, statistics.median(ours), "s", beside, "ocrmypdf -l vie -j 2", _LEAST_SHARE, "×")]


def _ocrmypdf(files: list[Path], place: Path) -> None:
    """Pages that have text are skipped, as we take theirs."""
    for file in files:
        command = ["ocrmypdf", "-l", "vie", "-j", "2", "--skip-text", "--output-type", "pdf", "-q", str(file)]
        subprocess.run([*command, str(place / "peer.pdf")], check=True, capture_output=True)
