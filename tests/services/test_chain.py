"""From giving work to the reply: defaults, days counted from another letter, the chain, what nobody has answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.core.errors import NotFound, RuleError
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.readings import Deadline, Recurrence, Reference
from desktop.services import (
    anchors,
    assign,
    chains,
    directives,
    evidence,
    letters,
    people,
    register,
    reminders,
    replies,
    tasks,
)
from desktop.services.assign import Assignment
from desktop.services.check import check
from desktop.services.replies import ReplyDraft
from desktop.services.search import search
from desktop.services.settings import Settings

AGAINST = Deadline("trước 15 ngày so với các mốc", "relative_offset", anchor="150-KH/TU", offset_days=-15)
PLAN = Reference("Kế hoạch", "150", "KH/TU", None, "Tỉnh ủy", "Kế hoạch số 150-KH/TU của Tỉnh ủy")


@pytest.fixture
def dat(office):
    return people.add_person(office, "Lê Văn Đạt", "Chuyên viên", people.units(office)[3].id)


@pytest.fixture
def mai(office):
    return people.add_person(office, "Ngô Thị Mai", "Trưởng phòng", people.units(office)[2].id, "head")


@pytest.fixture
def enter(office, scanned, kit):
    """Register a letter that says what is given."""

    def make(number="612", *made, references=(), **more):
        scan = scanned(kit.make_letter(number, directives=tuple(made), references=references, **more))
        return register.register(office, scan.id)

    return make


def give(office, person, title="Báo cáo rà soát", **more):
    return assign.assign(office, [Assignment(title, person.id, **more)])[0]


def draft(number="45", symbol="BC-UBND", **more):
    return ReplyDraft(number, symbol, date(2026, 11, 16), "kết quả rà soát", **more)


# --- giving


def test_the_offices_limit_is_proposed_where_the_letter_names_no_day(office, enter, kit):
    office.change_settings(Settings(time_limits={"công văn": 5}))
    plain = kit.make_directive("1", "UBND các xã rà soát.", kind="standing", deadline=None)
    aim = kit.make_directive("2", "Đạt 95%.", kind="target", deadline=None)
    letter = enter("612", kit.make_directive("3"), plain, aim)
    dated, standing, target = directives.proposals(office, letter.id)
    assert (dated.options.source, dated.assignment.due_on) == ("letter", date(2026, 11, 23))
    assert (standing.options.source, standing.assignment.due_on) == ("office", date(2026, 11, 23))
    assert target.options is None
    whole, options = directives.whole_letter(office, letter.id)
    assert (whole.title, whole.due_on, options.source) == (letter.subject, date(2026, 11, 23), "office")
    office.change_settings(Settings())
    assert directives.proposals(office, letter.id)[1].options is None


def test_who_had_the_subject_goes_before_the_unit_named_and_that_before_the_issuer(office, enter, kit, dat, mai):
    named = kit.make_directive("1", "Phòng Kinh tế xã hướng dẫn.", kind="standing", deadline=None)
    first = enter("612", named)
    give(office, dat, "việc khác", letter_id=first.id)
    other = enter("613", named, kit.make_directive("2"), subject="việc mới")
    assert [p.assignment.lead_id for p in directives.proposals(office, other.id)] == [mai.id, dat.id]
    same = enter("614", named, issuer="SỞ NỘI VỤ")
    assert directives.proposals(office, same.id)[0].assignment.lead_id == dat.id
    assert directives.whole_letter(office, same.id)[0].lead_id == dat.id


def test_a_directive_that_comes_back_is_proposed_with_its_next_day(office, enter, kit, dat):
    quarter = kit.make_directive(
        "1",
        "Định kỳ cuối quý báo cáo.",
        kind="recurring",
        deadline=None,
        recurrence=Recurrence("định kỳ cuối quý", "quarter"),
    )
    [proposal] = directives.proposals(office, enter("612", quarter).id)
    assert (proposal.assignment.due_on, proposal.options.source) == (date(2026, 12, 31), "period")
    [task] = assign.assign(office, [replace(proposal.assignment, lead_id=dat.id)])
    assert (task.recurrence.every, task.period_on) == ("quarter", date(2026, 12, 31))


def test_work_of_the_offices_own_has_no_letter(office, dat, mai):
    task = give(
        office, dat, "Dọn vệ sinh cơ quan", partner_ids=(mai.id, dat.id), partner_parts=("khu A", "x"), due_time="17:00"
    )
    assert (task.letter_id, task.partner_ids, task.partner_parts, task.due_time) == (
        None,
        (mai.id,),
        ("khu A",),
        "17:00",
    )


# --- days counted from another letter


def test_a_day_against_another_letter_resolves_when_that_is_registered(office, enter, kit, dat):
    letter = enter("612", kit.make_directive("1", deadline=AGAINST), references=(PLAN,))
    [proposal] = directives.proposals(office, letter.id)
    assert proposal.assignment.due_on is None
    task = give(office, dat, directive_id=proposal.directive.id)
    assert anchors.for_task(office, task.id) is None
    mark = Deadline("trước ngày 15/12/2026", "by_date", "2026-12-15", "2026-12-15")
    plan = enter(
        "150", kit.make_directive("1", deadline=mark), symbol="KH/TU", issuer="TỈNH ỦY ĐÔNG SƠN", system="party"
    )
    told = tasks.task(office, task.id)
    assert told.due_on is None
    assert told.last_note == f"150-KH/TU đã vào sổ, số đến {plan.arrival_number}: hãy chọn hạn."
    assert anchors.for_task(office, task.id).default == date(2026, 11, 30)
    assert directives.proposals(office, letter.id)[0].assignment.due_on == date(2026, 11, 30)
    assert [t.id for t in reminders.due_list(office).undated] == [task.id]
    tasks.change_due(office, task.id, date(2026, 11, 30), "theo Kế hoạch 150")
    assert reminders.due_list(office).undated == []
    assert anchors.for_task(office, 99) is None


def test_a_letter_whose_number_is_typed_later_is_told_then(office, enter, kit, dat):
    waits = enter("612", kit.make_directive("1", deadline=AGAINST))
    task = give(office, dat, directive_id=directives.of_letter(office, waits.id)[0].id)
    plan = enter("", symbol="KH/TU")
    assert tasks.task(office, task.id).last_note == ""
    register.correct(office, plan.id, {"number": "150"})
    assert "150/KH/TU đã vào sổ" in tasks.task(office, task.id).last_note


# --- replies, the chain, what nobody has answered


def test_a_reply_closes_what_it_answers_and_is_found(office, enter, kit, dat, tmp_path):
    letter = enter("612", kit.make_directive())
    first, second = give(office, dat, letter_id=letter.id), give(office, dat, "Việc hai", letter_id=letter.id)
    assert [x.id for x in replies.unanswered(office)] == [letter.id]
    (tmp_path / "bc.pdf").write_bytes(b"%PDF")
    made = replies.record(office, draft("45/BC-UBND", "", file=tmp_path / "bc.pdf"), task_ids=[first.id])
    assert (made.number, made.symbol, made.letter_ids, made.task_ids) == ("45", "BC-UBND", (letter.id,), (first.id,))
    done = tasks.task(office, first.id)
    assert (done.state, done.reply, done.done_on) == ("done", "45/BC-UBND", date(2026, 11, 16))
    assert tasks.task(office, second.id).state == "open"
    assert replies.unanswered(office) == []
    assert [a.name for a in evidence.attachments(office, "outgoing", made.id)] == ["bc.pdf"]
    assert ("outgoing", made.id) in [(h.kind, h.id) for h in search(office, "45/bc")]
    again = replies.record(office, draft(), task_ids=[second.id])
    assert (again.id, again.task_ids) == (made.id, (first.id, second.id))
    assert check(office).ok
    assert [r.id for r in replies.replies(office, 2026)] == [made.id]


def test_a_reply_taken_back_opens_everything_again(office, enter, kit, dat):
    letter = enter("612", kit.make_directive())
    task = give(office, dat, letter_id=letter.id)
    made = replies.record(office, draft(), task_ids=[task.id])
    with pytest.raises(RuleError):
        replies.void(office, made.id, "")
    assert replies.void(office, made.id, "ghi nhầm").state == "void"
    assert (tasks.task(office, task.id).status, tasks.task(office, task.id).reply) == ("rework", "")
    assert [x.id for x in replies.unanswered(office)] == [letter.id]
    assert replies.record(office, draft(), letter_ids=[letter.id]).id != made.id
    with pytest.raises(RuleError):
        replies.void(office, made.id, "lần nữa")


def test_a_reply_that_cannot_be_leaves_nothing(office, enter, dat, tmp_path):
    letter = enter("612")
    replies.record(office, draft(), letter_ids=[letter.id])
    register.void(office, letter.id, "nhầm")
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    for wrong, letter_ids, code in (
        (draft("", ""), [], "no-number"),
        (replace(draft("46"), subject=" "), [], "no-number"),
        (replace(draft("46"), issued_on=date(2026, 11, 17)), [], "future-day"),
        (replace(draft(), subject="việc khác"), [], "number-taken"),
        (draft("46", file=tmp_path / "gone.pdf"), [], "no-file"),
        (draft("46", file=tmp_path / "a.pdf"), [letter.id], "void"),
    ):
        with pytest.raises(RuleError) as error:
            replies.record(office, wrong, letter_ids=letter_ids)
        assert error.value.code == code
    with pytest.raises(NotFound):
        replies.reply(office, 9)
    assert len(replies.replies(office)) == 1
    assert check(office).ok


def test_the_chain_goes_up_to_the_province_and_down_to_what_came_of_it(office, enter, kit, dat):
    cite = Reference("Công văn", "2167", "UBND-KTTH", "2026-11-01", "UBND tỉnh", "Công văn số 2167/UBND-KTTH")
    city = enter("612", kit.make_directive(), references=(cite,), issuer="UBND thành phố Đông Sơn")
    top = enter(" 02167", symbol="UBND - KTTH", issued_on="2026-11-01", issuer="ỦY BAN NHÂN DÂN TỈNH ĐÔNG SƠN")
    task = give(office, dat, letter_id=city.id)
    reply = replies.record(office, draft(), task_ids=[task.id])
    own = Reference("Báo cáo", "45", "BC-UBND", "2026-11-16", "UBND xã An Bình", "Báo cáo số 45/BC-UBND")
    after = enter("700", references=(own,))
    steps = chains.of_task(office, task.id)
    shape = [(s.depth, s.letter and s.letter.id, s.task and s.task.id, s.reply and s.reply.id) for s in steps]
    assert shape == [
        (-1, top.id, None, None),
        (0, city.id, None, None),
        (1, None, task.id, None),
        (1, None, None, reply.id),
        (2, after.id, None, None),
    ]
    assert [s.letter.id for s in chains.of_letter(office, top.id) if s.letter] == [top.id, city.id, after.id]
    alone = give(office, dat)
    assert [s.task.id for s in chains.of_task(office, alone.id)] == [alone.id]


def test_nobody_has_answered_means_neither_reply_nor_closed_work_with_one(office, enter, kit, dat):
    asks = enter("1", kit.make_directive())
    enter("2", kit.make_directive("1", "UBND các xã tăng cường tuyên truyền.", kind="standing", deadline=None))
    enter("3", kit.make_directive("1", concerns_commune="no"))
    by_word = enter("4", kit.make_directive("1", "Tổng hợp, báo cáo kết quả về Sở.", kind="standing", deadline=None))
    assert [x.id for x in replies.unanswered(office)] == [asks.id, by_word.id]
    task = give(office, dat, letter_id=asks.id)
    assert [t.id for t in tasks.tasks(office, TaskFilter(unanswered=True))] == [task.id]
    tasks.report_progress(office, task.id, "xong, chưa gửi", done=True)
    assert letters.count(office, LetterFilter(only="unanswered")) == 2
    tasks.reopen(office, task.id, "chưa trả lời")
    tasks.report_progress(office, task.id, "", done=True, reply="12/BC-UBND")
    assert letters.count(office, LetterFilter(only="unanswered")) == 1
    register.void(office, by_word.id, "nhầm")
    assert replies.unanswered(office) == []


def test_the_morning_list_says_who_is_late_and_what_comes(office, enter, kit, dat, clock):
    asked = enter("", kit.make_directive())
    late = give(office, dat, due_on=date(2026, 11, 13))
    today = give(office, dat, due_on=date(2026, 11, 16))
    soon = give(office, dat, due_on=date(2026, 11, 19))
    give(office, dat, due_on=date(2026, 11, 20))
    rests = give(office, dat, due_on=date(2026, 11, 13))
    tasks.pause(office, rests.id, "chờ tỉnh")
    found = reminders.due_list(office)
    ids = [
        [row.id for row in few.first]
        for few in (found.overdue, found.today, found.soon, found.unanswered, found.incomplete)
    ]
    assert ids == [[late.id], [today.id], [soon.id], [asked.id], [asked.id]]
    assert found.urgent
    assert reminders.due_list(office, 0).today.count == 1
    assert found.overdue.first[0].days_late == 3


def test_soon_counts_working_days_over_a_weekend(office, dat, clock):
    clock.forward(4)  # Friday; the Tuesday after is a holiday
    monday, thursday = give(office, dat, due_on=date(2026, 11, 23)), give(office, dat, due_on=date(2026, 11, 26))
    give(office, dat, due_on=date(2026, 11, 27))
    assert [t.id for t in reminders.due_list(office).soon.first] == [monday.id, thursday.id]


def test_an_empty_office_has_nothing_to_tell(office):
    found = reminders.due_list(office)
    assert not found.urgent
    assert not any(few.count for few in (found.unanswered, found.incomplete, found.waiting, found.asked))
    assert not found.undated
