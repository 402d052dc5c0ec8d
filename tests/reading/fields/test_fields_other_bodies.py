"""Letters of bodies and layouts that no shared letter has: unions, wards, special zones, courts, banks, schools, plans."""

from __future__ import annotations

import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.core.readings import LIST_FIELDS, Box
from desktop.reading import fields
from desktop.reading.fields.catalogue import shipped
from desktop.reading.fields.lists import tidy
from desktop.reading.fields.names import cut_short, has_gap, name_in
from desktop.reading.fields.place_names import unusual
from desktop.reading.fields.titles import title_row
from desktop.reading.pages import Line
from desktop.reading.source import Source

BENCH = Path(__file__).resolve().parents[2] / "bench"


@pytest.fixture
def others(monkeypatch):
    monkeypatch.syspath_prepend(str(BENCH))
    return importlib.import_module("other_letters")


def wrong(truth, letter):
    """What was read otherwise: field by field, letter by letter."""
    out = {}
    for name, want in truth["fields"].items():
        nothing = [] if name in LIST_FIELDS else None
        have = letter.fields[name].value or nothing
        if (want or nothing) != have:
            out[name] = (want, have)
    return out


@pytest.mark.parametrize("seed", range(30))
def test_a_typed_letter_is_read_whole(others, seed, tmp_path):
    _, letter = others.other(seed)
    file = tmp_path / "letter.pdf"
    file.write_bytes(others.render(letter)[0])
    with Source(file) as source:
        (found,) = fields.letters([source.page(n + 1) for n in range(source.pages)], source)
    assert wrong(others.truth_of(letter), found) == {}


@pytest.mark.parametrize("seed", range(30, 60))
def test_the_same_without_what_only_a_file_tells(others, same_again, seed, tmp_path):
    """As OCR gives them: no bold, looks instead of a file's word for it. Numbers are left to those with an image."""
    _, letter = others.other(seed)
    file = tmp_path / "letter.pdf"
    file.write_bytes(others.render(letter)[0])
    with Source(file) as source:
        embedded = [source.page(n + 1) for n in range(source.pages)]
    pages = [replace(p, source="ocr", lines=tuple(Line(x.words) for x in p.lines)) for p in embedded]
    (found,) = fields.letters(pages, same_again(pages))
    missed = wrong(others.truth_of(letter), found)
    missed.pop("number", None)
    assert missed == {}
    assert found.fields["number"].value in (letter.number, None)


def test_a_title_of_one_word_more_is_another_title():
    for text in ("TỔNG THANH TRA", "TRƯỞNG CÔNG AN XÃ", "PHÓ GIÁM ĐỐC KINH DOANH"):
        row = title_row(text, shipped())
        assert row is not None
        assert row.text == text


@pytest.mark.parametrize("name", ["Rơ Châm H'Yéo", "K'Brăm Bình", "Y Thông Niê"])
def test_names_of_the_highlands(sheet, name):
    page = sheet()
    page.right(name, y=0.5)
    found = name_in(page.lines[0], shipped())
    assert found is not None
    assert found.text == name


def test_a_name_that_goes_on_is_not_taken_for_whole(sheet):
    page = sheet()
    page.right("Đinh Văn Brao", y=0.5)
    row = page.lines[0]
    found = name_in(row, shipped())
    assert found is not None
    assert found.text in {"Đinh Văn", "Đinh Văn Brao"}
    assert cut_short(row, found) == (found.text == "Đinh Văn")


@pytest.mark.parametrize(("bottom", "doubted"), [(0.2, True), (0.1811, False)])
def test_a_short_last_row_that_nobody_read_is_doubted(state_letter, same_again, bottom, doubted):
    """Strokes as tall as letters under the subject; the rule under a subject is thinner."""
    page = replace(state_letter().page(), source="ocr")
    looks = same_again([page])
    plain = fields.letters([page], looks)[0].fields["subject"]
    looks.ink = lambda _, box: 0.12 if box.y0 >= 0.168 and box.y1 <= bottom else 0.0
    found = fields.letters([page], looks)[0].fields["subject"]
    assert plain.confidence > 0.85
    assert (found.value, found.confidence < 0.8) == (plain.value, doubted)


def test_a_speck_beside_the_head_does_not_end_its_left_column(state_letter, no_looks):
    page = state_letter().page()
    speck = replace(
        page.lines[0], words=(replace(page.lines[0].words[0], text="_", box=Box(0.84, 0.131, 0.842, 0.132)),)
    )
    found = fields.letters([replace(page, lines=(*page.lines, speck))], no_looks)[0]
    assert found.text("subject") == "kiểm tra hồ chứa nước trước mùa mưa bão năm 2025"


def test_room_for_a_syllable_inside_a_name_is_told(sheet):
    page = sheet()
    page.right("Mai Thu Hằng", "Mai     Thu Hằng", y=0.5)
    assert [has_gap(name_in(row, shipped())) for row in page.lines] == [False, True]


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("- Thủ tướng Chính phủ (đế b/c);", "Thủ tướng Chính phủ (để b/c)"),
        ("- Bộ trưởng (để bíc);", "Bộ trưởng (để b/c)"),
        ("- TT Tỉnh ủy (bíc);", "TT Tỉnh ủy (b/c)"),
        ("- Các.đơn vị trực thuộc;", "Các đơn vị trực thuộc"),
        ("- Website www.an.gov.vn;", "Website www.an.gov.vn"),
    ],
)
def test_small_print_of_recipients(read, meant):
    assert tidy(read) == meant


@pytest.mark.parametrize(
    ("name", "doubted"),
    [
        ("Tân Lập", False),
        ("Tấn Lập", True),
        ("Hoà Bình", False),
        ("Phú Lảm", True),
        ("Cần Thơ", False),
        ("TP. Huế", False),
    ],
)
def test_a_place_that_only_its_marks_part_from_a_common_one_is_not_sure(name, doubted, state_letter, same_again):
    assert unusual(name, shipped()) == doubted
    page = replace(state_letter(date_row=f"{name}, ngày 14 tháng 3 năm 2025").page(), source="ocr")
    found = fields.letters([page], same_again([page]))[0].fields["place"]
    assert found.value in (name, "Hòa Bình")
    assert (found.confidence < 0.9) >= doubted


def test_a_speck_like_a_letter_ends_no_subject(state_letter, no_looks):
    """A lone circumflex counts as a letter in Unicode; a year alone in its row is part of the subject."""
    page = state_letter().page()
    speck = replace(
        page.lines[0], words=(replace(page.lines[0].words[0], text="ˆ", box=Box(0.3, 0.155, 0.302, 0.156)),)
    )
    found = fields.letters([replace(page, lines=(*page.lines, speck))], no_looks)[0]
    assert found.text("subject") == "kiểm tra hồ chứa nước trước mùa mưa bão năm 2025"
