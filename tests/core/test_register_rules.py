"""Numbers, drafts, citations, snippets: what the register needs to know without a database."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.citations import issuer_words, means, number_key, same_day, same_issuer, same_year
from desktop.core.drafts import DRAFT_FIELDS, REQUIRED_FIELDS, SURE, draft_fields, empty_fields, missing_fields
from desktop.core.numbering import following, gaps, register_year, repeated
from desktop.core.readings import FieldReading, LetterReading
from desktop.core.snippets import snippet
from desktop.core.text import fold


@given(st.integers(0, 300))
def test_numbers_given_one_after_the_other_have_no_gap_and_no_twin(count):
    numbers, last = [], 0
    for _ in range(count):
        last = following(last)
        numbers.append(last)
    assert gaps(numbers, last) == []
    assert repeated(numbers) == []


@given(st.sets(st.integers(1, 60)), st.integers(0, 60))
def test_every_missing_number_is_found(numbers, last):
    assert set(gaps(numbers, last)) | (numbers & set(range(1, last + 1))) == set(range(1, last + 1))


def test_a_number_twice_is_found_once():
    assert repeated([1, 2, 2, 3, 3, 3]) == [2, 3]


def test_the_year_is_that_of_the_arrival():
    assert register_year(date(2025, 12, 31)) == 2025


@pytest.mark.parametrize(
    ("number", "symbol", "key"),
    [
        ("2167", "UBND-KTTH", "2167-ubnd-ktth"),
        (" 02167 ", "UBND – KTTH", "2167-ubnd-ktth"),
        ("1438", "CV/TU", "1438-cv-tu"),
        ("59/2019", "NĐ-CP", "59-2019-nd-cp"),
        ("12", "", "12"),
        ("", "UBND", ""),
        ("000", "UBND", ""),
    ],
)
def test_what_numbers_are_compared_by(number, symbol, key):
    assert number_key(number, symbol) == key


@given(st.integers(1, 99999), st.sampled_from(["UBND-KTTH", "CV/TU", "NĐ-CP", "QĐ-TTg"]))
def test_case_and_blanks_do_not_matter_in_a_number(number, symbol):
    assert number_key(str(number), symbol) == number_key(f" {number:06d}", f" {symbol.lower()} ")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", True),
        ("UBND TP Quảng Ngãi", "ỦY BAN NHÂN DÂN THÀNH PHỐ QUẢNG NGÃI", True),
        ("UBND thành phố", "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI", False),
        ("Sở Văn hóa, Thể thao và Du lịch", "SỞ VĂN HÓA THỂ THAO DU LỊCH", True),
        ("Sở Nội vụ", "Sở Y tế", False),
        ("", "Sở Y tế", True),
    ],
)
def test_bodies_however_they_are_written(one, other, same):
    assert same_issuer(one, other) is same
    assert same_issuer(other, one) is same


@given(st.text(max_size=30))
def test_a_body_is_itself(name):
    assert same_issuer(name, name)
    assert issuer_words(name) == issuer_words(fold(name))


def test_days_agree_as_far_as_they_are_known():
    assert same_day("2023-12", "2023-12-28")
    assert same_day("", "2023-12-28")
    assert not same_day("2023-12-28", "2023-12-02")
    assert same_year("2023", "2023-12-28")
    assert not same_year("2023-01-01", "2024-01-01")


def test_a_citation_means_a_letter_by_the_full_day_or_by_the_body():
    letter = ("2026-10-01", "SỞ NỘI VỤ", "UBND TỈNH ĐÔNG SƠN")
    assert means("2026-10-01", "cơ quan khác", *letter)
    assert means("2026-10", "Sở Nội vụ", *letter)
    assert means("", "Sở Nội vụ tỉnh Đông Sơn", *letter)
    assert not means("2026-10", "Sở Y tế", *letter)
    assert not means("2026-10-02", "Sở Nội vụ", *letter)


def reading(**values):
    return LetterReading(1, 1, {name: FieldReading(*value) for name, value in values.items()})


def test_a_draft_has_every_field_and_none_for_secrecy():
    assert tuple(empty_fields()) == DRAFT_FIELDS
    assert "secrecy" not in DRAFT_FIELDS
    assert {name for name, f in empty_fields().items() if f.doubtful} == set(REQUIRED_FIELDS)


@given(st.floats(0, 1), st.sampled_from(DRAFT_FIELDS), st.sampled_from(["2026-11-10", None]))
def test_doubt_is_the_same_for_every_field(confidence, name, value):
    field = draft_fields(reading(**{name: (value, confidence)}))[name]
    expected = (value is not None and confidence < SURE) or (value is None and name in REQUIRED_FIELDS)
    assert field.doubtful is expected
    assert field.value in ("2026-11-10", "", [])


def test_a_date_without_its_day_is_still_missing():
    whole = dict.fromkeys(REQUIRED_FIELDS, "x") | {"issued_on": "2026-11-10"}
    assert missing_fields(whole) == ()
    assert missing_fields(whole | {"issued_on": "2026-11"}) == ("issued_on",)
    assert missing_fields({}) == REQUIRED_FIELDS


def test_a_snippet_shows_the_first_hit_in_its_surroundings():
    long = "từ " * 30 + "nuôi trồng thủy sản" + " sau" * 30
    found = snippet(["không có gì", long], "THUY san")
    assert "«thủy» «sản»" in found
    assert found.startswith("… ")
    assert found.endswith(" …")
    assert snippet(["Số 2167/UBND-KTTH"], "2167/ubn") == "Số «2167/UBND-KTTH»"
    assert snippet(["một hai"], "ba") == "một hai"
    assert snippet([], "ba") == ""
