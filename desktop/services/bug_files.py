"""The reports of bugs of ours as files beside the log: versions, the last actions, where it happened; no letter's words."""

from __future__ import annotations

import contextlib
import platform
import sys
from datetime import datetime
from pathlib import Path

from desktop.core.reports_of_bugs import Deeds, report

_NAME = "bao-cao-loi-"
_KEPT = 20


def version() -> str:
    """Return the program's version, "?" where it is not installed."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as installed

    try:
        return installed("vanthu")
    except PackageNotFoundError:
        return "?"


def details(error: BaseException, deeds: Deeds | None = None, *, also: str = "") -> str:
    """Return the report of a bug; ``also``: what else is to be told of the program, such as Qt's version."""
    python = " · ".join(part for part in (f"Python {sys.version.split()[0]}", also) if part)
    return report(error, [f"Văn Thư {version()}", python, platform.platform()], deeds)


def keep(folder: Path, text: str, now: datetime) -> Path | None:
    """Write a report into the folder of the logs and return it; the oldest ones go. None when the disk does not take it:
    a bug is told all the same."""
    try:
        for old in sorted(folder.glob(f"{_NAME}*.txt"))[: -_KEPT + 1]:
            old.unlink(missing_ok=True)
        file = folder / f"{_NAME}{now:%Y%m%d-%H%M%S}.txt"
        file.write_text(f"{now:%Y-%m-%d %H:%M:%S}\n{text}\n", encoding="utf-8")
    except OSError:
        return None
    return file


def keep_quietly(folder: Path, error: BaseException) -> None:
    """Write the report of a bug that a terminal tells in one line."""
    with contextlib.suppress(OSError):
        keep(folder, details(error), datetime.now())
