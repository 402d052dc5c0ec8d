"""The files beside an office in which its window writes what went wrong: the log, and where a crash was."""

from __future__ import annotations

import faulthandler
import logging
from pathlib import Path
from typing import IO

from desktop.core.reports_of_bugs import QuietFormatter


def log_to(folder: Path) -> logging.Handler | None:
    """Write the log there from now on, in files that rotate; None when the disk does not take it."""
    from logging.handlers import RotatingFileHandler  # it brings sockets and mail; the window stands without

    try:
        folder.mkdir(exist_ok=True)
        handler = RotatingFileHandler(
            folder / "vanthu.log", maxBytes=500_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return None
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(handler)
    return handler


def crashes_to(folder: Path) -> IO[str] | None:
    """Let a crash of the whole program, in a library perhaps, leave the places of its threads in a file."""
    if faulthandler.is_enabled():
        return None
    try:
        file = (folder / "crash.log").open("a", encoding="utf-8")
    except OSError:
        return None
    faulthandler.enable(file)
    return file
