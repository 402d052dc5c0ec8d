"""Scans: several looks that agree or differ, handwriting beside print, rows under seals."""

from __future__ import annotations

import pytest

from desktop.core.readings import Box
from desktop.reading import fields
from desktop.reading.fields.catalogue import shipped
from desktop.reading.fields.issuers import mended_body
from desktop.reading.fields.lexicon import lexicon_of
from desktop.reading.fields.lists import tidy
from desktop.reading.fields.names import name_in
from desktop.reading.fields.number_symbol import part
from desktop.reading.fields.rereading import Reread, _merged
from desktop.reading.fields.rows import margins
from desktop.reading.fields.symbols import mended
from desktop.reading.fields.titles import title_row
from desktop.reading.pages import Line, Word
from desktop.reading.syllables import is_spelled


def tall(line: Line, text: str, grow: float) -> Line:
    """Return the row with one word taller than print: as if written by hand."""
    words = []
    for word in line.words:
        box = Box(word.box.x0, word.box.y0 - grow, word.box.x1, word.box.y1 + grow) if word.text == text else word.box
        words.append(Word(word.text, box, word.confidence))
    return Line(tuple(words))


def test_looks_that_agree_on_print_make_it_sure(state_letter, same_again):
    page = state_letter(source="ocr").page()
    (letter,) = fields.letters([page], same_again([page]))
    for name, value in (("number", "415"), ("issued_on", "2025-03-14"), ("signer", "Đỗ Minh Khuê")):
        assert letter.fields[name].value == value
        assert letter.fields[name].confidence >= 0.9
        assert letter.fields[name].needs is None


def test_digits_taller_than_print_are_left_for_typing(state_letter, same_again):
    sheet = state_letter(source="ocr", number_row="Số: 415 /UBND-KT")
    sheet.lines = [tall(tall(x, "415", 0.003), "14", 0.003) for x in sheet.lines]
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page], inked=0.2))
    number, day = letter.fields["number"], letter.fields["issued_on"]
    assert (number.value, number.needs) == (None, "typing")
    assert number.box is not None
    assert (day.value, day.needs) == ("2025-03", "typing")
    assert letter.text("symbol") == "UBND-KT"


@pytest.mark.parametrize("look", ["block", "large", "no_blue"])
def test_one_look_that_differs_leaves_the_number_for_typing(state_letter, same_again, look):
    page = state_letter(source="ocr", number_row="Số: 415 /UBND-KT").page()
    (letter,) = fields.letters([page], same_again([page], instead={look: {"415": "475"}}))
    assert letter.fields["number"].value is None
    assert letter.fields["number"].needs == "typing"


def test_ink_where_the_looks_see_nothing_is_handwriting(state_letter, same_again):
    page = state_letter(source="ocr", number_row="Số:        /UBND-KT").page()
    (letter,) = fields.letters([page], same_again([page], inked=0.15))
    assert letter.fields["number"].needs == "typing"
    (blank,) = fields.letters([page], same_again([page], inked=0.0))
    assert blank.fields["number"].needs is None


def test_a_lost_accent_comes_back_from_the_letters_own_words(state_letter, same_again):
    sheet = state_letter(source="ocr")
    sheet.lines = [
        Line(
            tuple(Word("chưa" if w.text == "chứa" and x.box.y0 < 0.2 else w.text, w.box, w.confidence) for w in x.words)
        )
        for x in sheet.lines
    ]
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page], instead={"sparse": {"chưa": "chứa"}}))
    assert letter.text("subject") == "kiểm tra hồ chứa nước trước mùa mưa bão năm 2025"
    assert letter.fields["subject"].confidence < 0.97


def test_deputy_over_whom_kt_was_written_by_hand(state_letter, same_again):
    sheet = state_letter(source="ocr")
    sheet.lines = [x for x in sheet.lines if x.text != "KT. CHỦ TỊCH"]
    sheet.right("CHỦ TỊCH", y=0.6)
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page]))
    assert letter.text("signing_authority") == "KT. CHỦ TỊCH"
    assert letter.text("signer_title") == "PHÓ CHỦ TỊCH"
    assert letter.fields["signing_authority"].confidence < 0.9


