"""An office of made-up letters with a clock that stands still until it is told to move."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from db import scan_intake
from desktop.core.readings import (
    Deadline,
    DirectiveReading,
    FieldReading,
    LetterReading,
    Reading,
    Reference,
)
from desktop.core.records import OfficeInfo, Scan
from desktop.services import inbox
from desktop.services.new import create_office
from desktop.services.office import Office

INFO = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "ỦY BAN NHÂN DÂN TỈNH ĐÔNG SƠN")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 16, 8, 0)  # a Monday

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, days: int) -> None:
        self.moment += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def tmp_path(tmp_path: Path) -> Iterator[Path]:
    """A fresh folder, in memory where there is one: these tests commit a lot, and none of them pulls the plug."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


@pytest.fixture
def office(tmp_path: Path, clock: Clock) -> Iterator[Office]:
    with create_office(tmp_path / "office", INFO, clock=clock, actor="Văn thư") as opened:
        yield opened


def letter(
    number: str = "612",
    symbol: str = "UBND-TH",
    issued_on: str = "2026-11-10",
    subject: str = "tăng cường phòng cháy, chữa cháy rừng",
    issuer: str = "ỦY BAN NHÂN DÂN TỈNH ĐÔNG SƠN",
    *,
    confidence: float = 0.97,
    references: tuple[Reference, ...] = (),
    directives: tuple[DirectiveReading, ...] = (),
    pages: tuple[int, int] = (1, 1),
    **others: str | list[str],
) -> LetterReading:
    values: dict[str, str | list[str]] = {
        "system": "state",
        "issuer": issuer,
        "number": number,
        "symbol": symbol,
        "issued_on": issued_on,
        "type": "Công văn",
        "subject": subject,
        "signer": "Trần Đức Long",
        "addressees": ["UBND các xã, phường"],
        **others,
    }
    fields = {name: FieldReading(value or None, confidence, 1) for name, value in values.items()}
    return LetterReading(*pages, fields, references, directives)


def directive(path: str = "1", text: str = "UBND các xã rà soát, báo cáo trước ngày 25/11/2026.", **others: object):
    due = Deadline("trước ngày 25/11/2026", "before_date", "2026-11-24", "2026-11-23")
    values = {"kind": "dated", "concerns_commune": "yes", "deadline": due, **others}
    return DirectiveReading(path, None, f"{path}.", text=text, **values)


Scanner = Callable[..., Scan]


@pytest.fixture
def scanned(office: Office) -> Scanner:
    """Put a scan into the store and its reading beside it, as intake and reading do."""
    count = 0

    def make(*letters: LetterReading, texts: tuple[str, ...] = (), complete: bool = True, read: bool = True) -> Scan:
        nonlocal count
        count += 1
        content = f"scan {count}".encode()
        sha256 = hashlib.sha256(content).hexdigest()
        path = f"store/{sha256[:2]}/{sha256}.pdf"
        office.path(path).parent.mkdir(exist_ok=True)
        office.path(path).write_bytes(content)
        values = {"file": f"scan-{count:04d}.pdf", "sha256": sha256, "size": len(content), "pages": 1}
        with office.write("take-in") as db:
            scan_id = scan_intake.add_scan(db, office.now(), {**values, "state": "stored", "path": path})
        if read:
            found = letters or (letter(number=str(600 + count)),)
            reading = Reading(f"scan-{count:04d}.pdf", sha256, 1, "ocr", found, complete, texts or ("Trang một",))
            inbox.store_reading(office, scan_id, reading)
        return inbox.scan(office, scan_id)

    return make


@pytest.fixture
def kit() -> type:
    """The makers of made-up letters, for tests that cannot import from here."""

    class Kit:
        make_letter = staticmethod(letter)
        make_directive = staticmethod(directive)
        info = INFO

    return Kit
