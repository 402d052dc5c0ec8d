"""Returned weekly sheets in the inbox: told for what they are, changed by keys, confirmed with one."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from desktop.core.calendar import Week
from desktop.core.readings import Box, FieldReading, LetterReading, Reading
from desktop.core.returned import LoosePage, NotesReading, Returned, RowReading, SheetPage
from desktop.core.sheet_code import SheetCode, SheetRow, short_uid
from desktop.services import evidence, inbox, people, tasks
from desktop.services.assign import Assignment, assign
from desktop.ui.inbox_view import InboxView
from desktop.ui.scan_words import look_of, state_line

ENTER, CTRL = Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier


def strip() -> bytes:
    image = QImage(360, 120, QImage.Format.Format_Grayscale8)
    image.fill(QColor("white"))
    for x in range(40, 300):
        image.setPixelColor(x, 60 + x % 7, QColor("black"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


@pytest.fixture
def sheets(desk: Any) -> Any:
    """Give an officer three tasks and take in a scan of the sheet, marked so."""

    def make(*marks: str, loose: tuple[LoosePage, ...] = (), notes: Any = None, letters: Any = ()) -> Any:
        office = desk.office
        officer = people.add_person(office, "Trần Thị Mỹ Duyên", "Chuyên viên", people.units(office)[0].id, "officer")
        given = assign(office, [Assignment(f"Báo cáo số {n + 1} về phòng cháy rừng", officer.id) for n in range(3)])
        scan = desk.scan()
        rows = [
            RowReading(
                task.id,
                mark,  # type: ignore[arg-type]
                0.97,
                Box(0.8, 0.2 + n / 10, 0.83, 0.27 + n / 10),
                Box(0.6, 0.2 + n / 10, 0.79, 0.27 + n / 10),
                strip() if n == 1 else b"",
            )
            for n, (task, mark) in enumerate(zip(given, marks, strict=True))
        ]
        week = Week.of(office.today())
        places = tuple(SheetRow(task.id, 60.0, 59.0, 80.0) for task in given)
        code = SheetCode(short_uid(office.info.uid), short_uid(officer.uid), week, 1, 1, 40.0, 172.0, 126.0, places)
        returned = Returned((SheetPage(1, code, 0, tuple(rows), notes=notes),), loose)
        inbox.store_reading(
            office, scan.id, Reading(scan.file, scan.sha256, 1, "none", letters, rotations=(0,), returned=returned)
        )
        return inbox.scan(office, scan.id), given

    return make


@pytest.fixture
def opened(context: Any, qtbot: Any, until: Any) -> Any:
    """Opens the inbox in a window; returns the view and a function that presses keys."""

    def make() -> Any:
        view = InboxView(context)
        window = QMainWindow()
        window.setCentralWidget(view)
        context.actions.attach(window)
        context.actions.show_front(view)
        window.resize(1366, 768)
        qtbot.addWidget(window)
        window.show()
        window.activateWindow()
        qtbot.waitExposed(window)
        view.shown()
        view.window_kept = window
        until(lambda: view.right.currentWidget() is view.sheets and view.sheets.plan is not None)
        until(lambda: QApplication.focusWidget() is not None)

        def press(key: Any, modifiers: Any = Qt.KeyboardModifier.NoModifier) -> None:
            qtbot.keyClick(QApplication.focusWidget() or window, key, modifiers)

        return view, press

    return make


def test_a_clear_sheet_is_confirmed_with_one_key(desk: Any, sheets: Any, opened: Any, until: Any) -> None:
    scan, given = sheets("done", "stuck", "none")
    assert look_of(scan) == "sheet"
    assert state_line(scan).startswith("Phiếu tuần trả về")
    view, press = opened()
    assert view.sheets.button.text() == "Ghi nhận phiếu"
    assert not view.act_all.isEnabled()
    view.enable()
    assert view.sheets.button.hasFocus()  # a digit typed now chooses nothing
    assert [mark.kind for mark in view.sheets.marks()] == ["sure", "sure", "typed", "sure"]
    press(ENTER, CTRL)
    until(lambda: inbox.waiting(desk.office) == [])
    assert [tasks.task(desk.office, task.id).state for task in given] == ["done", "open", "open"]
    assert len(evidence.attachments(desk.office, "task", given[1].id)) == 1


def test_the_cursor_begins_at_what_is_unclear_and_keys_choose(desk: Any, sheets: Any, opened: Any, until: Any) -> None:
    _, given = sheets("unclear", "done", "none")
    view, press = opened()
    until(view.sheets.rows[0].hasFocus)
    press(ENTER, CTRL)  # nothing is recorded while a task is undecided
    assert view.sheets.undecided() is view.sheets.rows[0]
    press(Qt.Key.Key_2)
    until(view.sheets.rows[1].hasFocus)
    press(Qt.Key.Key_0)
    press(Qt.Key.Key_1)
    assert list(view.sheets.decisions().values()) == ["doing", "none", "done"]
    press(ENTER, CTRL)
    until(lambda: inbox.waiting(desk.office) == [])
    assert [tasks.task(desk.office, task.id).state for task in given] == ["open", "open", "done"]


def test_pages_left_behind_are_asked_about(desk: Any, sheets: Any, opened: Any, until: Any) -> None:
    sheets("done", "none", "none", loose=(LoosePage(2, "other"),))
    view, press = opened()
    press(ENTER, CTRL)
    until(lambda: bool(view.window().findChildren(QMessageBox)))
    [box] = view.window().findChildren(QMessageBox)
    assert "Trang 2 không phải phiếu tuần" in box.text()
    box.buttons()[0].click()
    until(lambda: inbox.waiting(desk.office) == [])


def test_part_three_is_shown_and_the_space_bar_leaves_it_out(desk: Any, sheets: Any, opened: Any, until: Any) -> None:
    _, given = sheets("done", "stuck", "none", notes=NotesReading(Box(0.1, 0.7, 0.9, 0.8), strip()))
    view, press = opened()
    [written] = view.sheets.notes
    assert "Khó khăn" in written.accessibleName()
    assert [mark.id for mark in view.sheets.marks()][-1] == written.mark_id
    view.sheets.focus_mark(written.mark_id)
    press(Qt.Key.Key_Space)
    assert view.sheets.decisions()[1, 0] == "skip"
    press(Qt.Key.Key_Space)
    press(ENTER)
    assert view.sheets.button.hasFocus()
    press(ENTER, CTRL)
    until(lambda: inbox.waiting(desk.office) == [])
    names = [kept.name for kept in evidence.attachments(desk.office, "task", given[1].id)]
    assert any("III" in name for name in names)


def test_the_day_of_the_done_work_can_be_changed(desk: Any, sheets: Any, opened: Any, until: Any) -> None:
    _, given = sheets("done", "none", "none")
    view, press = opened()
    [edit] = view.sheets.day_edits.values()
    earlier = desk.office.today() - timedelta(days=2)
    assert edit.day() == desk.office.today()
    middle = QPointF(edit.rect().center())
    turned = QWheelEvent(
        middle, edit.mapToGlobal(middle), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(edit, turned)
    assert edit.day() == desk.office.today()  # scrolled past, not changed
    edit.set_day(earlier)
    press(ENTER, CTRL)
    until(lambda: inbox.waiting(desk.office) == [])
    assert tasks.task(desk.office, given[0].id).done_on == earlier


def test_letters_follow_once_the_sheets_among_them_are_recorded(
    desk: Any, sheets: Any, opened: Any, until: Any
) -> None:
    fields = {"issuer": "UBND tỉnh", "symbol": "UBND-KTTH", "number": "2167", "subject": "phòng cháy rừng",
              "issued_on": "2026-11-12", "type": "Công văn"}  # fmt: skip
    letter = LetterReading(1, 1, {name: FieldReading(value, 0.99, 1) for name, value in fields.items()})
    scan, given = sheets("done", "none", "none", letters=(letter,))
    assert look_of(scan) == "sheet"
    assert "0/1 văn bản" in state_line(scan)
    view, press = opened()
    press(ENTER, CTRL)
    until(lambda: view.right.currentWidget() is view.letter)
    assert tasks.task(desk.office, given[0].id).state == "done"
    assert view.sheet.scan.id == scan.id
    until(view.act_register.isEnabled)
    press(ENTER, CTRL)
    until(lambda: inbox.waiting(desk.office) == [])
