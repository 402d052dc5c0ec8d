"""Danh sách nhiệm vụ quá hạn: who, what, how late, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.core.names import show_date
from desktop.core.records import Task
from desktop.reports.furniture import Imprint, Signer
from desktop.reports.listing import Listing, listing_pdf, listing_workbook
from desktop.reports.task_tables import OVERDUE, overdue_values


@dataclass(frozen=True)
class Late:
    """Open tasks as they stand on ``day``; those that are not late are left out."""

    tasks: Sequence[Task]
    day: date


def overdue(imprint: Imprint, late: Late) -> bytes:
    """Return the list as PDF."""
    return listing_pdf(imprint, _listing(late))


def overdue_workbook(imprint: Imprint, late: Late) -> bytes:
    """Return the list as XLSX."""
    return listing_workbook(imprint, _listing(late), "Quá hạn")


def _listing(late: Late) -> Listing:
    rows = overdue_values(late.tasks)
    people = len({row[3] for row in rows})
    return Listing(
        "DANH SÁCH NHIỆM VỤ QUÁ HẠN",
        f"(tính đến ngày {show_date(late.day)})",
        OVERDUE,
        rows,
        "Không có nhiệm vụ quá hạn.",
        (Signer("NGƯỜI LẬP DANH SÁCH"), Signer("CHỦ TỊCH", hint="(Ký, cho ý kiến)")),
        f"Tổng cộng: {len(rows)} nhiệm vụ của {people} người." if rows else "",
    )
