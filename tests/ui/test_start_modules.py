"""Which modules the window loads before it stands: a list that may only grow shorter. Each module is a part of a
millisecond or several of every start, on every morning."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LIST = Path(__file__).with_name("start_modules.txt")
OURS = ("desktop", "db", "resources")
#: What the program brings along and what is large in Python itself; of these none may be loaded that is not listed.
FOREIGN = (
    "PIL", "argon2", "click", "cv2", "docx", "holidays", "multiprocessing", "numpy", "openpyxl", "platformdirs", "psutil",
    "pypdfium2", "rapidfuzz", "reportlab", "segno", "sqlite_utils", "tesserocr", "tomlkit", "watchdog", "PySide6",
)  # fmt: skip
_START = """
import sys
import desktop.__main__, desktop.cli.plain_start
from desktop import app
from pathlib import Path
from PySide6.QtCore import QSettings
program = app.Program(app._application(), Path(sys.argv[1]), memory=QSettings(sys.argv[2], QSettings.Format.IniFormat))
program.window.show()
inbox = program.window.screens["inbox"]
while inbox.rows is None:
    program._app.processEvents()
print("\\n".join(sorted(sys.modules)))
program.close()
"""


def loaded(folder: Path, memory: Path) -> set[str]:
    """The modules of a process whose window stands, its list filled; of libraries only the top name."""
    command = [sys.executable, "-c", _START, str(folder), str(memory)]
    quiet = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, cwd=ROOT, env=quiet)
    names = done.stdout.split()
    ours = {name for name in names if name.split(".")[0] in OURS}
    qt = {name for name in names if name.startswith("PySide6.Qt")}
    return ours | qt | ({name.split(".")[0] for name in names} & set(FOREIGN) - {"PySide6"})


def test_the_window_loads_nothing_before_it_stands_that_is_not_listed(desk, tmp_path: Path) -> None:
    desk.office.close()
    listed = set(LIST.read_text(encoding="utf-8").split())
    found = loaded(desk.folder, tmp_path / "window.ini")
    assert not found - listed, "load these when they are needed, not at the start"
    assert not listed - found, "take these off the list: it may only grow shorter"
