"""All screens of an office in one window, and the ways from one to another."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSettings, SignalInstance

from desktop.core.words import tr
from desktop.ui.context import UiContext
from desktop.ui.main_window import MainWindow
from desktop.ui.places import Place

if TYPE_CHECKING:
    from desktop.ui.directives_view import DirectivesView
    from desktop.ui.inbox_view import InboxView
    from desktop.ui.register_view import RegisterView
    from desktop.ui.tasks_view import TasksView

FIRST = "inbox"
PLACES = (
    Place("start", "mdi6.view-dashboard-outline", tr("Bàn làm việc"), "desktop.ui.start_view:StartView"),
    Place("inbox", "inbox", tr("Hộp quét"), "desktop.ui.inbox_view:InboxView"),
    Place("register", "register", tr("Sổ văn bản đến"), "desktop.ui.register_view:RegisterView"),
    Place("directives", "directives", tr("Chỉ đạo"), "desktop.ui.directives_view:DirectivesView"),
    Place("tasks", "tasks", tr("Nhiệm vụ"), "desktop.ui.tasks_view:TasksView"),
    Place("week", "week", tr("Tuần này"), "desktop.ui.week_view:WeekView"),
    Place("reports", "reports", tr("Báo cáo"), "desktop.ui.reports_view:ReportsView"),
    Place("catalogues", "catalogues", tr("Danh mục"), "desktop.ui.catalogues_view:CataloguesView"),
    Place("settings", "settings", tr("Thiết lập"), "desktop.ui.settings_view:SettingsView"),
    Place("help", "help", tr("Trợ giúp"), "desktop.ui.help_view:HelpView"),
)


def build_window(context: UiContext, memory: QSettings) -> MainWindow:
    """Build the window; the screen that was in front last time is built and comes to the front, the others are built
    when they are asked for (see ``MainWindow.build_rest``)."""
    window = MainWindow(context, PLACES, memory)
    screens = window.screens
    _show_on(window, "inbox", context.scan_wanted, lambda i: cast("InboxView", screens["inbox"]).open_scan(i))
    _show_on(
        window, "register", context.letter_wanted, lambda i: cast("RegisterView", screens["register"]).open_letter(i)
    )
    _show_on(window, "tasks", context.task_wanted, lambda i: cast("TasksView", screens["tasks"]).open_task(i))
    context.directives_wanted.connect(lambda letter_id: _show_directives(window, letter_id))
    context.tasks_wanted.connect(lambda chip: _show_chip(window, "tasks", chip))
    context.register_wanted.connect(lambda chip: _show_chip(window, "register", chip))
    context.narrowed_wanted.connect(lambda name, values: _narrowable(window, name).open_narrowed(values))
    context.sentence_wanted.connect(
        lambda letter_id, directive_id: cast("RegisterView", screens["register"]).open_sentence(letter_id, directive_id)
    )
    former = str(memory.value("window/screen", FIRST))
    window.go_to(former if former in screens else FIRST)
    return window


def _show_directives(window: MainWindow, letter_id: int) -> None:
    """The screen listens for letters itself, once it stands; the letter that it is built for it has to be told."""
    stood = window.screens.stands("directives")
    window.go_to("directives")
    if not stood:
        cast("DirectivesView", window.screens["directives"]).open_letter(letter_id)


def _narrowable(window: MainWindow, name: str) -> RegisterView | TasksView:
    return cast("RegisterView | TasksView", window.screens[name])


def _show_chip(window: MainWindow, name: str, chip: str) -> None:
    """Screens that stand listen themselves."""
    if not window.screens.stands(name):
        _narrowable(window, name).open_chip(chip)


def _show_on(window: MainWindow, name: str, wanted: SignalInstance, show: Callable[[int], object]) -> None:
    def bring(row_id: int) -> None:
        window.go_to(name)
        show(row_id)

    wanted.connect(bring)
