"""Giving work and following it to its end."""

from __future__ import annotations

from datetime import date

import pytest

from desktop.core.calendar import Week
from desktop.core.errors import NotFound, RuleError
from desktop.core.filters import TaskFilter
from desktop.services import assign, directives, letters, people, register, tasks
from desktop.services.assign import Assignment
from desktop.services.check import check
from desktop.services.search import search


@pytest.fixture
def dat(office):
    return people.add_person(office, "Lê Văn Đạt", "Chuyên viên", people.units(office)[2].id)


@pytest.fixture
def mai(office):
    return people.add_person(office, "Ngô Thị Mai", "Trưởng phòng", people.units(office)[2].id, "head")


@pytest.fixture
def letter(office, scanned, kit):
    made = (
        kit.make_directive("1"),
        kit.make_directive("2", "Phòng Kinh tế xã hướng dẫn.", kind="standing", deadline=None),
        kit.make_directive("3", "Lưu ý: …", kind="note", deadline=None),
        kit.make_directive("4", "Sở Nội vụ tổng hợp.", concerns_commune="no", deadline=None),
    )
    return register.register(office, scanned(kit.make_letter(directives=made)).id)


def give(office, person, title="Báo cáo rà soát", **more):
    return assign.assign(office, [Assignment(title, person.id, **more)])[0]


def test_what_concerns_us_is_ticked_with_day_and_lead(office, letter, mai, dat):
    first, second, note, other = directives.proposals(office, letter.id)
    assert [p.ticked for p in (first, second, note, other)] == [True, True, False, False]
    assert first.assignment.due_on == date(2026, 11, 23)
    assert (first.options.stated, first.options.strict) == (date(2026, 11, 25), date(2026, 11, 24))
    assert (second.assignment.lead_id, first.assignment.lead_id) == (mai.id, None)


def test_who_had_this_issuer_before_is_proposed_and_given_work_is_ticked_no_more(
    office, letter, mai, dat, scanned, kit
):
    first = directives.proposals(office, letter.id)[0].assignment
    assign.assign(office, [Assignment(first.title, dat.id, directive_id=first.directive_id)])
    assert not directives.proposals(office, letter.id)[0].ticked
    later = register.register(office, scanned(kit.make_letter("613", directives=(kit.make_directive(),))).id)
    assert directives.proposals(office, later.id)[0].assignment.lead_id == dat.id


def test_one_click_gives_all_with_opinion_and_hand_over(office, letter, dat, mai):
    works = [
        Assignment(p.directive.text, dat.id, (mai.id, dat.id), p.assignment.due_on, directive_id=p.directive.id)
        for p in directives.proposals(office, letter.id)
        if p.ticked
    ]
    made = assign.assign(office, works, by="Chủ tịch", instruction="Giao anh Đạt chủ trì")
    assert [t.letter_id for t in made] == [letter.id] * 2
    assert made[0].partners == ("Ngô Thị Mai",)
    assert letters.letter(office, letter.id).handed_to == "Lê Văn Đạt"
    assert [i.text for i in letters.instructions(office, letter.id)] == ["Giao anh Đạt chủ trì"]
    assert directives.of_letter(office, letter.id)[0].task_ids == (made[0].id,)
    assert check(office).ok


def test_all_is_given_or_nothing(office, letter, dat):
    with pytest.raises(RuleError) as error:
        assign.assign(office, [Assignment("Một", dat.id), Assignment("Hai")])
    assert error.value.code == "no-lead"
    assert tasks.tasks(office) == []


def test_work_is_not_given_without_title_to_those_who_left_or_for_void_letters(office, letter, dat):
    register.void(office, letter.id, "nhầm")
    gone = people.deactivate_person(office, people.add_person(office, "Hồ Văn Ba").id)
    for work, code in (
        (Assignment(" ", dat.id), "no-title"),
        (Assignment("Làm", gone.id), "inactive"),
        (Assignment("Làm", dat.id, letter_id=letter.id), "void"),
        (Assignment("Làm", 99), "no-lead"),
    ):
        with pytest.raises(RuleError) as error:
            assign.assign(office, [work])
        assert error.value.code == code


def test_status_follows_the_day(office, dat, clock):
    task = give(office, dat, due_on=date(2026, 11, 17))
    assert task.status == "not_started"
    assert tasks.report_progress(office, task.id, "đã lập danh sách").status == "under_way"
    clock.forward(2)
    late = tasks.task(office, task.id)
    assert (late.status, late.days_late) == ("overdue", 1)
    done = tasks.report_progress(office, task.id, "", done=True, reply="12/BC-UBND", on=date(2026, 11, 17))
    assert (done.status, done.reply, done.progress[-1].note) == (
        "done_on_time",
        "12/BC-UBND",
        "Văn bản trả lời: 12/BC-UBND",
    )


