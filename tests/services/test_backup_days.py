"""The backup folder: each day a file of its own, scans once for all days, only what is new is written."""

from __future__ import annotations

import errno
import json
import os
import zipfile
from datetime import datetime, timedelta

import pytest

from desktop.core.errors import OfficeError, RuleError, StorageError
from desktop.services import archive, archive_writer, backup_folder, delta, letters, manifest, people, register, sealing
from desktop.services import backup as backup_service
from desktop.services.backup import back_up_day, backup, restore
from desktop.services.backup_folder import kept_moments, points
from desktop.services.check import check
from desktop.services.office import Office
from desktop.services.restoring import look
from tests.services.whole_office import dump, files

PASSPHRASE = "bốn từ không liên quan"


@pytest.fixture
def full(office, scanned, kit):
    people.add_person(office, "Lê Văn Đạt")
    for _ in range(3):
        register.register(office, scanned(kit.make_letter(directives=(kit.make_directive(),))).id)
    scanned()
    return office


@pytest.fixture(scope="module")
def key():
    return sealing.make_key(PASSPHRASE)


def code_of(action) -> str:
    with pytest.raises(OfficeError) as error:
        action()
    return error.value.code


def require_same(full, folder):
    with Office.open(folder) as again:
        assert dump(again) == dump(full)
        assert files(again.store) == files(full.store)
        assert check(again).ok


def large(office, letters_more: int = 250) -> None:
    """Make the database larger than what a day holds whole."""
    for n in range(letters_more):
        register.register_by_hand(office, {"subject": f"{n} " + os.urandom(6000).hex()})


def test_each_day_comes_back_as_it_was(full, clock, scanned, kit, tmp_path):
    first = back_up_day(full).file
    before = dump(full), files(full.store)
    clock.forward(1)
    register.register(full, scanned(kit.make_letter()).id)
    second = back_up_day(full).file
    restore(second, tmp_path / "second")
    require_same(full, tmp_path / "second")
    restore(first, tmp_path / "first")
    with Office.open(tmp_path / "first") as again:
        assert (dump(again), files(again.store)) == before


def test_the_next_day_writes_only_what_is_new(full, clock, scanned, kit):
    back_up_day(full)
    (first,) = backup_folder.part_names(full.backups)
    clock.forward(1)
    scan = scanned(kit.make_letter())
    day = back_up_day(full)
    assert [name for name in backup_folder.part_names(full.backups) if name != first] != []
    with zipfile.ZipFile(full.backups / "kho" / backup_folder.part_names(full.backups)[-1]) as part:
        assert [n for n in part.namelist() if n.startswith("store/")] == [
            full.db.value("SELECT path FROM scan WHERE id = ?", (scan.id,))
        ]
    clock.forward(1)
    nothing = back_up_day(full)
    assert len(backup_folder.part_names(full.backups)) == 2
    assert nothing.new_bytes <= day.new_bytes


def test_a_large_database_is_written_as_what_differs(full, clock, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_service, "_SMALL", 100_000)
    large(full)
    first = back_up_day(full)
    bases = [n for n in backup_folder.part_names(full.backups) if n.endswith(".base")]
    assert len(bases) == 1
    clock.forward(1)
    register.correct(full, 1, {"subject": "đã sửa"})
    second = back_up_day(full)
    assert [n for n in backup_folder.part_names(full.backups) if n.endswith(".base")] == bases
    assert second.file.stat().st_size < (full.folder / "office.db").stat().st_size / 10
    assert second.file.stat().st_size >= first.file.stat().st_size
    restore(second.file, tmp_path / "o")
    require_same(full, tmp_path / "o")
    clock.forward(1)
    large(full)
    back_up_day(full)
    assert len([n for n in backup_folder.part_names(full.backups) if n.endswith(".base")]) == 2


