"""Danh sách số hủy, số thiếu, vào sổ muộn: what a reader of the register asks about, number by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.books import Irregular
from desktop.core.names import show_date
from desktop.reports import labels
from desktop.reports.furniture import Imprint, Signer
from desktop.reports.grid import Value
from desktop.reports.listing import Listing, listing_pdf, listing_workbook
from desktop.reports.output import Watch
from desktop.reports.table import Column

COLUMNS = (
    Column("Sổ, năm", 40),
    Column("Số đến", 16, "center"),
    Column("Ngày đến", 23, "center"),
    Column("Số, ký hiệu, cơ quan ban hành", 58),
    Column("Trích yếu", 62),
    Column("Tình trạng", 58),
)


@dataclass(frozen=True)
class Found:
    """What was found, and of what: ``period`` as printed under the title ("Năm 2026")."""

    entries: Sequence[Irregular]
    period: str


def void_list(imprint: Imprint, found: Found, watch: Watch | None = None) -> bytes:
    """Return the list as PDF."""
    return listing_pdf(imprint, _listing(found), watch)


def void_list_workbook(imprint: Imprint, found: Found) -> bytes:
    """Return the list as XLSX."""
    return listing_workbook(imprint, _listing(found), "Số hủy, số thiếu")


def _listing(found: Found) -> Listing:
    kinds = [entry.kind for entry in found.entries]
    ending = (
        f"Tổng cộng: {kinds.count('void')} số đã hủy, {kinds.count('missing')} số thiếu, "
        f"{kinds.count('late')} số vào sổ muộn, {kinds.count('incomplete')} số thiếu thông tin."
    )
    return Listing(
        "DANH SÁCH SỐ HỦY, SỐ THIẾU VÀ VÀO SỔ MUỘN",
        f"({found.period})",
        COLUMNS,
        [_values(entry) for entry in found.entries],
        "Không có số nào hủy, thiếu, hay vào sổ muộn.",
        (Signer("NGƯỜI LẬP"), Signer("THỦ TRƯỞNG CƠ QUAN")),
        ending if found.entries else "",
    )


def _values(entry: Irregular) -> list[Value]:
    letter = entry.letter
    head: list[Value] = [f"{entry.book}, {entry.year}", entry.number]
    if letter is None:
        return [*head, "", "", "", "THIẾU SỐ: không có trong sổ"]
    whose = ", ".join(part for part in (labels.symbol_of(letter).strip(), letter.issuer) if part)
    return [*head, letter.arrived_on, whose, letter.subject, _state(entry)]


def _state(entry: Irregular) -> str:
    day = show_date(entry.on)
    letter = entry.letter
    if entry.kind == "void":
        who = ", ".join(part for part in (entry.by, day) if part)
        return f"ĐÃ HỦY: {entry.reason}" + (f" ({who})" if who else "")
    parts = [f"Vào sổ muộn, ngày {day}"] if letter and letter.late else []
    parts += ["Thiếu thông tin"] if letter and letter.incomplete else []
    return ". ".join(parts)
