"""Days named while searching."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.date_phrases import Span, spanned

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm nay", (2026, 11, 21), (2026, 11, 21)),
        ("hom qua", (2026, 11, 20), (2026, 11, 20)),
        ("Tuần này", (2026, 11, 16), (2026, 11, 22)),
        ("tuần trước", (2026, 11, 9), (2026, 11, 15)),
        ("tuần 47", (2026, 11, 16), (2026, 11, 22)),
        ("tuần 1/2027", (2027, 1, 4), (2027, 1, 10)),
        ("tháng 5", (2026, 5, 1), (2026, 5, 31)),
        ("thang 5/2025", (2025, 5, 1), (2025, 5, 31)),
        ("tháng 2 năm 2024", (2024, 2, 1), (2024, 2, 29)),
        ("tháng trước", (2026, 10, 1), (2026, 10, 31)),
        ("tháng 12", (2026, 12, 1), (2026, 12, 31)),
        ("tháng 1", (2027, 1, 1), (2027, 1, 31)),
        ("tháng 4", (2026, 4, 1), (2026, 4, 30)),
        ("quý 2", (2026, 4, 1), (2026, 6, 30)),
        ("quý II/2025", (2025, 4, 1), (2025, 6, 30)),
        ("quý này", (2026, 10, 1), (2026, 12, 31)),
        ("năm ngoái", (2025, 1, 1), (2025, 12, 31)),
        ("năm 2024", (2024, 1, 1), (2024, 12, 31)),
        ("21/11/2026", (2026, 11, 21), (2026, 11, 21)),
        ("ngày 5/8", (2026, 8, 5), (2026, 8, 5)),
        ("từ 1/11 đến 15/11", (2026, 11, 1), (2026, 11, 15)),
        ("từ ngày 20/12/2025 đến ngày 10/1/2026", (2025, 12, 20), (2026, 1, 10)),
        ("7 ngày qua", (2026, 11, 15), (2026, 11, 21)),
        ("last week", (2026, 11, 9), (2026, 11, 15)),
        ("next month", (2026, 12, 1), (2026, 12, 31)),
    ],
)
def test_a_phrase_names_days(text: str, first: tuple[int, int, int], last: tuple[int, int, int]) -> None:
    assert spanned(text, TODAY) == (Span(date(*first), date(*last)), "")


@pytest.mark.parametrize("text", ["tháng 13", "31/2/2026", "tuần 60", "tháng", "2167/ubnd", "quý vị", "năm 3000", ""])
def test_what_names_no_days_stays_text(text: str) -> None:
    assert spanned(text, TODAY) == (None, text)


def test_the_other_words_are_left_as_typed() -> None:
    assert spanned("Phòng cháy tuần này  rừng", TODAY) == (
        Span(date(2026, 11, 16), date(2026, 11, 22)),
        "Phòng cháy rừng",
    )


@pytest.mark.parametrize(
    ("today", "year"), [(date(2027, 1, 5), 2026), (date(2026, 12, 31), 2026), (date(2026, 10, 1), 2026)]
)
def test_a_month_without_its_year_is_the_near_one(today: date, year: int) -> None:
    span, _ = spanned("tháng 12", today)
    assert span is not None
    assert span.first.year == year


def test_a_span_holds_its_ends() -> None:
    span = Span(date(2026, 5, 1), date(2026, 5, 31))
    assert date(2026, 5, 31) in span
    assert date(2026, 6, 1) not in span
    assert None not in span
