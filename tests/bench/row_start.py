"""From the process to the usable window, with an empty register and a full one, beside a bare PySide6 window."""

from __future__ import annotations

import shutil
import statistics

from tests.bench import start
from tests.bench.frame import Bench, Figure


def run(bench: Bench) -> list[Figure]:
    """Start each turn about; the list of the inbox is filled when the clock stops."""
    found = []
    for letters in (0, 100_000):
        folder = str(bench.copy(letters))
        start.seconds(start._BARE), start.seconds(start._VAN_THU, folder)
        bare, ours = [], []
        for _ in range(bench.rounds):
            bare.append(start.seconds(start._BARE))
            ours.append(start.seconds(start._VAN_THU, folder))
        work = f"start: process to usable window, {letters:,} letters"
        middle = statistics.median(ours), statistics.median(bare)
        found.append(Figure(work, middle[0], "s", middle[1], "bare window", 0.2, "+"))
        shutil.rmtree(folder)
    return found
