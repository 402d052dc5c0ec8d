"""The page view and what it draws with: PDF, pictures, several pages, turned pages, marks, files that are no pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, QSizeF, Qt
from PySide6.QtGui import QImage, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.readings import Box
from desktop.ui.day_text import parse_day, show_day
from desktop.ui.field_strip import FieldStrip, cut
from desktop.ui.marks import Mark
from desktop.ui.page_renderer import PageRenderer, ScanFile
from desktop.ui.page_source import turned_back
from desktop.ui.page_view import PageView

Wait = Callable[[Callable[[], bool]], None]
TODAY = date(2026, 11, 21)


@pytest.fixture
def renderer(qapp: QApplication) -> Iterator[PageRenderer]:
    made = PageRenderer()
    yield made
    made.close()


@pytest.fixture
def view(renderer: PageRenderer, qtbot: QtBot) -> PageView:
    made = PageView(renderer)
    qtbot.addWidget(made)
    made.resize(500, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def pdf(tmp_path: Path, qapp: QApplication) -> Path:
    """Three pages of A4; the first has a black square in its top left corner."""
    file = tmp_path / "ba trang.pdf"
    writer = QPdfWriter(str(file))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(writer.pageLayout().minimumMargins())
    painter = QPainter(writer)
    painter.fillRect(0, 0, writer.width() // 5, writer.width() // 5, Qt.GlobalColor.black)
    for _ in range(2):
        writer.newPage()
    painter.end()
    return file


def test_small_pages_stand_beside_the_large_one_and_lead_to_it(
    view: PageView, pdf: Path, qtbot: QtBot, until: Wait
) -> None:
    view.resize(800, 600)
    view.show_file(pdf)
    until(lambda: view.strip.isVisible() and view.strip.drawn() == 3)
    until(lambda: len({view.strip.item(row).icon().cacheKey() for row in range(3)}) == 3)
    third = view.strip.visualItemRect(view.strip.item(2)).center()
    qtbot.mouseClick(view.strip.viewport(), Qt.MouseButton.LeftButton, pos=third)
    until(lambda: view.canvas.current_page() == 3)
    view.go_to_page(1)
    until(lambda: view.strip.currentRow() == 0)
    view.toggle_strip()
    assert view.strip.isHidden()


def test_in_a_narrow_place_small_pages_come_when_asked_for(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf)
    until(lambda: view.canvas.pages() == [1, 2, 3])
    assert view.strip.isHidden()
    view.toggle_strip()
    assert view.strip.isVisible()


def sideways(file: Path) -> Path:
    """A picture whose top left corner is black once it is turned 90 degrees clockwise."""
    picture = Image.new("L", (400, 300), 255)
    ImageDraw.Draw(picture).rectangle((0, 200, 100, 299), fill=0)
    picture.save(file)
    return file


def drawn(
    renderer: PageRenderer, until: Wait, scan: ScanFile, page: int, width: int, part: Box | None = None
) -> QImage:
    answers: list[QImage] = []
    more = {"part": part} if part else {}
    renderer.render(renderer, scan, page, width, answers.append, **more)
    until(lambda: bool(answers))
    return answers[0]


def dark(image: QImage, x: float, y: float) -> bool:
    return image.pixelColor(round(x * image.width()), round(y * image.height())).lightness() < 100


def test_pages_of_a_pdf_are_laid_out_and_turned(view: PageView, pdf: Path, until: Wait) -> None:
    seen: list[int] = []
    view.page_changed.connect(seen.append)
    view.show_file(pdf)
    until(lambda: view.canvas.pages() == [1, 2, 3])
    view.turn_page(1)
    until(lambda: view.canvas.current_page() == 2)
    assert "2/3" in view._where.text()
    assert 2 in seen


def test_a_part_of_a_file_can_be_shown(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf, first_page=2, last_page=2)
    until(lambda: view.canvas.pages() == [2])
    assert "1/1" in view._where.text()


def test_a_page_is_drawn_as_wide_as_asked(renderer: PageRenderer, pdf: Path, until: Wait) -> None:
    image = drawn(renderer, until, ScanFile(pdf), 1, 300)
    assert image.width() == 300
    assert image.height() == pytest.approx(300 * 297 / 210, abs=3)
    assert dark(image, 0.08, 0.06)
    assert not dark(image, 0.8, 0.8)


def test_a_strip_is_the_part_of_the_page_it_says(renderer: PageRenderer, pdf: Path, until: Wait) -> None:
    image = drawn(renderer, until, ScanFile(pdf), 1, 600, Box(0.0, 0.0, 0.5, 0.25))
    assert image.width() == 300
    assert dark(image, 0.2, 0.2)
    assert not dark(image, 0.9, 0.9)


def test_a_sideways_picture_is_set_upright(renderer: PageRenderer, tmp_path: Path, until: Wait) -> None:
    scan = ScanFile(sideways(tmp_path / "ngang.png"), (90,))
    image = drawn(renderer, until, scan, 1, 300)
    assert image.height() > image.width()
    assert dark(image, 0.1, 0.05)
    assert not dark(image, 0.9, 0.9)
    corner = drawn(renderer, until, scan, 1, 300, Box(0.0, 0.0, 0.2, 0.1))
    assert dark(corner, 0.5, 0.5)


def test_a_tiff_of_several_pages(renderer: PageRenderer, view: PageView, tmp_path: Path, until: Wait) -> None:
    file = tmp_path / "nhiều trang.tif"
    pages = [Image.new("L", (200, 280), shade) for shade in (255, 0)]
    pages[0].save(file, save_all=True, append_images=pages[1:])
    view.show_file(file)
    until(lambda: view.canvas.pages() == [1, 2])
    assert not dark(drawn(renderer, until, ScanFile(file), 1, 100), 0.5, 0.5)
    assert dark(drawn(renderer, until, ScanFile(file), 2, 100), 0.5, 0.5)


@pytest.mark.parametrize("content", [b"", b"no picture at all", b"%PDF-1.4 cut off"])
def test_a_file_that_is_no_scan_is_told_in_words(view: PageView, tmp_path: Path, until: Wait, content: bytes) -> None:
    file = tmp_path / ("x.pdf" if content.startswith(b"%PDF") else "x.png")
    file.write_bytes(content)
    view.show_file(file)
    until(lambda: view._words.text() == "Không hiển thị được tệp này.")


def test_a_missing_file_is_told_in_words(view: PageView, tmp_path: Path, until: Wait) -> None:
    view.show_file(tmp_path / "gone.pdf")
    until(lambda: view._words.isVisible() and bool(view._words.text()))


def test_a_click_on_a_mark_tells_its_name(view: PageView, pdf: Path, until: Wait, qtbot: QtBot) -> None:
    view.show_file(pdf)
    view.set_marks([Mark("number", 1, Box(0.1, 0.1, 0.4, 0.2), "doubtful", "Số")])
    until(lambda: "number" in view.canvas._mark_items)
    clicked: list[str] = []
    view.mark_clicked.connect(clicked.append)
    item = view.canvas._mark_items["number"]
    place: QPoint = view.canvas.mapFromScene(item.mapToScene(item.rect().center()))
    qtbot.mouseClick(view.canvas.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clicked == ["number"]
    assert item.toolTip() == "Số"


def test_going_to_a_mark_brings_it_into_view(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf)
    view.set_marks([Mark("end", 3, Box(0.1, 0.8, 0.4, 0.82), "directive")])
    until(lambda: "end" in view.canvas._mark_items)
    view.go_to("end")
    assert view.canvas.current_page() == 3
    view.go_to("nobody")
    assert view.canvas._chosen == "nobody"


def test_zoom_and_fit(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf)
    until(lambda: bool(view.canvas.pages()))
    wide = view.canvas.transform().m11()
    view.canvas.zoom(2)
    assert view.canvas.transform().m11() > wide
    view.canvas.fit_to("page")
    assert view.canvas.transform().m11() < wide
    view.canvas.fit_to("width")
    assert view.canvas.transform().m11() == pytest.approx(wide, rel=0.02)
    view.canvas.zoom(100)
    assert view.canvas.transform().m11() <= 6.0


def test_turning_a_page_on_the_screen(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf)
    until(lambda: bool(view.canvas.pages()))
    view.rotate()
    until(lambda: bool(view.canvas._pages) and view.canvas._pages[0].size.width() > view.canvas._pages[0].size.height())


def test_a_page_turned_on_the_screen_keeps_its_marks_and_stays_in_view(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf)
    until(lambda: view.canvas.pages() == [1, 2, 3])
    view.set_marks([Mark("number", 2, Box(0.1, 0.2, 0.3, 0.25), "sure"), Mark("type", 1, Box(0, 0, 0.1, 0.1), "sure")])
    view.go_to_page(2)
    for turned in (1, 2):
        view.rotate()
        until(lambda: view.canvas.pages() == [1, 2, 3])
        assert view.canvas.current_page() == 2, "the next quarter is the same page's"
        page, item = view.canvas._pages[1], view.canvas._mark_items["number"]
        at = item.rect().center()
        share = (at.x() / page.size.width(), at.y() / page.size.height())
        assert share == pytest.approx([(0.775, 0.2), (0.8, 0.775)][turned - 1], abs=0.01)
    untouched = view.canvas._mark_items["type"].rect()
    assert untouched.left() < 0 < untouched.right()


def test_the_same_file_shown_again_stays_turned(view: PageView, pdf: Path, until: Wait) -> None:
    view.show_file(pdf)
    until(lambda: bool(view.canvas.pages()))
    view.rotate()
    until(lambda: bool(view.canvas.pages()))
    view.show_file(pdf)
    assert view.canvas.pages()
    size = view.canvas._pages[0].size
    assert size.width() > size.height()


def test_wishes_of_one_who_forgot_are_not_answered(
    renderer: PageRenderer, pdf: Path, qtbot: QtBot, until: Wait
) -> None:
    strip = FieldStrip(renderer)
    qtbot.addWidget(strip)
    answers: list[object] = []
    renderer.sizes(strip, ScanFile(pdf), answers.append)
    renderer.forget(strip)
    drawn(renderer, until, ScanFile(pdf), 1, 50)
    assert answers == []


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_turning_a_box_back_keeps_its_area(turn: int) -> None:
    box = Box(0.1, 0.2, 0.4, 0.3)
    back = turned_back(box, turn)
    assert (back.x1 - back.x0) * (back.y1 - back.y0) == pytest.approx(0.03)
    assert turned_back(back, 360 - turn) == pytest.approx(box)


@pytest.mark.parametrize("box", [Box(0.1, 0.1, 0.15, 0.11), Box(0.0, 0.0, 1.0, 0.5), Box(0.95, 0.99, 1.0, 1.0)])
def test_a_strip_holds_its_box_and_stays_on_the_page(box: Box) -> None:
    part, scale = cut(box, QSizeF(595, 842), 380)
    assert scale > 0
    assert 0 <= part.x0 <= box.x0
    assert box.x1 <= part.x1 + 1e-9
    assert part.x1 <= 1 + 1e-9
    assert 0 <= part.y0 < part.y1 <= 1 + 1e-9


@pytest.mark.parametrize(
    ("typed", "iso"),
    [
        ("21/11/2026", "2026-11-21"),
        ("5/10/17", "2017-10-05"),
        ("5-10-2017", "2017-10-05"),
        ("05102017", "2017-10-05"),
        ("051017", "2017-10-05"),
        ("/10/2017", "2017-10"),
        ("2017", "2017"),
        ("20.11", "2026-11-20"),
        ("25/12", "2025-12-25"),
        ("", ""),
        (" / ", ""),
        ("31/02/2026", None),
        ("13/2026", None),
        ("abc", None),
        ("1/2/3/4", None),
    ],
)
def test_days_as_people_type_them(typed: str, iso: str | None) -> None:
    assert parse_day(typed, TODAY) == iso


def test_a_partial_day_leaves_room_for_what_is_missing() -> None:
    assert show_day("2017-10") == "/10/2017"
    assert show_day("2026-11-21") == "21/11/2026"
    assert show_day("") == ""