def test_a_difference_of_the_former_format_comes_back_and_is_not_gone_on_with(full, clock, tmp_path, monkeypatch):
    """Its blocks were larger, and their length stood nowhere."""
    monkeypatch.setattr(backup_service, "_SMALL", 100_000)
    large(full)

    def former(made):
        return {name: value for name, value in manifest.to_json(made).items() if name != "block"} | {"format": 2}

    with monkeypatch.context() as then:
        then.setattr(delta, "BLOCK", delta.FORMER_BLOCK)
        then.setattr(archive_writer, "to_json", former)
        back_up_day(full)
        clock.forward(1)
        register.correct(full, 1, {"subject": "đã sửa"})
        second = back_up_day(full).file
        with zipfile.ZipFile(second) as opened:
            assert archive.read_base(opened), "it differs from the first one's base"
    restore(second, tmp_path / "former")
    require_same(full, tmp_path / "former")
    clock.forward(1)
    third = back_up_day(full).file
    found = backup_folder.manifest_of(third)
    assert found.block == delta.BLOCK
    assert found.base != backup_folder.manifest_of(second).base
    restore(third, tmp_path / "now")
    require_same(full, tmp_path / "now")


def test_a_day_needs_its_parts(full, tmp_path):
    day = back_up_day(full).file
    (tmp_path / "usb").mkdir()
    alone = tmp_path / "usb" / day.name
    alone.write_bytes(day.read_bytes())
    assert look(alone).lacking == tuple(backup_folder.part_names(full.backups))
    assert code_of(lambda: restore(alone, tmp_path / "x")) == "parts-missing"
    part = full.backups / "kho" / backup_folder.part_names(full.backups)[0]
    assert code_of(lambda: look(part)) == "only-a-part"
    assert not (tmp_path / "x").exists()


def test_a_part_that_is_gone_or_cut_is_written_again(full, clock, tmp_path):
    back_up_day(full)
    part = full.backups / "kho" / backup_folder.part_names(full.backups)[0]
    part.write_bytes(part.read_bytes()[:-10])
    clock.forward(1)
    day = back_up_day(full).file
    assert look(day).lacking == ()
    restore(day, tmp_path / "o")
    require_same(full, tmp_path / "o")


def test_a_damaged_part_is_told_and_nothing_is_restored(full, tmp_path):
    day = back_up_day(full).file
    part = full.backups / "kho" / backup_folder.part_names(full.backups)[0]
    data = bytearray(part.read_bytes())
    data[100:110] = b"XXXXXXXXXX"
    part.write_bytes(bytes(data))
    assert code_of(lambda: restore(day, tmp_path / "x")) in {"bad-backup", "not-a-backup"}
    assert not (tmp_path / "x").exists()


def test_the_rule_keeps_days_weeks_and_months():
    noon = datetime(2026, 11, 21, 12)
    every = [noon - timedelta(days=n) for n in range(400)]
    kept = sorted(kept_moments(every, 7, 5, 12), reverse=True)
    assert kept[:7] == every[:7]
    assert len(kept) <= 7 + 5 + 12
    assert {(m.year, m.month) for m in kept} >= {(2026, n) for n in range(1, 12)}
    assert kept_moments(every[:1], 0, 0, 0) == {every[0]}
    ahead = [datetime(2030, 1, 1), *every]
    assert set(every[:6]) <= kept_moments(ahead, 7, 5, 12), "a clock that was wrong costs no day but one"


def test_old_days_go_by_the_rule_and_scans_stay(full, clock):
    for _ in range(20):
        back_up_day(full)
        clock.forward(1)
    kept = [point.made_at.date() for point in points(full.backups)]
    assert len(kept) < 13
    assert kept[-7:] == [clock().date() - timedelta(days=n) for n in range(7, 0, -1)]
    assert len(backup_folder.part_names(full.backups)) == 1
    assert full.backups.joinpath("DOC-TOI.txt").exists()


def test_a_sealed_day_opens_with_passphrase_or_sheet_only(full, clock, tmp_path, key):
    pair, secret = key
    sealing.save(full.folder, pair)
    day = back_up_day(full).file
    text = b"".join(p.read_bytes() for p in full.backups.rglob("*") if p.is_file())
    for scan in full.store.rglob("*.pdf"):
        assert scan.read_bytes()[:200] not in text
    assert "Lê Văn Đạt".encode() not in text
    assert look(day).sealed
    assert code_of(lambda: restore(day, tmp_path / "x")) == "needs-passphrase"
    assert code_of(lambda: restore(day, tmp_path / "x", passphrase="mật khẩu khác")) == "wrong-passphrase"
    assert code_of(lambda: restore(day, tmp_path / "x", passphrase="AGE-SECRET-KEY-1XX")) == "wrong-passphrase"
    assert not (tmp_path / "x").exists()
    restore(day, tmp_path / "by sheet", passphrase=secret.words.lower())
    require_same(full, tmp_path / "by sheet")
    restore(day, tmp_path / "by word", passphrase=PASSPHRASE)
    assert sealing.load(tmp_path / "by word") == pair, "the new PC goes on sealing"


