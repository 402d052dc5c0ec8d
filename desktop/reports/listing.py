"""A form that is one table under a title: on paper and in Excel from the same rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.lib.units import mm

from desktop.reports.flow import Flow
from desktop.reports.furniture import Imprint, Signer, feet, office_head, signatures
from desktop.reports.grid import Grid, Value, workbook_bytes
from desktop.reports.output import Watch, pdf_bytes
from desktop.reports.page import LANDSCAPE, Page
from desktop.reports.table import Column, Table
from desktop.reports.task_tables import shown_rows
from desktop.reports.typeset import BODY, BODY_ITALIC, SUBTITLE, TITLE


@dataclass(frozen=True)
class Listing:
    """``nothing`` is said when there is no row, ``ending`` under the table; ``numbers`` asks for the row (1) (2) …, ``foot`` is
    what stands at the foot instead of the title."""

    title: str
    subtitle: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    nothing: str
    signers: Sequence[Signer]
    ending: str = ""
    numbers: bool = False
    foot: str = ""


def listing_pdf(imprint: Imprint, listing: Listing, watch: Watch | None = None) -> bytes:
    """Return the listing as PDF. OfficeError: missing glyph, cancelled."""
    return pdf_bytes([_pages(imprint, listing, watch or Watch(len(listing.rows)))], listing.title, imprint.office.name)


def listing_workbook(imprint: Imprint, listing: Listing, sheet: str) -> bytes:
    """Return the listing as XLSX."""
    return workbook_bytes(imprint, [Grid(sheet, listing.title, listing.columns, listing.rows, listing.subtitle)])


def _pages(imprint: Imprint, listing: Listing, watch: Watch) -> Sequence[Page]:
    flow = Flow(LANDSCAPE)
    office_head(flow, imprint)
    flow.centred(listing.title, TITLE)
    if listing.subtitle:
        flow.centred(listing.subtitle, SUBTITLE)
    flow.gap(4 * mm)
    if listing.rows:
        Table(flow, listing.columns, numbers=listing.numbers).set(shown_rows(listing.rows), watch.step)
    else:
        flow.para(listing.nothing, BODY)
    if listing.ending:
        flow.gap(2 * mm)
        flow.para(listing.ending, BODY_ITALIC)
    signatures(flow, listing.signers)
    return feet(flow.pages, imprint, listing.foot or listing.title.capitalize())