def test_closed_work_takes_no_progress_until_it_is_opened_again(office, dat):
    task = give(office, dat)
    tasks.report_progress(office, task.id, "xong", done=True)
    with pytest.raises(RuleError) as error:
        tasks.report_progress(office, task.id, "thêm")
    assert error.value.code == "closed"
    with pytest.raises(RuleError):
        tasks.reopen(office, task.id, "")
    assert tasks.reopen(office, task.id, "thiếu phụ lục").status == "rework"
    assert tasks.report_progress(office, task.id, "xong", done=True).state == "done"


def test_progress_is_neither_empty_nor_of_a_day_to_come(office, dat):
    task = give(office, dat)
    for note, day, code in (("", None, "no-text"), ("x", date(2026, 11, 17), "future-day")):
        with pytest.raises(RuleError) as error:
            tasks.report_progress(office, task.id, note, on=day)
        assert error.value.code == code


def test_changing_hands_day_and_rest_leave_their_trace(office, dat, mai, clock):
    task = give(office, dat, due_on=date(2026, 11, 17), partner_ids=(mai.id,))
    moved = tasks.reassign(office, task.id, mai.id, "nghỉ phép")
    assert (moved.lead_id, moved.partner_ids) == (mai.id, ())
    later = tasks.change_due(office, task.id, date(2026, 11, 20), "chờ số liệu")
    assert later.due_on == date(2026, 11, 20)
    assert "17/11/2026 → 20/11/2026" in later.last_note
    clock.forward(7)
    assert tasks.pause(office, task.id, "chờ tỉnh").status == "paused"
    assert tasks.task(office, task.id).days_late == 0
    assert tasks.resume(office, task.id).status == "overdue"
    assert [p.kind for p in tasks.task(office, task.id).progress] == ["reassigned", "due", "paused", "resumed"]
    for change in (tasks.pause, tasks.reopen):
        with pytest.raises(RuleError):
            change(office, task.id, " ")


def test_lists_put_the_late_first_and_the_dayless_last(office, dat, mai, clock):
    free = give(office, dat, "Không hạn")
    soon = give(office, mai, "Sắp tới", due_on=date(2026, 11, 20), partner_ids=(dat.id,))
    late = give(office, dat, "Quá hạn", due_on=date(2026, 11, 17))
    clock.forward(2)
    ids = lambda **f: [t.id for t in tasks.tasks(office, TaskFilter(**f))]  # noqa: E731
    assert ids() == [late.id, soon.id, free.id]
    assert ids(overdue=True) == [late.id]
    assert ids(person_id=mai.id) == [soon.id]
    assert ids(person_id=dat.id) == [late.id, soon.id, free.id]
    assert ids(unit_id=mai.unit_id) == [late.id, soon.id, free.id]
    assert ids(status="no_due") == [free.id]
    assert ids(text="khong han") == [free.id]
    assert ids(week=Week(2026, 47)) == [late.id, soon.id]
    assert ids(week=Week(2026, 48)) == [late.id, soon.id]
    tasks.report_progress(office, soon.id, "xong", done=True)
    assert ids(open_only=True) == [late.id, free.id]
    assert tasks.status_counts(office) == {"overdue": 1, "no_due": 1, "done_on_time": 1}


def test_the_weekly_sheet_has_results_and_plan(office, dat, mai, clock):
    late = give(office, dat, "Quá hạn", due_on=date(2026, 11, 13))
    this = give(office, dat, "Tuần này", due_on=date(2026, 11, 20))
    after = give(office, dat, "Tuần sau", due_on=date(2026, 11, 27))
    far = give(office, dat, "Còn lâu", due_on=date(2026, 12, 27))
    free = give(office, dat, "Không hạn")
    [sheet] = tasks.weekly(office, Week(2026, 47))
    assert sheet.person.id == dat.id
    assert [t.id for t in sheet.results] == [late.id, this.id]
    assert [t.id for t in sheet.plan] == [after.id, far.id, free.id]


def test_work_is_found_by_its_words_and_by_its_reply(office, dat):
    task = give(office, dat, "Rà soát hộ nghèo")
    tasks.report_progress(office, task.id, "x", reply="45/BC-UBND")
    assert [(h.kind, h.id) for h in search(office, "ho ngheo")] == [("task", task.id)]
    assert [h.id for h in search(office, "45/bc")] == [task.id]
    people.edit_person(office, dat.id, name="Lê Văn Đức")
    assert [h.id for h in search(office, "van duc")] == [task.id]
    assert search(office, "van dat") == []
    assert check(office).ok


def test_what_is_not_there(office):
    with pytest.raises(NotFound):
        tasks.task(office, 1)
    with pytest.raises(NotFound):
        directives.directive(office, 1)