def test_sealing_a_large_database_and_going_on_the_next_day(full, clock, tmp_path, key, monkeypatch):
    monkeypatch.setattr(backup_service, "_SMALL", 100_000)
    large(full)
    open_day = back_up_day(full).file
    sealing.save(full.folder, key[0])
    clock.forward(1)
    back_up_day(full)
    clock.forward(1)
    register.correct(full, 1, {"subject": "đã sửa"})
    day = back_up_day(full)
    assert day.file.stat().st_size < (full.folder / "office.db").stat().st_size / 10
    restore(day.file, tmp_path / "o", passphrase=key[1].words)
    require_same(full, tmp_path / "o")
    assert not look(open_day).sealed


def test_a_whole_sealed_office_in_one_file(full, tmp_path, key):
    made = backup(full, tmp_path / "usb" / "a.vanthu", key=key[0])
    restore(made, tmp_path / "o", passphrase=key[1].words)
    require_same(full, tmp_path / "o")


def test_a_changed_byte_in_a_sealed_file_is_found(full, tmp_path, key):
    made = backup(full, tmp_path / "a.vanthu", key=key[0])
    data = bytearray(made.read_bytes())
    data[len(data) // 3] ^= 1
    made.write_bytes(bytes(data))
    action = lambda: restore(made, tmp_path / "o", passphrase=key[1].words)  # noqa: E731
    assert code_of(action) in {"bad-backup", "bad-seal", "not-a-backup"}


def test_a_short_passphrase_is_refused():
    with pytest.raises(RuleError):
        sealing.make_key("ngắn")


def test_a_new_passphrase_for_the_same_key_opens_old_backups(full, tmp_path, key):
    pair, secret = key
    again = sealing.relock(secret, "một câu mới thật dài")
    assert again.open == pair.open
    assert sealing.unlock(again, "một câu mới thật dài") == secret
    assert code_of(lambda: sealing.unlock(again, PASSPHRASE)) == "wrong-passphrase"


def test_a_damaged_key_file_is_told(full):
    (full.folder / sealing.FILE).write_text("{}", encoding="utf-8")
    assert code_of(lambda: back_up_day(full)) == "bad-key"


def test_another_disk_gets_the_day_and_what_it_lacks(full, clock, scanned, tmp_path):
    stick = tmp_path / "usb" / "Văn Thư"
    day = back_up_day(full).file
    copied: list[int] = []
    there = backup_folder.copy_point(day, stick, copied.append)
    clock.forward(1)
    scanned()
    second = back_up_day(full).file
    copied.clear()
    there = backup_folder.copy_point(second, stick, copied.append)
    assert sum(copied) < sum(p.stat().st_size for p in full.backups.rglob("*.*"))
    restore(there, tmp_path / "o")
    require_same(full, tmp_path / "o")
    copied.clear()
    backup_folder.copy_point(second, stick, copied.append)
    assert copied == []


def test_a_disk_that_gives_back_other_bytes_is_told(full, tmp_path, monkeypatch):
    day = back_up_day(full).file
    monkeypatch.setattr(backup_folder, "hash_on_disk", lambda file: "other")
    assert code_of(lambda: backup_folder.copy_point(day, tmp_path / "usb", lambda n: None)) == "not-as-written"
    assert [p for p in (tmp_path / "usb").rglob("*") if p.is_file() and p.name != "DOC-TOI.txt"] == []


def test_stopping_leaves_nothing_half_made(full, tmp_path):
    class Stop(Exception):
        pass

    def stop(share: float) -> None:
        if share > 0.3:
            raise Stop

    with pytest.raises(Stop):
        back_up_day(full, stop)
    with pytest.raises(Stop):
        backup(full, tmp_path / "a.vanthu", stop)
    assert points(full.backups) == []
    assert [p.name for p in full.backups.rglob("*.part*")] == []
    day = back_up_day(full).file
    with pytest.raises(Stop):
        restore(day, tmp_path / "x", tell=stop)
    assert [p.name for p in tmp_path.iterdir()] == ["office"]


def test_a_disk_that_is_not_there_is_told_and_no_folder_is_made(full, tmp_path):
    full.settings = full.settings.__class__(backup_folder=str(tmp_path / "unplugged" / "VanThu"))
    assert code_of(lambda: back_up_day(full)) == "no-backup-place"
    assert not (tmp_path / "unplugged").exists()


def test_a_scan_that_is_gone_is_named(full, tmp_path):
    gone = next(full.store.rglob("*.pdf"))
    gone.unlink()
    day = back_up_day(full)
    assert day.missing == (gone.relative_to(full.folder).as_posix(),)
    assert look(day.file).missing == day.missing


def test_a_scan_that_was_changed_is_named_and_saved_again_once_it_is_mended(full, clock, tmp_path):
    file = next(full.store.rglob("*.pdf"))
    good = file.read_bytes()
    file.write_bytes(b"other bytes")
    assert back_up_day(full).changed == (file.relative_to(full.folder).as_posix(),)
    clock.forward(1)
    file.write_bytes(good)
    day = back_up_day(full)
    assert day.changed == ()
    restore(day.file, tmp_path / "o")
    require_same(full, tmp_path / "o")


def test_what_is_inside_is_shown_before_anything_is_unpacked(full, key):
    about = look(backup(full, key=key[0]))
    assert (about.office, about.made_at, about.counts) == (
        full.info.name, full.now(), {"letter": 3, "scan": 4, "task": 0},
    )  # fmt: skip


def test_no_room_is_told_before_anything_is_written(full, tmp_path, monkeypatch):
    made = backup(full)
    monkeypatch.setattr("shutil.disk_usage", lambda place: os.statvfs_result([0] * 10) and _Usage(0, 0, 1000))
    assert code_of(lambda: restore(made, tmp_path / "x")) == "disk-full"
    assert not (tmp_path / "x").exists()


class _Usage(tuple):
    def __new__(cls, total, used, free):
        return super().__new__(cls, (total, used, free))

    free = property(lambda self: self[2])


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EIO])
@pytest.mark.parametrize("call", ["os.replace", "os.fsync"])
def test_what_the_disk_refuses_is_told_and_nothing_half_made_stays(full, monkeypatch, number, call):
    before = files(full.backups)

    def refuse(*_):
        raise OSError(number, "refused")

    with monkeypatch.context() as patched:
        patched.setattr(call, refuse)
        code = code_of(lambda: back_up_day(full))
    assert code in {"disk-full", "no-permission", "disk-error"}
    assert files(full.backups) == before
    back_up_day(full)


