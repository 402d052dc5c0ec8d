"""The register as a list, and a letter's way through the house."""

from __future__ import annotations

import pytest

from desktop.core.errors import NotFound, RuleError
from desktop.services import assign, letters, people, register
from desktop.services.letters import LetterFilter
from desktop.services.search import search


@pytest.fixture
def five(office, scanned, kit, clock):
    """Five letters over two weeks; the clock stands at the second week's Tuesday."""
    made = []
    for number, issuer, subject, urgency in (
        ("10", "SỞ NỘI VỤ", "biên chế năm 2027", ""),
        ("9", "ĐẢNG ỦY", "đại hội", "KHẨN"),
        ("200", "SỞ Y TẾ", "tiêm chủng", ""),
        ("11", "Ủy ban nhân dân tỉnh", "an toàn giao thông", "HỎA TỐC"),
        ("", "Công an tỉnh", "phòng cháy", ""),
    ):
        scan = scanned(kit.make_letter(number, issuer=issuer, subject=subject, urgency=urgency))
        made.append(register.register(office, scan.id))
        clock.forward(2)
    return made


def picked(office, **filters):
    return [x.arrival_number for x in letters.rows(office, letters.ids(office, LetterFilter(**filters)))]


def test_the_newest_stand_first(office, five):
    assert picked(office) == [5, 4, 3, 2, 1]
    assert letters.count(office) == 5


def test_filters(office, five, clock):
    assert picked(office, only="urgent") == [4, 2]
    assert picked(office, only="incomplete") == [5]
    assert picked(office, only="this_week") == [5]
    register.void(office, five[0].id, "nhầm")
    assert picked(office, only="void") == [1]
    assert picked(office, issuer="so ") == [3, 1]
    assert picked(office, year=2025) == []
    assert picked(office, arrived_from=five[1].arrived_on, arrived_to=five[2].arrived_on) == [3, 2]
    assert picked(office, text="tiem chung") == [3]
    assert picked(office, text="!!!") == []


def test_unassigned_means_neither_handed_over_nor_given_as_work(office, five):
    person = people.add_person(office, "Lê Văn Đạt")
    letters.hand_over(office, five[0].id, person_id=person.id)
    assign.assign(office, [assign.Assignment("Làm", person.id, letter_id=five[1].id)], hand_over=False)
    assert picked(office, only="unassigned") == [5, 4, 3]


def test_overdue_is_a_letter_with_late_work(office, five, clock):
    person = people.add_person(office, "Lê Văn Đạt")
    assign.assign(office, [assign.Assignment("Làm", person.id, due_on=office.today(), letter_id=five[1].id)])
    assert picked(office, only="overdue") == []
    clock.forward(1)
    assert picked(office, only="overdue") == [2]
    [row] = letters.rows(office, [five[1].id])
    assert (row.task_count, row.open_task_count, row.overdue_count, row.handed_to) == (1, 1, 1, "Lê Văn Đạt")


def test_sorts_are_those_of_a_vietnamese_list(office, five):
    def order(sort, descending=False):
        return [x.issuer for x in letters.rows(office, letters.ids(office, None, sort, descending))]

    assert order("issuer") == ["Công an tỉnh", "ĐẢNG ỦY", "SỞ NỘI VỤ", "SỞ Y TẾ", "Ủy ban nhân dân tỉnh"]
    assert order("number") == ["Công an tỉnh", "ĐẢNG ỦY", "SỞ NỘI VỤ", "Ủy ban nhân dân tỉnh", "SỞ Y TẾ"]
    assert order("subject")[0] == "Ủy ban nhân dân tỉnh"


@pytest.mark.parametrize("sort", letters.LetterSort.__args__)
def test_every_sort_gives_every_letter_once(office, five, sort):
    assert sorted(letters.ids(office, None, sort, True)) == sorted(letters.ids(office, None, sort, False))
    assert len(letters.ids(office, None, sort)) == 5


def test_rows_come_in_the_order_asked_and_gaps_are_left_out(office, five):
    assert [x.id for x in letters.rows(office, [3, 1, 99, 3])] == [3, 1, 3]


def test_a_page_of_rows_costs_a_fixed_number_of_queries(office, five, monkeypatch):
    asked = []
    office.db.connection.set_trace_callback(asked.append)
    letters.rows(office, [1, 2, 3, 4, 5])
    office.db.connection.set_trace_callback(None)
    assert len(asked) == 2


def test_handing_over_fills_columns_seven_and_eight(office, five):
    person = people.add_person(office, "Lê Văn Đạt")
    unit = people.units(office)[2]
    letters.hand_over(office, five[0].id, person_id=person.id, note="bản chính")
    transfer = letters.hand_over(office, five[0].id, unit_id=unit.id)
    assert transfer.to_name == unit.name
    assert letters.letter(office, five[0].id).handed_to == f"Lê Văn Đạt; {unit.name}"
    assert letters.letter(office, five[0].id).handed_on == office.today()
    with pytest.raises(RuleError):
        letters.hand_over(office, five[0].id)


def test_an_opinion_is_kept_and_an_empty_one_refused(office, five):
    chairman = people.add_person(office, "Phạm Thị Đào", "Chủ tịch", None, "chairman")
    kept = letters.instruct(office, five[0].id, "Giao Văn phòng xử lý", person_id=chairman.id)
    assert (kept.by, kept.text) == ("Phạm Thị Đào", "Giao Văn phòng xử lý")
    assert letters.instructions(office, five[0].id) == [kept]
    with pytest.raises(RuleError):
        letters.instruct(office, five[0].id, "")


def test_what_is_not_there(office):
    with pytest.raises(NotFound):
        letters.letter(office, 1)
    with pytest.raises(NotFound):
        letters.find_letter(office, "no")


def test_search_with_and_without_accents_by_number_and_by_the_beginning_of_a_word(office, five):
    def found(query):
        return [hit.letter_id for hit in search(office, query)]

    assert found("tiêm chủng") == found("TIEM CHUNG") == found("tiem chu") == [3]
    assert found("200/ubnd") == [3]
    assert found("200-UBND-TH") == [3]
    assert found("dang uy") == found("đảng ủy") == [2]
    assert len(found("ubnd")) == 5
    assert found("") == found("?!") == found('"') == []
    assert found('tiem" OR "dai') == []


def test_a_hit_shows_where_it_hit(office, scanned, kit):
    register.register(office, scanned(kit.make_letter(), texts=("một hai ba nuôi trồng thủy sản ven sông",)).id)
    [hit] = search(office, "thuy san")
    assert "«thủy» «sản»" in hit.snippet
    assert hit.kind == "letter"
