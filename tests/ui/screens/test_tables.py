"""Tables in every size of type: days, numbers and states are shown whole; longer texts give way."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from desktop.ui import theme
from desktop.ui.catalogues_view import CataloguesView
from desktop.ui.register_view import RegisterView
from desktop.ui.tasks_view import TasksView

#: a day, a number, the half of a sign, what stands alone between blanks
NEVER_CUT = re.compile(r"\d{1,2}/\d{1,2}/\d{4}|\d+")
STATES = re.compile(r"[!○◐✓–↺‖] ?[^\n]+")
PADDING = 2 * 6 + 4
#: what the screen gets of a window of 1366×768 beside the rail
ROOM = {1.0: QSize(1170, 640), 1.5: QSize(1110, 640), 2.0: QSize(1040, 600)}


@pytest.fixture(params=sorted(ROOM))
def room(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[QSize]:
    theme.apply(qapp, "light", request.param)
    yield ROOM[request.param]
    theme.apply(qapp, "light")


def cut_cells(table: QTableView) -> list[str]:
    """Return the days, numbers and states of the visible columns that do not stand whole in their cells."""
    model = table.model()
    found = []
    for column in range(model.columnCount()):
        if table.isColumnHidden(column):
            continue
        for row in range(model.rowCount()):
            index = model.index(row, column)
            text = str(index.data() or "")
            font = index.data(Qt.ItemDataRole.FontRole) or table.font()
            width = table.columnWidth(column) - PADDING
            metrics = QFontMetrics(QFont(font))
            found += [t for t in NEVER_CUT.findall(text) if metrics.horizontalAdvance(t) > width]
            if STATES.fullmatch(text):
                flags = int(Qt.TextFlag.TextWordWrap.value)
                need = metrics.boundingRect(QRect(0, 0, width, 1000), flags, text)
                if need.height() > table.rowHeight(row) or need.width() > width:
                    found.append(text)
    return found


def shown(view: Any, room: QSize, qtbot: QtBot) -> None:
    qtbot.addWidget(view)
    view.resize(room)
    view.show()
    view.shown()


def test_the_register_shows_days_and_numbers_whole(context: Any, made: Any, room: QSize, qtbot: QtBot) -> None:
    made.paper(number="15/2026", symbol="QĐ-UBND", issued_on="2026-10-30")
    made.give(made.scanned())
    view = RegisterView(context)
    shown(view, room, qtbot)
    qtbot.waitUntil(lambda: view.model.rowCount() == 2 and view.model.letter_at(1) is not None)
    qtbot.waitUntil(lambda: view.model.index(1, 0).data() is not None)
    assert cut_cells(view.table) == []
    assert view.width() == room.width(), "nothing pushes the screen wider than its window"
    assert view.table.columnWidth(5) >= 100, "the subject keeps room"


def test_the_tasks_show_states_and_days_whole(context: Any, made: Any, room: QSize, qtbot: QtBot) -> None:
    made.task("trễ", due=date(2026, 10, 30))
    made.task("đúng giờ", due=date(2026, 11, 30), due_time="17:00")
    made.task("không hạn")
    view = TasksView(context)
    shown(view, room, qtbot)
    qtbot.waitUntil(lambda: view.model.rowCount() == 3)
    assert cut_cells(view.table) == []
    if room != ROOM[2.0]:  # there the three choosers above the table need the scroll bar
        assert view.width() == room.width()
    assert not view.table.isColumnHidden(3)


def test_the_catalogues_show_days_and_states_whole(context: Any, room: QSize, qtbot: QtBot) -> None:
    view = CataloguesView(context)
    shown(view, room, qtbot)
    qtbot.waitUntil(lambda: view.tables[0].model().rowCount() > 0)
    for table in view.tables:
        assert cut_cells(table) == []


def test_a_width_that_a_person_pulled_stays(context: Any, made: Any, qtbot: QtBot) -> None:
    made.paper()
    view = RegisterView(context)
    shown(view, ROOM[1.0], qtbot)
    view.table.setColumnWidth(2, 210)
    view.resize(1160, 600)
    qtbot.wait(20)
    assert view.table.columnWidth(2) == 210
