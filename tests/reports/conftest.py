"""Made-up rows for the forms: the usual, none, many, and the longest that an office has ever seen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pytest

from desktop.core.calendar import Week
from desktop.core.records import Letter, OfficeInfo, Person, Task
from desktop.core.weekly import WeeklySheet
from desktop.reports.fonts import font_file
from desktop.reports.furniture import Imprint

TODAY = date(2026, 11, 21)
WEEK = Week(2026, 47)
LONG_NAME = "Nguyễn Phước Quý Thiên Hoàng Nguyễn Thị Huyền Trang Công Tằng Tôn Nữ"
LONG_UNIT = "Trung tâm Phục vụ hành chính công, Văn phòng Hội đồng nhân dân và Ủy ban nhân dân đặc khu Côn Đảo Thượng"
LONG_TITLE = (
    "Rà soát, tổng hợp, báo cáo kết quả thực hiện nhiệm vụ phát triển kinh tế - xã hội, bảo đảm quốc phòng - an ninh, "
    "công tác giảm nghèo bền vững, xây dựng nông thôn mới nâng cao và chuyển đổi số trên địa bàn; kiến nghị các giải "
    "pháp tháo gỡ khó khăn, vướng mắc gửi Sở Nông nghiệp và Môi trường "
    "(http://www.vanban.quangbinh.example.vn/tailieu/2026/11/kehoach_giamngheo_benvung_phuluc_so_01.xlsx)"
)


class Made:
    """Makes rows; every argument has a usual value."""

    today = TODAY
    week = WEEK
    long_name = LONG_NAME
    long_title = LONG_TITLE

    def office(self, **changes: str) -> OfficeInfo:
        usual = {
            "name": "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
            "kind": "xã",
            "place": "An Bình",
            "superior": "",
            "uid": "0f8fad5b-d9cb-469f-a165-70867728950e",
        }
        return OfficeInfo(**{**usual, **changes})  # type: ignore[arg-type]

    def imprint(self, **changes: str) -> Imprint:
        return Imprint(self.office(**changes), TODAY)

    def long_imprint(self) -> Imprint:
        return self.imprint(
            name="ỦY BAN NHÂN DÂN ĐẶC KHU CÔN ĐẢO THƯỢNG VÀ QUẦN ĐẢO HÒN BÀ ĐÔNG NAM BỘ",
            superior="ỦY BAN NHÂN DÂN THÀNH PHỐ TRỰC THUỘC TRUNG ƯƠNG THỪA THIÊN AN PHƯỚC",
            place="Đặc khu Côn Đảo Thượng",
        )

    def person(self, id: int = 1, name: str = "Trần Thị Mỹ Duyên", **changes: object) -> Person:
        usual = {"title": "Chuyên viên", "unit_id": 1, "unit": "Phòng Kinh tế", "role": "officer"}
        return Person(id, f"7c9e6679-7425-40de-944b-{id:012d}", name, **{**usual, **changes})  # type: ignore[arg-type]

    def letter(self, n: int = 1, **changes: object) -> Letter:
        usual: dict[str, object] = {
            "issuer": "Ủy ban nhân dân tỉnh Quảng Bình",
            "number": str(2166 + n),
            "symbol": "UBND-KTTH",
            "issued_on": "2026-11-12",
            "type": "Công văn",
            "subject": "tăng cường công tác phòng cháy, chữa cháy rừng mùa khô năm 2026 - 2027",
            "handed_to": "Phòng Kinh tế",
            "handed_on": date(2026, 11, 16),
        }
        row: dict[str, object] = {**usual, **changes}
        return Letter(n, f"u{n}", 1, "Sổ văn bản đến", 2026, n, date(2026, 11, 16), **row)  # type: ignore[arg-type]

    def task(self, n: int = 1, **changes: object) -> Task:
        usual: dict[str, object] = {
            "title": "Kiểm tra các tổ bảo vệ rừng, báo cáo kết quả về Ủy ban nhân dân tỉnh",
            "lead_id": 1,
            "lead": "Trần Thị Mỹ Duyên",
            "lead_unit": "Phòng Kinh tế",
            "partners": ("Lê Văn Hòa", "Ban CHQS"),
            "product": "Báo cáo",
            "due_on": TODAY + timedelta(days=n % 9 - 4),
            "letter_id": n,
            "letter": self.letter(n),
            "assigned_on": date(2026, 11, 16),
            "kind": "dated",
            "status": "under_way",
        }
        row = {**usual, **changes}
        return Task(n, f"t{n}", **row)  # type: ignore[arg-type]

    def varied_task(self, n: int) -> Task:
        """One of a mixture: late, done, long, without a letter, without a day."""
        kinds: list[dict[str, object]] = [
            {"status": "overdue", "days_late": 5, "due_on": date(2026, 11, 16)},
            {"status": "done_on_time", "state": "done", "done_on": date(2026, 11, 19), "reply": "45/BC-UBND"},
            {"title": LONG_TITLE, "partners": (LONG_NAME, LONG_NAME), "last_note": LONG_TITLE[:120]},
            {"letter": None, "letter_id": None, "kind": "standing", "due_on": None, "status": "no_due", "product": ""},
            {"due_time": "17:00", "status": "not_started"},
            {"status": "done_late", "state": "done", "done_on": date(2026, 11, 20), "days_late": 2},
        ]
        return self.task(n, **kinds[n % len(kinds)])

    def sheet(self, results: int = 6, plan: int = 3, person: Person | None = None) -> WeeklySheet:
        who = person or self.person()
        first = [self.varied_task(n) for n in range(1, results + 1)]
        coming = [self.task(1000 + n, due_on=date(2026, 11, 25) if n % 2 else None) for n in range(plan)]
        return WeeklySheet(who, WEEK, tuple(first), tuple(coming))

    def long_sheet(self) -> WeeklySheet:
        """The longest names on every place of the sheet."""
        person = self.person(3, LONG_NAME, title="Phó Giám đốc " + LONG_UNIT, unit=LONG_UNIT)
        tasks = tuple(
            self.task(n, title=LONG_TITLE, partners=(LONG_NAME,) * 3, product=LONG_TITLE) for n in range(1, 5)
        )
        return WeeklySheet(person, WEEK, tasks, tasks[:2])


@pytest.fixture
def made() -> Made:
    return Made()


class Line(NamedTuple):
    """A run of text on a page as a reader of the PDF finds it: page from 1, box in millimetres from the top left."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float
    text: str


