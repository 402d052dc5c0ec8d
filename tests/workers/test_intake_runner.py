from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import intake_fakes
import psutil
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from desktop.core.errors import OfficeError
from desktop.core.words import tr
from desktop.intake.settling import Pace
from desktop.services import inbox
from desktop.services.office import Office
from desktop.workers.intake import IntakeRunner
from desktop.workers.jobs import Jobs

NOW = datetime(2026, 11, 21, 8, 0)
Make = Callable[..., Path]


@pytest.fixture
def jobs(office: Office, qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs(office.folder, clock=lambda: NOW)
    yield made
    made.close()


@pytest.fixture
def runner(jobs: Jobs, pace: Pace) -> Iterator[IntakeRunner]:
    made = IntakeRunner(jobs, pace=pace, read=intake_fakes.read_badly)
    yield made
    made.stop()


def states(office: Office) -> list[str]:
    return sorted(scan.state for scan in inbox.waiting(office))


def test_a_file_that_comes_is_taken_in_and_read(runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot) -> None:
    changed: list[int] = []
    folder: list[str] = []
    runner.scan_changed.connect(changed.append)
    runner.folder_state.connect(folder.append)
    runner.start()
    qtbot.waitUntil(lambda: folder == ["watching"])
    pdf(office.scan_folder / "a.pdf")
    qtbot.waitUntil(lambda: states(office) == ["ready"], timeout=20_000)
    qtbot.waitUntil(lambda: len(changed) >= 3)
    assert set(changed) == {inbox.waiting(office)[0].id}


def test_scans_that_a_stop_left_unread_are_read_at_the_next_start(
    runner: IntakeRunner, office: Office, pace: Pace, pdf: Make, qtbot: QtBot
) -> None:
    from desktop.services.take_in import take_in_folder

    pdf(office.scan_folder / "a.pdf")
    take_in_folder(office, pace=pace)
    runner.start()
    qtbot.waitUntil(lambda: states(office) == ["ready"], timeout=20_000)


def test_it_rests_when_nothing_comes_in_and_not_before_all_is_read(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    assert runner.at_rest
    runner.start()
    assert not runner.at_rest
    qtbot.waitUntil(lambda: runner.at_rest, timeout=20_000)
    seen: list[bool] = []
    runner.scan_changed.connect(lambda _scan_id: seen.append(runner.at_rest))
    pdf(office.scan_folder / "a.pdf")
    qtbot.waitUntil(lambda: states(office) == ["ready"] and runner.at_rest, timeout=20_000)
    assert seen
    assert not seen[0]


def test_a_scan_to_be_read_again_is_read_when_asked(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    runner.start()
    pdf(office.scan_folder / "bug.pdf")
    qtbot.waitUntil(lambda: states(office) == ["unreadable"], timeout=20_000)
    (scan,) = inbox.waiting(office)
    assert "KeyError" in scan.reason
    inbox.reread(office, scan.id)
    runner.rescan()
    qtbot.waitUntil(lambda: states(office) == ["unreadable"], timeout=20_000)


def test_a_secret_letter_is_refused_and_its_place_told(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    pdf(office.scan_folder / "secret.pdf")
    runner.start()
    qtbot.waitUntil(lambda: states(office) == ["refused"], timeout=20_000)
    (scan,) = inbox.waiting(office)
    assert "TỐI MẬT" in scan.reason
    assert "secret.pdf" in scan.reason
    assert list(office.store.rglob("*.pdf")) == []


def test_files_dropped_onto_the_window_are_taken_in(
    runner: IntakeRunner, office: Office, pdf: Make, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "folder").mkdir()
    paths = [pdf(tmp_path / "a.pdf", "a"), tmp_path / "folder", tmp_path / "gone.pdf"]
    pdf(tmp_path / "folder" / "b.pdf", "b")
    runner.start()
    runner.add_files(paths)
    qtbot.waitUntil(lambda: states(office) == ["ready", "ready"], timeout=20_000)
    assert paths[0].exists()


def test_a_folder_that_comes_back_is_watched_again(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    told: list[str] = []
    runner.folder_state.connect(told.append)
    away = office.scan_folder.rename(office.folder / "away")
    runner.start()
    qtbot.waitUntil(lambda: told == ["missing"])
    pdf(away / "a.pdf")
    away.rename(office.scan_folder)
    qtbot.waitUntil(lambda: told == ["missing", "watching"])
    qtbot.waitUntil(lambda: states(office) == ["ready"], timeout=20_000)
    office.scan_folder.rename(office.folder / "away")
    qtbot.waitUntil(lambda: told == ["missing", "watching", "missing"])


def test_the_ui_thread_goes_on_while_scans_are_read(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    ticks: list[int] = []
    timer = QTimer()
    timer.timeout.connect(lambda: ticks.append(1))
    timer.start(5)
    for n in range(10):
        pdf(office.scan_folder / f"{n}.pdf", f"{n}")
    runner.start()
    qtbot.waitUntil(lambda: states(office) == ["ready"] * 10, timeout=30_000)
    timer.stop()
    assert len(ticks) > 10


def test_a_model_that_is_missing_leaves_the_scan_to_be_read_later(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    told: list[OfficeError] = []
    runner.trouble.connect(told.append)
    pdf(office.scan_folder / "nomodel.pdf")
    runner.start()
    qtbot.waitUntil(lambda: bool(told), timeout=20_000)
    assert told[0].code == "no-ocr-model"
    assert states(office) == ["stored"]


def test_a_bug_is_told_and_watching_goes_on(
    runner: IntakeRunner, jobs: Jobs, office: Office, pdf: Make, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.intake import folder as folders

    real = folders.look
    told: list[object] = []
    jobs.failed_unhandled.connect(told.append)

    def fail_once(folder: Path) -> object:
        monkeypatch.setattr(folders, "look", real)
        raise KeyError("a bug")

    monkeypatch.setattr(folders, "look", fail_once)
    monkeypatch.setattr("desktop.workers.intake._AGAIN_SECONDS", 0.05)
    pdf(office.scan_folder / "a.pdf")
    runner.start()
    qtbot.waitUntil(lambda: states(office) == ["ready"], timeout=20_000)
    assert [type(error) for error in told] == [KeyError]


def test_stopping_is_clean_in_the_middle_of_reading(
    runner: IntakeRunner, office: Office, pdf: Make, qtbot: QtBot
) -> None:
    others = _readers()  # of tests that ran before, in this process
    pdf(office.scan_folder / "hang.pdf", "a")
    pdf(office.scan_folder / "b.pdf", "b")
    runner.start()
    qtbot.waitUntil(lambda: states(office) == ["ready", "stored"], timeout=20_000)
    assert _readers() - others
    runner.stop()
    runner.stop()
    assert not runner.running
    assert not _readers() - others
    assert states(office) == ["ready", "stored"]


def _readers() -> set[int]:
    return {p.pid for p in psutil.Process().children() if "spawn_main" in " ".join(p.cmdline())}


def test_stopping_before_the_start_was_finished_is_clean(runner: IntakeRunner) -> None:
    for _ in range(3):
        runner.start()
        runner.stop()
    runner.start()
    time.sleep(0.05)
    runner.stop()


def test_an_office_that_cannot_be_opened_is_told(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OfficeError("closed-door", tr("Không mở được."))

    monkeypatch.setattr("desktop.workers.intake._fresh_places", fail)
    runner = IntakeRunner(jobs)
    told: list[str] = []
    runner.folder_state.connect(told.append)
    runner.start()
    qtbot.waitUntil(lambda: told == ["error: Không mở được."])
    runner.stop()
