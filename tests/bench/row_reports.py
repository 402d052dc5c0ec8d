"""Weekly sheets and the register as PDF, beside the same tables set by LibreOffice and by WeasyPrint where they are."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from datetime import date
from typing import Any

from desktop.reports.register import Volume, register, register_workbook
from desktop.reports.weekly_sheets import weekly_sheets
from tests.bench import reports
from tests.bench.frame import Bench, Figure, seconds

_FASTER = 5.0


def run(bench: Bench) -> list[Figure]:
    """A tenth of the people, tasks and letters in the short mode."""
    share = 10 if bench.short else 1
    people, tasks, letters = reports.PEOPLE // share, reports.TASKS // share, reports.LETTERS // share
    made = reports.made_rows()
    return [*_sheets(made, people, tasks), *_register(made, letters)]


def _sheets(made: Any, people: int, tasks: int) -> list[Figure]:
    each = [tasks // people + (n < tasks % people) for n in range(people)]
    sheets = [made.sheet(count - 4, 4, made.person(n)) for n, count in enumerate(each, 1)]
    pages: list[bytes] = []
    ours = seconds(lambda: pages.append(weekly_sheets(made.imprint(), sheets)))
    floor = seconds(lambda: reports.floor(reports._texts(pages[0])))
    return [Figure(f"weekly sheets, {people} people, {tasks:,} tasks", ours, "s", floor, "the same words, bare canvas")]


def _register(made: Any, count: int) -> list[Figure]:
    letters = [made.letter(n) for n in range(1, count + 1)]
    volume = Volume(letters, date(2026, 1, 1), date(2026, 11, 21))
    imprint = made.imprint()
    ours = seconds(lambda: register(imprint, volume))
    work = f"register of {count:,} letters as PDF"
    workbook = register_workbook(imprint, volume)
    peers: dict[str, Callable[[], object] | None] = {
        "LibreOffice": (lambda: reports.libreoffice(workbook)) if shutil.which("soffice") else None,
        "WeasyPrint": (lambda: reports.weasyprint(letters)) if importlib.util.find_spec("weasyprint") else None,
    }
    return [
        Figure(work, ours, "s", seconds(peer) if peer else None, name, least=_FASTER) for name, peer in peers.items()
    ]
