"""The menu bar: every action of the window and of the screen in front, each in its menu."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from desktop.core.words import Text, tr
from desktop.ui.actions import Actions, Menu

_TITLES: dict[Menu, Text] = {
    "file": tr("Tệp"),
    "letter": tr("Văn bản"),
    "task": tr("Nhiệm vụ"),
    "view": tr("Xem"),
    "go": tr("Đi tới"),
    "help": tr("Trợ giúp"),
}


class MenuBar(QMenuBar):
    """Filled anew whenever a menu opens, since screens come and go."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self._menus: dict[Menu, QMenu] = {}
        for name in _TITLES:
            menu = self.addMenu("")
            menu.setToolTipsVisible(True)
            menu.aboutToShow.connect(lambda name=name: self.fill(name))
            self._menus[name] = menu

    def fill(self, name: Menu) -> None:
        """Put the actions of menu ``name`` into it: the front screen's first, then the window's."""
        menu = self._menus[name]
        menu.clear()
        entries = [e for e in self._actions if e.spec.menu == name and e.action.isVisible()]
        own = [e.action for e in entries if e.owner is not None]
        shared = [e.action for e in entries if e.owner is None]
        menu.addActions(own)
        if own and shared:
            menu.addSeparator()
        menu.addActions(shared)

    def retranslate(self) -> None:
        for name, menu in self._menus.items():
            menu.setTitle(str(_TITLES[name]))

    def fill_all(self) -> None:
        """Fill every menu, and grey those that have nothing for the screen in front."""
        for name, menu in self._menus.items():
            self.fill(name)
            menu.menuAction().setEnabled(not menu.isEmpty())
