"""Weekly sheets and the register as PDF, beside the same pages set by LibreOffice and by WeasyPrint where they are."""

from __future__ import annotations

import statistics
import time

from tests.bench import reports
from tests.bench.frame import Bench, Figure, seconds, tell
from tests.bench.peer_process import TooMuch

_FASTER = 5.0


def run(bench: Bench) -> list[Figure]:
    """A tenth of the people, tasks and letters in the short mode; ours is the median of three, a peer runs once."""
    share = 10 if bench.short else 1
    works = (
        reports.sheets_work(reports.PEOPLE // share, reports.TASKS // share),
        reports.register_work(reports.LETTERS // share),
    )
    return [figure for work in works for figure in _figures(work)]


def _figures(work: reports.Work) -> list[Figure]:
    ours = statistics.median(seconds(work.ours) for _ in range(3))
    floor = seconds(work.floor())
    found = [Figure(work.name, ours, "s", floor, "the same words, bare canvas")]
    for name, peer in work.peers.items():
        tell(f"{work.name}: {name}")
        found.append(_beside(work.name, ours, name, peer))
    return found


def _beside(work: str, ours: float, name: str, peer: reports.Make | None) -> Figure:
    """A peer that is stopped took at least as long as it was given: its ratio is the least it can be."""
    begun = time.perf_counter()
    try:
        took = seconds(peer) if peer is not None else None
    except TooMuch as stopped:
        return Figure(work, ours, "s", time.perf_counter() - begun, f"{name}, stopped", least=_FASTER, note=stopped.why)
    return Figure(work, ours, "s", took, name, least=_FASTER)
