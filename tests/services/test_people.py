"""Units and people."""

from __future__ import annotations

import pytest

from desktop.core.errors import NotFound, RuleError
from desktop.core.sheet_code import short_uid
from desktop.services import assign, letters, people
from desktop.services.new import standard_units


def test_people_stand_by_unit_rank_and_given_name(office):
    unit = people.units(office)[1].id
    for name, role in (("Lê Thị Ánh", "officer"), ("Bùi Văn An", "officer"), ("Võ Đình Đa", "officer")):
        people.add_person(office, name, "Chuyên viên", unit, role)
    people.add_person(office, "Trần Tư", "Chánh Văn phòng", unit, "head")
    assert [p.name for p in people.people(office)] == ["Trần Tư", "Bùi Văn An", "Lê Thị Ánh", "Võ Đình Đa"]


def test_a_person_is_found_by_id_uid_name_and_part_of_it(office):
    dat = people.add_person(office, "Lê Văn Đạt")
    people.add_person(office, "Lê Văn Đông")
    for text in (str(dat.id), dat.uid, "Lê Văn Đạt", "le van dat", "ĐẠT"):
        assert people.find_person(office, text).id == dat.id
    with pytest.raises(RuleError) as error:
        people.find_person(office, "lê văn")
    assert error.value.code == "ambiguous-person"
    for text in ("Ai đó", "", "  "):
        with pytest.raises(NotFound):
            people.find_person(office, text)


def test_who_leads_open_work_cannot_leave(office):
    dat = people.add_person(office, "Lê Văn Đạt")
    assign.assign(office, [assign.Assignment("Làm", dat.id)])
    with pytest.raises(RuleError) as error:
        people.deactivate_person(office, dat.id)
    assert error.value.code == "has-work"


def test_who_left_is_off_the_lists_and_can_come_back(office):
    dat = people.deactivate_person(office, people.add_person(office, "Lê Văn Đạt").id)
    assert people.people(office) == []
    assert people.people(office, active_only=False) == [dat]
    people.activate_person(office, dat.id)
    assert [e.action for e in letters.history(office, "person", dat.id)] == ["add", "deactivate", "activate"]


def test_units_have_names_of_their_own(office):
    unit = people.add_unit(office, "Hội Chữ thập đỏ")
    for wrong, code in (("HỘI CHỮ THẬP ĐỎ", "name-taken"), (" ", "no-name")):
        with pytest.raises(RuleError) as error:
            people.add_unit(office, wrong)
        assert error.value.code == code
    assert people.edit_unit(office, unit.id, short_name="HCTĐ", active=False).short_name == "HCTĐ"
    assert unit.id not in [u.id for u in people.units(office)]
    with pytest.raises(NotFound):
        people.edit_unit(office, 99, name="x")


def test_a_phuong_differs_from_a_xa():
    assert ("Phòng Kinh tế, Hạ tầng và Đô thị", "PKTHTĐT") in standard_units("phường")
    assert ("Phòng Kinh tế", "PKT") in standard_units("xã")


def test_people_added_one_after_the_other_are_told_apart_by_the_code_of_a_sheet(office):
    """The code holds the beginning of their uids alone; a sheet must not come back as somebody else's."""
    for number in range(20):
        people.add_person(office, f"Người thứ {number}")
    uids = [office.info.uid, *(person.uid for person in people.people(office))]
    assert len({short_uid(uid) for uid in uids}) == 21
