"""Each fault of the table, a few times: nothing lost, nothing doubled, everything told. ``table.py --long`` is the rest."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults import table

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc and fork")


@pytest.fixture(scope="module")
def stage() -> Iterator[table.Stage]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as root:
        yield table.Stage(Path(root))


@pytest.mark.parametrize("fault", table.FAULTS)
def test_a_fault_costs_nothing(stage, fault):
    line = table.FAULTS[fault](stage, table.TEST)
    assert line.runs > 0
    assert line.clean, table.show(line)


@pytest.mark.long
@pytest.mark.parametrize("fault", table.FAULTS)
def test_a_fault_costs_nothing_at_any_step(stage, fault):
    line = table.FAULTS[fault](stage, table.LONG)
    assert line.clean, table.show(line)


def test_the_judge_sees_what_is_lost_and_doubled(stage):
    """A table of noughts is worth what its judge is."""
    folder = stage.fresh()
    said: list[str] = []
    table.work(folder, said.append)
    lying = [*said, "number 2026 99", "void 2026 1", "task nobody", f"backup {folder}/backups/none/x.vanthu"]
    verdict = table.judge(folder, lying, {*stage.files, "0" * 64})
    assert set(verdict.lost) >= {"number 2026 99", "void 2026 1", "task nobody", "file 00000000"}
    shutil.rmtree(folder / "backups")
    for file in (folder / "store").rglob("*.pdf"):
        file.write_bytes(b"other")
    verdict = table.judge(folder, [], stage.files)
    assert sum("bytes of scan" in text for text in verdict.lost) == 3
    assert verdict.wrong
    stage.done(folder)


def test_a_power_cut_takes_what_was_not_synced(tmp_path):
    from tests.faults.disk import PowerCut, failing

    (tmp_path / "o").mkdir()
    disks = []

    def cut(_number: int, what: str, path: str) -> None:
        if path.endswith("last"):
            disks[0].cut(tmp_path / "after", "lost")

    with pytest.raises(PowerCut), failing(tmp_path / "o", cut) as disk:  # noqa: PT012  the whole of it is what is cut
        disks.append(disk)
        for name in ("synced", "named", "neither"):
            with (tmp_path / "o" / name).open("wb") as stream:
                stream.write(b"content")
                stream.flush()
                if name == "synced":
                    os.fsync(stream.fileno())
            if name == "named":
                folder = os.open(tmp_path / "o", os.O_RDONLY)
                os.fsync(folder)
                os.close(folder)
        (tmp_path / "o" / "last").write_bytes(b"")
    left = {p.name: p.read_bytes() for p in (tmp_path / "after").iterdir()}
    assert left == {"synced": b"content", "named": b""}
