"""A unit leads a task: its head answers for it, and whoever comes after the head does."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from desktop.core.calendar import Week
from desktop.core.errors import NotFound, RuleError
from desktop.core.filters import TaskFilter
from desktop.core.names import lead_words
from desktop.core.readings import Recurrence
from desktop.services import assign, directives, letters, people, recurring, register, tasks
from desktop.services.assign import Assignment
from desktop.services.check import check
from desktop.services.printing import PrintRequest, print_report
from desktop.services.search import search


@pytest.fixture
def unit(office):
    return people.units(office)[2]


@pytest.fixture
def head(office, unit):
    return people.add_person(office, "Ngô Thị Mai", "Trưởng phòng", unit.id, "head")


@pytest.fixture
def officer(office, unit):
    return people.add_person(office, "Lê Văn Đạt", "Chuyên viên", unit.id)


def give(office, unit, title="Báo cáo rà soát", **more):
    return assign.assign(office, [Assignment(title, lead_unit_id=unit.id, **more)])[0]


def test_the_unit_leads_and_its_head_answers(office, unit, officer, head):
    task = give(office, unit, due_on=date(2026, 11, 20))
    assert (task.lead, task.lead_unit, task.lead_unit_id) == (unit.name, unit.name, unit.id)
    assert (task.lead_id, task.answers) == (head.id, "Ngô Thị Mai")
    assert lead_words(task) == f"{unit.name} (Ngô Thị Mai)"
    [sheet] = tasks.weekly(office, Week(2026, 47))
    assert (sheet.person.id, [t.id for t in sheet.results]) == (head.id, [task.id])
    assert [t.id for t in tasks.tasks(office, TaskFilter(unit_id=unit.id))] == [task.id]
    assert [h.id for h in search(office, unit.name)] == [task.id]
    assert check(office).ok


def test_the_letter_is_handed_to_the_unit_and_the_unit_is_proposed_next_time(office, unit, head, scanned, kit):
    letter = register.register(office, scanned(kit.make_letter(directives=(kit.make_directive(),))).id)
    [proposal] = directives.proposals(office, letter.id)
    give(office, unit, title=proposal.assignment.title, directive_id=proposal.directive.id)
    assert letters.letter(office, letter.id).handed_to == unit.name
    [transfer] = letters.transfers(office, letter.id)
    assert (transfer.unit_id, transfer.person_id) == (unit.id, None)
    later = register.register(office, scanned(kit.make_letter("613", directives=(kit.make_directive(),))).id)
    again = directives.proposals(office, later.id)[0].assignment
    assert (again.lead_id, again.lead_unit_id) == (None, unit.id)


def test_a_unit_without_people_or_out_of_use_leads_nothing(office, unit):
    with pytest.raises(RuleError) as error:
        give(office, unit)
    assert error.value.code == "no-one-answers"
    with pytest.raises(NotFound):
        assign.assign(office, [Assignment("Làm", lead_unit_id=99)])
    assert tasks.tasks(office) == []


def test_a_new_head_takes_over_what_the_unit_leads_but_not_what_persons_lead(office, unit, head, officer):
    task, own = give(office, unit), assign.assign(office, [Assignment("Việc riêng", head.id)])[0]
    people.edit_person(office, head.id, role="officer")
    assert tasks.task(office, task.id).lead_id == head.id
    people.edit_person(office, officer.id, role="head")
    moved = tasks.task(office, task.id)
    assert (moved.lead, moved.lead_id) == (unit.name, officer.id)
    assert "Ngô Thị Mai → Lê Văn Đạt" in moved.last_note
    assert tasks.task(office, own.id).lead_id == head.id


def test_who_leaves_leaves_the_units_work_to_the_unit(office, unit, head, officer):
    task = give(office, unit)
    people.deactivate_person(office, head.id)
    assert tasks.task(office, task.id).lead_id == officer.id
    with pytest.raises(RuleError) as error:
        people.deactivate_person(office, officer.id)
    assert error.value.code == "no-one-answers"
    assert people.person(office, officer.id).active
    with pytest.raises(RuleError):
        people.edit_person(office, officer.id, without_unit=True)
    with pytest.raises(RuleError) as error:
        people.edit_unit(office, unit.id, active=False)
    assert error.value.code == "has-work"
    tasks.report_progress(office, task.id, "xong", done=True)
    assert people.edit_person(office, officer.id, without_unit=True).unit_id is None
    assert not people.edit_unit(office, unit.id, active=False).active


def test_work_goes_from_person_to_unit_and_back(office, unit, head, officer):
    task = assign.assign(office, [Assignment("Việc", officer.id, (head.id,))])[0]
    given = tasks.reassign(office, task.id, None, "việc của cả phòng", unit_id=unit.id)
    assert (given.lead_unit_id, given.lead_id, given.partner_ids) == (unit.id, head.id, ())
    assert f"Lê Văn Đạt → {unit.name}" in given.last_note
    back = tasks.reassign(office, task.id, officer.id, "một người làm đủ")
    assert (back.lead_unit_id, back.lead) == (None, "Lê Văn Đạt")
    with pytest.raises(RuleError):
        tasks.reassign(office, task.id, None, "không có ai")


def test_all_work_handed_over_stays_with_the_unit_where_the_receiver_is_of_it(office, unit, head, officer):
    task = give(office, unit)
    assert tasks.hand_over_all(office, head.id, officer.id, "nghỉ phép")[0].lead_unit_id == unit.id
    people.edit_person(office, officer.id, title="Phó phòng")
    assert tasks.task(office, task.id).lead_id == officer.id
    outside = people.add_person(office, "Hồ Văn Ba")
    assert tasks.hand_over_all(office, officer.id, outside.id, "chuyển công tác")[0].lead_unit_id is None


def test_recurring_work_of_a_unit_comes_back_to_the_unit(office, unit, head, clock):
    every = Recurrence("thứ Sáu hằng tuần", "week", day="thứ Sáu")
    give(office, unit, recurrence=every)
    clock.forward(7)
    [made] = recurring.make_due(office)
    assert (made.lead_unit_id, made.lead_id) == (unit.id, head.id)


def test_the_unit_stands_on_paper(office, unit, head, scanned, kit, tmp_path):
    letter = register.register(office, scanned(kit.make_letter(directives=(kit.make_directive(),))).id)
    [proposal] = directives.proposals(office, letter.id)
    give(office, unit, directive_id=proposal.directive.id, due_on=date(2026, 11, 20))
    for report, words in (
        ("weekly-sheets", f"Chủ trì: {unit.name}"),
        ("weekly-summary", f"{unit.name} (Ngô Thị Mai)"),
        ("handling-slip", f"{unit.name} (Ngô Thị Mai)"),
        ("statistics", unit.name),
        ("register", unit.name),
    ):
        file = tmp_path / f"{report}.pdf"
        span = {"first": date(2026, 11, 1), "last": date(2026, 11, 30)}
        print_report(office, PrintRequest(report, week=Week(2026, 47), letter_id=letter.id, **span), file)
        assert words in words_of(file), report


def words_of(file):
    with pypdfium2.PdfDocument(file) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_a_lead_is_found_among_persons_and_units(office, unit, head):
    assert people.find_lead(office, "ngo thi mai") == head
    for text in (unit.name, f"U{unit.id}", unit.name.upper()):
        assert people.find_lead(office, text) == unit
    assert people.find_lead(office, f"P{head.id}") == head
    with pytest.raises(NotFound):
        people.find_lead(office, "không ai cả")
