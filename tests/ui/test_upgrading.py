"""An older office is upgraded before the window stands: what takes its time is shown, cannot be broken off, and fails in
words."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.errors import StorageError
from desktop.core.words import tr
from desktop.services.office import Tell
from desktop.ui import running, upgrading
from desktop.ui.upgrading import UpgradingDialog, upgrade
from desktop.workers.upgrading import Upgrading


def shown() -> UpgradingDialog | None:
    found = (w for w in QApplication.topLevelWidgets() if isinstance(w, UpgradingDialog) and w.isVisible())
    return next(found, None)


def once(ready: Callable[[], object], then: Callable[[], object]) -> None:
    """Do ``then`` on the window's thread as soon as ``ready``."""
    if ready():
        then()
    else:
        QTimer.singleShot(5, lambda: once(ready, then))


def test_how_far_it_is_is_shown_and_it_is_not_broken_off(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "PATIENCE_MS", 1)
    seen: list[str] = []
    go_on = threading.Event()

    def work(_folder: Path, tell: Tell) -> None:
        tell("copy", 1.0)
        while not go_on.wait(0.01):
            tell("change", 0.25)

    def look() -> None:
        dialog = shown()
        assert dialog is not None
        dialog.reject()
        dialog._tick()
        seen.extend((dialog.stage.text(), dialog.bar.text(), str(dialog.isVisible())))
        go_on.set()

    def far() -> bool:
        dialog = shown()
        return dialog is not None and dialog.bar.value() == 250

    once(far, look)
    upgrade(Upgrading(Path("o"), work=work))
    assert seen == ["Đang nâng cấp dữ liệu lên phiên bản này… đã 0:01", "25%", "True"]
    assert shown() is None


def test_what_is_quick_shows_nothing_and_what_fails_is_raised(qtbot: QtBot) -> None:
    def fail(_folder: Path, tell: Tell) -> None:
        tell("copy", 0.5)
        raise StorageError("disk-full", tr("Ổ đĩa đã đầy."))

    upgrade(Upgrading(Path("o"), work=lambda _folder, _tell: None))
    with pytest.raises(StorageError, match="đã đầy"):
        upgrade(Upgrading(Path("o"), work=fail))
    assert shown() is None


def test_an_office_of_this_version_is_left_alone(desk: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "upgrade_office", lambda _folder: pytest.fail("nothing to upgrade"))
    for folder in (desk.folder, desk.folder / "store"):
        assert running.upgraded(folder) == folder
