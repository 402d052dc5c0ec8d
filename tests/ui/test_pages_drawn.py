"""How often pages are drawn, counted: what is in sight once, what is not in sight never, what was seen not again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.ui.page_renderer import PageRenderer
from desktop.ui.page_strip import PICTURE
from desktop.ui.page_view import PageView
from desktop.ui.page_worker import PageWorker, Wish

Wait = Callable[[Callable[[], bool]], None]
PAGES = 40


@pytest.fixture
def long_file(tmp_path: Path, qapp: QApplication) -> Path:
    file = tmp_path / "dài.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    painter = QPainter(writer)
    for number in range(1, PAGES + 1):
        painter.drawText(500, 500, f"trang {number}")
        if number < PAGES:
            writer.newPage()
    painter.end()
    return file


class Drawn:
    """What the render thread has drawn: pages of the large view, and small ones of the strip."""

    def __init__(self) -> None:
        self.large: Counter[int] = Counter()
        self.small: Counter[int] = Counter()

    def note(self, wish: Wish) -> None:
        if wish.picture is not None:
            small = wish.picture.width <= 2 * PICTURE.width()
            (self.small if small else self.large)[wish.picture.page] += 1


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Drawn:
    found = Drawn()
    serve = PageWorker._serve

    def counted(worker: PageWorker, wish: Wish) -> None:
        found.note(wish)
        serve(worker, wish)

    monkeypatch.setattr(PageWorker, "_serve", counted)
    return found


@pytest.fixture
def view(drawn: Drawn, qapp: QApplication, qtbot: QtBot) -> Iterator[PageView]:
    renderer = PageRenderer()
    made = PageView(renderer)
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    qtbot.waitExposed(made)
    yield made
    renderer.close()


def settled(drawn: Drawn, qtbot: QtBot) -> tuple[int, int]:
    """Wait until nothing more is drawn; return how many large and small pictures there were."""
    before = None
    while before != (now := (drawn.large.total(), drawn.small.total())):
        before = now
        qtbot.wait(400)
    return now


def test_opening_a_letter_draws_what_is_in_sight_once(
    view: PageView, long_file: Path, drawn: Drawn, qtbot: QtBot, until: Wait
) -> None:
    view.show_file(long_file)
    until(lambda: drawn.large[1] > 0 and drawn.small.total() > 0)
    large, small = settled(drawn, qtbot)
    assert large <= 3, f"a page fills the view: it, and at most its neighbours: {drawn.large}"
    assert set(drawn.large.values()) == {1}
    assert small < PAGES / 2, "small pages are drawn when they come into sight"
    assert set(drawn.small.values()) == {1}


def test_paging_draws_each_page_once_and_again_only_what_was_let_go(
    view: PageView, long_file: Path, drawn: Drawn, qtbot: QtBot, until: Wait
) -> None:
    view.show_file(long_file)
    until(lambda: drawn.large[1] > 0)

    def go(*pages: int) -> None:
        for page in pages:
            view.go_to_page(page)
            until(lambda page=page: drawn.large[page] > 0)
            settled(drawn, qtbot)

    go(2, 3, 4)
    assert set(drawn.large.values()) == {1}, drawn.large
    go(3)
    assert drawn.large[3] == 1, "the pages beside the one in sight are kept"
    go(2, 1)
    assert max(drawn.large.values()) <= 2, f"far pages are let go, for memory: {drawn.large}"
    assert max(drawn.large) <= 6
    assert set(drawn.small.values()) == {1}


def test_what_was_scrolled_past_is_not_drawn(
    view: PageView, long_file: Path, drawn: Drawn, qtbot: QtBot, until: Wait
) -> None:
    view.show_file(long_file)
    until(lambda: drawn.large[1] > 0)
    for page in range(2, PAGES + 1):
        view.go_to_page(page)
    until(lambda: drawn.large[PAGES] > 0)
    large, _small = settled(drawn, qtbot)
    assert large <= 8, f"the first pages and the last, not all {PAGES}: {drawn.large}"
