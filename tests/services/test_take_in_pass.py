"""One pass over the scan folder waits for what still settles, however long the files before it took."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from PIL import Image

from desktop.intake.settling import Pace
from desktop.services import take_in
from desktop.services.office import Office


class SlowMachine:
    """A clock that goes on by what is slept, and by half a minute for each file taken."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_file_that_grows_by_pages_is_not_left_behind_on_a_slow_machine(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a.png", "b.png", "c.tif"):
        shade = 240 - ord(name[0])
        Image.new("L", (60, 80), shade).save(office.scan_folder / name)
    clock, take = SlowMachine(), take_in.TakeIn._take

    def slowly(self: take_in.TakeIn, *what: object) -> object:
        clock.now += 30.0
        return take(self, *what)  # type: ignore[arg-type]

    monkeypatch.setattr(take_in.TakeIn, "_take", slowly)
    fake = SimpleNamespace(monotonic=clock.monotonic, sleep=clock.sleep, time=time.time)
    monkeypatch.setattr(take_in, "time", fake)
    scans = take_in.take_in_folder(office, pace=Pace(quiet_pages=4.0), patience=5.0)
    assert sorted(scan.file for scan in scans) == ["a.png", "b.png", "c.tif"]
