"""A page stamped secret is refused, however the stamp was made; the words «bí mật» in a letter are no stamp."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from desktop.core.errors import SecretLetter
from desktop.core.readings import Box
from desktop.reading.pages import Line, Page, Word
from desktop.reading.reader import read_file
from desktop.reading.seals import boxed_word
from desktop.reading.secrecy import degree_of

HEAD = Box(0, 0, 1, 0.4)


def typed(*rows: tuple[float, float, str]) -> Page:
    lines = [Line((Word(text, Box(x, y, x + 0.011 * len(text), y + 0.015)),)) for x, y, text in rows]
    return Page(1, 595, 842, tuple(lines), "embedded")


@pytest.mark.parametrize("degree", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
@pytest.mark.parametrize(("colour", "angle"), [("#d21f2b", 0), ("#c8323c", -17), ("black", 0)])
def test_a_stamp_in_a_frame(degree: str, colour: str, angle: float, tmp_path: Path, sheet: Any) -> None:
    sheet.letter(body=()).framed(48, 64, degree, colour=colour, angle=angle)
    heads: list[object] = []
    with pytest.raises(SecretLetter) as caught:
        read_file(sheet.save(tmp_path / "scan.png"), on_head=heads.append)
    assert not heads, "not even the head is told"
    assert degree in str(caught.value)


def test_a_stamp_without_a_frame(tmp_path: Path, sheet: Any) -> None:
    sheet.letter(body=()).text(-45, 62, "TỐI MẬT", size=18, bold=True, colour="#d21f2b")
    with pytest.raises(SecretLetter):
        read_file(sheet.save(tmp_path / "scan.png"))


def test_a_stamp_on_the_second_page(tmp_path: Path, sheets: Any) -> None:
    second = sheets()
    second.text(30, 40, "Phụ lục kèm theo Công văn của Ủy ban nhân dân huyện")
    second.framed(165, 20, "TUYỆT MẬT")
    with pytest.raises(SecretLetter):
        read_file(sheets().letter(body=()).save(tmp_path / "scan.pdf", second))


def test_words_in_a_letter_are_no_stamp(letter_file: Path) -> None:
    reading = read_file(letter_file)
    assert "bảo vệ bí mật nhà nước" in " ".join(reading.page_texts[0].split())


def test_urgency_is_no_secrecy(tmp_path: Path, sheet: Any) -> None:
    sheet.letter(body=()).framed(45, 66, "KHẨN")
    reading = read_file(sheet.save(tmp_path / "scan.png"))
    assert reading.letters[0].text("urgency") == "KHẨN"


@pytest.mark.parametrize("text", ["MẬT", "TỐI MẬT", "TUYỆT MẬT", "ĐỘ MẬT: TỐI MẬT", "TÔI MẬT", "TUYÊT MÂT."])
def test_a_degree_typed_alone_in_the_head(text: str) -> None:
    assert degree_of(typed((0.2, 0.05, "ỦY BAN NHÂN DÂN"), (0.15, 0.2, text), (0.15, 0.3, "Kính gửi: Các xã")))


@pytest.mark.parametrize(
    "page",
    [
        typed((0.2, 0.05, "ỦY BAN NHÂN DÂN"), (0.3, 0.2, "V/v bảo vệ bí mật nhà nước")),
        typed((0.25, 0.2, "QUY CHẾ QUẢN LÝ TÀI LIỆU CÓ ĐÓNG DẤU"), (0.47, 0.219, "MẬT")),
        typed((0.15, 0.7, "MẬT")),
        typed((0.15, 0.2, "bí mật")),
        typed((0.15, 0.2, "Tôi mất")),
        typed((0.15, 0.2, "MẤT MÁT")),
        typed((0.15, 0.2, "QUY CHẾ BẢO MẬT"), (0.15, 0.22, "Mật độ dân số")),
        typed((0.15, 0.2, "Mật")),
    ],
)
def test_what_is_no_degree(page: Page) -> None:
    assert degree_of(page) is None


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("HỎA TỐC", "HỎA TỐC"),
        ("| HOẢ TÓC |", "HỎA TỐC"),
        ("THƯỢNG KHẨN", "THƯỢNG KHẨN"),
        ("[KHẨN.", "KHẨN"),
        ("TÓI MẬT", "TỐI MẬT"),
        ("IIẬT", "MẬT"),
        ("BÍ MẬT", None),
        ("BẢO MẬT", None),
        ("MẬT ĐỘ", None),
        ("NHẬT", None),
        ("MẶT TRẬN", None),
        ("mật", None),
        ("ĐẾN", None),
        ("SAO Y", None),
    ],
)
def test_the_word_in_a_frame(text: str, word: str | None) -> None:
    assert boxed_word(text) == word
