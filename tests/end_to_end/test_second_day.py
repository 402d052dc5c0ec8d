"""The second day: letters one after the other without the mouse, a doubtful one among them, and one page looked up."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.services import sample
from tests.end_to_end.desk import Desk, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs a virtual screen: {', '.join(missing_tools())}")

#: born digital and sure · number and day written by hand · sure again
SURE, HANDWRITTEN, SURE_TOO = "scan_0001.pdf", "scan_0002.pdf", "scan_0009.pdf"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A sample office with three scans in its folder before the window is opened."""
    office = sample.create(tmp_path / "office")
    shutil.move(office.scan_folder, tmp_path / "scans")
    office.scan_folder.mkdir()
    for name in (SURE, HANDWRITTEN, SURE_TOO):
        shutil.copy(tmp_path / "scans" / name, office.scan_folder / name)
    office.close()
    made = Desk(tmp_path / "office")
    yield made
    made.close()


def test_three_letters_are_registered_by_keys_alone(desk: Desk) -> None:
    desk.open_window()
    desk.press("ctrl+2")
    desk.until(lambda: len([s for s in desk.vanthu("inbox") if s["state"] == "ready"]) == 3)
    time.sleep(4)  # the window learns of it a moment later than the database

    desk.press("F5", "ctrl+Return")
    desk.until(lambda: len(desk.vanthu("letters")) >= 1)
    time.sleep(1)
    # The next one has its number written by hand: the cursor stands in that field, its picture beside it.
    desk.type("3127")
    desk.press("Return")
    desk.until(lambda: (desk.press("ctrl+Return"), len(desk.vanthu("letters")) >= 2)[1])
    desk.until(lambda: (desk.press("ctrl+Return"), len(desk.vanthu("letters")) >= 3)[1])

    letters = desk.vanthu("letters")
    assert sorted(letter["arrival_number"] for letter in letters) == [1, 2, 3]
    assert "3127" in {letter["number"] for letter in letters}

    desk.press("ctrl+f")
    desk.type("1846")
    time.sleep(1)
    desk.press("Return")
    desk.until(lambda: "Sổ văn bản đến" in desk.title())