# -- archives nobody of ours made --------------------------------------------------------------------------------------


def rewritten(made, target, change):
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(target, "w") as z:
        contents = {name: source.read(name) for name in source.namelist()}
        manifest = json.loads(contents.pop(archive.MANIFEST))
        change(manifest, contents)
        for name, data in contents.items():
            z.writestr(name, data)
        z.writestr(archive.MANIFEST, json.dumps(manifest))
    return target


def put(manifest, contents, name, data):
    import hashlib

    contents[name] = data
    manifest["files"][name] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}


def with_database(made, target, tmp_path, *statements):
    from sqlite_utils.utils import sqlite3

    def change(manifest, contents):
        file = tmp_path / "evil.db"
        file.write_bytes(contents["office.db"])
        with sqlite3.connect(file) as raw:
            for statement in statements:
                raw.execute(statement)
        raw.close()
        put(manifest, contents, "office.db", file.read_bytes())
        file.unlink()

    return rewritten(made, target, change)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE scan SET path = '../../outside.pdf' WHERE id = 1",
        "UPDATE scan SET path = '/etc/passwd' WHERE id = 1",
        "CREATE TRIGGER evil AFTER INSERT ON letter BEGIN DELETE FROM scan; END",
        "CREATE VIEW evil AS SELECT * FROM letter",
    ],
)
def test_a_database_that_reaches_out_or_brings_code_is_refused(full, tmp_path, statement):
    evil = with_database(backup(full), tmp_path / "evil.vanthu", tmp_path, statement)
    assert code_of(lambda: restore(evil, tmp_path / "x")) == "not-a-backup"
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("folder", ["/home", "C:\\\\Users\\\\a", "../elsewhere", "\\\\\\\\server\\\\share", "store"])
def test_settings_never_lead_outside_the_office(full, tmp_path, folder):
    def change(manifest, contents):
        text = f'scan_folder = "{folder}"\nbackup_folder = "{folder}"\nlanguage = "en"\n'
        put(manifest, contents, "settings.toml", text.encode())

    done = restore(rewritten(backup(full), tmp_path / "s.vanthu", change), tmp_path / "o")
    assert len(done.notes) == 2
    with Office.open(done.folder) as again:
        assert again.scan_folder.is_relative_to(done.folder)
        assert again.backups.is_relative_to(done.folder)
        assert again.settings.language == "en"


