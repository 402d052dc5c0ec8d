"""How numbers, symbols and dates of letters are written on screen and paper."""

from __future__ import annotations

import re
from datetime import date

from desktop.core.records import Letter, Task
from desktop.core.text import nfc

PARTY = "party"
_LONGEST_PART = 60


def full_symbol(number: str, symbol: str, system: str = "state") -> str:
    """Join number and symbol as printed: ``2167/UBND-KTTH``; Party ``1438-CV/TU`` (Instruction 36-HD/VPTW)."""
    if not symbol:
        return number
    separator = "-" if system == PARTY else "/"
    return f"{number}{separator}{symbol}" if number else f"     {separator}{symbol}"


def show_date(value: date | str | None) -> str:
    """Write a day as ``21/11/2026``; a partial ISO date as ``11/2026`` or ``2026``; None or '' as ''."""
    if value is None or value == "":
        return ""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    return "/".join(reversed(value.split("-")))


def lead_words(task: Task) -> str:
    """Name who leads a task: a person with the unit, a unit with who answers for it: ``Phòng Kinh tế (Ngô Thị Mai)``."""
    beside = task.answers if task.lead_unit_id is not None else task.lead_unit
    return f"{task.lead} ({beside})" if beside else task.lead


def letter_file_name(letter: Letter, ending: str = ".pdf") -> str:
    """Return the readable name of a letter's file: ``0412_2167-UBND-KTTH.pdf``, arrival number first.

    Safe on every system: letters, digits, dot, dash and underscore alone, no path, no name that Windows keeps.
    """
    number = full_symbol(letter.number, letter.symbol, letter.system).strip()
    said = _file_part(number) or _file_part(letter.subject) or _file_part(letter.type)
    return f"{letter.arrival_number:04d}{'_' if said else ''}{said}{ending}"


def letter_file_place(letter: Letter, ending: str = ".pdf") -> str:
    """Return the same below the folder of its year, for many files at once: ``2026/0412_2167-UBND-KTTH.pdf``."""
    return f"{letter.year}/{letter_file_name(letter, ending)}"


def _file_part(text: str) -> str:
    words = re.split(r"[^\w.]+", nfc(text))
    return "-".join(word for word in words if word).strip("._-")[:_LONGEST_PART].rstrip("._-")
