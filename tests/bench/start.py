"""How long the window takes to stand, beside a bare PySide6 window.  Run: python tests/bench/start.py [OFFICE]

Each start is a process of its own; the clock runs from before the process exists until its window is painted and, for
Văn Thư, the list of the inbox is filled, while everything begins that begins in a real start (the scan folder is
watched, too). The peer is a bare QMainWindow with a label, started in the same run, turn about, so that all see the same
machine; the floor is the same bare window once it has what the first screen cannot do without: the classes of Qt and the
libraries that its modules name (Qt's are made when they are first named, with all their enumerations), Qt's Fusion style,
and the office's database opened as the program opens it. All run from compiled modules, as an installed program does, and
without a screen where there is none.
"""

from __future__ import annotations

import ast
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
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
_FLOOR = """
import json, sys, time
from importlib import import_module
from pathlib import Path
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Văn Thư"))
window.resize(1280, 720)
window.show()
app.processEvents()
print(time.time())
for module, name in json.loads(sys.argv[2]):
    getattr(import_module(module), name)
app.setStyle("Fusion")
print(time.time())
for module in json.loads(sys.argv[3]):
    import_module(module)
print(time.time())
from db.connection import connect
connect(Path(sys.argv[1]) / "office.db").value("SELECT count(*) FROM scan")
print(time.time(), flush=True)
"""
FLOOR_STEPS = ("bare window", "classes of Qt", "libraries", "database")
_VAN_THU = """
import sys, time
import desktop.__main__, desktop.cli.plain_start
from desktop import app as program
from pathlib import Path
from PySide6.QtCore import QSettings
application = program._application()
memory = QSettings(sys.argv[1] + "/window.ini", QSettings.Format.IniFormat)
print(time.time())
started = program.Program(application, Path(sys.argv[1]), memory=memory)
print(time.time())
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


STEPS = ("Python, Qt, libraries and modules of ours loaded", "window built", "shown, asked for and painted")
COMPILED = tempfile.mkdtemp(prefix="vanthu-compiled-")


def moments(code: str, *arguments: str) -> list[float]:
    """Return when each step of one start was done, in seconds after it began."""
    begun = time.time()
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=_environment(COMPILED))
    return [float(moment) - begun for moment in done.stdout.split()]


def floor(office: str) -> tuple[str, ...]:
    """Return the program of the floor and its arguments: what the modules loaded at the start name outside of ours."""
    classes: set[tuple[str, str]] = set()
    libraries: set[str] = set()
    for name in (ROOT / "tests" / "ui" / "start_modules.txt").read_text(encoding="utf-8").split():
        for node in ast.parse(_source(name)).body:
            if isinstance(node, ast.ImportFrom) and node.module:
                named = node.module
                if named.startswith("PySide6."):
                    classes |= {(named, alias.name) for alias in node.names}
                libraries.add(named)
            elif isinstance(node, ast.Import):
                libraries |= {alias.name for alias in node.names}
    others = sorted(name for name in libraries if name.split(".")[0] not in ("desktop", "db", "resources", "PySide6"))
    return _FLOOR, office, json.dumps(sorted(classes)), json.dumps(others)


def _source(module: str) -> str:
    """The text of a module of ours; nothing for a library."""
    place = ROOT.joinpath(*module.split("."))
    file = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def shares(names: Sequence[str], rounds: Sequence[Sequence[float]]) -> str:
    """Say how many milliseconds each step took: the median of the rounds."""
    middle = [statistics.median(step) for step in zip(*rounds, strict=True)]
    each = [later - earlier for earlier, later in zip([0.0, *middle], middle, strict=False)]
    return ", ".join(f"{name} {took * 1e3:.0f}" for name, took in zip(names, each, strict=True))


Turns = list[list[float]]


def measured(office: str, turns: int) -> tuple[Turns, Turns, Turns]:
    """Start the bare window, the floor and Văn Thư turn about; return the moments of each turn of each."""
    programs = ((_BARE,), floor(office), (_VAN_THU, office))
    for program in programs:
        moments(*program)  # once unmeasured: files come into the cache
    found: tuple[Turns, Turns, Turns] = ([], [], [])
    for _ in range(turns):
        for times, program in zip(found, programs, strict=True):
            times.append(moments(*program))
    return found


def main() -> None:
    if len(sys.argv) > 1:
        office = sys.argv[1]
    else:
        from desktop.services import sample

        office = str(Path(tempfile.mkdtemp(prefix="vanthu-start-")) / "office")
        sample.create(Path(office)).close()
    bare, least, whole = measured(office, TURNS)
    ends = {
        name: [turn[-1] for turn in turns] for name, turns in (("bare", bare), ("floor", least), ("Văn Thư", whole))
    }
    for name, times in ends.items():
        print(f"{name:8} best {min(times):.2f} s, middle {statistics.median(times):.2f} s")
    print("floor, ms:", shares(FLOOR_STEPS, least))
    print("Văn Thư, ms:", shares(STEPS, whole))


if __name__ == "__main__":
    main()
