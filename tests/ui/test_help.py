"""The guide: a page for each screen with a picture of it, the same in both languages; F1; the page of shortcuts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from pytestqt.qtbot import QtBot

from desktop.ui.assemble import PLACES, build_window
from desktop.ui.context import UiContext
from desktop.ui.help_view import SHORTCUTS, HelpView, pages
from desktop.ui.main_window import MainWindow

Wait = Callable[[Callable[[], bool]], None]
PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


@pytest.fixture
def window(context: UiContext, memory: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    made = build_window(context, memory)
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.close()
    made.close()
    made.deleteLater()


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_screen_has_a_page_with_its_picture(language: str) -> None:
    found = {file.stem.split("-", 1)[1]: file for file in pages(language)}
    for place in PLACES:
        if place.name != "help":
            text = found[place.name].read_text(encoding="utf-8")
            assert f"../pictures/{place.name}.png" in text, place.name
    for file in found.values():
        for picture in PICTURE.findall(file.read_text(encoding="utf-8")):
            assert (file.parent / picture).is_file(), f"{file.name}: {picture}"


def test_both_languages_have_the_same_pages() -> None:
    assert [file.name for file in pages("vi")] == [file.name for file in pages("en")]


def test_f1_opens_the_page_of_the_screen_in_front(window: MainWindow, qtbot: QtBot) -> None:
    for name in ("tasks", "start", "inbox"):
        window.go_to(name)
        qtbot.keyClick(window, Qt.Key.Key_F1)
        view = window.front
        assert isinstance(view, HelpView)
        assert view.list.currentItem().data(Qt.ItemDataRole.UserRole).endswith(f"-{name}")


def test_pictures_fit_the_page(window: MainWindow, until: Wait) -> None:
    window.go_to("inbox")
    window.open_help()
    view = window.front
    assert isinstance(view, HelpView)
    until(lambda: view.text.document().size().width() > 0)
    assert view.text.document().idealWidth() <= view.text.viewport().width()
    assert view.text.document().size().height() > 500, "there is a picture on it"


def test_every_shortcut_stands_on_its_page(window: MainWindow) -> None:
    window.go_to("help")
    view = window.front
    assert isinstance(view, HelpView)
    view.show_page(SHORTCUTS)
    text = view.text.toPlainText()
    for entry in window.context.actions:
        for keys in entry.spec.shortcuts:
            assert QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText) in text, entry.spec.name
    assert {str(place.title) for place in PLACES if place.name in ("inbox", "register", "tasks")} <= set(
        text.splitlines()
    )


def test_keys_told_in_the_guide_are_keys_that_there_are(window: MainWindow) -> None:
    window.build_all()
    real = {keys for entry in window.context.actions for keys in entry.spec.shortcuts}
    names = {
        "Ctrl+Enter": "Ctrl+Return",
        "Ctrl+Shift+Enter": "Ctrl+Shift+Return",
        "Alt+Enter": "Alt+Return",
        "Alt+→": "Alt+Right",
        "Alt+←": "Alt+Left",
    }
    own = {
        "Ctrl+C",
        "Ctrl+A",
        "Ctrl+V",
        "Shift+Tab",
        "Ctrl+Alt+L",
        *(f"Alt+{n}" for n in range(1, 10)),
    }  # of a field, a dialog, the lock
    wrong = []
    for file in pages("vi"):
        told = re.findall(r"`((?:Ctrl|Alt|Shift)\+[^`]+|F\d+)`", file.read_text(encoding="utf-8"))
        wrong += [(file.name, keys) for keys in told if names.get(keys, keys) not in real | own]
    assert wrong == []
