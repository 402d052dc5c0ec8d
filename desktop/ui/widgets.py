"""Small makers of widgets and layouts, so that spacing and looks are one everywhere."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import theme
from desktop.ui.icons import icon

ICON = QSize(20, 20)


def label(look: str = "", *, wrap: bool = False, centre: bool = False) -> QLabel:
    """Make a label; ``look`` is one of the style sheet's: soft, title, heading, good, doubt, bad."""
    made = QLabel()
    made.setProperty("look", look)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if centre:
        made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def row(
    *parts: QWidget | QLayout | None, gap: int = theme.GAP, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Put parts side by side; None is a stretch."""
    layout = QHBoxLayout()
    fill(layout, parts, gap, margins)
    return layout


def column(
    *parts: QWidget | QLayout | None, gap: int = theme.GAP, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Put parts one under the other; None is a stretch."""
    layout = QVBoxLayout()
    fill(layout, parts, gap, margins)
    return layout


def fill(
    layout: QHBoxLayout | QVBoxLayout,
    parts: tuple[QWidget | QLayout | None, ...],
    gap: int = theme.GAP,
    margins: tuple[int, int, int, int] = (0, 0, 0, 0),
) -> None:
    """Put ``parts`` into a layout; None is a stretch."""
    layout.setSpacing(gap)
    layout.setContentsMargins(*margins)
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)


def tool_button(name: str, run: Callable[[], object]) -> QToolButton:
    """Make a flat icon button that does not take the focus; give it a tooltip and an accessible name in retranslate."""
    button = QToolButton()
    button.setAutoRaise(True)
    button.setIconSize(ICON)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setIcon(icon(name))
    button.clicked.connect(lambda _checked=False: run())
    return button


def action_button(action: QAction, *, main: bool = False) -> QPushButton:
    """Make a push button that does what ``action`` does and follows its words, tooltip and enabled state."""
    button = QPushButton()
    button.setProperty("main", main)
    button.clicked.connect(lambda _checked=False: action.trigger())

    def follow() -> None:
        if not shiboken6.isValid(button):
            action.changed.disconnect(follow)
            return
        button.setText(action.text())
        button.setToolTip(action.toolTip())
        button.setEnabled(action.isEnabled())
        if not main:
            button.setIcon(action.icon())

    action.changed.connect(follow)
    follow()
    return button


class NumberBox(QSpinBox):
    """A whole number; its figures stand off the frame as words do in the other inputs (no style sheet reaches them)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(theme.GRID, 0, 0, 0)


def tab_through(*widgets: QWidget) -> None:
    """Let the Tab key go from each of ``widgets`` to the next: for those that were not made in the order of reading."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def restyle(widget: QWidget, look: str) -> None:
    """Give a widget another look of the style sheet."""
    if widget.property("look") != look:
        widget.setProperty("look", look)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def grow(widget: QWidget) -> QWidget:
    """Let a widget take the room there is, and return it."""
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return widget
