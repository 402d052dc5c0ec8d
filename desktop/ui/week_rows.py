"""What the screen of the week asks the office, and how a person's line in its list reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from desktop.core.calendar import Week
from desktop.core.records import Unit
from desktop.core.text import sort_key
from desktop.core.weekly import WeeklySheet
from desktop.core.words import Text, say, tr
from desktop.services import people, printed_before, returned_sheets, tasks
from desktop.services.printed_before import OnPaper
from desktop.services.returned_sheets import CameBack

if TYPE_CHECKING:
    from desktop.services.office import Office

ON_PAPER: dict[OnPaper, Text] = {"new": tr("chưa in"), "changed": tr("đổi sau khi in"), "printed": tr("đã in")}


@dataclass(frozen=True)
class WeekRows:
    """The sheets of a week by name; which are on paper as they are now, and which came back; the units."""

    week: Week
    today: date
    sheets: list[WeeklySheet] = field(default_factory=list)
    on_paper: Mapping[int, OnPaper] = field(default_factory=dict)
    back: Mapping[int, CameBack] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)

    def of_unit(self, unit_id: int | None) -> list[WeeklySheet]:
        """Return the sheets of a unit, of all for None."""
        return [sheet for sheet in self.sheets if unit_id in (None, sheet.person.unit_id)]


def ask_week(office: Office, week: Week | None) -> WeekRows:
    """Return the sheets of a week, of the present one for None."""
    today = office.today()
    shown = week or Week.of(today)
    sheets = sorted(tasks.weekly(office, shown), key=lambda sheet: sort_key(sheet.person.name))
    on_paper = printed_before.on_paper(office, shown, sheets)
    return WeekRows(shown, today, sheets, on_paper, returned_sheets.came_back(office, shown), people.units(office))


def line(rows: WeekRows, sheet: WeeklySheet) -> str:
    """Return a person's two lines: the name; tasks led and taken part in, late ones, whether printed and back."""
    person = sheet.person.id
    late = sum(task.status == "overdue" for task in sheet.results)
    parts = [
        say("{n} việc", n=len({task.id for task in (*sheet.results, *sheet.plan)})),
        say("{n} phối hợp", n=len(sheet.helped)) if sheet.helped else "",
        say("! {n} quá hạn", n=late) if late else "",
        str(ON_PAPER[rows.on_paper.get(person, "new")]),
        say("✓ phiếu đã về") if person in rows.back else "",
    ]
    return f"{sheet.person.name}\n{' · '.join(part for part in parts if part)}"
