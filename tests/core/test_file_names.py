"""Readable file names, also from letters that say strange things."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.names import letter_file_name, letter_file_place
from desktop.core.records import Letter


def letter(**values: Any) -> Letter:
    return Letter(1, "u", 1, "Sổ", 2026, values.pop("arrival_number", 412), date(2026, 11, 21), **values)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"number": "2167", "symbol": "UBND-KTTH"}, "0412_2167-UBND-KTTH.pdf"),
        ({"number": "1438", "symbol": "CV/TU", "system": "party"}, "0412_1438-CV-TU.pdf"),
        ({"number": "59/2019", "symbol": "NĐ-CP"}, "0412_59-2019-NĐ-CP.pdf"),
        ({"symbol": "UBND-TH"}, "0412_UBND-TH.pdf"),
        ({"subject": "V/v: kiểm tra <hồ chứa>?"}, "0412_V-v-kiểm-tra-hồ-chứa.pdf"),
        ({}, "0412.pdf"),
        ({"number": "../../etc", "symbol": "C:\\x"}, "0412_etc-C-x.pdf"),
        ({"number": "7", "arrival_number": 12345}, "12345_7.pdf"),
    ],
)
def test_names(values: dict[str, Any], name: str) -> None:
    assert letter_file_name(letter(**values)) == name


def test_many_go_below_their_year() -> None:
    assert letter_file_place(letter(number="2167", symbol="UBND-KTTH")) == "2026/0412_2167-UBND-KTTH.pdf"


@given(st.text(max_size=300), st.text(max_size=300), st.text(max_size=300))
def test_whatever_a_letter_says_the_name_is_one_plain_name(number: str, symbol: str, subject: str) -> None:
    name = letter_file_name(letter(number=number, symbol=symbol, subject=subject))
    assert re.fullmatch(r"\d{4}(_[\w.-]+)?\.pdf", name)
    assert ".." not in name
    assert len(name.encode()) < 255
