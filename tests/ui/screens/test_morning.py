"""Once a day: recurring work is made, and what is late is told beside the system's clock, where it has one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QSystemTrayIcon, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.readings import Recurrence
from desktop.services import reminders, tasks
from desktop.ui import system_notices
from desktop.ui.context import UiContext
from desktop.ui.morning import Morning, lines, summary
from desktop.ui.notices_box import NoticesBox
from desktop.ui.system_notices import Notices
from desktop.workers.jobs import Jobs

WEEKLY = Recurrence("thứ Sáu hằng tuần", "week", day="thứ Sáu")


class Tray:
    """Stands in for the system's tray."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def showMessage(self, title: str, text: str, *_more: object) -> None:
        self.said.append((title, text))

    def setToolTip(self, _text: str) -> None:
        """Nothing to see here."""

    def hide(self) -> None:
        """Nothing to hide."""


@pytest.fixture
def morning(context: Any, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Morning:
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: False)
    window = QWidget()
    now = [datetime(2026, 11, 20, 9, 0)]
    qtbot.addWidget(window)
    memory = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    made = Morning(context, memory, window, lambda: now[0])
    made.memory_kept = memory  # type: ignore[attr-defined]
    made.now_kept = now  # type: ignore[attr-defined]
    made.tray = Tray()  # type: ignore[assignment]
    made.window_kept = window  # type: ignore[attr-defined]
    return made


def test_the_late_are_told_once_a_day(morning: Morning, made: Any, qtbot: QtBot) -> None:
    made.task("trễ", due=date(2026, 11, 18))
    made.task("hôm nay", lead="Nguyễn Thị Lúa", due=date(2026, 11, 20))
    morning.start()
    tray: Any = morning.tray
    qtbot.waitUntil(lambda: bool(tray.said))
    assert tray.said == [
        (
            "1 việc quá hạn, 1 việc đến hạn hôm nay",
            "Đỗ Văn Kinh: trễ (trễ 2 ngày)\nNguyễn Thị Lúa: hôm nay (hôm nay)",
        )
    ]
    morning.look()
    qtbot.wait(150)
    assert len(tray.said) == 1
    morning.stop()


def test_nothing_late_is_not_told(morning: Morning, made: Any, office: Any, qtbot: QtBot) -> None:
    made.task("còn lâu", due=date(2027, 1, 20))
    morning.start()
    qtbot.wait(150)
    assert morning.tray.said == []  # type: ignore[union-attr]
    assert summary(reminders.due_list(office)) == "Không có việc nào quá hạn."
    morning.stop()


def test_many_are_counted(made: Any, office: Any) -> None:
    for n in range(6):
        made.task(f"việc {n} " + "dài " * 40, due=date(2026, 11, 18))
    said = lines(reminders.due_list(office)).splitlines()
    assert len(said) == 5
    assert said[-1] == "và 2 việc nữa…"
    assert all(len(line) < 110 for line in said)


def test_the_next_piece_is_made_at_start_and_when_the_present_one_is_done(
    morning: Morning, made: Any, office: Any, context: Any, qtbot: QtBot
) -> None:
    first = made.task("báo cáo tuần", due=date(2026, 11, 13), recurrence=WEEKLY)
    morning.start()
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == 2)
    second = next(t for t in tasks.tasks(office) if t.id != first.id)
    tasks.report_progress(office, second.id, "xong", done=True)
    context.tell("tasks")
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == 3)
    morning.stop()


def test_without_a_tray_nothing_fails(context: Any, tmp_path: Path, qtbot: QtBot, made: Any, office: Any) -> None:
    made.task("trễ", due=date(2026, 11, 13), recurrence=WEEKLY)
    window = QWidget()
    qtbot.addWidget(window)
    alone = Morning(context, QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat), window)
    alone.look()
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == 2)


class OverMidnight:
    """A window left open: its morning, the clock, and what the screens were told."""

    def __init__(self, folder: Path, office: Any, tmp_path: Path, qtbot: QtBot) -> None:
        self.now = datetime(2026, 11, 20, 23, 55)  # a Friday
        self.jobs = Jobs(folder, clock=lambda: self.now)
        self.context = UiContext(self.jobs, cast(Any, None), folder, office.info)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        memory = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
        self.morning = Morning(self.context, memory, self.window)
        self.told: list[str] = []
        self.context.changed.connect(self.told.append)


