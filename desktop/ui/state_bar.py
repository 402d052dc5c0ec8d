"""The line at the foot: whether the scan folder is watched, what is being done, the day."""

from __future__ import annotations

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QLabel, QStatusBar, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.widgets import label, restyle, row


class StateBar(QStatusBar):
    """Tells the state of the scan folder (with an icon, not only colour) and of the work under way."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._folder_state = ""
        self._busy = False
        self.setSizeGripEnabled(False)
        self._sign = QLabel()
        self.folder = label("soft")
        self.work = label("soft")
        self.office = label("soft")
        self.office.setContentsMargins(0, 0, theme.MARGIN, 0)
        holder = QWidget()
        holder.setLayout(row(self._sign, self.folder, gap=6, margins=(theme.GAP, 2, theme.GAP, 2)))
        self.addWidget(holder)
        self.addWidget(self.work)
        self.addPermanentWidget(self.office)
        context.intake.folder_state.connect(self.show_folder)
        context.jobs.busy_changed.connect(self._show_busy)

    def show_folder(self, state: str) -> None:
        """Take the watcher's state: "watching", "missing" or "error: …"."""
        self._folder_state = state
        s = theme.shades()
        if state == "watching":
            name, colour, look, words = "folder-ok", s.good, "soft", say("Đang theo dõi thư mục quét")
        elif state == "missing":
            name, colour, look = "folder-missing", s.bad, "bad"
            words = say("Không thấy thư mục quét. Hãy cắm lại ổ đĩa hoặc chọn thư mục khác trong Thiết lập.")
        elif state:
            name, colour, look = "folder-missing", s.bad, "bad"
            words = say("Không theo dõi được thư mục quét: {why}", why=state.removeprefix("error:").strip())
        else:
            self._sign.clear()
            self.folder.clear()
            return
        self._sign.setPixmap(icon(name, colour).pixmap(18, 18))
        self.folder.setText(words)
        restyle(self.folder, look)

    def _show_busy(self, busy: bool) -> None:
        self._busy = busy
        self.work.setText(say("Đang làm…") if busy else "")

    def retranslate(self) -> None:
        self.show_folder(self._folder_state)
        self._show_busy(self._busy)
        self.office.setText(self._context.info().name)
        self.setLocale(QLocale())
