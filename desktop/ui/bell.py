"""The bell on top: what happened, above all while one was away; each line leads to what it tells of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from desktop.core.errors import OfficeError
from desktop.core.names import show_date
from desktop.core.records import Scan
from desktop.core.words import Text, say, tr
from desktop.ui import theme
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.icons import icon
from desktop.ui.scan_watch import ScanWatch
from desktop.ui.scan_words import title_of
from desktop.ui.widgets import ICON

_KEPT = 60
_SHOWN = 15
_LONGEST = 90
_LAST_SCAN = "bell/last_scan"


@dataclass
class Event:
    """Something that happened. ``seen``: somebody sat at the window when it did, or has opened the list since."""

    at: datetime
    sign: str
    text: Text | str
    run: Callable[[], object] | None = None
    seen: bool = False


class Bell(QToolButton):
    """``told``: something happened while nobody sat at the window (title, text, sign), for the system to show."""

    told = Signal(str, str, str)

    def __init__(
        self,
        context: UiContext,
        memory: QSettings,
        parent: QWidget | None = None,
        *,
        clock: Callable[[], datetime] = datetime.now,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._memory = memory
        self._clock = clock
        self.events: list[Event] = []
        last = memory.value(_LAST_SCAN)
        self.watch = ScanWatch(context, int(str(last)) if last else 0, self)
        self._first = last is None
        self.setObjectName("bell")
        self.setAutoRaise(True)
        self.setIconSize(ICON)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)  # as high as the search field
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_ = QMenu(self)
        self.menu_.setToolTipsVisible(True)
        self.menu_.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_)
        self.watch.came.connect(self._scans_came)
        self.watch.failed.connect(self._scans_failed)
        context.toast_wanted.connect(self._toasted)
        context.error_wanted.connect(self._failed)
        self.retranslate()

    def _failed(self, error: Exception) -> None:
        """What a bug's message says is for the log: it may quote a letter, and is no sentence."""
        happened = (
            error.happened if isinstance(error, OfficeError) else tr("Văn Thư vừa gặp lỗi của chính chương trình.")
        )
        self.add("error", happened)

    def add(self, sign: str, text: Text | str, run: Callable[[], object] | None = None) -> None:
        """Note that something happened; ``run`` leads to it."""
        seen = self.window().isActiveWindow()
        self.events.insert(0, Event(self._clock(), sign, text, run, seen))
        del self.events[_KEPT:]
        self._show()
        if not seen:
            self.told.emit(say("Văn Thư"), str(text), sign)

    def unseen(self) -> int:
        """Return how many things happened that nobody has seen."""
        return sum(not event.seen for event in self.events)

    def open(self) -> None:
        """Show the list."""
        self.showMenu()

    def forget(self) -> None:
        """Forget what happened: somebody else sits at the window now."""
        self.events.clear()
        self._show()

    def keep(self) -> None:
        """Remember the newest scan, so that the next start can tell what came since."""
        self._memory.setValue(_LAST_SCAN, self.watch.last_id)

    # -- what happens ----------------------------------------------------------------------------------------------

    def _scans_came(self, scans: list[Scan]) -> None:
        if self._first:  # the program has never looked before: nothing of it is news
            self._first = False
            return
        words = tr("{n} bản quét mới: {name}", n=len(scans), name=_short(title_of(scans[0])))
        self.add("inbox", words, lambda: self._context.open_screen("inbox"))

    def _scans_failed(self, scans: list[Scan]) -> None:
        for scan in scans[:_SHOWN]:
            words = (
                tr("Không nhận văn bản mật: {file}", file=scan.file)
                if scan.state == "refused"
                else tr("Không đọc được {file}", file=scan.file)
            )
            sign = "refused" if scan.state == "refused" else "unreadable"
            self.add(sign, words, lambda scan_id=scan.id: self._context.open_scan(scan_id))  # type: ignore[misc]

    def _toasted(self, text: Text | str, action: ToastAction | None) -> None:
        run = action.run if action is not None and not action.undo else None
        self.add("info", text, run)

    # -- what is shown ---------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.menu_.clear()
        today = self._clock().date()
        for event in self.events[:_SHOWN]:
            when = f"{event.at:%H:%M}" if event.at.date() == today else show_date(event.at.date())
            line = QAction(icon(event.sign), f"{when}  {_short(str(event.text))}".replace("&", "&&"), self.menu_)
            line.setToolTip(str(event.text))
            font = line.font()
            font.setBold(not event.seen)
            line.setFont(font)
            if event.run is not None:
                line.triggered.connect(lambda _checked=False, run=event.run: run())
            self.menu_.addAction(line)
        if not self.events:
            self.menu_.addAction(say("Chưa có gì mới.")).setEnabled(False)
        self.menu_.addSeparator()
        self.menu_.addActions(self._context.actions.some("view.notify"))
        for event in self.events:
            event.seen = True
        self._show()

    def _show(self) -> None:
        count = self.unseen()
        self.setText(str(count) if count else "")
        colour = theme.shades().accent if count else ""
        self.setIcon(icon("bell-new" if count else "bell", colour))
        words = say("{n} việc mới xảy ra", n=count) if count else say("Những việc vừa xảy ra")
        self.setToolTip(f"{words} (Ctrl+Shift+K)")
        self.setAccessibleName(words)

    def retranslate(self) -> None:
        self._show()


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else flat[: _LONGEST - 1] + "…"
