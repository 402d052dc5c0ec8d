"""Made-up letters drawn at run time: on an image as a scanner gives it, or as a typed PDF. Every name is invented."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from desktop.reading import engine

DPI = 200
MM = DPI / 25.4
_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "C:/Windows/Fonts", "/Library/Fonts")
_FACES = {False: ("Tinos-Regular.ttf", "times.ttf"), True: ("Tinos-Bold.ttf", "timesbd.ttf")}

BODY = (
    "Thực hiện Công văn số 318/UBND-NC ngày 12/3/2024 của Ủy ban nhân dân tỉnh",
    "về việc tăng cường công tác bảo vệ bí mật nhà nước trên địa bàn tỉnh, Ủy ban",
    "nhân dân huyện yêu cầu Ủy ban nhân dân các xã, thị trấn thực hiện các nội dung:",
    "1. Tổ chức rà soát, thống kê toàn bộ trang thiết bị đã được cấp, báo cáo kết quả",
    "trước ngày 25/4/2024.",
    "2. Tuyên truyền sâu rộng đến cán bộ, công chức và nhân dân trên địa bàn.",
)


def face(bold: bool) -> Path:
    """Return a face with every Vietnamese letter; the test is skipped where there is none."""
    for folder in map(Path, _FOLDERS):
        for name in _FACES[bold]:
            found = next(iter(sorted(folder.rglob(name))), None) if folder.is_dir() else None
            if found:
                return found
    pytest.skip("no Tinos or Times New Roman on this machine")


@dataclass
class Sheet:
    """An A4 page on the scanner's glass, in millimetres."""

    image: Image.Image = field(default_factory=lambda: Image.new("RGB", (round(210 * MM), round(297 * MM)), "white"))

    def text(self, x: float, y: float, text: str, size: float = 13, bold: bool = False, colour: str = "black") -> None:
        """Write ``text`` with its middle at ``x`` when ``x`` is below zero mirrored; ``size`` in points."""
        font = ImageFont.truetype(str(face(bold)), round(size * DPI / 72))
        anchor = "lm" if x >= 0 else "mm"
        ImageDraw.Draw(self.image).text((abs(x) * MM, y * MM), text, fill=colour, font=font, anchor=anchor)

    def framed(self, x: float, y: float, text: str, colour: str = "#d21f2b", angle: float = 0) -> None:
        """Stamp ``text`` in a frame, turned by ``angle`` degrees, its middle at (x, y)."""
        font = ImageFont.truetype(str(face(True)), round(14 * DPI / 72))
        left, top, right, bottom = font.getbbox(text)
        width, height = round(right - left + 5 * MM), round(bottom - top + 4.5 * MM)
        stamp = Image.new("RGBA", (width, height), (255, 255, 255, 0))
        pen = ImageDraw.Draw(stamp)
        pen.rectangle((2, 2, width - 3, height - 3), outline=colour, width=4)
        pen.text((width / 2, height / 2), text, fill=colour, font=font, anchor="mm")
        turned = stamp.rotate(angle, expand=True, resample=Image.Resampling.BICUBIC)
        self.image.paste(turned, (round(x * MM - turned.width / 2), round(y * MM - turned.height / 2)), turned)

    def seal(self, x: float, y: float, colour: str = "#d8323c") -> None:
        """Stamp a round seal of 36 mm; ink lies on ink, so the print below shines through."""
        ring = Image.new("RGB", self.image.size, "white")
        pen = ImageDraw.Draw(ring)
        for radius, width in ((18, 6), (13, 3)):
            box = ((x - radius) * MM, (y - radius) * MM, (x + radius) * MM, (y + radius) * MM)
            pen.ellipse(box, outline=colour, width=width)
        self.image = ImageChops.multiply(self.image, ring)

    def letter(self, body: tuple[str, ...] = BODY) -> Sheet:
        """Draw a whole letter."""
        self.text(-57, 25, "ỦY BAN NHÂN DÂN", bold=True)
        self.text(-57, 31, "HUYỆN SƠN LÂM", bold=True)
        self.text(-57, 40, "Số: 246/UBND-VP")
        self.text(-57, 47, "V/v rà soát trang thiết bị", size=12)
        self.text(-57, 52, "được cấp năm 2024", size=12)
        self.text(-146, 25, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", size=12, bold=True)
        self.text(-146, 31, "Độc lập - Tự do - Hạnh phúc", bold=True)
        self.text(-146, 40, "Sơn Lâm, ngày 18 tháng 3 năm 2024")
        self.text(-105, 66, "Kính gửi: Ủy ban nhân dân các xã, thị trấn.")
        for row, line in enumerate(body):
            self.text(30, 80 + 7 * row, line)
        foot = 88 + 7 * len(body)
        self.text(30, foot, "Nơi nhận:", size=12, bold=True)
        for row, line in enumerate(("- Như trên;", "- CT, các PCT UBND huyện;", "- Lưu: VT.")):
            self.text(30, foot + 5 + 5 * row, line, size=11)
        self.text(-145, foot, "KT. CHỦ TỊCH", bold=True)
        self.text(-145, foot + 6, "PHÓ CHỦ TỊCH", bold=True)
        self.text(-152, foot + 32, "Đinh Công Thành", bold=True)
        self.seal(126, foot + 20)
        return self

    def save(self, path: Path, *more: Sheet) -> Path:
        """Save as what the ending says; ``more`` are the pages after the first (PDF, TIFF)."""
        pages = {"save_all": True, "append_images": [sheet.image for sheet in more]} if more else {}
        self.image.save(path, resolution=DPI, dpi=(DPI, DPI), **pages)
        return path


@pytest.fixture
def sheet() -> Sheet:
    """Return an empty page."""
    return Sheet()


@pytest.fixture
def faces() -> dict[bool, Path]:
    """Return the regular (False) and the bold (True) face."""
    return {bold: face(bold) for bold in (False, True)}


@pytest.fixture
def sheets() -> type[Sheet]:
    """Return what makes pages, for files of several."""
    return Sheet


@pytest.fixture(scope="session")
def letter_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a scanned letter of one page as PDF."""
    return Sheet().letter().save(tmp_path_factory.mktemp("letters") / "letter.pdf")


@pytest.fixture(autouse=True, scope="session")
def engine_closed() -> Iterator[None]:
    """Let the engine go before the process ends; skip what needs it where its model is missing."""
    yield
    engine.close()
