"""The register: ten columns, a cover for each run of numbers, voided entries in sight; in Excel no formulas."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from typing import Any

import openpyxl
import pytest

from desktop.reports.output import Watch
from desktop.reports.register import COLUMNS, Volume, register, register_workbook

FIRST, LAST = date(2026, 1, 1), date(2026, 11, 21)


@pytest.fixture
def letters(made: Any) -> list[Any]:
    """Forty letters: usual, voided, long, urgent Party ones."""
    kinds: list[dict[str, object]] = [
        {},
        {"state": "void", "void_reason": "Nhập trùng với số đến 4"},
        {"subject": made.long_title, "issuer": made.long_name, "handed_to": made.long_name},
        {"urgency": "HỎA TỐC", "system": "party", "symbol": "CV/TU"},
    ]
    return [made.letter(n, **kinds[n % 4]) for n in range(1, 41)]


def test_the_register_is_as_it_was_looked_at(made: Any, printed: Any, golden: Any, letters: list[Any]) -> None:
    golden("register", printed(register(made.imprint(), Volume(letters[:8], FIRST, LAST, "01"))))


def test_the_ten_columns_of_the_decree_on_every_page(made: Any, printed: Any, letters: list[Any]) -> None:
    pdf = printed(register(made.imprint(), Volume(letters, FIRST, LAST)))
    assert len(COLUMNS) == 10
    assert not pdf.outside()
    assert not pdf.overlapping()
    for number in range(2, pdf.pages):
        text = pdf.text(number)
        assert "(10)" in text
        assert f"Trang {number - 1}/{pdf.pages - 1}" in text
    assert "NGƯỜI LẬP SỔ" in pdf.text(pdf.pages)
    assert "1438-CV/TU" not in pdf.text()
    assert "2169-CV/TU" in pdf.text()


def test_the_cover_names_year_days_numbers_and_volume(made: Any, printed: Any, letters: list[Any]) -> None:
    cover = printed(register(made.imprint(), Volume(letters[2:], FIRST, LAST, "02"))).text(1)
    for said in (
        "ỦY BAN NHÂN DÂN XÃ AN BÌNH",
        "SỔ ĐĂNG KÝ VĂN BẢN ĐẾN",
        "Năm: 2026",
        "Từ ngày 01/01/2026 đến ngày 21/11/2026",
        "Từ số 3 đến số 40",
        "Quyển số: 02",
    ):
        assert said in cover


def test_a_voided_entry_is_struck_and_keeps_its_number_and_reason(made: Any, printed: Any) -> None:
    plain, void = made.letter(5), made.letter(5, state="void", void_reason="Nhập trùng")
    usual = printed(register(made.imprint(), Volume([plain], FIRST, LAST)))
    struck = printed(register(made.imprint(), Volume([void], FIRST, LAST)))
    assert "ĐÃ HỦY: Nhập trùng" in struck.text(2)
    assert "trong đó 1 số đã hủy" in struck.text(2)
    for text, more in (("12/11/2026", True), ("2171/UBND-", True), ("5", False)):
        assert (_ink(struck, text) > _ink(usual, text) * 1.08) is more, text


def _ink(pdf: Any, text: str) -> float:
    line = next(line for line in pdf.lines if line.page == 2 and line.text == text)
    dots = 4 * 72 / 25.4
    part = pdf.picture(2, scale=4)[int(line.y0 * dots) : int(line.y1 * dots), int(line.x0 * dots) : int(line.x1 * dots)]
    return float((255 - part.astype(int)).sum())


def test_each_year_has_its_own_cover(made: Any, printed: Any) -> None:
    old = replace(made.letter(900), year=2025, arrived_on=date(2025, 12, 30))
    pdf = printed(register(made.imprint(), Volume([made.letter(1), old], date(2025, 12, 1), LAST)))
    assert pdf.pages == 4
    assert "Năm: 2025" in pdf.text(1)
    assert "Từ ngày 01/12/2025 đến ngày 31/12/2025" in pdf.text(1)
    assert "Năm: 2026" in pdf.text(3)
    assert "Từ ngày 01/01/2026" in pdf.text(3)


def test_an_empty_register_says_so(made: Any, printed: Any) -> None:
    pdf = printed(register(made.long_imprint(), Volume([], FIRST, LAST)))
    assert "Không có văn bản đến" in pdf.text(2)
    assert not pdf.outside()
    assert not pdf.overlapping()


def test_many_letters_tell_their_progress(made: Any, printed: Any) -> None:
    told: list[int] = []
    letters = [made.letter(n) for n in range(1, 301)]
    watch = Watch(300, lambda done, total: told.append(done))
    pdf = printed(register(made.imprint(), Volume(letters, FIRST, LAST), watch))
    assert told == list(range(1, 301))
    assert "Từ số 1 đến số 300" in pdf.text(1)


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "=1", "\tx=1", "bình thường"])
def test_text_in_excel_is_never_a_formula(made: Any, text: str) -> None:
    data = register_workbook(made.imprint(), Volume([made.letter(1, issuer=text, note=text)], FIRST, LAST))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet.cell(5, 3).value == text
    assert sheet.cell(5, 3).data_type == "s"
    assert sheet.cell(5, 3).quotePrefix == text.startswith(("=", "+", "-", "@", "\t", "\r"))


def test_excel_has_days_as_days_and_strikes_the_voided(made: Any, letters: list[Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(register_workbook(made.imprint(), Volume(letters, FIRST, LAST))))
    sheet = book.active
    assert [cell.value for cell in sheet[4]] == [column.title for column in COLUMNS]
    assert sheet.max_row == 44
    assert sheet.cell(5, 1).value.date() == date(2026, 11, 16)
    assert sheet.cell(5, 3).font.strike
    assert not sheet.cell(6, 3).font.strike
    assert sheet.print_title_rows == "$4:$4"


def test_control_characters_do_not_break_excel(made: Any) -> None:
    data = register_workbook(made.imprint(), Volume([made.letter(1, note="a\x00b\x0bc")], FIRST, LAST))
    assert openpyxl.load_workbook(io.BytesIO(data)).active.cell(5, 10).value == "abc"
