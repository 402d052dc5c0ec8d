from __future__ import annotations

import errno
import hashlib
import os
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.core import faults
from desktop.core.errors import OfficeError, StorageError
from desktop.core.records import Scan
from desktop.intake import store
from desktop.intake.folder import RECEIVED, REFUSED
from desktop.intake.settling import Pace
from desktop.services import inbox, sources
from desktop.services.office import Office
from desktop.services.take_in import Places, TakeIn, take_in_files, take_in_folder

Make = Callable[..., Path]
Take = Callable[..., list[Scan]]


@pytest.fixture
def take(office: Office, pace: Pace) -> Take:
    def call(folder: Path | None = None, patience: float = 1.0) -> list[Scan]:
        return take_in_folder(office, folder, patience=patience, pace=pace)

    return call


def left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir() if p.is_file())


def received(office: Office) -> list[str]:
    return left(office.scan_folder / RECEIVED)


def balanced(office: Office) -> bool:
    account = inbox.accounting(office)
    return account["taken_in"] == sum(n for name, n in account.items() if name != "taken_in")


def test_files_of_all_kinds_are_taken_in_and_put_away(office: Office, take: Take, pdf: Make, picture: Make) -> None:
    made = [pdf(office.scan_folder / "a.pdf", pages=2), picture(office.scan_folder / "b.tif", 3)]
    made += [picture(office.scan_folder / "c.jpeg"), picture(office.scan_folder / "d.png")]
    hashes = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in made}
    scans = {scan.file: scan for scan in take()}
    assert {name: scan.sha256 for name, scan in scans.items()} == hashes
    assert {(s.state, s.pages, s.media) for s in scans.values()} == {
        ("stored", 2, "application/pdf"),
        ("stored", 3, "image/tiff"),
        ("stored", 1, "image/jpeg"),
        ("stored", 1, "image/png"),
    }
    for scan in scans.values():
        assert store.hash_of(inbox.scan_file(office, scan.id)) == scan.sha256
    assert left(office.scan_folder) == []
    assert received(office) == ["a.pdf", "b.tif", "c.jpeg", "d.png"]
    assert take() == []


def test_a_second_copy_is_a_duplicate_of_the_first(office: Office, take: Take, pdf: Make) -> None:
    pdf(office.scan_folder / "a.pdf", "same")
    (first,) = take()
    pdf(office.scan_folder / "b.pdf", "same")
    pdf(office.scan_folder / "a.pdf", "same")
    second, third = take()
    for copy in (second, third):
        assert (copy.state, copy.duplicate_of, copy.path) == ("duplicate", first.id, None)
        assert "a.pdf" in copy.reason
    assert received(office) == ["a (2).pdf", "a.pdf", "b.pdf"]
    assert inbox.accounting(office) == {"taken_in": 3, "registered": 0, "waiting": 1, "duplicate": 2, "refused": 0}


def test_two_copies_dropped_together(office: Office, take: Take, pdf: Make) -> None:
    for name in ("a.pdf", "b.pdf", "c.pdf"):
        pdf(office.scan_folder / name, "same")
    assert sorted(scan.state for scan in take()) == ["duplicate", "duplicate", "stored"]


def test_an_original_that_was_lost_from_the_store_comes_back_with_its_copy(
    office: Office, take: Take, pdf: Make
) -> None:
    pdf(office.scan_folder / "a.pdf", "same")
    (first,) = take()
    inbox.scan_file(office, first.id).unlink()
    pdf(office.scan_folder / "b.pdf", "same")
    assert [scan.state for scan in take()] == ["duplicate"]
    assert store.hash_of(inbox.scan_file(office, first.id)) == first.sha256


@pytest.mark.parametrize("kind", ["cut", "empty", "encrypted", "text", "bomb"])
def test_what_cannot_be_read_is_told_once_and_left_in_place(office: Office, take: Take, pdf: Make, kind: str) -> None:
    path = office.scan_folder / f"{kind}.pdf"
    pdf(path, password="khóa" if kind == "encrypted" else "")
    if kind == "cut":
        path.write_bytes(path.read_bytes()[:300])
    elif kind == "empty":
        path.write_bytes(b"")
    elif kind == "text":
        path = path.rename(office.scan_folder / "danh sách.txt")
        path.write_text("Kính gửi", encoding="utf-8")
    elif kind == "bomb":
        path.write_bytes(b"%PDF-1.7\n" + b"1 0 obj<</Type/Pages/Kids[1 0 R]/Count 999999>>endobj " * 50 + b"%%EOF")
    (scan,) = take()
    assert (scan.state, scan.path, scan.file) == ("unreadable", None, path.name)
    assert scan.reason
    assert left(office.scan_folder) == [path.name]
    assert list(office.store.rglob("*.*")) == []
    assert take() == []
    assert balanced(office)


