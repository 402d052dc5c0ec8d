"""Everything can be reached and is named: by the Tab key, for a screen reader, in words on every button."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.services import register
from desktop.ui.assemble import build_window
from desktop.ui.context import UiContext
from desktop.ui.main_window import MainWindow

Wait = Callable[[Callable[[], bool]], None]
INPUTS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractButton, QAbstractItemView)
_INNER = (QAbstractSpinBox, QComboBox, QLineEdit)


@pytest.fixture
def window(desk, make, context: UiContext, memory: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    register.register(desk.office, desk.scan(make(number="7")).id)
    desk.scan(make(number=None))
    made = build_window(context, memory)
    made.build_all()
    made.resize(1366, 768)
    made.show()
    qtbot.waitExposed(made)
    yield made
    context.close()
    made.close()
    made.deleteLater()


def inputs(top: QWidget) -> list[QWidget]:
    """The visible widgets that a person can use, without the parts that Qt puts inside some of them."""
    found = [w for w in top.findChildren(QWidget) if isinstance(w, INPUTS) and w.isVisible() and w.isEnabled()]
    return [w for w in found if not any(isinstance(p, _INNER) for p in ancestors(w)) and not is_part(w)]


def is_part(widget: QWidget) -> bool:
    return isinstance(widget, QHeaderView) or widget.objectName().startswith("qt_")


def ancestors(widget: QWidget) -> Iterator[QWidget]:
    above = widget.parentWidget()
    while above is not None:
        yield above
        above = above.parentWidget()


def name_of(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return (told.text(QAccessible.Text.Name) if told is not None else "") or widget.accessibleName() or widget.toolTip()


def settled(window: MainWindow, qtbot: QtBot) -> None:
    for _ in range(20):
        qtbot.wait(40)
        if not window.context.jobs.busy:
            return


def test_everything_has_a_name_for_a_screen_reader(window: MainWindow, qtbot: QtBot) -> None:
    nameless = []
    for name in window.screens:
        window.go_to(name)
        settled(window, qtbot)
        nameless += [f"{name}: {w!r} in {w.parentWidget()!r}" for w in inputs(window) if not name_of(w).strip()]
    assert nameless == [], nameless


def test_the_tab_key_goes_through_each_screen_and_comes_back(window: MainWindow, qtbot: QtBot) -> None:
    missed: dict[str, set[str]] = {}
    for name, screen in window.screens.items():
        window.go_to(name)
        settled(window, qtbot)
        reached = walk(screen, qtbot)
        wanted = {w for w in inputs(screen) if w.focusPolicy() & Qt.FocusPolicy.TabFocus}
        left = {name_of(w) or repr(w) for w in wanted if w not in reached and w.focusProxy() not in reached}
        if left:
            missed[name] = left
    assert missed == {}


def walk(screen: QWidget, qtbot: QtBot) -> set[QWidget]:
    """Press Tab until the focus is where it began, and return every widget that had it, with what it stands in."""
    reached: set[QWidget] = set()
    for _ in range(120):
        screen.window().focusNextChild()
        focus = QApplication.focusWidget()
        if focus is None:
            break
        if focus in reached and len(reached) > 1:
            break
        reached.add(focus)
    return reached | {
        above for widget in reached for above in ancestors(widget) if isinstance(above, QAbstractScrollArea)
    }
