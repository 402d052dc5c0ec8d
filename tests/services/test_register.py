"""Registering: numbers, corrections, voids."""

from __future__ import annotations

from datetime import date

import pytest

from db import offices
from desktop.core.errors import NotFound, RuleError
from desktop.core.readings import Reference
from desktop.services import assign, directives, inbox, letters, people, register, tasks
from desktop.services.catalogues import issuers
from desktop.services.check import check


def test_numbers_run_from_one_in_the_order_of_registration(office, scanned):
    given = [register.register(office, scanned().id).arrival_number for _ in range(3)]
    assert given == [1, 2, 3]
    assert register.next_number(office) == 4
    assert check(office).ok


def test_each_year_and_each_book_has_its_own_sequence(office, scanned):
    with office.write("book") as db:
        party = offices.add_book(db, "Sổ văn bản Đảng", "dang")
    register.register(office, scanned().id)
    last_year = register.register(office, scanned().id, arrived_on=date(2025, 12, 31))
    in_party = register.register(office, scanned().id, book_id=party)
    assert [(x.year, x.book_id, x.arrival_number) for x in (last_year, in_party)] == [(2025, 1, 1), (2026, party, 1)]
    assert register.register(office, scanned().id).arrival_number == 2
    assert letters.years(office) == [2026, 2025]
    assert check(office).ok


def test_the_values_are_those_that_were_read(office, scanned, kit):
    letter = register.register(office, scanned(kit.make_letter("612", addressees=["UBND xã", "Công an xã"])).id)
    assert (letter.number, letter.symbol, letter.issued_on) == ("612", "UBND-TH", "2026-11-10")
    assert letter.addressees == ("UBND xã", "Công an xã")
    assert letter.incomplete == ()
    assert letter.scan_path == inbox.scan(office, letter.scan_id).path
    assert letters.typed_fields(office, letter.id) == set()


def test_typed_values_override_and_are_recorded_as_typed(office, scanned, kit):
    scan = scanned(kit.make_letter(""))
    letter = register.register(
        office, scan.id, values={"number": " 3176B ", "subject": kit.make_letter().text("subject")}
    )
    assert letter.number == "3176B"
    assert letters.typed_fields(office, letter.id) == {"number"}
    assert letters.field_readings(office, letter.id)["number"].page == 1


def test_text_is_kept_in_one_spelling(office, scanned):
    letter = register.register(office, scanned().id, values={"subject": "pho\u0300ng  cha\u0301y"})
    assert letter.subject == "phòng cháy"


def test_what_is_missing_makes_the_letter_incomplete_not_unregistered(office, scanned, kit):
    letter = register.register(office, scanned(kit.make_letter("", issued_on="2026-11")).id)
    assert letter.incomplete == ("number", "issued_on")
    assert letters.ids(office, letters.LetterFilter(only="incomplete")) == [letter.id]
    mended = register.correct(office, letter.id, {"number": "8", "issued_on": "2026-11-09"})
    assert mended.incomplete == ()


def test_one_letter_is_not_registered_twice(office, scanned):
    scan = scanned()
    register.register(office, scan.id)
    with pytest.raises(RuleError) as error:
        register.register(office, scan.id)
    assert error.value.code == "already-registered"
    assert register.next_number(office) == 2


def test_an_unknown_field_is_a_bug_not_a_value(office, scanned):
    with pytest.raises(ValueError, match="no such field"):
        register.register(office, scanned().id, values={"arrival_number": "7"})


def test_a_failed_registration_takes_no_number(office, scanned):
    with pytest.raises(NotFound):
        register.register(office, scanned().id, book_id=99)
    with pytest.raises(NotFound):
        register.register(office, 99)
    assert register.next_number(office) == 1


def test_a_closed_year_gives_no_number(office, scanned):
    register.register(office, scanned().id)
    with office.write("close") as db:
        db.run("UPDATE book_year SET closed_on = '2026-12-31'")
    with pytest.raises(RuleError) as error:
        register.register(office, scanned().id)
    assert error.value.code == "year-closed"


def test_a_paper_is_registered_by_hand(office):
    letter = register.register_by_hand(office, {"issuer": "Công ty Điện lực", "subject": "cắt điện"})
    assert (letter.arrival_number, letter.scan_id) == (1, None)
    assert letter.incomplete == ("number", "symbol", "issued_on", "type")
    assert check(office).ok


def test_all_sure_letters_at_once_and_the_doubtful_left(office, scanned, kit):
    sure = scanned(kit.make_letter("1"), kit.make_letter("2"))
    doubtful = scanned(kit.make_letter("3", confidence=0.5))
    unread = scanned(read=False)
    result = register.register_all(office, only_sure=True)
    assert [x.scan_id for x in result.registered] == [sure.id, sure.id]
    assert [s.id for s in result.left] == [doubtful.id, unread.id]
    rest = register.register_all(office, only_sure=False)
    assert [x.scan_id for x in rest.registered] == [doubtful.id]
    assert [s.id for s in rest.left] == [unread.id]


def test_a_letter_that_seems_registered_already_is_left_for_a_person(office, scanned, kit):
    register.register(office, scanned(kit.make_letter("5")).id)
    twin = scanned(kit.make_letter("5"))
    assert [s.id for s in register.register_all(office, only_sure=True).left] == [twin.id]
    assert [x.scan_id for x in register.register_all(office, only_sure=False).registered] == [twin.id]


def test_two_scans_of_one_letter_ready_together_give_one_entry(office, scanned, kit):
    scanned(kit.make_letter("5"))
    second = scanned(kit.make_letter("5"))
    result = register.register_all(office, only_sure=True)
    assert len(result.registered) == 1
    assert [s.id for s in result.left] == [second.id]


