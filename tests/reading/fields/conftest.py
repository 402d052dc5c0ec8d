"""Made-up pages: rows of text set on a page as a scanner or a PDF would give them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

from desktop.core.readings import Box
from desktop.reading.pages import Line, Look, Page, Word

WIDE = 0.0092  # a letter of 13 pt on A4
TALL = 0.012


def row(
    text: str, x: float, y: float, *, confidence: float = 0.96, tall: float = TALL, bold: bool | None = None
) -> Line:
    """Return a row whose words start at ``x``, at ``y``."""
    words = []
    for part in text.split(" "):
        if part:
            words.append(Word(part, Box(x, y, x + WIDE * len(part), y + tall), confidence))
        x += WIDE * (len(part) + 1)
    return Line(tuple(words), bold)


def centred(text: str, middle: float, y: float, **kind: object) -> Line:
    """Return a row centred on ``middle``."""
    return row(text, middle - WIDE * len(text) / 2, y, **kind)  # type: ignore[arg-type]


@dataclass
class Sheet:
    """A page being set, top to bottom."""

    number: int = 1
    source: str = "embedded"
    lines: list[Line] = field(default_factory=list)
    red_stamps: tuple[tuple[str, Box], ...] = ()

    def left(self, *texts: str, y: float, middle: float = 0.28, **kind: object) -> None:
        """Rows of the left column, centred in it."""
        self.lines += [centred(t, middle, y + 0.018 * i, **kind) for i, t in enumerate(texts)]

    def right(self, *texts: str, y: float, middle: float = 0.69, **kind: object) -> None:
        """Rows of the right column, centred in it."""
        self.lines += [centred(t, middle, y + 0.018 * i, **kind) for i, t in enumerate(texts)]

    def at(self, *texts: str, x: float, y: float, step: float = 0.02, **kind: object) -> None:
        """Rows that start at ``x``."""
        self.lines += [row(t, x, y + step * i, **kind) for i, t in enumerate(texts)]  # type: ignore[arg-type]

    def body(self, *texts: str, y: float) -> None:
        """A paragraph over the whole width: its first row is indented."""
        for at, text in enumerate(texts):
            x = 0.20 if at == 0 else 0.143
            step = (0.925 - x) / (len(text) + 1)
            words, place = [], x
            for part in text.split(" "):
                words.append(Word(part, Box(place, y, place + step * len(part), y + TALL), 0.96))
                place += step * (len(part) + 1)
            self.lines.append(Line(tuple(words)))
            y += 0.021

    def page(self) -> Page:
        """Return the page as set."""
        return Page(self.number, 595, 842, tuple(self.lines), self.source, red_stamps=self.red_stamps)  # type: ignore[arg-type]


class NoLooks:
    """Second looks at a page without an image: nothing to be seen."""

    def look(self, page: int, box: Box, how: Look = "block") -> Sequence[Line]:
        return ()

    def ink(self, page: int, box: Box) -> float:
        return 0.0


@dataclass
class SameAgain:
    """Second looks that see what stands on the page; ``instead`` says which words a look reads otherwise."""

    pages: Sequence[Page]
    instead: dict[str, dict[str, str]] = field(default_factory=dict)
    inked: float = 0.0

    def look(self, page: int, box: Box, how: Look = "block") -> Sequence[Line]:
        lines = next(p for p in self.pages if p.number == page).lines
        found = []
        for line in lines:
            words = [w for w in line.words if _inside(w.box, box)]
            other = self.instead.get(how, {})
            if words and how != "red":
                found.append(Line(tuple(Word(other.get(w.text, w.text), w.box, w.confidence) for w in words)))
        return found

    def ink(self, page: int, box: Box) -> float:
        return self.inked


def _inside(a: Box, b: Box) -> bool:
    x, y = (a.x0 + a.x1) / 2, (a.y0 + a.y1) / 2
    return b.x0 <= x <= b.x1 and b.y0 <= y <= b.y1


@pytest.fixture
def sheet() -> Callable[..., Sheet]:
    """Return the maker of made-up pages."""
    return Sheet


@pytest.fixture
def no_looks() -> NoLooks:
    """Return looks that see nothing."""
    return NoLooks()


@pytest.fixture
def same_again() -> Callable[..., SameAgain]:
    """Return the maker of looks that see the page again."""
    return SameAgain


@pytest.fixture
def state_letter(sheet: Callable[..., Sheet]) -> Callable[..., Sheet]:
    """Return a maker of a plain state letter of one page; keywords change single rows."""

    def make(
        number: int = 1,
        source: str = "embedded",
        number_row: str = "Số: 415/UBND-KT",
        date_row: str = "An Bình, ngày 14 tháng 3 năm 2025",
        foot: float = 0.6,
    ) -> Sheet:
        page = sheet(number, source)
        page.left("ỦY BAN NHÂN DÂN", "HUYỆN AN LẠC", y=0.07)
        page.right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", y=0.07)
        page.left(number_row, y=0.115)
        page.right(date_row, y=0.115)
        page.left("V/v kiểm tra hồ chứa nước", "trước mùa mưa bão năm 2025", y=0.14)
        page.at("Kính gửi:", x=0.28, y=0.2)
        page.at("- Phòng Nông nghiệp và Môi trường;", "- UBND các xã, thị trấn.", x=0.36, y=0.22)
        page.body(
            "Thực hiện Công văn số 12/UBND-NN ngày 02/3/2025 của UBND tỉnh về an toàn hồ",
            "đập, Chủ tịch UBND huyện yêu cầu các xã kiểm tra hồ chứa nước và báo cáo ngay./.",
            y=0.28,
        )
        page.at("Nơi nhận:", x=0.143, y=foot)
        page.at("- Như trên;", "- CT, các PCT UBND huyện;", "- Lưu: VT, KT.", x=0.143, y=foot + 0.018, step=0.016)
        page.right("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", y=foot)
        page.right("Đỗ Minh Khuê", y=foot + 0.11)
        return page

    return make
