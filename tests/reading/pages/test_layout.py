"""Words become lines in reading order: the two halves of head and foot are never mixed."""

from __future__ import annotations

from desktop.core.readings import Box
from desktop.reading.layout import Marked, lines_of
from desktop.reading.pages import Word

CHAR, HEIGHT = 0.0105, 0.014


def row(x: float, y: float, text: str) -> list[Marked]:
    """Words of one printed line that starts at (x, y)."""
    found = []
    for part in text.split():
        found.append(Marked(Word(part, Box(x, y, x + CHAR * len(part), y + HEIGHT))))
        x += CHAR * (len(part) + 0.6)
    return found


def texts(*rows: list[Marked]) -> list[str]:
    return [line.text for line in lines_of([word for words in rows for word in words])]


def test_the_halves_of_the_head_stand_one_after_the_other() -> None:
    assert texts(
        row(0.17, 0.06, "UBND HUYỆN SƠN LÂM"),
        row(0.47, 0.06, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        row(0.19, 0.08, "PHÒNG NỘI VỤ"),
        row(0.52, 0.08, "Độc lập - Tự do - Hạnh phúc"),
        row(0.19, 0.11, "Số: 12/PNV-TH"),
        row(0.50, 0.11, "Sơn Lâm, ngày 3 tháng 5 năm 2024"),
        row(0.17, 0.135, "V/v tổng kết năm"),
        row(0.30, 0.2, "Kính gửi: Các phòng"),
        row(0.15, 0.25, "Thực hiện kế hoạch công tác năm của huyện yêu cầu các phòng"),
    ) == [
        "UBND HUYỆN SƠN LÂM",
        "PHÒNG NỘI VỤ",
        "Số: 12/PNV-TH",
        "V/v tổng kết năm",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Sơn Lâm, ngày 3 tháng 5 năm 2024",
        "Kính gửi: Các phòng",
        "Thực hiện kế hoạch công tác năm của huyện yêu cầu các phòng",
    ]


def test_a_narrow_gap_between_issuer_and_motto_is_cut() -> None:
    joined = row(0.15, 0.06, "UBND TỈNH ĐÔNG SƠN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    assert texts(joined, row(0.18, 0.08, "SỞ NỘI VỤ"))[:3] == [
        "UBND TỈNH ĐÔNG SƠN",
        "SỞ NỘI VỤ",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    ]


def test_recipients_and_signature_are_two_columns() -> None:
    assert texts(
        row(0.14, 0.5, "Yêu cầu các cơ quan, đơn vị nghiêm túc thực hiện./."),
        row(0.14, 0.55, "Nơi nhận:"),
        row(0.65, 0.548, "KT. CHỦ TỊCH"),
        row(0.14, 0.57, "- Như trên;"),
        row(0.65, 0.568, "PHÓ CHỦ TỊCH"),
        row(0.14, 0.59, "- Thường trực Huyện ủy, HĐND huyện;"),
        row(0.14, 0.61, "- Lưu: VT."),
        row(0.63, 0.65, "Đinh Công Thành"),
    )[1:] == [
        "Nơi nhận:",
        "- Như trên;",
        "- Thường trực Huyện ủy, HĐND huyện;",
        "- Lưu: VT.",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Đinh Công Thành",
    ]


def test_a_sentence_with_nhan_is_no_foot() -> None:
    lines = texts(row(0.14, 0.3, "nhận: 49 hồ sơ"), row(0.6, 0.3, "trong đó"), row(0.14, 0.33, "đã giải quyết 40"))
    assert lines == ["nhận: 49 hồ sơ trong đó", "đã giải quyết 40"]


def test_a_table_row_stays_one_line() -> None:
    assert texts(row(0.15, 0.4, "1"), row(0.25, 0.4, "Sơn Lâm"), row(0.8, 0.401, "07")) == ["1 Sơn Lâm 07"]


def test_a_tall_misread_box_does_not_mix_two_lines() -> None:
    first = row(0.165, 0.825, "số 21/2024/QĐ-")
    tall = Marked(Word("-TTg", Box(first[-1].word.box.x1 - 0.006, 0.825, 0.36, 0.851), 0.3))
    second = row(0.165, 0.845, "phân bổ nguồn vốn hỗ trợ từ Quỹ")
    assert texts([*first, tall], row(0.365, 0.825, "ngày 22/11/2024"), second) == [
        "số 21/2024/QĐ-TTg ngày 22/11/2024",
        "phân bổ nguồn vốn hỗ trợ từ Quỹ",
    ]


def test_a_misread_label_gets_its_own_spelling() -> None:
    label = row(0.14, 0.55, "Nơi nhậm")
    dust = [Marked(Word("Ô.", Box(0.26, 0.55, 0.28, 0.56), 0.2))]
    assert texts([*label, *dust], row(0.14, 0.57, "- Như trên;"))[0] == "Nơi nhận:"
