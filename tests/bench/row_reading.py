"""A folder of letters of two to four pages read by ``vanthu read``, beside ``ocrmypdf -l vie -j 2`` on the same files."""

from __future__ import annotations

import statistics
import sys

from tests.bench import long_letters
from tests.bench.frame import ROOT, Bench, Figure

_LEAST_SHARE = 0.35


def run(bench: Bench) -> list[Figure]:
    """20 letters; 4 in the short mode. Both are timed from the start of their command to its end."""
    sys.path.insert(0, str(ROOT / "tests" / "bench"))
    from reading_peers import ocrmypdf, vanthu_read

    count, rounds = (4, 1) if bench.short else (20, 3)
    files = long_letters.write(bench.scratch / "letters", count)
    ours, peer = [], []
    for _ in range(rounds):
        ours.append(vanthu_read(files))
        took = ocrmypdf(files)
        if took is not None:
            peer.append(took)
    beside = statistics.median(peer) if peer else None
    work = f"read a folder of {count} letters, 2-4 pages, scans and born-digital"
    return [Figure(work, statistics.median(ours), "s", beside, "ocrmypdf -l vie -j 2", _LEAST_SHARE, "×")]
