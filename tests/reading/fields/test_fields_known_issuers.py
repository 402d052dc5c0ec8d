"""Issuers the clerk has typed once mend what is nearly read later; another body stays another body."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.reading.fields import head, shipped

PARENT, NAME = "ỦY BAN NHÂN DÂN XÃ TỊNH THIỆN", "BAN QUẢN LÝ HỒ ĐẬP KHE TRẮM"
KNOWN = [(NAME, PARENT), ("TRẠM KHUYẾN NÔNG TÂN HẬU", ""), ("TRẠM KHUYẾN NÔNG TÂN HẠU", "")]


@pytest.fixture
def read(sheet: Any, same_again: Any) -> Any:
    """Read a head of these rows; ``seen`` is what further looks read instead of single words."""

    def go(*rows: str, known: list[tuple[str, str]] = KNOWN, source: str = "ocr", **seen: dict[str, str]) -> Any:
        page = sheet(source=source)
        page.left(*rows, y=0.05)
        page.right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", y=0.05)
        page.left("Số: 415/UBND-KT", y=0.125)
        page.right("Tịnh Thiện, ngày 14 tháng 3 năm 2025", y=0.125)
        made = page.page()
        looks = same_again([made], instead=seen)
        return head(made, looks, shipped().with_issuers(known))

    return go


NOISY = ("UY BAN NHÂN DÂN", "XÃ TINH THIÊN", "BAN QUẢN LÝ HỐ ĐẬP", "KHE TRÂM")


def test_lost_accents_come_back(read: Any) -> None:
    fields = read(*NOISY)
    assert (fields["parent_issuer"].value, fields["issuer"].value) == (PARENT, NAME)
    assert fields["issuer"].confidence >= 0.9


def test_nothing_is_known_unless_it_was_learned(read: Any) -> None:
    assert read(*NOISY, known=[])["issuer"].value != NAME


def test_a_letter_misread_is_mended_where_looks_differ(read: Any) -> None:
    fields = read(*NOISY[:2], "BAN QUẢN LÝ HỒ ĐẬP", "KHE TRẲN", large={"TRẲN": "TRẮM"}, sparse={"TRẲN": "TRXM"})
    assert fields["issuer"].value == NAME


def test_where_the_name_begins_is_learned(read: Any) -> None:
    known = [("ĐẬP KHE TRẮM", f"{PARENT} BAN QUẢN LÝ HỒ")]
    rows = ("ỦY BAN NHÂN DÂN", "XÃ TỊNH THIỆN", "BAN QUẢN LÝ HỒ", "ĐẬP KHE TRẮM")
    assert read(*rows, known=known, source="embedded")["issuer"].value == "ĐẬP KHE TRẮM"


@pytest.mark.parametrize("last", ["KHE TRÀNG", "KHE CÁT", "KHE TRẮM 2"])
def test_another_body_stays_another(read: Any, last: str) -> None:
    fields = read(*NOISY[:2], "BAN QUẢN LÝ HỒ ĐẬP", last)
    assert fields["issuer"].value == f"BAN QUẢN LÝ HỒ ĐẬP {last}"


def test_between_two_known_ones_nobody_guesses(read: Any) -> None:
    fields = read("TRẠM KHUYẾN NÔNG", "TÂN HAU")
    assert fields["issuer"].value not in (KNOWN[1][0], KNOWN[2][0])


def test_a_file_s_own_text_is_never_changed(read: Any) -> None:
    assert read("UY BAN NHÂN DÂN", "XÃ TINH THIÊN", "BAN QUẢN LÝ HỐ ĐẬP", "KHE TRÂM", source="embedded")[
        "issuer"
    ].value.endswith("KHE TRÂM")
