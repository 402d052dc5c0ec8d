"""Danh sách văn bản chưa trả lời: what superior bodies asked the office and nobody has answered, the oldest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.core.names import lead_words, show_date
from desktop.core.records import Letter, Task
from desktop.reports import labels
from desktop.reports.furniture import Imprint, Signer
from desktop.reports.grid import Value
from desktop.reports.listing import Listing, listing_pdf, listing_workbook
from desktop.reports.output import Watch
from desktop.reports.table import Column

COLUMNS = (
    Column("STT", 11, "center"),
    Column("Số đến", 16, "center"),
    Column("Ngày đến", 23, "center"),
    Column("Số, ký hiệu, cơ quan ban hành", 56),
    Column("Trích yếu", 72),
    Column("Đang giao cho", 53),
    Column("Hạn", 26, "center"),
)


@dataclass(frozen=True)
class Waiting:
    """Letters that wait for an answer on ``day``, each with the open work given because of it."""

    letters: Sequence[tuple[Letter, Sequence[Task]]]
    day: date


def unanswered(imprint: Imprint, waiting: Waiting, watch: Watch | None = None) -> bytes:
    """Return the list as PDF."""
    return listing_pdf(imprint, _listing(waiting), watch)


def unanswered_workbook(imprint: Imprint, waiting: Waiting) -> bytes:
    """Return the list as XLSX."""
    return listing_workbook(imprint, _listing(waiting), "Chưa trả lời")


def _listing(waiting: Waiting) -> Listing:
    count = len(waiting.letters)
    return Listing(
        "DANH SÁCH VĂN BẢN CHƯA TRẢ LỜI",
        f"(tính đến ngày {show_date(waiting.day)})",
        COLUMNS,
        [_values(n, letter, tasks) for n, (letter, tasks) in enumerate(waiting.letters, 1)],
        "Văn bản nào cũng đã được trả lời.",
        (Signer("NGƯỜI LẬP"), Signer("THỦ TRƯỞNG CƠ QUAN")),
        f"Tổng cộng: {count} văn bản chưa trả lời." if count else "",
    )


def _values(n: int, letter: Letter, tasks: Sequence[Task]) -> list[Value]:
    whose = ", ".join(part for part in (labels.symbol_of(letter).strip(), letter.issuer) if part)
    who = "; ".join(dict.fromkeys(lead_words(task) for task in tasks)) or "CHƯA GIAO"
    due = min((task.due_on for task in tasks if task.due_on), default=None)
    return [n, letter.arrival_number, letter.arrived_on, whose, letter.subject, who, show_date(due)]
