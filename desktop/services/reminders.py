"""What must be told this morning: who is late with what and how late, what falls due, what nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.records import Letter, Task
from desktop.services import anchors, letters, replies, tasks
from desktop.services.office import Office


@dataclass(frozen=True)
class DueList:
    """One morning's list. ``soon``: due within the office's ``due_soon_days`` working days after today. ``waiting``:
    reported done, to be confirmed. ``asked``: another due day asked for or offered. ``undated``: work whose day hangs on
    a letter that is registered by now. ``unanswered`` and ``incomplete`` are letters."""

    day: date
    overdue: list[Task]
    today: list[Task]
    soon: list[Task]
    unanswered: list[Letter]
    incomplete: list[Letter]
    waiting: list[Task]
    asked: list[Task]
    undated: list[Task]

    @property
    def urgent(self) -> bool:
        """Whether anything is worth a message of its own."""
        return bool(self.overdue or self.today or self.soon)


def due_list(office: Office) -> DueList:
    """Return what is late, due today, due soon, unanswered and unfinished in the office today."""
    today = office.today()
    opened = tasks.tasks(office, TaskFilter(open_only=True))
    working = [t for t in opened if t.state in {"open", "rework"} and t.due_on is not None]
    last = office.calendar.add_working_days(today, max(office.settings.due_soon_days, 0))
    return DueList(
        day=today,
        overdue=[t for t in working if t.due_on and t.due_on < today],
        today=[t for t in working if t.due_on == today],
        soon=[t for t in working if t.due_on and today < t.due_on <= last],
        unanswered=replies.unanswered(office),
        incomplete=letters.rows(office, letters.ids(office, LetterFilter(only="incomplete"), "arrival", False)),
        waiting=[t for t in opened if t.state == "waiting"],
        asked=[t for t in opened if t.extension is not None],
        undated=anchors.to_be_dated(office),
    )
