"""Documents a letter cites: every type, date form and way of listing them, and what OCR does to symbols."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.reading.directives.references import Source, find_references


def cited(*texts: str, subject: str = "", own: str | None = None):
    return find_references([Source(text) for text in texts], subject, own)


def only(text: str):
    found = cited(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "type_name", "number", "symbol", "issued_on", "issuer"),
    [
        (
            "Thực hiện Công văn số 2167/UBND-KTTH ngày 16/5/2023 của UBND tỉnh về việc",
            "Công văn",
            "2167",
            "UBND-KTTH",
            "2023-05-16",
            "UBND tỉnh",
        ),
        (
            "Văn bản số 9495/UBND-TH ngày 14/12/2023 của UBND tỉnh",
            "Công văn",
            "9495",
            "UBND-TH",
            "2023-12-14",
            "UBND tỉnh",
        ),
        (
            "Kết luận số 1753-KL/TU ngày 19/4/2023 của Ban Thường vụ Tỉnh ủy (sau đây",
            "Kết luận",
            "1753",
            "KL/TU",
            "2023-04-19",
            "Ban Thường vụ Tỉnh ủy",
        ),
        (
            "Nghị quyết 26-NQ/TW ngày 03/11/2022 của Bộ Chính trị về",
            "Nghị quyết",
            "26",
            "NQ/TW",
            "2022-11-03",
            "Bộ Chính trị",
        ),
        (
            "Chương trình hành động số 28-CTr/TU ngày 14/02/2023 của Tỉnh ủy",
            "Chương trình hành động",
            "28",
            "CTr/TU",
            "2023-02-14",
            "Tỉnh ủy",
        ),
        (
            "Nghị định số 59/2019/NĐ-CP ngày 01 tháng 7 năm 2019 của Chính phủ quy định",
            "Nghị định",
            "59/2019",
            "NĐ-CP",
            "2019-07-01",
            "Chính phủ",
        ),
        (
            "Luật Quy hoạch số 21/2017/QH14 ngày 24/11/2017 của Quốc hội",
            "Luật",
            "21/2017",
            "QH14",
            "2017-11-24",
            "Quốc hội",
        ),
        ("Luật số 117/2025/QH15 ngày 10/12/2025", "Luật", "117/2025", "QH15", "2025-12-10", None),
        (
            "Thông tư liên tịch số 01/2014/TTLT-BNV-BTC ngày 10-01-2014 của Bộ Nội vụ, Bộ Tài chính",
            "Thông tư liên tịch",
            "01/2014",
            "TTLT-BNV-BTC",
            "2014-01-10",
            "Bộ Nội vụ",
        ),
        (
            "Thông tư số 11/2016/TT-BYT ngày 11/5/2016 của Bộ Y tế quy định",
            "Thông tư",
            "11/2016",
            "TT-BYT",
            "2016-05-11",
            "Bộ Y tế",
        ),
        (
            "Quyết định số 72/2024/QĐ-UBND ngày 30/12/2024 của UBND tỉnh Sơn Bình quy định",
            "Quyết định",
            "72/2024",
            "QĐ-UBND",
            "2024-12-30",
            "UBND tỉnh Sơn Bình",
        ),
        (
            "Chỉ thị số 16/CT-TTg ngày 20/5/2024 của Thủ tướng Chính phủ",
            "Chỉ thị",
            "16",
            "CT-TTg",
            "2024-05-20",
            "Thủ tướng Chính phủ",
        ),
        (
            "Công điện số 131/CĐ-TTg ngày 11/12/2024 của Thủ tướng Chính phủ,",
            "Công điện",
            "131",
            "CĐ-TTg",
            "2024-12-11",
            "Thủ tướng Chính phủ",
        ),
        ("Tờ trình số 3298/TTr-SVHTTDL ngày 17/12/2024", "Tờ trình", "3298", "TTr-SVHTTDL", "2024-12-17", None),
        (
            "Giấy mời số 296/GM-KCB ngày 13 tháng 10 năm 2017 của Cục Khám bệnh",
            "Giấy mời",
            "296",
            "GM-KCB",
            "2017-10-13",
            "Cục Khám bệnh",
        ),
        (
            "Hướng dẫn số 2110/HD-SYT ngày 09/11/2017 của Sở Y tế về việc",
            "Hướng dẫn",
            "2110",
            "HD-SYT",
            "2017-11-09",
            "Sở Y tế",
        ),
        (
            "Báo cáo số 130/BC-UBND ngày 02/4/2024 của UBND huyện thì có",
            "Báo cáo",
            "130",
            "BC-UBND",
            "2024-04-02",
            "UBND huyện",
        ),
        (
            "Quyết định số 21/2024/QĐ-TTg ngày 22/11/2024 của Thủ tướng Chính phủ;",
            "Quyết định",
            "21/2024",
            "QĐ-TTg",
            "2024-11-22",
            "Thủ tướng Chính phủ",
        ),
        (
            "Thông báo số 43/TB-UBND ngày 26.01.2024 của UBND tỉnh",
            "Thông báo",
            "43",
            "TB-UBND",
            "2024-01-26",
            "UBND tỉnh",
        ),
        ("Kế hoạch số 12/KH-UBND tháng 3/2024 của UBND huyện", "Kế hoạch", "12", "KH-UBND", "2024-03", "UBND huyện"),
        (
            "Công văn số 3176B/SNV-CCVC ngày 04/8/2024 của Sở Nội vụ",
            "Công văn",
            "3176B",
            "SNV-CCVC",
            "2024-08-04",
            "Sở Nội vụ",
        ),
        (
            "Nghị quyết số 43/2022/QH15 của Quốc hội ngày 11/01/2022",
            "Nghị quyết",
            "43/2022",
            "QH15",
            "2022-01-11",
            "Quốc hội",
        ),
        (
            "Quyết định số 1743/QĐ-BGTVT ngày 31/12/2024 của Bộ trưởng Bộ Giao thông vận tải về việc",
            "Quyết định",
            "1743",
            "QĐ-BGTVT",
            "2024-12-31",
            "Bộ trưởng Bộ Giao thông vận tải",
        ),
    ],
)
def test_a_citation(text, type_name, number, symbol, issued_on, issuer):
    found = only(text)
    assert (found.type, found.number, found.symbol, found.issued_on, found.issuer) == (
        type_name,
        number,
        symbol,
        issued_on,
        issuer,
    )


@pytest.mark.parametrize(
    ("text", "symbol", "issued_on"),
    [
        ("Quyết định số 808/QĐ- UBND ngày 20/2/2024", "QĐ-UBND", "2024-02-20"),
        ("Quyết định số 808/QĐ -UBND ngày 20 / 2 /2024", "QĐ-UBND", "2024-02-20"),
        ("Quyết định số: 1743/QĐ- -BGTVT ngày 31/12/2024", "QĐ-BGTVT", "2024-12-31"),
        ("Quyết định số 808/QÐ-UBND ngày 20/02/2024", "QĐ-UBND", "2024-02-20"),
        ("Quyết định số 808/QĐÐ-UBND ngày 20/02/2024", "QĐ-UBND", "2024-02-20"),
        ("Quyết định só 808/QD-UBND ngày 20/02/2024", "QĐ-UBND", "2024-02-20"),
        ("Quyết định số 808//QĐ-UBND ngày 20/02/2024", "QĐ-UBND", "2024-02-20"),
        ("Công văn số 1438 - CV/TU ngày 22/7/2024", "CV/TU", "2024-07-22"),
        ("Thông báo số 2253/TB -SYT ngày O1/7/2024", "TB-SYT", "2024-07-01"),
    ],
)
def test_slips_of_ocr_and_stray_blanks(text, symbol, issued_on):
    found = only(text)
    assert (found.symbol, found.issued_on) == (symbol, issued_on)


def test_day_and_issuer_shared_by_a_list():
    found = cited("Thực hiện các Quyết định số: 1743/QĐ-BGTVT, 1744/QĐ-BGTVT ngày 31/12/2024 của Bộ Giao thông vận tải")
    assert [(r.type, r.number, r.issued_on, r.issuer) for r in found] == [
        ("Quyết định", "1743", "2024-12-31", "Bộ Giao thông vận tải"),
        ("Quyết định", "1744", "2024-12-31", "Bộ Giao thông vận tải"),
    ]


def test_a_list_with_a_day_each_shares_the_issuer():
    found = cited(
        "các Công văn số 12/SNV-CCHC ngày 01/8/2024, số 15/SNV-CCHC ngày 05/8/2024 và số 20/SNV-TCBC ngày 09/8/2024 của Sở Nội vụ"
    )
    assert [(r.number, r.issued_on, r.issuer) for r in found] == [
        ("12", "2024-08-01", "Sở Nội vụ"),
        ("15", "2024-08-05", "Sở Nội vụ"),
        ("20", "2024-08-09", "Sở Nội vụ"),
    ]
    assert {r.type for r in found} == {"Công văn"}


def test_a_document_is_told_once_with_the_best_of_its_mentions():
    found = cited("theo Kết luận số 17-KL/TU về chuyển đổi số", "tại Kết luận số 17-KL/TU ngày 19/4/2023 của Tỉnh ủy")
    assert [(r.number, r.issued_on, r.issuer) for r in found] == [("17", "2023-04-19", "Tỉnh ủy")]


def test_one_number_of_two_years_is_two_documents():
    found = cited("Quyết định số 12/QĐ-UBND ngày 04/01/2023 và Quyết định số 12/QĐ-UBND ngày 05/01/2024")
    assert [r.issued_on for r in found] == ["2023-01-04", "2024-01-05"]


def test_the_day_before_the_document_is_its_day():
    found = only("Ngày 17/4/2018 Sở Y tế Sơn Bình có ban hành Công văn số 455/SYT-NVD về việc đình chỉ lưu hành thuốc.")
    assert (found.issued_on, found.issuer) == ("2018-04-17", "Sở Y tế Sơn Bình")


def test_the_subject_completes_what_the_body_leaves_out():
    (found,) = cited(
        "theo Công văn số 455/SYT-NVD nêu trên", subject="đính chính Công văn số 455/SYT-NVD ngày 17/4/2018"
    )
    assert found.issued_on == "2018-04-17"


def test_the_subject_alone_is_no_citation_of_the_body():
    assert cited("không nhắc đến văn bản nào", subject="Công văn số 455/SYT-NVD ngày 17/4/2018") == ()


def test_the_letters_own_number_is_no_citation():
    assert cited("Công văn số 99/UBND-TH này thay thế văn bản trước", own="99UBND-TH") == ()


@pytest.mark.parametrize(
    "text",
    [
        "đến nay, có 22/22 xã, thị trấn; 60 triệu đồng/hộ",
        "Kế hoạch số 150 và Đề án 06",
        "theo Quyết định số /QĐ-SYT ngày /12/2024",
        "số đăng ký VD-93312-16, ngày sản xuất 01/01/2017",
        "cúm gia cầm A/H5N1, 7h30 - 10h00",
        "Luật Tố tụng hành chính năm 2015; Luật ngày 22/6/2015",
        "điện thoại 029.7387.2704, đường 30/4",
        "giai đoạn 2021 - 2025, năm 2024/2025",
        "",
    ],
)
def test_no_citation(text):
    assert cited(text) == ()


def test_raw_is_the_words_of_the_first_mention():
    found = only("Thực hiện Quyết định số 12/QĐ-UBND ngày 04/01/2024 của UBND tỉnh về việc giao chỉ tiêu")
    assert found.raw == "Quyết định số 12/QĐ-UBND ngày 04/01/2024 của UBND tỉnh"


TYPES = {
    "Quyết định": "QĐ",
    "Kế hoạch": "KH",
    "Thông báo": "TB",
    "Báo cáo": "BC",
    "Chỉ thị": "CT",
    "Tờ trình": "TTr",
    "Hướng dẫn": "HD",
}


@given(
    st.sampled_from(sorted(TYPES)),
    st.integers(1, 99999),
    st.sampled_from(["UBND", "SNV", "STC", "HĐND", "SVHTTDL", "BGDĐT"]),
    st.dates(min_value=date(2000, 1, 1), max_value=date(2035, 1, 1)),
    st.sampled_from(["{d}/{m}/{y}", "{d:02}-{m:02}-{y}", "{d} tháng {m} năm {y}"]),
)
def test_every_number_body_and_day(name, number, body, day, form):
    said = form.format(d=day.day, m=day.month, y=day.year)
    found = only(
        f"Thực hiện {name} số {number}/{TYPES[name]}-{body} ngày {said} của UBND tỉnh Sơn Bình về việc triển khai."
    )
    assert (found.type, found.number, found.symbol) == (name, str(number), f"{TYPES[name]}-{body}")
    assert found.issued_on == day.isoformat()


@given(st.text(alphabet="Quyếtđịnhsố0123456789/-NĐCPUB ngàytháng.,;()của", max_size=120))
def test_no_text_breaks_it(text):
    for reference in cited(text):
        assert reference.number
