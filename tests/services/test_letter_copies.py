"""A scan of a letter that is registered already: kept with the entry, put away, or taken back; the books balance."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.core.errors import RuleError
from desktop.core.records import Letter
from desktop.core.twins import compare
from desktop.services import evidence, inbox, letter_copies, letters, register
from desktop.services.check import check


@pytest.fixture
def pair(office, scanned, kit):
    letter = register.register(office, scanned(kit.make_letter("5")).id)
    return letter, scanned(kit.make_letter("5"))


def test_a_copy_hangs_on_the_letter_and_waits_no_more(office, pair):
    letter, again = pair
    letter_copies.keep_as_copy(office, again.id, letter.id)
    [kept] = evidence.attachments(office, "letter", letter.id)
    assert (kept.name, kept.sha256) == (again.file, again.sha256)
    assert evidence.attachment_file(office, kept.id).is_file()
    assert inbox.waiting(office) == []
    account = inbox.accounting(office)
    assert (account["taken_in"], account["registered"], account["duplicate"]) == (2, 1, 1)
    assert inbox.scan(office, again.id).duplicate_of == letter.scan_id
    assert check(office).ok


def test_a_copy_put_away_leaves_the_letter_as_it_was_and_comes_back(office, pair):
    letter, again = pair
    letter_copies.drop_as_copy(office, again.id, letter.id)
    assert evidence.attachments(office, "letter", letter.id) == []
    assert inbox.waiting(office) == []
    letter_copies.take_back(office, again.id)
    assert [scan.id for scan in inbox.waiting(office)] == [again.id]
    assert register.register(office, again.id).arrival_number == 2
    assert check(office).ok


def test_the_scan_of_a_paper_letter_is_kept_with_it(office, scanned, kit):
    values = {"number": "5", "symbol": "UBND-TH", "issuer": "UBND tỉnh", "subject": "rà soát"}
    letter = register.register_by_hand(office, values)
    again = scanned(kit.make_letter("5"))
    letter_copies.keep_as_copy(office, again.id, letter.id)
    assert inbox.accounting(office)["refused"] == 1
    assert len(evidence.attachments(office, "letter", letter.id)) == 1
    letter_copies.take_back(office, again.id)
    assert evidence.attachments(office, "letter", letter.id) == []
    assert check(office).ok


def test_what_is_no_copy_is_refused(office, pair, scanned, kit):
    letter, again = pair
    batch = scanned(kit.make_letter("8"), kit.make_letter("9", pages=(2, 2)))
    unread = scanned(read=False)
    for scan_id in (letter.scan_id, batch.id, unread.id):
        with pytest.raises(RuleError):
            letter_copies.keep_as_copy(office, scan_id, letter.id)
    with pytest.raises(RuleError):
        letter_copies.take_back(office, again.id)
    register.void(office, letter.id, "nhầm")
    with pytest.raises(RuleError):
        letter_copies.keep_as_copy(office, again.id, letter.id)
    assert check(office).ok


def test_both_sides_are_compared_by_what_they_mean(office, pair):
    letter = letters.letter(office, pair[0].id)
    values = {"number": "05", "symbol": "ubnd-th", "issuer": "Uỷ ban nhân dân tỉnh Đông Sơn", "issued_on": "2026-11-10"}
    told = {line.name: line for line in compare({**values, "subject": "việc khác"}, letter)}
    assert [name for name, line in told.items() if not line.same] == ["type", "subject", "signer"]
    assert (told["issued_on"].new, told["number"].old) == ("10/11/2026", "5/UBND-TH")


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=30), st.text(max_size=30))
def test_a_letter_is_the_same_as_itself(number, symbol, issuer, subject):
    letter = Letter(1, "u", 1, "", 2026, 1, None, number=number, symbol=symbol, issuer=issuer, subject=subject)
    values = {"number": number, "symbol": symbol, "issuer": issuer, "subject": subject}
    told = {line.name: line.same for line in compare(values, letter)}
    assert told["type"]
    assert told["subject"]
    assert told["signer"]
