"""A text layer is believed only when it is made of Vietnamese syllables with their marks."""

from __future__ import annotations

import re

import pytest

from desktop.reading.syllables import is_good_text, is_syllable, share

GOOD = (
    "Thực hiện ý kiến chỉ đạo của Chủ tịch Ủy ban nhân dân tỉnh tại cuộc họp ngày 12 tháng 3 về công tác phòng chống thiên tai "
    * 3
)
BARE = (
    "Thuc hien y kien chi dao cua Chu tich Uy ban nhan dan tinh tai cuoc hop ngay 12 thang 3 ve cong tac phong chong thien tai "
    * 3
)
RUBBISH = (
    "Thuc hi$n ykien chl d?o cua Chu tjch iJy ban nhan dfin tinh t;,1i cu(x; hQp vS cOng tac phOng ch6ng thi8n tai " * 3
)


@pytest.mark.parametrize(
    "word", re.findall(r"\w+", "nghiêng Huyện quyết giường khuỷu ương xã đặng yêu quê gì oách NGHỊ")
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", re.findall(r"\w+", "street nghj tiếń wfz aeiou bcd ngx"))
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


def test_a_good_layer_is_used_and_a_bad_one_is_not() -> None:
    assert share(GOOD) == 1.0
    assert is_good_text(GOOD)
    assert not is_good_text(BARE), "without marks it is worth less than reading again"
    assert not is_good_text(RUBBISH)
    assert not is_good_text("Số 12")
