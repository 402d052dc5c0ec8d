"""Nothing opens the network: the whole demo runs with every Python process watched, and the window loads no QtNetwork."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.errors import StorageError

ROOT = Path(__file__).resolve().parent.parent.parent
#: Runs first in every Python process that is started, the reading ones too. Pipes between our own processes are no network.
_WATCH = """
import os, socket, sys
def _hook(event, args):
    if event.split(".")[0] not in ("socket", "urllib", "http", "ftplib", "smtplib", "imaplib", "webbrowser"):
        return
    family = args[1] if event == "socket.__new__" else getattr(args[0], "family", None) if args else None
    if event != "socket.gethostname" and family not in (getattr(socket, "AF_UNIX", 0), -1):
        with open({log!r}, "a") as file:
            file.write(f"{{os.getpid()}} {{event}} {{args!r}}\\n")
with open({log!r} + ".pids", "a") as file:
    file.write(f"{{os.getpid()}}\\n")
sys.addaudithook(_hook)
"""
_NETWORK = {"socket", "ssl", "urllib", "http", "requests", "ftplib", "smtplib", "asyncio", "webbrowser", "xmlrpc"}


@pytest.fixture
def watched(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """The environment in which every Python process reports what it does with the network, and the report."""
    log = tmp_path / "network.txt"
    place = tmp_path / "first"
    place.mkdir()
    (place / "sitecustomize.py").write_text(_WATCH.format(log=str(log)), encoding="utf-8")
    paths = os.pathsep.join([str(place), str(ROOT)])
    return {**os.environ, "PYTHONPATH": paths, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path)}, log


def test_the_watch_sees_a_connection(watched: tuple[dict[str, str], Path]) -> None:
    environment, log = watched
    code = "import socket; socket.socket(socket.AF_INET).close()"
    subprocess.run([sys.executable, "-c", code], env=environment, check=True)
    assert "socket.__new__" in log.read_text()


def test_the_whole_demo_opens_no_network(watched: tuple[dict[str, str], Path], tmp_path: Path) -> None:
    from desktop.reading import engine

    try:
        engine.model_folder()
    except StorageError:
        pytest.skip("no model vie on this machine")
    environment, log = watched
    command = [sys.executable, "-m", "desktop", "demo", str(tmp_path / "office")]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert (tmp_path / "office" / "prints" / "window.png").is_file(), "the window stood too"
    processes = set((tmp_path / "network.txt.pids").read_text().split())
    assert len(processes) >= 3, "the reading processes were watched too"
    assert not log.exists(), log.read_text()[:2000]


_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.app import Program
from desktop.core.records import OfficeInfo
from desktop.services.office import Office

folder = Path(sys.argv[1])
Office.create(folder, OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", "")).close()
program = Program(QApplication([]), folder, memory=QSettings(str(folder / "w.ini"), QSettings.Format.IniFormat))
program.start()
for _turn in range(400):
    QTest.qWait(50)
    if program.morning is not None:
        break
program.window.build_all()
for name in program.window.screens:
    program.window.go_to(name)
    program.window.open_help()
program.window.bell.add("info", "một việc vừa xảy ra")
program.morning.notify("Văn Thư", "3 việc quá hạn")
program.settle()
program.close()
"""


def test_the_window_its_help_and_its_notices_open_no_network(
    watched: tuple[dict[str, str], Path], tmp_path: Path
) -> None:
    environment, log = watched
    command = [sys.executable, "-c", _WINDOW, str(tmp_path / "office")]
    done = subprocess.run(command, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert not log.exists(), log.read_text()[:2000]


def test_the_window_loads_no_qt_network(tmp_path: Path) -> None:
    code = (
        "import sys; from desktop.services import sample; from pathlib import Path;"
        f" sample.create(Path({str(tmp_path / 'office')!r})).close();"
        " from desktop import app; import desktop.ui.pdf_preview, desktop.ui.import_wizard, desktop.ui.first_run;"
        " sys.exit(','.join(m for m in sys.modules if 'QtNetwork' in m or 'QtWeb' in m) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_our_code_imports_nothing_of_the_network() -> None:
    found = []
    for top in ("desktop", "db", "resources"):
        for file in (ROOT / top).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
                names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
                found += [
                    f"{file.name}: {name}"
                    for name in names
                    if (name.split(".")[0] in _NETWORK and name != "urllib.parse") or "QtNetwork" in name
                ]
    assert found == []
