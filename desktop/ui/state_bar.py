"""The row at the foot: whether the scan folder is watched, what is being done, the quiet messages, the office."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from desktop.core.words import say
from desktop.ui import theme
from desktop.ui.backup_banner import BackupSign
from desktop.ui.context import UiContext
from desktop.ui.icons import icon
from desktop.ui.reading_bar import ReadingBar
from desktop.ui.toast import Toasts
from desktop.ui.widgets import fill, label, restyle

#: of the office's name; a longer one is cut, the whole stands in the window's title
_MOST_LETTERS = 44


class StateBar(QFrame):
    """Tells the state of the scan folder (with an icon, not only colour) and of the work under way. While there is a
    message, it has the row to itself; only the folder's sign stays."""

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("state")
        self._context = context
        self._folder_state = ""
        self._busy = False
        self._tip = ""
        self._reading: tuple[int, float | None] = (0, None)
        self.reading = ReadingBar(context)
        self._sign = QLabel()
        self.folder = label("soft")
        self.work = label("soft")
        self.office = label("soft")
        self.backups = BackupSign(context)
        self.toasts = Toasts()
        self._row = QHBoxLayout(self)
        fill(self._row, (self._sign, self.folder, self.work, self.reading), theme.GAP, (theme.GAP, 2, theme.MARGIN, 2))
        self._row.addWidget(self.toasts, 1)
        self._stretch = QWidget()
        self._row.addWidget(self._stretch, 1)
        self._row.addWidget(self.backups)
        self._row.addWidget(self.office)
        self.toasts.changed.connect(self._give_way)
        context.intake.folder_state.connect(self.show_folder)
        context.jobs.busy_changed.connect(self._show_busy)

    def show_folder(self, state: str) -> None:
        """Take the watcher's state: "watching", "missing", "hanging" or "error: …"."""
        self._folder_state = state
        s = theme.shades()
        name, colour, look, words = "folder-missing", s.bad, "bad", ""
        if state == "watching":
            name, colour, look, words = "folder-ok", s.good, "soft", say("Đang theo dõi thư mục quét")
        elif state == "missing":
            words = say("Không thấy thư mục quét. Hãy cắm lại ổ đĩa hoặc chọn thư mục khác trong Thiết lập.")
        elif state == "hanging":
            words = say("Thư mục quét không trả lời. Việc khác vẫn làm được; sẽ tự nhận tiếp khi thư mục trả lời.")
        elif state:
            words = say("Không theo dõi được thư mục quét: {why}", why=state.removeprefix("error:").strip())
        if words:
            self._sign.setPixmap(icon(name, colour).pixmap(18, 18))
        else:
            self._sign.clear()
        self._sign.setToolTip(words)
        self.folder.setText(words)
        restyle(self.folder, look)

    def show_tip(self, tip: str) -> None:
        """Show what the action under the mouse does; '' when there is none."""
        self._tip = tip
        self._show_work()

    def show_reading(self, left: int, seconds: float | None, done: int = 0) -> None:
        """Take how many scans are still to be read, how long that will take (None: not known yet), how many were."""
        self._reading = (left, seconds)
        self.reading.show_reading(left, done)
        self._show_work()

    def _show_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show_work()

    def _show_work(self) -> None:
        self.work.setText(self._tip or self._reading_words() or (say("Đang làm…") if self._busy else ""))

    def _reading_words(self) -> str:
        left, seconds = self._reading
        if not left:
            return ""
        if self._context.intake.paused:
            return say("Tạm dừng đọc, còn {n} bản quét", n=left)
        words = say("Đang đọc, còn {n} bản quét", n=left)
        if seconds is None:
            return words
        minutes = round(seconds / 60)
        rest = say("khoảng {n} phút", n=minutes) if minutes else say("dưới một phút")
        return f"{words} ({rest})"

    def _give_way(self) -> None:
        alone = self.toasts.last() is not None
        for part in (self.folder, self.work, self.office, self._stretch):
            part.setVisible(not alone)
        self.reading.give_way(alone)

    def retranslate(self) -> None:
        self.show_folder(self._folder_state)
        self._show_work()
        self.backups.retranslate()
        self.reading.retranslate()
        name = self._context.info().name
        room = self.office.fontMetrics().averageCharWidth() * _MOST_LETTERS
        self.office.setText(self.office.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room))
        self.office.setToolTip(name)
        self._keep_room()

    def _keep_room(self) -> None:
        """Keep the row as high as a message, so that a message moves nothing."""
        margins = self._row.contentsMargins()
        self.setMinimumHeight(self.toasts.line_height() + margins.top() + margins.bottom() + 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._keep_room()
