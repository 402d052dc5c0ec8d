"""Reading is put off and goes on, and the reading of one scan is stopped: in the pool, in the runner, in the inbox."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import intake_fakes
import pytest
from pytestqt.qtbot import QtBot

from desktop.core.errors import RuleError
from desktop.core.rights import OPERATIONS, Right
from desktop.intake.settling import Pace
from desktop.reading.process import Done, Job, Limits, Pool, Started
from desktop.services import inbox
from desktop.services.office import Office
from desktop.services.take_in import take_in_folder
from desktop.workers.intake import IntakeRunner
from desktop.workers.jobs import Jobs

NOW = datetime(2026, 11, 21, 8, 0)


@pytest.fixture
def runner(office: Office, pace: Pace, qtbot: QtBot) -> Iterator[IntakeRunner]:
    jobs = Jobs(office.folder, clock=lambda: NOW)
    made = IntakeRunner(jobs, pace=pace, read=intake_fakes.read_badly)
    yield made
    made.stop()
    jobs.close()


def states(office: Office) -> list[str]:
    return sorted(scan.state for scan in inbox.waiting(office))


def test_a_paused_pool_does_nothing_and_then_everything(tmp_path: Path) -> None:
    def job(key: int, name: str) -> Job:
        (tmp_path / name).write_bytes(name.encode())
        return Job(key, intake_fakes.read_badly, tmp_path / name, name)

    with Pool(1, limits=Limits(), warm=None) as pool:
        pool.submit(job(1, "hang.pdf"))
        end = time.monotonic() + 20
        while not any(isinstance(event, Started) for event in pool.pump(0.5)):
            assert time.monotonic() < end
        pool.pause(True)
        assert pool.pids == [], "what ran is stopped at once"
        pool.submit(job(2, "a.pdf"))
        assert pool.pump(0.6) == []
        assert pool.busy
        pool.cancel(1)
        pool.pause(False)
        ended: list[int] = []
        while not ended:
            assert time.monotonic() < end
            ended += [event.key for event in pool.pump(0.5) if isinstance(event, Done)]
        assert ended == [2]


def test_files_are_taken_in_while_reading_is_paused_and_read_afterwards(
    runner: IntakeRunner, office: Office, pdf: Any, qtbot: QtBot
) -> None:
    runner.pause(True)
    assert runner.paused
    runner.start()
    pdf(office.scan_folder / "a.pdf")
    qtbot.waitUntil(lambda: states(office) == ["stored"], timeout=20_000)
    qtbot.wait(700)
    assert states(office) == ["stored"]
    with qtbot.waitSignal(runner.paused_changed):
        runner.pause(False)
    qtbot.waitUntil(lambda: states(office) == ["ready"], timeout=20_000)


def test_the_reading_of_one_scan_is_stopped_and_begun_again(
    runner: IntakeRunner, office: Office, pdf: Any, qtbot: QtBot
) -> None:
    runner.start()
    pdf(office.scan_folder / "hang.pdf")
    qtbot.waitUntil(lambda: len(states(office)) == 1, timeout=20_000)
    [scan] = inbox.waiting(office)
    inbox.stop_reading(office, scan.id)
    runner.forget(scan.id)
    pdf(office.scan_folder / "b.pdf", text="Số: 13/UBND-VP")
    qtbot.waitUntil(lambda: states(office) == ["ready", "unreadable"], timeout=20_000)
    stopped = inbox.scan(office, scan.id)
    assert stopped.reason == "Đã dừng đọc theo yêu cầu."
    assert stopped.path is not None, "the original stays"
    inbox.reread(office, scan.id)
    assert inbox.scan(office, scan.id).state == "stored"


def test_only_what_is_being_read_can_be_stopped(office: Office, pace: Pace, pdf: Any) -> None:
    pdf(office.scan_folder / "a.pdf")
    [scan] = take_in_folder(office, pace=pace)
    inbox.mark_unreadable(office, scan.id, "hỏng")
    with pytest.raises(RuleError):
        inbox.stop_reading(office, scan.id)
    assert inbox.scan(office, scan.id).reason == "hỏng"


def test_who_may_take_scans_in_may_stop_their_reading() -> None:
    assert OPERATIONS["stop-reading"] is Right.INTAKE
