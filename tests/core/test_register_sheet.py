"""Understanding a register kept in a spreadsheet: heads, days, numbers, symbols, rows."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.register_sheet import BadLine, day, find_head, guess_columns, read_row, split_symbol, whole_number

DECREE = (
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
)
TYPES = ("Công văn", "Quyết định", "Báo cáo", "Kế hoạch")


def test_the_form_of_the_decree_is_known_whole():
    assert guess_columns(DECREE) == {
        "arrived_on": 0,
        "arrival_number": 1,
        "issuer": 2,
        "full_symbol": 3,
        "issued_on": 4,
        "type_and_subject": 5,
        "handed_to": 6,
        "handed_on": 7,
        "note": 9,
    }


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        (
            ("STT", "SO DEN", "NGAY DEN", "NOI GUI", "SO VAN BAN", "KY HIEU", "NGAY VB", "LOAI VAN BAN", "TRICH YEU"),
            "- arrival_number arrived_on issuer number symbol issued_on type subject",
        ),
        (
            ("Số\nđến", "Ngày nhận", "Cơ quan ban hành", "Số ký hiệu", "Ngày ban hành", "Nội dung", "Người nhận"),
            "arrival_number arrived_on issuer full_symbol issued_on subject handed_to",
        ),
    ],
)
def test_heads_as_offices_write_them(heads, expected):
    found = {place: name for name, place in guess_columns(heads).items()}
    assert [found.get(n, "-") for n in range(len(heads))] == expected.split()


def test_what_was_chosen_before_goes_first():
    assert guess_columns(("Mã", "Ngày đến", "Số đến"), {"arrival_number": "mã"})["arrival_number"] == 0


def test_the_head_is_found_below_titles():
    sheet = [("ỦY BAN NHÂN DÂN XÃ",), ("SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",), (), DECREE, (1, 2, 3)]
    assert find_head(sheet) == 3
    assert find_head([("a", "b"), ("c",)]) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2026, 3, 5, 7), date(2026, 3, 5)),
        (date(2026, 3, 5), date(2026, 3, 5)),
        ("5/3/2026", date(2026, 3, 5)),
        (" 05.03.26 ", date(2026, 3, 5)),
        ("5-3-2026", date(2026, 3, 5)),
        ("2026-03-05", date(2026, 3, 5)),
        (46086, date(2026, 3, 5)),
        (46086.0, date(2026, 3, 5)),
        ("31/2/2026", None),
        ("tháng 3", None),
        (12, None),
        (None, None),
        (True, None),
    ],
)
def test_days(cell, expected):
    assert day(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"), [(12, 12), (12.0, 12), ("012", 12), ("12a", None), (0, None), (-3, None), (1.5, None)]
)
def test_numbers(cell, expected):
    assert whole_number(cell) == expected


@pytest.mark.parametrize(
    ("whole", "parts"),
    [
        ("2167/UBND-KTTH", ("2167", "UBND-KTTH", "state")),
        ("1438-CV/TU", ("1438", "CV/TU", "party")),
        ("43 /TB-UBND", ("43", "TB-UBND", "state")),
        ("15", ("15", "", "state")),
        ("không số", ("", "không số", "state")),
    ],
)
def test_number_and_symbol(whole, parts):
    assert split_symbol(whole) == parts


def row(*cells):
    return read_row(9, cells, guess_columns(DECREE), TYPES)


def test_a_row_becomes_an_entry():
    entry = row("5/3/2026", 12, "Sở Y tế", "7/SYT-NVY", "1/3/2026", "Công văn về việc phòng dịch", "Bà Mai", "6/3/2026")
    assert (entry.line, entry.arrival_number, entry.arrived_on) == (9, 12, date(2026, 3, 5))
    assert entry.values["type"] == "Công văn"
    assert entry.values["subject"] == "phòng dịch"
    assert entry.values["issued_on"] == "2026-03-01"
    assert (entry.handed_to, entry.handed_on) == ("Bà Mai", date(2026, 3, 6))


def test_a_voided_row_stays_void_with_its_reason():
    cells = ["5/3/2026", 12, *[None] * 7]
    assert row(*cells, "ĐÃ HỦY: vào nhầm").void_reason == "vào nhầm"
    assert row(*cells, "đã hủy").void_reason
    assert row(*cells, "bản sao").void_reason == ""


def test_empty_rows_and_the_row_of_numbers_are_passed_over():
    assert row(*[None] * 10) is None
    assert row(*[" "] * 10) is None
    assert row(*[f"({n})" for n in range(1, 11)]) is None


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("5/3/2026", None, "Sở"), "Thiếu Số đến"),
        (("5/3/2026", "12a", "Sở"), "«12a»"),
        ((None, 12, "Sở"), "Thiếu Ngày đến"),
        (("30/2/2026", 12, "Sở"), "«30/2/2026»"),
        (("5/3/2026", 12, "Sở", "", "hôm qua"), "Ngày văn bản «hôm qua»"),
    ],
)
def test_what_cannot_be_entered_says_why(cells, words):
    with pytest.raises(BadLine) as bad:
        row(*cells)
    assert words in str(bad.value.text)


@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=30), st.integers(), st.floats(), st.dates(), st.booleans()), max_size=12
    )
)
def test_no_row_breaks_it(cells):
    with suppress(BadLine):
        entry = row(*cells)
        assert entry is None or entry.arrival_number > 0
