"""Tables of tasks that several forms share: what is overdue, what is planned, how many stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from desktop.core.names import lead_words
from desktop.core.records import Status, Task
from desktop.reports import labels
from desktop.reports.grid import Value
from desktop.reports.table import Column, Row

OVERDUE = (
    Column("STT", 11, "center"),
    Column("Nhiệm vụ", 91),
    Column("Văn bản", 42),
    Column("Chủ trì", 38),
    Column("Đơn vị", 33),
    Column("Hạn", 24, "center"),
    Column("Số ngày quá hạn", 18, "center"),
)
#: Plan table of the domain: STT · Nhiệm vụ · Chủ trì · Phối hợp · Kết quả/Sản phẩm · Thời gian · Ghi chú.
PLAN = (
    Column("STT", 11, "center"),
    Column("Nhiệm vụ", 82),
    Column("Chủ trì", 36),
    Column("Phối hợp", 40),
    Column("Kết quả/Sản phẩm", 35),
    Column("Thời gian", 24, "center"),
    Column("Ghi chú", 29),
)
#: Heads of the counts, in the order of the official four and their neighbours.
COUNTED: tuple[tuple[Status, str], ...] = (
    ("done_on_time", "Hoàn thành đúng hạn"),
    ("done_late", "Hoàn thành quá hạn"),
    ("under_way", "Đang TH trong hạn"),
    ("overdue", "Đang TH quá hạn"),
    ("not_started", "Chưa thực hiện"),
    ("no_due", "Không có hạn"),
    ("paused", "Tạm dừng"),
    ("waiting", "Chờ xác nhận"),
    ("rework", "Làm lại"),
)


def is_late(task: Task) -> bool:
    """Tell whether a task still to be done is past its day, whatever else its status says."""
    return task.status in ("overdue", "rework") and task.days_late > 0


def overdue_values(tasks: Iterable[Task]) -> list[list[Value]]:
    """Return the overdue table's rows, the latest first."""
    late = sorted((task for task in tasks if is_late(task)), key=lambda task: (-task.days_late, task.id))
    return [
        [n, task.title, labels.short_letter(task.letter), _leading(task), task.lead_unit, task.due_on, task.days_late]
        for n, task in enumerate(late, 1)
    ]


def _leading(task: Task) -> str:
    """A unit that leads is named with who answers for it; a person's unit has a column of its own."""
    return lead_words(task) if task.lead_unit_id is not None else task.lead


def plan_values(tasks: Iterable[Task]) -> list[list[Value]]:
    """Return the plan table's rows, by due day."""
    ordered = sorted(tasks, key=lambda task: (task.due_on or date.max, task.id))
    return [
        [
            n,
            task.title,
            _leading(task),
            labels.joined(task.partners),
            task.product,
            labels.due_text(task),
            labels.short_letter(task.letter),
        ]
        for n, task in enumerate(ordered, 1)
    ]


def count_columns(head: str, width: float) -> list[Column]:
    """Return the columns of a table of counts whose second column, ``head``, is ``width`` millimetres wide."""
    return [
        Column("STT", 11, "center"),
        Column(head, width),
        Column("Tổng số", 15, "center"),
        *(Column(title, 17, "center") for _, title in COUNTED),
    ]


def count_values(tasks: Sequence[Task], name_of: Callable[[Task], str]) -> list[list[Value]]:
    """Return counts by name in the order names first occur, then the total."""
    groups: dict[str, list[Task]] = {}
    for task in tasks:
        groups.setdefault(name_of(task) or "(không rõ)", []).append(task)
    rows: list[list[Value]] = [[n, name, *_counts(group)] for n, (name, group) in enumerate(groups.items(), 1)]
    return [*rows, ["", "Tổng cộng", *_counts(tasks)]]


def _counts(tasks: Sequence[Task]) -> list[int]:
    found = Counter(task.status for task in tasks)
    return [len(tasks), *(found[status] for status, _ in COUNTED)]


def shown_rows(rows: Iterable[Sequence[Value]], *, last_bold: bool = False) -> list[Row]:
    """Return rows of values as rows of a printed table; the last one, a total, in bold if asked."""
    every = [[show(value) for value in row] for row in rows]
    return [Row(row, bold=last_bold and n == len(every)) for n, row in enumerate(every, 1)]


def show(value: Value) -> str:
    """Write a value as on paper: days as day/month/year, nothing for None."""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return "" if value is None else str(value)
