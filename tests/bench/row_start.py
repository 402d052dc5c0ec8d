"""From the process to the usable window, with an empty register and a full one, beside a bare PySide6 window."""

from __future__ import annotations

import shutil
import statistics

from tests.bench import start
from tests.bench.frame import Bench, Figure

_FLOOR = "bare window with the same of Qt, libraries, database"


def run(bench: Bench) -> list[Figure]:
    """Start each turn about; the list of the inbox is filled when the clock stops."""
    found = []
    for letters in (0, 100_000):
        folder = str(bench.copy(letters))
        bare, floor, ours = start.measured(folder, bench.rounds)
        work = f"start: process to usable window, {letters:,} letters"
        middle = [statistics.median(turn[-1] for turn in turns) for turns in (ours, bare, floor)]
        told = f"ms: {start.shares(start.STEPS, ours)}"
        least = f"ms: {start.shares(start.FLOOR_STEPS, floor)}"
        found.append(Figure(work, middle[0], "s", middle[1], "bare window", 0.2, "+", note=told))
        found.append(Figure(work, middle[0], "s", middle[2], _FLOOR, note=least))
        shutil.rmtree(folder)
    return found
