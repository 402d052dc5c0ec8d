"""How long the window takes to stand, beside a bare PySide6 window.  Run: python tests/bench/start.py [OFFICE]

Each start is a process of its own; the clock runs from before the process exists until its window is painted and, for
Văn Thư, the list of the inbox is filled, while everything begins that begins in a real start (the scan folder is
watched, too). The floor is a bare QMainWindow with a label, started in the same run, turn
about, so that both see the same machine. Both run from compiled modules, as an installed program does, and without a
screen where there is none.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
TURNS = 7

_BARE = """
import sys, time
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Văn Thư"))
window.resize(1280, 720)
window.show()
app.processEvents()
print(time.time(), flush=True)
"""
_VAN_THU = """
import sys, time
import desktop.cli.main
from desktop import app as program
from pathlib import Path
from PySide6.QtCore import QSettings
application = program._application()
memory = QSettings(sys.argv[1] + "/window.ini", QSettings.Format.IniFormat)
started = program.Program(application, Path(sys.argv[1]), memory=memory)
started.start()
while not started.window.isVisible() or started.window.screens["inbox"].rows is None:
    application.processEvents()
application.processEvents()
print(time.time(), flush=True)
started.close()
"""


def _environment(compiled: str) -> dict[str, str]:
    own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    if not any(name in own for name in ("DISPLAY", "WAYLAND_DISPLAY")) and sys.platform.startswith("linux"):
        own["QT_QPA_PLATFORM"] = "offscreen"
    return own | {"PYTHONPYCACHEPREFIX": compiled}


COMPILED = tempfile.mkdtemp(prefix="vanthu-compiled-")


def seconds(code: str, *arguments: str) -> float:
    """Return how long one start takes, in seconds of the clock on the wall."""
    begun = time.time()
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=_environment(COMPILED))
    return float(done.stdout.split()[-1]) - begun


def main() -> None:
    if len(sys.argv) > 1:
        office = sys.argv[1]
    else:
        from desktop.services import sample

        office = str(Path(tempfile.mkdtemp(prefix="vanthu-start-")) / "office")
        sample.create(Path(office)).close()
    seconds(_BARE), seconds(_VAN_THU, office)  # once unmeasured: files come into the cache
    bare, whole = [], []
    for _ in range(TURNS):
        bare.append(seconds(_BARE))
        whole.append(seconds(_VAN_THU, office))
    for name, times in (("bare window", bare), ("Văn Thư", whole)):
        print(f"{name:12} best {min(times):.2f} s, middle {statistics.median(times):.2f} s")
    middle = statistics.median(whole) - statistics.median(bare)
    print(f"{'difference':12} best {min(whole) - min(bare):+.2f} s, middle {middle:+.2f} s")


if __name__ == "__main__":
    main()
