"""A bug of ours: told, written down without a word of any letter, and what was under way stays."""

from __future__ import annotations

import logging
import re
import sys
import threading
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.app import Program
from desktop.core.errors import OfficeError
from desktop.core.records import OfficeInfo
from desktop.core.reports_of_bugs import Deeds, trace_of
from desktop.core.words import tr
from desktop.services import bug_files, letters, register
from desktop.services.office import Office
from desktop.ui.errors import ReportDialog, details_of
from desktop.ui.letter_form import LetterForm
from desktop.ui.log_files import log_to

WORDS = "trợ cấp bà Trịnh Thị Quế"


@pytest.fixture
def program(qapp: QApplication, tmp_path: Path, forget_office):
    info = OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", "")
    Office.create(tmp_path / "office", info).close()
    memory = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    before = sys.excepthook, threading.excepthook, list(logging.getLogger().handlers)
    made = Program(qapp, tmp_path / "office", clock=lambda: datetime(2026, 11, 21, 8, 0), memory=memory)
    made.watch_failures()
    made.window.show()
    yield made
    made.close()
    forget_office(made.context)
    sys.excepthook, threading.excepthook = before[0], before[1]
    for handler in [h for h in logging.getLogger().handlers if h not in before[2]]:
        logging.getLogger().removeHandler(handler)
        handler.close()


def failing() -> ValueError:
    try:
        try:
            int(WORDS)
        except ValueError as error:
            raise OfficeError("some-code", tr("Câu có {n}.", n=WORDS)) from error
    except OfficeError as error:
        try:
            raise ValueError(f"cannot take {WORDS!r}") from error
        except ValueError as bug:
            return bug


def test_the_report_says_where_and_what_was_done_and_no_letters_words() -> None:
    deeds = Deeds(lambda: datetime(2026, 11, 21, 8, 5, 9))
    for name in ("inbox.next", "register.correct"):
        deeds.note(name)
    told = details_of(failing(), deeds)
    assert re.search(r"Văn Thư \d+\.\d+", told)
    assert re.search(r"Python 3\.\d+\.\d+ · Qt 6", told)
    assert "08:05:09 register.correct" in told
    assert "in failing" in told
    assert "OfficeError(some-code)" in told
    assert "Quế" not in told
    assert "trợ cấp" not in told


def test_only_the_last_actions_are_kept() -> None:
    deeds = Deeds(lambda: datetime(2026, 11, 21))
    for n in range(100):
        deeds.note(str(n))
    assert len(deeds.lines()) == 40
    assert deeds.lines()[-1].endswith(" 99")


def test_a_circle_of_causes_ends() -> None:
    one, two = ValueError("a"), ValueError("b")
    one.__cause__, two.__cause__ = two, one
    assert trace_of(one).count("ValueError") == 2


def test_a_bug_in_a_slot_is_told_and_what_is_half_typed_stays(program: Program, qtbot, tmp_path: Path) -> None:
    window = program.window
    form = LetterForm("Đăng ký", "Đăng ký", None, datetime(2026, 11, 21).date(), window)
    form.open()
    field = [line for line in form.findChildren(QLineEdit) if line.isVisible()][-1]
    field.setText(WORDS)
    window.context.actions["view.refresh"].trigger()
    sys.excepthook(ValueError, failing(), None)
    (dialog,) = window.failures
    assert isinstance(dialog, ReportDialog)
    assert "view.refresh" in dialog.details
    assert form.isVisible()
    dialog.save(tmp_path / "bao-cao.txt")
    assert (tmp_path / "bao-cao.txt").read_text(encoding="utf-8") == dialog.details
    dialog.reject()
    assert field.text() == WORDS
    form.reject()


def test_a_bug_in_a_thread_is_told_in_the_window(program: Program, qtbot) -> None:
    def broken() -> None:
        raise failing()

    thread = threading.Thread(target=broken)
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: len(program.window.failures) == 1)
    program.window.failures[0].reject()


def test_the_log_holds_no_letters_words_and_rotates(program: Program, qtbot) -> None:
    failed: list[Exception] = []

    def enter(office: Office) -> None:
        register.register_by_hand(office, {"subject": WORDS, "issuer": "Sở"})
        letters.letter(office, 1)
        raise failing()

    program.jobs.write(enter, lambda _none: None)
    program.jobs.write(enter, lambda _none: None, failed.append)
    qtbot.waitUntil(lambda: bool(failed) and bool(program.window.failures))
    log = program.context.folder / "logs" / "vanthu.log"
    assert "ValueError" in log.read_text(encoding="utf-8")
    for file in log.parent.iterdir():
        content = file.read_text(encoding="utf-8")
        assert not re.search("Quế|trợ cấp", content), file.name
    for n in range(4000):
        logging.getLogger("vanthu.test").error("line %d %s", n, "x" * 400)
    files = sorted(p.name for p in log.parent.glob("vanthu.log*"))
    assert files == ["vanthu.log", "vanthu.log.1", "vanthu.log.2", "vanthu.log.3"]
    assert sum(p.stat().st_size for p in log.parent.glob("vanthu.log*")) < 2_100_000
    program.window.failures[0].reject()


def test_a_log_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert log_to(tmp_path / "file" / "logs") is None


def test_a_report_lies_beside_the_log_without_being_asked_for(program: Program, qtbot) -> None:
    sys.excepthook(ValueError, failing(), None)
    (dialog,) = program.window.failures
    assert isinstance(dialog, ReportDialog)
    (file,) = (program.context.folder / "logs").glob("bao-cao-loi-*.txt")
    assert dialog.file == file
    text = file.read_text(encoding="utf-8")
    assert dialog.details in text
    assert "Quế" not in text
    dialog.reject()


def test_only_some_reports_are_kept_and_a_full_disk_is_no_second_bug(tmp_path: Path) -> None:
    for minute in range(30):
        assert bug_files.keep(tmp_path, str(minute), datetime(2026, 11, 21, 8, minute))
    kept = sorted(tmp_path.glob("bao-cao-loi-*.txt"))
    assert len(kept) == 20
    assert kept[-1].read_text(encoding="utf-8").endswith("\n29\n")
    (tmp_path / "a file").write_bytes(b"")
    assert bug_files.keep(tmp_path / "a file", "x", datetime(2026, 11, 21)) is None


def test_the_bell_does_not_repeat_a_bugs_message(program: Program, qtbot) -> None:
    program.context.show_error(failing())
    assert [str(event.text) for event in program.window.bell.events if event.sign == "error"] == [
        "Văn Thư vừa gặp lỗi của chính chương trình."
    ]
    program.window.failures[0].reject()


def test_a_bug_in_a_command_leaves_a_report_too(tmp_path: Path, monkeypatch, capsys) -> None:
    from desktop.cli.main import main

    Office.create(tmp_path / "office", OfficeInfo("UBND XÃ AN BÌNH", "xã", "An Bình", "")).close()

    def broken(*_: object, **__: object) -> None:
        raise failing()

    monkeypatch.setattr(letters, "ids", broken)
    monkeypatch.setattr(letters, "listing", broken)
    assert main(None, ["--office", str(tmp_path / "office"), "letters"]) == 1  # type: ignore[arg-type]
    told = capsys.readouterr().err
    assert "ValueError" in told
    assert "Quế" not in told
    (file,) = (tmp_path / "office" / "logs").glob("bao-cao-loi-*.txt")
    text = file.read_text(encoding="utf-8")
    assert "Văn Thư" in text
    assert "Quế" not in text
