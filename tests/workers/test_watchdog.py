"""A thread that hangs is told and, when it only reads, replaced; what comes after is answered."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from desktop.core.records import OfficeInfo
from desktop.services import letters, register
from desktop.services.office import Office
from desktop.workers.jobs import Jobs
from desktop.workers.watchdog import READ_SECONDS, WRITE_SECONDS, Watchdog

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
def jobs(tmp_path: Path, qtbot):
    with Office.create(tmp_path / "office", OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", "")) as office:
        register.register_by_hand(office, {"subject": "x", "issuer": "y"})
    made = Jobs(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def watchdog(jobs: Jobs):
    ahead = {"seconds": 0.0}
    made = Watchdog(jobs, clock=lambda: time.monotonic() + ahead["seconds"])
    made.ahead = ahead
    made.stop()
    return made


def test_a_question_that_never_ends_is_broken_off_and_others_are_answered(jobs: Jobs, watchdog, qtbot) -> None:
    failed, answered, told = [], [], []
    watchdog.reading_restarted.connect(lambda: told.append(True))
    for _ in range(2):  # both readers hang
        jobs.read(lambda office: office.db.value(ENDLESS), answered.append, failed.append)
    qtbot.waitUntil(lambda: sum(lane.begun_at is not None for lane in jobs._readers) == 2)
    watchdog.look()
    assert told == [], "not yet"
    watchdog.ahead["seconds"] = READ_SECONDS + 1
    watchdog.look()
    assert told == [True]
    watchdog.ahead["seconds"] = 0.0

    def broken_off() -> bool:
        watchdog.look()
        return len(failed) == 2

    qtbot.waitUntil(broken_off)
    jobs.read(letters.count, answered.append, failed.append)
    qtbot.waitUntil(lambda: bool(answered))
    assert answered == [1]
    assert not jobs.busy


def test_one_that_hangs_in_the_system_is_left_behind(jobs: Jobs, watchdog, qtbot) -> None:
    gate = threading.Event()
    answered: list[object] = []
    for _ in range(2):
        jobs.read(lambda office: gate.wait(30), answered.append, answered.append)
    qtbot.waitUntil(lambda: sum(lane.begun_at is not None for lane in jobs._readers) == 2)
    watchdog.ahead["seconds"] = READ_SECONDS + 1
    watchdog.look()
    seen: list[int] = []
    jobs.read(letters.count, seen.append)
    qtbot.waitUntil(lambda: seen == [1])
    gate.set()


def test_a_long_write_is_told_once_and_never_broken_off(jobs: Jobs, watchdog, qtbot) -> None:
    gate, told, done = threading.Event(), [], []
    watchdog.writing_slow.connect(told.append)
    jobs.write(lambda office: gate.wait(30), done.append)
    qtbot.waitUntil(lambda: jobs.writing_since is not None)
    watchdog.ahead["seconds"] = WRITE_SECONDS + 5
    watchdog.look()
    watchdog.look()
    assert len(told) == 1
    assert told[0] >= WRITE_SECONDS
    gate.set()
    qtbot.waitUntil(lambda: done == [True])
    watchdog.look()
    assert jobs.writing_since is None
