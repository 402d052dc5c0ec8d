"""All screens of an office in one window, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, SignalInstance

from desktop.ui.catalogues_view import CataloguesView
from desktop.ui.context import UiContext
from desktop.ui.directives_view import DirectivesView
from desktop.ui.help_view import HelpView
from desktop.ui.inbox_view import InboxView
from desktop.ui.main_window import MainWindow
from desktop.ui.register_view import RegisterView
from desktop.ui.reports_view import ReportsView
from desktop.ui.screen import Screen
from desktop.ui.settings_view import SettingsView
from desktop.ui.start_view import StartView
from desktop.ui.tasks_view import TasksView
from desktop.ui.week_view import WeekView

FIRST = "inbox"


def build_window(context: UiContext, memory: QSettings) -> MainWindow:
    """Build the window with every screen; the one that was in front last time comes to the front."""
    inbox, register, tasks = InboxView(context), RegisterView(context), TasksView(context)
    screens: list[Screen] = [
        StartView(context),
        inbox,
        register,
        DirectivesView(context),
        tasks,
        WeekView(context),
        ReportsView(context),
        CataloguesView(context),
        SettingsView(context),
        HelpView(context),
    ]
    window = MainWindow(context, screens, memory)
    _show_on(window, "inbox", context.scan_wanted, inbox.open_scan)
    _show_on(window, "register", context.letter_wanted, register.open_letter)
    _show_on(window, "tasks", context.task_wanted, tasks.open_task)
    context.directives_wanted.connect(lambda _letter_id: window.go_to("directives"))
    former = str(memory.value("window/screen", FIRST))
    window.go_to(former if former in window.screens else FIRST)
    return window


def _show_on(window: MainWindow, name: str, wanted: SignalInstance, show: Callable[[int], None]) -> None:
    def bring(row_id: int) -> None:
        window.go_to(name)
        show(row_id)

    wanted.connect(bring)
