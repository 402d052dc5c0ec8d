"""Small charts for the statistics, drawn as vectors: bars by name, bars by month."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import Color, black, white
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.flow import Flow
from desktop.reports.fonts import BOLD, REGULAR, check_glyphs, clean, width_of

#: Told apart on a black-and-white printer too: done in grey, under way light, late black, the rest white.
SHADES = (Color(0.45, 0.45, 0.45), Color(0.8, 0.8, 0.8), Color(0.1, 0.1, 0.1), white)
_BAR = 5.2 * mm
_GAP = 2.2 * mm
_SIZE = 10.5
_LEGEND = 9 * mm

Bar = tuple[str, Sequence[int]]


def bars(flow: Flow, rows: Sequence[Bar], legend: Sequence[str], *, label_width: float = 62 * mm) -> None:
    """Set lying bars, one a row, each stacked of the legend's parts; a row is (name, one count a part).

    A single bar would say nothing and is left out."""
    most = max((sum(counts) for _, counts in rows), default=0)
    if most == 0 or len(rows) < 2:
        return
    height = len(rows) * (_BAR + _GAP) + (_LEGEND if len(legend) > 1 else 0)
    flow.need(height + 2 * mm)
    width = flow.frame.inner
    drawing = Drawing(width, height)
    y = height - _BAR
    for name, counts in rows:
        _bar(drawing, name, counts, y, label_width, (width - label_width - 14 * mm) / most)
        y -= _BAR + _GAP
    if len(legend) > 1:
        _legend(drawing, legend, label_width)
    drawing.add(Line(label_width, height, label_width, height - len(rows) * (_BAR + _GAP) + _GAP, strokeWidth=0.6))
    x, top = flow.left, flow.page.frame.height - flow.y - height

    def draw(canvas: Canvas) -> None:
        renderPDF.draw(drawing, canvas, x, top)

    flow.page.drawings.append(draw)
    flow.y += height + 2 * mm


def _bar(drawing: Drawing, name: str, counts: Sequence[int], y: float, left: float, unit: float) -> None:
    _string(drawing, left - 2 * mm, y + 1.4 * mm, _fit(name, left - 3 * mm), "end")
    x = left
    for count, shade in zip(counts, SHADES, strict=False):
        if count:
            _box(drawing, (x, y, count * unit, _BAR), shade)
            x += count * unit
    _string(drawing, x + 1.5 * mm, y + 1.4 * mm, str(sum(counts)), "start", BOLD)


def _legend(drawing: Drawing, legend: Sequence[str], x: float) -> None:
    for name, shade in zip(legend, SHADES, strict=False):
        _box(drawing, (x, 1 * mm, 4 * mm, 4 * mm), shade)
        _string(drawing, x + 5.5 * mm, 1.8 * mm, name, "start")
        x += 5.5 * mm + width_of(clean(name), REGULAR) * _SIZE + 7 * mm


def _box(drawing: Drawing, place: tuple[float, float, float, float], shade: Color) -> None:
    look: dict[str, Any] = {"fillColor": shade, "strokeColor": black, "strokeWidth": 0.4}
    drawing.add(Rect(*place, **look))


def _string(
    drawing: Drawing, x: float, y: float, text: str, anchor: Literal["start", "end"], font: str = REGULAR
) -> None:
    tidy = clean(text)
    check_glyphs(tidy, font)
    drawing.add(String(x, y, tidy, fontName=font, fontSize=_SIZE, textAnchor=anchor))


def _fit(name: str, width: float) -> str:
    """A bar's name is short: the table under the chart has it in full."""
    tidy = clean(name)
    if width_of(tidy, REGULAR) * _SIZE <= width:
        return tidy
    while tidy and width_of(tidy + "…", REGULAR) * _SIZE > width:
        tidy = tidy[:-1]
    return tidy.rstrip() + "…"
