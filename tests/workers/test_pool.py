from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import intake_fakes
import psutil
import pytest

from desktop.core.errors import SecretLetter, StorageError, UnreadableScan
from desktop.reading.process import (
    Done,
    Event,
    Failed,
    HeadKnown,
    Interrupted,
    Job,
    Limits,
    Pool,
    Progressed,
    Started,
    default_processes,
)

LIMITS = Limits(memory_mb=400, step_seconds=30)
IMPATIENT = Limits(memory_mb=400, step_seconds=1.5)


@pytest.fixture
def pool() -> Iterator[Pool]:
    with Pool(2, limits=LIMITS, warm=None) as made:
        yield made


@pytest.fixture
def job(tmp_path: Path) -> object:
    def make(key: int, name: str, pages: int = 1, read: object = intake_fakes.read_badly) -> Job:
        path = tmp_path / name
        path.write_bytes(name.encode())
        return Job(key, read, path, name, pages)  # type: ignore[arg-type]

    return make


def finish(pool: Pool) -> list[Event]:
    events: list[Event] = []
    while pool.busy:
        events += pool.pump(1.0)
    return events


def ends(events: list[Event]) -> dict[int, Event]:
    return {event.key: event for event in events if isinstance(event, Done | Failed)}


def failure(events: list[Event], key: int) -> Failed:
    event = ends(events)[key]
    assert isinstance(event, Failed)
    return event


def test_a_reading_comes_back_with_its_head_and_progress_first(pool: Pool, job: object) -> None:
    pool.submit(job(7, "a.pdf"))
    events = finish(pool)
    assert [type(event) for event in events] == [Started, HeadKnown, Progressed, Done]
    assert isinstance(events[1], HeadKnown)
    assert not events[1].reading.complete
    assert isinstance(events[3], Done)
    assert events[3].reading.letters[0].text("subject") == "V/v a.pdf"
    assert events[3].reading.page_texts == ("một trang",)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("crash.pdf", "reader-crashed"),
        ("memory.pdf", "too-much-memory"),
        ("bug.pdf", "reader-bug"),
    ],
)
def test_one_bad_file_is_told_and_everything_else_goes_on(pool: Pool, job: object, name: str, code: str) -> None:
    pool.submit(job(0, name))
    for key in range(1, 6):
        pool.submit(job(key, f"{key}.pdf"))
    events = finish(pool)
    error = failure(events, 0).error
    assert isinstance(error, UnreadableScan)
    assert error.code == code
    assert all(isinstance(ends(events)[key], Done) for key in range(1, 6))


def test_a_file_on_which_reading_hangs_is_told_and_everything_else_goes_on(job: object) -> None:
    with Pool(2, limits=IMPATIENT, warm=None) as pool:
        pool.submit(job(0, "hang.pdf"))
        pool.submit(job(1, "1.pdf"))
        events = finish(pool)
    assert failure(events, 0).error.code == "too-slow"
    assert isinstance(ends(events)[1], Done)


def test_a_pool_that_was_idle_for_hours_catches_a_hang_as_ever(job: object, monkeypatch: pytest.MonkeyPatch) -> None:
    with Pool(1, limits=IMPATIENT, warm=None) as pool:
        pool.submit(job(0, "0.pdf"))
        finish(pool)
        monkeypatch.setattr(pool, "_pumped_at", time.monotonic() - 10_000)
        pool.submit(job(1, "hang.pdf"))
        assert failure(finish(pool), 1).error.code == "too-slow"


def test_a_pause_of_the_whole_machine_is_not_counted(pool: Pool, job: object, monkeypatch: pytest.MonkeyPatch) -> None:
    pool.submit(job(0, "long.pdf", 1, intake_fakes.read_slow))
    while not any(isinstance(event, Started) for event in pool.pump(1.0)):
        pass
    slept = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: slept() + 10_000)
    assert isinstance(ends(finish(pool))[0], Done)


def test_a_bug_is_told_with_its_place_and_without_what_was_read(pool: Pool, job: object) -> None:
    pool.submit(job(0, "bug.pdf"))
    trace = failure(finish(pool), 0).trace
    assert "intake_fakes.py" in trace
    assert "KeyError" in trace
    assert "bug.pdf" not in trace


def test_errors_come_back_as_they_were_raised(pool: Pool, job: object) -> None:
    pool.submit(job(0, "secret.pdf"))
    pool.submit(job(1, "nomodel.pdf"))
    events = finish(pool)
    secret = failure(events, 0).error
    assert isinstance(secret, SecretLetter)
    assert str(secret.happened) == "Văn bản đóng dấu TỐI MẬT."
    assert isinstance(failure(events, 1).error, StorageError)


