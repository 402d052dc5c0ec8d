"""Each fault of the table, a few times: nothing lost, nothing doubled, everything told. ``table.py --long`` is the rest."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop.core import faults
from desktop.core.rights import OF_THE_PROGRAM, OPERATIONS
from tests.faults import table
from tests.faults.bring import FAULTS, LONG, NOT_ALONE, TEST
from tests.faults.scene import Verdict
from tests.faults.stage import FIRST, SECOND, Line, Stage

#: one row each, written where neither day passes
ELSEWHERE = {"progress", "tell-place", "sample", "put-aside", "rebuild-search", "see-restricted", "own-password"}
ELSEWHERE |= {"recover", "recovery-code", "forget-print", "refuse-secret", "edit-book"}
ELSEWHERE |= {"mend-schema", "renew-backups", "declare-secret"}

pytestmark = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="needs /proc and fork")


@pytest.fixture(scope="module")
def stages() -> Iterator[dict[str, Stage]]:
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as root:
        yield {day.name: Stage(Path(root), day) for day in (FIRST, SECOND)}


@pytest.fixture
def stage(stages) -> Stage:
    return stages["first"]


CASES = [("first", name) for name in FAULTS] + [("second", name) for name in FAULTS if name not in NOT_ALONE]


@pytest.mark.parametrize(("day", "fault"), CASES)
def test_a_fault_costs_nothing(stages, day, fault):
    line = FAULTS[fault](stages[day], TEST)
    assert line.runs > 0
    assert line.clean, table.show(line)


@pytest.mark.long
@pytest.mark.parametrize(("day", "fault"), CASES)
def test_a_fault_costs_nothing_at_any_step(stages, day, fault):
    line = FAULTS[fault](stages[day], LONG)
    assert line.clean, table.show(line)


def test_the_judge_sees_what_is_lost_and_doubled(stage):
    """A table of noughts is worth what its judge is."""
    folder = stage.fresh()
    said: list[str] = []
    stage.work(folder, said.append)
    lying = [*said, "number 2026 99", "void 2026 1", "task nobody", f"backup {folder}/backups/none/x.vanthu"]
    verdict = stage.judge(folder, lying, {*stage.files, "0" * 64})
    assert set(verdict.lost) >= {"number 2026 99", "void 2026 1", "task nobody", "file 00000000"}
    shutil.rmtree(folder / "backups")
    for file in (folder / "store").rglob("*.pdf"):
        file.write_bytes(b"other")
    verdict = stage.judge(folder, [], stage.files)
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


def test_ctrl_c_ends_after_the_run_under_way_with_what_was_found(tmp_path, capsys):
    teller = table.Teller()
    line = Line("a fault")
    begun = []
    with teller.hearing():
        for run in Stage.each(SimpleNamespace(watch=teller), line, range(10)):  # type: ignore[arg-type]
            begun.append(run)
            line.add(Verdict(lost=["number 2026 3"] if run == 1 else []))
            if run == 2:
                os.kill(os.getpid(), signal.SIGINT)
    assert begun == [0, 1, 2]
    assert (line.runs, line.lost, line.stopped) == (3, 1, True)
    assert "0 of 10 runs" in capsys.readouterr().err
    table.write_page(tmp_path / "faults.md", [line], "python tests/faults/table.py", "a disk")
    page = (tmp_path / "faults.md").read_text(encoding="utf-8")
    assert "| a fault (stopped)" in page
    assert "number 2026 3" in page
    assert "3 runs of 1 faults in 0 min: NOT CLEAN; stopped by hand." in page


def test_the_second_day_passes_every_transaction_that_a_person_asks_for(stages):
    """A new operation has to be brought into one of the days."""
    passed: set[str] = set()
    faults.arm(passed.add)
    try:
        for stage in stages.values():
            stage.work(stage.fresh(), lambda _text: None)
    finally:
        faults.arm(None)
    done = {name.removesuffix(":after-commit") for name in passed}
    assert {*OPERATIONS, *OF_THE_PROGRAM} - done - ELSEWHERE == set()
