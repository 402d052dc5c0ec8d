"""The whole program in this process, without a screen, and an event loop that runs until something is there."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop import app as program
from desktop.app import Program
from tests.bench.frame import clock

_MOST_SECONDS = 900.0


def application() -> QApplication:
    """Return the one application of this process."""
    found = QApplication.instance()
    return found if isinstance(found, QApplication) else program._application()


def start(folder: Path, *, watch: bool = True) -> Program:
    """Start the program on an office and wait until its window is filled."""
    place = tempfile.mkdtemp(prefix="vanthu-window-")  # a window that remembers nothing
    memory = QSettings(f"{place}/window.ini", QSettings.Format.IniFormat)
    started = Program(application(), folder, clock=clock, memory=memory)
    if watch:
        started.start()
    else:
        started.window.show()
    until(lambda: started.window.isVisible() and screen(started, "inbox").rows is not None)
    return started


def screen(started: Program, name: str) -> Any:
    """Return a screen of the window."""
    return started.window.screens[name]


def rest(seconds: float) -> None:
    """Let the window go on for so long."""
    end = time.perf_counter() + seconds
    until(lambda: time.perf_counter() > end)


def until(done: Callable[[], bool], most: float = _MOST_SECONDS) -> float:
    """Run the event loop until ``done``; return how many seconds that took. TimeoutError after ``most``."""
    app = application()
    begun = time.perf_counter()
    while not done():
        if time.perf_counter() - begun > most:
            raise TimeoutError
        app.processEvents()
        time.sleep(0.0005)
    return time.perf_counter() - begun