def test_a_long_file_does_not_hold_up_the_next_letter(pool: Pool, job: object) -> None:
    slow = intake_fakes.read_slow
    pool.submit(job(0, "long1.pdf", 60, slow))
    pool.submit(job(1, "long2.pdf", 60, slow))
    for key in (2, 3, 4):
        pool.submit(job(key, f"{key}.pdf", 1, slow))
    order = [event.key for event in finish(pool) if isinstance(event, Done)]
    assert order[:3] == [2, 3, 4]
    assert sorted(order) == [0, 1, 2, 3, 4]


def test_work_of_the_background_leaves_a_process_to_the_next_letter(pool: Pool, job: object) -> None:
    for key in (1, 2):
        pool.submit(replace(job(key, "hang.pdf"), background=True))
    for _ in range(4):
        pool.pump(0.2)
    pool.submit(job(3, "a.pdf"))
    events: list[Event] = []
    while 3 not in ends(events):
        events += pool.pump(1.0)
    assert isinstance(ends(events)[3], Done)
    assert set(ends(events)) == {3}


def test_a_preferred_scan_is_the_next(job: object) -> None:
    with Pool(1, limits=LIMITS, warm=None) as pool:
        for key in range(5):
            pool.submit(job(key, f"{key}.pdf"))
        pool.prefer(4)
        assert next(event.key for event in finish(pool) if isinstance(event, Done)) == 4


def test_a_cancelled_job_ends_in_nothing(pool: Pool, job: object) -> None:
    pool.submit(job(0, "hang.pdf"))
    while not any(isinstance(event, Started) for event in pool.pump(1.0)):
        pass
    pool.submit(job(1, "1.pdf"))
    pool.cancel(0)
    assert set(ends(finish(pool))) == {1}


def test_processes_are_kept_warm_and_none_is_left(job: object) -> None:
    pool = Pool(1, limits=LIMITS, warm=None)
    pool.submit(job(0, "0.pdf"))
    finish(pool)
    (pid,) = pool.pids
    pool.submit(job(1, "1.pdf"))
    finish(pool)
    assert pool.pids == [pid]
    pool.submit(job(2, "hang.pdf"))
    pool.pump(0.2)
    pool.close()
    pool.close()
    assert not psutil.pid_exists(pid)
    assert not [child for child in psutil.Process().children() if child.status() == psutil.STATUS_ZOMBIE]


def test_a_machine_that_starts_no_process_says_so_and_loses_no_scan(job: object) -> None:
    with Pool(1, limits=LIMITS, warm=intake_fakes.refuse_to_start) as pool:
        pool.submit(job(0, "0.pdf"))
        error = failure(finish(pool), 0).error
        assert isinstance(error, StorageError)
        assert error.code == "no-reader"


def test_one_job_may_be_run_and_waited_for(pool: Pool, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"12345")
    assert pool.run(Job(1, intake_fakes.tell_size, path, streams=False)) == {"size": 5}


def test_waiting_for_a_job_may_be_called_off(pool: Pool, job: object) -> None:
    stop = threading.Event()
    threading.Timer(0.3, lambda: (stop.set(), pool.wake())).start()
    with pytest.raises(Interrupted):
        pool.run(job(0, "hang.pdf"), stop)
    assert not pool.busy


def test_other_work_goes_on_while_a_job_is_waited_for(pool: Pool, job: object) -> None:
    stop, times = threading.Event(), []

    def meanwhile() -> None:
        times.append(1)
        if len(times) == 3:
            stop.set()

    with pytest.raises(Interrupted):
        pool.run(job(0, "hang.pdf"), stop, meanwhile)
    assert len(times) == 3


def test_waking_ends_a_wait_from_another_thread(pool: Pool) -> None:
    timer = threading.Timer(0.05, pool.wake)
    timer.start()
    assert pool.pump(600) == []
    timer.join()


@pytest.mark.skipif(os.name == "nt", reason="killed by a signal")
def test_reading_processes_end_with_a_program_that_is_killed(tmp_path: Path) -> None:
    import subprocess
    import sys

    script = (
        "import sys, time; sys.path[:0] = sys.argv[1:3]\n"
        "from pathlib import Path; import intake_fakes\n"
        "from desktop.reading.process import Job, Pool, Started\n"
        "pool = Pool(1, warm=None); pool.submit(Job(0, intake_fakes.read_badly, Path(sys.argv[3]), 'hang'))\n"
        "while not any(isinstance(e, Started) for e in pool.pump(1)): pass\n"
        "print(*pool.pids, flush=True); time.sleep(600)\n"
    )
    root = Path(__file__).parent.parent.parent
    arguments = [sys.executable, "-c", script, str(root), str(root / "tests" / "intake"), str(tmp_path)]
    program = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    with program.stdout as output:
        pid = int(output.readline())
    program.kill()
    program.wait()
    for _ in range(200):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            break
        time.sleep(0.05)
    else:
        pytest.fail("the reading process outlived its parent")


def test_two_processes_read_at_least() -> None:
    assert default_processes() >= 2
