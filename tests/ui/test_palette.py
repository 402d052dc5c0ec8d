"""The command palette, and inputs that complete with or without accents."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.services import register
from desktop.ui.field_editors import LineEditor
from desktop.ui.main_window import MainWindow
from desktop.ui.palette import Palette


def opened(window: MainWindow, qtbot: QtBot) -> Palette:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChildren(Palette)[-1]
    qtbot.waitUntil(palette.isVisible)
    return palette


def test_every_action_is_in_the_palette_with_its_key(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    assert len(palette.names()) == len(list(window.context.actions))
    assert "Ctrl+K" in [item.text(1) for item in palette.items()]
    palette.close()


def test_a_name_without_accents_is_found_and_done(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("inbox")
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.line, "so van ban den")
    assert "Sổ văn bản đến" in palette.names()[0]
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.front is window.screens["register"])


def test_the_arrows_choose(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.line, "man hinh")
    first = palette.list.currentItem()
    qtbot.keyClick(palette.line, Qt.Key.Key_Down)
    assert palette.list.currentItem() is not first
    qtbot.keyClick(palette.line, Qt.Key.Key_Up)
    assert palette.list.currentItem() is first
    palette.close()


def test_what_belongs_to_another_screen_leads_there(window: MainWindow, qtbot: QtBot) -> None:
    window.go_to("inbox")
    palette = opened(window, qtbot)
    entry = next(e for e in window.context.actions if e.owner is window.screens["catalogues"])
    done: list[int] = []
    entry.action.triggered.disconnect()
    entry.action.triggered.connect(lambda: done.append(1))
    item = next(item for item in palette.items() if item.data(0, Qt.ItemDataRole.UserRole) is entry)
    assert window.screens["catalogues"].title() in item.text(0)
    palette._do(item)
    assert window.front is window.screens["catalogues"]
    qtbot.wait(10)


def test_nothing_found_says_so(window: MainWindow, qtbot: QtBot) -> None:
    palette = opened(window, qtbot)
    qtbot.keyClicks(palette.line, "xyzw")
    assert palette.names() == []
    assert palette._none.isVisible()
    qtbot.keyClick(palette.line, Qt.Key.Key_Return)
    palette.close()


def test_known_issuers_are_offered_without_accents(desk, make, window: MainWindow, qtbot: QtBot, until) -> None:
    register.register(desk.office, desk.scan(make()).id, values={"issuer": "Sở Tài chính tỉnh Hòa Dương"})
    desk.scan(make(number="8"))
    window.go_to("inbox")
    window.context.tell("scans")
    form = window.screens["inbox"].letter.form
    editor = form.rows["issuer"].editor
    assert isinstance(editor, LineEditor)
    until(lambda: "Sở Tài chính tỉnh Hòa Dương" in editor._offers)
    editor.line.clear()
    editor.begin()
    qtbot.keyClicks(editor.line, "so tai ch")
    completer = editor.line.completer()
    assert completer.completionCount() == 1
    completer.activated.emit(completer.currentCompletion())
    assert completer.currentCompletion() == "Sở Tài chính tỉnh Hòa Dương"
    assert form.rows["issuer"].edited


def test_kinds_of_documents_are_offered_without_accents(qapp: QApplication) -> None:
    editor = LineEditor(("Công văn", "Quyết định", "Kế hoạch"))
    completer = editor.line.completer()
    completer.setCompletionPrefix("quyet")
    assert completer.currentCompletion() == "Quyết định"
