"""An office whose database is really damaged: what is offered, and what stands there after the backup took its place."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from desktop.core import faults
from desktop.core.errors import OfficeError, RuleError, StorageError
from desktop.services import check, register, replacing, sealing
from desktop.services.backup import back_up_day, backup
from desktop.services.office import DATABASE, Office

NOW = datetime(2026, 11, 17, 9, 0)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def overwrite_head(file: Path) -> None:
    with file.open("rb+") as stream:
        stream.write(b"\0" * 512)


def overwrite_middle(file: Path) -> None:
    """The head says it is an office; a table inside is not to be read any more."""
    with file.open("rb+") as stream:
        stream.seek(4096)
        stream.write(os.urandom(4096 * 8))


def scribble(file: Path) -> None:
    file.write_bytes(b"this was a letter once" * 5000)


DAMAGE: list[Callable[[Path], object]] = [
    cut, overwrite_head, overwrite_middle, scribble, lambda file: file.write_bytes(b""), Path.unlink,
]  # fmt: skip
IDS = ("cut", "head", "middle", "other bytes", "empty", "gone")


@pytest.fixture
def folder(office: Office, scanned, clock) -> Path:
    """An office with two letters in yesterday's backup and a scan that came in later; closed."""
    for _ in range(2):
        register.register(office, scanned().id)
    back_up_day(office)
    scanned()
    office.close()
    return office.folder


def opening(folder: Path) -> OfficeError | None:
    if not (folder / DATABASE).is_file():
        return None
    with pytest.raises(StorageError) as caught:
        Office.open(folder)
    return caught.value


def back(folder: Path, **more: str):
    newest = replacing.newest_backup(folder, NOW)
    assert newest is not None
    return replacing.restore_in_place(newest.file, folder, now=NOW, **more)


@pytest.mark.parametrize("damage", DAMAGE, ids=IDS)
def test_the_backup_takes_the_place_and_nothing_is_deleted(folder: Path, damage) -> None:
    file = folder / DATABASE
    damage(file)
    wrong = file.read_bytes() if file.exists() else None
    if damage is not overwrite_middle:  # that one opens: what is broken shows later
        assert replacing.is_damaged(folder, opening(folder))
    before = {p: p.read_bytes() for p in (folder / "store").rglob("*") if p.is_file()}
    done = back(folder)
    assert done.folder == folder
    with Office.open(folder) as office:
        problems = [str(problem) for problem in check.check(office).problems]
        assert ["store" in problem for problem in problems] == [True], "the scan that came in later has no row"
        assert office.db.value("SELECT count(*) FROM letter") == 2
        assert office.scan_folder.is_dir()
    assert {p: p.read_bytes() for p in before} == before, "every scan is still there, the later one too"
    kept = list(folder.glob(f"{DATABASE}{replacing.ASIDE}*"))
    assert [p.read_bytes() for p in kept] == ([] if wrong is None else [wrong])
    assert not (folder / "dang-khoi-phuc").exists()
    assert replacing.newest_backup(folder, NOW), "the backups are still there"


def test_a_journal_left_behind_is_not_played_into_the_restored_database(folder: Path) -> None:
    (folder / DATABASE).unlink()
    (folder / f"{DATABASE}-journal").write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + os.urandom(4096))
    back(folder)
    assert not (folder / f"{DATABASE}-journal").exists()
    assert len(list(folder.glob(f"{DATABASE}-journal{replacing.ASIDE}*"))) == 1
    with Office.open(folder) as office:
        assert check.check(office).accounting["registered"] == 2


def test_a_changed_scan_gives_way_and_is_kept_and_a_lost_one_comes_back(folder: Path) -> None:
    with Office.open(folder) as office:
        named = {office.path(path) for path in office.db.column("SELECT path FROM scan WHERE id <= 2")}
    first, second = sorted(named)
    was = first.read_bytes(), second.read_bytes()
    first.write_bytes(b"changed")
    second.unlink()
    (folder / DATABASE).write_bytes(b"")
    back(folder)
    assert (first.read_bytes(), second.read_bytes()) == was
    assert [p.read_bytes() for p in (folder / "damaged").iterdir()] == [b"changed"]


