"""The search field: days named in words, searches that are kept, what was sought marked on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from desktop.core.readings import Box, PageWord
from desktop.core.text_selection import SelectablePage
from desktop.services import inbox, register
from desktop.ui.assemble import build_window
from desktop.ui.context import UiContext
from desktop.ui.main_window import MainWindow
from desktop.ui.page_hits import Hit, hits
from desktop.ui.register_view import RegisterView

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def window(context: UiContext, memory: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = build_window(context, memory)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made
    context.close()
    made.close()
    made.deleteLater()


def page(*lines: str) -> SelectablePage:
    """A page with these lines, ten to a page, every word a tenth of it wide."""
    return SelectablePage(
        tuple(
            tuple(
                PageWord(word, Box(0.1 * n, 0.1 * at, 0.1 * n + 0.09, 0.1 * at + 0.08))
                for n, word in enumerate(line.split())
            )
            for at, line in enumerate(lines)
        )
    )


def test_words_side_by_side_are_marked_rather_than_each_alone() -> None:
    shown = [page("về việc cháy nhà", "Phòng cháy rừng"), page("việc phòng, cháy")]
    assert hits(shown, "phong chay") == [Hit(0, 4, 5), Hit(1, 1, 2)]
    assert hits(shown, "ru") == [Hit(0, 6, 6)]
    assert hits(shown, "lụt") == []
    assert hits(shown, "") == []


def test_days_are_told_above_what_was_found(desk, make, window: MainWindow, qtbot: QtBot, until: Wait) -> None:
    register.register(desk.office, desk.scan(make()).id)
    window.search.begin()
    qtbot.keyClicks(window.search, "tuan nay")
    until(lambda: window.search.results.isVisible() and window.search.results.list.count() == 1)
    assert window.search.results._head.text() == "Đến hoặc đến hạn từ 16/11/2026 đến 22/11/2026"
    assert "2167" in window.search.results.list.item(0).text()


def test_a_search_is_kept_and_chosen_again(
    desk, make, window: MainWindow, memory: QSettings, qtbot: QtBot, until: Wait
) -> None:
    register.register(desk.office, desk.scan(make()).id)
    results = window.search.results
    window.search.begin()
    assert not results.isVisible(), "nothing was kept yet"
    qtbot.keyClicks(window.search, "giai ngan")
    window.context.actions["go.keep_search"].trigger()
    qtbot.keyClick(window.search, Qt.Key.Key_Escape)
    window.search.begin()
    assert [results.list.item(n).text() for n in range(results.list.count())] == ["giai ngan"]
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    until(lambda: results.list.count() == 1 and "2167" in results.list.item(0).text())
    window.search.clear()
    window.search.begin()
    qtbot.keyClick(window.search, Qt.Key.Key_Delete)
    assert window.search.saved.all() == []


def test_more_hits_are_shown_in_place_of_the_line_that_offers_them(
    desk, make, window: MainWindow, qtbot: QtBot, until: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.search_box._LIMIT", 2)
    monkeypatch.setattr("db.search_hits.RANKED", 2)
    for number in ("2167", "2168", "2169"):
        register.register(desk.office, desk.scan(make(number=number)).id)
    results = window.search.results
    window.search.begin()
    qtbot.keyClicks(window.search, "giai ngan")
    until(lambda: results.isVisible() and results.list.count() == 3)
    assert results.list.item(2).text() == "Xem thêm kết quả"
    assert results._foot.isVisible()
    assert "mới nhất đứng trước" in results._foot.text()
    qtbot.keyClick(window.search, Qt.Key.Key_Up)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    until(lambda: results.list.item(2) is not None and "Xem thêm" not in results.list.item(2).text())
    seen = " ".join(results.list.item(row).text() for row in range(results.list.count()))
    assert all(number in seen for number in ("2167", "2168", "2169"))
    assert results.list.currentRow() == 2
    assert results.isVisible()


def test_what_was_sought_is_marked_on_the_letter_s_page(
    desk, make, window: MainWindow, qtbot: QtBot, until: Wait
) -> None:
    scan = desk.scan(make())
    read = inbox.reading(desk.office, scan.id)
    assert read is not None
    words = (page("về việc giải ngân vốn").lines,)
    inbox.store_reading(desk.office, scan.id, replace(read, page_words=words, page_texts=("về việc giải ngân vốn",)))
    register.register(desk.office, scan.id)
    window.search.begin()
    qtbot.keyClicks(window.search, "giai ngan")
    until(lambda: window.search.results.isVisible() and window.search.results.list.count() > 0)
    qtbot.keyClick(window.search, Qt.Key.Key_Return)
    view = window.screens["register"]
    assert isinstance(view, RegisterView)
    until(lambda: view.panel.scan.pages.canvas.hit_count() == 1)
