"""Sổ theo dõi giải quyết văn bản đến: seven columns (Decree 30/2020/NĐ-CP, annex IV)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.core.names import show_date
from desktop.core.records import Letter, Task
from desktop.reports import labels
from desktop.reports.furniture import Imprint, Signer
from desktop.reports.grid import Value
from desktop.reports.listing import Listing, listing_pdf, listing_workbook
from desktop.reports.output import Watch
from desktop.reports.table import Column

COLUMNS = (
    Column("Số đến", 16, "center"),
    Column("Tên loại, số, ký hiệu, ngày tháng và cơ quan ban hành", 70),
    Column("Đơn vị hoặc người nhận", 46),
    Column("Thời hạn giải quyết", 26, "center"),
    Column("Tiến độ giải quyết", 42),
    Column("Số, ký hiệu văn bản trả lời", 32),
    Column("Ghi chú", 25),
)


@dataclass(frozen=True)
class Entry:
    """A letter with the tasks it became."""

    letter: Letter
    tasks: Sequence[Task] = ()


@dataclass(frozen=True)
class Book:
    """The entries of a period."""

    entries: Sequence[Entry]
    first: date
    last: date


def follow_up(imprint: Imprint, book: Book, watch: Watch | None = None) -> bytes:
    """Return the book as PDF."""
    return listing_pdf(imprint, _listing(book), watch)


def follow_up_workbook(imprint: Imprint, book: Book) -> bytes:
    """Return the book as XLSX."""
    return listing_workbook(imprint, _listing(book), "Theo dõi")


def _listing(book: Book) -> Listing:
    return Listing(
        "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN",
        f"({labels.period_text(book.first, book.last)})",
        COLUMNS,
        [_values(entry) for entry in book.entries],
        "Không có văn bản đến trong thời gian này.",
        (Signer("NGƯỜI LẬP SỔ"), Signer("THỦ TRƯỞNG CƠ QUAN")),
        numbers=True,
    )


def _values(entry: Entry) -> list[Value]:
    letter = entry.letter
    tasks = sorted(entry.tasks, key=lambda task: (task.due_on or date.max, task.id))
    receivers = _each(task.lead for task in tasks) or letter.handed_to
    dues = _each(labels.due_text(task) for task in tasks)
    replies = _each(task.reply for task in tasks)
    return [
        letter.arrival_number,
        labels.named_letter(letter),
        receivers,
        dues or show_date(letter.due_on),
        _progress(tasks),
        replies,
        letter.note,
    ]


def _each(texts: Iterable[str]) -> str:
    """Return the different texts, one a line."""
    return "\n".join(dict.fromkeys(text for text in texts if text))


def _progress(tasks: Sequence[Task]) -> str:
    """Say how far a letter is: one task in words, several as counts by status."""
    if not tasks:
        return "Chưa giao"
    if len(tasks) == 1:
        done = f" ({show_date(tasks[0].done_on)})" if tasks[0].done_on else ""
        late = labels.late_text(tasks[0])
        return f"{labels.STATUS[tasks[0].status]}{done}" + (f". {late}" if late else "")
    counts: dict[str, int] = {}
    for task in tasks:
        counts[labels.STATUS[task.status]] = counts.get(labels.STATUS[task.status], 0) + 1
    return "\n".join(f"{name}: {count}" for name, count in counts.items())
