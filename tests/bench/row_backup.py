"""Backup of an office with scans, full and the next day's, beside tar and SQLite's own backup of the same."""

from __future__ import annotations

import sqlite3
import statistics
import tarfile
from pathlib import Path
from typing import Any

from desktop.services import backup, register
from tests.bench.frame import Bench, Figure, open_office, seconds
from tests.bench.made_scans import add_scans

_SCAN_BYTES = 100_000
_A_DAY = 30


def run(bench: Bench) -> list[Figure]:
    """Ours checks what it wrote by reading it back; the peer does not."""
    letters = 1_000 if bench.short else 10_000
    folder = bench.copy(letters)
    with open_office(folder) as office:
        add_scans(office, letters, _SCAN_BYTES, read=False)
        full, peer = _full(bench, office)
        next_day, new, whole = _next_day(office)
    work = f"backup of {letters:,} letters with scans"
    size = f"{new / 1e6:.1f} MB of {whole / 1e6:.0f} MB written"
    return [
        Figure(f"{work}, full", full, "s", peer, "tar + .backup", 1.5, "×"),
        Figure(f"{work}, next day's with {_A_DAY} more", next_day, "s", full, "full", 0.05, "×", note=size),
        Figure(f"{work}, next day's: bytes written", new / 1e6, "MB", whole / 1e6, "full", 0.05, "×"),
    ]


def _full(bench: Bench, office: Any) -> tuple[float, float]:
    ours, peer = [], []
    for turn in range(3):
        _empty(office.backups)
        ours.append(seconds(lambda: backup.back_up_day(office)))
        peer.append(seconds(lambda place=bench.scratch / f"peer{turn}": _peer(office, place)))
    return statistics.median(ours), statistics.median(peer)


def _next_day(office: Any) -> tuple[float, int, int]:
    whole = _bytes(office.backups)
    for scan in add_scans(office, _A_DAY, _SCAN_BYTES + 1):
        register.register(office, scan)
    took = seconds(lambda: backup.back_up_day(office))
    return took, _bytes(office.backups) - whole, whole


def _peer(office: Any, place: Path) -> None:
    place.mkdir()
    target = sqlite3.connect(place / "office.db")
    with target:
        office.db.connection.backup(target)
    target.close()
    with tarfile.open(place / "office.tar", "w") as tar:
        tar.add(place / "office.db", "office.db")
        tar.add(office.store, "store")
    for file in place.iterdir():
        file.unlink()


def _bytes(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _empty(folder: Path) -> None:
    for file in sorted(folder.rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