def test_a_correction_keeps_the_number_and_tells_old_and_new(office, scanned):
    letter = register.register(office, scanned().id)
    new = register.correct(office, letter.id, {"subject": "đã sửa", "issuer": letter.issuer})
    assert (new.subject, new.arrival_number) == ("đã sửa", letter.arrival_number)
    entry = letters.history(office, "letter", letter.id)[-1]
    assert (entry.action, entry.who) == ("correct", "Văn thư")
    assert entry.detail == {"old": {"subject": letter.subject}, "new": {"subject": "đã sửa"}}
    assert letters.typed_fields(office, letter.id) == {"subject"}
    register.correct(office, letter.id, {"subject": "đã sửa"})
    assert len(letters.history(office, "letter", letter.id)) == 2


def test_a_void_needs_a_reason_keeps_the_number_and_the_scan_waits_again(office, scanned, kit):
    person = people.add_person(office, "Lê Văn Đạt")
    scan = scanned(kit.make_letter(directives=(kit.make_directive(),)))
    letter = register.register(office, scan.id)
    work = directives.proposals(office, letter.id)[0].assignment
    [task] = assign.assign(office, [assign.Assignment(work.title, person.id, directive_id=work.directive_id)])
    with pytest.raises(RuleError) as error:
        register.void(office, letter.id, " ")
    assert error.value.code == "no-reason"
    voided = register.void(office, letter.id, "ghi nhầm sổ")
    assert (voided.state, voided.void_reason, voided.arrival_number) == ("void", "ghi nhầm sổ", 1)
    assert [s.id for s in inbox.waiting(office)] == [scan.id]
    assert tasks.tasks(office) == []
    assert tasks.task(office, task.id).state == "void"
    assert letters.ids(office) == [letter.id]
    again = register.register(office, scan.id)
    assert again.arrival_number == 2
    assert check(office).ok


def test_a_voided_entry_is_neither_voided_nor_corrected_again(office, scanned):
    letter = register.register(office, scanned().id)
    register.void(office, letter.id, "nhầm")
    for change in (
        lambda: register.void(office, letter.id, "nữa"),
        lambda: register.correct(office, letter.id, {"subject": "x"}),
    ):
        with pytest.raises(RuleError) as error:
            change()
        assert error.value.code == "void"


def test_directives_follow_when_only_the_head_was_known(office, scanned, kit):
    scan = scanned(kit.make_letter("612"), complete=False)
    letter = register.register(office, scan.id)
    assert directives.of_letter(office, letter.id) == []
    assert inbox.waiting(office) == []
    reading = inbox.reading(office, scan.id)
    rest = kit.make_letter("612", directives=(kit.make_directive(),), references=(cites("9"),))
    whole = type(reading)(reading.file, reading.sha256, 1, "ocr", (rest,), True, ("trang đầy đủ",))
    inbox.store_reading(office, scan.id, whole)
    inbox.store_reading(office, scan.id, whole)
    assert len(directives.of_letter(office, letter.id)) == 1
    assert len(letters.references(office, letter.id)) == 1
    assert check(office).ok


def cites(number: str, symbol: str = "UBND-KT", issued_on: str | None = "2026-10-01", issuer: str = "UBND tỉnh"):
    return Reference("Công văn", number, symbol, issued_on, issuer, f"Công văn số {number}/{symbol}")


def test_citations_are_linked_whichever_letter_comes_first(office, scanned, kit):
    above = kit.make_letter("77", "UBND-KT", "2026-10-01")
    early = register.register(office, scanned(kit.make_letter("1", references=(cites("077"),))).id)
    target = register.register(office, scanned(above).id)
    late = register.register(office, scanned(kit.make_letter("2", references=(cites("77"),))).id)
    assert [letters.references(office, x.id)[0].target_letter_id for x in (early, late)] == [target.id] * 2
    assert [x.id for x in letters.cited_by(office, target.id)] == [early.id, late.id]
    assert [(link.letter.id, link.depth) for link in letters.chain(office, early.id)] == [
        (target.id, -1),
        (early.id, 0),
    ]
    assert [link.depth for link in letters.chain(office, target.id)] == [0, 1, 1]


def test_a_citation_of_another_day_or_body_is_not_linked(office, scanned, kit):
    register.register(office, scanned(kit.make_letter("77", "UBND-KT", "2026-10-01")).id)
    wrong = (cites("77", issued_on="2025-10-01"), cites("77", issued_on=None, issuer="Sở Nội vụ"))
    letter = register.register(office, scanned(kit.make_letter("3", references=wrong)).id)
    assert [r.target_letter_id for r in letters.references(office, letter.id)] == [None, None]


def test_a_void_loosens_the_link_and_a_new_entry_takes_it(office, scanned, kit):
    scan = scanned(kit.make_letter("77", "UBND-KT", "2026-10-01"))
    target = register.register(office, scan.id)
    letter = register.register(office, scanned(kit.make_letter("3", references=(cites("77"),))).id)
    register.void(office, target.id, "nhầm")
    assert letters.references(office, letter.id)[0].target_letter_id is None
    again = register.register(office, scan.id)
    assert letters.references(office, letter.id)[0].target_letter_id == again.id


def test_only_what_the_clerk_accepts_is_learned(office, scanned, kit):
    register.register_all(office, only_sure=True)
    scanned(kit.make_letter(issuer="SỞ NỘI VỤ"))
    register.register_all(office, only_sure=True)
    assert issuers(office) == []
    register.register(office, scanned(kit.make_letter(issuer="SỞ NÔI VỤ")).id, values={"issuer": "SỞ NỘI VỤ"})
    register.register(office, scanned(kit.make_letter(issuer="Sở Nội vụ")).id)
    assert [(i.name, i.uses) for i in issuers(office)] == [("SỞ NỘI VỤ", 2)]
