"""An older office is brought to this version before the window stands: a sheet says what goes on, and for how long."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.services.office import Stage
from desktop.services.upgrading import WORDS
from desktop.ui import theme
from desktop.ui.bar import Bar
from desktop.ui.widgets import fill, label
from desktop.workers.upgrading import Upgrading

#: what is quicker is not shown
PATIENCE_MS = 400
_TICK_MS = 1_000


class _Steps(Bar):
    """Says how much is done, not how long the rest takes: one step may take as long as all others."""

    def seconds_left(self) -> float | None:
        return None


class UpgradingDialog(QDialog):
    """How far the upgrade is. It cannot be broken off, and says so; each second it says how long it has gone on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("Nâng cấp dữ liệu"))
        self.setMinimumWidth(480)
        words = label("", wrap=True)
        words.setText(
            say(
                "Dữ liệu do phiên bản Văn Thư cũ ghi đang được nâng cấp, một lần duy nhất. Sổ lớn có thể mất vài phút và"
                " không dừng giữa chừng được. Xin đừng tắt máy; nếu mất điện, dữ liệu cũ vẫn còn nguyên."
            )
        )
        self.stage = label("", wrap=True)
        self.bar = _Steps()
        self.bar.setRange(0, 1000)
        self.bar.setAccessibleName(say("Tiến độ nâng cấp"))
        edges = (theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        fill(QVBoxLayout(self), (words, self.stage, self.bar), theme.MARGIN, edges)
        self._stage: Stage = "copy"
        self._seconds = 0
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._tick)
        self._clock.start(_TICK_MS)
        self._say()

    def show_share(self, stage: str, share: float) -> None:
        """Show a stage, and how much of it is done (0-1)."""
        self._stage = cast("Stage", stage)
        self.bar.setValue(round(share * 1000))
        self._say()

    def reject(self) -> None:
        """Nothing: half an upgrade is none."""

    def _tick(self) -> None:
        self._seconds += 1
        self._say()

    def _say(self) -> None:
        gone = f"{self._seconds // 60}:{self._seconds % 60:02d}"
        self.stage.setText(say("{stage}… đã {time}", stage=WORDS[self._stage], time=gone))


def upgrade(work: Upgrading) -> None:
    """Let ``work`` run to its end, with a window once it takes its time; raise what it failed with."""
    work.start()
    if not work.wait(PATIENCE_MS):
        dialog = UpgradingDialog()
        loop = QEventLoop()
        work.told.connect(dialog.show_share)
        work.finished.connect(loop.quit)
        dialog.show()
        if work.isRunning():
            loop.exec()
        work.wait()
        dialog.hide()
        dialog.deleteLater()
    if work.error is not None:
        raise work.error


def upgrade_office(folder: Path) -> None:
    """Bring the office in ``folder`` to this version; StorageError."""
    upgrade(Upgrading(folder))
