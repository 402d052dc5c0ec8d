"""Hashing every kept file: stopped and gone on with; what is lost or changed is fetched from a backup that holds it."""

from __future__ import annotations

import pytest

from desktop.core.errors import OfficeError
from desktop.core.words import tr
from desktop.services import backup_key, check_files, inbox
from desktop.services.backup import back_up_day
from desktop.services.check import check, repair


@pytest.fixture
def many(office, scanned):
    for _ in range(6):
        scanned()
    return office


def stopper(after: int):
    """Stop when told the share for the n-th time."""
    heard: list[float] = []

    def tell(share: float) -> None:
        heard.append(share)
        if len(heard) > after:
            raise OfficeError("stopped", tr("Đã dừng."))

    return tell


def test_a_stopped_check_goes_on_where_it_was(many, clock):
    first = sorted(path for path, _ in check_files.kept(many))[0]
    many.path(first).write_bytes(b"other bytes")
    with pytest.raises(OfficeError):
        check(many, stopper(3), resume=True)
    assert check_files.begun(many) == many.now()
    clock.forward(1)
    shares: list[float] = []
    report = check(many, shares.append, resume=True)
    assert len(shares) == 3, "three were looked at before it was stopped"
    assert first in " ".join(map(str, report.problems)), "what was found before is not forgotten"
    assert check_files.begun(many) is None
    shares.clear()
    check(many, shares.append, resume=True)
    assert len(shares) == 6


def test_what_was_mended_meanwhile_is_not_told_again(many):
    first = sorted(path for path, _ in check_files.kept(many))[0]
    good = many.path(first).read_bytes()
    many.path(first).write_bytes(b"other bytes")
    with pytest.raises(OfficeError):
        check(many, stopper(3), resume=True)
    many.path(first).write_bytes(good)
    assert check(many, resume=True).ok


def test_a_position_of_long_ago_or_damaged_counts_nothing(many, clock):
    with pytest.raises(OfficeError):
        check(many, stopper(3), resume=True)
    clock.forward(60)
    assert check_files.begun(many) is None
    for text in ("", "[]", '{"begun": 5}'):
        (many.folder / check_files.STATE).write_text(text, encoding="utf-8")
        shares: list[float] = []
        assert check(many, shares.append, resume=True).ok
        assert len(shares) == 6


def test_lost_and_changed_originals_come_back_from_a_backup(many):
    back_up_day(many)
    paths = sorted(path for path, _ in check_files.kept(many))
    many.path(paths[0]).unlink()
    many.path(paths[1]).write_bytes(b"changed by a virus")
    report = check(many)
    assert len(report.problems) == 2
    assert report.mendable
    assert len(repair(many)) == 2
    assert check(many).ok
    assert [p.read_bytes() for p in (many.folder / "damaged").iterdir()] == [b"changed by a virus"]


def test_what_no_backup_holds_stays_told(many):
    path = inbox.scan_file(many, 1)
    path.unlink()
    assert repair(many) == []
    assert not check(many).ok
    backup_key.begin(many, "một câu thật dài")
    back_up_day(many)
    inbox.scan_file(many, 2).unlink()
    assert repair(many) == [], "a sealed backup cannot be opened without the passphrase"


def test_the_age_of_backups_is_a_note_and_no_fault(many):
    report = check(many)
    assert report.ok
    assert len(report.notes) == 1
    back_up_day(many)
    assert check(many).notes == ()