class PrintedPdf:
    """A PDF as read back: its lines, its pages, pictures of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.document = pdfium.PdfDocument(data)
        self.sizes = [page.get_size() for page in self.document]
        self.lines = [line for n, page in enumerate(self.document, 1) for line in _lines(n, page)]

    @property
    def pages(self) -> int:
        return len(self.document)

    def text(self, page: int | None = None) -> str:
        """Return the text of one page or of all, every run of blanks as one space."""
        return " ".join(" ".join(line.text for line in self.lines if page in (None, line.page)).split())

    def picture(self, page: int, scale: float = 2.0) -> np.ndarray:
        return np.asarray(self.document[page - 1].render(scale=scale, grayscale=True).to_numpy()).squeeze()

    def golden(self) -> str:
        """Return page, place in millimetres and text of every line."""
        return "".join(f"{line.page} {line.x0:.0f} {line.y0:.0f} {line.text}\n" for line in self.lines)

    def outside(self, margin: float = 5.0) -> list[Line]:
        """Return the lines that come nearer to an edge of the paper than ``margin`` millimetres."""
        found = []
        for line in self.lines:
            width, height = (side / MM for side in self.sizes[line.page - 1])
            if line.x0 < margin or line.y0 < margin or line.x1 > width - margin or line.y1 > height - margin:
                found.append(line)
        return found

    def overlapping(self) -> list[tuple[Line, Line]]:
        """Return the pairs of lines that cover one another by more than the touch of an accent."""
        return [
            (a, b) for page in range(1, self.pages + 1) for a, b in _pairs(self.lines, page) if _covered(a, b) > 0.15
        ]


MM = 72 / 25.4


def _lines(number: int, page: pdfium.PdfPage) -> list[Line]:
    text = page.get_textpage()
    height = page.get_height()
    found = []
    for n in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(n)
        # pdfium marks a hyphen at a line's end, which it takes for a parted word's
        said = text.get_text_bounded(left, bottom, right, top).replace("\ufffe", "-").replace("\x02", "-").strip()
        found.append(Line(number, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM, said))
    return found


def _pairs(lines: list[Line], page: int) -> list[tuple[Line, Line]]:
    here = [line for line in lines if line.page == page and line.text]
    return [(a, b) for n, a in enumerate(here) for b in here[n + 1 :] if a.y0 < b.y1 and b.y0 < a.y1]


def _covered(a: Line, b: Line) -> float:
    wide = min(a.x1, b.x1) - max(a.x0, b.x0)
    tall = min(a.y1, b.y1) - max(a.y0, b.y0)
    if wide <= 0 or tall <= 0:
        return 0.0
    return wide * tall / min((a.x1 - a.x0) * (a.y1 - a.y0), (b.x1 - b.x0) * (b.y1 - b.y0))


@pytest.fixture
def printed() -> Iterator[Callable[[bytes], PrintedPdf]]:
    opened: list[PrintedPdf] = []

    def read(data: bytes) -> PrintedPdf:
        opened.append(PrintedPdf(data))
        return opened[-1]

    yield read
    for pdf in opened:
        pdf.document.close()


GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, PrintedPdf], None]:
    """Compare a PDF's texts and places with those kept; VANTHU_GOLDEN=write keeps the present ones, to be looked at."""

    if not font_file("regular").name.startswith("Tinos"):
        pytest.skip("the kept places were measured with Tinos")

    def compare(name: str, pdf: PrintedPdf) -> None:
        file = GOLDEN / f"{name}.txt"
        if os.environ.get("VANTHU_GOLDEN") == "write":
            GOLDEN.mkdir(exist_ok=True)
            file.write_text(pdf.golden(), encoding="utf-8", newline="\n")
        assert pdf.golden() == file.read_text(encoding="utf-8")

    return compare
