"""A whole day's work with a marker in everything a letter or a person says; no log and no report holds it."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from reportlab.pdfgen.canvas import Canvas

from desktop.app import Program
from desktop.cli.main import main
from desktop.core.records import OfficeInfo
from desktop.services import letters, people, register, search, tasks
from desktop.services.assign import Assignment, assign
from desktop.services.office import Office
from desktop.ui.errors import ReportDialog

MARK = "Zqxwvy"
NOW = datetime(2026, 11, 20, 8, 30)


class NoWindow:
    def open(self, office: Path, language: str | None) -> int:
        return 0

    def restore(self, file: Path, language: str | None) -> int:
        return 0

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        return None


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    Office.create(tmp_path / "office", OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", ""), clock=lambda: NOW).close()
    return tmp_path / "office"


@pytest.fixture
def loud() -> Iterator[None]:
    """Every logger of every library says all it has to say."""
    root = logging.getLogger()
    before, kept = root.level, list(root.handlers)
    root.setLevel(logging.DEBUG)
    yield
    root.setLevel(before)
    for handler in [h for h in root.handlers if h not in kept]:
        root.removeHandler(handler)
        handler.close()


def letter(file: Path) -> None:
    canvas = Canvas(str(file))
    canvas.setTitle(MARK)
    lines = (
        f"SO {MARK.upper()}",
        "So: 12/SNV-VP",
        f"V/v tro cap cho ba {MARK}",
        f"Kinh gui: {MARK}",
        "De nghi bao cao",
    )
    for row, text in enumerate(lines):
        canvas.drawString(80, 780 - 40 * row, text)
    canvas.save()


def a_day(folder: Path) -> None:
    """Scan, read, register, correct, give out, report, look for, void; each also in a way that cannot be done."""
    scans = folder / "scans"
    letter(scans / f"{MARK}.pdf")
    (scans / f"{MARK} hong.pdf").write_bytes(b"%PDF-1.7 " + MARK.encode())
    (scans / f"{MARK}.xlsx").write_bytes(MARK.encode())
    run(folder, "intake", "--once")
    run(folder, "read", scans / f"{MARK} hong.pdf")
    with Office.open(folder, clock=lambda: NOW) as office:
        person = people.add_person(office, f"Trịnh {MARK}", "Chuyên viên", None, "officer")
        values: dict[str, str | list[str]] = {"subject": f"trợ cấp {MARK}", "issuer": f"SỞ {MARK}", "number": "12"}
        made = register.register_by_hand(office, values)
        register.correct(office, made.id, {"subject": f"trợ cấp lần hai {MARK}"})
        letters.instruct(office, made.id, f"Giao {MARK}", by=MARK)
        (task,) = assign(
            office, [Assignment(f"Báo cáo {MARK}", person.id, due_on=date(2026, 11, 27), letter_id=made.id)]
        )
        tasks.report_progress(office, task.id, f"đã gọi {MARK}", by=MARK)
        other = register.register_by_hand(office, {"subject": MARK})
        register.void(office, other.id, f"nhầm {MARK}")
    run(folder, "search", MARK)
    run(folder, "print", "weekly-sheets", "-o", folder.parent / f"{MARK}.pdf")
    run(folder, "backup", folder.parent / f"{MARK}.vanthu")
    run(folder, "restore", folder.parent / f"{MARK}.pdf", "--to", folder.parent / "back")
    run(folder, "check")


def run(folder: Path, *arguments: object) -> int:
    return main(NoWindow(), ["--office", str(folder), *map(str, arguments)], clock=lambda: NOW)


def test_a_days_work_leaves_no_word_of_a_letter_in_logs_and_reports(
    folder: Path, qapp: QApplication, qtbot, forget_office, loud: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    program = Program(qapp, folder, clock=lambda: NOW, memory=memory)
    program.watch_failures()
    program.window.show()
    a_day(folder)

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot rank «{MARK}»") from ValueError(MARK)

    monkeypatch.setattr(search, "search", broken)
    run(folder, "search", MARK)
    program.jobs.write(lambda office: broken(), lambda _none: None)
    qtbot.waitUntil(lambda: bool(program.window.failures))
    dialog = program.window.failures[0]
    assert isinstance(dialog, ReportDialog)
    report = tmp_path / "reports" / "bao-cao.txt"
    report.parent.mkdir()
    dialog.save(report)
    dialog.reject()
    program.close()
    forget_office(program.context)

    logs = [
        file
        for place in (folder / "logs", tmp_path / "home", report.parent)
        for file in place.rglob("*")
        if file.is_file()
    ]
    told = {file: file.read_bytes() for file in logs}
    whole = b"".join(told.values())
    assert b"RuntimeError" in whole, "something was logged"
    assert report in told
    held = [file.name for file, content in told.items() if MARK.lower().encode() in content.lower()]
    assert held == []
    assert MARK.encode() in (folder / "office.db").read_bytes(), "the day's work is there"
