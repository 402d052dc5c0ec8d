"""A sample office with its scans read once for all command-line tests; each test works on a copy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from desktop.cli.main import main

NOW = datetime(2026, 11, 20, 8, 30)


class NoWindow:
    """Stands in for the window: remembers what it was asked."""

    def __init__(self) -> None:
        self.opened: list[Path] = []

    def open(self, office: Path, language: str | None) -> int:
        self.opened.append(office)
        return 0

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        file.write_bytes(b"picture")


@dataclass
class Result:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Vanthu = Callable[..., Result]


@pytest.fixture
def vanthu(capfd: pytest.CaptureFixture[str]) -> Vanthu:
    """Run a command and return its exit status, standard output and standard error."""

    def run(*arguments: object, now: datetime = NOW) -> Result:
        capfd.readouterr()
        status = main(NoWindow(), [str(a) for a in arguments], clock=lambda: now)
        out, err = capfd.readouterr()
        return Result(status, out, err)

    return run


@pytest.fixture(scope="session")
def read_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample office whose scans have been taken in and read."""
    folder = tmp_path_factory.mktemp("cli") / "office"
    for arguments in (["new", "--sample"], ["intake", "--once"]):
        assert main(NoWindow(), ["--office", str(folder), *arguments], clock=lambda: NOW) == 0
    return folder


@pytest.fixture
def office(read_office: Path, tmp_path: Path) -> Path:
    """A copy of the read sample office, to be changed freely."""
    return Path(shutil.copytree(read_office, tmp_path / "office"))
