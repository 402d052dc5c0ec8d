"""Every action of the window in one list: its name, words, shortcut, tooltip, icon and place in the menu.

A screen adds its own actions with ``Actions.add(spec, run, owner=screen)``; they are live only while that screen is in
front, so two screens may use one shortcut, but a screen and the window may not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from desktop.core.reports_of_bugs import Deeds
from desktop.core.words import Text
from desktop.ui.icons import icon

Menu = Literal["file", "letter", "task", "view", "go", "help"]


@dataclass(frozen=True)
class ActionSpec:
    """One thing a person can do. ``name`` is a stable English word (``inbox.register``); ``shortcuts`` in Qt's portable
    text, the first one is shown; ``tip`` says what happens; ``icon`` is a name for ``icons.icon`` or empty."""

    name: str
    text: Text
    tip: Text
    shortcuts: tuple[str, ...]
    menu: Menu
    icon: str = ""
    checkable: bool = False


@dataclass(frozen=True)
class Entry:
    """A registered action: what it is, its QAction and the screen it belongs to (None: the whole window)."""

    spec: ActionSpec
    action: QAction
    owner: QWidget | None


class Actions(QObject):
    """All actions by name. The window shows them in its menus; the help page and the palette list them. ``added`` tells
    of each that comes."""

    added = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.deeds = Deeds()
        self._entries: dict[str, Entry] = {}
        self._front: QWidget | None = None
        self._window: QWidget | None = None

    def add(self, spec: ActionSpec, run: Callable[[], object], *, owner: QWidget | None = None) -> QAction:
        """Register ``spec`` and return its QAction; ValueError when its name or shortcut is taken in the same place."""
        self._refuse_clash(spec, owner)
        action = QAction(self)
        action.setObjectName(spec.name)
        action.setShortcuts([QKeySequence(s) for s in spec.shortcuts])
        action.setCheckable(spec.checkable)
        action.triggered.connect(lambda _checked=False: self._run(spec.name, run))
        entry = Entry(spec, action, owner)
        self._entries[spec.name] = entry
        _put_words(entry)
        action.setVisible(owner is None or owner is self._front)
        if self._window is not None:
            self._window.addAction(action)
        self.added.emit()
        return action

    def _run(self, name: str, run: Callable[[], object]) -> None:
        self.deeds.note(name)
        run()

    def attach(self, window: QWidget) -> None:
        """Let the shortcuts of all actions, also of those added later, work in ``window``."""
        self._window = window
        window.addActions([entry.action for entry in self._entries.values()])

    def show_front(self, screen: QWidget | None) -> None:
        """Make the actions of ``screen`` live and those of the other screens not."""
        self._front = screen
        for entry in self._entries.values():
            if entry.owner is not None:
                entry.action.setVisible(entry.owner is screen)

    def retranslate(self) -> None:
        for entry in self._entries.values():
            _put_words(entry)

    def __getitem__(self, name: str) -> QAction:
        return self._entries[name].action

    def some(self, *names: str) -> list[QAction]:
        """Return the actions of these names, leaving out what nobody has registered."""
        return [self._entries[name].action for name in names if name in self._entries]

    def __iter__(self) -> Iterator[Entry]:
        return iter(list(self._entries.values()))

    def _refuse_clash(self, spec: ActionSpec, owner: QWidget | None) -> None:
        if spec.name in self._entries:
            raise ValueError(f"action {spec.name} is there already")
        for other in self._entries.values():
            shared = set(spec.shortcuts) & set(other.spec.shortcuts)
            if shared and (other.owner is None or owner is None or other.owner is owner):
                raise ValueError(f"{spec.name} and {other.spec.name} share {', '.join(sorted(shared))}")


def _put_words(entry: Entry) -> None:
    spec, action = entry.spec, entry.action
    text = str(spec.text)
    shortcut = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    action.setText(text.replace("&", "&&"))
    action.setToolTip(f"{spec.tip} ({shortcut})" if shortcut else str(spec.tip))
    action.setStatusTip(str(spec.tip))
    if spec.icon:
        action.setIcon(icon(spec.icon))
