"""Party, council, Front; titles; urgency: what differs from the plain letter of the state."""

from __future__ import annotations

import pytest

from desktop.core.readings import Box
from desktop.reading import fields
from desktop.reading.fields.stamps import SECRECY, URGENCY, mark_of


def party_page(sheet):
    page = sheet()
    page.left("ĐẢNG BỘ TỈNH ĐỒNG THÁP", "ĐẢNG ỦY XÃ AN BÌNH", "*", y=0.07)
    page.right("ĐẢNG CỘNG SẢN VIỆT NAM", y=0.07)
    page.right("An Bình, ngày 09 tháng 10 năm 2025", y=0.105)
    page.left("Số 77 - CV/ĐU", "chuẩn bị sinh hoạt chi bộ", "chuyên đề quý IV", y=0.125)
    page.at("Kính gửi:", x=0.28, y=0.22)
    page.at("- Các chi bộ trực thuộc,", "- Ban Xây dựng Đảng.", x=0.36, y=0.24)
    page.body("Thực hiện Hướng dẫn số 12-HD/TU ngày 01/9/2025, Đảng ủy yêu cầu các chi bộ", y=0.29)
    page.at("Nơi nhận:", x=0.143, y=0.5)
    page.at("- Như trên,", "- Lưu VPĐU.", x=0.143, y=0.52)
    page.right("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", y=0.5)
    page.right("Phan Ngọc Ánh", y=0.6)
    return page.page()


def test_party_letter(sheet, no_looks):
    (letter,) = fields.letters([party_page(sheet)], no_looks)
    assert letter.text("system") == "party"
    assert letter.text("parent_issuer") == "ĐẢNG BỘ TỈNH ĐỒNG THÁP"
    assert letter.text("issuer") == "ĐẢNG ỦY XÃ AN BÌNH"
    assert (letter.text("number"), letter.text("symbol")) == ("77", "CV/ĐU")
    assert letter.text("type") == "Công văn"
    assert letter.text("subject") == "chuẩn bị sinh hoạt chi bộ chuyên đề quý IV"
    assert letter.text("signing_authority") == "T/M BAN THƯỜNG VỤ"
    assert letter.items("addressees") == ["Các chi bộ trực thuộc", "Ban Xây dựng Đảng"]


def titled_page(sheet, left, number, title, subject, authority, name="Trần Quốc Việt"):
    page = sheet()
    page.left(*left, y=0.06)
    page.right("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", y=0.06)
    page.left(number, y=0.12)
    page.right("An Bình, ngày 20 tháng 11 năm 2025", y=0.12)
    for at, text in enumerate((title, *subject)):
        page.left(text, y=0.17 + at * 0.02, middle=0.534)
    page.body("Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025; theo đề nghị", y=0.28)
    page.at("Nơi nhận:", x=0.143, y=0.5)
    page.at("- Như Điều 3;", "- Lưu: VT.", x=0.143, y=0.52)
    page.right(*authority, y=0.5)
    page.right(name, y=0.62)
    return page.page()


def test_council_resolution_takes_its_subject_from_under_the_title(sheet, no_looks):
    page = titled_page(
        sheet,
        ("HỘI ĐỒNG NHÂN DÂN", "XÃ AN BÌNH"),
        "Số: 12/NQ-HĐND",
        "NGHỊ QUYẾT",
        ("Về việc thông qua kế hoạch đầu tư công", "năm 2026 của xã An Bình"),
        ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"),
    )
    (letter,) = fields.letters([page], no_looks)
    assert letter.text("system") == "council"
    assert letter.text("type") == "Nghị quyết"
    assert letter.text("subject") == "Về việc thông qua kế hoạch đầu tư công năm 2026 của xã An Bình"
    assert letter.fields["addressees"].value is None
    assert letter.text("signing_authority") == "TM. HỘI ĐỒNG NHÂN DÂN"
    assert letter.text("signer_title") == "CHỦ TỊCH"


def test_front_by_its_symbol(sheet, no_looks):
    page = titled_page(
        sheet,
        ("ỦY BAN MTTQ VIỆT NAM", "XÃ AN BÌNH", "BAN THƯỜNG TRỰC"),
        "Số: 31/KH-MTTQ-BTT",
        "KẾ HOẠCH",
        ("Tổ chức Ngày hội Đại đoàn kết",),
        ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"),
    )
    (letter,) = fields.letters([page], no_looks)
    assert letter.text("system") == "front"
    assert letter.text("parent_issuer") == "ỦY BAN MTTQ VIỆT NAM XÃ AN BÌNH"
    assert letter.text("issuer") == "BAN THƯỜNG TRỰC"
    assert letter.text("type") == "Kế hoạch"


