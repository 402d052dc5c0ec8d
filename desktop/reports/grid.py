"""A form's rows as plain values, for Excel: heads, widths, cells. A value is never taken for a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet
from reportlab.lib.units import mm

from desktop.core.errors import StorageError
from desktop.reports.fonts import BOLD, width_of
from desktop.reports.furniture import Imprint
from desktop.reports.table import Column

Value = str | int | float | date | None

_FACE = "Times New Roman"
_MM_A_CHARACTER = 2.0
_THIN = Side(style="thin")
_RULED = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_SHADE = PatternFill("solid", fgColor="EBEBEB")
_MOST_IN_CELL = 32767
_TITLE_ROWS = 3
_SIZE = 11.0
_TALLEST = 409.0  # points: more Excel does not take
_SHOWN = 0.92  # of a column's millimetres, what is left for text in a column so many characters wide
_BLANK, _GUESSED = 0.25, 0.5  # widths at size 1
_PAGE = 440.0  # points of a landscape page between its margins
_LEAST_BARS = 2  # a single bar and its total say nothing


@dataclass(frozen=True)
class Grid:
    """One sheet of a workbook. ``struck`` holds the indexes of voided rows; ``landscape`` is how it prints; ``bars``:
    the columns (from 0) drawn as a stacked bar chart under the table, by the names in column 1, without the total."""

    name: str
    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    subtitle: str = ""
    struck: frozenset[int] = frozenset()
    landscape: bool = True
    bars: tuple[int, ...] = ()


def workbook_bytes(imprint: Imprint, grids: Sequence[Grid]) -> bytes:
    """Return an XLSX file with one sheet a grid, set to print on A4 with its heads repeated."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title = grids[0].title
    book.properties.creator = imprint.office.name
    moment = datetime.combine(imprint.printed_on, datetime.min.time())
    book.properties.created = moment
    book.properties.modified = moment
    for grid in grids:
        _fill(book.create_sheet(grid.name), imprint, grid)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _fill(sheet: Worksheet, imprint: Imprint, grid: Grid) -> None:
    wide = len(grid.columns)
    for row, text in enumerate((imprint.office.name, grid.title, grid.subtitle), 1):
        cell = put(sheet, row, 1, text)
        cell.font = Font(name=_FACE, size=14 if row == 2 else 12, bold=row < 3, italic=row == 3)
        cell.alignment = Alignment(horizontal="center" if row > 1 else "left", vertical="center", wrap_text=row > 1)
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=wide)
    for n, column in enumerate(grid.columns, 1):
        put(sheet, _TITLE_ROWS + 1, n, column.title, _look(sheet, "center", bold=True))
        sheet.column_dimensions[get_column_letter(n)].width = max(6.0, column.width / _MM_A_CHARACTER)
    looks = [[_look(sheet, column.align, struck=struck) for column in grid.columns] for struck in (False, True)]
    for index, values in enumerate(grid.rows):
        total = bool(grid.bars) and index == len(grid.rows) - 1
        for n, value in enumerate(values, 1):
            look = looks[index in grid.struck][n - 1]
            put(sheet, _TITLE_ROWS + 2 + index, n, value, _look(sheet, "center", bold=True) if total else look)
    _heights(sheet, grid)
    if grid.bars and len(grid.rows) > _LEAST_BARS:
        _chart(sheet, grid)
    _print_setup(sheet, imprint, grid)


def _heights(sheet: Worksheet, grid: Grid) -> None:
    """Give each row the height its text needs: not every program that opens the file does so by itself."""
    whole = sum(column.width for column in grid.columns)
    for row, (text, size) in enumerate(((grid.title, 14.0), (grid.subtitle, 12.0)), 2):
        sheet.row_dimensions[row].height = _tall([text], [whole], size)
    widths = [column.width for column in grid.columns]
    heads = [column.title for column in grid.columns]
    for row, values in enumerate((heads, *grid.rows), _TITLE_ROWS + 1):
        sheet.row_dimensions[row].height = min(_TALLEST, _tall(values, widths, _SIZE))


