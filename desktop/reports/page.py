"""A page while it is laid out: texts, rules and boxes by place, in points from the top left; drawn when all is known.

Pages are values first and ink later, so that a page can say "2/3" and a code can name the rows that stand on it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.fonts import width_of
from desktop.reports.ink import Ink
from desktop.reports.typeset import Style

RULE = 0.6
_DOT = (0.6, 2.2)
_ASCENT = 0.78


@dataclass(frozen=True)
class Frame:
    """A paper and its margins, all in points."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - self.left - self.right

    @property
    def end(self) -> float:
        """Where the text's room ends at the foot, from the top."""
        return self.height - self.bottom


#: Decree 30/2020, annex I: A4, top and bottom 20-25, left 30-35, right 15-20 mm.
PORTRAIT = Frame(A4[0], A4[1], 30 * mm, 15 * mm, 20 * mm, 20 * mm)
#: Wide books: the binding edge on the left, the rest as narrow as the Decree lets it be.
LANDSCAPE = Frame(A4[1], A4[0], 25 * mm, 15 * mm, 20 * mm, 20 * mm)


class TextAt(NamedTuple):
    """A line of text: its left end and baseline."""

    font: str
    size: float
    x: float
    y: float
    text: str


class RowAt(NamedTuple):
    """Where the row of a thing (by its key) stands on a page, from the top."""

    key: int
    top: float
    bottom: float


class BoxAt(NamedTuple):
    """A box to tick: the key of its row, its name, and its place."""

    key: int
    name: str
    x: float
    y: float
    size: float


class WritingAt(NamedTuple):
    """A line to write on: the key of its row, and the room over it, from the top."""

    key: int
    x: float
    top: float


Rule = tuple[float, float, float, float]


@dataclass
class Page:
    """One page of a frame. ``bookmark`` is the entry of the file's contents that leads here, if any; ``notes`` the room
    to write freely in: left, top, right, bottom."""

    frame: Frame
    bookmark: str = ""
    texts: list[TextAt] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    dots: list[Rule] = field(default_factory=list)
    fills: list[Rule] = field(default_factory=list)
    boxes: list[BoxAt] = field(default_factory=list)
    rows: list[RowAt] = field(default_factory=list)
    writing: list[WritingAt] = field(default_factory=list)
    drawings: list[Callable[[Canvas], None]] = field(default_factory=list)
    notes: Rule | None = None

    def text(self, text: str, style: Style, x: float, top: float, width: float = 0.0) -> None:
        """Set one line whose room begins at ``top`` and runs from ``x`` over ``width``, on the style's side of it."""
        if style.align != "left":
            free = width - width_of(text, style.font) * style.size
            x += free if style.align == "right" else free / 2
        baseline = top + (style.leading - style.size) / 2 + _ASCENT * style.size
        self.texts.append(TextAt(style.font, style.size, x, baseline, text))

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a thin line."""
        self.rules.append((x0, y0, x1, y1))

    def dotted(self, x0: float, x1: float, y: float) -> None:
        """Draw a dotted line to write on."""
        self.dots.append((x0, y, x1, y))

    def fill(self, x: float, y: float, width: float, height: float) -> None:
        """Shade a rectangle lightly."""
        self.fills.append((x, y, width, height))


def draw(page: Page, ink: Ink) -> None:
    """Put a page on the canvas and end it there."""
    canvas, height = ink.canvas, page.frame.height
    canvas.setPageSize((page.frame.width, height))
    if page.bookmark:
        key = f"p{canvas.getPageNumber()}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(page.bookmark, key)
    _draw_fills(page, canvas)
    canvas.setLineWidth(RULE)
    ink.lines((x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in page.rules)
    ink.frames((box.x, height - box.y - box.size, box.size, box.size) for box in page.boxes)
    _draw_dots(page, ink)
    ink.texts((font, size, x, height - y, text) for font, size, x, y, text in page.texts)
    for drawing in page.drawings:
        canvas.saveState()
        drawing(canvas)
        canvas.restoreState()
    canvas.showPage()


def _draw_fills(page: Page, canvas: Canvas) -> None:
    if not page.fills:
        return
    canvas.setFillGray(0.92)
    for x, y, width, tall in page.fills:
        canvas.rect(x, page.frame.height - y - tall, width, tall, stroke=0, fill=1)
    canvas.setFillGray(0)


def _draw_dots(page: Page, ink: Ink) -> None:
    if not page.dots:
        return
    height = page.frame.height
    ink.canvas.setDash(*_DOT)
    ink.lines((x0, height - y0, x1, height - y1) for x0, y0, x1, y1 in page.dots)
    ink.canvas.setDash()
