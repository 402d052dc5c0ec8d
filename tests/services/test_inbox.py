"""The inbox: what waits, what was read, what became of everything."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.core.drafts import SURE
from desktop.core.errors import NotFound, RuleError, StorageError
from desktop.core.readings import Box, FieldReading
from desktop.services import inbox, register, search


def balance(office):
    account = inbox.accounting(office)
    assert account["taken_in"] == sum(n for name, n in account.items() if name != "taken_in")
    return account


def test_a_scan_waits_until_each_of_its_letters_is_registered(office, scanned, kit):
    scan = scanned(kit.make_letter("1"), kit.make_letter("2", pages=(2, 2)))
    register.register(office, scan.id, 0)
    assert [s.registered_count for s in inbox.waiting(office)] == [1]
    register.register(office, scan.id, 1)
    assert inbox.waiting(office) == []
    assert balance(office) == {"taken_in": 1, "registered": 1, "waiting": 0, "duplicate": 0, "refused": 0}


def test_a_new_scan_waits_unread(office, scanned):
    scan = scanned(read=False)
    assert [s.state for s in inbox.waiting(office)] == ["stored"]
    assert inbox.reading(office, scan.id) is None
    assert inbox.to_read(office)[0].id == scan.id
    assert all(not field.value for field in inbox.draft(office, scan.id).fields.values())
    assert balance(office)["waiting"] == 1


def test_the_head_comes_first_and_the_rest_later(office, scanned, kit):
    scan = scanned(complete=False)
    assert scan.state == "reading"
    inbox.set_progress(office, scan.id, 0.5)
    assert inbox.scan(office, scan.id).progress == 0.5
    whole = replace(inbox.reading(office, scan.id), complete=True)
    inbox.store_reading(office, scan.id, whole)
    assert inbox.scan(office, scan.id).state == "ready"
    assert inbox.to_read(office) == []


def test_a_reading_comes_back_as_it_went_in(office, scanned, kit):
    reading = inbox.reading(office, scanned(kit.make_letter(directives=(kit.make_directive(),)), texts=("a", "b")).id)
    assert reading.page_texts == ("a", "b")
    assert reading.letters[0].directives[0].deadline.due_on == "2026-11-24"


def test_a_doubtful_field_is_told(office, scanned, kit):
    fields = dict(kit.make_letter().fields)
    fields["number"] = FieldReading(None, 0.0, 1, Box(0.1, 0.1, 0.2, 0.2), "typing")
    fields["signer"] = FieldReading("Trần Đức Long", SURE - 0.01, 1)
    scan = scanned(replace(kit.make_letter(), fields=fields))
    draft = inbox.draft(office, scan.id)
    assert {name for name, field in draft.fields.items() if field.doubtful} == {"number", "signer"}
    assert draft.fields["number"].needs_typing
    assert scan.doubtful
    assert not draft.sure
    assert not inbox.is_sure(office, scan.id)


@pytest.mark.parametrize("missing", [{"number": ""}, {"issued_on": "2026-11"}, {"issuer": ""}])
def test_a_missing_required_field_asks_for_a_look_however_sure_its_absence_is(office, scanned, kit, missing):
    assert scanned(kit.make_letter(confidence=0.99, **missing)).doubtful


def test_an_absent_optional_field_is_no_doubt(office, scanned, kit):
    assert inbox.is_sure(office, scanned(kit.make_letter()).id)


def test_twins_are_told_with_number_symbol_issuer_and_year(office, scanned, kit):
    first = register.register(office, scanned(kit.make_letter("612")).id)
    same = scanned(kit.make_letter("0612", issuer="UBND tỉnh Đông Sơn"))
    other_year = scanned(kit.make_letter("612", issued_on="2025-11-10"))
    other_issuer = scanned(kit.make_letter("612", issuer="SỞ NỘI VỤ"))
    assert [t.id for t in inbox.draft(office, same.id).twins] == [first.id]
    assert not inbox.draft(office, other_year.id).twins
    assert not inbox.draft(office, other_issuer.id).twins


def test_a_dismissed_scan_needs_a_reason_leaves_the_list_and_counts_as_refused(office, scanned):
    scan = scanned()
    with pytest.raises(RuleError) as error:
        inbox.dismiss(office, scan.id, "  ")
    assert error.value.code == "no-reason"
    inbox.dismiss(office, scan.id, "giấy mời đã hết hạn")
    assert inbox.waiting(office) == []
    assert balance(office)["refused"] == 1
    assert inbox.scan_file(office, scan.id).exists()
    inbox.reread(office, scan.id)
    assert [s.state for s in inbox.waiting(office)] == ["stored"]


def test_a_registered_scan_is_neither_dismissed_nor_read_again_nor_refused(office, scanned):
    scan = scanned()
    register.register(office, scan.id)
    for refuse in (
        lambda: inbox.dismiss(office, scan.id, "x"),
        lambda: inbox.reread(office, scan.id),
        lambda: inbox.refuse_secret(office, scan.id, "MẬT"),
    ):
        with pytest.raises(RuleError) as error:
            refuse()
        assert error.value.code == "already-registered"
    assert inbox.scan_file(office, scan.id).exists()


def test_of_a_secret_letter_only_the_fact_stays(office, scanned, kit):
    scan = scanned(kit.make_letter(subject="bí mật quân sự"), texts=("nội dung bí mật",))
    file = inbox.scan_file(office, scan.id)
    inbox.refuse_secret(office, scan.id, "TỐI MẬT")
    kept = inbox.scan(office, scan.id)
    assert (kept.state, kept.reason, kept.path, kept.title) == ("refused", "TỐI MẬT", None, "")
    assert not file.exists()
    assert inbox.reading(office, scan.id) is None
    assert search.search(office, "bí mật") == []
    assert b"qu\xc3\xa2n s\xe1\xbb\xb1" not in (office.folder / "office.db").read_bytes()
    assert balance(office)["refused"] == 1


def test_a_reading_that_comes_too_late_is_dropped(office, scanned, kit):
    scan = scanned(complete=False)
    reading = inbox.reading(office, scan.id)
    inbox.refuse_secret(office, scan.id, "MẬT")
    inbox.store_reading(office, scan.id, reading)
    inbox.mark_unreadable(office, scan.id, "x")
    assert inbox.scan(office, scan.id).state == "refused"
    assert inbox.reading(office, scan.id) is None


def test_an_unreadable_scan_waits_with_its_reason(office, scanned):
    scan = scanned(read=False)
    inbox.mark_unreadable(office, scan.id, "Tệp bị cắt cụt")
    assert [(s.state, s.reason) for s in inbox.waiting(office)] == [("unreadable", "Tệp bị cắt cụt")]
    assert balance(office)["waiting"] == 1


def test_what_is_not_there_is_told(office, scanned):
    with pytest.raises(NotFound):
        inbox.scan(office, 99)
    scan = scanned()
    inbox.scan_file(office, scan.id).unlink()
    with pytest.raises(StorageError) as error:
        inbox.scan_file(office, scan.id)
    assert error.value.code == "file-missing"
    with pytest.raises(NotFound):
        inbox.draft(office, scan.id, 3)


def test_a_scan_is_found_by_id_uid_and_name(office, scanned):
    scan = scanned()
    assert [inbox.find_scan(office, text).id for text in (str(scan.id), scan.uid, scan.file)] == [scan.id] * 3
    with pytest.raises(NotFound):
        inbox.find_scan(office, "no.pdf")
