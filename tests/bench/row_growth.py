"""What one letter costs as the office grows: taken in, registered, searched for; flat is the goal."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable
from typing import Any

from db import search_hits as index
from desktop.intake.settling import Pace
from desktop.services import register, search
from desktop.services.take_in import Places, TakeIn
from tests.bench.frame import Bench, Figure, open_office, seconds, settle
from tests.bench.made_scans import add_scans, drop_files
from tests.bench.row_search import BARE

_ROUNDS = 25
_BARE_ROUNDS = 3  # seconds each in the largest office
#: The least that FTS5 does for a query: the floor of the search as the office grows.
_NEWEST = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 50"
_PAGES = 45
_QUERIES = ("1234/UBND", "mai táng phí cho cựu chiến binh", "Sở Nông nghiệp", "UBND tỉnh")


def run(bench: Bench) -> list[Figure]:
    """All sizes side by side, turn about, so that each sees the same machine; the first turn is not counted. How
    one look-up of the newest rows grows in FTS5 alone is the floor of the search; the bare query ranks by itself. How a
    commit grows that only changes rows is the floor of the registration: the disk waits longer for pages farther apart."""
    sizes = (1_000, 10_000, *bench.sizes[1:])
    works = {letters: _Works(bench, letters) for letters in sizes}
    times: dict[str, dict[int, list[float]]] = {name: {n: [] for n in sizes} for name in works[sizes[0]].deeds}
    settle()
    for turn in range(_ROUNDS + 1):
        for letters, work in works.items():
            for name, deed in work.deeds.items():
                if not name.startswith("bare") or turn <= _BARE_ROUNDS:
                    took = seconds(deed)
                    if turn:
                        times[name][letters].append(took)
    hits = {letters: work.hits() for letters, work in works.items()}
    for work in works.values():
        work.close()
    return [_figure(name, each, hits) for name, each in times.items()]


def _figure(name: str, times: dict[int, list[float]], hits: dict[int, int]) -> Figure:
    costs = {letters: statistics.median(found) for letters, found in times.items()}
    first, last = min(costs), max(costs)
    each = ", ".join(f"{letters:,}: {cost * 1e3:.1f}" for letters, cost in costs.items())
    note = f"ms: {each}"
    if name == "search":
        note += "; hits shown: " + ", ".join(f"{letters:,}: {found}" for letters, found in hits.items())
        per_hit = (costs[last] / max(1, hits[last])) / (costs[first] / max(1, hits[first]))
        note += f"; a hit costs {per_hit:.2f} × as much"
    work = f"cost of one {name}, {last:,} letters beside {first:,}"
    goal = None if "FTS5" in name or "alone" in name else 1.2
    return Figure(work, costs[last] * 1e3, "ms", costs[first] * 1e3, f"{first:,}", goal, "×", note=note)


class _Works:
    """An office of one size and what is done to it in every turn."""

    def __init__(self, bench: Bench, letters: int) -> None:
        folder = bench.copy(letters)
        self._chance = random.Random(letters)
        self._office: Any = open_office(folder)
        scans = iter(add_scans(self._office, _ROUNDS + 1))
        files = iter(drop_files(folder.parent / "handed", _ROUNDS + 1))
        self._intake = TakeIn(lambda operation: operation(self._office), Places.of(self._office), Pace())
        self.deeds: dict[str, Callable[[], object]] = {
            "intake": lambda: self._intake.take_file(next(files)),
            "registration": lambda: register.register(self._office, next(scans)),
            "commit of 45 rows anywhere among the letters alone": lambda: self._change(letters),
            "search": lambda: [search.search(self._office, query) for query in _QUERIES],
            "FTS5 look-up of the newest 50 alone": lambda: [
                self._office.db.all(_NEWEST, (index.query(query).rstrip("*"),)) for query in _QUERIES
            ],
            "bare FTS5 search": lambda: [self._office.db.all(BARE, (index.query(query),)) for query in _QUERIES],
        }

    def _change(self, letters: int) -> None:
        """Change about as many pages as a registration does, by the same transaction: the floor of its growth."""
        ids = ", ".join(str(self._chance.randrange(1, letters)) for _ in range(_PAGES))
        with self._office.write("bench") as db:
            db.run(f"UPDATE letter SET late = 1 - late WHERE id IN ({ids})")

    def hits(self) -> int:
        """Return how many hits the search shows, of all queries."""
        return sum(len(search.search(self._office, query)) for query in _QUERIES)

    def close(self) -> None:
        """End the checking process and the connection."""
        self._intake.close()
        self._office.close()
