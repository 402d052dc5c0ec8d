"""Backups as released versions wrote them (``backups/``: made-up offices of four or five scans): each comes back whole.

They were written by the commits before the format became 2 (``format-1``) and before parts became smaller (``format-2``).
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from desktop.services import backup_folder, letters, register
from desktop.services.backup import back_up_day, restore
from desktop.services.check import check
from desktop.services.office import Office

HERE = Path(__file__).resolve().parent / "backups"
FOLDER = HERE / "format-2-folder"
SHEET = "AGE-SECRET-KEY-1Z3L3EQNZ8K44LJQHW9NTN0QJY4KWL32JA2NPXVAMXYAFQR728E8QR69SYV"
OLD = [
    (HERE / "format-1.vanthu", "", 4),
    (HERE / "format-2.vanthu", "", 4),
    (FOLDER / "vanthu-2026-11-16-080000.vanthu", "", 4),
    (FOLDER / "vanthu-2026-11-17-080000.vanthu", "", 5),
    (HERE / "format-2-sealed.vanthu", SHEET, 5),
]


def clock() -> datetime:
    return datetime(2026, 11, 18, 8, 0)


@pytest.mark.parametrize(("file", "passphrase", "scans"), OLD, ids=lambda value: getattr(value, "name", str(value)[:9]))
def test_a_backup_of_a_released_version_is_restored(file, passphrase, scans, tmp_path):
    restore(file, tmp_path / "o", passphrase=passphrase)
    with Office.open(tmp_path / "o", clock=clock) as office:
        assert check(office).ok
        assert letters.count(office) == scans - 1
        assert register.next_number(office) == scans
        made = {p.read_bytes() for p in office.store.glob("*/*.pdf")}
        assert made == {b"%%PDF-1.4 made up %d" % n for n in range(scans)}


def test_the_next_day_goes_on_in_a_folder_of_a_released_version(tmp_path):
    restore(OLD[3][0], tmp_path / "o")
    with Office.open(tmp_path / "o", clock=clock) as office:
        shutil.copytree(FOLDER, office.backups, dirs_exist_ok=True)
        before = backup_folder.part_names(office.backups)
        day = back_up_day(office).file
        assert backup_folder.part_names(office.backups) == before, "no scan is written twice"
        restore(day, tmp_path / "again")