def test_a_name_without_its_family_name_is_not_sure(state_letter, same_again):
    sheet = state_letter(source="ocr")
    sheet.lines = [x for x in sheet.lines if x.text != "Đỗ Minh Khuê"]
    sheet.right("»Z Văn Khuê", y=0.71)
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page]))
    assert letter.fields["signer"].confidence < 0.9


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("TĨNH QUANG NGÁI", "TỈNH QUẢNG NGÃI"),
        ("SỞ Y TÉ", "SỞ Y TẾ"),
        ("ỦY BAN NHAN DÂN", "ỦY BAN NHÂN DÂN"),
        ("UBND TỈNH KIẾN GIANG", "UBND TỈNH KIÊN GIANG"),
        ("UỶ BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN"),
    ],
)
def test_bodies_are_mended_by_the_catalogue(read, meant):
    assert mended_body(read, shipped()) == meant


@pytest.mark.parametrize("printed", ["XÃ VĨNH THUẬN", "PHƯỜNG QUANG NAM", "HUYỆN BÌNH THUẬN"])
def test_a_commune_is_never_taken_for_a_province_of_a_like_name(printed):
    assert mended_body(printed, shipped()) in (None, printed)


def test_unknown_bodies_are_left_as_printed():
    assert mended_body("HUYỆN AN LẠC", shipped()) is None
    assert mended_body("CÂU LẠC BỘ HƯU TRÍ", shipped()) is None


@pytest.mark.parametrize(
    ("read", "name"),
    [
        ("ê Hoàng Anh", "Lê Hoàng Anh"),
        ("hạm Trường Thọ", "Phạm Trường Thọ"),
        ("HuỳnhNam", "Huỳnh Nam"),
        ("Ngõ Văn Trọng", "Ngô Văn Trọng"),
        ("#4 CHỦ TỊCH", None),
        ("SỞ Y TẾ", None),
    ],
)
def test_names_are_mended_by_their_syllables(read, name):
    words = tuple(Word(w, Box(0.6 + 0.05 * i, 0.8, 0.64 + 0.05 * i, 0.815), 0.95) for i, w in enumerate(read.split()))
    found = name_in(Line(words), shipped())
    assert (found.text if found else None) == name


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("TL.GIÁMĐÓC _", "TL. GIÁM ĐỐC"),
        ("T/MBAN THƯỜNG VỤ", "T/M BAN THƯỜNG VỤ"),
        ("-+_PHÓ €HỦ TỊCH", "PHÓ CHỦ TỊCH"),
        ("KT CHỦTỊCH", "KT. CHỦ TỊCH"),
        ("CHÁNH VĂN PHÒ", "CHÁNH VĂN PHÒNG"),
    ],
)
def test_titles_are_mended(read, printed):
    found = title_row(read, shipped())
    assert found is not None
    assert found.text == printed


@pytest.mark.parametrize(
    ("read", "symbol"),
    [
        ("TIr-UBND", "TTr-UBND"),
        ("QĐĐ-UBND", "QĐ-UBND"),
        ("CAT-PV0I", "CAT-PV01"),
        ("Ccv/TU", "CV/TU"),
        ("XYZ-ABC", "XYZ-ABC"),
    ],
)
def test_symbols_are_mended_part_by_part(read, symbol):
    assert mended(read) == symbol


def test_syllables():
    for word in ("nghiêng", "quốc", "giếng", "thuế", "Nguyễn", "xã", "đường", "gì", "khuya"):
        assert is_spelled(word), word
    for word in ("thuôc", "húỳnh", "xyz", "btnh", "cac", ""):
        assert not is_spelled(word), word


def test_a_number_row_that_was_lost_is_left_for_typing_and_no_cited_number_taken(state_letter, same_again):
    sheet = state_letter(source="ocr")
    sheet.lines = [x for x in sheet.lines if not x.text.startswith(("Số:", "V/v", "trước mùa"))]
    sheet.left("V/v thực hiện Kế hoạch", "số 150/KH-UBND ngày 08/7/2024", "của UBND tỉnh", y=0.14)
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page]))
    number = letter.fields["number"]
    assert (number.value, number.needs) == (None, "typing")
    assert number.box is not None
    assert letter.text("subject") == "thực hiện Kế hoạch số 150/KH-UBND ngày 08/7/2024 của UBND tỉnh"


def test_a_date_row_that_was_lost_is_left_for_typing(state_letter, same_again):
    sheet = state_letter(source="ocr")
    sheet.lines = [x for x in sheet.lines if "tháng 3 năm" not in x.text]
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page]))
    issued_on = letter.fields["issued_on"]
    assert (issued_on.value, issued_on.needs) == (None, "typing")
    assert issued_on.box is not None


