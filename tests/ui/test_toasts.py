"""Quiet messages: never over what one works with, whole, two at most, by keyboard, and told to screen readers."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.core.words import tr
from desktop.ui import theme
from desktop.ui.context import ToastAction
from desktop.ui.main_window import MainWindow

WORKED_WITH = (QAbstractButton, QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit)
SHORT = "Đã đăng ký số 12: 2167/UBND-KTTH."
LONG = "Đã đăng ký số 12: 2167/UBND-KTTH của Ủy ban nhân dân tỉnh Hòa Dương về việc đẩy nhanh tiến độ giải ngân. " * 2


def seen(widget: QWidget) -> QRect:
    """The part of the window that ``widget`` takes, as far as its parents let it be seen."""
    rect = QRect(widget.mapTo(widget.window(), QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        rect = rect.intersected(QRect(parent.mapTo(parent.window(), QPoint(0, 0)), parent.size()))
        parent = parent.parentWidget()
    return rect


def covered(window: MainWindow) -> list[str]:
    """What one works with and a message lies over."""
    row = window.toasts
    places = [seen(toast) for toast in row._shown if toast.isVisible()]
    assert places
    return [
        f"{type(widget).__name__} {widget.accessibleName() or widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if isinstance(widget, WORKED_WITH) and widget.isVisible() and not row.isAncestorOf(widget)
        if any(place.intersects(seen(widget)) for place in places)
    ]


@pytest.mark.parametrize(("size", "scale"), [(QSize(1366, 768), 1.0), (QSize(910, 512), 1.0), (QSize(1366, 768), 1.5)])
def test_no_message_lies_over_what_one_works_with(
    desk, make, window: MainWindow, qtbot: QtBot, qapp: QApplication, size: QSize, scale: float
) -> None:
    desk.scan(make(number=None))
    theme.apply(qapp, "light", scale)
    window.resize(size)
    action = ToastAction(tr("Hoàn tác…"), lambda: None, undo=True)
    try:
        for text in (SHORT, LONG):
            for name in window.screens:
                window.go_to(name)
                window.context.toast(SHORT, action)
                window.context.toast(text, action)
                qtbot.wait(40)
                assert covered(window) == [], name
                newest = window.toasts.last()
                assert newest.isVisible()
                assert window.rect().contains(seen(newest))
                words = newest.findChild(QLabel)
                need = words.heightForWidth(words.width()) if words.wordWrap() else words.sizeHint().height()
                assert words.height() >= need, "a message is shown whole"
                assert words.wordWrap() or words.width() >= words.sizeHint().width()
    finally:
        theme.apply(qapp, "light")


def test_a_short_message_moves_nothing(window: MainWindow, qtbot: QtBot) -> None:
    before = window.stack.height()
    window.context.toast(SHORT, ToastAction(tr("Hoàn tác…"), lambda: None, undo=True))
    qtbot.wait(40)
    assert window.stack.height() == before


def test_two_messages_at_most(window: MainWindow, qtbot: QtBot) -> None:
    for n in range(5):
        window.context.toast(f"Lời nhắn {n}")
    qtbot.wait(20)
    assert [toast.text for toast in window.toasts._shown if toast.isVisible()] == ["Lời nhắn 3", "Lời nhắn 4"]
    window.toasts.last().close()
    assert window.toasts.last().text == "Lời nhắn 3"
    window.toasts.last().close()
    qtbot.wait(20)
    assert window.state.office.isVisible(), "the row is the office's again"


def test_a_message_waits_for_the_mouse_and_for_the_reader(window: MainWindow, qtbot: QtBot, monkeypatch) -> None:
    window.context.toast(SHORT)
    toast = window.toasts.last()
    assert toast._timer.interval() > 6000
    monkeypatch.setattr(toast, "underMouse", lambda: True)
    toast._timer.timeout.emit()
    assert window.toasts.last() is toast
    monkeypatch.setattr(toast, "underMouse", lambda: False)
    toast._timer.timeout.emit()
    assert window.toasts.last() is None


def test_undo_and_the_next_step_are_done_by_their_keys(window: MainWindow, qtbot: QtBot) -> None:
    done: list[str] = []
    assert not window.context.actions["window.undo"].isEnabled()
    window.context.toast("Đã đăng ký.", ToastAction(tr("Hoàn tác…"), lambda: done.append("undone"), undo=True))
    assert "Ctrl+Z" in window.toasts.last().button.text()
    window.context.toast("Đã giao.", ToastAction(tr("Xem"), lambda: done.append("looked")))
    assert "Ctrl+J" in window.toasts.last().button.text()
    qtbot.keyClick(window, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["looked", "undone"]
    assert not window.context.actions["window.undo"].isEnabled()


def test_undo_is_still_there_when_its_message_has_gone(window: MainWindow, qtbot: QtBot) -> None:
    done: list[str] = []
    window.context.toast("Đã đăng ký.", ToastAction(tr("Hoàn tác…"), lambda: done.append("undone"), undo=True))
    window.toasts.last().close()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["undone"]


def test_the_key_for_undo_takes_typing_back_first(desk, make, window: MainWindow, qtbot: QtBot, until) -> None:
    """The cursor stands in the form nearly always: Ctrl+Z there belongs to the typing as long as there is any."""
    desk.scan(make(number=None))
    window.go_to("inbox")
    window.context.tell("scans")
    form = window.screens["inbox"].letter.form
    until(lambda: form.current() == "number")
    done: list[str] = []
    window.context.toast("Đã đăng ký.", ToastAction(tr("Hoàn tác…"), lambda: done.append("undone"), undo=True))
    line = form.rows["number"].editor.inner
    qtbot.keyClicks(line, "412")
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (line.text(), done) == ("", [])
    qtbot.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["undone"]