def test_settings_that_make_no_sense_are_put_aside(full, tmp_path):
    evil = rewritten(backup(full), tmp_path / "s.vanthu", lambda m, c: put(m, c, "settings.toml", b"= = ="))
    assert len(restore(evil, tmp_path / "o").notes) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda m: m.update(kind="zip"),
        lambda m: m.update(files=[]),
        lambda m: m.update(key={"open": "age1x", "locked": ""}),
        lambda m: m["files"].update({"STORE/../x": {"sha256": "0" * 64, "size": 1}}),
        lambda m: m["files"].update({"store/con.pdf": {"sha256": "0" * 64, "size": 1}}),
        lambda m: m["files"].update({"store/a.": {"sha256": "0" * 64, "size": 1}}),
        lambda m: m["files"].update(
            {"store/A": {"sha256": "0" * 64, "size": 1}, "store/a": {"sha256": "0" * 64, "size": 1}}
        ),
        lambda m: m.update(kind="point", held={"../../etc/passwd": ["store/aa/b.pdf"]}),
        lambda m: m.update(kind="point", parts={"20260101-000000.scans": -5}),
        lambda m: m.update(
            kind="point", parts={"20260101-000000.scans": 5}, held={"20260101-000000.scans": ["office.db"]}
        ),
        lambda m: m.update(parts={"../x.scans": 5}),
        lambda m: m.update(base="20260101-000000.base"),
        lambda m: m["files"]["office.db"].update(size=-1),
        lambda m: m["files"]["office.db"].update(size=1 << 60),
        lambda m: m.pop("made_at"),
    ],
)
def test_a_manifest_that_makes_no_sense_is_refused(full, tmp_path, change):
    evil = rewritten(backup(full), tmp_path / "e.vanthu", lambda manifest, _: change(manifest))
    assert code_of(lambda: look(evil)) == "not-a-backup"
    assert code_of(lambda: restore(evil, tmp_path / "x")) == "not-a-backup"


def test_a_bomb_is_stopped_at_the_size_it_claims(full, tmp_path):
    def bomb(manifest, contents):
        put(manifest, contents, "store/aa/bomb.pdf", b"\0" * (40 << 20))
        manifest["files"]["store/aa/bomb.pdf"]["size"] = 1000

    evil = rewritten(backup(full), tmp_path / "b.vanthu", bomb)
    assert code_of(lambda: restore(evil, tmp_path / "x")) == "bad-backup"
    assert not (tmp_path / "x").exists()


def test_a_claim_larger_than_the_disk_is_refused_at_once(full, tmp_path):
    def claim(manifest, contents):
        manifest["files"]["store/aa/large.pdf"] = {"sha256": "0" * 64, "size": 1 << 49}

    assert (
        code_of(lambda: restore(rewritten(backup(full), tmp_path / "b.vanthu", claim), tmp_path / "x")) == "disk-full"
    )


def test_letters_are_the_same_in_number(full, tmp_path):
    restore(back_up_day(full).file, tmp_path / "o")
    with Office.open(tmp_path / "o") as again:
        assert letters.count(again) == 3
        assert register.next_number(again) == 4


def test_two_days_of_one_second_are_two_files(full):
    assert back_up_day(full).file != back_up_day(full).file


def test_backing_up_while_another_program_writes(full, tmp_path):
    with Office.open(full.folder) as other:
        register.register_by_hand(other, {"subject": "cùng lúc"})
        day = back_up_day(full).file
        register.register_by_hand(other, {"subject": "sau đó"})
    restore(day, tmp_path / "o")
    with Office.open(tmp_path / "o") as again:
        assert letters.count(again) == 4


def test_errors_of_storage_are_of_storage(full, tmp_path):
    with pytest.raises(StorageError):
        look(tmp_path / "none.vanthu")
