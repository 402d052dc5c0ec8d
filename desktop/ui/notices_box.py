"""The settings' box for messages of the system: which, when, and when not. What is changed counts at once, on this PC."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QVBoxLayout, QWidget

from desktop.core.words import say
from desktop.ui import system_notices
from desktop.ui.context import UiContext
from desktop.ui.system_notices import Notices
from desktop.ui.widgets import label, row

_FLAGS = ("on", "scans", "others", "morning", "quiet")
_HOURS = ("morning_hour", "quiet_from", "quiet_to")


class NoticesBox(QWidget):
    """``changed``: another choice was made and kept."""

    changed = Signal()

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.flags = {name: QCheckBox() for name in _FLAGS}
        self.hours = {name: QComboBox() for name in _HOURS}
        self._until, self._hint = label(), label("soft", wrap=True)
        for box in self.hours.values():
            for hour in range(24):
                box.addItem(f"{hour:02d}:00", hour)
            box.activated.connect(lambda _index: self._keep())
        for flag in self.flags.values():
            flag.clicked.connect(lambda _on: self._keep())
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self.flags["on"])
        inner = QVBoxLayout()
        inner.setContentsMargins(24, 0, 0, 0)
        inner.addWidget(self.flags["scans"])
        inner.addWidget(self.flags["others"])
        inner.addLayout(row(self.flags["morning"], self.hours["morning_hour"], None))
        quiet = row(self.flags["quiet"], self.hours["quiet_from"], self._until, self.hours["quiet_to"], None)
        inner.addLayout(quiet)
        lines.addLayout(inner)
        lines.addWidget(self._hint)
        self.retranslate()

    def notices(self) -> Notices:
        """Return the choice as it stands on the screen."""
        flags = {name: flag.isChecked() for name, flag in self.flags.items()}
        return replace(Notices(**flags), **{name: box.currentData() for name, box in self.hours.items()})

    def refresh(self) -> None:
        """Show what is kept."""
        memory = self._context.memory
        kept = system_notices.load(memory) if memory is not None else Notices()
        for name, flag in self.flags.items():
            flag.setChecked(getattr(kept, name))
        for name, box in self.hours.items():
            box.setCurrentIndex(box.findData(getattr(kept, name)))
        self._allow()

    def _keep(self) -> None:
        if self._context.memory is not None:
            system_notices.save(self._context.memory, self.notices())
        self._allow()
        self.changed.emit()

    def _allow(self) -> None:
        on = self.flags["on"].isChecked()
        for name in ("scans", "others", "morning", "quiet"):
            self.flags[name].setEnabled(on)
        self.hours["morning_hour"].setEnabled(on and self.flags["morning"].isChecked())
        for name in ("quiet_from", "quiet_to"):
            self.hours[name].setEnabled(on and self.flags["quiet"].isChecked())

    def retranslate(self) -> None:
        words = {
            "on": say("Báo qua thông báo của máy tính khi cửa sổ không ở trước mặt"),
            "scans": say("Bản quét mới, bản quét không đọc được"),
            "others": say("Việc vừa làm xong, lỗi vừa gặp"),
            "morning": say("Mỗi ngày một lần: việc quá hạn và đến hạn, từ lúc"),
            "quiet": say("Không báo gì từ"),
        }
        for name, flag in self.flags.items():
            flag.setText(words[name])
        names = {
            "morning_hour": say("Giờ báo việc quá hạn"),
            "quiet_from": say("Giờ bắt đầu không báo"),
            "quiet_to": say("Giờ báo trở lại"),
        }
        for name, box in self.hours.items():
            box.setAccessibleName(names[name])
            box.setToolTip(names[name])
        self._until.setText(say("đến"))
        self._hint.setText(say("Đổi là dùng ngay, chỉ trên máy này. Chuông ở góc trên vẫn giữ lại mọi việc đã xảy ra."))
