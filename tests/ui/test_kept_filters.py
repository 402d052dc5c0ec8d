"""Filters kept by name: in the register and the list of tasks, for each office, used, renamed, left out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.assignments import Assignment
from desktop.services import assign, people, register
from desktop.ui.context import UiContext
from desktop.ui.kept_filters import KeptFilters, KeptFiltersDialog, NameDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.register_view import RegisterView
from desktop.ui.tasks_view import TasksView

Wait = Callable[[Callable[[], bool]], None]


def dialog(kind: type) -> object:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def register_view(desk, make, window: MainWindow, until: Wait) -> RegisterView:
    register.register(desk.office, desk.scan(make(number="7")).id)
    register.register(desk.office, desk.scan(make(number="8")).id)
    window.go_to("register")
    view = window.screens["register"]
    assert isinstance(view, RegisterView)
    view.refresh()
    until(lambda: view.model.rowCount() == 2)
    return view


def test_a_filter_of_the_register_is_kept_and_used_again(register_view: RegisterView, until: Wait) -> None:
    view = register_view
    view.chips.choose("unassigned")
    view.search.setText("7/UBND")
    until(lambda: view.model.rowCount() == 1)

    view.acts["register.keep_filter"].trigger()
    asked = dialog(NameDialog)
    assert isinstance(asked, NameDialog)
    assert asked.name() == "Chưa giao · 7/UBND"
    asked.line.setText("Việc số 7")
    asked.accept()

    view.bar.show_chip("")
    view.bar.changed.emit()
    until(lambda: view.model.rowCount() == 2)
    view.bar.kept._fill()
    lines = [action for action in view.bar.kept.menu_.actions() if action.isCheckable()]
    assert [line.text() for line in lines] == ["Việc số 7"]
    assert not lines[0].isChecked()
    lines[0].trigger()
    until(lambda: view.model.rowCount() == 1)
    assert (view.search.text(), view.chips.chosen()) == ("7/UBND", "unassigned")
    view.bar.kept._fill()
    assert next(a for a in view.bar.kept.menu_.actions() if a.isCheckable()).isChecked()


def test_this_year_is_kept_as_this_year_and_all_years_as_all(register_view: RegisterView) -> None:
    bar = register_view.bar
    assert bar.filter_values()["year"] == "now"
    bar.year.setCurrentIndex(bar.year.findData(None))
    kept = bar.filter_values()
    assert kept["year"] is None
    bar.use_filter({"year": "now"})
    assert bar.year.currentData() == 2026
    bar.use_filter(kept)
    assert bar.year.currentData() is None


def test_a_filter_of_the_tasks_is_kept_with_person_and_week(desk, make, window: MainWindow, until: Wait) -> None:
    unit = people.add_unit(desk.office, "Văn phòng")
    lead = people.add_person(desk.office, "Lê Thị Mai", "Chuyên viên", unit.id, "officer")
    assign.assign(desk.office, [Assignment("Rà soát", lead_id=lead.id), Assignment("Báo cáo", lead_id=lead.id)])
    window.go_to("tasks")
    view = window.screens["tasks"]
    assert isinstance(view, TasksView)
    view.refresh()
    until(lambda: view.model.rowCount() == 2)
    view.person.choose(lead.id)
    view.week.choose_ahead(1)
    view.search.setText("rà")
    values = view.bar.filter_values()
    assert values["week"] == 1
    view.bar.kept.kept.keep("Của Mai", values)

    view.bar.show_chip("open")
    view.bar.use_filter(view.bar.kept.kept.all()[0].values)
    assert view.bar.filter() == view.bar.filter().__class__(
        week=view.week.chosen(), person_id=lead.id, open_only=True, text="rà"
    )
    assert view.week.ahead() == 1


def test_kept_filters_are_those_of_one_office(context: UiContext, memory: QSettings) -> None:
    context.memory = memory
    KeptFilters(context, "register").keep("Khẩn", {"chip": "urgent"})
    memory.sync()
    again = QSettings(memory.fileName(), QSettings.Format.IniFormat)
    context.memory = again
    assert [kept.values for kept in KeptFilters(context, "register").all()] == [{"chip": "urgent"}]
    assert KeptFilters(context, "tasks").all() == []

    from dataclasses import replace

    context.set_info(replace(context.info(), uid="another"))
    assert KeptFilters(context, "register").all() == []


def test_what_is_broken_in_the_memory_keeps_nothing_from_being_kept(context: UiContext, memory: QSettings) -> None:
    context.memory = memory
    kept = KeptFilters(context, "register")
    for broken in ("{", "[1, 2]", '[{"name": "x"}]', '{"a": 1}'):
        memory.setValue(f"filters/{context.info().uid}/register", broken)
        assert kept.all() == []
    kept.keep("Khẩn", {"chip": "urgent"})
    assert [one.name for one in kept.all()] == ["Khẩn"]


def test_they_are_renamed_and_left_out_by_keys(context: UiContext, memory: QSettings, qtbot: QtBot) -> None:
    context.memory = memory
    kept = KeptFilters(context, "register")
    kept.keep("Một", {"chip": "urgent"})
    kept.keep("Hai", {"chip": "overdue"})
    used: list[object] = []
    shown = KeptFiltersDialog(kept, used.append)
    qtbot.addWidget(shown)
    shown.show()
    qtbot.keyClick(shown, Qt.Key.Key_F2)
    asked = dialog(NameDialog)
    assert isinstance(asked, NameDialog)
    asked.line.setText("Hai")
    assert asked.problem()
    asked.line.setText("Ba")
    asked.accept()
    assert [one.name for one in kept.all()] == ["Ba", "Hai"]
    shown.list.setCurrentRow(1)
    qtbot.keyClick(shown.list, Qt.Key.Key_Delete)
    assert [one.name for one in kept.all()] == ["Ba"]
    qtbot.keyClick(shown.list, Qt.Key.Key_Return)
    assert used == [{"chip": "urgent"}]


def test_a_kept_name_is_replaced_only_after_it_was_told(qtbot: QtBot) -> None:
    asked = NameDialog("Giữ bộ lọc", "Khẩn", ["Khẩn"])
    qtbot.addWidget(asked)
    assert not asked.problem()
    assert "sẽ được thay" in asked._problem.text()
