"""A file appears whole or not at all, and the disk's troubles are told as sentences."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from desktop.core.errors import StorageError
from desktop.reports.output import write_whole


def test_it_replaces_what_was_there(tmp_path: Path) -> None:
    file = tmp_path / "sổ.pdf"
    file.write_bytes(b"old")
    assert write_whole(file, b"new") == file
    assert file.read_bytes() == b"new"
    assert [p.name for p in tmp_path.iterdir()] == ["sổ.pdf"]


@pytest.mark.skipif(os.name != "posix", reason="file modes are a matter of POSIX")
def test_others_may_read_what_was_printed(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        assert write_whole(tmp_path / "a.pdf", b"x").stat().st_mode & 0o777 == 0o644
    finally:
        os.umask(mask)


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk-full"), (errno.EIO, "disk-error")])
def test_a_failing_disk_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("desktop.reports.output.os.fsync", fail)
    with pytest.raises(StorageError) as told:
        write_whole(file, b"new")
    assert told.value.code == code
    assert file.read_bytes() == b"old"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_file_that_another_program_holds_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr("desktop.reports.output.os.replace", held)
    with pytest.raises(StorageError) as told:
        write_whole(tmp_path / "a.pdf", b"new")
    assert told.value.code == "file-locked"
    assert "đang mở trong chương trình khác" in str(told.value)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as told:
        write_whole(tmp_path / "gone" / "a.pdf", b"x")
    assert told.value.code == "missing"
