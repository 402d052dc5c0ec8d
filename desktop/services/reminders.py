"""What must be told this morning: who is late with what and how late, what falls due, what nobody has answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.filters import LetterFilter, Only, TaskFilter
from desktop.core.records import Letter, Status, Task
from desktop.services import anchors, letters, tasks
from desktop.services.desk import Few
from desktop.services.office import Office

_EVERY = 1 << 40
_AT_REST: tuple[Status, ...] = ("waiting", "paused")


@dataclass(frozen=True)
class DueList:
    """One morning's list. ``soon``: due within the office's ``due_soon_days`` working days after today. ``waiting``:
    reported done, to be confirmed. ``asked``: another due day asked for or offered. ``undated``: work whose day hangs on
    a letter that is registered by now. ``unanswered`` and ``incomplete`` are letters."""

    day: date
    overdue: Few[Task]
    today: Few[Task]
    soon: Few[Task]
    unanswered: Few[Letter]
    incomplete: Few[Letter]
    waiting: Few[Task]
    asked: Few[Task]
    undated: list[Task]

    @property
    def urgent(self) -> bool:
        """Whether anything is worth a message of its own."""
        return bool(self.overdue.count or self.today.count or self.soon.count)


def due_list(office: Office, most: int | None = None) -> DueList:
    """Return what is late, due today, due soon, unanswered and unfinished in the office today: of each how many, and the
    first ``most`` (all). Nothing is fetched to be counted."""
    today = office.today()
    last = office.calendar.add_working_days(today, max(office.settings.due_soon_days, 0))
    with office.db.snapshot():
        return DueList(
            day=today,
            overdue=_work(office, TaskFilter(open_only=True, overdue=True), most),
            today=_at_work(office, today, today, most),
            soon=_at_work(office, today + timedelta(days=1), last, most),
            unanswered=_letters(office, "unanswered", most),
            incomplete=_letters(office, "incomplete", most),
            waiting=_work(office, TaskFilter(open_only=True, status="waiting"), most),
            asked=_work(office, TaskFilter(open_only=True, asked=True), most),
            undated=anchors.to_be_dated(office),
        )


def _work(office: Office, f: TaskFilter, most: int | None) -> Few[Task]:
    return Few(sum(tasks.status_counts(office, f).values()), tasks.tasks(office, f, most))


def _at_work(office: Office, first: date, last: date, most: int | None) -> Few[Task]:
    """What falls due on these days; what waits or is paused among it is fetched too, and left out."""
    f = TaskFilter(open_only=True, due=(first, last))
    counts = tasks.status_counts(office, f)
    resting = sum(counts.pop(status, 0) for status in _AT_REST)
    found = tasks.tasks(office, f, None if most is None else most + resting)
    return Few(sum(counts.values()), [task for task in found if task.state not in _AT_REST][:most])


def _letters(office: Office, only: Only, most: int | None) -> Few[Letter]:
    """The oldest first."""
    shown = letters.listing(office, LetterFilter(only=only), "arrival", False)
    return Few(shown.count, letters.page(office, shown, 0, _EVERY if most is None else most))
