"""The list of tasks: order, filters, progress in place, closing, due day, lead, pause, reopening."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.calendar import Week
from desktop.services import tasks
from desktop.ui.context import UiContext
from desktop.ui.dialogs import DueDialog, ReasonDialog, ReassignDialog
from desktop.ui.tasks_view import TasksView


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> TasksView:
    screen = TasksView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    screen.tester = QAbstractItemModelTester(  # type: ignore[attr-defined]
        screen.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    return screen


def show(view: TasksView, qtbot: QtBot, count: int) -> None:
    view.show()
    view.context.actions.show_front(view)
    view.shown()
    wanted = view.table if count else view.beside.empty
    qtbot.waitUntil(lambda: view.model.rowCount() == count and view.beside.stack.currentWidget() is wanted)


def titles(view: TasksView) -> list[str]:
    return [str(view.model.index(row, 1).data()) for row in range(view.model.rowCount())]


def dialog_of(view: TasksView, kind: type, qtbot: QtBot) -> Any:
    qtbot.waitUntil(lambda: bool(view.findChildren(kind)))
    return view.findChildren(kind)[-1]


def test_overdue_first_with_sign_and_days(view: TasksView, made: Any, qtbot: QtBot) -> None:
    made.task("không hạn")
    made.task("tuần sau", due=date(2026, 11, 27))
    made.task("trễ", due=date(2026, 11, 18))
    show(view, qtbot, 3)
    assert titles(view) == ["trễ", "tuần sau", "không hạn"]
    assert view.model.index(0, 0).data() == "! Quá hạn"
    assert view.model.index(0, 4).data() == "trễ 2 ngày"
    assert view.model.index(1, 4).data() == "còn 7 ngày"
    assert view.beside.total.text() == "3 nhiệm vụ, 1 quá hạn"


def test_filters_by_person_unit_chip_and_words(view: TasksView, made: Any, qtbot: QtBot) -> None:
    made.task("lập danh sách hộ nghèo", lead="Nguyễn Thị Lúa", due=date(2026, 11, 20))
    made.task("chuẩn bị phòng họp", lead="Lê Thị Thư", due=date(2026, 12, 20))
    show(view, qtbot, 2)
    view.person.choose(made.folk["Lê Thị Thư"].id)
    view.person.picked.emit()
    qtbot.waitUntil(lambda: titles(view) == ["chuẩn bị phòng họp"])
    view.person.choose(None)
    view.person.picked.emit()
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    qtbot.mouseClick(view.chips._buttons["week"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: titles(view) == ["lập danh sách hộ nghèo"])
    qtbot.mouseClick(view.chips._buttons["week"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)
    qtbot.keyClicks(view.search, "phong hop")
    qtbot.waitUntil(lambda: titles(view) == ["chuẩn bị phòng họp"])


def test_another_week_can_be_chosen(view: TasksView, made: Any, qtbot: QtBot) -> None:
    made.task("tuần này", due=date(2026, 11, 20))
    made.task("hai tuần nữa", due=date(2026, 12, 2))
    show(view, qtbot, 2)
    view.week.choose(Week(2026, 49))
    view.week.activated.emit(view.week.currentIndex())
    qtbot.waitUntil(lambda: "hai tuần nữa" in titles(view) and view.week.chosen() == Week(2026, 49))
    view.week.choose(None)
    view.week.activated.emit(0)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2)


def test_progress_in_place_by_keyboard(view: TasksView, made: Any, context: Any, qtbot: QtBot) -> None:
    task = made.task("việc", due=date(2026, 11, 27))
    show(view, qtbot, 1)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: view.panel.task is not None)
    qtbot.keyClicks(view.panel.note, "Da gui 5/9 ap")
    view.acts["tasks.progress"].trigger()
    qtbot.waitUntil(lambda: len(tasks.task(made.office, task.id).progress) == 1)
    qtbot.waitUntil(lambda: len(view.panel.log.cards) == 1 and view.panel.note.text() == "")
    assert "Đã ghi tiến độ." in context.said


def test_closing_takes_the_reply(view: TasksView, made: Any, qtbot: QtBot) -> None:
    task = made.task("việc", due=date(2026, 11, 18))
    show(view, qtbot, 1)
    view.open_current()
    qtbot.waitUntil(lambda: view.panel.task is not None)
    view.panel.reply.setText("45/BC-UBND")
    view.acts["tasks.finish"].trigger()
    qtbot.waitUntil(lambda: tasks.task(made.office, task.id).state == "done")
    done = tasks.task(made.office, task.id)
    assert (done.reply, done.status) == ("45/BC-UBND", "done_late")
    qtbot.waitUntil(lambda: view.model.rowCount() == 0)


def test_due_day_changes_with_a_reason_and_warns_of_rest_days(view: TasksView, made: Any, qtbot: QtBot) -> None:
    task = made.task("việc", due=date(2026, 11, 20))
    show(view, qtbot, 1)
    view.acts["tasks.change_due"].trigger()
    dialog: DueDialog = dialog_of(view, DueDialog, qtbot)
    dialog.day.set_day(date(2026, 11, 24))
    assert not dialog.ok.isEnabled()
    dialog.reason.setPlainText("chờ số liệu")
    assert dialog.ok.isEnabled()
    assert "Thứ Hai 23/11/2026" in dialog._problem.text()
    dialog.accept()
    qtbot.waitUntil(lambda: tasks.task(made.office, task.id).due_on == date(2026, 11, 24))
    assert any("20/11/2026" in line.note for line in tasks.task(made.office, task.id).progress)


def test_reassign_pause_and_resume(view: TasksView, made: Any, qtbot: QtBot) -> None:
    task = made.task("việc")
    show(view, qtbot, 1)
    view.acts["tasks.reassign"].trigger()
    dialog = dialog_of(view, ReassignDialog, qtbot)
    dialog.person.choose(made.folk["Lê Thị Thư"].id)
    dialog.reason.setPlainText("đi học")
    dialog.accept()
    qtbot.waitUntil(lambda: tasks.task(made.office, task.id).lead == "Lê Thị Thư")
    qtbot.waitUntil(lambda: view.model.index(0, 2).data() == "Lê Thị Thư")
    for state in ("paused", "open"):
        view.acts["tasks.pause"].trigger()
        reason = dialog_of(view, ReasonDialog, qtbot)
        reason.text.setPlainText("chờ hướng dẫn")
        reason.accept()
        qtbot.waitUntil(lambda state=state: tasks.task(made.office, task.id).state == state)
        qtbot.waitUntil(lambda state=state: (view._current() or task).state == state)
        qtbot.waitUntil(lambda: not view.findChildren(ReasonDialog))


def test_reopening_from_the_done_ones(view: TasksView, made: Any, qtbot: QtBot) -> None:
    task = made.task("việc")
    made.progress(task, "xong", done=True)
    show(view, qtbot, 0)
    qtbot.mouseClick(view.chips._buttons["done"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: view.model.rowCount() == 1)
    qtbot.waitUntil(view.acts["tasks.reopen"].isEnabled)
    view.acts["tasks.reopen"].trigger()
    reason = dialog_of(view, ReasonDialog, qtbot)
    reason.text.setPlainText("thiếu phụ lục")
    reason.accept()
    qtbot.waitUntil(lambda: tasks.task(made.office, task.id).state == "rework")


def test_open_task_whatever_is_filtered(view: TasksView, made: Any, qtbot: QtBot) -> None:
    task = made.task("đã xong từ lâu", letter_id=made.paper().id)
    made.progress(task, "xong", done=True)
    view.show()
    view.context.open_task(task.id)
    qtbot.waitUntil(lambda: view.panel.task is not None and view.panel.task.id == task.id)
    asked: list[int] = []
    view.context.letter_wanted.connect(asked.append)
    qtbot.mouseClick(view.panel.letter, Qt.MouseButton.LeftButton)
    assert asked == [task.letter_id]


def test_a_task_further_down_than_is_shown_opens(
    view: TasksView, made: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("FIRST_SHOWN", "MOST_SHOWN"):
        monkeypatch.setattr(f"desktop.ui.tasks_view.{name}", 2)
    made_tasks = [made.task(title, due=date(2026, 11, day)) for day, title in enumerate("abcd", 23)]
    show(view, qtbot, 2)
    view.context.open_task(made_tasks[3].id)
    qtbot.waitUntil(lambda: view.panel.task is not None and view.panel.task.id == made_tasks[3].id)
    assert titles(view) == ["d", "a", "b"]


def test_the_first_tasks_stand_there_before_the_others_and_all_are_counted(
    view: TasksView, made: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.ui.tasks_view.FIRST_SHOWN", 2)
    monkeypatch.setattr("desktop.ui.tasks_view.MOST_SHOWN", 5)
    added: list[tuple[int, int]] = []
    view.model.rowsInserted.connect(lambda _parent, first, last: added.append((first, last)))
    for number, title in enumerate("abcdefg"):
        made.task(title, due=date(2026, 11, 17 + number))
    show(view, qtbot, 5)
    assert added == [(2, 4)]
    assert titles(view) == ["a", "b", "c", "d", "e"]
    assert view.beside.total.text() == "7 nhiệm vụ, 3 quá hạn · 5 việc đầu danh sách; hãy lọc để thấy việc khác"
    view.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    view.refresh()
    qtbot.waitUntil(lambda: not view.context.jobs.busy)
    assert added == [(2, 4)], "a sorted list comes whole"
    assert titles(view) == ["e", "d", "c", "b", "a"]


def test_heads_sort(view: TasksView, made: Any, qtbot: QtBot) -> None:
    for title in ("đo đạc", "ảnh", "dọn kho"):
        made.task(title)
    show(view, qtbot, 3)
    view.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    assert titles(view) == ["ảnh", "dọn kho", "đo đạc"]


def test_the_list_and_its_panel_fit_a_small_screen_in_type_twice_as_large(view: TasksView, qtbot: QtBot) -> None:
    font = QFont(view.font())
    font.setPointSizeF(font.pointSizeF() * 2)
    view.setFont(font)
    for child in view.findChildren(QWidget):
        child.setFont(font)
    view.panel.show()
    assert view.minimumSizeHint().width() <= 1366 - 60
