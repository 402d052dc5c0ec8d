"""How a backup's parts come to be: hashes known from rows are read back from the disk, what differs is told, a backup
that was broken off goes on with the parts that stand."""

from __future__ import annotations

import errno
import os
import threading
import zipfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from db import snapshots
from desktop.core.errors import StorageError
from desktop.services import archive, archive_writer, backup_care, backup_folder, backup_parts, register, straight
from desktop.services import backup as backup_service
from desktop.services.backup import back_up_day, backup, restore
from desktop.services.backup_disks import is_in_parts, largest_file
from desktop.services.office import Office
from tests.services.whole_office import dump, files


@pytest.fixture
def full(office, scanned, kit):
    for _ in range(6):
        register.register(office, scanned(kit.make_letter()).id)
    return office


@pytest.fixture
def many_parts(monkeypatch):
    """Each scan in a part of its own."""
    monkeypatch.setattr(backup_parts, "MOST_PART", 1)


def paths(office) -> list[str]:
    return office.db.column("SELECT path FROM scan ORDER BY id")


def require_same(full, folder) -> None:
    with Office.open(folder) as again:
        assert dump(again) == dump(full)
        assert files(again.store) == files(full.store)


def test_many_parts_each_read_back_while_the_next_is_written(full, many_parts, tmp_path, monkeypatch):
    readers, verify = set(), archive.verify

    def seen(file, *args):
        readers.add(threading.current_thread() is threading.main_thread())
        return verify(file, *args)

    monkeypatch.setattr(archive, "verify", seen)
    day = back_up_day(full)
    assert readers == {True, False}, "parts in other threads, the day itself in this one"
    assert len([n for n in backup_folder.part_names(full.backups) if n.endswith(".scans")]) == 6
    restore(day.file, tmp_path / "o")
    require_same(full, tmp_path / "o")


@pytest.mark.parametrize("turned", [0, -1])
def test_a_byte_turned_on_its_way_to_the_disk_is_found(full, many_parts, monkeypatch, turned):
    """The source is as its row says, what is read back is not: nothing takes its name."""
    write = archive_writer.Outward.write

    def damaging(self, data):
        data = bytes(data)
        if data.startswith(b"scan "):
            data = bytes([*data[:-1], data[-1] ^ 1]) if turned else bytes([data[0] ^ 1, *data[1:]])
        return write(self, data)

    monkeypatch.setattr(archive_writer.Outward, "write", damaging)
    with pytest.raises(StorageError) as told:
        back_up_day(full)
    assert told.value.code == "bad-backup"
    assert backup_folder.points(full.backups) == []
    assert [p for p in full.backups.rglob("*") if ".part" in p.name] == []


def test_a_byte_that_rots_on_the_disk_before_it_is_read_back_is_found(full, monkeypatch):
    sync = straight.Outward.sync

    def rotting(self):
        name = self._stream.name
        sync(self)
        data = bytearray(Path(name).read_bytes())
        if (at := data.find(b"scan ")) >= 0:
            data[at] ^= 1
            Path(name).write_bytes(data)

    monkeypatch.setattr(archive_writer.Outward, "sync", rotting)
    with pytest.raises(StorageError):
        back_up_day(full)


@pytest.mark.parametrize("whole", [False, True])
def test_scans_that_are_not_as_their_rows_say_are_saved_as_they_are_and_told(full, many_parts, whole, tmp_path):
    changed = paths(full)[2]
    full.path(changed).write_bytes(b"%PDF-1.4 somebody changed it")
    if whole:
        file = backup(full, tmp_path / "a.vanthu")
    else:
        day = back_up_day(full)
        file = day.file
        assert day.changed == (changed,)
    restore(file, tmp_path / "o")
    assert files(tmp_path / "o" / "store") == files(full.store)


def test_a_backup_broken_off_goes_on_with_the_parts_that_stand(full, many_parts, tmp_path, monkeypatch):
    class Stop(Exception):
        pass

    add = archive_writer.Writer.add

    def stop(self, name: str, *args: object) -> None:
        if name == paths(full)[4]:
            raise Stop
        add(self, name, *args)

    with monkeypatch.context() as broken:
        broken.setattr(archive_writer.Writer, "add", stop)
        with pytest.raises(Stop):
            back_up_day(full)
    stood = backup_folder.part_names(full.backups)
    assert 3 <= len(stood) < 6
    day = back_up_day(full)
    assert set(stood) < set(backup_folder.part_names(full.backups))
    assert len([n for n in backup_folder.part_names(full.backups) if n.endswith(".scans")]) == 6
    restore(day.file, tmp_path / "o")
    require_same(full, tmp_path / "o")


def test_parts_of_another_office_or_cut_short_are_not_taken_over(full, many_parts, tmp_path):
    back_up_day(full)
    names = backup_folder.part_names(full.backups)
    for point in backup_folder.points(full.backups):
        point.file.unlink()
    cut = full.backups / "kho" / names[0]
    cut.write_bytes(cut.read_bytes()[:-20])
    foreign = full.backups / "kho" / names[1]
    with zipfile.ZipFile(foreign) as old:
        contents = {name: old.read(name) for name in old.namelist()}
    with zipfile.ZipFile(foreign, "w") as new:
        for name, data in contents.items():
            new.writestr(name, data.replace(full.info.uid.encode(), b"f" * len(full.info.uid)))
    day = back_up_day(full)
    assert len(set(backup_folder.part_names(full.backups)) - set(names)) == 2
    restore(day.file, tmp_path / "o")
    require_same(full, tmp_path / "o")


