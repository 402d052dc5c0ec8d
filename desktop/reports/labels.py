"""Words of the printed forms. They are Vietnamese in every language of the window: the forms are official papers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.core.names import full_symbol, show_date
from desktop.core.records import Letter, Status, Task

STATUS: dict[Status, str] = {
    "done_on_time": "Hoàn thành đúng hạn",
    "done_late": "Hoàn thành quá hạn",
    "under_way": "Đang thực hiện trong hạn",
    "overdue": "Đang thực hiện quá hạn",
    "not_started": "Chưa thực hiện",
    "no_due": "Không có hạn",
    "paused": "Tạm dừng",
    "waiting": "Chờ xác nhận",
    "rework": "Làm lại",
    "void": "Đã hủy",
}
_ABOUT = ("v/v", "về việc")
DONE: frozenset[Status] = frozenset({"done_on_time", "done_late"})


def symbol_of(letter: Letter) -> str:
    """Return number and symbol as printed, dots where the number is still to be written; a letter without either has none."""
    if not letter.number and not letter.symbol:
        return ""
    return full_symbol(letter.number or "……", letter.symbol, letter.system)


def type_and_subject(letter: Letter) -> str:
    """Return column 6 of the register; a plain letter's subject is introduced by "V/v"."""
    if letter.type == "Công văn" and letter.subject and not letter.subject.lower().startswith(_ABOUT):
        return f"Công văn V/v {letter.subject}"
    return " ".join(part for part in (letter.type, letter.subject) if part)


def named_letter(letter: Letter | None) -> str:
    """Name a letter in running text: ``Công văn số 2167/UBND-KTTH ngày 16/05/2023 của UBND tỉnh``."""
    if letter is None:
        return ""
    symbol = symbol_of(letter)
    parts = [letter.type or "Văn bản"]
    parts += [f"số {symbol}"] if symbol else []
    parts += [f"ngày {show_date(letter.issued_on)}"] if letter.issued_on else []
    parts += [f"của {letter.issuer}"] if letter.issuer else []
    return " ".join(parts)


def short_letter(letter: Letter | None) -> str:
    """Name a letter by its symbol and day alone: ``2167/UBND-KTTH, 16/05/2023``."""
    if letter is None:
        return ""
    shown = ", ".join(part for part in (symbol_of(letter), show_date(letter.issued_on)) if part)
    return shown or f"số đến {letter.arrival_number}/{letter.year}"


def due_text(task: Task) -> str:
    """Return the due day, with the hour where there is one; '' without a day."""
    day = show_date(task.due_on)
    return f"{task.due_time} ngày {day}" if day and task.due_time else day


def late_text(task: Task) -> str:
    """Tell by how many days work still to be done is late, or was done late; '' when it is not."""
    if not task.days_late:
        return ""
    return f"{'Chậm' if task.status in DONE else 'Quá hạn'} {task.days_late} ngày"


def joined(names: Sequence[str]) -> str:
    """Join names as in a list."""
    return ", ".join(name for name in names if name)


def period_text(first: date, last: date) -> str:
    """Write a period as ``từ ngày 16/11/2026 đến ngày 22/11/2026``."""
    return f"từ ngày {show_date(first)} đến ngày {show_date(last)}"
