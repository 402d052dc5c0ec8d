from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path
from typing import Any

import pytest

from desktop.core.errors import StorageError
from desktop.intake import folder, store, tidy
from desktop.intake.folder import RECEIVED, Seen


@pytest.fixture
def scan(tmp_path: Path) -> Seen:
    (tmp_path / "scans").mkdir()
    path = tmp_path / "scans" / "a.pdf"
    path.write_bytes(b"%PDF-1.4 " * 1000)
    seen = folder.see(path)
    assert seen is not None
    return seen


def files(place: Path) -> list[Path]:
    return sorted(p for p in place.rglob("*") if p.is_file())


def test_an_original_is_kept_untouched_under_its_hash(tmp_path: Path, scan: Seen) -> None:
    place = tmp_path / "store"
    copy = store.draw_in(scan, place)
    kept = store.keep(copy, place, ".pdf")
    digest = hashlib.sha256(scan.path.read_bytes()).hexdigest()
    assert copy.sha256 == digest
    assert kept == place / digest[:2] / f"{digest}.pdf"
    assert kept.read_bytes() == scan.path.read_bytes()
    assert files(place) == [kept]


def test_keeping_the_same_bytes_twice_is_harmless(tmp_path: Path, scan: Seen) -> None:
    place = tmp_path / "store"
    first = store.keep(store.draw_in(scan, place), place, ".pdf")
    assert store.keep(store.draw_in(scan, place), place, ".pdf") == first
    assert files(place) == [first]


def test_a_file_that_changed_since_it_was_seen_is_waited_for(tmp_path: Path, scan: Seen) -> None:
    scan.path.write_bytes(b"%PDF-1.4 more")
    with pytest.raises(store.StillBusy):
        store.draw_in(scan, tmp_path / "store")
    assert files(tmp_path / "store") == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may read everything")
def test_a_file_that_may_not_be_read_is_waited_for(tmp_path: Path, scan: Seen) -> None:
    scan.path.chmod(0)
    with pytest.raises(store.StillBusy):
        store.draw_in(scan, tmp_path / "store")


def test_a_file_that_is_gone_is_waited_for(tmp_path: Path, scan: Seen) -> None:
    scan.path.unlink()
    with pytest.raises(store.StillBusy):
        store.draw_in(scan, tmp_path / "store")


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_told_and_nothing_is_named(
    tmp_path: Path, scan: Seen, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    place = tmp_path / "store"
    copy = store.draw_in(scan, place)
    monkeypatch.setattr(os, call, full)
    with pytest.raises(StorageError) as told:
        store.keep(copy, place, ".pdf")
    assert told.value.code == "disk-full"
    store.drop(copy)
    assert files(place) == []


def test_bytes_that_come_back_otherwise_than_written_are_not_kept(
    tmp_path: Path, scan: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = store.draw_in(scan, tmp_path / "store")
    copy.path.write_bytes(b"rot")
    with pytest.raises(StorageError) as told:
        store.keep(copy, tmp_path / "store", ".pdf")
    assert told.value.code == "not-as-written"


def test_leftovers_of_a_killed_program_go_and_those_of_a_running_one_stay(tmp_path: Path, scan: Seen) -> None:
    waiting = tmp_path / "incoming"
    waiting.mkdir()
    dead = waiting / f"{2**22 + 1}-{'0' * 32}.part"
    alive = waiting / f"{os.getppid()}-{'0' * 32}.part"
    for part in (dead, alive):
        part.touch()
    store.clear_leftovers(tmp_path)
    assert files(tmp_path) == sorted([alive, scan.path])


def test_a_received_file_is_put_away_under_its_name(scan: Seen) -> None:
    place = tidy.put_away(scan.path)
    assert place == scan.path.parent / RECEIVED / "a.pdf"
    assert place.is_file()
    assert not scan.path.exists()


@pytest.mark.parametrize("links", [True, False])
def test_putting_away_never_replaces_a_file(scan: Seen, monkeypatch: pytest.MonkeyPatch, links: bool) -> None:
    def none(*_: Any) -> None:
        raise OSError(errno.EPERM, "no links here")

    if not links:
        monkeypatch.setattr(os, "link", none)
    first = tidy.put_away(scan.path)
    scan.path.write_bytes(b"another")
    second = tidy.put_away(scan.path)
    assert second.name == "a (2).pdf"
    assert first.read_bytes() != second.read_bytes() == b"another"


@pytest.mark.skipif(os.name == "nt", reason="moved by a second link on POSIX only")
def test_a_stop_between_link_and_unlink_is_finished(scan: Seen) -> None:
    (scan.path.parent / RECEIVED).mkdir()
    os.link(scan.path, scan.path.parent / RECEIVED / "a.pdf")
    place = tidy.put_away(scan.path)
    assert place.name == "a.pdf"
    assert not scan.path.exists()
