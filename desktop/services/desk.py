"""The desk in numbers: how much there is of each thing, and the few of it that a screen shows; nothing is fetched to be
counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

from desktop.core.calendar import Week
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.records import Letter, Status, Task
from desktop.services import anchors, inbox, letters, tasks
from desktop.services.office import Office

T = TypeVar("T")


@dataclass(frozen=True)
class Few(Generic[T]):
    """How many there are, and the ``first`` of them."""

    count: int
    first: list[T]


@dataclass(frozen=True)
class Desk:
    """The numbers of a day. ``due``: in this week and not late. ``confirming``: work reported done; ``asked``: another
    due day asked for; ``undated``: work whose day can be chosen by now. ``arrivals``: letters of each of the last days."""

    today: date
    scans: int
    unassigned: int
    incomplete: int
    overdue: Few[Task]
    due: Few[Task]
    confirming: int
    asked: int
    undated: int
    unanswered: Few[Letter]
    statuses: dict[Status, int]
    arrivals: list[tuple[date, int]]


def desk(office: Office, *, most: int, days: int) -> Desk:
    """Return the desk as it stands: ``most`` rows of each list, the arrivals of the last ``days`` days."""
    with office.db.snapshot():
        statuses = tasks.status_counts(office)
        late = TaskFilter(status="overdue", open_only=True)
        return Desk(
            today=office.today(),
            scans=len(inbox.waiting(office)),
            unassigned=letters.count(office, LetterFilter(only="unassigned")),
            incomplete=letters.count(office, LetterFilter(only="incomplete")),
            overdue=Few(statuses.get("overdue", 0), tasks.tasks(office, late, most)),
            due=_due(office, most),
            confirming=statuses.get("waiting", 0),
            asked=sum(tasks.status_counts(office, TaskFilter(asked=True, open_only=True)).values()),
            undated=len(anchors.to_be_dated(office)),
            unanswered=_unanswered(office, most),
            statuses=statuses,
            arrivals=_arrivals(office, days),
        )


def _due(office: Office, most: int) -> Few[Task]:
    """What falls due this week and is not late: late comes first in a list, so the late of the week are fetched too."""
    week = Week.of(office.today())
    wanted = TaskFilter(open_only=True, due=(week.monday, week.sunday))
    counts = tasks.status_counts(office, wanted)
    late = counts.pop("overdue", 0)
    found = [t for t in tasks.tasks(office, wanted, most + late) if t.status != "overdue"]
    return Few(sum(counts.values()), found[:most])


def _unanswered(office: Office, most: int) -> Few[Letter]:
    """The oldest first."""
    shown = letters.listing(office, LetterFilter(only="unanswered"), "arrival", False)
    return Few(shown.count, letters.page(office, shown, 0, most))


def _arrivals(office: Office, days: int) -> list[tuple[date, int]]:
    last = [office.today() - timedelta(days=back) for back in range(days - 1, -1, -1)]
    return [(day, letters.count(office, LetterFilter(arrived_from=day, arrived_to=day))) for day in last]
