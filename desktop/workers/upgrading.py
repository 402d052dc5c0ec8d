"""An older office is brought to this version in a thread, while the window says how far that is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QThread, Signal

from desktop.services.office import Office, Tell


def _open_and_close(folder: Path, tell: Tell) -> None:
    Office.open(folder, tell=tell).close()


class Upgrading(QThread):
    """Opens the office once, which upgrades it, and closes it. ``error``: why that failed, known when the thread ends."""

    told = Signal(str, float)  # the stage (services.office.Stage) and how far it is, 0-1

    def __init__(
        self, folder: Path, parent: QObject | None = None, *, work: Callable[[Path, Tell], None] = _open_and_close
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._work = work
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            self._work(self._folder, self.told.emit)
        except Exception as error:  # noqa: BLE001  (raised again on the window's thread, where bugs are told, too)
            self.error = error
