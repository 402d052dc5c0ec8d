"""How long the window's thread is held while scans are read and registered, beside a bare window on as busy a machine."""

from __future__ import annotations

from tests.bench import responsive, window
from tests.bench.frame import Bench, Figure

_MOST_MS = 50.0


def run(bench: Bench) -> list[Figure]:
    """200 scans, 20 in the short mode: dropped, read, registered by the button for all."""
    count = 20 if bench.short else 200
    scans = responsive.made_office(bench.scratch, count)
    app = window.application()
    gaps, seconds = responsive.van_thu(app, bench.scratch / "office", scans)
    floor = responsive.bare(app, 10)
    (at, most), (bare_at, bare_most) = gaps.worst(), floor.worst()
    work = f"window held while {count} scans are read and registered"
    note = f"{seconds:.0f} s in all; {gaps.told()}"
    return [
        Figure(f"{work}: p99.9", at, "ms", bare_at, "bare window", _MOST_MS, note=note),
        Figure(f"{work}: maximum", most, "ms", bare_most, "bare window", _MOST_MS),
    ]
