from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from desktop.core.errors import OfficeError, StorageError
from desktop.core.records import OfficeInfo
from desktop.services import inbox, people
from desktop.services.office import Office
from desktop.workers.jobs import Jobs

NOW = datetime(2026, 11, 21, 8, 0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH AN GIANG")
    Office.create(tmp_path / "office", info, clock=lambda: NOW).close()
    return tmp_path / "office"


@pytest.fixture
def jobs(folder: Path, qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs(folder, clock=lambda: NOW, actor="Lê Thị Thư")
    yield made
    made.close()


def add(name: str) -> Any:
    return lambda office: people.add_unit(office, name).name


def test_results_come_back_on_the_ui_thread_and_work_is_done_on_others(jobs: Jobs, qtbot: QtBot) -> None:
    ui = QThread.currentThread()
    seen: list[bool] = []
    jobs.read(
        lambda office: QThread.currentThread() is not ui, lambda off: seen.extend([off, QThread.currentThread() is ui])
    )
    jobs.write(
        lambda office: QThread.currentThread() is not ui, lambda off: seen.extend([off, QThread.currentThread() is ui])
    )
    qtbot.waitUntil(lambda: len(seen) == 4)
    assert all(seen)


def test_writes_are_done_in_the_order_they_were_given(jobs: Jobs, qtbot: QtBot) -> None:
    done: list[str] = []
    names = [f"Tổ {n}" for n in range(20)]
    for name in names:
        jobs.write(add(name), done.append)
    qtbot.waitUntil(lambda: len(done) == 20)
    assert done == names


def test_a_read_sees_the_write_whose_end_was_told(jobs: Jobs, qtbot: QtBot) -> None:
    found: list[list[str]] = []

    def ask(_: str) -> None:
        jobs.read(lambda office: [unit.name for unit in people.units(office)], found.append)

    jobs.write(add("Tổ một cửa"), ask)
    qtbot.waitUntil(lambda: bool(found))
    assert "Tổ một cửa" in found[0]


def test_a_reader_sees_settings_that_were_changed(jobs: Jobs, qtbot: QtBot) -> None:
    from dataclasses import replace

    found: list[int] = []

    def ask(_: object) -> None:
        jobs.read(lambda office: office.settings.due_soon_days, found.append)

    jobs.read(lambda office: office.settings.due_soon_days, found.append)
    jobs.read(lambda office: office.settings.due_soon_days, found.append)
    qtbot.waitUntil(lambda: len(found) == 2)
    jobs.write(lambda office: office.change_settings(replace(office.settings, due_soon_days=9)), ask)
    qtbot.waitUntil(lambda: len(found) == 3)
    assert found[-1] == 9


def test_readers_cannot_write(jobs: Jobs, qtbot: QtBot) -> None:
    failures: list[Exception] = []
    jobs.read(add("Tổ"), lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], StorageError)


def test_a_failure_goes_to_its_taker_else_to_the_signal(jobs: Jobs, qtbot: QtBot) -> None:
    taken: list[Exception] = []
    untaken: list[object] = []
    jobs.failed_unhandled.connect(untaken.append)
    jobs.write(lambda office: 1 // 0, lambda _: None, taken.append)
    jobs.write(lambda office: inbox.scan(office, 99), lambda _: None)
    qtbot.waitUntil(lambda: bool(taken and untaken))
    assert isinstance(taken[0], ZeroDivisionError)
    assert isinstance(untaken[0], OfficeError)


def test_busy_is_told_once_at_each_end(jobs: Jobs, qtbot: QtBot) -> None:
    told: list[bool] = []
    jobs.busy_changed.connect(told.append)
    done: list[int] = []
    for _ in range(5):
        jobs.read(lambda office: 1, done.append)
    assert jobs.busy
    qtbot.waitUntil(lambda: told == [True, False])
    assert len(done) == 5


def test_closing_finishes_the_writes_and_drops_the_reads(folder: Path, qtbot: QtBot) -> None:
    jobs = Jobs(folder)
    gate = threading.Event()
    asked: list[int] = []
    jobs.write(lambda office: gate.wait(30), lambda _: None)
    for n in range(10):
        jobs.write(add(f"Tổ {n}"), lambda _: None)
    for _ in range(2):
        jobs.read(lambda office: gate.wait(30), lambda _: None)
    for n in range(50):
        jobs.read(lambda office, n=n: asked.append(n), lambda _: None)
    threading.Timer(0.1, gate.set).start()
    jobs.close()
    with Office.open(folder, read_only=True) as office:
        assert {f"Tổ {n}" for n in range(10)} <= {unit.name for unit in people.units(office)}
    assert asked == []


def test_a_write_that_fails_while_closing_is_told(folder: Path, qtbot: QtBot) -> None:
    jobs = Jobs(folder)
    taken: list[Exception] = []
    jobs.write(lambda office: 1 // 0, lambda _: None, taken.append)
    jobs.close()
    assert [type(error) for error in taken] == [ZeroDivisionError]


def test_nothing_is_begun_after_closing(folder: Path, qtbot: QtBot) -> None:
    jobs = Jobs(folder)
    jobs.close()
    jobs.close()
    failures: list[Exception] = []
    jobs.write(add("Tổ"), lambda _: None, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], OfficeError)
    with pytest.raises(OfficeError):
        jobs.call(add("Tổ"))


def test_another_thread_may_wait_for_the_writer(jobs: Jobs, qtbot: QtBot) -> None:
    found: list[object] = []

    def ask() -> None:
        found.append(jobs.call(add("Tổ một cửa")))
        try:
            jobs.call(lambda office: 1 // 0)
        except ZeroDivisionError as error:
            found.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    qtbot.waitUntil(lambda: len(found) == 2)
    thread.join()
    assert found[0] == "Tổ một cửa"


def test_an_office_that_cannot_be_opened_fails_each_job_until_it_can(folder: Path, qtbot: QtBot) -> None:
    away = folder.rename(folder.parent / "away")
    jobs = Jobs(folder)
    failures: list[Exception] = []
    done: list[str] = []
    jobs.write(add("Tổ"), done.append, failures.append)
    qtbot.waitUntil(lambda: bool(failures))
    assert isinstance(failures[0], StorageError)
    away.rename(folder)
    jobs.write(add("Tổ"), done.append, failures.append)
    qtbot.waitUntil(lambda: bool(done))
    jobs.close()
