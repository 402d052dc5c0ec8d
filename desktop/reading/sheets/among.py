"""Weekly sheets among the pages of a scan, wherever they lie: told page by page, before a page is read as a letter's."""

from __future__ import annotations

import numpy as np

from desktop.core.returned import LoosePage, Returned, SheetPage
from desktop.reading import clean
from desktop.reading.sheets.finding import may_be_sheet
from desktop.reading.sheets.reading import glance, read_page
from desktop.reading.source import Source

_BLANK = 0.002  # share of ink on the back of a sheet
#: What a sheet's own text says, where a page has text and no picture (saved from a program, not scanned).
_TITLE = "PHIẾU GIAO VIỆC TUẦN"


class Sheets:
    """The pages of a scan that are sheets. ``at`` tells of one page; it is looked at once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._told: dict[int, SheetPage | LoosePage | None] = {}

    def at(self, number: int) -> SheetPage | LoosePage | None:
        """Return what a page is as a weekly sheet, None when it is none (1-based)."""
        if number not in self._told:
            self._told[number] = self._look(number)
        return self._told[number]

    def is_blank(self, number: int) -> bool:
        """Tell whether a page bears nothing: the back of a sheet."""
        return float(np.mean(clean.flatten_shade(glance(self._source.file, number)) < 140)) < _BLANK

    @property
    def any(self) -> bool:
        """Tell whether any page looked at so far is a sheet."""
        return any(page is not None for page in self._told.values())

    def returned(self, others: tuple[int, ...] = ()) -> Returned | None:
        """Return the sheets found, with the pages ``others`` that are neither sheets nor letters; None without any."""
        if not self.any:
            return None
        told = [page for _, page in sorted(self._told.items())]
        loose = [page for page in told if isinstance(page, LoosePage)]
        loose += [LoosePage(number, "other") for number in others]
        pages = tuple(page for page in told if isinstance(page, SheetPage))
        return Returned(pages, tuple(sorted(loose, key=lambda page: page.page)))

    def _look(self, number: int) -> SheetPage | LoosePage | None:
        source = self._source
        if self._told.get(number - 1) is not None:
            return read_page(source.file, number)
        said = source.embedded_text(number)
        if said is None:
            return read_page(source.file, number) if may_be_sheet(source.grey(number)[0]) else None
        if source.file.native_dpi(number) == 0 and _TITLE not in said.upper():
            return None
        return read_page(source.file, number)
