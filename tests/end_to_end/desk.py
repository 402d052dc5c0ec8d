"""A clerk's desk for tests: a real screen (Xvfb), a window manager, the program in its own process, a keyboard."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ("Xvfb", "xdotool", "openbox")
_PATIENCE = 90.0


def missing_tools() -> list[str]:
    """Return the programs that this desk needs and the machine lacks."""
    return [tool for tool in TOOLS if shutil.which(tool) is None]


class Desk:
    """One screen with the window of one office on it."""

    def __init__(self, office: Path) -> None:
        self.office = office
        self._running: list[subprocess.Popen[bytes]] = []
        self.display = self._screen()
        own = {name: str(office.parent / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME")}
        screen = {"DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8"}
        self.environment = os.environ | own | screen
        self._start("openbox")

    def _screen(self) -> str:
        told, tell = os.pipe()
        command = ["Xvfb", "-displayfd", str(tell), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
        self._running.append(subprocess.Popen(command, pass_fds=[tell], stderr=subprocess.DEVNULL))
        os.close(tell)
        with os.fdopen(told) as pipe:
            return f":{pipe.readline().strip()}"

    def _start(self, *command: str) -> None:
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._running.append(subprocess.Popen(command, env=self.environment, cwd=ROOT, **quiet))  # type: ignore[call-overload]

    def open_window(self) -> None:
        """Start the program and wait until its window has the keyboard."""
        self._start(sys.executable, "-m", "desktop", "--office", str(self.office))
        self.until(lambda: "Văn Thư" in self.title())

    def tool(self, *arguments: str) -> str:
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, timeout=_PATIENCE, check=True
        )
        return done.stdout.decode()

    def title(self) -> str:
        """Return the title of the window that has the keyboard."""
        try:
            return self.tool("getactivewindow", "getwindowname")
        except subprocess.CalledProcessError:
            return ""

    def press(self, *keys: str) -> None:
        for key in keys:
            self.tool("key", "--clearmodifiers", key)
            time.sleep(0.15)

    def type(self, text: str) -> None:
        self.tool("type", "--delay", "30", text)
        time.sleep(0.15)

    def click(self, x: int, y: int) -> None:
        self.tool("mousemove", str(x), str(y), "click", "1")
        time.sleep(0.3)

    def photograph(self, file: Path) -> None:
        """Keep a picture of the screen for a person to look at."""
        subprocess.run(["import", "-window", "root", str(file)], env=self.environment, check=False)

    def vanthu(self, *arguments: str) -> Any:
        """Ask the command line about the same office."""
        command = [sys.executable, "-m", "desktop", "--office", str(self.office), *arguments, "--json"]
        done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=_PATIENCE, check=True)
        return json.loads(done.stdout)

    def until(self, true: Callable[[], Any]) -> Any:
        """Wait until ``true`` answers with something; AssertionError when it never does."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            found = true()
            if found:
                return found
            time.sleep(0.3)
        raise AssertionError("waited in vain; the window is titled " + self.title())

    def close(self) -> None:
        for process in reversed(self._running):
            process.terminate()
        for process in self._running:
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
