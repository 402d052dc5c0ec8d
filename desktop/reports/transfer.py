"""Sổ chuyển giao văn bản đến (older practice, still used): who was handed which letter on which day, and signs for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.core.records import Letter, Transfer
from desktop.reports import labels
from desktop.reports.furniture import Imprint, Signer
from desktop.reports.grid import Value
from desktop.reports.listing import Listing, listing_pdf, listing_workbook
from desktop.reports.output import Watch
from desktop.reports.table import Column

COLUMNS = (
    Column("Ngày chuyển", 26, "center"),
    Column("Số đến", 18, "center"),
    Column("Số, ký hiệu văn bản", 50),
    Column("Đơn vị hoặc người nhận", 78),
    Column("Ký nhận", 45),
    Column("Ghi chú", 40),
)


@dataclass(frozen=True)
class Book:
    """The transfers of a period, each with its letter."""

    transfers: Sequence[tuple[Transfer, Letter]]
    first: date
    last: date


def transfer_book(imprint: Imprint, book: Book, watch: Watch | None = None) -> bytes:
    """Return the book as PDF."""
    return listing_pdf(imprint, _listing(book), watch)


def transfer_workbook(imprint: Imprint, book: Book) -> bytes:
    """Return the book as XLSX."""
    return listing_workbook(imprint, _listing(book), "Chuyển giao")


def _listing(book: Book) -> Listing:
    ordered = sorted(book.transfers, key=lambda pair: (pair[0].on, pair[1].book_id, pair[1].arrival_number, pair[0].id))
    return Listing(
        "SỔ CHUYỂN GIAO VĂN BẢN ĐẾN",
        f"({labels.period_text(book.first, book.last)})",
        COLUMNS,
        [_values(*pair) for pair in ordered],
        "Không có văn bản nào được chuyển giao trong thời gian này.",
        (Signer("NGƯỜI CHUYỂN GIAO"), Signer("THỦ TRƯỞNG CƠ QUAN")),
        numbers=True,
    )


def _values(row: Transfer, letter: Letter) -> list[Value]:
    return [row.on, letter.arrival_number, labels.symbol_of(letter), row.to_name, "", row.note]
