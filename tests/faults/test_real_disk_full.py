"""A disk that is really full: an office on a small file system of its own, with less and less room (root alone may)."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import table
from tests.faults.stage import Line, Stage

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs root"),
]


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """An empty file system of 100 MB."""
    place = tmp_path / "disk"
    place.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=100m", "tmpfs", str(place)], check=False, capture_output=True
    )
    if made.returncode:
        pytest.skip("this system mounts nothing")
    yield place
    subprocess.run(["umount", str(place)], check=True)


def test_with_any_room_left_nothing_is_lost(disk, tmp_path):
    stage = Stage(tmp_path / "stage")
    line = Line("a disk that is really full")
    for room in range(0, 1600, 80):
        folder = disk / "run" / "office"
        shutil.copytree(stage.template, disk / "run")
        filler = disk / "filler"
        free = shutil.disk_usage(disk).free
        filler.write_bytes(bytes(max(0, free - room * 1024)))
        said: list[str] = []
        told = stage.guarded(folder, said)
        filler.unlink()
        stage.judge_after(line, folder, said, told=told)
    assert line.clean, table.show(line)
