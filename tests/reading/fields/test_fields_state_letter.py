"""A plain letter of the state: every field, from a made-up page."""

from __future__ import annotations

import pytest

from desktop.core.readings import FIELD_NAMES
from desktop.reading import fields


def values(letter):
    return {name: letter.fields[name].value for name in FIELD_NAMES}


def test_all_fields_of_a_plain_letter(state_letter, no_looks):
    (letter,) = fields.letters([state_letter().page()], no_looks)
    assert values(letter) == {
        "system": "state",
        "parent_issuer": None,
        "issuer": "ỦY BAN NHÂN DÂN HUYỆN AN LẠC",
        "number": "415",
        "symbol": "UBND-KT",
        "issued_on": "2025-03-14",
        "place": "An Bình",
        "type": "Công văn",
        "subject": "kiểm tra hồ chứa nước trước mùa mưa bão năm 2025",
        "addressees": ["Phòng Nông nghiệp và Môi trường", "UBND các xã, thị trấn"],
        "signing_authority": "KT. CHỦ TỊCH",
        "signer_title": "PHÓ CHỦ TỊCH",
        "signer": "Đỗ Minh Khuê",
        "recipients": ["Như trên", "CT, các PCT UBND huyện", "Lưu: VT, KT"],
        "urgency": None,
        "secrecy": None,
    }


def test_fields_carry_page_box_and_confidence(state_letter, no_looks):
    (letter,) = fields.letters([state_letter().page()], no_looks)
    for name in ("issuer", "number", "subject", "signer", "recipients"):
        field = letter.fields[name]
        assert field.page == 1
        assert field.box is not None
        assert field.confidence > 0.9
    assert letter.fields["issuer"].box.y1 < letter.fields["number"].box.y0 + 0.01
    assert letter.fields["signer"].box.x0 > 0.5


def test_head_alone_gives_the_head_fields_only(state_letter, no_looks):
    found = fields.head(state_letter().page(), no_looks)
    assert found["issuer"].value == "ỦY BAN NHÂN DÂN HUYỆN AN LẠC"
    assert found["number"].value == "415"
    assert "signer" not in found
    assert "recipients" not in found


@pytest.mark.parametrize(
    ("printed", "number", "symbol"),
    [
        ("Số: 59/2019/NĐ-CP", "59/2019", "NĐ-CP"),
        ("Số: 3176B/UBND-NC", "3176B", "UBND-NC"),
        ("Số: 20 /TB -SYT", "20", "TB-SYT"),
        ("Số: 07/ SNV- TCCB", "07", "SNV-TCCB"),
        ("Số: 249/MTTQ-BTT", "249", "MTTQ-BTT"),
        ("Số:      /UBND-TH", None, "UBND-TH"),
    ],
)
def test_number_and_symbol(state_letter, no_looks, printed, number, symbol):
    (letter,) = fields.letters([state_letter(number_row=printed).page()], no_looks)
    assert (letter.fields["number"].value, letter.fields["symbol"].value) == (number, symbol)


def test_blank_stays_blank_and_is_no_typing_job(state_letter, no_looks):
    page = state_letter(number_row="Số:        /UBND-KT", date_row="An Bình, ngày     tháng 3 năm 2025").page()
    (letter,) = fields.letters([page], no_looks)
    number, day = letter.fields["number"], letter.fields["issued_on"]
    assert (number.value, number.needs) == (None, None)
    assert number.confidence > 0.9
    assert (day.value, day.needs) == ("2025-03", None)


def test_month_left_blank_too_keeps_the_year(state_letter, no_looks):
    page = state_letter(date_row="An Bình, ngày    tháng    năm 2025").page()
    (letter,) = fields.letters([page], no_looks)
    assert letter.fields["issued_on"].value == "2025"


def test_a_day_that_is_in_no_calendar_is_not_believed(state_letter, no_looks):
    page = state_letter(date_row="An Bình, ngày 31 tháng 4 năm 2025").page()
    (letter,) = fields.letters([page], no_looks)
    assert letter.fields["issued_on"].value == "2025-04"
    assert letter.fields["issued_on"].needs == "typing"


def test_department_under_a_province_has_a_parent(sheet, no_looks):
    page = sheet()
    page.left("ỦY BAN NHÂN DÂN", "TỈNH QUẢNG NGÃI", "SỞ NÔNG NGHIỆP VÀ", "MÔI TRƯỜNG", y=0.06)
    page.right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", y=0.06)
    page.left("Số: 88/SNNMT-TL", y=0.14)
    page.right("Quảng Ngãi, ngày 03 tháng 9 năm 2025", y=0.14)
    page.left("V/v điều tiết nước vụ hè thu", y=0.165)
    page.at("Kính gửi: UBND các xã, phường", x=0.36, y=0.22)
    page.body("Theo dự báo, nắng nóng kéo dài. Sở đề nghị các địa phương chủ động lấy nước./.", y=0.27)
    page.at("Nơi nhận:", x=0.143, y=0.5)
    page.at("- Như trên;", "- Lưu: VT, TL.", x=0.143, y=0.52)
    page.right("GIÁM ĐỐC", y=0.5)
    page.right("Lê Thị Thu Hà", y=0.6)
    (letter,) = fields.letters([page.page()], no_looks)
    assert letter.text("parent_issuer") == "ỦY BAN NHÂN DÂN TỈNH QUẢNG NGÃI"
    assert letter.text("issuer") == "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG"
    assert letter.items("addressees") == ["UBND các xã, phường"]
    assert letter.fields["signing_authority"].value is None


def test_two_lines_of_authority_are_joined(state_letter, no_looks):
    page = state_letter()
    page.lines = [x for x in page.lines if x.text not in ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")]
    page.right("TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", y=0.59)
    (letter,) = fields.letters([page.page()], no_looks)
    assert letter.text("signing_authority") == "TL. CHỦ TỊCH KT. CHÁNH VĂN PHÒNG"
    assert letter.text("signer_title") == "PHÓ CHÁNH VĂN PHÒNG"


def test_signature_block_above_the_head_is_not_the_issuer(state_letter, no_looks):
    page = state_letter()
    page.at(
        "Ký bởi: Ủy ban nhân dân huyện An Lạc", "Thời gian ký: 17/03/2025 08:15:24 +07:00", x=0.1, y=0.025, step=0.015
    )
    (letter,) = fields.letters([page.page()], no_looks)
    assert letter.text("issuer") == "ỦY BAN NHÂN DÂN HUYỆN AN LẠC"
    assert letter.text("issued_on") == "2025-03-14"
