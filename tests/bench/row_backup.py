"""Backup of an office with scans, full and the next day's, beside ``tar`` and SQLite's own backup of the same.

The peer leaves its bytes in the system's memory and reads nothing back. What the same promise costs at least is measured
beside it: the same bytes read, written, synced, read back from the disk and hashed, with nothing else done.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import statistics
import subprocess
import tarfile
import threading
import time
from pathlib import Path
from typing import Any

from desktop.services import backup, register, sealing
from desktop.services.straight import Outward, hash_on_disk
from tests.bench.frame import Bench, Figure, open_office, seconds
from tests.bench.made_scans import add_scans

#: a letter's scan as it is at least, and as it is on the average of 12,000 letters and 6 GB a year
_SMALL, _USUAL = 100_000, 500_000
_A_DAY = 50
_A_YEAR = 12_000
_STICK_GB = 8.0


def run(bench: Bench) -> list[Figure]:
    """The short mode: a tenth of the letters, small scans only."""
    letters = 1_000 if bench.short else 10_000
    figures = []
    for size in (_SMALL,) if bench.short else (_SMALL, _USUAL):
        figures += _Row(bench, letters, size).figures()
    return figures


class _Row:
    """An office of so many letters, each with a scan of so many bytes."""

    def __init__(self, bench: Bench, letters: int, size: int) -> None:
        self._bench = bench
        self._letters = letters
        self._size = size
        self._folder = bench.copy(letters)
        self._work = f"backup of {letters:,} letters with scans of {size / 1e6:g} MB"
        self._usual = size == _USUAL or bench.short

    def figures(self) -> list[Figure]:
        with open_office(self._folder) as office:
            add_scans(office, self._letters, self._size, read=False)
            full, peer, synced, floor = self._full(office)
            day, day_floor, new, whole = self._next_days(office)
            found = [
                Figure(f"{self._work}, full", full, "s", peer, "tar + .backup", 1.5, "×"),
                Figure(f"{self._work}, full", full, "s", synced, "tar + .backup, synced and compared"),
                Figure(f"{self._work}, full", full, "s", floor, "the same bytes written, synced, read back, hashed"),
                Figure(f"{self._work}, next day's with {_A_DAY} more", day, "s", full, "full", 0.05, "×"),
                Figure(
                    f"{self._work}, next day's with {_A_DAY} more", day, "s", day_floor, "copy and look at the database"
                ),
                Figure(f"{self._work}, next day's: bytes written", new / 1e6, "MB", whole / 1e6, "full", 0.05, "×"),
            ]
            if self._usual:
                found += [self._year(new, whole), self._sealed(office, full), self._registering(office)]
        if self._usual:
            found += self._window()
        shutil.rmtree(self._folder.parent)
        return found

    def _full(self, office: Any) -> list[float]:
        """Ours, the peer, the peer with our promise, the floor: medians of three, turn about; of two where each round
        moves 5 GB eight times."""
        works = (lambda: backup.back_up_day(office), lambda: _peer(office, False), lambda: _peer(office, True))
        found: list[list[float]] = [[], [], [], []]
        for _ in range(3 if self._size == _SMALL else 2):
            for place, work in enumerate((*works, lambda: _floor(office))):
                _empty(office)
                found[place].append(seconds(work))
        _empty(office)
        backup.back_up_day(office)
        return [statistics.median(times) for times in found]

    def _next_days(self, office: Any) -> tuple[float, float, int, int]:
        """Ours, the floor, bytes new, bytes before: medians of the next three days, each with its letters."""
        whole = _bytes(office.backups)
        days = [self._next_day(number) for number in (1, 2, 3)]
        ours, floor, new = (statistics.median(found) for found in zip(*days, strict=True))
        return ours, floor, int(new), whole

    def _next_day(self, number: int) -> tuple[float, float, int]:
        with open_office(self._folder, days=number) as office:
            for scan in add_scans(office, _A_DAY, self._size + number):
                register.register(office, scan)
            before = _bytes(office.backups)
            ours = seconds(lambda: backup.back_up_day(office))
            new = _bytes(office.backups) - before
            return ours, seconds(lambda: _look_at_database(office)), new

    def _year(self, new: int, whole: int) -> Figure:
        """What a stick holds after a year: every scan once, a base, and the days that the rule keeps."""
        rule = 7 + 5 + 12
        scans = _A_YEAR * self._size
        rest = whole - self._letters * self._size
        days = rule * max(0, new - _A_DAY * self._size)
        note = (
            f"{_A_YEAR:,} scans of {self._size / 1e6:g} MB = {scans / 1e9:.2f} GB; database and lists {rest / 1e6:.0f} MB;"
            f" {rule} days kept at {max(0, new - _A_DAY * self._size) / 1e6:.1f} MB = {days / 1e6:.0f} MB"
        )
        total = (scans + rest * _A_YEAR / self._letters + days) / 1e9
        return Figure(f"a year of {_A_YEAR:,} such letters on a stick", total, "GB", most=_STICK_GB, note=note)

    def _sealed(self, office: Any, full: float) -> Figure:
        _empty(office)
        sealing.save(office.folder, sealing.make_key("một câu dài để thử")[0])
        try:
            took = seconds(lambda: backup.back_up_day(office))
        finally:
            sealing.save(office.folder, None)
        return Figure(f"{self._work}, full and sealed", took, "s", full, "not sealed")

    def _registering(self, office: Any) -> Figure:
        """Letters registered by hand, one after the other, while a full backup runs and then while none does."""
        _empty(office)
        done = threading.Event()
        busy: list[float] = []
        clerk = threading.Thread(target=_register, args=(self._folder, done, busy))
        clerk.start()
        backup.back_up_day(office)
        done.set()
        clerk.join()
        rest: list[float] = []
        _register(self._folder, None, rest)
        note = f"median {statistics.median(busy) * 1e3:.0f} ms of {len(busy)}; without {statistics.median(rest) * 1e3:.0f} ms"
        work = f"{self._work}: slowest registration meanwhile"
        return Figure(work, max(busy) * 1e3, "ms", max(rest) * 1e3, "slowest without", note=note)

    def _window(self) -> list[Figure]:
        from tests.bench import responsive, window

        shutil.rmtree(self._folder / "backups")
        started = window.start(self._folder, watch=False)
        window.rest(1)
        gaps, ended = responsive.Gaps(), threading.Event()
        gaps.start()
        started.context.backups.back_up(lambda _outcome: ended.set())
        window.until(ended.is_set)
        started.close()
        at, most = gaps.worst()
        work = f"{self._work}: window held meanwhile"
        return [Figure(f"{work}, p99.9", at, "ms", most=50.0), Figure(f"{work}, maximum", most, "ms")]


def _register(folder: Path, done: threading.Event | None, times: list[float]) -> None:
    with open_office(folder) as office:
        while len(times) < 30 if done is None else not done.is_set():
            times.append(seconds(lambda: register.register_by_hand(office, {"subject": "trong lúc sao lưu"})))
            time.sleep(0.05)


def _peer(office: Any, whole: bool) -> None:
    """``whole``: what was written is synced and compared, as ours is."""
    place = office.backups / "peer"
    place.mkdir(parents=True)
    target = sqlite3.connect(place / "office.db")
    with target:
        office.db.connection.backup(target)
    target.close()
    file = place / "office.tar"
    if tar := shutil.which("tar"):
        subprocess.run([tar, "-cf", file, "-C", office.folder, "store", "-C", place, "office.db"], check=True)
    else:
        with tarfile.open(file, "w") as made:
            made.add(office.store, "store")
            made.add(place / "office.db", "office.db")
    if whole:
        with file.open("rb+") as stream:
            os.fsync(stream.fileno())
            if hasattr(os, "posix_fadvise"):
                os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        if tar:
            subprocess.run([tar, "-df", file, "-C", office.folder, "store"], check=True)


def _floor(office: Any) -> None:
    """The bytes of the store and of the database into one file, and back, hashed."""
    file = office.backups / "floor"
    file.parent.mkdir(exist_ok=True)
    out = Outward(file)
    for source in (*office.store.glob("*/*"), office.db.file):
        with source.open("rb", buffering=0) as stream:
            while block := stream.read(1 << 20):
                out.write(block)
    out.sync()
    hash_on_disk(file)


def _look_at_database(office: Any) -> None:
    """The least that finds what is new in the database: a copy of one moment, looked at for its structure, and hashed."""
    file = office.backups / "copy.db"
    target = sqlite3.connect(file)
    office.db.connection.backup(target)
    target.execute("PRAGMA quick_check(1)").fetchall()
    target.close()
    with file.open("rb") as stream:
        hashlib.file_digest(stream, "sha256")
    file.unlink()


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _empty(office: Any) -> None:
    shutil.rmtree(office.backups, ignore_errors=True)
