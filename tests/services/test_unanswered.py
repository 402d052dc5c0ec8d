"""Which letters wait for an answer is kept with them by triggers: after everything that may change it, the column says
what the rows say."""

from __future__ import annotations

from desktop.core.assignments import Assignment
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.services import assign, directives, letters, people, register, replies, sample_many, tasks
from desktop.services.office import Office
from desktop.services.replies import ReplyDraft


def agree(office: Office) -> list[int]:
    """Return the letters marked as unanswered, which are those that the rows say."""
    marked = office.db.column("SELECT id FROM letter WHERE unanswered = 1 ORDER BY id")
    assert marked == office.db.column("SELECT DISTINCT letter_id FROM unanswered_letter ORDER BY 1")
    return marked


def test_what_is_done_with_a_letter_is_followed(office: Office, scanned, kit) -> None:
    asks = kit.make_directive()
    letter = register.register(office, scanned(kit.make_letter("612", "UBND-TH", directives=(asks,))).id)
    quiet = register.register(office, scanned(kit.make_letter("613", "UBND-TH")).id)
    assert agree(office) == [letter.id]
    assert [row.id for row in replies.unanswered(office)] == [letter.id]

    person = people.add_person(office, "Kiều Văn Ba", "Chuyên viên", people.units(office)[0].id, "officer").id
    directive = directives.of_letter(office, letter.id)[0]
    work = Assignment("Báo cáo", person, letter_id=letter.id, directive_id=directive.id)
    task = assign.assign(office, [work])[0]
    assert [t.id for t in tasks.tasks(office, TaskFilter(unanswered=True))] == [task.id]

    tasks.report_progress(office, task.id, "xong", done=True)
    assert agree(office) == [letter.id], "done without a reply answers nobody"
    tasks.reopen(office, task.id, "còn thiếu")
    tasks.report_progress(office, task.id, "xong", done=True, reply="15/UBND-VP")
    assert agree(office) == []
    tasks.reopen(office, task.id, "gửi nhầm")
    assert agree(office) == [letter.id]

    draft = ReplyDraft("16", "UBND-VP", office.today(), "báo cáo kết quả")
    reply = replies.record(office, draft, letter_ids=[letter.id])
    assert agree(office) == []
    replies.void(office, reply.id, "ghi nhầm")
    assert agree(office) == [letter.id]

    register.void(office, letter.id, "vào nhầm")
    assert replies.unanswered(office) == []
    assert letters.count(office, LetterFilter(only="unanswered")) == 0
    assert quiet.id not in agree(office)


def test_directives_that_change_or_go_are_followed(office: Office, scanned, kit) -> None:
    scan = scanned(kit.make_letter("612", "UBND-TH", directives=(kit.make_directive(),)))
    letter = register.register(office, scan.id)
    with office.db.write("test") as db:
        db.run("UPDATE directive SET concerns_commune = 'no' WHERE letter_id = ?", (letter.id,))
    assert agree(office) == []
    with office.db.write("test") as db:
        db.run("UPDATE directive SET concerns_commune = 'yes' WHERE letter_id = ?", (letter.id,))
    assert agree(office) == [letter.id]
    with office.db.write("test") as db:
        db.run("DELETE FROM directive WHERE letter_id = ?", (letter.id,))
    assert agree(office) == []


def test_a_made_up_office_agrees(office: Office) -> None:
    people.add_person(office, "Kiều Văn Ba", "Chuyên viên", people.units(office)[0].id, "officer")
    sample_many.fill(office, 700)
    assert agree(office)
