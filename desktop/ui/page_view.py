"""The scan's pages, one under the other, with marks on them: quick to page, to zoom and to find a place."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.ui.marks import Mark
from desktop.ui.page_renderer import PageRenderer


class PageView(QWidget):
    """Shows a scan. ``PageView(context.pages, parent)``; pages are numbered from 1."""

    mark_clicked = Signal(str)
    page_changed = Signal(int)

    def __init__(self, renderer: PageRenderer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._renderer = renderer

    def show_file(
        self, path: Path | None, rotations: Sequence[int] = (), *, first_page: int = 1, last_page: int | None = None
    ) -> None:
        """Show pages ``first_page`` to ``last_page`` of a scan; nothing for None."""

    def set_marks(self, marks: Sequence[Mark]) -> None:
        """Draw these marks instead of the former ones."""

    def go_to(self, mark_id: str) -> None:
        """Bring a mark into view and make it stand out; nothing happens for an unknown one."""

    def go_to_page(self, page: int) -> None:
        """Bring the top of a page into view."""

    def retranslate(self) -> None:
        """Put the words on the tool buttons again."""