@pytest.fixture
def open_window(folder: Path, office: Any, tmp_path: Path, qtbot: QtBot) -> Iterator[OverMidnight]:
    made = OverMidnight(folder, office, tmp_path, qtbot)
    yield made
    made.context.close()


def test_a_window_left_open_over_midnight_makes_the_next_piece(
    open_window: OverMidnight, office: Any, made: Any, qtbot: QtBot
) -> None:
    made.task("báo cáo tuần", due=date(2026, 11, 20), recurrence=WEEKLY)
    told = open_window.told
    open_window.morning.look()
    open_window.jobs.write(lambda _office: None, lambda _none: told.append("looked"))
    qtbot.waitUntil(lambda: told == ["looked"])
    assert len(tasks.tasks(office)) == 1
    open_window.now = datetime(2026, 11, 21, 0, 5)
    open_window.morning._timer.timeout.emit()
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == 2)
    qtbot.waitUntil(lambda: "tasks" in told)


def test_a_new_day_renews_the_lists_even_when_no_piece_is_due(open_window: OverMidnight, qtbot: QtBot) -> None:
    open_window.morning.look()
    qtbot.waitUntil(lambda: open_window.morning._day == date(2026, 11, 20))
    assert open_window.told == []
    open_window.now = datetime(2026, 11, 21, 0, 5)
    open_window.morning.look()
    qtbot.waitUntil(lambda: open_window.told == ["tasks", "letters"])


def test_the_list_waits_for_its_hour_and_nothing_is_told_in_quiet_hours(morning: Any, made: Any, qtbot: QtBot) -> None:
    made.task("trễ", due=date(2026, 11, 18))
    system_notices.save(morning.memory_kept, Notices(morning_hour=10, quiet=True, quiet_from=11, quiet_to=8))
    morning.start()
    with qtbot.waitSignal(morning.late):
        morning._late_on = None
        morning.look()
    assert morning.tray.said == [], "it is nine"
    morning.now_kept[0] = datetime(2026, 11, 20, 10, 5)
    morning.look()
    qtbot.waitUntil(lambda: len(morning.tray.said) == 1)
    morning.notify("Văn Thư", "1 bản quét mới", "inbox")
    assert len(morning.tray.said) == 2
    morning.now_kept[0] = datetime(2026, 11, 20, 11, 5)
    morning.notify("Văn Thư", "1 bản quét mới", "inbox")
    assert len(morning.tray.said) == 2, "quiet hours"


def test_each_kind_of_news_can_be_switched_off(morning: Any) -> None:
    system_notices.save(morning.memory_kept, Notices(scans=False))
    morning.notify("Văn Thư", "1 bản quét mới", "inbox")
    morning.notify("Văn Thư", "Không đọc được", "unreadable")
    assert morning.tray.said == []
    morning.notify("Văn Thư", "Đã sao lưu.", "info")
    assert len(morning.tray.said) == 1
    system_notices.save(morning.memory_kept, Notices(on=False))
    morning.notify("Văn Thư", "Đã sao lưu.", "info")
    assert len(morning.tray.said) == 1


@pytest.mark.parametrize(
    ("first", "last", "hour", "quiet"),
    [(18, 7, 20, True), (18, 7, 3, True), (18, 7, 7, False), (12, 13, 12, True), (12, 13, 13, False), (5, 5, 5, False)],
)
def test_quiet_hours_may_lie_over_midnight(first: int, last: int, hour: int, quiet: bool) -> None:
    assert Notices(quiet=True, quiet_from=first, quiet_to=last).is_quiet(time(hour, 30)) is quiet


def test_what_is_broken_in_the_memory_is_as_at_first(tmp_path: Path) -> None:
    memory = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    memory.setValue("notices/morning_hour", "soon")
    memory.setValue("notices/quiet_from", 77)
    assert system_notices.load(memory) == Notices()


def test_the_settings_box_keeps_what_is_changed_at_once(context: Any, tmp_path: Path, qtbot: QtBot) -> None:
    context.memory = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    box = NoticesBox(context)
    qtbot.addWidget(box)
    box.refresh()
    assert box.notices() == Notices()
    assert not box.hours["quiet_from"].isEnabled()
    with qtbot.waitSignal(box.changed):
        box.flags["quiet"].click()
    box.flags["scans"].click()
    hour = box.hours["morning_hour"]
    hour.setCurrentIndex(9)
    hour.activated.emit(9)
    assert system_notices.load(context.memory) == Notices(scans=False, quiet=True, morning_hour=9)
    assert box.hours["quiet_from"].isEnabled()
