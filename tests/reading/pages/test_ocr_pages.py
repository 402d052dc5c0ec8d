"""A drawn letter, scanned: its halves, its signature under the seal, its stamps, upright or not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import ImageDraw

from desktop.core.readings import Box
from desktop.core.text import fold
from desktop.reading.pages import Page
from desktop.reading.pdf_file import PdfFile
from desktop.reading.reader import read_file
from desktop.reading.source import Source, dump, undump

MM = 200 / 25.4


@pytest.fixture(scope="module")
def source(letter_file: Path) -> Iterator[Source]:
    with Source(letter_file) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(source: Source) -> Page:
    return source.page(1)


def line_box(page: Page, start: str) -> Box:
    return next(line.box for line in page.lines if line.text.startswith(start))


def test_the_head_is_read_first_and_not_twice(letter_file: Path) -> None:
    with Source(letter_file) as fresh:
        head = fresh.page(1, Box(0, 0, 1, 0.3))
        assert "Số: 246/UBND-VP" in head.text
        assert "Nơi nhận" not in head.text
        assert fresh.page(1).lines[: len(head.lines) - 1] == head.lines[:-1]


def test_each_page_of_a_scan_is_drawn_once(letter_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    render = PdfFile.render

    def counted(file: PdfFile, page: int, dpi: float) -> Any:
        drawn.append(page)
        return render(file, page, dpi)

    monkeypatch.setattr(PdfFile, "render", counted)
    reading = read_file(letter_file)
    assert drawn == list(range(1, reading.pages + 1))


def test_lines_in_reading_order(page: Page) -> None:
    assert page.source == "ocr"
    texts = [line.text for line in page.lines]
    starts = [
        "ỦY BAN NHÂN DÂN",
        "Số: 246/UBND-VP",
        "V/v rà soát",
        "CỘNG HÒA XÃ HỘI",
        "Sơn Lâm, ngày 18",
        "Kính gửi:",
        "Nơi nhận:",
    ]
    places = [next(i for i, text in enumerate(texts) if text.startswith(start)) for start in starts]
    assert places == sorted(places)
    assert "trước ngày 25/4/2024." in texts


def test_the_signature_is_read_through_the_seal(page: Page) -> None:
    texts = [line.text for line in page.lines]
    assert texts[-3:-1] == ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    assert fold(texts[-1]) == "dinh cong thanh", "a mark may be lost under the ring"
    assert texts.index("- Lưu: VT.") < texts.index("KT. CHỦ TỊCH")


def test_boxes_stand_where_the_print_is(page: Page) -> None:
    box = line_box(page, "Kính gửi:")
    assert (box.y0 + box.y1) / 2 == pytest.approx(66 / 297, abs=0.004)
    assert (box.x0 + box.x1) / 2 == pytest.approx(0.5, abs=0.01)


def test_second_looks(source: Source, page: Page) -> None:
    number = line_box(page, "Số: 246")
    for how in ("block", "line", "large", "no_blue", "sparse"):
        assert any("246/UBND-VP" in line.text for line in source.look(1, number, how)), how
    assert source.ink(1, number) > 0.03
    assert source.ink(1, Box(0.4, 0.9, 0.6, 0.95)) == 0.0


def test_a_dump_comes_back_whole(page: Page) -> None:
    assert undump(dump([page])) == [page]


@pytest.mark.parametrize("turn", [90, 180])
def test_a_page_that_does_not_lie_upright(turn: int, tmp_path: Path, sheet: Any) -> None:
    sheet.letter()
    sheet.image = sheet.image.rotate(turn, expand=True)
    with Source(sheet.save(tmp_path / "scan.png")) as source:
        page = source.page(1)
    assert page.rotation == turn
    assert page.lines[0].text == "ỦY BAN NHÂN DÂN"


def test_a_skewed_shaded_noisy_page(tmp_path: Path, sheet: Any) -> None:
    pixels = np.asarray(sheet.letter().image.rotate(-1.3, fillcolor="white"), np.float32)
    height, width, _ = pixels.shape
    shade = np.linspace(1.0, 0.6, width, dtype=np.float32)[None, :, None]
    noise = np.random.default_rng(7).normal(0, 9, (height, width, 1)).astype(np.float32)
    cv2.imwrite(str(tmp_path / "scan.jpg"), np.clip(pixels * shade + noise, 0, 255)[:, :, ::-1].astype(np.uint8))
    with Source(tmp_path / "scan.jpg") as source:
        page = source.page(1)
        number = next(line for line in page.lines if line.text.startswith("Số: 246/UBND-VP"))
        level, shown = number.box, source.to_scan(1, number.box)
    assert page.lines[-1].text.endswith("Công Thành")
    middle = ((shown.x0 + shown.x1) / 2 * 210, (shown.y0 + shown.y1) / 2 * 297)
    angle = np.radians(1.3)  # where the drawn number went when the page was turned about its middle
    x, y = 57 - 105, 40 - 148.5
    truth = (105 + x * np.cos(angle) - y * np.sin(angle), 148.5 + x * np.sin(angle) + y * np.cos(angle))
    assert middle == pytest.approx(truth, abs=1.5)
    assert abs((level.y0 + level.y1) / 2 * 297 - truth[1]) > 0.5


def test_a_blank_back(tmp_path: Path, sheet: Any) -> None:
    with Source(sheet.save(tmp_path / "scan.png")) as source:
        page = source.page(1)
    assert (page.source, page.lines) == ("none", ())


def test_urgency_in_a_slanted_frame(tmp_path: Path, sheet: Any) -> None:
    sheet.letter().framed(45, 72, "HỎA TỐC", angle=24)
    with Source(sheet.save(tmp_path / "scan.png")) as source:
        stamps = source.page(1, Box(0, 0, 1, 0.4)).red_stamps
    assert [word for word, _ in stamps] == ["HỎA TỐC"]
    assert stamps[0][1].x0 < 45 / 210 < stamps[0][1].x1


def test_urgency_on_a_photocopy(tmp_path: Path, sheet: Any) -> None:
    sheet.letter().framed(45, 72, "KHẨN", colour="black")
    sheet.image = sheet.image.convert("1").convert("RGB")
    with Source(sheet.save(tmp_path / "scan.png")) as source:
        assert [word for word, _ in source.page(1, Box(0, 0, 1, 0.4)).red_stamps] == ["KHẨN"]


def test_a_name_stamped_in_red(tmp_path: Path, sheet: Any) -> None:
    sheet.text(30, 150, "Nơi nhận:", bold=True)
    sheet.text(30, 157, "- Như trên.")
    sheet.text(-145, 150, "GIÁM ĐỐC", bold=True)
    sheet.text(-158, 186, "Đinh Công Thành", size=14, bold=True, colour="#e0262f")
    sheet.seal(128, 168)
    with Source(sheet.save(tmp_path / "scan.png")) as source:
        assert source.page(1).lines[-1].text.endswith("Công Thành")


def test_an_arrival_stamp_is_kept_apart(tmp_path: Path, sheet: Any) -> None:
    sheet.letter()
    ImageDraw.Draw(sheet.image).rectangle((12 * MM, 84 * MM, 62 * MM, 116 * MM), outline="black", width=4, fill="white")
    for row, text in enumerate(("VĂN PHÒNG HUYỆN", "ĐẾN", "Số: 981", "Ngày: 20/3/2024", "Chuyển:")):
        sheet.text(16, 88 + 6 * row, text, size=10)
    with Source(sheet.save(tmp_path / "scan.png")) as source:
        page = source.page(1)
    assert any("981" in line.text for line in page.overlays)
    assert "981" not in page.text


def test_a_scan_in_tiff_has_its_pages(tmp_path: Path, sheets: Any) -> None:
    file = sheets().letter().save(tmp_path / "scan.tiff", sheets())
    with Source(file) as source:
        assert [source.page(n).source for n in (1, 2)] == ["ocr", "none"]