def test_a_row_lost_by_the_page_comes_back_from_another_look(state_letter, same_again):
    whole = state_letter(source="ocr").page()
    sheet = state_letter(source="ocr")
    sheet.lines = [x for x in sheet.lines if x.text != "- CT, các PCT UBND huyện;"]
    (letter,) = fields.letters([sheet.page()], same_again([whole]))
    assert letter.items("recipients") == ["Như trên", "CT, các PCT UBND huyện", "Lưu: VT, KT"]


def test_a_subject_that_ends_in_the_air_is_not_sure(state_letter, same_again):
    sheet = state_letter(source="ocr")
    sheet.lines = [x for x in sheet.lines if not x.text.startswith("trước mùa")]
    sheet.left("theo chỉ đạo của", y=0.158)
    page = sheet.page()
    (letter,) = fields.letters([page], same_again([page]))
    assert letter.fields["subject"].confidence < 0.9


def words(*texts: str, x: float = 0.2, confidence: float = 0.95) -> Line:
    """Return a row at the foot's left, its words side by side."""
    found = []
    for text in texts:
        found.append(Word(text, Box(x, 0.7, x + 0.01 * len(text), 0.712), confidence))
        x += 0.01 * (len(text) + 1)
    return Line(tuple(found))


def merged(row: Line, *looks: Line) -> Reread:
    return _merged(row, list(looks), lexicon_of([]))


def test_a_row_that_no_look_confirms_is_no_error():
    found = merged(words("V,", confidence=0.2), words("x", "+"), words("|", "ˆ"), words("o0"))
    assert found.share < 0.9


def test_small_print_run_together_is_parted_as_another_look_reads_it():
    found = merged(words("-BGĐSYT;"), words("-BGĐSYT,"), words("-", "BGĐ", "SYT;"), words("-BGĐSYT;"))
    assert found.text == "- BGĐ SYT;"


def test_a_lost_start_of_an_item_comes_back_and_is_told():
    whole = words("-", "C,", "PVP,", "CV", "(KT);", x=0.15)
    short = Line(whole.words[2:])
    found = merged(short, whole, short, short)
    assert found.text.replace("- ", "-") == "-C, PVP, CV (KT);"
    assert found.share < 0.9


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Các chỉ bộ trực thuộc", "Các chi bộ trực thuộc"),
        ("Tiếu ban Nhân sự", "Tiểu ban Nhân sự"),
        ("không chỉ ra", "không chỉ ra"),
        ("chăm sóc sức khoẻ", "chăm sóc sức khoẻ"),
        ("SỞ Y TÉ", "SỞ Y TẾ"),
        ("TT HĐND XÃ", "TT HĐND XÃ"),
    ],
)
def test_accents_that_every_look_lost_come_back_where_only_one_word_fits(read, meant):
    row = words(*read.split())
    found = merged(row, row, row)
    assert found.text == meant
    assert (found.share >= 0.9) == (read == meant)


def test_a_letter_s_own_misread_words_change_nothing():
    row = words("các", "xã,", "phường")
    assert _merged(row, [row, row], lexicon_of(["các xã, phương thực hiện", "xã, phương"])).text == "các xã, phường"


def test_the_margin_is_known_where_only_first_rows_of_paragraphs_are_full(sheet):
    page = sheet("ocr")
    for at in range(4):
        page.body("Ủy ban nhân dân huyện yêu cầu các xã, thị trấn khẩn trương rà soát các hồ chứa", y=0.3 + at * 0.05)
        page.at("nước trước mùa mưa.", x=0.143, y=0.321 + at * 0.05)
    left, right = margins(page.page())
    assert left == pytest.approx(0.143, abs=0.005)
    assert right == pytest.approx(0.925, abs=0.01)


@pytest.mark.parametrize(
    ("read", "item"), [("- UBND tỉnh (b/€);", "UBND tỉnh (b/c)"), ("- TT HU (b/c),", "TT HU (b/c)")]
)
def test_for_report_in_small_print(read, item):
    assert tidy(read) == item


@pytest.mark.parametrize(
    ("row", "number", "symbol"),
    [
        ("sẽ: 4{l§ /sTp-vp", "4{l§", "STP-VP"),
        ("Số: Á5†ƒ ›UBND-VX", "Á5†ƒ ›", "UBND-VX"),
        ("Số: 3176B/UBND-KTTH", "3176B", "UBND-KTTH"),
        ("Số 1438-CV/TU", "1438", "CV/TU"),
        ("Số: 59/2019/NĐ-CP", "59/2019", "NĐ-CP"),
    ],
)
def test_a_number_row_taken_apart(row, number, symbol):
    found = part(row)
    assert found is not None
    assert (found.number, found.symbol) == (number, symbol)
