"""The program people install: its size on the disk, and its start beside the same window from the clone."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from desktop.ui.running import READY
from tests.bench import start
from tests.bench.frame import ROOT, Bench, Figure

BUNDLE = ROOT / "dist" / "vanthu"
PROGRAM = BUNDLE / ("vanthu-cli.exe" if sys.platform == "win32" else "vanthu")
_LARGEST = 6


def run(bench: Bench) -> list[Figure]:
    """Both are the whole program as it is opened every day: command line, office, window, first screen filled."""
    if not PROGRAM.is_file():
        sys.exit(f"{BUNDLE} is not there: ./bundle makes it")
    office = bench.copy(0)
    bundled, cloned = [str(PROGRAM)], [sys.executable, "-m", "desktop"]
    _start(bundled, office), _start(cloned, office)
    ours, beside = [], []
    for _ in range(bench.rounds):
        ours.append(_start(bundled, office))
        beside.append(_start(cloned, office))
    middle = statistics.median(ours), statistics.median(beside)
    parts = sorted(((_megabytes(place), place.name) for place in (BUNDLE / "_internal").iterdir()), reverse=True)
    note = "MB: " + ", ".join(f"{name} {size:.0f}" for size, name in parts[:_LARGEST])
    return [
        Figure("the bundle on the disk", _megabytes(BUNDLE), "MB", note=note),
        Figure("the bundle's start: process to usable window", middle[0], "s", middle[1], "from the clone", 0.2, "+"),
    ]


def _start(program: list[str], office: Path) -> float:
    told = office / "ready"
    told.unlink(missing_ok=True)
    own = start._environment(start.COMPILED) | {READY: str(told)}
    begun = time.time()
    subprocess.run([*program, "--office", str(office)], cwd=ROOT, env=own, check=True, timeout=60, capture_output=True)
    return float(told.read_text(encoding="ascii")) - begun


def _megabytes(place: Path) -> float:
    """What the files take, each once; a link is not followed."""
    files = place.rglob("*") if place.is_dir() and not place.is_symlink() else [place]
    return sum(os.lstat(file).st_size for file in files if file.is_symlink() or file.is_file()) / 1e6
