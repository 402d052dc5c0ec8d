"""Directives beside the page: ticks, due days offered, leads, giving all at once, what was typed survives news."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTime
from pytestqt.qtbot import QtBot

from desktop.services import letters, tasks
from desktop.ui.context import UiContext
from desktop.ui.directives_view import DirectivesView
from desktop.ui.due_box import DayDialog
from desktop.ui.labels import path_label
from desktop.ui.new_task_dialog import NewTaskDialog


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> DirectivesView:
    screen = DirectivesView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    return screen


def show(view: DirectivesView, qtbot: QtBot, rows: int) -> None:
    view.show()
    view.context.actions.show_front(view)
    view.shown()
    qtbot.waitUntil(lambda: len(view.rows) == rows)


def test_only_what_concerns_us_and_is_work_is_ticked(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 4)
    assert [row.tick.isChecked() for row in view.rows] == [False, True, True, False]
    assert not view.acts["directives.give"].isEnabled()
    assert "2 việc" in view.problem.text()


def test_due_offers_working_strict_and_stated_day(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 4)
    due = view.rows[1].due
    words = [due.itemText(i) for i in range(due.count())]
    assert words == [
        "27/11/2026 (ngày làm việc cuối)",
        "29/11/2026 (hạn chặt)",
        "30/11/2026 (ngày ghi trong văn bản)",
        "Không có hạn",
        "Ngày khác…",
    ]
    assert due.due_on() == date(2026, 11, 27)
    assert view.rows[2].due.due_on() is None


def test_places_are_named_without_codes() -> None:
    assert [path_label(path) for path in ("1-a", "end", "p2", "p2-1", "3-note")] == [
        "1-a",
        "",
        "Đoạn 2",
        "Đoạn 2-1",
        "3",
    ]


def test_another_day_is_asked_for(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 4)
    due = view.rows[2].due
    due.setCurrentIndex(due.count() - 1)
    due.activated.emit(due.count() - 1)
    qtbot.waitUntil(lambda: bool(view.findChildren(DayDialog)))
    dialog = view.findChildren(DayDialog)[0]
    dialog.edit.set_day(date(2026, 12, 3))
    dialog.accept()
    assert due.due_on() == date(2026, 12, 3)
    assert not due.is_offered()
    assert view.rows[1].due.is_offered()


def test_one_lead_for_all_then_give_at_once(view: DirectivesView, made: Any, context: Any, qtbot: QtBot) -> None:
    letter = made.scanned()
    show(view, qtbot, 4)
    qtbot.keyClicks(view.lead_for_all.lineEdit(), "kinh")
    view.lead_for_all.lineEdit().editingFinished.emit()
    assert [row.lead.chosen() for row in view.chosen()] == [made.folk["Đỗ Văn Kinh"].id] * 2
    view.rows[1].product.setText("Báo cáo")
    view.rows[1].partners.set_people([made.folk["Nguyễn Thị Lúa"]], [made.folk["Nguyễn Thị Lúa"].id])
    view.opinion.setText("Đ/c Kinh chủ trì.")
    view.acts["directives.give"].trigger()
    qtbot.waitUntil(lambda: "Đã giao 2 việc." in context.said)
    given = tasks.tasks(made.office, tasks.TaskFilter(letter_id=letter.id))
    assert {(t.lead, t.due_on) for t in given} == {("Đỗ Văn Kinh", date(2026, 11, 27)), ("Đỗ Văn Kinh", None)}
    assert {t.product for t in given} == {"Báo cáo", ""}
    assert {t.partners for t in given} == {("Nguyễn Thị Lúa",), ()}
    assert letters.instructions(made.office, letter.id)[0].text == "Đ/c Kinh chủ trì."
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view.empty)


def test_a_click_shows_the_sentence_and_a_mark_leads_back(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 4)
    gone: list[str] = []
    view.pages.go_to = gone.append  # type: ignore[method-assign]
    qtbot.mouseClick(view.rows[1], Qt.MouseButton.LeftButton)
    wanted = view.rows[1].directive
    assert wanted is not None
    assert gone == [f"directive:{wanted.id}"]
    assert view.rows[1]._lit
    other = view.rows[2].directive
    assert other is not None
    view.pages.mark_clicked.emit(f"directive:{other.id}")
    assert gone[-1] == f"directive:{other.id}"


def test_what_was_chosen_survives_news_from_elsewhere(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 4)
    view.rows[1].lead.choose(made.folk["Lê Thị Thư"].id)
    made.paper()
    view.context.tell("letters")
    qtbot.waitUntil(lambda: view.letters.count() == 2)
    assert view.rows[1].lead.chosen() == made.folk["Lê Thị Thư"].id


def test_a_letter_without_directives_is_given_as_a_whole(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    letter = made.paper(subject="rà soát hộ nghèo")
    show(view, qtbot, 1)
    row = view.rows[0]
    assert row.title.text() == "rà soát hộ nghèo"
    row.lead.choose(made.folk["Nguyễn Thị Lúa"].id)
    row.changed.emit()
    view.acts["directives.give"].trigger()
    qtbot.waitUntil(lambda: len(tasks.tasks(made.office, tasks.TaskFilter(letter_id=letter.id))) == 1)


def test_open_letter_shows_one_that_has_tasks_already(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    letter = made.scanned()
    made.give(letter)
    view.context.open_directives(letter.id)
    qtbot.waitUntil(lambda: len(view.rows) == 4)
    assert "đã giao 1 việc" in view.rows[1].given.text()
    assert not view.rows[1].tick.isChecked()


def test_nothing_to_give_says_so(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    view.show()
    view.shown()
    qtbot.waitUntil(lambda: view.stack.currentWidget() is view.empty)
    assert "Sổ văn bản đến" in view.empty.text()


def test_f8_and_enter_go_from_one_empty_lead_to_the_next(
    view: DirectivesView, made: Any, office: Any, qtbot: QtBot
) -> None:
    made.scanned()
    show(view, qtbot, 4)
    ticked = view.chosen()
    assert len(ticked) > 1
    for row in ticked:
        row.lead.choose(None)
    view.next_lead(first=True)
    qtbot.waitUntil(ticked[0].lead.hasFocus)
    view.acts["directives.next_lead"].trigger()
    qtbot.waitUntil(ticked[1].lead.hasFocus)
    view.next_lead(first=True)
    for row in ticked:
        qtbot.waitUntil(row.lead.hasFocus)
        qtbot.keyClicks(row.lead.lineEdit(), "kinh")
        qtbot.keyClick(row.lead.lineEdit(), Qt.Key.Key_Return)
    qtbot.waitUntil(view.give_button.hasFocus)
    assert {row.lead.chosen() for row in ticked} == {made.folk["Đỗ Văn Kinh"].id}
    view.acts["directives.give"].trigger()
    qtbot.waitUntil(lambda: len(tasks.tasks(office)) == len(ticked))


def test_a_name_that_means_nobody_stays_where_it_is(view: DirectivesView, made: Any, qtbot: QtBot) -> None:
    made.scanned()
    show(view, qtbot, 4)
    first = view.chosen()[0]
    first.lead.choose(None)
    view.next_lead(first=True)
    qtbot.keyClicks(first.lead.lineEdit(), "xyz")
    qtbot.keyClick(first.lead.lineEdit(), Qt.Key.Key_Return)
    qtbot.wait(20)
    assert first.lead.hasFocus()


def test_parts_hour_and_period_are_worked_out_in_full(
    view: DirectivesView, made: Any, office: Any, qtbot: QtBot
) -> None:
    made.scanned()
    show(view, qtbot, 4)
    for row in view.chosen()[1:]:
        row.tick.setChecked(False)
    [row] = view.chosen()
    view.ask_details()
    dialog = view.findChildren(NewTaskDialog)[-1]
    dialog.lead.choose(made.folk["Đỗ Văn Kinh"].id)
    dialog.partners.set_people(list(made.folk.values()), [made.folk["Nguyễn Thị Lúa"].id])
    dialog.partners.picked.emit()
    dialog.parts[made.folk["Nguyễn Thị Lúa"].id].setText("số liệu")
    dialog.hour.setTime(QTime(17, 0))
    dialog.repeat.every.setCurrentIndex(dialog.repeat.every.findData("quarter"))
    dialog.check()
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert "17:00" in row.lacks.text()
    view.give()
    qtbot.waitUntil(lambda: bool(tasks.tasks(office)))
    [task] = tasks.tasks(office)
    assert (task.partner_parts, task.due_time) == (("số liệu",), "17:00")
    assert task.recurrence is not None
    assert task.recurrence.every == "quarter"


def test_the_whole_letter_is_proposed_with_the_offices_limit(
    view: DirectivesView, made: Any, office: Any, qtbot: QtBot
) -> None:
    office.change_settings(replace(office.settings, time_limits={"Công văn": 5}))
    made.paper()
    show(view, qtbot, 1)
    [row] = view.rows
    assert row.due.due_on() == date(2026, 11, 26)
    assert "theo quy chế" in row.due.itemText(0)
    assert "sản phẩm" in row.lacks.text()
