"""Text is chosen on the scan with the mouse and copied, also on pages turned otherwise than they were read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.readings import Box, PageWord
from desktop.services.page_text import FileText
from desktop.ui.marks import Mark
from desktop.ui.page_items import PageItem
from desktop.ui.page_renderer import PageRenderer
from desktop.ui.page_view import PageView

Wait = Callable[[Callable[[], bool]], None]
LINES = (
    (PageWord("Kính", Box(0.20, 0.10, 0.30, 0.13)), PageWord("gửi:", Box(0.32, 0.10, 0.40, 0.13))),
    (PageWord("Sở", Box(0.20, 0.16, 0.26, 0.19)), PageWord("Nội", Box(0.28, 0.16, 0.34, 0.19))),
)
TEXT = FileText(
    {1: LINES, 2: ((PageWord("Phụ", Box(0.2, 0.1, 0.3, 0.13)), PageWord("lục", Box(0.32, 0.1, 0.4, 0.13))),)}
)


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    file = tmp_path / "hai trang.tif"
    pages = [Image.new("1", (600, 800), 1) for _ in range(2)]
    pages[0].save(file, save_all=True, append_images=pages[1:], dpi=(100, 100))
    return file


@pytest.fixture
def renderer(qapp: QApplication) -> Iterator[PageRenderer]:
    made = PageRenderer()
    yield made
    made.close()


@pytest.fixture
def show(renderer: PageRenderer, qtbot: QtBot, until: Wait, scan: Path) -> Callable[..., PageView]:
    """Show the scan with these words (an empty FileText first where ``later`` is asked for)."""

    def go(*texts: FileText, rotations: tuple[int, ...] = ()) -> PageView:
        answers = list(texts)
        renderer.ask_words = lambda _, take: take(answers.pop(0) if len(answers) > 1 else answers[0])
        view = PageView(renderer)
        qtbot.addWidget(view)
        view.resize(700, 900)
        view.show()
        qtbot.waitExposed(view)
        view.show_file(scan, rotations)
        until(lambda: view.canvas.pages() == [1, 2])
        view.canvas.fit_to("width")
        return view

    return go


def spot(view: PageView, page: int, x: float, y: float) -> QPoint:
    items = [i for i in view.canvas.scene().items() if isinstance(i, PageItem) and i.number == page]
    inside = QPointF(x * items[0].size.width(), y * items[0].size.height())
    return view.canvas.mapFromScene(items[0].mapToScene(inside))


def drag(view: PageView, start: QPoint, end: QPoint) -> None:
    port = view.canvas.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(port, (start + end) / 2)
    QTest.mouseMove(port, end)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=end)


def test_words_from_press_to_release_are_copied(show: Callable[..., PageView]) -> None:
    view = show(TEXT)
    drag(view, spot(view, 1, 0.36, 0.115), spot(view, 1, 0.23, 0.175))
    assert view.selected_text() == "gửi:\nSở"
    QTest.keyClick(view.canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "gửi:\nSở"
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert view.selected_text() == ""


def test_backwards_to_the_end_of_a_row_and_all(show: Callable[..., PageView]) -> None:
    view = show(TEXT)
    drag(view, spot(view, 1, 0.23, 0.175), spot(view, 1, 0.9, 0.115))
    assert view.selected_text() == "gửi:\nSở"
    QTest.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(view, 1, 0.31, 0.175))
    assert view.selected_text() == "Nội"
    QTest.keyClick(view.canvas, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert view.selected_text() == "Kính gửi:\nSở Nội\nPhụ lục"


def test_beside_the_words_nothing_is_chosen(show: Callable[..., PageView]) -> None:
    view = show(TEXT)
    drag(view, spot(view, 1, 0.36, 0.115), spot(view, 1, 0.23, 0.175))
    drag(view, spot(view, 1, 0.7, 0.6), spot(view, 1, 0.7, 0.62))
    assert view.selected_text() == ""


def test_a_click_on_a_marked_word_is_still_a_click_on_the_mark(show: Callable[..., PageView]) -> None:
    view = show(TEXT)
    view.set_marks([Mark("field:x", 1, Box(0.19, 0.09, 0.41, 0.14), "sure", "Kính gửi")])
    clicked: list[str] = []
    view.mark_clicked.connect(clicked.append)
    QTest.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(view, 1, 0.25, 0.115))
    assert clicked == ["field:x"]
    drag(view, spot(view, 1, 0.25, 0.115), spot(view, 1, 0.36, 0.115))
    assert clicked == ["field:x"], "choosing text is no click"
    assert view.selected_text() == "Kính gửi:"


def test_a_page_turned_on_the_screen_keeps_its_words(show: Callable[..., PageView]) -> None:
    view = show(FileText(TEXT.pages, (0, 0)), rotations=(90, 0))
    x, y = 1 - 0.115, 0.25  # where «Kính» lies once the page is turned a quarter clockwise
    QTest.mouseDClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=spot(view, 1, x, y))
    assert view.selected_text() == "Kính"


def test_words_that_come_later_are_asked_for_at_the_press(show: Callable[..., PageView]) -> None:
    view = show(FileText(), TEXT)
    drag(view, spot(view, 1, 0.25, 0.115), spot(view, 1, 0.36, 0.115))
    assert view.selected_text() == "Kính gửi:"


def test_another_file_takes_the_choice_away(show: Callable[..., PageView]) -> None:
    view = show(TEXT)
    drag(view, spot(view, 1, 0.25, 0.115), spot(view, 1, 0.36, 0.115))
    view.show_file(None)
    assert view.selected_text() == ""
