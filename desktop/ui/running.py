"""What the running program shows to others: the installer, which must not replace its files, and who measures its start."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtWidgets import QApplication

from desktop.services.office import is_older
from desktop.ui.main_window import MainWindow

#: The name that the Windows installer asks for (AppMutex in packaging/windows/vanthu.iss).
MUTEX = "VanThuRunning"
#: Names the file that gets the time at which the window was usable; the program ends then. For the benches.
READY = "VANTHU_READY_FILE"


def hold_mutex() -> None:
    """Hold the named mutex until the process ends; nothing where the system has none."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.kernel32.CreateMutexW(None, False, MUTEX)


def give_back_environment() -> None:
    """In a bundle, take back what its starter told Qt, once that has read it: a PDF viewer or file manager opened from here
    must not load our plugins. LD_LIBRARY_PATH stays: the reading processes are started with it."""
    if not getattr(sys, "frozen", False) or not sys.platform.startswith("linux"):
        return
    for name in ("QT_PLUGIN_PATH", "QML2_IMPORT_PATH"):
        before = os.environ.pop(f"{name}_ORIG", None)
        os.environ.pop(name, None)
        if before is not None:
            os.environ[name] = before


def upgraded(folder: Path) -> Path:
    """Return the folder of an office, which is brought to this version where it is of an older one, with a window that
    says how far that is; StorageError."""
    if not is_older(folder):
        return folder
    from desktop.services import settings
    from desktop.ui import theme
    from desktop.ui.upgrading import upgrade_office

    chosen = settings.load(folder).theme
    scheme: theme.Scheme = "light" if chosen == "light" else "dark" if chosen == "dark" else "auto"
    theme.apply(cast("QApplication", QApplication.instance()), scheme)
    upgrade_office(folder)
    return folder


def tell_when_ready(window: MainWindow) -> None:
    """Where a file is named for it: once the window is painted and its inbox filled, write the time (seconds since 1970)
    and end."""
    file = os.environ.get(READY)
    if not file:
        return
    turn = QTimer(window)

    def look() -> None:
        inbox = window.screens.get("inbox")
        if window.isVisible() and inbox is not None and getattr(inbox, "rows", None) is not None:
            turn.stop()
            QTimer.singleShot(0, lambda: _tell(Path(file)))

    turn.timeout.connect(look)
    turn.start(0)


def _tell(file: Path) -> None:
    file.write_text(str(time.time()), encoding="ascii")
    QCoreApplication.exit(0)
