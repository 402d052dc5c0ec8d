"""Made-up rows for the forms: the usual, none, many, and the longest that an office has ever seen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core.calendar import Week
from desktop.core.records import Letter, OfficeInfo, Person, Task
from desktop.core.weekly import WeeklySheet
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
