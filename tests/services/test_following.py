"""Following work: another due day, confirmation, handing over, what comes back, files."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from desktop.core.errors import NotFound, RuleError, SecretLetter, StorageError
from desktop.core.readings import Recurrence
from desktop.services import assign, evidence, extensions, inbox, letters, people, recurring, register, tasks
from desktop.services.assign import Assignment
from desktop.services.check import check
from desktop.services.settings import Settings

DUE = date(2026, 11, 20)
LATER = date(2026, 11, 30)
MONTHLY = Recurrence("ngày 20 hằng tháng", "month", day="20")
WEEKLY = Recurrence("thứ Sáu hằng tuần", "week", day="thứ Sáu")


@pytest.fixture
def dat(office):
    return people.add_person(office, "Lê Văn Đạt", "Chuyên viên", people.units(office)[2].id)


@pytest.fixture
def mai(office):
    return people.add_person(office, "Ngô Thị Mai", "Trưởng phòng", people.units(office)[2].id, "head")


def give(office, person, title="Báo cáo rà soát", **more):
    return assign.assign(office, [Assignment(title, person.id, **more)])[0]


def refused(code, action, *args, **more):
    with pytest.raises(RuleError) as error:
        action(*args, **more)
    assert error.value.code == code


# --- another due day


def test_a_due_day_changes_only_when_it_is_granted_and_the_first_stays_on_record(office, dat):
    task = give(office, dat, due_on=DUE)
    asked = extensions.ask(office, task.id, LATER, "chờ số liệu của các thôn")
    assert (asked.state, asked.asked_by, asked.old_due) == ("asked", "Lê Văn Đạt", DUE)
    waiting = tasks.task(office, task.id)
    assert (waiting.due_on, waiting.extension) == (DUE, asked)
    granted = extensions.grant(office, asked.id, by="Chủ tịch")
    assert (granted.due_on, granted.first_due_on, granted.extension) == (LATER, DUE, None)
    again = extensions.grant(office, extensions.ask(office, task.id, LATER + timedelta(days=3), "mưa lũ").id)
    assert again.first_due_on == DUE
    assert [x.old_due for x in extensions.of_task(office, task.id)] == [DUE, LATER]
    assert [x.answered_by for x in extensions.of_task(office, task.id)] == ["Chủ tịch", "Văn thư"]
    assert "20/11/2026 → 30/11/2026" in again.progress[0].note


def test_a_refusal_has_a_reason_and_leaves_the_day(office, dat):
    asked = extensions.ask(office, give(office, dat, due_on=DUE).id, LATER, "bận")
    refused("no-reason", extensions.refuse, office, asked.id, " ")
    after = extensions.refuse(office, asked.id, "tỉnh cần đúng hạn")
    assert (after.due_on, after.first_due_on, after.extension) == (DUE, None, None)
    assert "tỉnh cần đúng hạn" in after.last_note
    refused("answered", extensions.grant, office, asked.id)


@pytest.mark.parametrize(
    ("answer", "due", "state"), [("accept", date(2026, 11, 25), "accepted"), ("decline", DUE, "declined")]
)
def test_another_day_offered_counts_only_when_it_is_accepted(office, dat, answer, due, state):
    task = give(office, dat, due_on=DUE)
    asked = extensions.ask(office, task.id, LATER, "bận")
    refused("same-day", extensions.counter, office, asked.id, LATER)
    refused("not-later", extensions.counter, office, asked.id, DUE)
    offered = extensions.counter(office, asked.id, date(2026, 11, 25), "sớm hơn một chút")
    assert (offered.due_on, offered.extension.state, offered.extension.answer_due) == (
        DUE,
        "countered",
        date(2026, 11, 25),
    )
    refused("answered", extensions.grant, office, asked.id)
    assert getattr(extensions, answer)(office, asked.id).due_on == due
    assert extensions.extension(office, asked.id).state == state


def test_what_cannot_be_asked(office, dat):
    task = give(office, dat, due_on=DUE)
    refused("no-reason", extensions.ask, office, task.id, LATER, "")
    refused("not-later", extensions.ask, office, task.id, DUE, "x")
    refused("no-due", extensions.ask, office, give(office, dat).id, LATER, "x")
    first = extensions.ask(office, task.id, LATER, "x")
    second = extensions.ask(office, task.id, LATER + timedelta(days=1), "y")
    assert extensions.extension(office, first.id).state == "declined"
    assert tasks.task(office, task.id).extension == second
    tasks.report_progress(office, task.id, "xong", done=True)
    refused("closed", extensions.grant, office, second.id)
    with pytest.raises(NotFound):
        extensions.extension(office, 99)


def test_a_day_set_without_being_asked_is_on_record_too(office, dat):
    task = give(office, dat, due_on=DUE)
    tasks.change_due(office, task.id, LATER, "theo chỉ đạo mới")
    [changed] = extensions.of_task(office, task.id)
    assert (changed.state, changed.old_due, changed.new_due) == ("changed", DUE, LATER)
    assert tasks.task(office, task.id).first_due_on == DUE


# --- confirmation and handing over


def test_work_reported_done_waits_when_the_office_wants_it_confirmed(office, dat, clock):
    office.change_settings(Settings(confirm_done=True))
    task = give(office, dat, due_on=DUE)
    reported = tasks.report_progress(office, task.id, "đã gửi", done=True, reply="12/BC-UBND")
    assert (reported.status, reported.done_on) == ("waiting", date(2026, 11, 16))
    refused("not-done", tasks.reopen, office, give(office, dat).id, "x")
    back = tasks.reopen(office, task.id, "thiếu phụ lục")
    assert (back.status, back.done_on) == ("rework", None)
    tasks.report_progress(office, task.id, "đã bổ sung", done=True, on=date(2026, 11, 16))
    clock.forward(10)
    assert tasks.task(office, task.id).days_late == 0
    done = tasks.confirm(office, task.id)
    assert (done.status, done.done_on) == ("done_on_time", date(2026, 11, 16))
    refused("not-waiting", tasks.confirm, office, task.id)


def test_all_open_work_of_a_person_goes_to_another_at_once(office, dat, mai):
    three = people.add_person(office, "Hồ Văn Ba")
    led = [give(office, dat, f"Việc {n}", partner_ids=(three.id,), partner_parts=("số liệu",)) for n in range(3)]
    helped = give(office, three, "Việc chung", partner_ids=(dat.id,), partner_parts=("dự thảo",))
    closed = give(office, dat, "Đã xong")
    tasks.report_progress(office, closed.id, "x", done=True)
    refused("no-reason", tasks.hand_over_all, office, dat.id, mai.id, " ")
    moved = tasks.hand_over_all(office, dat.id, mai.id, "nghỉ thai sản")
    assert [t.id for t in moved] == [t.id for t in led]
    assert {(t.lead_id, t.partners, t.partner_parts) for t in moved} == {(mai.id, ("Hồ Văn Ba",), ("số liệu",))}
    other = tasks.task(office, helped.id)
    assert (other.lead_id, other.partner_ids, other.partner_parts) == (three.id, (mai.id,), ("dự thảo",))
    assert tasks.task(office, closed.id).lead_id == dat.id
    assert "nghỉ thai sản" in moved[0].last_note
    refused("nothing", tasks.hand_over_all, office, dat.id, mai.id, "lần nữa")
    refused("nothing", tasks.hand_over_all, office, mai.id, mai.id, "cho mình")


def test_handing_over_to_a_partner_leaves_no_one_twice(office, dat, mai):
    task = give(office, dat, partner_ids=(mai.id,), partner_parts=("góp ý",))
    [moved] = tasks.hand_over_all(office, dat.id, mai.id, "chuyển công tác")
    assert (moved.lead_id, moved.partner_ids) == (mai.id, ())
    assert task.partner_parts == ("góp ý",)


# --- what comes back


def test_recurring_work_begins_with_its_next_day_and_comes_back_when_it_is_done(office, dat, mai, clock):
    first = give(office, dat, recurrence=MONTHLY, product="Báo cáo", partner_ids=(mai.id,), partner_parts=("số liệu",))
    assert (first.due_on, first.period_on) == (date(2026, 11, 20), date(2026, 11, 20))
    assert recurring.make_due(office) == []
    tasks.report_progress(office, first.id, "xong", done=True)
    [second] = recurring.make_due(office)
    assert (second.due_on, second.period_on) == (date(2026, 12, 18), date(2026, 12, 20))  # the 20th is a Sunday
    assert (second.lead_id, second.product, second.partner_parts) == (dat.id, "Báo cáo", ("số liệu",))
    assert (second.previous_id, second.state) == (first.id, "open")
    assert recurring.make_due(office) == []
    assert [t.id for t in recurring.series(office, second.id)] == [first.id, second.id]


def test_a_piece_whose_day_has_passed_is_followed_though_it_is_not_done(office, dat, clock):
    first = give(office, dat, recurrence=WEEKLY)
    clock.forward(5)  # the Saturday after
    [second] = recurring.make_due(office)
    assert second.due_on == date(2026, 11, 27)
    assert tasks.task(office, first.id).status == "overdue"


def test_it_does_not_matter_how_often_it_is_looked(office, dat, clock):
    give(office, dat, recurrence=WEEKLY)
    for _ in range(30):
        clock.forward(1)
        recurring.make_due(office)
    daily = [(t.due_on, t.period_on) for t in tasks.tasks(office)]
    give(office, dat, "Việc khác", recurrence=WEEKLY)  # a second row, looked at once after the same time
    assert daily == [(date(2026, 11, 20) + timedelta(weeks=n),) * 2 for n in range(5)]


def test_after_long_all_periods_are_there_once(office, dat, clock):
    give(office, dat, recurrence=WEEKLY)
    clock.forward(30)
    assert len(recurring.make_due(office)) == 4
    assert [t.due_on for t in tasks.tasks(office)] == [date(2026, 11, 20) + timedelta(weeks=n) for n in range(5)]
    assert recurring.make_due(office) == []


def test_an_extended_piece_does_not_move_the_next(office, dat):
    first = give(office, dat, recurrence=MONTHLY)
    extensions.grant(office, extensions.ask(office, first.id, date(2026, 12, 22), "bận").id)
    tasks.report_progress(office, first.id, "xong", done=True)
    assert recurring.make_due(office)[0].period_on == date(2026, 12, 20)


def test_stopping_and_changing_how_often(office, dat, clock):
    first = give(office, dat, recurrence=MONTHLY)
    refused("no-reason", recurring.change, office, first.id, None, "")
    refused("no-period", recurring.change, office, first.id, Recurrence("hằng ngày", "day"), "x")
    changed = recurring.change(office, first.id, WEEKLY, "theo dõi sát hơn")
    assert (changed.recurrence, changed.period_on) == (WEEKLY, date(2026, 11, 20))
    clock.forward(5)
    [second] = recurring.make_due(office)
    refused("has-next", recurring.change, office, first.id, None, "quá muộn")
    assert recurring.change(office, second.id, None, "tỉnh không cần nữa").recurrence is None
    clock.forward(30)
    assert recurring.make_due(office) == []


def test_nothing_comes_back_of_a_void_letter(office, dat, scanned, kit):
    letter = register.register(office, scanned(kit.make_letter()).id)
    task = give(office, dat, recurrence=MONTHLY, letter_id=letter.id)
    tasks.report_progress(office, task.id, "xong", done=True)
    register.void(office, letter.id, "nhầm")
    assert recurring.make_due(office) == []


# --- files


def test_a_file_is_kept_under_its_hash_and_shown_whole(office, dat, tmp_path):
    task = give(office, dat)
    file = tmp_path / "Báo cáo số 12.PDF"
    file.write_bytes(b"%PDF made up")
    kept = evidence.attach(office, "task", task.id, file)
    assert (kept.name, kept.size, kept.path) == (file.name, 12, f"store/{kept.sha256[:2]}/{kept.sha256}.pdf")
    assert evidence.attachment_file(office, kept.id).read_bytes() == file.read_bytes()
    assert evidence.attachments(office, "task", task.id) == [kept]
    assert check(office).ok
    office.path(kept.path).write_bytes(b"%PDF changed!")
    with pytest.raises(StorageError):
        evidence.attachment_file(office, kept.id)
    office.path(kept.path).unlink()
    with pytest.raises(StorageError):
        evidence.attachment_file(office, kept.id)


def test_what_is_not_kept(office, dat, tmp_path, scanned):
    task = give(office, dat)
    for name, content, code in (("run.EXE", b"x", "a-program"), ("empty.pdf", b"", "bad-size")):
        (tmp_path / name).write_bytes(content)
        refused(code, evidence.attach, office, "task", task.id, tmp_path / name)
    with pytest.raises(StorageError):
        evidence.attach(office, "task", task.id, tmp_path / "gone.pdf")
    (tmp_path / "a.pdf").write_bytes(b"x")
    with pytest.raises(NotFound):
        evidence.attach(office, "task", 99, tmp_path / "a.pdf")
    scan = scanned()
    (tmp_path / "secret.pdf").write_bytes(inbox.scan_file(office, scan.id).read_bytes())
    inbox.refuse_secret(office, scan.id, "MẬT")
    with pytest.raises(SecretLetter):
        evidence.attach(office, "task", task.id, tmp_path / "secret.pdf")
    assert check(office).ok


def test_a_copy_that_no_row_came_to_name_goes_again(office, dat, tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    with pytest.raises(FileExistsError), evidence.keeping(office, tmp_path / "a.pdf") as kept:
        office.path(kept.path).mkdir()
    assert not office.path(kept.path).exists()


def test_a_file_is_taken_off_with_a_reason_and_stays_in_the_log(office, dat, tmp_path):
    task = give(office, dat)
    file = tmp_path / "bien-ban.pdf"
    file.write_bytes(b"%PDF-1.4 bien ban")
    kept = evidence.attach(office, "task", task.id, file)
    place = office.path(kept.path)
    with pytest.raises(RuleError):
        evidence.detach(office, kept.id, "  ")
    assert place.is_file()
    evidence.detach(office, kept.id, "nhầm tệp")
    assert evidence.attachments(office, "task", task.id) == []
    assert not place.exists()
    line = next(x for x in letters.history(office, "task", task.id) if x.action == "detach")
    assert (line.action, line.detail["file"], line.detail["reason"]) == ("detach", "bien-ban.pdf", "nhầm tệp")
    with pytest.raises(NotFound):
        evidence.detach(office, kept.id, "lần nữa")
    twice = [evidence.attach(office, "task", task.id, file) for _ in range(2)]
    evidence.detach(office, twice[0].id, "thừa")
    assert evidence.attachment_file(office, twice[1].id).is_file()
    assert check(office).ok
