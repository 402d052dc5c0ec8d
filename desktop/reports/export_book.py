"""A workbook of plain rows, one sheet a table, written row by row so that a hundred thousand fit. No cell acts as a formula."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

_MOST_IN_CELL = 32_767
_MOST_ROWS = 1_048_000
_MOST_TITLE = 28
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "#")


class ExportBook:
    """Takes the sheets one after the other, then is saved; to be used in a ``with`` block."""

    def __init__(self) -> None:
        self._book = Workbook(write_only=True)

    def __enter__(self) -> ExportBook:
        return self

    def __exit__(self, *_: object) -> None:
        """End what was begun and not saved: each sheet is a temporary file until then."""
        for sheet in self._book.worksheets:
            unfinished: Any = sheet
            if not unfinished.closed:
                unfinished.close()
                unfinished._writer.cleanup()

    def add(self, title: str, keys: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
        """Add a sheet with ``keys`` as its first row; more rows than a sheet holds go on on another."""
        sheet = self._sheet(title, keys)
        part = 1
        for count, row in enumerate(rows, 1):
            if count % _MOST_ROWS == 0:
                part += 1
                sheet = self._sheet(f"{title} {part}", keys)
            sheet.append([self._cell(sheet, key, row.get(key)) for key in keys])

    def save(self, file: Path) -> None:
        """Write the workbook; OSError from the disk."""
        with file.open("wb") as stream:
            self._book.save(stream)

    def _sheet(self, title: str, keys: Sequence[str]) -> Any:
        sheet: Any = self._book.create_sheet(title[:_MOST_TITLE])
        sheet.freeze_panes = "A2"
        heads = []
        for key in keys:
            cell = WriteOnlyCell(sheet, key)
            cell.font = Font(bold=True)
            heads.append(cell)
        sheet.append(heads)
        return sheet

    def _cell(self, sheet: Any, key: str, value: object) -> object:
        if isinstance(value, list | dict):
            value = json.dumps(value, ensure_ascii=False)
        if not isinstance(value, str):
            return value
        day = _day(value) if key.endswith("_on") else None
        return day if day is not None else _text(sheet, value)


def _text(sheet: Any, value: str) -> object:
    """Text stays text, even when it begins like a formula."""
    words = ILLEGAL_CHARACTERS_RE.sub("", value)
    words = words if len(words) <= _MOST_IN_CELL else words[: _MOST_IN_CELL - 1] + "…"
    if not words.startswith(_FORMULA):
        return words
    cell = WriteOnlyCell(sheet, "")
    cell.value = words
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
