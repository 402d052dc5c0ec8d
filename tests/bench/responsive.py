"""How long the window is held while scans come in, are read and registered.  Run: python tests/bench/responsive.py [N]

A timer of 5 ms runs in the window's thread from before the first scan is dropped until the last is read and every sure
one is registered; what matters is how late it rings. The floor is the same timer in a bare PySide6 window while as many
processes as the reader has keep the processor busy.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QObject, QSettings, Qt, QTimer  # noqa: E402
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow  # noqa: E402

from desktop.app import Program  # noqa: E402
from desktop.services import sample  # noqa: E402

MOST_MS = 20 * 60 * 1000
_LOOK_SECONDS = 0.25
SETTLED = frozenset({"ready", "unreadable", "duplicate", "refused"})


_DROP = """
import os, sys
source, target = sys.argv[1:]
sys.stdin.read()
for name in sorted(os.listdir(source)):
    os.rename(os.path.join(source, name), os.path.join(target, name))
"""


def dropper(source: Path, target: Path) -> Callable[[], None]:
    """Return what lets a process move every file of ``source`` into ``target``. It is a process of its own, as a scanner or
    a file manager is, and begun before: what the window's thread did itself would count as held."""
    process = subprocess.Popen([sys.executable, "-c", _DROP, str(source), str(target)], stdin=subprocess.PIPE)
    assert process.stdin is not None
    return process.stdin.close


class Gaps(QObject):
    """The time between two rings of a 5-ms timer, and how much of it the window's thread worked, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[float] = []
        self.worked: list[float] = []
        self._clock = QElapsedTimer()
        self._begun = 0.0
        self._timer = QTimer(self, interval=5, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._ring)

    def start(self) -> None:
        self._clock.start()
        self._begun = time.thread_time()
        self._timer.start()

    def _ring(self) -> None:
        self.found.append(self._clock.nsecsElapsed() / 1e6)
        self.worked.append((time.thread_time() - self._begun) * 1e3)
        self._clock.restart()
        self._begun = time.thread_time()

    def worst(self) -> tuple[float, float]:
        """Return p99.9 and the maximum, in milliseconds."""
        ordered = sorted(self.found)
        return ordered[min(len(ordered) - 1, int(len(ordered) * 0.999))], ordered[-1]

    def told(self) -> str:
        """Say how late the timer rang at worst and nearly at worst."""
        at, most = self.worst()
        late = sum(gap > 50 for gap in self.found)
        return (
            f"largest {most:.0f} ms, p99.9 {at:.0f} ms, {late} of {len(self.found)} over 50 ms; "
            f"the thread itself worked at most {max(self.worked):.0f} ms in one of them"
        )


def _burn(end: float) -> None:
    while time.time() < end:
        sum(range(2000))


def bare(app: QApplication, seconds: float) -> Gaps:
    """Measure a window that does nothing while the processor is as busy as the reader makes it."""
    window = QMainWindow()
    window.setCentralWidget(QLabel("Văn Thư"))
    window.show()
    busy = [multiprocessing.Process(target=_burn, args=(time.time() + seconds,)) for _ in range(os.cpu_count() or 1)]
    for process in busy:
        process.start()
    gaps = Gaps()
    gaps.start()
    end = time.time() + seconds
    while time.time() < end:
        app.processEvents()
        time.sleep(0.001)
    for process in busy:
        process.join()
    window.close()
    return gaps


def van_thu(app: QApplication, folder: Path, scans: Path) -> tuple[Gaps, float]:
    """Measure the whole window while the files of ``scans`` come into its scan folder, are read and registered."""
    count = len(list(scans.iterdir()))
    memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    program = Program(app, folder, memory=memory)
    program.start()
    inbox = program.window.screens["inbox"]
    program.window.go_to("inbox")
    _run(app, lambda: inbox.rows is not None)  # type: ignore[attr-defined]
    drop = dropper(scans, folder / "scans")
    gaps, begun = Gaps(), time.time()
    gaps.start()
    drop()
    _run(app, lambda: _settled(inbox, count))
    inbox.registering.register_all()  # type: ignore[attr-defined]
    _run(app, lambda: not inbox.registering.busy)  # type: ignore[attr-defined]
    seconds = time.time() - begun
    program.close()
    return gaps, seconds


def _settled(inbox: object, count: int) -> bool:
    scans = inbox.panel.scans()  # type: ignore[attr-defined]
    return len(scans) >= count and all(scan.state in SETTLED for scan in scans)


def _run(app: QApplication, done: Callable[[], bool]) -> None:
    """Run the loop until ``done``, which is asked now and then: what it costs is done in the thread that is measured."""
    end = time.time() + MOST_MS / 1000
    while not done() and time.time() < end:
        again = time.time() + _LOOK_SECONDS
        while time.time() < again:
            app.processEvents()
            time.sleep(0.001)


def made_office(place: Path, count: int) -> Path:
    """Make the sample office in ``place`` and, beside it, a folder of ``count`` scans like its own; return this."""
    sample.create(place / "office").close()
    shutil.move(place / "office" / "scans", place / "sample")
    (place / "office" / "scans").mkdir()
    kinds = [f for f in sorted((place / "sample").iterdir()) if f.is_file()]
    ready = place / "ready"
    ready.mkdir()
    for number in range(count):  # every copy differs in one byte at its end, so that none is a duplicate
        file = kinds[number % len(kinds)]
        made = ready / f"copy_{number:04d}{file.suffix}"
        made.write_bytes(file.read_bytes() + b"\n%" + str(number).encode())
    return ready


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    place = Path(tempfile.mkdtemp(prefix="vanthu-responsive-"))
    scans = made_office(place, count)
    app = QApplication([])
    gaps, seconds = van_thu(app, place / "office", scans)
    print(f"Văn Thư, {count} scans in {seconds:.0f} s: {gaps.told()}")
    print(f"bare window, processor as busy:  {bare(app, 15).told()}")


if __name__ == "__main__":
    main()
