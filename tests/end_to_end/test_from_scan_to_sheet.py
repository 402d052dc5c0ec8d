"""From a scan in the folder to the printed sheet in the real window, by keyboard alone."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from desktop.services import sample
from tests.end_to_end.desk import Desk, missing_tools

pytestmark = pytest.mark.skipif(bool(missing_tools()), reason=f"needs a virtual screen: {', '.join(missing_tools())}")

FIRST, HANDWRITTEN = "scan_0001.pdf", "scan_0002.pdf"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A sample office whose scan folder is still empty; the scans lie beside it."""
    office = sample.create(tmp_path / "office")
    shutil.move(office.scan_folder, tmp_path / "scans")
    office.scan_folder.mkdir()
    office.close()
    made = Desk(tmp_path / "office")
    yield made
    made.close()


def _scan(desk: Desk, tmp_path: Path, name: str) -> None:
    """Let the scanner write a file, and wait until it is read."""
    shutil.copy(tmp_path / "scans" / name, desk.office / "scans" / name)
    desk.until(lambda: [s for s in desk.vanthu("inbox") if s["file"] == name and s["state"] == "ready"])
    time.sleep(4)  # the window learns of it a moment later than the database


def test_a_letter_becomes_a_printed_task(desk: Desk, tmp_path: Path) -> None:
    desk.open_window()
    desk.press("ctrl+2")
    _scan(desk, tmp_path, FIRST)
    [letter] = desk.until(lambda: (desk.press("ctrl+Return"), desk.vanthu("letters"))[1])
    assert (letter["number"], letter["symbol"], letter["arrival_number"]) == ("1846", "SNV-CCHC", 1)

    desk.press("ctrl+4")
    desk.until(lambda: "Chỉ đạo" in desk.title())
    _give_all(desk)
    tasks = desk.until(lambda: desk.vanthu("tasks"))
    assert {task["letter"] for task in tasks} == {letter["letter"]}

    desk.press("ctrl+6")
    desk.until(lambda: "Tuần này" in desk.title())
    sheet = tmp_path / "phieu.pdf"
    _save_pdf(desk, sheet)
    desk.until(lambda: sheet.exists() and sheet.stat().st_size)
    assert tasks[0]["lead"].split()[-1] in _text(sheet)


def test_a_handwritten_number_is_typed_beside_its_picture(desk: Desk, tmp_path: Path) -> None:
    desk.open_window()
    desk.press("ctrl+2")
    _scan(desk, tmp_path, HANDWRITTEN)
    desk.until(lambda: "Hộp quét" in desk.title())
    desk.press("F8")
    desk.type("3127")
    desk.press("Return")
    desk.press("ctrl+Return", "ctrl+Return")
    [letter] = desk.until(lambda: desk.vanthu("letters"))
    assert letter["number"] == "3127"


def _give_all(desk: Desk) -> None:
    """Say who leads, box by box, by a part of the name, and give it all."""
    time.sleep(2)
    for _ in range(4):
        desk.press("F8")
        desk.type("kim oanh")
        desk.press("Return")
    desk.press("ctrl+Return")


def _save_pdf(desk: Desk, file: Path) -> None:
    """Save what the screen shows through the dialog that asks for a file."""
    desk.until(lambda: (desk.press("ctrl+s"), "Tuần này" not in desk.title())[1])
    desk.press("ctrl+a")
    desk.type(str(file))
    desk.press("Return")


def _text(file: Path) -> str:
    document = pdfium.PdfDocument(file)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return text