def test_the_copy_of_the_database_never_lies_on_the_backup_disk(full, tmp_path, monkeypatch):
    full.reload()
    seen: list[list[str]] = []
    stick = tmp_path / "usb"
    backup(full, stick / "a.vanthu", lambda _: seen.append(os.listdir(stick)))
    assert not [name for names in seen for name in names if name.startswith("office.db")]
    assert os.listdir(stick) == ["a.vanthu"]


def test_what_is_too_large_for_one_file_there_lies_in_parts_beside_it(full, many_parts, tmp_path, monkeypatch):
    assert not is_in_parts(backup(full, tmp_path / "one" / "a.vanthu"))
    monkeypatch.setattr(backup_service, "largest_file", lambda folder: 1000)
    file = backup(full, tmp_path / "usb" / "a.vanthu")
    assert is_in_parts(file)
    assert sorted(os.listdir(tmp_path / "usb")) == ["DOC-TOI.txt", "a.vanthu", "kho"]
    restore(file, tmp_path / "o")
    require_same(full, tmp_path / "o")


def test_a_disk_that_refuses_a_large_file_midway_gets_parts(full, many_parts, tmp_path, monkeypatch):
    write = archive_writer.Outward.sync

    def refusing(self):
        if os.path.basename(self._stream.name).startswith("a.vanthu") and self._filled > 40_000:
            raise OSError(errno.EFBIG, "File too large")
        write(self)

    monkeypatch.setattr(archive_writer.Outward, "sync", refusing)
    full.path(paths(full)[0]).write_bytes(os.urandom(60_000))
    file = backup(full, tmp_path / "usb" / "a.vanthu")
    assert sorted(os.listdir(tmp_path / "usb")) == ["DOC-TOI.txt", "a.vanthu", "kho"]
    restore(file, tmp_path / "o")
    assert files(tmp_path / "o" / "store") == files(full.store)


@pytest.mark.parametrize(
    ("kind", "small"), [("vfat", True), ("FAT32", True), ("exfat", False), ("NTFS", False), ("ext4", False)]
)
def test_a_disk_with_small_files_only_is_known_by_its_file_system(tmp_path, kind, small):
    mounts = [(Path(tmp_path.anchor), "ext4"), (tmp_path, kind)]
    assert (largest_file(tmp_path / "usb", mounts) < 4 << 30) == small
    assert largest_file(tmp_path.parent, mounts) > 1 << 40


def rot(folder) -> Path:
    """Turn a byte of the one part in a backup folder, its length staying."""
    (name,) = backup_folder.part_names(folder)
    part = folder / "kho" / name
    data = bytearray(part.read_bytes())
    data[data.find(b"scan ")] ^= 1
    part.write_bytes(data)
    return part


def test_an_old_part_that_rots_is_found_put_aside_and_written_anew(full, clock, tmp_path):
    back_up_day(full)
    part = rot(full.backups)
    clock.forward(1)
    outcome = backup_care.make(full, lambda _: None)
    assert [trouble.code for trouble in outcome.troubles] == ["rotten-part"]
    assert part.with_name(part.name + ".hong").exists()
    restore(outcome.day.file, tmp_path / "o")
    require_same(full, tmp_path / "o")
    clock.forward(1)
    assert backup_care.make(full, lambda _: None).troubles == ()


def test_a_stick_that_rots_gets_its_part_again(full, clock, tmp_path):
    stick = tmp_path / "usb"
    stick.mkdir()
    backup_care.add_disk(full, stick)
    backup_care.make(full, lambda _: None)
    rot(stick)
    clock.forward(1)
    outcome = backup_care.make(full, lambda _: None)
    assert [trouble.code for trouble in outcome.troubles] == ["rotten-part"]
    assert outcome.copied == (stick,)
    restore(backup_folder.points(stick)[-1].file, tmp_path / "o")
    require_same(full, tmp_path / "o")


def test_letters_are_registered_between_the_steps_of_a_backup(full, tmp_path, monkeypatch):
    """Nothing that a clerk does waits for more than a step: the second connection is told not to wait at all."""
    numbers = []
    with Office.open(full.folder) as clerk:
        clerk.db.connection.execute("PRAGMA busy_timeout = 0")

        def between(_share: float) -> None:
            if len(numbers) < 3:
                numbers.append(register.register_by_hand(clerk, {"subject": "trong lúc sao lưu"}).arrival_number)

        def stepwise(db, file):
            snapshots.copy_pages(db, file, between, step=8)

        monkeypatch.setattr(backup_service, "snapshots", SimpleNamespace(copy_pages=stepwise))
        day = back_up_day(full)
    assert numbers == [7, 8, 9]
    restore(day.file, tmp_path / "o")
    require_same(full, tmp_path / "o")