def test_a_damaged_file_that_is_scanned_again_gets_its_row_back(office: Office, take: Take, pdf: Make) -> None:
    path = pdf(office.scan_folder / "a.pdf")
    whole = path.read_bytes()
    path.write_bytes(whole[:200])
    (damaged,) = take()
    path.write_bytes(whole)
    (scan,) = take()
    assert (scan.id, scan.state, scan.reason) == (damaged.id, "stored", "")
    assert received(office) == ["a.pdf"]
    assert inbox.accounting(office)["taken_in"] == 1
    assert [entry.action for entry in _history(office, scan)] == ["take-in", "take-in-again"]


def _history(office: Office, scan: Scan) -> Any:
    from desktop.services.letters import history

    return history(office, "scan", scan.id)


def test_the_bytes_of_a_refused_scan_are_refused_again_and_not_kept(office: Office, take: Take, pdf: Make) -> None:
    pdf(office.scan_folder / "a.pdf", "same")
    (first,) = take()
    inbox.refuse_secret(office, first.id, "MẬT")
    pdf(office.scan_folder / "b.pdf", "same")
    (again,) = take()
    assert (again.state, again.path) == ("refused", None)
    assert again.reason.startswith("MẬT ")
    assert left(office.scan_folder) == []
    assert (office.scan_folder / REFUSED / "b.pdf").exists()
    assert list(office.store.rglob("*.pdf")) == []
    assert balanced(office)


def test_files_of_a_folder_named_by_hand_are_left_there_and_known(
    office: Office, take: Take, pdf: Make, tmp_path: Path
) -> None:
    mine = tmp_path / "Tài liệu"
    mine.mkdir()
    pdf(mine / "a.pdf")
    assert [scan.state for scan in take(mine)] == ["stored"]
    assert left(mine) == ["a.pdf"]
    assert take(mine) == []
    pdf(mine / "a.pdf", "another")
    assert [scan.state for scan in take(mine)] == ["stored"]


def test_files_handed_over_are_taken_wherever_they_lie(office: Office, pdf: Make, tmp_path: Path) -> None:
    paths = [pdf(tmp_path / "a.pdf", "a"), pdf(tmp_path / "b.pdf", "b")]
    scans = take_in_files(office, [*paths, tmp_path / "gone.pdf"])
    assert [scan.file for scan in scans] == ["a.pdf", "b.pdf"]
    assert all(path.exists() for path in paths)
    assert sources.source_place(office, scans[0].id) == str(paths[0])


def test_odd_names_stay_inside_the_office(office: Office, take: Take, pdf: Make) -> None:
    names = [unicodedata.normalize("NFD", "Quyết định.pdf"), "a'; DROP TABLE scan;--.pdf", "%2e%2e.pdf"]
    if os.name != "nt":  # there the first is a path, and the second no name at all
        names += ["a\\..\\..\\evil.pdf", "hai\ndòng.pdf"]
    for number, name in enumerate(names):
        pdf(office.scan_folder / name, f"{number}")
    scans = take()
    assert len(scans) == len(names)
    assert {s.file for s in scans} >= {"Quyết định.pdf", *(["evil.pdf"] if os.name != "nt" else [])}
    for scan in scans:
        assert scan.path is not None
        assert inbox.scan_file(office, scan.id).resolve().is_relative_to(office.store.resolve())
    assert len(received(office)) == len(names)


