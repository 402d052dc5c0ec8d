from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import intake_fakes
import pytest

from desktop.core.errors import OfficeError, StorageError
from desktop.core.readings import Reading
from desktop.core.records import Scan
from desktop.intake.settling import Pace
from desktop.services import inbox, secret_look
from desktop.services.office import Office
from desktop.services.read import read_files, read_pending
from desktop.services.take_in import take_in_folder
from desktop.services.watch import watch

Make = Callable[..., Path]
SECONDS = 40.0


class Seen:
    """A watch in a thread of its own, and what it told."""

    def __init__(self) -> None:
        self.stop = threading.Event()
        self.changes: list[Scan] = []
        self.troubles: list[OfficeError] = []
        self.states: list[str] = []

    def until(self, condition: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < end, (self.states, self.troubles, [(s.file, s.state) for s in self.changes])
            time.sleep(0.01)

    def states_of(self, name: str) -> list[str]:
        return [scan.state for scan in self.changes if scan.file == name]


@contextmanager
def watched(folder: Path, pace: Pace, read: Callable[..., Reading] = intake_fakes.read_badly) -> Iterator[Seen]:
    seen = Seen()

    def run() -> None:
        with Office.open(folder) as office:
            watch(
                office,
                seen.changes.append,
                seen.stop,
                on_trouble=seen.troubles.append,
                on_state=seen.states.append,
                pace=pace,
                read=read,
            )

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield seen
    finally:
        seen.stop.set()
        thread.join(SECONDS)
        assert not thread.is_alive()


def balanced(office: Office) -> bool:
    account = inbox.accounting(office)
    return account["taken_in"] == sum(n for name, n in account.items() if name != "taken_in")


def test_a_scan_is_told_when_taken_when_its_head_is_known_and_when_it_is_read(
    office: Office, pace: Pace, pdf: Make
) -> None:
    with watched(office.folder, pace) as seen:
        pdf(office.scan_folder / "a.pdf")
        seen.until(lambda: seen.states_of("a.pdf")[-1:] == ["ready"])
    assert seen.states_of("a.pdf") == ["stored", "reading", "ready"]


def test_a_growing_file_is_taken_once_and_whole(office: Office, pdf: Make, tmp_path: Path) -> None:
    whole = pdf(tmp_path / "whole.pdf", pages=20).read_bytes()
    pace = Pace(look=0.03, quiet=0.3, rescan=0.2, grace=5.0)
    with watched(office.folder, pace) as seen, (office.scan_folder / "a.pdf").open("wb") as file:
        for start in range(0, len(whole), len(whole) // 8):
            file.write(whole[start : start + len(whole) // 8])
            file.flush()
            time.sleep(0.08)
        seen.until(lambda: seen.states_of("a.pdf")[-1:] == ["ready"])
    (scan,) = inbox.waiting(office)
    assert (scan.size, scan.state) == (len(whole), "ready")
    assert not seen.troubles


def test_a_folder_that_is_missing_at_the_start_is_waited_for(office: Office, pace: Pace, pdf: Make) -> None:
    office.scan_folder.rmdir()
    with watched(office.folder, pace) as seen:
        seen.until(lambda: seen.states == ["missing"])
        time.sleep(pace.rescan * 2)
        assert [error.code for error in seen.troubles] == ["missing"]
        office.scan_folder.mkdir()
        pdf(office.scan_folder / "a.pdf")
        seen.until(lambda: seen.states_of("a.pdf")[-1:] == ["ready"])
    assert seen.states == ["missing", "watching"]


def test_a_disk_that_was_full_loses_nothing(
    office: Office, pace: Pace, pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("desktop.intake.store._sync_file", full)
        with watched(office.folder, pace) as seen:
            for n in range(3):
                pdf(office.scan_folder / f"{n}.pdf", f"{n}")
            seen.until(lambda: bool(seen.troubles))
            time.sleep(pace.rescan * 3)
            assert [error.code for error in seen.troubles] == ["disk-full"]
            assert len(list(office.scan_folder.glob("*.pdf"))) == 3
            patch.undo()
            seen.until(lambda: inbox.accounting(office)["taken_in"] == 3)
    assert balanced(office)


def test_two_hundred_files_at_once_are_all_accounted_for(office: Office, pace: Pace, pdf: Make) -> None:
    for n in range(200):
        path = pdf(office.scan_folder / f"{n:03}.pdf", f"{n % 190}")
        if n % 50 == 7:
            path.write_bytes(path.read_bytes()[:200] + bytes([n]))
    with watched(office.folder, pace, intake_fakes.read_ok) as seen:
        seen.until(lambda: inbox.accounting(office)["taken_in"] == 200 and not inbox.to_read(office))
    states = [scan.state for scan in inbox.waiting(office)]
    assert {state: states.count(state) for state in set(states)} == {"ready": 187, "duplicate": 9, "unreadable": 4}
    assert balanced(office)
    for scan in inbox.waiting(office):
        if scan.state == "ready":
            assert inbox.scan_file(office, scan.id).is_file()


def test_stopping_and_starting_again_goes_on_where_it_stopped(office: Office, pace: Pace, pdf: Make) -> None:
    for n in range(20):
        pdf(office.scan_folder / f"{n}.pdf", f"{n}")
    with watched(office.folder, pace, intake_fakes.read_slow) as seen:
        seen.until(lambda: "ready" in [scan.state for scan in seen.changes])
    with watched(office.folder, pace, intake_fakes.read_ok) as seen:
        seen.until(lambda: inbox.accounting(office)["taken_in"] == 20 and not inbox.to_read(office))
    assert [scan.state for scan in inbox.waiting(office)] == ["ready"] * 20


def taken(office: Office, pace: Pace, pdf: Make, *names: str) -> None:
    for name in names:
        pdf(office.scan_folder / f"{name}.pdf", name)
    take_in_folder(office, pace=pace)


def test_reading_what_waits_tells_what_became_of_each(office: Office, pace: Pace, pdf: Make) -> None:
    taken(office, pace, pdf, "a", "bug", "crash", "secret")
    heads: list[str] = []
    scans = read_pending(
        office, read=intake_fakes.read_badly, on_change=lambda s: heads.append(s.file) if s.state == "reading" else None
    )
    assert {scan.file: scan.state for scan in scans} == {
        "a.pdf": "ready",
        "bug.pdf": "unreadable",
        "crash.pdf": "unreadable",
        "secret.pdf": "refused",
    }
    assert heads == ["a.pdf"]
    assert read_pending(office, read=intake_fakes.read_badly) == []
    assert balanced(office)


def test_a_missing_model_is_told_after_everything_else_was_read(office: Office, pace: Pace, pdf: Make) -> None:
    taken(office, pace, pdf, "nomodel", "a")
    with pytest.raises(StorageError):
        read_pending(office, read=intake_fakes.read_badly)
    assert sorted(scan.state for scan in inbox.waiting(office)) == ["ready", "stored"]


def test_an_original_that_is_gone_is_told_and_read_when_it_is_back(office: Office, pace: Pace, pdf: Make) -> None:
    taken(office, pace, pdf, "a")
    (scan,) = inbox.waiting(office)
    file = inbox.scan_file(office, scan.id)
    away = file.rename(office.folder / "away")
    with pytest.raises(StorageError):
        read_pending(office, read=intake_fakes.read_badly)
    away.rename(file)
    assert [s.state for s in read_pending(office, read=intake_fakes.read_badly)] == ["ready"]


def test_files_are_read_without_an_office_in_the_order_given(tmp_path: Path, pdf: Make) -> None:
    paths = [pdf(tmp_path / f"{name}.pdf", name) for name in ("c", "crash", "a", "b")]
    found = list(read_files(paths, read=intake_fakes.read_badly))
    assert [path for path, _ in found] == paths
    assert [isinstance(result, Reading) for _, result in found] == [True, False, True, True]
    assert list(read_files([])) == []


def test_a_letter_becomes_ready_while_the_next_file_is_still_being_looked_at(
    office: Office, pdf: Make, pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_at = 0

    def look(_pool: object, path: Path, _stop: object, meanwhile: Callable[[], None]) -> None:
        nonlocal looked_at
        while path.name == "sau.pdf" and looked_at < 2000 and "ready" not in seen.states_of("trước.pdf"):
            looked_at += 1
            meanwhile()
            time.sleep(0.01)

    monkeypatch.setattr(secret_look, "look", look)
    with watched(office.folder, pace) as seen:
        pdf(office.scan_folder / "trước.pdf")
        seen.until(lambda: bool(seen.states_of("trước.pdf")))
        pdf(office.scan_folder / "sau.pdf", "khác")
        seen.until(lambda: "ready" in seen.states_of("sau.pdf"))
    assert 0 <= looked_at < 2000
    order = [(scan.file, scan.state) for scan in seen.changes]
    assert order.index(("trước.pdf", "ready")) < order.index(("sau.pdf", "stored"))
