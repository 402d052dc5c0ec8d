"""What days are counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.calendar import WorkCalendar
from desktop.core.readings import Reference
from desktop.reading.directives.dates import Issued


@dataclass(frozen=True)
class Setting:
    """What days are counted from: when the letter was issued, the working days, the documents it cites."""

    issued: Issued
    calendar: WorkCalendar
    references: Sequence[Reference] = ()
