"""From any number one gets to what it counts: every tile, card, chart part, hit, name and report is opened, and the rows
behind it are counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.core.assignments import Assignment
from desktop.core.readings import Box, DirectiveReading
from desktop.core.records import Letter, Person, Task
from desktop.services import assign, directives, extensions, people, register, replies, tasks
from desktop.services.replies import ReplyDraft
from desktop.ui.inbox_view import InboxView
from desktop.ui.letter_panel import PAGES
from desktop.ui.main_window import MainWindow
from desktop.ui.register_view import RegisterView
from desktop.ui.replies_dialog import RepliesDialog
from desktop.ui.report_kinds import forms
from desktop.ui.start_view import StartView, Tile
from desktop.ui.tasks_view import TasksView

Wait = Callable[[Callable[[], bool]], None]
SENTENCE = "Giao Ủy ban nhân dân các xã rà soát hộ nghèo, báo cáo trước ngày 22/11/2026."


@dataclass
class Made:
    """What the office holds."""

    letters: list[Letter]
    given: list[Task]
    person: Person


@pytest.fixture
def made(desk: Any, make: Any) -> Made:
    """Two letters (one with a directive that is given), paper without a number, a task of each kind, two scans."""
    office = desk.office
    said = DirectiveReading("1", None, "1.", "dated", SENTENCE, page=1, box=Box(0.1, 0.7, 0.9, 0.74))
    read = replace(make(number="11"), directives=(said,))
    letters = [
        register.register(office, desk.scan(read).id),
        register.register(office, desk.scan(make(number="12")).id),
    ]
    letters.append(register.register_by_hand(office, {"subject": "giấy mời họp", "issuer": "Sở Nội vụ"}))
    unit = people.add_unit(office, "Văn phòng")
    person = people.add_person(office, "Lê Thị Mai", "Chuyên viên", unit.id, "officer")
    [directive] = directives.of_letter(office, letters[0].id)
    plain = [
        Assignment(
            SENTENCE, lead_id=person.id, due_on=date(2026, 11, 22), letter_id=letters[0].id, directive_id=directive.id
        ),
        Assignment("việc trễ", lead_id=person.id, due_on=date(2026, 11, 18)),
        Assignment("việc không hạn", lead_id=person.id),
        Assignment("việc đang làm", lead_id=person.id, due_on=date(2026, 12, 20)),
        Assignment("việc xong", lead_id=person.id, due_on=date(2026, 12, 21)),
        Assignment("việc dừng", lead_id=person.id, due_on=date(2026, 12, 22)),
    ]
    given = assign.assign(office, plain)
    tasks.report_progress(office, given[3].id, "đang làm")
    tasks.report_progress(office, given[4].id, "xong", done=True)
    tasks.pause(office, given[5].id, "chờ")
    extensions.ask(office, given[3].id, date(2026, 12, 30), "bận")
    desk.scan(make())
    desk.unreadable()
    replies.record(office, ReplyDraft("15", "UBND-VP", date(2026, 11, 20), "báo cáo rà soát"))
    return Made(letters, given, person)


def start_of(window: MainWindow, until: Wait) -> StartView:
    window.go_to("start")
    start = cast("StartView", window.screens["start"])
    start.refresh()
    until(lambda: start.desk is not None and len(start.findChildren(Tile)) > 5)
    return start


def rows_in_front(window: MainWindow) -> int:
    front = window.front
    if isinstance(front, InboxView):
        return len(front.panel.scans())
    if isinstance(front, RegisterView | TasksView):
        return front.model.rowCount()
    assert front is not None
    return front.letters.count()  # type: ignore[attr-defined]


def test_every_tile_leads_to_as_many_rows(made: Made, window: MainWindow, until: Wait) -> None:
    start = start_of(window, until)
    names = [tile.accessibleName() for tile in start.findChildren(Tile)]
    assert len(names) >= 6
    for name in names:
        start = start_of(window, until)
        tile = next(tile for tile in start.findChildren(Tile) if tile.accessibleName() == name)
        tile.opened.emit()
        count = int(name.split()[0])
        assert window.front is not start, name
        if "tuần này" in name:  # the week's list holds what is late and what was done in it, too
            until(lambda count=count: rows_in_front(window) >= count > 0)  # type: ignore[misc]
        else:
            until(lambda count=count: rows_in_front(window) == count)  # type: ignore[misc]


def test_every_part_of_the_charts_leads_to_as_many_rows(
    made: Made, window: MainWindow, qtbot: QtBot, until: Wait
) -> None:
    start = start_of(window, until)
    shares = {share.name: share.value for share in start.status._shares}
    assert set(shares) >= {"overdue", "not_started", "no_due", "under_way", "paused", "done_on_time"}
    for name, count in shares.items():
        start.status.picked.emit(name)
        until(lambda count=count: isinstance(window.front, TasksView) and rows_in_front(window) == count)  # type: ignore[misc]
        until(lambda name=name: statuses(window) == {name})  # type: ignore[misc]
    window.go_to("start")
    start.arrivals.setFocus()
    qtbot.keyClick(start.arrivals, Qt.Key.Key_Return)
    until(lambda: isinstance(window.front, RegisterView) and rows_in_front(window) == 3)
    assert cast("RegisterView", window.front).bar.chips.words() == "Đến ngày 21/11/2026"


def statuses(window: MainWindow) -> set[str]:
    model = cast("TasksView", window.front).model
    found = [model.task_at(row) for row in range(model.rowCount())]
    return {task.status for task in found if task is not None}


def test_every_card_of_the_desk_leads_to_its_task_or_letter(made: Made, window: MainWindow, until: Wait) -> None:
    start = start_of(window, until)
    start.late.cards[0].opened.emit()
    view = cast("TasksView", window.screens["tasks"])
    until(lambda: window.front is view and view.panel.task is not None and view.panel.task.id == made.given[1].id)
    start_of(window, until).due.cards[0].opened.emit()
    until(lambda: view.panel.task is not None and view.panel.task.id == made.given[0].id)


def test_a_task_leads_to_the_sentence_it_came_from_and_to_its_person(
    made: Made, window: MainWindow, until: Wait
) -> None:
    window.context.open_task(made.given[0].id)
    view = cast("TasksView", window.screens["tasks"])
    until(lambda: view.panel.task is not None and view.panel.isVisible())
    view.panel.letter.click()
    the_sentence_is_shown(made, window, until)

    window.context.open_task(made.given[0].id)
    until(lambda: window.front is view and view._current() is not None)
    view.acts["tasks.of_lead"].trigger()
    until(lambda: view.person.chosen() == made.person.id and view.model.rowCount() == len(made.given))


def the_sentence_is_shown(made: Made, window: MainWindow, until: Wait) -> None:
    register_view = cast("RegisterView", window.screens["register"])
    panel = register_view.panel
    until(lambda: window.front is register_view and panel.bundle is not None)
    directive = panel.bundle.directives[0]  # type: ignore[union-attr]
    assert directive.text == SENTENCE
    mark = f"directive:{directive.id}"
    until(lambda: panel.pages.canvas.flashing() == mark)
    assert panel.tabs.currentIndex() == PAGES
    canvas = panel.pages.canvas
    item = canvas._mark_items[mark]
    assert canvas._seen().intersects(item.mapRectToScene(item.rect()))
    until(lambda: canvas.flashing() == "")


def test_every_kind_of_hit_leads_to_its_thing(made: Made, window: MainWindow, qtbot: QtBot, until: Wait) -> None:
    find(window, "ra soat ho ngheo", "directive", qtbot, until)
    the_sentence_is_shown(made, window, until)

    find(window, "viec tre", "task", qtbot, until)
    tasks_view = cast("TasksView", window.screens["tasks"])
    until(lambda: tasks_view.panel.task is not None and tasks_view.panel.task.id == made.given[1].id)

    find(window, "giay moi hop", "letter", qtbot, until)
    panel = cast("RegisterView", window.screens["register"]).panel
    until(lambda: panel.bundle is not None and panel.bundle.letter.id == made.letters[2].id)

    find(window, "15/UBND-VP", "outgoing", qtbot, until)
    until(lambda: any(isinstance(w, RepliesDialog) and w.isVisible() for w in QApplication.topLevelWidgets()))
    [dialog] = [w for w in QApplication.topLevelWidgets() if isinstance(w, RepliesDialog) and w.isVisible()]
    until(lambda: dialog.model.rowCount() == 1)
    dialog.close()


def find(window: MainWindow, words: str, kind: str, qtbot: QtBot, until: Wait) -> None:
    box = window.search
    window.activateWindow()
    until(window.isActiveWindow)
    box.begin()
    qtbot.keyClicks(box, words)
    until(lambda: box.results.isVisible() and box._asked == words)

    def hits() -> list[Any]:
        return [box.results.list.item(n) for n in range(box.results.list.count())]

    until(lambda: any(item.data(Qt.ItemDataRole.UserRole).kind == kind for item in hits()))
    box.results.list.setCurrentItem(next(i for i in hits() if i.data(Qt.ItemDataRole.UserRole).kind == kind))
    qtbot.keyClick(box, Qt.Key.Key_Return)


def test_a_name_in_the_week_and_in_the_lists_leads_to_its_work(made: Made, window: MainWindow, until: Wait) -> None:
    window.go_to("week")
    week: Any = window.screens["week"]
    until(lambda: week.list.count() >= 3)
    week.list.setCurrentRow(2)
    week.list.itemActivated.emit(week.list.currentItem())
    view = cast("TasksView", window.screens["tasks"])
    until(lambda: window.front is view and view.person.chosen() == made.person.id and view.week.ahead() == 0)

    window.go_to("catalogues")
    lists: Any = window.screens["catalogues"]
    until(lambda: lists.lists is not None)
    expected = {0: TasksView, 1: TasksView, 2: RegisterView, 3: RegisterView}
    for tab, kind in expected.items():
        window.go_to("catalogues")
        lists.tabs.setCurrentIndex(tab)
        lists.tables[tab].selectRow(0)
        row = lists.current()
        lists.acts["catalogues.rows"].trigger()
        until(lambda kind=kind: isinstance(window.front, kind))  # type: ignore[misc]
        if tab == 2:
            until(lambda row=row: rows_in_front(window) == row.uses)  # type: ignore[misc]


def test_every_report_leads_to_the_rows_it_is_made_of(made: Made, window: MainWindow, until: Wait) -> None:
    window.go_to("reports")
    reports: Any = window.screens["reports"]
    until(lambda: reports.list.count() == len(forms()))
    for row in range(reports.list.count()):
        window.go_to("reports")
        reports.list.setCurrentRow(row)
        if reports.request() is None:  # a letter is still to be chosen
            continue
        reports.acts["reports.rows"].trigger()
        assert isinstance(window.front, RegisterView | TasksView), reports.list.item(row).text()
