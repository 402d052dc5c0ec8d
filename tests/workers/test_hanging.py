"""A folder, a disk or a stick that does not answer: told in words, the rest goes on, and closing does not hang on it."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import intake_fakes
import psutil
import pytest
from pytestqt.qtbot import QtBot

from desktop.core.errors import OfficeError, StorageError
from desktop.intake import folder as folders
from desktop.intake.settling import Pace
from desktop.services import inbox, letters, register
from desktop.services.office import Office
from desktop.services.take_in import take_in_files
from desktop.workers.intake import IntakeRunner
from desktop.workers.jobs import Jobs
from desktop.workers.keeper import Keeper
from desktop.workers.watchdog import CARE_SECONDS, FOLDER_SECONDS, Watchdog

NOW = datetime(2026, 11, 21, 8, 0)
Make = Callable[..., Path]


class Gate:
    """Lets nobody through once it is shut; ``reached`` when somebody stands before it."""

    def __init__(self) -> None:
        self._open = threading.Event()
        self._open.set()
        self.reached = threading.Event()

    def shut(self) -> None:
        self.reached.clear()
        self._open.clear()

    def open(self) -> None:
        self._open.set()

    def pass_(self) -> None:
        if not self._open.is_set():
            self.reached.set()
            assert self._open.wait(60)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """The scan folder lies behind it."""
    made, real = Gate(), folders.look

    def look(folder: Path) -> list[folders.Seen]:
        made.pass_()
        return real(folder)

    monkeypatch.setattr(folders, "look", look)
    yield made
    made.open()


@pytest.fixture
def jobs(office: Office, qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs(office.folder, clock=lambda: NOW, patience_ms=300)
    yield made
    made.close()


@pytest.fixture
def runner(jobs: Jobs, pace: Pace, gate: Gate, qtbot: QtBot) -> Iterator[IntakeRunner]:
    made = IntakeRunner(jobs, pace=pace, read=intake_fakes.read_badly)
    yield made
    gate.open()
    made.stop()
    qtbot.waitUntil(lambda: not made.hanging)


@pytest.fixture
def watchdog(jobs: Jobs, runner: IntakeRunner) -> Watchdog:
    made = Watchdog(jobs, intake=runner, clock=lambda: time.monotonic() + FOLDER_SECONDS + 1)
    made.stop()
    return made


def hang(runner: IntakeRunner, gate: Gate, qtbot: QtBot) -> None:
    runner.start()
    qtbot.waitUntil(lambda: runner._thread is not None and runner._thread._watching is not None)
    gate.shut()
    runner.rescan()
    qtbot.waitUntil(gate.reached.is_set, timeout=20_000)


def test_a_folder_that_does_not_answer_is_told_and_the_rest_goes_on(
    runner: IntakeRunner,
    watchdog: Watchdog,
    gate: Gate,
    office: Office,
    pdf: Make,
    tmp_path: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    states: list[str] = []
    troubles: list[OfficeError] = []
    runner.folder_state.connect(states.append)
    runner.trouble.connect(troubles.append)
    hang(runner, gate, qtbot)
    take_in_files(office, [pdf(tmp_path / "stored.pdf")])
    with caplog.at_level(logging.ERROR):
        watchdog.look()
    qtbot.waitUntil(lambda: "hanging" in states)
    assert [error.code for error in troubles] == ["folder-hangs"]
    assert all(str(text) for text in (troubles[0].happened, troubles[0].kept, troubles[0].todo))
    (told,) = [r.getMessage() for r in caplog.records if r.name == "vanthu.watchdog"]
    assert "in look" in told, "the log says where it stands"
    runner.add_files([pdf(tmp_path / "handed over.pdf", "khác")])
    qtbot.waitUntil(lambda: [s.state for s in inbox.waiting(office)] == ["ready", "ready"], timeout=20_000)
    watchdog.look()
    assert len(troubles) == 1, "told once"
    pdf(office.scan_folder / "came meanwhile.pdf", "sau")
    gate.open()
    qtbot.waitUntil(lambda: states[-1] == "watching", timeout=20_000)
    qtbot.waitUntil(lambda: len(inbox.waiting(office)) == 3, timeout=20_000)
    assert not runner.hanging


def test_a_folder_that_answers_is_left_alone(
    runner: IntakeRunner, jobs: Jobs, gate: Gate, pdf: Make, office: Office, qtbot: QtBot
) -> None:
    states: list[str] = []
    runner.folder_state.connect(states.append)
    runner.start()
    qtbot.waitUntil(lambda: states == ["watching"])
    Watchdog(jobs, intake=runner).look()
    pdf(office.scan_folder / "a.pdf")
    qtbot.waitUntil(lambda: len(inbox.waiting(office)) == 1, timeout=20_000)
    assert states == ["watching"]


def test_closing_does_not_wait_for_a_folder_that_hangs(
    runner: IntakeRunner, watchdog: Watchdog, jobs: Jobs, gate: Gate, qtbot: QtBot
) -> None:
    hang(runner, gate, qtbot)
    watchdog.look()
    runner.stop()
    assert runner.hanging
    jobs.close()
    assert not jobs.hanging
    gate.open()
    qtbot.waitUntil(lambda: not runner.hanging)


def test_closing_does_not_wait_for_ever_for_a_write(jobs: Jobs, office: Office, qtbot: QtBot) -> None:
    gate = threading.Event()
    register.register_by_hand(office, {"subject": "x", "issuer": "y"})
    jobs.write(lambda _office: gate.wait(60), lambda _done: None)
    qtbot.waitUntil(lambda: jobs.writing_since is not None)
    jobs.close()
    assert jobs.hanging
    assert jobs.writes_left
    assert letters.count(office) == 1
    gate.set()
    qtbot.waitUntil(lambda: not jobs.hanging)


def test_a_backup_that_hangs_fails_with_words_and_the_next_one_is_made(jobs: Jobs, qtbot: QtBot) -> None:
    gate = threading.Event()
    keeper = Keeper(jobs.open_reader)
    ahead = {"seconds": 0.0}
    watchdog = Watchdog(jobs, keeper=keeper, clock=lambda: time.monotonic() + ahead["seconds"])
    watchdog.stop()
    done: list[object] = []
    failed: list[Exception] = []

    def care(_office: Office, tell: Callable[[float], None]) -> str:
        tell(0.1)
        gate.wait(60)
        tell(0.2)
        return "too late"

    keeper.run("backup", care, done.append, failed.append)
    keeper.run("state", lambda _office, _tell: "asked behind it", done.append, failed.append)
    qtbot.waitUntil(lambda: keeper._lane is not None and keeper._lane.begun_at is not None)
    watchdog.look()
    assert failed == [], "not yet"
    ahead["seconds"] = CARE_SECONDS + 1
    watchdog.look()
    assert [error.code for error in failed if isinstance(error, StorageError)] == ["care-hangs"] * 2
    assert keeper.busy == ""
    ahead["seconds"] = 0.0
    keeper.run("backup", lambda _office, _tell: "made", done.append, failed.append)
    qtbot.waitUntil(lambda: done == ["made"])
    gate.set()
    qtbot.waitUntil(lambda: not keeper.hanging)
    keeper.close()
    assert done == ["made"], "an answer that comes too late reaches nobody"
    assert len(failed) == 2


def test_ending_at_once_leaves_no_process_behind(tmp_path: Path) -> None:
    code = (
        "import subprocess, sys; sys.path.insert(0, sys.argv[1])\n"
        "from desktop.workers.ending import end_now\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "print(child.pid, flush=True)\n"
        "end_now(3)\n"
    )
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", code, str(root)], capture_output=True, text=True, timeout=30, check=False
    )
    assert done.returncode == 3
    child = int(done.stdout)

    def gone() -> bool:
        try:
            return psutil.Process(child).status() == psutil.STATUS_ZOMBIE
        except psutil.NoSuchProcess:
            return True

    until = time.monotonic() + 20
    while not gone() and time.monotonic() < until:
        time.sleep(0.05)
    assert gone()
