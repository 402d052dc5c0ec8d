"""What happens once a day: recurring work is made, and what is late or due is told beside the clock of the system."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from desktop.core.records import Task
from desktop.core.words import say
from desktop.services import recurring, reminders
from desktop.services.reminders import DueList
from desktop.ui import system_notices
from desktop.ui.context import UiContext
from desktop.ui.icons import app_icon

if TYPE_CHECKING:
    from desktop.services.office import Office

LOOK_MS = 10 * 60_000
_TOLD = "morning/told"
_SHOWN_MS = 20_000
_MOST_LINES = 4
_LONGEST = 60
#: the bell's signs of what is told of scans
SCANS = frozenset({"inbox", "unreadable", "refused"})


class Morning(QObject):
    """Looks at once and every ten minutes whether a new day has begun. ``tray`` is None where the system has none;
    ``late`` says once a day, in one line, what is late and due."""

    late = Signal(str)

    def __init__(
        self, context: UiContext, memory: QSettings, window: QWidget, clock: Callable[[], datetime] = datetime.now
    ) -> None:
        super().__init__(window)
        self._clock = clock
        self._context = context
        self._memory = memory
        self._window = window
        self._late_on: date | None = None
        self._day: date | None = None
        self.tray: QSystemTrayIcon | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        context.changed.connect(self._tasks_changed)

    def start(self) -> None:
        """Begin to look."""
        if QSystemTrayIcon.isSystemTrayAvailable():
            self.tray = QSystemTrayIcon(app_icon(), self)
            self.tray.activated.connect(lambda _reason: self._open())
            self.tray.messageClicked.connect(self._open)
            self.tray.show()
        self._timer.start()
        self.look()

    def stop(self) -> None:
        """Look no more, and leave the tray."""
        self._timer.stop()
        if self.tray is not None:
            self.tray.hide()

    def look(self) -> None:
        """Make the recurring work that is due, then tell what is to be told if nobody was told today."""
        self._context.write(lambda office: len(recurring.make_due(office)), self._made)

    def _tasks_changed(self, topic: str) -> None:
        """A piece that was done just now is followed by the next at once."""
        if topic == "tasks" and self._timer.isActive():
            self._context.write(lambda office: len(recurring.make_due(office)), self._tell_screens)

    def _made(self, count: int) -> None:
        self._tell_screens(count)
        self._context.read(_due, self._tell)

    def _tell_screens(self, count: int) -> None:
        if count:
            self._context.tell("tasks")

    def _tell(self, found: DueList) -> None:
        self._note_day(found.day)
        if found.urgent and self._late_on != found.day:
            self._late_on = found.day
            self.late.emit(summary(found))
        if self.tray is None:
            return
        self.tray.setToolTip(summary(found))
        may = system_notices.load(self._memory).may_list(self._clock().time())
        if found.urgent and may and self._memory.value(_TOLD) != found.day.isoformat():
            self._memory.setValue(_TOLD, found.day.isoformat())
            self.tray.showMessage(summary(found), lines(found), QSystemTrayIcon.MessageIcon.Information, _SHOWN_MS)

    def _note_day(self, day: date) -> None:
        """Let the lists be asked for again on a new day: what was due has become late overnight."""
        if self._day not in (None, day):
            self._context.tell("tasks")
            self._context.tell("letters")
        self._day = day

    def notify(self, title: str, text: str, sign: str = "") -> None:
        """Let the system show a message, where it can and a person wants it. ``sign``: the bell's sign of it."""
        if sign == "clock":  # the morning's list is told by itself, with its lines
            return
        may = system_notices.load(self._memory).may_tell(sign in SCANS, self._clock().time())
        if self.tray is not None and may:
            self.tray.showMessage(title, text, QSystemTrayIcon.MessageIcon.Information, _SHOWN_MS)

    def _open(self) -> None:
        self._window.showNormal() if self._window.isMinimized() else self._window.show()
        self._window.raise_()
        self._window.activateWindow()
        self._context.open_screen("start")


def _due(office: Office) -> DueList:
    return reminders.due_list(office, _MOST_LINES)


def summary(found: DueList) -> str:
    """Say in one line how much is late and due; what there is none of is left out."""
    parts = (
        say("{n} việc quá hạn", n=found.overdue.count) if found.overdue.count else "",
        say("{n} việc đến hạn hôm nay", n=found.today.count) if found.today.count else "",
        say("{n} việc sắp đến hạn", n=found.soon.count) if found.soon.count else "",
        say("{n} văn bản chưa ai trả lời", n=found.unanswered.count) if found.unanswered.count else "",
    )
    return ", ".join(part for part in parts if part) or say("Không có việc nào quá hạn.")


def lines(found: DueList) -> str:
    """Name the first of them: who, what, how late."""
    work = (found.overdue, found.today, found.soon)
    first = [task for few in work for task in few.first][:_MOST_LINES]
    said = [_line(task, found.day) for task in first]
    if left := sum(few.count for few in work) - len(first):
        said.append(say("và {n} việc nữa…", n=left))
    return "\n".join(said)


def _line(task: Task, today: date) -> str:
    title = task.title if len(task.title) <= _LONGEST else task.title[: _LONGEST - 1] + "…"
    late = say(" (trễ {n} ngày)", n=task.days_late) if task.days_late else ""
    due = say(" (hôm nay)") if task.due_on == today else ""
    return f"{task.lead}: {title}{late}{due}"
