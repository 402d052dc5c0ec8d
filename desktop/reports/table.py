"""Ruled tables: columns in millimetres, cells of texts, writing lines and boxes; headers repeat, rows break well.

A row is kept whole where it can be: one that does not fit goes to the next page, unless it is so tall that a page
would be left half empty; then it is parted between two lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from reportlab.lib.units import mm

from desktop.core.sheet_code import BOX_SIZE, BOX_STEP, LINE_OVER, LINE_STEP
from desktop.reports.flow import Flow
from desktop.reports.fonts import width_of
from desktop.reports.page import BoxAt, Page, RowAt, WritingAt
from desktop.reports.typeset import CELL, HEAD_CELL, Align, Style, wrap

PAD_X = 1.3 * mm
PAD_Y = 0.9 * mm
BOX = BOX_SIZE * mm
_BOX_LINE = BOX_STEP * mm
_WRITING_LINE = LINE_STEP * mm
#: More than this share of a page is not left empty for the sake of keeping a row whole.
_WASTED = 0.35
_LEAST_PART = 3 * CELL.leading


@dataclass(frozen=True)
class Column:
    """A column: its head, its width in millimetres, and the side its texts keep to."""

    title: str
    width: float
    align: Align = "left"


@dataclass(frozen=True)
class Para:
    """A paragraph in a cell."""

    text: str
    style: Style = CELL


@dataclass(frozen=True)
class Dots:
    """Dotted lines in a cell, to write on."""

    lines: int = 1


@dataclass(frozen=True)
class Boxes:
    """Boxes to tick under one another, each (name, label)."""

    labels: tuple[tuple[str, str], ...]


Part = Para | Dots | Boxes
Cell = str | Part | Sequence[Part]


@dataclass(frozen=True)
class Row:
    """A row of cells, one a column. ``key`` marks whose row it is; ``struck`` draws a line through a voided entry,
    except through the cells named in ``unstruck``."""

    cells: Sequence[Cell]
    key: int = 0
    struck: bool = False
    unstruck: frozenset[int] = frozenset()
    bold: bool = False


@dataclass(frozen=True)
class Band:
    """A row over all columns: the head of a group."""

    text: str
    style: Style = field(default_factory=lambda: HEAD_CELL.to("left"))


class Item(Protocol):
    """One line of a cell."""

    @property
    def height(self) -> float: ...

    def draw(self, page: Page, x: float, y: float, width: float, row: Row, /) -> None: ...


@dataclass(frozen=True)
class _TextItem:
    text: str
    style: Style

    @property
    def height(self) -> float:
        return self.style.leading

    def draw(self, page: Page, x: float, y: float, width: float, _row: Row) -> None:
        page.text(self.text, self.style, x, y, width)


@dataclass(frozen=True)
class _DotItem:
    height: float = _WRITING_LINE

    def draw(self, page: Page, x: float, y: float, width: float, row: Row) -> None:
        page.dotted(x, x + width, y + self.height - LINE_OVER * mm)
        page.writing.append(WritingAt(row.key, x, y))


@dataclass(frozen=True)
class _BoxItem:
    name: str
    label: str
    height: float = _BOX_LINE

    def draw(self, page: Page, x: float, y: float, _width: float, row: Row) -> None:
        top = y + (self.height - BOX) / 2
        page.boxes.append(BoxAt(row.key, self.name, x, top, BOX))
        page.text(self.label, CELL, x + BOX + 1.2 * mm, y + (self.height - CELL.leading) / 2)


_Cells = list[list[Item]]


class Table:
    """A table being set into a flow. ``numbers`` adds the row (1) (2) … under the heads."""

    def __init__(self, flow: Flow, columns: Sequence[Column], *, numbers: bool = False, style: Style = CELL) -> None:
        self._flow = flow
        self._columns = columns
        plain = [style.to(column.align) for column in columns]
        bold = [Style(HEAD_CELL.font, one.size, one.leading, one.align) for one in plain]
        self._styles = {False: plain, True: bold}
        self._xs = [flow.left]
        for column in columns:
            self._xs.append(self._xs[-1] + column.width * mm)
        assert self._xs[-1] <= flow.left + flow.frame.inner + 0.5, "the columns are wider than the paper"
        self._head = [self._items(column.title, HEAD_CELL, n) for n, column in enumerate(columns)]
        self._numbers = [self._items(f"({n})", HEAD_CELL, n - 1) for n in range(1, len(columns) + 1)] if numbers else []
        self._verticals_from: float | None = None
        self._fresh = True  # no row stands under the head yet

    def set(self, rows: Iterable[Row | Band], step: Callable[[], None] | None = None) -> None:
        """Set the heads, then the rows; ``step`` is called after each row."""
        flow = self._flow
        flow.need(self._head_height + 2 * _LEAST_PART)
        self._draw_head()
        for row in rows:
            if isinstance(row, Band):
                self._band(row)
            else:
                self._row(row)
            if step is not None:
                step()
        self._close()

    @property
    def _head_height(self) -> float:
        return _height(self._head) + (_height(self._numbers) if self._numbers else 0.0)

    def _row(self, row: Row) -> None:
        rest = [self._cell(cell, n, row) for n, cell in enumerate(row.cells)]
        while True:
            height = _height(rest)
            if height <= self._flow.room:
                self._draw_row(rest, height, row)
                return
            body = self._flow.frame.end - self._flow.frame.top - self._head_height
            wasted = self._flow.room
            if wasted < 2 * _LEAST_PART or (height <= body and wasted <= _WASTED * body and not self._fresh):
                self._next_page()
                continue
            rest = self._part(rest, row)  # a head that would stand alone gets as much of the row as there is room for
            self._next_page()

    def _part(self, cells: _Cells, row: Row) -> _Cells:
        """Draw what fits of a row on this page and return what is left of it."""
        fits: _Cells = []
        left: _Cells = []
        for cell in cells:
            count = _count_fitting(cell, self._flow.room - 2 * PAD_Y)
            fits.append(cell[:count])
            left.append(cell[count:])
        self._draw_row(fits, self._flow.room, row)
        return left

    def _draw_row(self, cells: _Cells, height: float, row: Row) -> None:
        flow = self._flow
        page, top = flow.page, flow.y
        if self._verticals_from is None:
            self._verticals_from = top
        for n, cell in enumerate(cells):
            self._draw_cell(cell, n, top + PAD_Y, row)
        if row.key:
            page.rows.append(RowAt(row.key, top, top + height))
        flow.y += height
        self._fresh = False
        page.rule(self._xs[0], flow.y, self._xs[-1], flow.y)

    def _draw_cell(self, cell: list[Item], n: int, y: float, row: Row) -> None:
        page = self._flow.page
        x, width = self._inner(n)
        for item in cell:
            item.draw(page, x, y, width, row)
            if row.struck and n not in row.unstruck and isinstance(item, _TextItem):
                _strike(page, item, x, y, width)
            y += item.height

    def _band(self, band: Band) -> None:
        flow = self._flow
        width = self._xs[-1] - self._xs[0] - 2 * PAD_X
        lines = wrap(band.text, band.style, width)
        height = len(lines) * band.style.leading + 2 * PAD_Y
        if flow.room < height + 2 * _LEAST_PART:
            self._next_page()
        self._end_verticals()
        page, top = flow.page, flow.y
        for n, line in enumerate(lines):
            page.text(line, band.style, self._xs[0] + PAD_X, top + PAD_Y + n * band.style.leading, width)
        flow.y += height
        for x in (self._xs[0], self._xs[-1]):
            page.rule(x, top, x, flow.y)
        page.rule(self._xs[0], flow.y, self._xs[-1], flow.y)

    def _draw_head(self) -> None:
        flow = self._flow
        flow.page.rule(self._xs[0], flow.y, self._xs[-1], flow.y)
        flow.page.fill(self._xs[0], flow.y, self._xs[-1] - self._xs[0], self._head_height)
        for cells in (self._head, self._numbers):
            if cells:
                self._draw_row(_centred(cells), _height(cells), Row(()))
        self._fresh = True

    def _next_page(self) -> None:
        self._close()
        self._flow.new_page()
        self._draw_head()

    def _close(self) -> None:
        self._end_verticals()

    def _end_verticals(self) -> None:
        if self._verticals_from is not None:
            for x in self._xs:
                self._flow.page.rule(x, self._verticals_from, x, self._flow.y)
        self._verticals_from = None

    def _inner(self, n: int) -> tuple[float, float]:
        return self._xs[n] + PAD_X, self._xs[n + 1] - self._xs[n] - 2 * PAD_X

    def _cell(self, cell: Cell, n: int, row: Row) -> list[Item]:
        if isinstance(cell, str):
            return self._items(cell, self._styles[row.bold][n], n)
        parts = [cell] if isinstance(cell, Para | Dots | Boxes) else cell
        return [item for part in parts for item in self._part_items(part, n)]

    def _part_items(self, part: Part, n: int) -> list[Item]:
        if isinstance(part, Dots):
            return [_DotItem()] * part.lines
        if isinstance(part, Boxes):
            return [_BoxItem(name, label) for name, label in part.labels]
        return self._items(part.text, part.style, n)

    def _items(self, text: str, style: Style, n: int) -> list[Item]:
        _, width = self._inner(n)
        return [_TextItem(line, style) for line in wrap(text, style, width)]


def _strike(page: Page, item: _TextItem, x: float, y: float, width: float) -> None:
    long = width_of(item.text, item.style.font) * item.style.size
    start = x + {"left": 0.0, "center": (width - long) / 2, "right": width - long}[item.style.align]
    page.rule(start, y + item.height * 0.55, start + long, y + item.height * 0.55)


def _height(cells: _Cells) -> float:
    tallest = max((sum(item.height for item in cell) for cell in cells), default=0.0)
    return max(tallest, CELL.leading) + 2 * PAD_Y


def _count_fitting(cell: list[Item], room: float) -> int:
    used = 0.0
    for n, item in enumerate(cell):
        used += item.height
        if used > room:
            return n
    return len(cell)


@dataclass(frozen=True)
class _Space:
    height: float

    def draw(self, page: Page, x: float, y: float, width: float, row: Row) -> None:
        """Nothing stands here."""


def _centred(cells: _Cells) -> _Cells:
    """Return the head's cells moved down to the middle of the tallest."""
    tall = max(sum(item.height for item in cell) for cell in cells)
    return [[_Space((tall - sum(item.height for item in cell)) / 2), *cell] for cell in cells]
