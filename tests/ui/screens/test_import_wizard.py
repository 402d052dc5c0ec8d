"""The import in the window: file, columns, preview, then all lines or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import letters
from desktop.ui.context import UiContext
from desktop.ui.import_wizard import COLUMNS, FILE, PREVIEW, ImportWizard

HEADS = ("Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu", "Ngày văn bản", "Trích yếu")


def excel(file: Path, *rows: tuple[object, ...]) -> Path:
    book = openpyxl.Workbook()
    book.active.append(HEADS)
    for row in rows:
        book.active.append(row)
    book.create_sheet("Trang hai")
    book.save(file)
    return file


def shown(wizard: ImportWizard) -> list[list[str]]:
    model = wizard.preview.entries
    return [[str(model.index(r, c).data()) for c in range(model.columnCount())] for r in range(model.rowCount())]


@pytest.fixture
def wizard(context: UiContext, made: Any, qtbot: QtBot) -> ImportWizard:
    dialog = ImportWizard(context)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.file.book.count() == 1)
    return dialog


def test_three_pages_lead_to_the_register(wizard: ImportWizard, made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    assert not wizard.next.isEnabled()
    wizard.open_file(excel(tmp_path / "so.xlsx", ("5/3/2026", 12, "Sở Y tế", "7/SYT", "1/3/2026", "phòng dịch")))
    qtbot.waitUntil(wizard.next.isEnabled)
    wizard.next.click()
    assert wizard.pages.currentIndex() == COLUMNS
    assert wizard.columns.boxes["full_symbol"].currentText() == "D: Số, ký hiệu"
    wizard.columns.boxes["arrival_number"].setCurrentIndex(0)
    wizard.columns.boxes["arrival_number"].activated.emit(0)
    assert not wizard.next.isEnabled()
    wizard.columns.boxes["arrival_number"].setCurrentIndex(2)
    wizard.columns.boxes["arrival_number"].activated.emit(2)
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == PREVIEW)
    assert shown(wizard) == [["2", "12", "05/03/2026", "Sở Y tế", "7/SYT", "phòng dịch"]]
    with qtbot.waitSignal(wizard.imported):
        wizard.next.click()
    assert letters.rows(made.office, letters.ids(made.office))[0].arrival_number == 12


def test_wrong_lines_hold_everything_up(wizard: ImportWizard, made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    good, bad = ("5/3/2026", 12, "Sở"), ("5/3/2026", 12, "Sở")
    wizard.open_file(excel(tmp_path / "so.xlsx", good, bad))
    qtbot.waitUntil(wizard.next.isEnabled)
    wizard.next.click()
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == PREVIEW)
    assert not wizard.next.isEnabled()
    assert wizard.preview.wrong.isVisible()
    assert "đã có ở dòng 2" in str(wizard.preview.errors.index(0, 1).data())
    wizard.back.click()
    wizard.back.click()
    assert wizard.pages.currentIndex() == FILE


def test_a_file_that_is_none_is_told_on_the_page(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"no sheet")
    wizard.open_file(tmp_path / "a.xlsx")
    qtbot.waitUntil(lambda: bool(wizard.problem.text()))
    assert not wizard.next.isEnabled()


def test_a_sheet_without_heads_cannot_go_on_until_the_line_is_chosen(
    wizard: ImportWizard, tmp_path: Path, qtbot: QtBot
) -> None:
    wizard.open_file(excel(tmp_path / "so.xlsx", ("5/3/2026", 12, "Sở")))
    qtbot.waitUntil(wizard.next.isEnabled)
    wizard.file.sheet.setCurrentText("Trang hai")
    wizard.file.sheet.activated.emit(1)
    qtbot.waitUntil(lambda: wizard.look is not None and wizard.look.sheet == "Trang hai" and wizard.next.isEnabled())
    wizard.next.click()
    assert not wizard.next.isEnabled()


def test_answers_after_closing_are_dropped(context: UiContext, made: Any, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = ImportWizard(context)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.show()
    dialog.open_file(excel(tmp_path / "so.xlsx", ("5/3/2026", 12, "Sở")))
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    answered: list[int] = []
    context.read(letters.count, answered.append)
    qtbot.waitUntil(lambda: answered == [0])


def test_enter_alone_leads_to_the_last_page(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot) -> None:
    wizard.open_file(excel(tmp_path / "so.xlsx", ("5/3/2026", 12, "Sở Y tế", "7/SYT", "1/3/2026", "phòng dịch")))
    qtbot.waitUntil(wizard.next.isEnabled)
    qtbot.keyClick(wizard.file.choose, Qt.Key.Key_Return)
    assert wizard.pages.currentIndex() == COLUMNS
    wizard.columns.head.setFocus()
    qtbot.keyClick(wizard.columns.head, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == PREVIEW)
    wizard.back.click()
    wizard.next.setFocus()
    qtbot.keyClick(wizard.next, Qt.Key.Key_Space)
    assert not wizard.next.isEnabled()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == PREVIEW)
    assert wizard.focusWidget() is wizard.next, "not on the button that leaves"


def ready(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot, lines: int) -> None:
    """Look through a register of so many lines up to the last page."""
    wizard.open_file(excel(tmp_path / "so.xlsx", *[("5/3/2026", n, "Sở") for n in range(1, lines + 1)]))
    qtbot.waitUntil(wizard.next.isEnabled)
    wizard.next.click()
    wizard.next.click()
    qtbot.waitUntil(lambda: wizard.pages.currentIndex() == PREVIEW)


def test_how_far_it_is_is_shown(wizard: ImportWizard, tmp_path: Path, qtbot: QtBot) -> None:
    ready(wizard, tmp_path, qtbot, 250)
    assert not wizard.bar.isVisible()
    shown: list[int] = []
    wizard.bar.valueChanged.connect(shown.append)
    with qtbot.waitSignal(wizard.imported):
        wizard.next.click()
        assert wizard.bar.isVisible()
        assert wizard.cancel.text() == "Dừng"
    assert (shown[-3:], wizard.bar.maximum()) == ([100, 200, 250], 250)


def test_stopped_while_letters_are_entered_it_enters_none(
    wizard: ImportWizard, context: UiContext, tmp_path: Path, qtbot: QtBot
) -> None:
    ready(wizard, tmp_path, qtbot, 250)
    wizard.next.click()
    wizard.reject()
    assert wizard.isVisible(), "until it has ended"
    qtbot.waitUntil(lambda: not wizard.bar.isVisible())
    assert wizard.problem.text() == "Đã dừng nhập; chưa có gì vào sổ."
    assert wizard.heading.text() == "3. Xem trước rồi nhập"
    assert (wizard.cancel.text(), wizard.cancel.isEnabled()) == ("Thôi", True)
    answered: list[int] = []
    context.read(letters.count, answered.append)
    qtbot.waitUntil(lambda: answered == [0])
    with qtbot.waitSignal(wizard.imported):
        wizard.next.click()
