"""Files in the store that no row names: told, moved out of it by repair, and never one that is about to get its row."""

from __future__ import annotations

import hashlib
import os
from datetime import timedelta

import pytest

from desktop.core.errors import StorageError
from desktop.services import inbox, strays
from desktop.services.check import check, repair


def lay(office, content: bytes, *, hours: float = 2.0) -> str:
    """Put a file that nobody knows into the store, changed so many hours ago."""
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"store/{sha256[:2]}/{sha256}.pdf"
    office.path(path).parent.mkdir(exist_ok=True)
    office.path(path).write_bytes(content)
    at = (office.now() - timedelta(hours=hours)).timestamp()
    os.utime(office.path(path), (at, at))
    return path


def test_a_stray_is_told_and_moved_out(office, scanned):
    scan = scanned()
    path = lay(office, b"left by a kill")
    report = check(office)
    assert [path in str(text) for text in report.problems] == [True]
    assert report.mendable
    assert [path in str(text) for text in repair(office)] == [True]
    assert check(office).ok
    assert [p.read_bytes() for p in (office.folder / strays.FOLDER).iterdir()] == [b"left by a kill"]
    assert inbox.scan_file(office, scan.id).is_file()
    assert repair(office) == []


def test_two_of_one_name_are_both_kept(office):
    for _ in range(2):
        lay(office, b"again")
        repair(office)
    assert len(list((office.folder / strays.FOLDER).iterdir())) == 2


def test_a_young_one_is_left_for_its_row(office):
    path = lay(office, b"being taken in", hours=0.5)
    report = check(office)
    assert not report.ok
    assert not report.mendable
    assert repair(office) == []
    assert office.path(path).is_file()


def test_what_was_secret_is_deleted_not_moved(office, scanned):
    scan = scanned()
    content = inbox.scan_file(office, scan.id).read_bytes()
    inbox.refuse_secret(office, scan.id, "MẬT")
    path = lay(office, content)
    repair(office)
    assert not office.path(path).exists()
    assert list((office.folder / strays.FOLDER).iterdir()) == []


def test_one_that_cannot_be_moved_is_told(office, monkeypatch):
    path = lay(office, b"held by the virus scanner")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "held")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(StorageError) as error:
        repair(office)
    assert error.value.code == "no-permission"
    assert office.path(path).is_file()
