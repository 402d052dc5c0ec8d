"""The window: rail, menus, search, the screens one behind the other, state bar, quiet messages and error dialogs."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QSettings, Qt
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QStatusTipEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import OfficeError
from desktop.core.rights import AccessDenied
from desktop.core.words import say, tr
from desktop.ui import theme, window_actions
from desktop.ui.bell import Bell
from desktop.ui.context import UiContext
from desktop.ui.dialog_help import DialogHelp
from desktop.ui.icons import app_icon
from desktop.ui.menus import MenuBar
from desktop.ui.navigation import Rail
from desktop.ui.places import Builder, Place, Screens
from desktop.ui.screen import Screen
from desktop.ui.search_box import SearchBox
from desktop.ui.state_bar import StateBar
from desktop.ui.system_notices import NOTIFY
from desktop.ui.widgets import fill, row

if TYPE_CHECKING:
    from desktop.ui.help_view import HelpView

log = logging.getLogger(__name__)

_FOLD_BELOW = 1180
_START_SIZE = (1280, 720)


class MainWindow(QMainWindow):
    """Shows the screens of an office. ``memory`` keeps size, place and choices from one day to the next."""

    def __init__(self, context: UiContext, places: Sequence[Place], memory: QSettings) -> None:
        super().__init__()
        self.context = context
        context.memory = memory
        self.screens = Screens(places, context, self._put_in)
        self._builder = Builder(self.screens, self._rests, self)
        self._memory = memory
        self._front: Screen | None = None
        self._folded: bool | None = None
        self._dialogs: list[tuple[str, QDialog]] = []
        self.rail = Rail()
        self.stack = QStackedWidget()
        self.search = SearchBox(context, memory)
        self.state = StateBar(context)
        self.bell = Bell(context, memory)
        self.bell.watch.reading.connect(self.state.show_reading)
        self.toasts = self.state.toasts
        self._go: dict[str, QAction] = {}
        self._holders: dict[str, QScrollArea] = {}
        self._build()
        self._listen()
        self.help_in_dialogs = DialogHelp(lambda: self._front.name if self._front else "")
        self.retranslate()
        self._remember()

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.setWindowIcon(app_icon())
        self.setAcceptDrops(True)
        for place in self.screens.places.values():
            self._holders[place.name] = _holder()
            self.stack.addWidget(self._holders[place.name])
            self._go[place.name] = window_actions.add_go_to(self, place)
            self.rail.add(place.name, place.icon, self._go[place.name])
        window_actions.add_all(self)
        self.toasts.use(self.context.actions["window.undo"], self.context.actions["window.step"])
        middle = row(self.rail.holder(), gap=0)
        middle.addWidget(self.stack, 1)
        body = QWidget()
        layout = QVBoxLayout(body)
        fill(layout, (), 0)
        layout.addLayout(middle, 1)
        layout.addWidget(self.state)
        self.setCentralWidget(body)
        self.menus = MenuBar(self.context.actions, self)
        self.setMenuWidget(self._top())
        self.context.actions.attach(self)

    def _put_in(self, screen: Screen) -> None:
        """Give a screen that was just built its place in the window."""
        self._holders[screen.name].setWidget(screen)
        late = screen.findChildren(QListView) if self.isVisible() else ()
        for rows in late:  # laid out before they wore the style sheet
            rows.ensurePolished()
            rows.doItemsLayout()
        screen.count_changed.connect(lambda count: self.rail.set_count(screen.name, count))

    def build_rest(self) -> None:
        """Build the screens that nobody has asked for yet, while nobody waits; tell what came since the last time."""
        self.bell.watch.look()
        self._builder.start()

    def _rests(self) -> bool:
        """Say whether nobody is likely to feel that the window is held: no scan comes in or is read, nothing is asked."""
        context = self.context
        return context.intake.at_rest and self.bell.watch.rests and not context.jobs.busy

    def build_all(self) -> None:
        """Build every screen now."""
        self._builder.finish()

    def _top(self) -> QWidget:
        top = QFrame()
        top.setObjectName("top")
        fill(QHBoxLayout(top), (self.menus, None, self.search, self.bell), theme.GAP, (0, 2, theme.GAP, 2))
        return top

    def _listen(self) -> None:
        context = self.context
        context.toast_wanted.connect(self.toasts.show_message)
        context.error_wanted.connect(self.show_failure)
        context.screen_wanted.connect(self.go_to)
        context.notices_changed.connect(self.show_notify)
        self.search.left.connect(self._focus_front)
        context.jobs.failed_unhandled.connect(self.show_failure)

    def retranslate(self) -> None:
        """Put every word of the window and its screens again, in the language of the moment."""
        self.context.actions.retranslate()
        for name, place in self.screens.places.items():
            window_actions.name_go_to(self._go[name], place)
            self.rail.set_title(name, str(place.title))
        for screen in self.screens.built():
            screen.retranslate()
        self.menus.retranslate()
        self.search.retranslate()
        self.state.retranslate()
        self.bell.retranslate()
        self.rail.fold(self.rail.narrow)
        self._name_window()

    def recolour(self) -> None:
        """Draw every icon again in the colours of another scheme."""
        self.retranslate()

    def _name_window(self) -> None:
        screen = f"{self._front.title()} – " if self._front else ""
        self.setWindowTitle(f"{screen}{self.context.info().name} – {say('Văn Thư')}")

    # -- screens ---------------------------------------------------------------------------------------------------

    @property
    def front(self) -> Screen | None:
        """The screen shown now."""
        return self._front

    def go_to(self, name: str) -> None:
        """Bring a screen to the front."""
        screen = self.screens[name]
        if name == "help":
            self.build_all()  # its page of shortcuts lists what every screen can do
        if screen is not self._front:
            if self._front is not None:
                self._front.hidden()
            self._front = screen
            self.context.actions.show_front(screen)
            self.menus.fill_all()
            self.stack.setCurrentWidget(self._holders[name])
            self.rail.choose(name)
            self._name_window()
        screen.shown()

    def open_help(self) -> None:
        """Open the guide at the page of the screen in front."""
        before = self._front.name if self._front else ""
        self.go_to("help")
        if before != "help":
            cast("HelpView", self._front).show_help_of(before)

    def refresh_front(self) -> None:
        """Ask the office again for what the screen in front shows."""
        if self._front is not None:
            self._front.refresh()

    def step_screen(self, by: int) -> None:
        """Go to the next screen of the rail (the one before when negative)."""
        names = list(self.screens)
        here = names.index(self._front.name) if self._front else 0
        self.go_to(names[(here + by) % len(names)])

    def _focus_front(self) -> None:
        if self._front is not None:
            self._front.shown()

    def keep_notify(self) -> None:
        """Remember whether the system may show messages of this program."""
        self._memory.setValue(NOTIFY, self.context.actions["view.notify"].isChecked())
        self.refresh_front()

    def show_notify(self) -> None:
        """Tick the action as it is kept; the settings' box may have changed it."""
        self.context.actions["view.notify"].setChecked(self._memory.value(NOTIFY) not in (False, "false"))

    def toggle_rail(self) -> None:
        """Fold the rail to icons, or unfold it; the choice is remembered."""
        self._folded = not self.rail.narrow
        self.rail.fold(self._folded)

    # -- telling ---------------------------------------------------------------------------------------------------

    def show_failure(self, error: Exception) -> None:
        """Show a failure; a bug goes to the log as well."""
        if isinstance(error, AccessDenied) and self.context.locked:
            return  # what was under way when the window was locked
        if not isinstance(error, OfficeError):
            log.error("a bug", exc_info=error)
        if any(said == str(error) for said, _dialog in self._dialogs):
            return  # it is on the screen already: what is tried again and again is told once
        from desktop.ui.errors import show_failure  # loaded once the window stands, see Program

        dialog = show_failure(
            error,
            QApplication.activeModalWidget() or self,
            self.context.folder / "logs",
            deeds=self.context.actions.deeds,
        )
        shown = (str(error), dialog)
        self._dialogs.append(shown)
        dialog.finished.connect(lambda _result: self._dialogs.remove(shown))

    @property
    def failures(self) -> list[QDialog]:
        """The failure dialogs open now."""
        return [dialog for _said, dialog in self._dialogs]

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QStatusTipEvent):
            self.state.show_tip(event.tip())
            return True
        return super().event(event)

    def hide_content(self, hidden: bool) -> None:
        """Cover all that the window shows, while nobody is signed in; what is half typed stays as it is."""
        for part in (self.centralWidget(), self.menuWidget()):
            if part is not None:
                part.setVisible(not hidden)
        self.context.locked = hidden

    # -- files dropped ---------------------------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = _files(event)
        if files:
            event.acceptProposedAction()
            self.add_files(files)

    def add_files(self, files: list[Path]) -> None:
        """Take files in as if they had been scanned."""
        told = tr("Đang nhận {n} tệp vào Hộp quét.", n=len(files))
        self.context.intake.add_files(files, lambda: self.context.toast(told))

    # -- size and memory -------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self._folded if self._folded is not None else self.width() < _FOLD_BELOW
        if narrow != self.rail.narrow:
            self.rail.fold(narrow)
        hint = self.search.fontMetrics().horizontalAdvance(self.search.placeholderText()) + 80
        self.search.setFixedWidth(min(hint, max(200, self.width() * 3 // 8 - 60)))

    def _remember(self) -> None:
        self.show_notify()
        geometry = self._memory.value("window/geometry")
        if not (isinstance(geometry, QByteArray) and self.restoreGeometry(geometry)):
            self._start_size()
        folded = self._memory.value("window/folded")
        self._folded = None if folded in (None, "") else folded in (True, "true")

    def _start_size(self) -> None:
        screen = self.screen().availableGeometry()
        self.resize(min(_START_SIZE[0], screen.width()), min(_START_SIZE[1], screen.height()))
        if screen.width() <= 1400:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._builder.stop()
        self.bell.keep()
        self._memory.setValue("window/geometry", self.saveGeometry())
        self._memory.setValue("window/folded", "" if self._folded is None else self._folded)
        self._memory.setValue("window/screen", self._front.name if self._front else "")
        self._memory.sync()
        super().closeEvent(event)


def _holder() -> QScrollArea:
    """What a screen stands in: one that needs more room than a small window has is scrolled instead of being cut."""
    holder = QScrollArea()
    holder.setWidgetResizable(True)
    holder.setFrameShape(QFrame.Shape.NoFrame)
    holder.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return holder


def _files(event: QDropEvent) -> list[Path]:
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
