"""An office with scans and readings made up for the tests, and the window's parts on it, with the real services."""

from __future__ import annotations

import gc
import itertools
from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import chain
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

import resources
from desktop.core.assignments import Assignment
from desktop.core.readings import Box, FieldReading, LetterReading, Reading
from desktop.core.records import OfficeInfo, Scan
from desktop.core.words import use_language
from desktop.reading.process import Limits, Pool
from desktop.services import assign, inbox, people, register
from desktop.services.new import create_office
from desktop.services.office import Office
from desktop.services.take_in import Places, TakeIn
from desktop.ui import theme
from desktop.ui.assemble import build_window
from desktop.ui.context import UiContext
from desktop.ui.main_window import MainWindow
from desktop.workers.intake import IntakeRunner
from desktop.workers.jobs import Jobs
from tests.picture_dialogs import dialogs, import_pages, small_forms

NOW = datetime(2026, 11, 21, 9, 30)
TODAY = date(2026, 11, 21)


def fields(number: str | None = "2167", confidence: float = 0.99, **changed: FieldReading) -> dict[str, FieldReading]:
    """The fields of a made-up letter, all at ``confidence``; ``number`` None: written by hand, to be typed."""
    read = {
        "system": "state",
        "issuer": "ỦY BAN NHÂN DÂN TỈNH HÒA DƯƠNG",
        "symbol": "UBND-KTTH",
        "issued_on": "2026-11-16",
        "type": "Công văn",
        "subject": "đẩy nhanh tiến độ giải ngân vốn đầu tư công",
        "signer": "Trần Văn Mẫu",
    }
    found = {
        name: FieldReading(value, confidence, 1, Box(0.1, 0.1 + 0.03 * n, 0.5, 0.12 + 0.03 * n))
        for n, (name, value) in enumerate(read.items())
    }
    place = Box(0.12, 0.08, 0.3, 0.1)
    found["number"] = (
        FieldReading(number, confidence, 1, place) if number else FieldReading(None, 0.0, 1, place, "typing")
    )
    found["addressees"] = FieldReading(["UBND các xã, phường"], confidence, 1, Box(0.4, 0.4, 0.8, 0.43))
    return found | changed


def letter(first: int = 1, last: int = 1, **changed: object) -> LetterReading:
    """A made-up letter on pages ``first`` to ``last``."""
    return LetterReading(first, last, fields(**changed))  # type: ignore[arg-type]


Take = Callable[[Office, Path], Scan]


@pytest.fixture(scope="session")
def take_in() -> Iterator[Take]:
    """Takes a file into an office, as ``take_in_files`` does, but with one process that looks for stamps for all tests:
    starting one for each file took most of their time."""
    with Pool(1, limits=Limits(step_seconds=120.0), warm=None) as checks:

        def take(office: Office, file: Path) -> Scan:
            work = TakeIn(lambda operation: operation(office), Places.of(office), checks=checks)
            scan = work.take_file(file)
            assert scan is not None
            return scan

        yield take


class Desk:
    """An office to fill before the window looks at it."""

    def __init__(self, folder: Path, take_in: Take) -> None:
        self.folder = folder
        self._take_in = take_in
        info = OfficeInfo("ỦY BAN NHÂN DÂN XÃ THỬ NGHIỆM", "xã", "Thử Nghiệm", "UBND tỉnh Hòa Dương")
        self.office = create_office(folder, info, clock=lambda: NOW, actor="test")
        self._made = 0

    def scan(self, *letters: LetterReading, pages: int = 1, complete: bool = True) -> Scan:
        """Take in a made-up picture and, with ``letters``, store its reading."""
        self._made += 1
        file = self.office.scan_folder / f"scan_{self._made:04d}.png"
        _picture(file, self._made)
        scan = self._take_in(self.office, file)
        if letters:
            self.read(scan, *letters, pages=pages, complete=complete)
        return inbox.scan(self.office, scan.id)

    def read(self, scan: Scan, *letters: LetterReading, pages: int = 1, complete: bool = True) -> None:
        """Store a reading of a scan."""
        reading = Reading(scan.file, scan.sha256, pages, "ocr", letters, complete, tuple("" for _ in range(pages)))
        inbox.store_reading(self.office, scan.id, reading)

    def duplicate(self, of: Scan) -> Scan:
        """Take in the same bytes again."""
        file = self.office.scan_folder / "again.png"
        file.write_bytes(inbox.scan_file(self.office, of.id).read_bytes())
        return self._take_in(self.office, file)

    def unreadable(self, reason: str = "Tệp bị hỏng.") -> Scan:
        scan = self.scan()
        inbox.mark_unreadable(self.office, scan.id, reason)
        return inbox.scan(self.office, scan.id)

    def secret(self) -> Scan:
        scan = self.scan()
        inbox.refuse_secret(self.office, scan.id, "MẬT")
        return inbox.scan(self.office, scan.id)


