"""Thousands of files dropped into the scan folder at once: all accounted for, the window alive, the first fields soon."""

from __future__ import annotations

import time

from desktop.app import Program
from desktop.services import inbox
from tests.bench import window
from tests.bench.frame import Bench, Figure, new_office, tell
from tests.bench.made_scans import drop_files
from tests.bench.responsive import Gaps, dropper
from tests.bench.window import rest, until

_FIRST_FIELDS = 3.0
_SETTLED = 5.0
_BETWEEN = 0.5


def run(bench: Bench) -> list[Figure]:
    """Drop them as a folder that is copied appears: all there within a moment."""
    count = 500 if bench.short else 5_000
    folder = bench.scratch / "office"
    new_office(folder).close()
    ready = bench.scratch / "ready"
    drop_files(ready, count)
    started = window.start(folder)
    inbox_view = window.screen(started, "inbox")
    rest(_SETTLED)  # the screens behind the first are made when the window has been quiet for a moment
    drop = dropper(ready, folder / "scans")
    gaps = Gaps()
    gaps.start()
    drop()
    first = until(lambda: any(s.title for s in inbox_view.panel.scans()))
    tell(f"first fields after {first:.1f} s")
    begun = time.perf_counter()
    while (taken_in := _taken_in(started)) < count:
        rest(_BETWEEN)  # each look holds a lock for a moment
    taken = first + time.perf_counter() - begun
    held, most = gaps.worst()
    started.close()
    lost = count - taken_in
    work = f"{count:,} files dropped at once"
    return [
        Figure(f"{work}: first fields known", first, "s", most=_FIRST_FIELDS),
        Figure(f"{work}: not accounted for", float(lost), "", most=0.0, note=f"all taken in after {taken:.0f} s"),
        Figure(f"{work}: window held, p99.9", held, "ms", most=50.0, note=gaps.told()),
        Figure(f"{work}: window held, maximum", most, "ms"),
    ]


def _taken_in(started: Program) -> int:
    """Ask as the window asks: in a thread of its own; a look from here would wait for each commit, and be measured."""
    answers: list[dict[str, int]] = []
    started.jobs.read(inbox.accounting, answers.append)
    until(lambda: bool(answers))
    return answers[0]["taken_in"]