def test_an_office_that_is_sound_is_never_exchanged(folder: Path) -> None:
    bytes_before = (folder / DATABASE).read_bytes()
    with pytest.raises(RuleError, match="không hỏng"):
        back(folder)
    assert (folder / DATABASE).read_bytes() == bytes_before


def test_a_disk_that_fails_or_a_newer_office_is_no_damage(folder: Path) -> None:
    for code in ("disk-error", "cannot-open", "locked", "newer-schema", "bad-settings"):
        assert not replacing.is_damaged(folder, StorageError(code, "", ""))
    assert not replacing.is_damaged(folder / "nothing here")


def test_the_newest_whole_backup_is_chosen(folder: Path, tmp_path: Path, clock) -> None:
    with Office.open(folder, clock=clock) as office:
        clock.forward(1)
        newer = back_up_day(office).file
        clock.forward(1)
        broken = back_up_day(office).file
        clock.forward(900)
        ahead = back_up_day(office).file
        backup(office, tmp_path / "elsewhere.vanthu")
    broken.write_bytes(broken.read_bytes()[:-100])
    found = replacing.newest_backup(folder, datetime(2026, 11, 19, 9, 0))
    assert found is not None
    assert found.file == newer
    newer.unlink()
    (folder / "settings.toml").write_text("not = [toml", encoding="utf-8")
    assert replacing.newest_backup(folder, datetime(2026, 11, 15)).file == ahead, "better than none"
    shutil.rmtree(folder / "backups")
    assert replacing.newest_backup(folder, NOW) is None


def test_settings_stay_and_only_unreadable_ones_are_exchanged(folder: Path) -> None:
    settings = folder / "settings.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + "\n# ours\n", encoding="utf-8")
    cut(folder / DATABASE)
    back(folder)
    assert "# ours" in settings.read_text(encoding="utf-8")
    settings.write_text("not = [toml", encoding="utf-8")
    (folder / DATABASE).unlink()
    back(folder)
    Office.open(folder).close()
    assert len(list(folder.glob(f"settings.toml{replacing.ASIDE}*"))) == 1


def test_a_sealed_backup_asks_for_its_passphrase(office: Office, scanned, clock) -> None:
    scanned()
    key = sealing.make_key("bốn từ không liên quan")[0]
    sealing.save(office.folder, key)
    back_up_day(office)
    office.close()
    (office.folder / DATABASE).write_bytes(b"")
    with pytest.raises(OfficeError, match="mã hóa"):
        back(office.folder)
    assert (office.folder / DATABASE).read_bytes() == b"", "and nothing moved"
    (office.folder / sealing.FILE).unlink()
    back(office.folder, passphrase="bốn từ không liên quan")
    assert sealing.load(office.folder) == key


@pytest.mark.parametrize("where", ["replace:before-move", "replace:moved", "replace:after-move"])
def test_broken_off_it_can_be_done_again(folder: Path, where: str) -> None:
    """Before the move it is still the damaged one, between it is one that is gone, after it is the restored one."""
    cut(folder / DATABASE)

    class Pulled(Exception):
        pass

    def pull(name: str) -> None:
        if name == where:
            raise Pulled

    faults.arm(pull)
    try:
        with pytest.raises(Pulled):
            back(folder)
    finally:
        faults.arm(None)
    if where != "replace:after-move":
        assert replacing.is_damaged(folder, opening(folder))
        back(folder)
    with Office.open(folder) as office:
        assert check.check(office).accounting["registered"] == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows moves no open file, and says so itself")
def test_another_program_that_has_the_file_open_is_told(folder: Path, tmp_path: Path) -> None:
    cut(folder / DATABASE)
    ready = tmp_path / "ready"
    code = f"import time,pathlib; f=open({str(folder / DATABASE)!r},'rb'); pathlib.Path({str(ready)!r}).touch(); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code]) as other:
        try:
            while not ready.exists():
                time.sleep(0.01)
            with pytest.raises(StorageError, match=str(other.pid)):
                back(folder)
        finally:
            other.kill()
    back(folder)
