"""What says that a letter is secret, and what only speaks of secrets."""

from __future__ import annotations

import pytest

from desktop.core.errors import SecretLetter
from desktop.core.secrecy_words import degree_column, is_degree, is_secret_row, is_secret_symbol, require_no_secret


@pytest.mark.parametrize(
    "text",
    [
        *("MẬT", "Mật", "mật", " mat ", "TỐI MẬT", "Tối mật", "TỐI  MẬT", "TUYỆT MẬT", "tuyet mat", "TuyệtMật"),
        *("(MẬT)", "[Tối mật]", "* MẬT *", "Độ mật: Mật", "Mức độ mật: Tối mật", "Độ Mật"),
        *("Báo cáo tình hình an ninh (MẬT)", "(Tuyệt mật) Kế hoạch diễn tập", "Kế hoạch A; độ mật: Tối mật"),
    ],
)
def test_a_degree_is_known_however_it_is_typed(text: str) -> None:
    assert is_degree(text) is (text != "Độ Mật"), text


@pytest.mark.parametrize(
    "text",
    [
        "Tăng cường công tác bảo vệ bí mật nhà nước",
        "Ban hành danh mục bí mật nhà nước độ Tối mật thuộc lĩnh vực y tế",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ MẬT",
        "Mật độ xây dựng khu dân cư",
        "Phòng, chống dịch bệnh trên ong mật (mật ong)",
        "Quản lý mật khẩu, chứng thư số",
        "Giải mật tài liệu lưu trữ",
        "Phiếu kín, bỏ phiếu bí mật",
        "Mặt trận Tổ quốc",
        "mất",
        "Khẩn",
        "",
    ],
)
def test_a_letter_that_speaks_of_secrets_is_none(text: str) -> None:
    assert not is_degree(text)


@pytest.mark.parametrize(
    ("symbol", "secret"),
    [
        ("12/BC-UBND (M)", True),
        ("12-CV/TU(M)", True),
        ("07/KH-UBND (TM)", True),
        ("BC-CAT (Mật)", True),
        ("2167/UBND-KTTH", False),
        ("15/TM-UBND", False),
        ("3/QĐ-M", False),
        ("12/KH-TM", False),
    ],
)
def test_the_sign_behind_a_symbol(symbol: str, secret: bool) -> None:
    assert is_secret_symbol(symbol) is secret


def test_a_column_of_its_own_counts_whatever_stands_in_it_but_a_no() -> None:
    heads = ("Số đến", "Trích yếu", "Mức độ mật")
    column = degree_column(heads)
    assert column == 2
    for cell, secret in (
        ("x", True),
        ("A", True),
        ("C", True),
        ("Mật", True),
        ("", False),
        ("Không", False),
        ("-", False),
    ):
        assert is_secret_row(("1", "việc", cell), column) is secret
    assert degree_column(("Số đến", "Mật độ", "Ghi chú")) is None


def test_the_error_does_not_repeat_what_was_typed() -> None:
    with pytest.raises(SecretLetter) as refused:
        require_no_secret({"subject": "Kế hoạch bảo vệ mục tiêu K7 (Tối mật)", "issuer": "Công an tỉnh"})
    assert "K7" not in str(refused.value)
    assert "sổ đăng ký văn bản mật" in str(refused.value)
    require_no_secret({"subject": "bảo vệ bí mật nhà nước", "symbol": "UBND-NC", "addressees": ["UBND các xã"]})
    with pytest.raises(SecretLetter):
        require_no_secret({"addressees": ["UBND các xã", "MẬT"]})