def _tall(values: Sequence[Value], widths: Sequence[float], size: float) -> float:
    """Return the height in points of the tallest of some texts, each in its column (width in millimetres)."""
    texts = ((value, width) for value, width in zip(values, widths, strict=True) if isinstance(value, str) and value)
    most = max((_lines(text, (width * _SHOWN - 1) * mm / size) for text, width in texts), default=1)
    return most * size * 1.27 + 3


@lru_cache(maxsize=4096)
def _lines(text: str, width: float) -> int:
    return sum(_lines_of(part, width) for part in text.split("\n"))


def _lines_of(text: str, width: float) -> int:
    """Count the lines of a paragraph, ``width`` in units of the type's size; words are never parted."""
    lines, used = 1, 0.0
    for word in text.split():
        wide = _width(word)
        if used and used + _BLANK + wide > width:
            lines, used = lines + 1, 0.0
        used += (_BLANK if used else 0.0) + wide
        lines, used = lines + int(used // width), used % width if used > width else used
    return lines


def _width(word: str) -> float:
    try:
        return width_of(word, BOLD)
    except StorageError:  # a workbook needs no font of this machine's; then the width is guessed
        return _GUESSED * len(word)


def _chart(sheet: Worksheet, grid: Grid) -> None:
    head, last = _TITLE_ROWS + 1, _TITLE_ROWS + len(grid.rows)
    chart: Any = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "bar", "stacked", 100, 40
    for column in grid.bars:
        chart.add_data(Reference(sheet, column + 1, head, column + 1, last), titles_from_data=True)
    chart.set_categories(Reference(sheet, 2, head + 1, 2, last))
    chart.y_axis.delete = chart.x_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"  # the first row stands on top, as in the table
    chart.y_axis.crosses, chart.y_axis.number_format = "max", "0"
    chart.legend = chart.legend if len(grid.bars) > 1 else None
    chart.width, chart.height = 24, min(16, 4 + 0.6 * (last - head))
    sheet.add_chart(chart, f"B{last + 3}")
    used = sum(sheet.row_dimensions[row].height or _SIZE * 1.4 for row in range(1, last + 3))
    if used + chart.height * 10 * mm > _PAGE:
        sheet.row_breaks.append(Break(id=last + 1))


def put(sheet: Worksheet, row: int, column: int, value: Value, look: str = "Normal") -> Cell:
    """Set a value in a style; text stays text even when it begins like a formula (= + - @)."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.style = look
    if isinstance(value, str):
        text = ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_IN_CELL]
        cell.value = text
        if text:
            cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@", "\t", "\r"))
    else:
        cell.value = value
        if isinstance(value, date):
            cell.number_format = "DD/MM/YYYY"
    return cell


def _look(sheet: Worksheet, side: str, *, bold: bool = False, struck: bool = False) -> str:
    """Return the name of a ruled cell's style, made once a book: a style set cell by cell takes four times as long."""
    name = f"Ô {side}{' đậm' if bold else ''}{' hủy' if struck else ''}"
    book: Any = sheet.parent
    if name not in book.named_styles:
        style = NamedStyle(name, Font(name=_FACE, size=11, bold=bold, strike=struck), border=_RULED)
        style.alignment = Alignment(horizontal=side, vertical="center" if bold else "top", wrap_text=True)
        if bold:
            style.fill = _SHADE
        book.add_named_style(style)
    return name


def _print_setup(sheet: Worksheet, imprint: Imprint, grid: Grid) -> None:
    sheet.print_title_rows = f"{_TITLE_ROWS + 1}:{_TITLE_ROWS + 1}"
    sheet.freeze_panes = f"A{_TITLE_ROWS + 2}"
    sheet.page_setup.paperSize = "9"
    sheet.page_setup.orientation = "landscape" if grid.landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
    footer: Any = sheet.oddFooter
    footer.left.text = imprint.office.name.replace("&", "&&")
    footer.right.text = "Trang &P/&N"
