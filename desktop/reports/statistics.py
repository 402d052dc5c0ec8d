"""Thống kê: letters by issuer, type and month; tasks by the official statuses, unit, person, issuer, month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.units import mm

from desktop.core.records import Letter, Task
from desktop.reports import labels
from desktop.reports.charts import Bar, bars
from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, Signer, feet, office_head, signatures
from desktop.reports.grid import Grid, Value, workbook_bytes
from desktop.reports.output import pdf_bytes
from desktop.reports.page import LANDSCAPE
from desktop.reports.table import Column, Table
from desktop.reports.task_tables import count_columns, count_values, shown_rows
from desktop.reports.typeset import BODY, BODY_BOLD, SUBTITLE, TITLE

TITLE_TEXT = "THỐNG KÊ VĂN BẢN ĐẾN VÀ NHIỆM VỤ"
#: The chart shows the greatest; the table has all.
_MOST_BARS = 12
_PARTS = ("Hoàn thành", "Đang thực hiện trong hạn", "Quá hạn", "Khác")
_OTHER = "(không rõ)"


@dataclass(frozen=True)
class Figures:
    """The letters that arrived and the tasks given in a period. Voided letters are counted apart."""

    letters: Sequence[Letter]
    tasks: Sequence[Task]
    first: date
    last: date

    @property
    def valid(self) -> list[Letter]:
        """The letters that count."""
        return [letter for letter in self.letters if letter.state != "void"]


@dataclass(frozen=True)
class Part:
    """One table of figures with its bars."""

    name: str
    heading: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    bars: Sequence[Bar]
    legend: Sequence[str] = ()


def statistics(imprint: Imprint, figures: Figures) -> bytes:
    """Return the figures as PDF, each table after its chart."""
    flow = Flow(LANDSCAPE)
    office_head(flow, imprint)
    flow.centred(TITLE_TEXT, TITLE)
    flow.centred(_dates(figures), SUBTITLE)
    flow.gap(3 * mm)
    flow.para(sentence(figures), BODY)
    for part in parts(figures):
        flow.gap(4 * mm)
        flow.need(55 * mm)
        flow.para(part.heading, BODY_BOLD)
        flow.gap(1.5 * mm)
        bars(flow, part.bars[:_MOST_BARS], part.legend)
        Table(flow, part.columns).set(shown_rows(part.rows, last_bold=True))
    signatures(flow, (Signer("NGƯỜI LẬP BIỂU"), Signer("THỦ TRƯỞNG CƠ QUAN", hint="(Ký, ghi rõ họ tên, đóng dấu)")))
    return pdf_bytes([feet(flow.pages, imprint, TITLE_TEXT.capitalize())], TITLE_TEXT, imprint.office.name)


def statistics_workbook(imprint: Imprint, figures: Figures) -> bytes:
    """Return the figures as XLSX, one sheet a table."""
    found = parts(figures) or [Part("Số liệu", "Không có số liệu", (Column("", 100),), (), ())]
    grids = [
        Grid(
            part.name,
            part.heading.partition(". ")[2] or part.heading,
            part.columns,
            part.rows,
            _dates(figures),
            bars=tuple(range(3, len(part.columns))) if part.legend else (2,),
        )
        for part in found
    ]
    return workbook_bytes(imprint, grids)


def sentence(figures: Figures) -> str:
    """Return the period in one sentence."""
    void = len(figures.letters) - len(figures.valid)
    letters = f"Đã tiếp nhận {len(figures.valid)} văn bản đến" + (f" (không kể {void} số đã hủy)" if void else "")
    done = sum(task.status in labels.DONE for task in figures.tasks)
    late = sum(task.status == "overdue" for task in figures.tasks)
    return f"{letters}; đã giao {len(figures.tasks)} nhiệm vụ, hoàn thành {done}, đang quá hạn {late}."


def parts(figures: Figures) -> list[Part]:
    """Return the tables that have something to show, numbered."""
    letters, tasks = figures.valid, figures.tasks
    made: list[tuple[str, str, Callable[[str, str], Part]]] = []
    if letters:
        made += [
            (
                "VB theo tháng",
                "Văn bản đến theo tháng",
                lambda n, h: _letter_part(n, h, "Tháng", letters, _month, by_name=True),
            ),
            (
                "VB theo cơ quan",
                "Văn bản đến theo cơ quan ban hành",
                lambda n, h: _letter_part(n, h, "Cơ quan ban hành", letters, _issuer),
            ),
            ("VB theo loại", "Văn bản đến theo tên loại", lambda n, h: _letter_part(n, h, "Tên loại", letters, _type)),
        ]
    if tasks:
        made += [
            ("NV theo trạng thái", "Nhiệm vụ theo trạng thái", lambda n, h: _status_part(n, h, tasks)),
            (
                "NV theo đơn vị",
                "Nhiệm vụ theo đơn vị",
                lambda n, h: _task_part(n, h, "Đơn vị", tasks, lambda task: task.lead_unit),
            ),
            (
                "NV theo người",
                "Nhiệm vụ theo người chủ trì",
                lambda n, h: _task_part(n, h, "Người chủ trì", tasks, _person),
            ),
            (
                "NV theo cơ quan",
                "Nhiệm vụ theo cơ quan giao",
                lambda n, h: _task_part(n, h, "Cơ quan giao", tasks, _giver),
            ),
            (
                "NV theo tháng",
                "Nhiệm vụ theo tháng giao",
                lambda n, h: _task_part(n, h, "Tháng", tasks, _task_month, by_name=True),
            ),
        ]
    return [make(name, f"{n}. {heading}") for n, (name, heading, make) in enumerate(made, 1)]


def _letter_part(
    name: str,
    heading: str,
    head: str,
    letters: Sequence[Letter],
    key: Callable[[Letter], str],
    *,
    by_name: bool = False,
) -> Part:
    counts = Counter(key(letter) or _OTHER for letter in letters)
    ordered = _ordered(counts, by_name)
    rows: list[list[Value]] = [[n, text, count] for n, (text, count) in enumerate(ordered, 1)]
    columns = (Column("STT", 15, "center"), Column(head, 142), Column("Số văn bản", 40, "center"))
    return Part(
        name, heading, columns, [*rows, ["", "Tổng cộng", len(letters)]], [(text, (count,)) for text, count in ordered]
    )


def _status_part(name: str, heading: str, tasks: Sequence[Task]) -> Part:
    counts = [(shown, sum(task.status == status for task in tasks)) for status, shown in labels.STATUS.items()]
    there = [(shown, count) for shown, count in counts if count]
    rows: list[list[Value]] = [
        [n, shown, count, f"{count / len(tasks):.1%}".replace(".", ",")] for n, (shown, count) in enumerate(there, 1)
    ]
    columns = (
        Column("STT", 15, "center"),
        Column("Trạng thái", 112),
        Column("Số nhiệm vụ", 40, "center"),
        Column("Tỷ lệ", 30, "center"),
    )
    bars_ = [(shown, (count,)) for shown, count in there]
    return Part(name, heading, columns, [*rows, ["", "Tổng cộng", len(tasks), "100%"]], bars_)


def _task_part(
    name: str, heading: str, head: str, tasks: Sequence[Task], key: Callable[[Task], str], *, by_name: bool = False
) -> Part:
    order = [text for text, _ in _ordered(Counter(key(task) or _OTHER for task in tasks), by_name)]
    place = {text: n for n, text in enumerate(order)}
    ranked = sorted(tasks, key=lambda task: place[key(task) or _OTHER])
    shown = [(text, _stack([task for task in tasks if (key(task) or _OTHER) == text])) for text in order[:_MOST_BARS]]
    return Part(name, heading, count_columns(head, 78), count_values(ranked, key), shown, _PARTS)


def _stack(tasks: Sequence[Task]) -> tuple[int, int, int, int]:
    done = sum(task.status in labels.DONE for task in tasks)
    under_way = sum(task.status in ("under_way", "not_started", "no_due") for task in tasks)
    late = sum(task.status == "overdue" for task in tasks)
    return done, under_way, late, len(tasks) - done - under_way - late


def _ordered(counts: Counter[str], by_name: bool) -> list[tuple[str, int]]:
    if by_name:
        return sorted(counts.items(), key=lambda item: tuple(reversed(item[0].split("/"))))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))


def _dates(figures: Figures) -> str:
    return f"({labels.period_text(figures.first, figures.last)})"


def _month(letter: Letter) -> str:
    return f"{letter.arrived_on:%m/%Y}"


def _issuer(letter: Letter) -> str:
    return letter.issuer


def _type(letter: Letter) -> str:
    return letter.type


def _giver(task: Task) -> str:
    return task.letter.issuer if task.letter else "Nhiệm vụ thường xuyên"


def _person(task: Task) -> str:
    """Who answers for it, also where a unit leads."""
    return task.answers if task.lead_unit_id is not None else task.lead


def _task_month(task: Task) -> str:
    day = task.assigned_on or (task.letter.arrived_on if task.letter else None)
    return f"{day:%m/%Y}" if day else ""
