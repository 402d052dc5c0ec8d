"""What the window says of reading: how far it is, that it is put off, that the reading of a scan was stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import pytest

from desktop.services import inbox
from desktop.ui.inbox_view import InboxView
from desktop.ui.main_window import MainWindow

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def view(desk: Any, window: MainWindow, until: Wait) -> InboxView:
    desk.scan()
    window.go_to("inbox")
    made = cast("InboxView", window.screens["inbox"])
    made.refresh()
    until(lambda: made.right.currentWidget() is made.notice and made.act_stop.isEnabled())
    return made


def test_reading_is_put_off_and_goes_on(view: InboxView, window: MainWindow, until: Wait) -> None:
    window.bell.watch.look()
    until(window.state.reading.isVisible)
    assert window.state.work.text() == "Đang đọc, còn 1 bản quét"
    window.state.reading.button.click()
    until(lambda: window.state.work.text() == "Tạm dừng đọc, còn 1 bản quét")
    assert window.state.reading.button.accessibleName() == "Đọc tiếp"
    assert window.context.actions["file.pause_reading"].text() == "Đọc tiếp"
    until(lambda: view.notice.heading.text() == "Đang tạm dừng đọc")
    window.context.actions["file.pause_reading"].trigger()
    until(lambda: window.state.work.text() == "Đang đọc, còn 1 bản quét")
    until(lambda: view.notice.heading.text() == "Đang chờ đọc")


def test_the_reading_of_one_scan_is_stopped(desk: Any, view: InboxView, window: MainWindow, until: Wait) -> None:
    forgotten: list[int] = []
    window.context.intake.forget = forgotten.append  # type: ignore[method-assign]
    [scan] = view.panel.scans()
    view.act_stop.trigger()
    until(lambda: view.notice.heading.text() == "Đã dừng đọc bản quét này")
    assert forgotten == [scan.id]
    assert not view.act_stop.isEnabled()
    assert view.act_reread.isEnabled()
    assert view.act_by_hand.isEnabled()
    view.act_reread.trigger()
    until(lambda: inbox.scan(desk.office, scan.id).state == "stored")