def test_a_missing_folder_is_told(office: Office, take: Take, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as told:
        take(tmp_path / "usb")
    assert told.value.code == "missing"


def test_a_file_still_growing_is_left_for_the_next_time(
    office: Office, pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file grows whenever the program sleeps between two looks."""
    path = pdf(office.scan_folder / "a.pdf")

    def grow(_: float) -> None:
        with path.open("ab") as file:
            file.write(b"\0")

    monkeypatch.setattr("desktop.services.take_in.time.sleep", grow)
    slow = Pace(look=0.01, quiet=60, rescan=1, grace=0)
    assert take_in_folder(office, patience=0.1, pace=slow) == []
    assert left(office.scan_folder) == ["a.pdf"]
    assert inbox.accounting(office)["taken_in"] == 0


def test_a_full_disk_loses_nothing_and_is_told(
    office: Office, take: Take, pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    pdf(office.scan_folder / "a.pdf", "a")
    pdf(office.scan_folder / "b.pdf", "b")
    with monkeypatch.context() as patch:
        patch.setattr("desktop.intake.store._sync_file", full)
        with pytest.raises(StorageError) as told:
            take()
    assert told.value.code == "disk-full"
    assert left(office.scan_folder) == ["a.pdf", "b.pdf"]
    assert list(office.store.rglob("*.*")) == []
    assert inbox.accounting(office)["taken_in"] == 0
    assert [scan.state for scan in take()] == ["stored", "stored"]


def test_a_database_that_takes_no_row_leaves_the_file_where_it_is(
    office: Office, take: Take, pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.core.words import tr

    def full(name: str) -> None:
        if name == "take-in:before-commit":
            raise StorageError("disk-full", tr("Ổ đĩa đã đầy."))

    pdf(office.scan_folder / "a.pdf")
    faults.arm(full)
    try:
        with pytest.raises(StorageError):
            take()
    finally:
        faults.arm(None)
    assert left(office.scan_folder) == ["a.pdf"]
    assert [scan.state for scan in take()] == ["stored"]
    assert len(list(office.store.rglob("*.pdf"))) == 1


def test_a_file_that_cannot_be_moved_is_known_where_it_stays(
    office: Office, take: Take, pace: Pace, pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: Any) -> None:
        raise PermissionError(errno.EROFS, "Read-only file system")

    pdf(office.scan_folder / "a.pdf")
    told: list[OfficeError] = []
    with monkeypatch.context() as patch:
        patch.setattr("desktop.intake.tidy._move", read_only)
        work = TakeIn(lambda op: op(office), Places.of(office), pace, told.append)
        scans = [scan for _ in range(12) for scan in _looked(work, pace)]
        work.close()
    assert [scan.state for scan in scans] == ["stored"]
    assert [error.code for error in told] == ["not-put-away"]
    assert left(office.scan_folder) == ["a.pdf"]
    assert take() == []
    assert received(office) == ["a.pdf"]


def _looked(work: TakeIn, pace: Pace) -> list[Scan]:
    import time

    time.sleep(pace.quiet * 2)
    return list(work.look())


def test_a_file_in_use_is_told_once_and_taken_when_it_is_free(
    office: Office, pace: Pace, pdf: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows does it: a file that another program holds cannot be opened."""
    path = pdf(office.scan_folder / "a.pdf")
    real = os.open

    def held(name: Any, *rest: Any, **more: Any) -> int:
        if str(name) == str(path):
            raise PermissionError(errno.EACCES, "The process cannot access the file")
        return real(name, *rest, **more)

    told: list[OfficeError] = []
    work = TakeIn(lambda op: op(office), Places.of(office), pace, told.append)
    with monkeypatch.context() as patch:
        patch.setattr(os, "open", held)
        assert [scan for _ in range(6) for scan in _looked(work, pace)] == []
    assert [error.code for error in told] == ["in-use"]
    assert len([scan for _ in range(6) for scan in _looked(work, pace)]) == 1
    work.close()


def test_a_file_that_does_not_open_whole_is_given_grace(office: Office, pdf: Make) -> None:
    path = pdf(office.scan_folder / "a.pdf")
    whole = path.read_bytes()
    path.write_bytes(whole[:300])
    pace = Pace(look=0.01, quiet=0.02, rescan=0.1, grace=3600)
    work = TakeIn(lambda op: op(office), Places.of(office), pace)
    assert [scan for _ in range(5) for scan in _looked(work, pace)] == []
    path.write_bytes(whole)
    assert [scan.state for _ in range(5) for scan in _looked(work, pace)] == ["stored"]
    work.close()


def test_another_program_that_took_the_file_first_makes_no_duplicate(
    office: Office, take: Take, pace: Pace, pdf: Make
) -> None:
    """The second program takes the file while the first has copied it and has not written its row."""
    pdf(office.scan_folder / "a.pdf")
    other = Office.open(office.folder)

    def overtake(name: str) -> None:
        if name == "intake:after-rename":
            faults.arm(None)
            assert len(take_in_folder(other, pace=pace)) == 1

    faults.arm(overtake)
    try:
        assert take() == []
    finally:
        faults.arm(None)
        other.close()
    assert inbox.accounting(office)["taken_in"] == 1
    assert received(office) == ["a.pdf"]
