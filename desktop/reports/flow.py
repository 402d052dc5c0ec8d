"""Text and tables flowing down a page and on to the next ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportlab.lib.units import mm

from desktop.core.sheet_code import NOTES_OVER, NOTES_STEP
from desktop.reports.fonts import width_of
from desktop.reports.page import Frame, Page
from desktop.reports.typeset import BODY, Style, balanced, wrap

#: Between two lines to write on by hand.
WRITING = NOTES_STEP * mm
_OVER = NOTES_OVER * mm
Opener = Callable[["Flow"], None]


class Flow:
    """The pages of one printed thing, filled from the top. ``opener`` sets what every page after the first begins with."""

    def __init__(self, frame: Frame, opener: Opener | None = None) -> None:
        self.frame = frame
        self.pages: list[Page] = []
        self._opener = opener
        self.new_page()

    @property
    def page(self) -> Page:
        """The page being filled."""
        return self.pages[-1]

    @property
    def room(self) -> float:
        """How much height is left on this page."""
        return self.frame.end - self.y

    @property
    def left(self) -> float:
        return self.frame.left

    def new_page(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append(Page(self.frame))
        self.y = self.frame.top
        if self._opener is not None and len(self.pages) > 1:
            self._opener(self)

    def need(self, height: float) -> None:
        """Go to a new page unless ``height`` is left on this one."""
        if self.room < height:
            self.new_page()

    def gap(self, height: float) -> None:
        """Leave blank height; at the foot of a page it is not carried over."""
        self.y = min(self.y + height, self.frame.end)

    def para(self, text: str, style: Style = BODY, indent: float = 0.0) -> None:
        """Set a paragraph over the whole width less ``indent``."""
        width = self.frame.inner - indent
        for line in wrap(text, style, width):
            self.need(style.leading)
            self.page.text(line, style, self.left + indent, self.y, width)
            self.y += style.leading

    def centred(self, text: str, style: Style, inset: float = 0.0) -> None:
        """Set a title: centred, in lines of nearly the same length, ``inset`` from both margins, never parted."""
        lines = balanced(text, style, self.frame.inner - 2 * inset)
        self.need(len(lines) * style.leading)
        for line in lines:
            self.page.text(line, style.to("center"), self.left + inset, self.y, self.frame.inner - 2 * inset)
            self.y += style.leading

    def writing_lines(self, count: int) -> None:
        """Leave dotted lines to write on, over the whole width."""
        for _ in range(count):
            self.need(WRITING)
            self.y += WRITING
            self.page.dotted(self.left, self.left + self.frame.inner, self.y - _OVER)

    def labelled_dots(self, label: str, style: Style, lines: int = 1) -> None:
        """Set a label and a dotted line after it up to the margin, then ``lines - 1`` whole ones."""
        self.need(WRITING)
        shown = wrap(label, style, self.frame.inner)
        for line in shown:
            self.page.text(line, style, self.left, self.y + WRITING - style.leading - 0.3 * mm)
            self.y += WRITING
        end = self.left + width_of(shown[-1], style.font) * style.size + 1.5 * mm
        self.page.dotted(end, self.left + self.frame.inner, self.y - _OVER)
        self.writing_lines(lines - 1)


def columns_of_text(
    page: Page, x: float, y: float, width: float, parts: Sequence[tuple[str, Style]], *, even: bool = True
) -> float:
    """Set texts under one another in a column and return where the column ends."""
    for text, style in parts:
        for line in balanced(text, style, width) if even else wrap(text, style, width):
            page.text(line, style, x, y, width)
            y += style.leading
    return y
