"""Memory: the window when nothing happens, and how much more while scans are read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import psutil

from tests.bench import window
from tests.bench.frame import NOW, ROOT, Bench, Figure, memory_mb, new_office
from tests.bench.window import rest

_SCANS = 12
_QUIET_SECONDS = 3.0


def run(bench: Bench) -> list[Figure]:
    """Measure this process as the window, and with it every process that reads for it."""
    folder = bench.scratch / "office"
    new_office(folder).close()
    scans = _sample_scans(bench.scratch / "sample")
    started = window.start(folder)
    rest(_QUIET_SECONDS)
    alone = memory_mb()
    idle = _everything()
    for number in range(_SCANS if bench.short else 2 * _SCANS):
        file = scans[number % len(scans)]
        (folder / "scans" / f"{number:03d}{file.suffix}").write_bytes(file.read_bytes() + f"\n% {number}".encode())
    most = _while_reading(started)
    started.close()
    return [
        Figure("memory: window idle", alone, "MB", most=150.0),
        Figure(
            "memory: reading, more than idle",
            most - idle,
            "MB",
            most=350.0,
            note=f"idle with its readers {idle:.0f} MB",
        ),
    ]


def _sample_scans(folder: Path) -> list[Path]:
    """The sample office's scans, drawn in a process of their own: drawing takes memory that the window does not."""
    command = [sys.executable, "-m", "tests.bench.row_memory", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return sorted(folder.iterdir())


def _draw(folder: Path) -> None:
    from desktop.core.calendar import WorkCalendar
    from desktop.services.sample_letters import write_scans

    write_scans(folder, NOW.date(), WorkCalendar({}, frozenset(), frozenset()))


def _everything() -> float:
    children = psutil.Process().children(recursive=True)
    return memory_mb() + sum(_of(child) for child in children)


def _of(process: psutil.Process) -> float:
    try:
        return memory_mb(process.pid)
    except psutil.Error:
        return 0.0


def _while_reading(started: window.Program) -> float:
    inbox = window.screen(started, "inbox")
    most = 0.0

    def settled() -> bool:
        nonlocal most
        most = max(most, _everything())
        scans = inbox.panel.scans()
        return len(scans) > 0 and all(s.state in ("ready", "unreadable", "duplicate", "refused") for s in scans)

    rest(2.0)
    while not settled():
        rest(0.2)
    return most


if __name__ == "__main__":
    _draw(Path(sys.argv[1]))
