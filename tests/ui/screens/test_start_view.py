"""The desk: its numbers are those of the office, and each leads to what it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.services import extensions
from desktop.ui.context import UiContext
from desktop.ui.start_view import StartView, Tile


@pytest.fixture
def view(context: UiContext, qtbot: QtBot) -> StartView:
    screen = StartView(context)
    qtbot.addWidget(screen)
    screen.resize(1180, 640)
    return screen


def show(view: StartView, qtbot: QtBot) -> list[Tile]:
    view.show()
    view.shown()
    qtbot.waitUntil(lambda: view.desk is not None)
    items = [view.tiles.itemAt(i).widget() for i in range(view.tiles.count())]
    return [tile for tile in items if isinstance(tile, Tile)]


def test_numbers_and_cards(view: StartView, made: Any, qtbot: QtBot) -> None:
    made.scan()
    made.paper(number="")
    made.task("trễ", due=date(2026, 11, 18))
    made.task("hôm nay", due=date(2026, 11, 20))
    tiles = show(view, qtbot)
    assert [tile.accessibleName() for tile in tiles] == [
        "1 bản quét đang chờ",
        "1 văn bản chưa giao việc",
        "1 văn bản thiếu thông tin",
        "1 việc quá hạn",
        "1 việc đến hạn tuần này",
    ]
    assert view.day.text() == "Thứ Sáu 20/11/2026 · Tuần 47"
    assert "! 18/11/2026 · trễ 2 ngày trễ" in view.late.cards[0].accessibleName()
    assert "hôm nay" in view.due.cards[0].accessibleName()
    assert "! Quá hạn: 1" in view.status.accessibleDescription()
    assert "18/11/2026: 1 văn bản" in view.arrivals.accessibleDescription()


def test_every_number_and_card_leads_on(view: StartView, made: Any, context: UiContext, qtbot: QtBot) -> None:
    task = made.task("trễ", due=date(2026, 11, 18))
    tiles = show(view, qtbot)
    went: list[object] = []
    context.screen_wanted.connect(went.append)
    context.tasks_wanted.connect(went.append)
    context.register_wanted.connect(went.append)
    context.task_wanted.connect(went.append)
    for tile in tiles:
        qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    qtbot.keyClick(view.late.cards[0], Qt.Key.Key_Return)
    assert went == ["inbox", "directives", "incomplete", "overdue", "week", task.id]


def test_an_empty_desk_is_calm(view: StartView, qtbot: QtBot) -> None:
    show(view, qtbot)
    assert view.late.cards == []
    assert view.status.accessibleDescription() == ""
    assert not view.grab().isNull()


def test_what_nobody_answered_and_what_waits_for_an_answer_is_shown(
    made: Any, office: Any, context: Any, qtbot: QtBot
) -> None:
    letter = made.scanned()
    task = made.task("rà soát", due=date(2026, 11, 24))
    extensions.ask(office, task.id, date(2026, 12, 1), "bận")
    view = StartView(context)
    qtbot.addWidget(view)
    view.show()
    view.shown()
    qtbot.waitUntil(lambda: bool(view.answer.cards))
    assert letter.subject in view.answer.cards[0].accessibleName()
    tiles = [tile.accessibleName() for tile in view.findChildren(Tile)]
    assert "1 việc xin gia hạn" in tiles
