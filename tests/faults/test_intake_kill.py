"""kill -9 at each step of taking in: at the next start nothing is lost, nothing doubled, the books are balanced."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas

from desktop.core import faults
from desktop.core.records import OfficeInfo
from desktop.intake.folder import RECEIVED
from desktop.intake.settling import Pace
from desktop.intake.store import hash_of
from desktop.services import inbox
from desktop.services.check import check
from desktop.services.office import Office
from desktop.services.take_in import take_in_folder

ROOT = Path(__file__).parent.parent.parent
FAST = Pace(look=0.02, quiet=0.03, quiet_pages=0.03, rescan=0.2, grace=0.0)
#: Two letters, one of them twice, and one cut off; b is taken first.
FILES = ("b.pdf", "a.pdf", "copy of a.pdf", "cut.pdf")
STATES = {"a.pdf": "stored", "b.pdf": "stored", "copy of a.pdf": "duplicate", "cut.pdf": "unreadable"}
POINTS = [
    "intake:before-copy",
    "intake:after-copy",
    "intake:before-rename",
    "intake:after-rename",
    "take-in:before-commit",
    "take-in:after-commit",
    "intake:before-put-away",
    "intake:after-put-away",
    "put-away:before-commit",
    "put-away:after-commit",
]

SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from desktop.intake.settling import Pace
from desktop.services.office import Office
from desktop.services.take_in import take_in_folder
with Office.open(sys.argv[2]) as office:
    take_in_folder(office, pace=Pace(look=0.02, quiet=0.03, quiet_pages=0.03, rescan=0.2, grace=0.0))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH AN GIANG")
    Office.create(tmp_path / "office", info, clock=lambda: datetime(2026, 11, 21, 8, 0)).close()
    scans = tmp_path / "office" / "scans"
    for age, name in enumerate(FILES):
        canvas = Canvas(str(scans / name), invariant=True)
        canvas.drawString(72, 700, "b" if name == "b.pdf" else "a")
        canvas.save()
        if name == "cut.pdf":
            (scans / name).write_bytes((scans / name).read_bytes()[:200])
        os.utime(scans / name, (1_700_000_000 + age, 1_700_000_000 + age))
    return tmp_path / "office"


def run(folder: Path, fault: str) -> int:
    arguments = [sys.executable, "-c", SCRIPT, str(ROOT), str(folder)]
    return subprocess.run(arguments, env=os.environ | {"VANTHU_FAULT": fault}, check=False, timeout=60).returncode


def require_whole(folder: Path, hashes: dict[str, str]) -> None:
    """Every file is accounted for once, in the store and put away, or left where it was when it is damaged."""
    with Office.open(folder) as office:
        scans = inbox.waiting(office)
        assert {scan.file: scan.state for scan in scans} == STATES
        assert len(scans) == len(STATES)
        for scan in scans:
            assert scan.sha256 == hashes[scan.file]
            if scan.state == "stored":
                assert hash_of(inbox.scan_file(office, scan.id)) == scan.sha256
        assert inbox.accounting(office) == {
            "taken_in": 4, "registered": 0, "waiting": 3, "duplicate": 1, "refused": 0,
        }  # fmt: skip
        report = check(office)
        assert report.ok, [str(problem) for problem in report.problems]
        assert sorted(p.name for p in office.scan_folder.iterdir() if p.is_file()) == ["cut.pdf"]
        away = office.scan_folder / RECEIVED
        assert sorted(p.name for p in away.iterdir()) == ["a.pdf", "b.pdf", "copy of a.pdf"]
        assert len([p for p in office.store.rglob("*") if p.is_file()]) == 2


@pytest.fixture
def hashes(folder: Path) -> dict[str, str]:
    return {name: hash_of(folder / "scans" / name) for name in FILES}


def test_these_are_all_the_points_there_are(folder: Path, hashes: dict[str, str]) -> None:
    passed: list[str] = []
    faults.arm(passed.append)
    try:
        with Office.open(folder) as office:
            take_in_folder(office, pace=FAST)
    finally:
        faults.arm(None)
    assert set(passed) == set(POINTS)
    require_whole(folder, hashes)


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("point", POINTS)
def test_a_kill_loses_and_doubles_nothing(folder: Path, hashes: dict[str, str], point: str) -> None:
    assert run(folder, point) == -signal.SIGKILL
    assert run(folder, f"{point}#2") in (0, -signal.SIGKILL)
    with Office.open(folder) as office:
        take_in_folder(office, pace=FAST)
    require_whole(folder, hashes)


@pytest.mark.long
@pytest.mark.skipif(os.name == "nt", reason="SIGKILL")
@pytest.mark.parametrize("point", POINTS)
@pytest.mark.parametrize("times", range(2, 5))
def test_a_kill_at_a_later_file(folder: Path, hashes: dict[str, str], point: str, times: int) -> None:
    run(folder, f"{point}#{times}")
    with Office.open(folder) as office:
        take_in_folder(office, pace=FAST)
    require_whole(folder, hashes)


def test_files_that_came_back_under_a_kill_are_known(folder: Path, hashes: dict[str, str]) -> None:
    """After a kill between row and move the same file is put away, and a true second copy is told as one."""
    if os.name == "nt":
        pytest.skip("SIGKILL")
    run(folder, "intake:before-put-away")
    with Office.open(folder) as office:
        take_in_folder(office, pace=FAST)
        source: Callable[[str], Path] = lambda name: office.scan_folder / RECEIVED / name  # noqa: E731
        (office.scan_folder / "b.pdf").write_bytes(source("b.pdf").read_bytes())
        (again,) = take_in_folder(office, pace=FAST)
        assert again.state == "duplicate"
