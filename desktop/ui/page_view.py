"""The scan's pages, one under the other, with marks on them: quick to page, to zoom and to find a place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedLayout, QToolButton, QVBoxLayout, QWidget

from desktop.core.words import Text, say, tr
from desktop.ui import theme
from desktop.ui.icons import icon
from desktop.ui.marks import Mark
from desktop.ui.page_canvas import PageCanvas
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.page_source import turned_back
from desktop.ui.page_strip import PageStrip
from desktop.ui.widgets import fill, label, row, tool_button

#: the buttons from the most used to the rarest, which is left to menu and keyboard where there is no room
_BY_USE = ("next", "previous", "zoom-in", "zoom-out", "fit-width", "thumbnails", "fit-page", "rotate")
#: below this width the small pages leave all room to the large one, unless somebody asks for them
_STRIP_LEAST = 640


class PageView(QWidget):
    """Shows a scan. ``PageView(context.pages, parent)``; pages are numbered from 1.

    ``mark_clicked`` tells which mark was clicked, ``page_changed`` the page in view. A file that cannot be drawn is
    told in words in its place.
    """

    mark_clicked = Signal(str)
    page_changed = Signal(int)

    def __init__(self, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._message: Text | None = None
        self._rotations: list[int] = []
        self._turns: dict[int, int] = {}  # degrees that a person turned a page further, on the screen only
        self._marks: list[Mark] = []
        self._shown: tuple[Path, int, int | None] | None = None
        self.canvas = PageCanvas(renderer)
        self.canvas.mark_clicked.connect(self.mark_clicked)
        self.canvas.page_changed.connect(self._page_came)
        self.canvas.loaded.connect(self._loaded)
        self.strip = PageStrip(renderer)
        self.strip.chosen.connect(self.go_to_page)
        self._strip_wanted: bool | None = None
        self._words = label("soft", wrap=True, centre=True)
        self._build()
        self.retranslate()

    def _build(self) -> None:
        self._buttons = {
            "thumbnails": tool_button("thumbnails", self.toggle_strip),
            "previous": tool_button("previous", lambda: self.turn_page(-1)),
            "next": tool_button("next", lambda: self.turn_page(1)),
            "zoom-out": tool_button("zoom-out", lambda: self.canvas.zoom(-1)),
            "zoom-in": tool_button("zoom-in", lambda: self.canvas.zoom(1)),
            "fit-width": tool_button("fit-width", lambda: self.canvas.fit_to("width")),
            "fit-page": tool_button("fit-page", lambda: self.canvas.fit_to("page")),
            "rotate": tool_button("rotate", self.rotate),
        }
        self._where = label("soft", centre=True)
        b = self._buttons
        margins = (theme.GAP, theme.GRID, theme.GAP, theme.GRID)
        paging = row(b["thumbnails"], b["previous"], self._where, b["next"], None, gap=theme.GRID, margins=margins)
        for name in ("zoom-out", "zoom-in", "fit-width", "fit-page", "rotate"):
            paging.addWidget(b[name])
        self._paging = paging
        self._stack = QStackedLayout()
        self._stack.addWidget(self._words)
        self._stack.addWidget(self.canvas)
        layout = QVBoxLayout(self)
        fill(layout, (paging,), 0)
        below = row(self.strip, gap=0)
        below.addLayout(self._stack, 1)
        layout.addLayout(below, 1)

    def add_tool(self, name: str, run: Callable[[], object]) -> QToolButton:
        """Add a button (named by its icon) behind the others; the caller gives it its words."""
        button = self._buttons[name] = tool_button(name, run)
        self._paging.addWidget(button)
        return button

    # -- what is shown ---------------------------------------------------------------------------------------------

    def show_file(
        self, path: Path | None, rotations: Sequence[int] = (), *, first_page: int = 1, last_page: int | None = None
    ) -> None:
        """Show pages ``first_page`` to ``last_page`` of a scan; nothing for None.

        ``rotations``: degrees clockwise that set each page upright. The same file again keeps the place and the zoom.
        """
        wanted = (path, first_page, last_page) if path else None
        if wanted == self._shown and list(rotations) == self._rotations:
            return
        self._shown = wanted
        self._rotations, self._turns = list(rotations), {}
        self._say(None)
        self._show()

    def show_message(self, text: Text) -> None:
        """Show words where the page would be (why there is none, or what to do)."""
        self._shown = None
        self.canvas.show_scan(None, 1, None)
        self._say(text)
        self._page_came(0)

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks instead of the former ones."""
        self._marks = list(marks)
        self._place_marks()

    def _place_marks(self) -> None:
        """Turn the marks with their pages."""
        placed = (replace(m, box=turned_back(m.box, -self._turns.get(m.page, 0))) for m in self._marks)
        self.canvas.set_marks(list(placed))

    def go_to(self, mark_id: str, *, flash: bool = False) -> None:
        """Bring a mark into view and make it stand out (``flash``: it blinks a few times, so that the eye finds it); for
        an unknown one only the former choice is taken back. While the pages are being opened it is kept in mind."""
        self.canvas.choose(mark_id, flash=flash)

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page into view."""
        self.canvas.go_to_page(page)

    def seek(self, sought: str) -> None:
        """Mark the words that a search asked for, and bring the first into view; "" takes the marks away."""
        self.canvas.seek(sought)

    def selected_text(self) -> str:
        """Return the text chosen on the pages with the mouse; "" when none is."""
        return self.canvas.selected_text()

    def turn_page(self, steps: int) -> None:
        """Go so many pages on (back when negative)."""
        self.canvas.go_to_page(self.canvas.current_page() + steps)

    def toggle_strip(self) -> None:
        """Show the small pages, or hide them."""
        self._strip_wanted = self.strip.isHidden()
        self._show_strip()

    def _show_strip(self) -> None:
        several = len(self.canvas.pages()) > 1
        wanted = self.width() >= _STRIP_LEAST if self._strip_wanted is None else self._strip_wanted
        self.strip.setVisible(several and wanted and self._message is None)

    def rotate(self) -> None:
        """Turn the page in view a quarter clockwise, on the screen only."""
        page = self.canvas.current_page()
        if self._shown is None or not page:
            return
        self._turns[page] = (self._turns.get(page, 0) + 90) % 360
        self._show(page)
        self._place_marks()

    def _scan(self) -> ScanFile | None:
        """The scan shown, with every page as it is turned now."""
        if self._shown is None:
            return None
        pages = max(len(self._rotations), *self._turns, 0)
        turns = [self._turns.get(page, 0) for page in range(1, pages + 1)]
        given = self._rotations + [0] * (pages - len(self._rotations))
        return ScanFile(self._shown[0], tuple((a + b) % 360 for a, b in zip(given, turns, strict=True)))

    def _show(self, at: int = 0) -> None:
        if self._shown is None:
            self.canvas.show_scan(None, 1, None)
            self._page_came(0)
            return
        _path, first, last = self._shown
        self.canvas.show_scan(self._scan(), first, last, at=at)

    def _loaded(self, pages: int) -> None:
        self.strip.show_pages(self._scan(), self.canvas.pages())
        self._show_strip()
        if not pages:
            self._say(tr("Không hiển thị được tệp này."))

    def _say(self, text: Text | None) -> None:
        self._message = text
        self._words.setText(str(text) if text else "")
        self._stack.setCurrentWidget(self._words if text else self.canvas)
        self._show_strip()

    # -- words and buttons -----------------------------------------------------------------------------------------

    def _page_came(self, page: int) -> None:
        pages = self.canvas.pages()
        self._where.setText(say("Trang {n}/{all}", n=pages.index(page) + 1, all=len(pages)) if page in pages else "")
        self._fit_tools()
        for button in self._buttons.values():
            button.setEnabled(bool(pages))
        if pages:
            self._buttons["previous"].setEnabled(page != pages[0])
            self._buttons["next"].setEnabled(page != pages[-1])
            self.strip.mark(page)
            self.page_changed.emit(page)

    def retranslate(self) -> None:
        """Put the words on the tool buttons again."""
        tips = {
            "thumbnails": say("Dải trang nhỏ (Shift+F9)"),
            "previous": say("Trang trước (Alt+PgUp)"),
            "next": say("Trang sau (Alt+PgDown)"),
            "zoom-out": say("Thu nhỏ (Ctrl+-)"),
            "zoom-in": say("Phóng to (Ctrl++)"),
            "fit-width": say("Vừa chiều ngang (Ctrl+0)"),
            "fit-page": say("Vừa cả trang (Ctrl+Shift+0)"),
            "rotate": say("Xoay trang trên màn hình (Ctrl+Shift+R)"),
        }
        for name, tip in tips.items():
            self._buttons[name].setToolTip(tip)
            self._buttons[name].setAccessibleName(tip)
        self.canvas.setAccessibleName(say("Trang quét"))
        self.strip.setAccessibleName(say("Các trang nhỏ"))
        self._say(self._message)
        self._page_came(self.canvas.current_page())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_tools()
        self._show_strip()

    def _fit_tools(self) -> None:
        """Show as many buttons as there is room for beside the page's number, the rarest left out first."""
        several = len(self.canvas.pages()) > 1
        room = self.width() - self._where.sizeHint().width() - 3 * theme.GAP
        added = [name for name in self._buttons if name not in _BY_USE]
        for name in (*_BY_USE, *added):
            button = self._buttons[name]
            wanted = several or name not in ("previous", "next", "thumbnails")
            room -= button.sizeHint().width() + theme.GRID if wanted else 0
            button.setVisible(wanted and room >= 0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self.canvas.recolour()
            for name, button in self._buttons.items():
                button.setIcon(icon(name))
