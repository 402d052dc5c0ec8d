"""A whole day's pile: sixty letters registered in the real window by keys alone, the ones without a number stopped at.

The readings are made up and stored before the window opens; window, services, database and key presses are real.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from desktop.core.filters import LetterFilter
from desktop.core.readings import Box, FieldReading, LetterReading, Reading
from desktop.core.records import OfficeInfo
from desktop.services import inbox, letters
from desktop.services.new import create_office
from desktop.services.office import Office
from desktop.services.take_in import take_in_files
from tests.end_to_end.desk import Desk, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs a virtual screen: {', '.join(missing_tools())}")

PILE, EVERY = 60, 10
_PATIENCE = 20.0


def by_hand(place: int) -> bool:
    """Every tenth letter has its number written by hand: nobody has read it."""
    return place % EVERY == 0


def _fields(place: int) -> dict[str, FieldReading]:
    box = Box(0.12, 0.08, 0.3, 0.1)
    read = {
        "system": "state",
        "issuer": "ỦY BAN NHÂN DÂN TỈNH HÒA DƯƠNG",
        "symbol": "UBND-KTTH",
        "issued_on": "2026-11-16",
        "type": "Công văn",
        "subject": f"việc thứ {place} của tỉnh giao",
    }
    found = {name: FieldReading(value, 0.99, 1, box) for name, value in read.items()}
    number = (
        FieldReading(None, 0.0, 1, box, "typing") if by_hand(place) else FieldReading(str(1000 + place), 0.99, 1, box)
    )
    return {"number": number, **found, "addressees": FieldReading(["UBND các xã"], 0.99, 1, box)}


def _scan(office: Office, place: int, fields: dict[str, FieldReading]) -> None:
    file = office.scan_folder / f"scan_{place:04d}.png"
    page = Image.new("L", (620, 877), 255)
    ImageDraw.Draw(page).text((80, 70), f"Trang {place}", fill=0)
    page.save(file)
    [scan] = take_in_files(office, [file])
    reading = Reading(scan.file, scan.sha256, 1, "ocr", (LetterReading(1, 1, fields),), True, ("",))
    inbox.store_reading(office, scan.id, reading)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """An office with sixty scans that are read, and one of a letter that is among them already."""
    info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", "xã", "Thử Nghiệm", "UBND tỉnh Hòa Dương")
    office = create_office(tmp_path / "office", info, clock=lambda: datetime(2026, 11, 21, 7, 30), actor="test")
    for place in range(1, PILE + 1):
        _scan(office, place, _fields(place))
    _scan(office, PILE + 1, _fields(1))
    office.close()
    made = Desk(tmp_path / "office")
    yield made
    made.close()


def _registered(desk: Desk) -> int:
    with Office.open(desk.office, read_only=True) as office:
        return letters.count(office, LetterFilter())


def _press_until(desk: Desk, count: int) -> None:
    """Press the key for registering until so many letters are in the register; a press that comes while the next scan is
    being opened does nothing."""
    end = time.monotonic() + _PATIENCE
    while _registered(desk) < count:
        assert time.monotonic() < end, f"{_registered(desk)} of {count} registered; the window is titled {desk.title()}"
        desk.tool("key", "--clearmodifiers", "ctrl+Return")
        pause = time.monotonic() + 1.0
        while time.monotonic() < pause and _registered(desk) < count:
            time.sleep(0.03)


def test_sixty_letters_get_the_numbers_one_to_sixty(desk: Desk) -> None:
    desk.open_window()
    desk.press("ctrl+2")
    time.sleep(2)
    for place in range(1, PILE + 1):
        if by_hand(place):
            desk.press("ctrl+Return")
            time.sleep(0.6)
            assert _registered(desk) == place - 1, "a letter without its number is stopped at"
            desk.type(str(1000 + place))
            desk.press("Return")
        _press_until(desk, place)

    desk.press("ctrl+Return")
    time.sleep(1)
    assert _registered(desk) == PILE, "a letter that is in the register already is stopped at"
    desk.press("Escape")

    with Office.open(desk.office, read_only=True) as office:
        rows = letters.rows(office, letters.ids(office, LetterFilter(), "arrival", descending=False))
        assert [row.arrival_number for row in rows] == list(range(1, PILE + 1))
        assert [row.number for row in rows] == [str(1000 + place) for place in range(1, PILE + 1)]
        assert [row.subject for row in rows] == [f"việc thứ {place} của tỉnh giao" for place in range(1, PILE + 1)]
        assert [scan.registered_count for scan in inbox.waiting(office)] == [0]
