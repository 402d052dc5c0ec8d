"""The bell: what happened while one was away, what leads there, and what the system is told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.services import inbox
from desktop.ui.bell import Bell
from desktop.ui.context import ToastAction, UiContext
from desktop.ui.scan_watch import ScanWatch
from desktop.ui.state_bar import StateBar

Wait = Callable[[Callable[[], bool]], None]
NOW = datetime(2026, 11, 21, 9, 30)


@pytest.fixture
def bell(desk, context: UiContext, memory: QSettings, qtbot: QtBot) -> Iterator[Bell]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Bell(context, memory, window, clock=lambda: NOW)
    made.window_kept = window  # type: ignore[attr-defined]
    yield made
    context.close()


def lines(bell: Bell) -> list[str]:
    bell._fill()
    return [action.text() for action in bell.menu_.actions() if not action.isSeparator()]


def test_what_happened_while_one_was_away_waits_to_be_seen(bell: Bell, context: UiContext, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bell.told) as told:
        context.toast("Đã sao lưu.")
    assert told.args == ["Văn Thư", "Đã sao lưu.", "info"]
    assert (bell.unseen(), bell.text()) == (1, "1")
    assert lines(bell) == ["09:30  Đã sao lưu."]
    assert (bell.unseen(), bell.text()) == (0, "")


def test_what_happens_before_one_s_eyes_is_only_noted(
    bell: Bell, context: UiContext, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bell.window(), "isActiveWindow", lambda: True)
    with qtbot.assertNotEmitted(bell.told):
        context.toast("Đã lưu.")
    assert bell.unseen() == 0
    assert lines(bell) == ["09:30  Đã lưu."]


def test_scans_since_the_last_time_are_told_and_lead_to_the_inbox(
    desk, make, bell: Bell, context: UiContext, memory: QSettings, until: Wait
) -> None:
    desk.scan(make())
    bell.watch.look()
    until(lambda: bell.watch.last_id > 0)
    assert bell.events == [], "the first look ever: nothing of it is news"
    bell.keep()
    desk.scan(make(number="8"))
    desk.scan(make(number="9"))
    wanted: list[str] = []
    context.screen_wanted.connect(wanted.append)
    again = Bell(context, memory, bell.window(), clock=lambda: NOW)
    again.watch.look()
    until(lambda: again.unseen() == 1)
    assert "2 bản quét mới" in str(again.events[0].text)
    assert again.events[0].run is not None
    again.events[0].run()
    assert wanted == ["inbox"]


def test_a_scan_that_cannot_be_read_is_told_once(desk, bell: Bell, until: Wait) -> None:
    scan = desk.scan()
    bell.watch.look()
    until(lambda: bell.watch.last_id == scan.id)
    inbox.mark_unreadable(desk.office, scan.id, "hỏng")
    bell.watch.look()
    until(lambda: len(bell.events) == 1)
    assert scan.file in str(bell.events[0].text)
    bell.watch.look()
    bell.watch.take(inbox.waiting(desk.office))
    assert len(bell.events) == 1


def test_a_next_step_stays_in_the_list_but_what_would_undo_does_not(bell: Bell, context: UiContext) -> None:
    done: list[str] = []
    context.toast("Đã in.", ToastAction("Mở", lambda: done.append("open")))  # type: ignore[arg-type]
    context.toast("Đã đăng ký.", ToastAction("Hoàn tác", lambda: done.append("undo"), undo=True))  # type: ignore[arg-type]
    assert [event.run is None for event in bell.events] == [True, False]


def test_how_long_reading_still_takes_is_told(desk, make, context: UiContext, qtbot: QtBot) -> None:
    seconds = iter((0.0, 60.0, 60.0))
    watch = ScanWatch(context, clock=lambda: next(seconds))
    bar = StateBar(context)
    qtbot.addWidget(bar)
    watch.reading.connect(bar.show_reading)
    scans = [desk.scan() for _ in range(6)]
    watch.take(inbox.waiting(desk.office))
    assert bar.work.text() == "Đang đọc, còn 6 bản quét"
    for scan in scans[:2]:
        desk.read(scan, make(number=str(scan.id)))
    watch.take(inbox.waiting(desk.office))
    assert bar.work.text() == "Đang đọc, còn 4 bản quét (khoảng 2 phút)"
    for scan in scans[2:]:
        desk.read(scan, make(number=str(scan.id)))
    watch.take(inbox.waiting(desk.office))
    assert bar.work.text() == ""
    context.close()
