"""How often taking a scan in renders its pages, counted: once for the look for stamps before it is copied, once to be
read, and large once more where small print is looked at again."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

from desktop.reading import glance
from desktop.reading.pdf_file import PdfFile
from desktop.reading.raster import READ_DPI
from desktop.reading.reader import read_file
from desktop.reports.fonts import font_file

_PAGES = (
    (
        "ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "TỈNH HÒA DƯƠNG                        Độc lập - Tự do - Hạnh phúc",
        "Số: 612/UBND-TH              Hòa Dương, ngày 10 tháng 11 năm 2026",
        "V/v báo cáo kết quả rà soát",
        "Kính gửi: Ủy ban nhân dân các xã, phường.",
        "Ủy ban nhân dân tỉnh yêu cầu thực hiện các nội dung sau đây:",
    ),
    ("1. Ủy ban nhân dân các xã báo cáo kết quả trước ngày 30/11/2026.", "2. Rà soát, thống kê các hộ nghèo."),
    ("3. Giao Sở Nội vụ theo dõi, đôn đốc, tổng hợp báo cáo.", "CHỦ TỊCH", "Lê Thị Thu Hà"),
)

Rendered = Counter[tuple[int, bool]]


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """Three pages as a scanner gives them, in one PDF."""
    face = ImageFont.truetype(str(font_file("regular")), 38)
    pages = []
    for lines in _PAGES:
        page = Image.new("L", (1654, 2339), 255)
        for place, line in enumerate(lines):
            ImageDraw.Draw(page).text((150, 160 + 90 * place), line, font=face, fill=0)
        pages.append(page)
    file = tmp_path / "ba-trang.pdf"
    pages[0].save(file, save_all=True, append_images=pages[1:], resolution=200)
    return file


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> Rendered:
    """How often each page was rendered: (page, finer than what is read)."""
    found: Rendered = Counter()
    render = PdfFile.render

    def counted(file: PdfFile, page: int, dpi: float) -> object:
        found[page, dpi > READ_DPI] += 1
        return render(file, page, dpi)

    monkeypatch.setattr(PdfFile, "render", counted)
    return found


def test_the_look_for_stamps_renders_each_page_once(scan: Path, rendered: Rendered) -> None:
    assert glance.look(scan)["pages"] == 3
    assert rendered == {(1, False): 1, (2, False): 1, (3, False): 1}


def test_reading_renders_each_page_once(scan: Path, rendered: Rendered) -> None:
    heads: list[object] = []
    reading = read_file(scan, on_head=heads.append)
    assert len(heads) == 1
    assert "612" in reading.page_texts[0]
    assert {page: n for (page, finer), n in rendered.items() if not finer} == {1: 1, 2: 1, 3: 1}
    assert all(n <= 1 for (_page, finer), n in rendered.items() if finer), "a page's large rendering is kept"