def test_invitation_without_subject(sheet, no_looks):
    page = titled_page(sheet, ("UBND TỈNH AN GIANG", "SỞ Y TẾ"), "Số: 20/GM-SYT", "GIẤY MỜI", (), ("GIÁM ĐỐC",))
    (letter,) = fields.letters([page], no_looks)
    assert letter.text("type") == "Giấy mời"
    assert letter.fields["subject"].value is None
    assert letter.fields["subject"].confidence > 0.9


@pytest.mark.parametrize(
    ("text", "mark"),
    [("HỎA TỐC", "HỎA TỐC"), ("| KHẨN |", "KHẨN"), ("THƯỢNG KHÂN", "THƯỢNG KHẨN"), ("khẩn trương", None)],
)
def test_marks_of_urgency(text, mark):
    assert mark_of(text, URGENCY) == mark


def test_marks_of_secrecy_are_not_urgency():
    assert mark_of("TUYỆT MẬT", SECRECY) == "TUYỆT MẬT"
    assert mark_of("MẬT", URGENCY) is None


def test_urgency_from_a_red_box(state_letter, no_looks):
    page = state_letter()
    page.red_stamps = (("HOA TỐC", Box(0.05, 0.22, 0.2, 0.3)),)
    (letter,) = fields.letters([page.page()], no_looks)
    assert letter.text("urgency") == "HỎA TỐC"
    assert letter.fields["urgency"].box == Box(0.05, 0.22, 0.2, 0.3)


def test_a_union_without_the_motto_of_state_or_party(sheet, no_looks):
    page = sheet()
    page.left("ĐOÀN TNCS HỒ CHÍ MINH", "BCH XÃ AN BÌNH", "***", y=0.07)
    page.right("An Bình, ngày 05 tháng 6 năm 2025", y=0.115)
    page.left("Số: 14-CV/XĐ", y=0.125)
    page.left("V/v tham gia hiến máu", y=0.15)
    page.at("Kính gửi: Các chi đoàn", x=0.36, y=0.21)
    page.body("Thực hiện chương trình công tác năm 2025, đề nghị các chi đoàn vận động đoàn viên.", y=0.25)
    page.at("Nơi nhận:", x=0.143, y=0.5)
    page.at("- Như trên;", "- Lưu VP.", x=0.143, y=0.52)
    page.right("TM. BAN CHẤP HÀNH", "BÍ THƯ", y=0.5)
    page.right("Lý Thị Hồng", y=0.6)
    (letter,) = fields.letters([page.page()], no_looks)
    assert letter.text("system") == "front"
    assert letter.text("issuer") == "BCH XÃ AN BÌNH"
    assert letter.text("number") == "14"
    assert letter.text("subject") == "tham gia hiến máu"


@pytest.mark.parametrize(
    ("rows", "parent", "issuer"),
    [
        (("BỘ Y TẾ",), None, "BỘ Y TẾ"),
        (("BỘ Y TẾ", "CỤC QUẢN LÝ KHÁM, CHỮA BỆNH"), "BỘ Y TẾ", "CỤC QUẢN LÝ KHÁM, CHỮA BỆNH"),
        (("VĂN PHÒNG CHÍNH PHỦ",), None, "VĂN PHÒNG CHÍNH PHỦ"),
        (("UBND XÃ AN BÌNH", "VĂN PHÒNG HĐND VÀ UBND"), "UBND XÃ AN BÌNH", "VĂN PHÒNG HĐND VÀ UBND"),
        (("ỦY BAN NHÂN DÂN", "THÀNH PHỐ HUẾ"), None, "ỦY BAN NHÂN DÂN THÀNH PHỐ HUẾ"),
        (("TỈNH ỦY AN GIANG", "BAN TỔ CHỨC"), "TỈNH ỦY AN GIANG", "BAN TỔ CHỨC"),
        (("HỘI ĐỒNG NHÂN DÂN", "TỈNH AN GIANG", "BAN PHÁP CHẾ"), "HỘI ĐỒNG NHÂN DÂN TỈNH AN GIANG", "BAN PHÁP CHẾ"),
        (("UBND TỈNH AN GIANG", "SỞ Y TẾ", "(DỰ ÁN NƯỚC SẠCH)"), "UBND TỈNH AN GIANG", "SỞ Y TẾ (DỰ ÁN NƯỚC SẠCH)"),
        (
            ("BAN CHỈ ĐẠO", "PHÒNG, CHỐNG THIÊN TAI", "TỈNH AN GIANG"),
            None,
            "BAN CHỈ ĐẠO PHÒNG, CHỐNG THIÊN TAI TỈNH AN GIANG",
        ),
    ],
)
def test_who_issued_and_who_stands_above(sheet, no_looks, rows, parent, issuer):
    page = titled_page(sheet, rows, "Số: 5/TB-X", "THÔNG BÁO", ("Về việc nghỉ lễ",), ("GIÁM ĐỐC",))
    (letter,) = fields.letters([page], no_looks)
    assert (letter.text("parent_issuer"), letter.text("issuer")) == (parent, issuer)
