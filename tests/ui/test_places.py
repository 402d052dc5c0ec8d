"""Screens are built when somebody goes there, the rest while nobody waits."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from desktop.services import register
from desktop.ui.assemble import PLACES, build_window
from desktop.ui.context import UiContext
from desktop.ui.main_window import MainWindow
from desktop.ui.places import Builder
from desktop.workers.intake import IntakeRunner

Wait = Callable[[Callable[[], bool]], None]


@pytest.fixture
def window(context: UiContext, memory: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = build_window(context, memory)
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.close()
    made.close()
    made.deleteLater()


def built(window: MainWindow) -> list[str]:
    return [screen.name for screen in window.screens.built()]


def test_the_window_stands_with_its_first_screen_alone(window: MainWindow) -> None:
    assert built(window) == ["inbox"]
    assert window.rail._buttons["week"].text().strip() == "Tuần này"


def test_the_other_screens_follow_while_nobody_waits(window: MainWindow, until: Wait) -> None:
    window.build_rest()
    until(lambda: built(window) == [place.name for place in PLACES])
    assert window.front is window.screens["inbox"]


def test_no_screen_is_built_while_scans_come_in(
    window: MainWindow, until: Wait, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(Builder, "BUSY_MS", 20)
    rests = [False]
    monkeypatch.setattr(IntakeRunner, "at_rest", property(lambda _runner: rests[0]))
    asked: list[str] = []
    monkeypatch.setattr(window._builder, "_rests", lambda: asked.append("") or window._rests())
    window.build_rest()
    until(lambda: len(asked) > 3)
    assert built(window) == ["inbox"]
    rests[0] = True
    until(lambda: built(window) == [place.name for place in PLACES])


def test_each_place_leads_to_the_screen_of_its_name(window: MainWindow) -> None:
    window.build_all()
    for place in PLACES:
        screen = window.screens[place.name]
        assert (screen.name, screen.icon, screen.title()) == (place.name, place.icon, str(place.title))


def test_a_letter_opens_its_directives_on_a_screen_not_built_yet(
    desk, make, window: MainWindow, context: UiContext, until: Wait
) -> None:
    letter = register.register(desk.office, desk.scan(make()).id)
    context.open_directives(letter.id)
    view = window.screens["directives"]
    assert window.front is view
    until(lambda: view.sheet is not None and view.sheet.letter.id == letter.id)


def test_the_palette_offers_what_no_screen_has_brought_yet(window: MainWindow) -> None:
    window.context.actions["go.palette"].trigger()
    assert len(built(window)) == len(PLACES)
