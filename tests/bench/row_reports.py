"""Weekly sheets and the register as PDF, beside the same pages set by LibreOffice and by WeasyPrint where they are."""

from __future__ import annotations

from tests.bench import reports
from tests.bench.frame import Bench, Figure, seconds

_FASTER = 5.0


def run(bench: Bench) -> list[Figure]:
    """A tenth of the people, tasks and letters in the short mode."""
    share = 10 if bench.short else 1
    works = (
        reports.sheets_work(reports.PEOPLE // share, reports.TASKS // share),
        reports.register_work(reports.LETTERS // share),
    )
    return [figure for work in works for figure in _figures(work)]


def _figures(work: reports.Work) -> list[Figure]:
    ours = seconds(work.ours)
    floor = Figure(work.name, ours, "s", seconds(work.floor()), "the same words, bare canvas")
    beside = [
        Figure(work.name, ours, "s", seconds(peer) if peer else None, name, least=_FASTER)
        for name, peer in work.peers.items()
    ]
    return [floor, *beside]
