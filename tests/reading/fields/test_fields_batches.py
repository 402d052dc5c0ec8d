"""Several documents in one file: letters are split, annexes are not."""

from __future__ import annotations

from dataclasses import replace

from desktop.reading import fields
from desktop.reading.fields.zones import zones


def test_two_letters_in_one_scan_are_split(state_letter, no_looks):
    second = state_letter(2, number_row="Số: 416/UBND-NC", date_row="An Bình, ngày 15 tháng 3 năm 2025")
    found = fields.letters([state_letter().page(), second.page()], no_looks)
    assert [(x.first_page, x.last_page, x.text("number")) for x in found] == [(1, 1, "415"), (2, 2, "416")]


def test_blank_back_belongs_to_no_letter_of_its_own(state_letter, no_looks):
    back = replace(state_letter(2).page(), lines=(), source="none")
    second = state_letter(3, number_row="Số: 416/UBND-NC")
    found = fields.letters([state_letter().page(), back, second.page()], no_looks)
    assert [x.text("number") for x in found] == ["415", "416"]


def test_a_draft_in_the_same_file_is_an_annex(state_letter, no_looks):
    draft = state_letter(2, number_row="Số:       /QĐ-UBND")
    assert len(fields.letters([state_letter().page(), draft.page()], no_looks)) == 1


def test_a_document_the_letter_cites_is_attached_to_it(state_letter, no_looks):
    cited = state_letter(2, number_row="Số: 12/UBND-NN", date_row="An Bình, ngày 02 tháng 3 năm 2025")
    assert len(fields.letters([state_letter().page(), cited.page()], no_looks)) == 1


def test_an_appendix_with_a_head_is_no_letter(state_letter, no_looks):
    annex = state_letter(2, number_row="Số: 9/KH-UBND")
    annex.at("PHỤ LỤC II", x=0.45, y=0.02)
    assert len(fields.letters([state_letter().page(), annex.page()], no_looks)) == 1


def test_a_letter_ends_at_its_signature(state_letter, no_looks):
    annex = state_letter(2)
    annex.lines = [x for x in annex.lines if 0.25 < x.box.y0 < 0.5]
    (letter,) = fields.letters([state_letter().page(), annex.page()], no_looks)
    assert (letter.first_page, letter.last_page) == (1, 1)


def test_zones_give_the_body_without_head_and_foot(state_letter):
    cut = zones([state_letter().page()])
    assert [line.text[:9] for _, line in cut.body] == ["Thực hiện", "đập, Chủ "]
    assert cut.foot is not None
    assert cut.foot.anchor is not None


def test_rubbish_is_no_letter_but_no_error(sheet, no_looks):
    page = sheet(source="ocr")
    page.at("~~ |", "xx", x=0.3, y=0.4)
    (letter,) = fields.letters([page.page()], no_looks)
    assert letter.fields["number"].value is None
    assert letter.fields["issuer"].value is None
    assert all(f.value is None or f.confidence < 0.9 for n, f in letter.fields.items())


def test_an_empty_page_is_no_error(sheet, no_looks):
    (letter,) = fields.letters([sheet(source="none").page()], no_looks)
    assert letter.text("subject") is None
