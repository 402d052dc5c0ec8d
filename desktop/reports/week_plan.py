"""Kế hoạch tuần: the plan table of one week (STT, Nhiệm vụ, Chủ trì, Phối hợp, Kết quả/Sản phẩm, Thời gian, Ghi chú)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.core.calendar import Week
from desktop.core.records import Task
from desktop.reports import labels
from desktop.reports.docx_page import Document
from desktop.reports.furniture import Imprint, Signer
from desktop.reports.listing import Listing, listing_pdf, listing_workbook
from desktop.reports.output import Watch
from desktop.reports.task_tables import PLAN, plan_values

_SIGNERS = (Signer("NGƯỜI LẬP"), Signer("CHỦ TỊCH", hint="(Ký duyệt)"))


@dataclass(frozen=True)
class Plan:
    """The work of a week; of one unit when ``unit`` names it."""

    week: Week
    tasks: Sequence[Task]
    unit: str = ""


def week_plan(imprint: Imprint, plan: Plan, watch: Watch | None = None) -> bytes:
    """Return the plan as PDF. OfficeError: missing glyph, cancelled."""
    return listing_pdf(imprint, _listing(plan), watch)


def week_plan_workbook(imprint: Imprint, plan: Plan) -> bytes:
    """Return the plan as XLSX."""
    return listing_workbook(imprint, _listing(plan), "Kế hoạch")


def week_plan_document(imprint: Imprint, plan: Plan) -> bytes:
    """Return the plan as DOCX, to be edited before it is signed."""
    listing = _listing(plan)
    paper = Document(imprint, listing.title, landscape=True)
    paper.head()
    paper.title(listing.title, listing.subtitle)
    if listing.rows:
        paper.table(PLAN, listing.rows)
        paper.para(listing.ending, italic=True)
    else:
        paper.para(listing.nothing)
    paper.signatures(_SIGNERS)
    return paper.bytes()


def _listing(plan: Plan) -> Listing:
    rows = plan_values(plan.tasks)
    of = f" CỦA {plan.unit.upper()}" if plan.unit else ""
    return Listing(
        f"KẾ HOẠCH CÔNG TÁC TUẦN {plan.week.number}{of}",
        f"({labels.period_text(plan.week.monday, plan.week.sunday)})",
        PLAN,
        rows,
        "Chưa có nhiệm vụ cho tuần này.",
        _SIGNERS,
        f"Tổng cộng: {len(rows)} nhiệm vụ." if rows else "",
        foot=f"Kế hoạch công tác tuần {plan.week.number}" + (f", {plan.unit}" if plan.unit else ""),
    )
