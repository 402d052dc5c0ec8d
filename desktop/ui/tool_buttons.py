"""Buttons of a few pixels: an action as its icon alone, and the cross that shuts a panel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QToolButton

from desktop.ui.widgets import ICON, tool_button


def icon_button(action: QAction) -> QToolButton:
    """Make a button that shows ``action`` by its icon; its words are the tooltip and the accessible name."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setIconSize(ICON)
    button.setAutoRaise(True)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button


def close_button(run: Callable[[], object]) -> QToolButton:
    """Make the cross in the corner of a panel; give it a tooltip and an accessible name in retranslate."""
    return tool_button("close", run)
