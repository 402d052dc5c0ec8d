"""Backups without thinking: due each day that something was done, copied to marked disks, told loudly when old."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta

import pypdfium2
import pytest

from desktop.core.errors import OfficeError, RuleError, StorageError
from desktop.services import backup_care, backup_disks, backup_folder, backup_key, people, sealing
from desktop.services.backup import restore
from desktop.services.backup_care import make, state, warning
from desktop.services.office import Office


def page_text(file) -> str:
    document = pypdfium2.PdfDocument(file)
    try:
        (page,) = document
        words = page.get_textpage()
        return words.get_text_range()
    finally:
        document.close()


def quiet(_: float) -> None:
    """Nobody listens."""


def level(office) -> str:
    told = warning(state(office))
    return told[0] if told else ""


@pytest.fixture
def used(office, scanned):
    scanned()
    return office


@pytest.fixture
def stick(tmp_path):
    (tmp_path / "media" / "usb").mkdir(parents=True)
    return tmp_path / "media" / "usb" / "VanThu"


def test_a_new_office_without_a_letter_is_not_nagged(office):
    assert warning(state(office)) is None


def test_due_each_day_that_something_was_done(used, clock):
    assert state(used).due
    assert level(used) == "bad"
    make(used, quiet)
    assert (state(used).due, state(used).changed, level(used)) == (False, False, "")
    people.add_person(used, "Lê Văn Đạt")
    assert (state(used).due, state(used).changed) == (False, True), "once a day is enough"
    clock.forward(1)
    assert state(used).due
    make(used, quiet)
    clock.forward(30)
    assert not state(used).due, "nothing was done meanwhile"
    assert level(used) == ""


def test_an_old_backup_is_told_loudly_only_when_something_was_done(used, clock):
    make(used, quiet)
    people.add_person(used, "Lê Văn Đạt")
    clock.forward(3)
    assert level(used) == ""
    clock.forward(1)
    assert level(used) == "bad"
    assert "4 ngày" in str(warning(state(used))[1])
    used.change_settings(replace(used.settings, backup_warn_days=10))
    assert level(used) == ""


def test_the_daily_one_can_be_switched_off(used):
    used.change_settings(replace(used.settings, backup_daily=False))
    assert not state(used).due


def test_a_clock_set_back_or_forward_stops_no_backup(used, clock):
    clock.forward(800)
    make(used, quiet)
    people.add_person(used, "Lê Văn Đạt")
    clock.forward(-800)
    assert state(used).due
    make(used, quiet)
    people.add_person(used, "Ngô Thị Mai")
    for _ in range(10):
        clock.forward(1)
        people.add_person(used, f"Người {_}")
        assert state(used).due
        make(used, quiet)
        assert state(used).days_old == 0
    assert len(backup_folder.points(used.backups)) >= 7
    assert len(backup_folder.part_names(used.backups)) == 1, "scans are not written anew each day"


def test_a_day_whose_parts_were_deleted_is_no_good_one(used):
    make(used, quiet)
    shutil.rmtree(used.backups / "kho")
    assert state(used).last is None
    assert state(used).due


def test_a_failed_backup_is_told_until_one_succeeds(used, clock, monkeypatch):
    def refuse(*_):
        raise StorageError("disk-full", backup_care.tr("Ổ đĩa đã đầy, không ghi được {place}.", place="x"))

    with monkeypatch.context() as patched:
        patched.setattr(backup_care, "back_up_day", refuse)
        with pytest.raises(StorageError):
            make(used, quiet)
    assert "đã đầy" in str(warning(state(used))[1])
    make(used, quiet)
    assert level(used) == ""


def test_a_marked_stick_gets_each_day_when_it_is_plugged_in(used, clock, stick, scanned, tmp_path):
    mark = backup_care.add_disk(used, stick)
    assert make(used, quiet).copied == (stick,)
    (disk,) = state(used).disks
    assert (disk.mark, disk.folder, disk.last) == (mark, stick, used.now())
    unplugged = stick.rename(tmp_path / "pulled")
    clock.forward(1)
    scanned()
    assert make(used, quiet).copied == ()
    assert state(used).disks[0].folder is None
    assert state(used).behind == ()
    unplugged.rename(stick)
    assert state(used).behind == (mark,)
    backup_care.copy_to(used, mark, stick, quiet)
    assert state(used).behind == ()
    restore(backup_folder.points(stick)[-1].file, tmp_path / "new PC")
    with Office.open(tmp_path / "new PC") as again:
        assert again.settings.backup_disks == used.settings.backup_disks


def test_a_stick_is_known_whatever_place_it_has_today(used, stick, tmp_path):
    mark = backup_care.add_disk(used, stick)
    elsewhere = tmp_path / "media" / "another letter"
    (tmp_path / "media" / "usb").rename(elsewhere)
    disks = used.settings.backup_disks
    assert backup_disks.plugged(disks, []) == {}
    assert backup_disks.plugged(disks, [tmp_path / "gone", elsewhere]) == {mark: elsewhere / "VanThu"}
    assert backup_disks.plugged({}, [elsewhere]) == {}


def test_a_stick_not_seen_for_long_is_told_softly(used, stick, clock):
    backup_care.add_disk(used, stick)
    make(used, quiet)
    assert level(used) == ""
    shutil.rmtree(stick)
    for _ in range(9):
        clock.forward(1)
        make(used, quiet)
    assert level(used) == "doubt"


def test_marking_twice_keeps_the_mark_and_the_office_itself_is_refused(used, stick):
    mark = backup_care.add_disk(used, stick)
    assert backup_care.add_disk(used, stick) == mark
    for place in (used.folder / "store" / "x", used.backups, used.folder.parent):
        with pytest.raises(RuleError):
            backup_care.add_disk(used, place)
    backup_care.drop_disk(used, mark)
    assert state(used).disks == ()
    assert (stick / backup_disks.MARK).exists()


def test_what_is_no_mark_is_passed_over(stick):
    stick.mkdir()
    for content in (b"", b"\xff\xfe\0", b"not a mark", b"../../etc"):
        (stick / backup_disks.MARK).write_bytes(content)
        assert backup_disks.plugged({"a" * 32: str(stick)}, [stick.parent]) == {}


def test_a_stick_without_room_is_told_and_the_backup_stands(used, stick, monkeypatch):
    backup_care.add_disk(used, stick)

    def no_room(folder, needed):
        raise StorageError("disk-full", backup_care.tr("Ổ đĩa đã đầy, không ghi được {place}.", place=folder))

    monkeypatch.setattr(backup_care, "_require_room", no_room)
    outcome = make(used, quiet)
    assert [error.code for error in outcome.troubles] == ["disk-full"]
    assert state(used).last == used.now()


def test_the_passphrase_can_be_changed_and_the_sheet_is_printed(used, tmp_path):
    with pytest.raises(RuleError):
        backup_key.reveal(used, "không có khóa")
    secret = backup_key.begin(used, "câu thứ nhất rất dài")
    assert state(used).sealed
    with pytest.raises(RuleError):
        backup_key.change(used, "sai rồi, sai rồi", "câu thứ hai rất dài")
    assert backup_key.change(used, "câu thứ nhất rất dài", "câu thứ hai rất dài") == secret
    assert backup_key.reveal(used, "câu thứ hai rất dài") == secret
    file = backup_key.sheet(used, secret, tmp_path / "phieu.pdf")
    text = page_text(file)
    typed = "".join(text.split())
    body = secret.words.removeprefix("AGE-SECRET-KEY-1")
    assert body in typed
    assert "PHIẾU KHÔI PHỤC" in text
    assert "NGƯỜI GIỮ PHIẾU" in text, "one page, whatever the office's name"
    backup_key.end(used)
    assert sealing.load(used.folder) is None
    assert not state(used).sealed


def test_a_lost_state_file_costs_nothing(used):
    make(used, quiet)
    for content in ("", "[]", '{"disks": 5, "failed": 7}'):
        (used.folder / backup_care.STATE).write_text(content, encoding="utf-8")
        assert state(used).last == used.now()


def test_a_reader_can_make_backups(used):
    with used.reader() as reader:
        assert make(reader, quiet).day.file.exists()


def test_age_counts_days(used, clock):
    make(used, quiet)
    clock.moment += timedelta(hours=20)
    assert state(used).days_old == 1


def test_stopping_is_an_office_error(used):
    def stop(_: float) -> None:
        raise OfficeError("stopped", backup_care.tr("Đã dừng."))

    with pytest.raises(OfficeError) as error:
        make(used, stop)
    assert error.value.code == "stopped"
    assert backup_folder.points(used.backups) == []


def test_rights_are_held_by_the_services_and_the_programs_own_backup_needs_none(used, stick, monkeypatch, tmp_path):
    from argon2 import PasswordHasher

    from desktop.core.rights import Access, AccessDenied
    from desktop.services import sign_in
    from desktop.services.backup import backup

    monkeypatch.setattr(sign_in, "_HASHER", PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
    sign_in.switch_on(used, "Quản", "một câu dễ nhớ")
    made = sign_in.add_account(used, "Người xem", "một câu dễ nhớ", "viewer", person_id=None)
    used.working.become(Access(made.id, made.name, made.role, made.person_id))
    for act in (
        lambda: backup(used, tmp_path / "all.vanthu"),
        lambda: backup_care.add_disk(used, stick),
        lambda: backup_key.begin(used, "câu của người ngoài"),
        lambda: backup_key.end(used),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert not (tmp_path / "all.vanthu").exists()
    assert not stick.exists()
    with used.working.as_program():
        assert make(used, quiet).day.file.exists()
