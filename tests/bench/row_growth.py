"""What one letter costs as the office grows: taken in, registered, searched for; flat is the goal."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

from desktop.intake.settling import Pace
from desktop.services import register, search
from desktop.services.take_in import Places, TakeIn
from tests.bench.frame import Bench, Figure, open_office, seconds
from tests.bench.made_scans import add_scans, drop_files

_ROUNDS = 25
_QUERIES = ("1234/UBND", "mai táng phí cho cựu chiến binh", "Sở Nông nghiệp", "UBND tỉnh")


def run(bench: Bench) -> list[Figure]:
    """Measure each size, the first twice, its first pass unmeasured, so that every one finds a warm process."""
    sizes = (1_000, 10_000, *bench.sizes[1:])
    _costs(bench, sizes[0])
    costs = {letters: _costs(bench, letters) for letters in sizes}
    found = []
    for name in ("intake", "registration", "search"):
        first, last = costs[sizes[0]][name], costs[sizes[-1]][name]
        each = ", ".join(f"{letters:,}: {costs[letters][name] * 1e3:.1f}" for letters in sizes)
        work = f"cost of one {name}, {sizes[-1]:,} letters beside {sizes[0]:,}"
        found.append(Figure(work, last * 1e3, "ms", first * 1e3, f"{sizes[0]:,}", 1.2, "×", note=f"ms: {each}"))
    return found


def _costs(bench: Bench, letters: int) -> dict[str, float]:
    folder = bench.copy(letters)
    with open_office(folder) as office:
        scans = iter(add_scans(office, _ROUNDS))
        registration = statistics.median(
            seconds(lambda: register.register(office, next(scans))) for _ in range(_ROUNDS)
        )
        hits = [seconds(lambda q=query: search.search(office, q)) for query in _QUERIES for _ in range(bench.rounds)]
        return {"intake": _intake(office, folder), "registration": registration, "search": statistics.mean(hits)}


def _intake(office: Any, folder: Path) -> float:
    """The time for one file whole in the scan folder to stand as a row, its bytes kept."""
    files = drop_files(folder.parent / "handed", _ROUNDS)
    work = TakeIn(lambda operation: operation(office), Places.of(office), Pace())
    try:
        work.take_file(files[0])
        return statistics.median(seconds(lambda file=file: work.take_file(file)) for file in files[1:])
    finally:
        work.close()
