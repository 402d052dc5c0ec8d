"""The composition root: the window on an office, its picture, and what is kept from one start to the next."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from desktop import app
from desktop.core.errors import StorageError
from desktop.core.words import language
from desktop.services import settings
from desktop.ui import theme

ROOT = Path(__file__).resolve().parents[2]
Wait = Callable[[Callable[[], bool]], None]


def test_a_picture_of_the_window_is_saved(desk, make, tmp_path: Path) -> None:
    desk.scan(make(number=None))
    file = tmp_path / "in" / "window.png"
    app.picture(desk.folder, file)
    image = QImage(str(file))
    assert (image.width(), image.height()) == (1366, 768)
    shades = {image.pixelColor(x, y).name() for x in range(0, 1366, 9) for y in range(0, 768, 9)}
    assert len(shades) > 20, "an empty window"


def test_nothing_of_qt_is_printed_on_the_terminal(desk) -> None:
    """Without a screen Qt's platform complains of what nobody can mend; that belongs in the office's log."""
    code = "import sys; from pathlib import Path; from desktop.app import picture; picture(*map(Path, sys.argv[1:]))"
    file = desk.folder / "window.png"
    command = [sys.executable, "-c", code, str(desk.folder), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, cwd=ROOT)
    assert (done.stdout, done.stderr) == ("", "")
    assert file.is_file()


def test_the_window_wears_its_style_sheet(desk, memory: QSettings, qapp: QApplication, forget_office) -> None:
    qapp.setStyleSheet("")
    program = app.Program(qapp, desk.folder, memory=memory)
    try:
        assert qapp.styleSheet()
    finally:
        program.close()
        forget_office(program.context)
        theme.apply(qapp, "light")


def test_what_only_printing_and_reading_need_is_not_loaded_for_the_window() -> None:
    """Each of these takes a tenth to a third of a second, every morning, on the office's old machine."""
    code = "import sys, desktop.app; print(*(name for name in sys.argv[1:] if name in sys.modules))"
    heavy = (
        "reportlab",
        "openpyxl",
        "docx",
        "cv2",
        "tesserocr",
        "pypdfium2",
        "rapidfuzz",
        "segno",
        "holidays",
    )
    command = [sys.executable, "-c", code, *heavy]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, cwd=ROOT)
    assert done.stdout.split() == []


def test_language_and_colours_are_kept(desk, memory: QSettings, qapp: QApplication, forget_office, until: Wait) -> None:
    program = app.Program(qapp, desk.folder, memory=memory)
    try:
        program.context.language_wanted.emit("en")
        assert language() == "en"
        assert program.window.rail._buttons["inbox"].text().strip() == "Inbox"
        program.context.scheme_wanted.emit("dark")
        assert theme.is_dark()
        until(lambda: settings.load(desk.folder).theme == "dark" and settings.load(desk.folder).language == "en")
    finally:
        program.context.language_wanted.emit("vi")
        program.close()
        forget_office(program.context)
        theme.apply(qapp, "light")


def test_a_folder_that_holds_no_office_is_refused(tmp_path: Path, memory: QSettings, qapp: QApplication) -> None:
    (tmp_path / "office.db").write_bytes(b"not a database")
    with pytest.raises(StorageError):
        app.Program(qapp, tmp_path, memory=memory)


def test_what_nobody_caught_is_shown_as_a_report(desk, memory: QSettings, qapp: QApplication, forget_office) -> None:
    program = app.Program(qapp, desk.folder, memory=memory)
    try:
        program._uncaught(ValueError, ValueError("made up"), None)
        assert len(program.window.failures) == 1
        program.window.failures[0].reject()
    finally:
        program.close()
        forget_office(program.context)