def _picture(file: Path, number: int) -> None:
    image = QImage(620, 877, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setFont(QFont("Tinos", 14))
    painter.drawText(80, 84, f"Số: {number}/UBND-KTTH")
    painter.end()
    image.save(str(file))


@pytest.fixture(autouse=True)
def tidy(tests_done: Iterator[int]) -> Iterator[None]:
    """Garbage is collected on this thread alone, as the program does it: see ``desktop/ui/tidy.py``. What was to be deleted
    later goes with its test: a window is 25 MB, and each timer and event passes by all that there are."""
    gc.disable()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect(1 if next(tests_done) % 25 else 2)
    gc.enable()


@pytest.fixture(scope="session")
def tests_done() -> Iterator[int]:
    """Counts the tests."""
    return itertools.count(1)


@pytest.fixture(autouse=True)
def vietnamese(qapp: QApplication) -> Iterator[None]:
    """Every test begins in Vietnamese and in light colours, and leaves them so."""
    use_language("vi", {})
    theme.apply(qapp, "light")
    yield
    use_language("vi", {})


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, take_in: Take) -> Iterator[Desk]:
    """A new office; its own connection stays open for the test to look with."""
    made = Desk(tmp_path / "office", take_in)
    yield made
    made.office.close()


@pytest.fixture
def context(desk: Desk) -> Iterator[UiContext]:
    """A UiContext on the office, with real jobs; the intake is not started."""
    jobs = Jobs(desk.folder, clock=lambda: NOW, actor="clerk")
    made = UiContext(jobs, IntakeRunner(jobs), desk.folder, desk.office.info)
    yield made
    made.close()
    forget(made)


def forget(context: UiContext) -> None:
    """Let go of what a window stood on: its actions and signals hold what they call, and that the window, beyond the
    reach of Python's collector."""
    for part in (context, context.intake, context.jobs):
        part.deleteLater()


@pytest.fixture
def forget_office() -> Callable[[UiContext], None]:
    """See ``forget``, for tests that open an office themselves."""
    return forget


@pytest.fixture
def memory(tmp_path: Path) -> QSettings:
    """A place for the window's memory that is the test's own."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(context: UiContext, memory: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window with every screen built, 1366 × 768."""
    made = build_window(context, memory)
    made.build_all()
    made.setWindowState(Qt.WindowState.WindowNoState)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    for dialog in made.failures:
        dialog.close()
    context.close()
    made.close()
    made.deleteLater()


@pytest.fixture
def program(desk: Desk, window: MainWindow, qtbot: QtBot) -> Any:
    """What the makers of the pictures need of a program, on a small office with letters, people and work."""
    office = desk.office
    for number in ("7", "8"):
        register.register(office, desk.scan(letter(number=number)).id)
    by_hand = register.register_by_hand(office, {"subject": "giấy mời họp", "issuer": "Sở Nội vụ"})
    units = [
        people.add_unit(office, name)
        for name in ("Văn phòng HĐND và UBND xã Nghĩa Thuận Đông", "Ban Kiểm tra liên ngành")
    ]
    folk = [
        people.add_person(office, f"Nguyễn Hoàng Phương Thảo {n}", "Phó Trưởng phòng", units[n % 2].id, "officer")
        for n in range(5)
    ]
    given = [
        Assignment(f"Việc số {n}", lead_id=folk[n].id, due_on=date(2026, 11, 18 + 2 * n), letter_id=by_hand.id)
        for n in range(4)
    ]
    assign.assign(office, given)
    desk.scan(letter(number=None))
    desk.scan(letter(number="9"))
    for topic in ("scans", "letters", "tasks", "people"):
        window.context.tell(topic)

    def settle() -> None:
        rested = 0
        while rested < 2:  # an answer may ask for more
            qtbot.wait(10)
            rested = 0 if window.context.jobs.busy else rested + 1

    return SimpleNamespace(window=window, context=window.context, settle=settle)


@pytest.fixture
def every_dialog(program: Any) -> Callable[[Path], Iterator[tuple[str, QDialog]]]:
    """Shows every dialog in turn, with its name; what their files need lies in the folder given."""

    def walk(folder: Path) -> Iterator[tuple[str, QDialog]]:
        wizards: dict[str, QDialog] = {}
        for name, dialog in chain(dialogs(program), small_forms(program, folder), import_pages(program, folder)):
            dialog.show()
            program.settle()
            QApplication.processEvents()
            yield name, dialog
            if name.startswith(("import-", "first-")):
                wizards[name.split("-")[0]] = dialog
            else:
                dialog.done(0)
        for wizard in wizards.values():
            wizard.deleteLater()

    return walk


@pytest.fixture
def english() -> dict[str, str]:
    """The English catalogue."""
    return resources.catalogue("en")


@pytest.fixture
def make() -> Callable[..., LetterReading]:
    """Makes the reading of a made-up letter, see ``letter``."""
    return letter


@pytest.fixture
def until(qtbot: object) -> Callable[[Callable[[], bool]], None]:
    """Wait until a condition holds, at most a few seconds."""

    def wait(condition: Callable[[], bool]) -> None:
        qtbot.waitUntil(condition, timeout=8000)  # type: ignore[attr-defined]

    return wait
