"""The weekly sheet: what it says, that it comes out the same each time, that it can be read again by the scanner."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import cv2
import pytest

from desktop.core.errors import OfficeError
from desktop.core.sheet_code import decode
from desktop.reports.output import Watch
from desktop.reports.weekly_sheets import weekly_sheets
from desktop.reports.weekly_summary import Summary, summary_pages

MM = 72 / 25.4


@pytest.fixture
def sheet(made: Any, printed: Any) -> Any:
    """Print one sheet and read it back."""
    return lambda chosen, imprint=None: printed(weekly_sheets(imprint or made.imprint(), [chosen]))


def test_a_usual_sheet_is_as_it_was_looked_at(made: Any, sheet: Any, golden: Any) -> None:
    golden("weekly-sheet", sheet(made.sheet()))


@pytest.mark.parametrize(("results", "plan", "pages"), [(0, 0, 1), (1, 1, 1), (40, 20, 10)])
def test_few_or_many_tasks(made: Any, sheet: Any, results: int, plan: int, pages: int) -> None:
    pdf = sheet(made.sheet(results, plan))
    assert abs(pdf.pages - pages) <= 2
    assert not pdf.outside()
    assert not pdf.overlapping()
    for number in range(1, pdf.pages + 1):
        assert f"Trang {number}/{pdf.pages}" in pdf.text(number)
        assert "In ngày 21/11/2026" in pdf.text(number)
        assert "ỦY BAN NHÂN DÂN XÃ AN BÌNH" in pdf.text(number)
    assert "NGƯỜI BÁO CÁO" in pdf.text(pdf.pages)


def test_the_longest_names_stay_inside(made: Any, sheet: Any) -> None:
    pdf = sheet(made.long_sheet(), made.long_imprint())
    assert not pdf.outside()
    assert not pdf.overlapping()
    right_margin = pdf.sizes[0][0] / MM - 15
    assert all(line.x1 <= right_margin + 0.5 for line in pdf.lines)


def test_no_word_of_a_long_task_is_lost_over_a_page_break(made: Any, sheet: Any) -> None:
    words = [f"việc{n}" for n in range(900)]
    tasks = (made.task(1, title=" ".join(words), letter=None, letter_id=None),)
    pdf = sheet(replace(made.sheet(0, 0), results=tasks))
    text = pdf.text()
    assert pdf.pages > 1
    assert [word for word in words if word not in text] == []


def test_heads_repeat_on_each_page_that_goes_on(made: Any, sheet: Any) -> None:
    pdf = sheet(made.sheet(20, 0))
    pages = [n for n in range(1, pdf.pages) if "Tiến độ" not in pdf.text(n)]
    assert pages == []
    assert "(tiếp theo): Trần Thị Mỹ Duyên" in pdf.text(2)


def test_what_is_late_or_done_is_told(made: Any, sheet: Any) -> None:
    tasks = (
        made.task(1, status="overdue", days_late=5),
        made.task(2, status="done_late", state="done", done_on=made.today, days_late=2, reply="45/BC-UBND"),
        made.task(3, lead_id=9, lead="Lê Văn Hòa", partners=("Trần Thị Mỹ Duyên",)),
    )
    text = sheet(replace(made.sheet(0, 0), results=tasks)).text()
    for said in (
        "Quá hạn 5 ngày",
        "Chậm 2 ngày",
        "Xong 21/11/2026",
        "Hoàn thành quá hạn",
        "45/BC-UBND",
        "2167/UBND-KTTH",
    ):
        assert said in text
    assert "Chủ trì: Lê Văn Hòa" in text
    assert "(hoàn thành 1/3)" in text


def test_the_same_rows_give_the_same_bytes(made: Any) -> None:
    assert weekly_sheets(made.imprint(), [made.sheet()]) == weekly_sheets(made.imprint(), [made.sheet()])


def test_faces_are_embedded_and_the_file_says_whose_it_is(made: Any, printed: Any) -> None:
    pdf = printed(weekly_sheets(made.imprint(), [made.sheet()]))
    faces = pdf.data.count(b"/Subtype /TrueType")
    assert faces >= 3
    assert pdf.data.count(b"/FontFile2") == faces
    assert b"/Type1" not in pdf.data
    about = pdf.document.get_metadata_dict()
    assert about["Title"] == "PHIẾU GIAO VIỆC TUẦN 47"
    assert about["Author"] == "ỦY BAN NHÂN DÂN XÃ AN BÌNH"


def test_a_scanner_finds_the_code_and_the_boxes_it_names(made: Any, sheet: Any) -> None:
    pdf = sheet(made.sheet(12, 4))
    seen: list[int] = []
    for number in range(1, pdf.pages + 1):
        picture = pdf.picture(number, scale=200 / 72)
        text, *_ = cv2.QRCodeDetector().detectAndDecode(picture)
        code = decode(text)
        assert (code.week, code.page, code.pages) == (made.week, number, pdf.pages)
        assert code.office_uid == "0F8FAD5B"
        for row in code.rows:
            seen.append(row.task_id)
            _assert_box(picture, code.box_left, row.box_top)
            assert row.box_top + 12 < row.bottom
            assert row.write_top < row.bottom
    open_tasks = [t.id for t in (*made.sheet(12, 4).results, *made.sheet(12, 4).plan) if t.state == "open"]
    assert sorted(seen) == sorted(open_tasks)


def _assert_box(picture: Any, x: float, y: float) -> None:
    """Three boxes of 4 mm stand 6 mm under one another: dark frames, blank inside."""
    dots = 200 / 25.4
    for n in range(3):
        left, top, side = round(x * dots), round((y + 6 * n) * dots), round(4 * dots)
        inside = picture[top + 4 : top + side - 4, left + 4 : left + side - 4]
        assert inside.min() > 240
        edge = picture[top - 2 : top + 3, left + 6 : left + side - 6]
        assert edge.min(axis=0).max() < 160


@pytest.mark.parametrize(
    "text",
    [
        "",
        "VT2:A:B",
        "VT1:A:B:2026W47:1/1:000000:",
        "VT2:A:B:2026W60:1/1:000000:",
        "VT2:A:B:2026W47:2/1:000000:",
        "VT2:A:B:2026W47:1/1:0000:",
        "VT2:A:B:2026W47:1/1:000000:1",
        "https://example.vn",
    ],
)
def test_other_codes_are_not_ours(text: str) -> None:
    with pytest.raises(ValueError):
        decode(text)


def test_a_missing_glyph_is_named(made: Any) -> None:
    bad = replace(made.sheet(0, 0), results=(made.task(1, title="Chúc mừng 🎉 ngày lễ"),))
    with pytest.raises(OfficeError) as told:
        weekly_sheets(made.imprint(), [bad])
    assert told.value.code == "no-glyph"
    assert "🎉" in str(told.value)
    assert "U+1F389" in str(told.value)


def test_progress_is_told_and_a_stop_is_obeyed(made: Any) -> None:
    told: list[tuple[int, int]] = []
    sheets = [made.sheet(1, 0, made.person(n)) for n in range(1, 6)]
    weekly_sheets(made.imprint(), sheets, (), Watch(5, lambda done, total: told.append((done, total))))
    assert told == [(n, 5) for n in range(1, 6)]
    with pytest.raises(OfficeError) as stopped:
        weekly_sheets(made.imprint(), sheets, (), Watch(5, None, lambda: True))
    assert stopped.value.code == "cancelled"


def test_the_summary_follows_the_sheets(made: Any, printed: Any) -> None:
    sheets = [made.sheet(2, 1), made.sheet(2, 1, made.person(2, "Lê Văn Hòa"))]
    after = summary_pages(made.imprint(), Summary(made.week, sheets))
    pdf = printed(weekly_sheets(made.imprint(), sheets, after))
    assert "TỔNG HỢP NHIỆM VỤ TUẦN 47" in pdf.text(pdf.pages - len(after) + 1)
    assert pdf.sizes[-1][0] > pdf.sizes[-1][1]
    contents = [entry.get_title() for entry in pdf.document.get_toc()]
    assert contents == ["Trần Thị Mỹ Duyên", "Lê Văn Hòa", "Tổng hợp nhiệm vụ tuần 47"]
