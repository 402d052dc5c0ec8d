"""Files written straight to the disk and read straight back: every length, and where the system has no such way."""

from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from desktop.services import straight
from desktop.services.straight import BLOCK, Inward, Outward, hash_on_disk

LENGTHS = (0, 1, 4095, 4096, 4097, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 12345)


@pytest.fixture(params=["straight", "through memory"])
def way(request, monkeypatch):
    if request.param == "through memory":
        monkeypatch.setattr(straight, "_DIRECT", 0)
    return request.param


def written(file: Path, data: bytes, piece: int = 100_003) -> None:
    out = Outward(file)
    for start in range(0, len(data), piece):
        assert out.write(data[start : start + piece]) == len(data[start : start + piece])
    out.sync()


@pytest.mark.parametrize("length", LENGTHS)
def test_what_was_written_is_read_back(tmp_path, way, length):
    data, file = os.urandom(length), tmp_path / "f"
    written(file, data)
    assert file.read_bytes() == data
    assert hash_on_disk(file) == hashlib.sha256(data).hexdigest()


def test_a_stretch_anywhere_is_read(tmp_path, way):
    data, file = os.urandom(BLOCK + 70_000), tmp_path / "f"
    written(file, data)
    with Inward(file) as disk:
        for start, length in ((0, 10), (BLOCK - 5, 10), (5000, 4096), (BLOCK + 69_990, 10), (3, 0)):
            assert disk.bytes(start, length) == data[start : start + length]
        with pytest.raises(EOFError):
            disk.bytes(len(data) - 5, 6)


class Stubborn:
    """A file that refuses what a straight way asks for, after a while, or takes less than it is given."""

    def __init__(self, stream, refuses: bool, most: int) -> None:
        self._stream, self._refuses, self._most, self.direct = stream, refuses, most, True

    def write(self, data):
        if self.direct and self._refuses and self._stream.tell() >= BLOCK:
            raise OSError(errno.EINVAL, "Invalid argument")
        return self._stream.write(bytes(data[: self._most]))

    def __getattr__(self, name):
        return getattr(self._stream, name)


@pytest.mark.parametrize(("refuses", "most"), [(True, 1 << 30), (False, 1 << 20), (False, 5000), (True, 5001)])
def test_a_disk_that_refuses_midway_gets_the_rest_the_usual_way(tmp_path, monkeypatch, refuses, most):
    made = []

    def opened(file, mode):
        made.append(Stubborn(open(file, mode, buffering=0), refuses, most))  # noqa: SIM115  Outward closes it
        return made[-1], True

    monkeypatch.setattr(straight, "_open", opened)
    monkeypatch.setattr(straight, "_go_through_memory", lambda handle: setattr(made[-1], "direct", False))
    data = os.urandom(3 * BLOCK + 777)
    written(tmp_path / "f", data)
    assert (tmp_path / "f").read_bytes() == data


def test_another_error_of_the_disk_is_told(tmp_path, monkeypatch):
    class Full(Stubborn):
        def write(self, data):
            raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(straight, "_open", lambda f, m: (Full(open(f, m, buffering=0), False, 1), True))  # noqa: SIM115
    for go_on in (lambda out: out.write(os.urandom(BLOCK)), Outward.sync):
        out = Outward(tmp_path / "f")
        out.write(os.urandom(BLOCK))
        with pytest.raises(OSError, match="No space left"):
            go_on(out)
        out.close()
        out.close()
    with pytest.raises(FileNotFoundError):
        Outward(tmp_path / "none" / "f")
