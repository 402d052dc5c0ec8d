"""The places of the rail: which screens there are, and each screen itself, built when somebody first goes there.

The window stands as soon as its first screen does. The others are built one by one while nobody waits; their modules
are loaded in a thread before that, so that the window is never held for the sake of a screen that nobody asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.words import Text
from desktop.ui.context import UiContext
from desktop.ui.screen import Screen


@dataclass(frozen=True)
class Place:
    """One line of the rail. ``home`` names the screen's class as ``module:Class``."""

    name: str
    icon: str
    title: Text
    home: str

    def load(self) -> type[Screen]:
        """Return the screen's class, loading its module."""
        module, _, name = self.home.partition(":")
        found: type[Screen] = getattr(import_module(module), name)
        return found


class Screens(Mapping[str, Screen]):
    """The screens by name, in the order of the rail. To ask for one builds it; ``built`` are those that stand."""

    def __init__(self, places: Sequence[Place], context: UiContext, put: Callable[[Screen], object]) -> None:
        self.places = {place.name: place for place in places}
        self._context = context
        self._put = put
        self._built: dict[str, Screen] = {}

    def __getitem__(self, name: str) -> Screen:
        if name not in self._built:
            screen = self.places[name].load()(self._context)
            self._built[name] = screen
            self._put(screen)
        return self._built[name]

    def __contains__(self, name: object) -> bool:
        return name in self.places

    def __iter__(self) -> Iterator[str]:
        return iter(self.places)

    def __len__(self) -> int:
        return len(self.places)

    def stands(self, name: str) -> bool:
        """Say whether a screen was built already."""
        return name in self._built

    def built(self) -> list[Screen]:
        """Return the screens that stand, in the order of the rail."""
        return [self._built[name] for name in self.places if name in self._built]

    def next_missing(self) -> str:
        """Return the first screen that does not stand yet; '' when all do."""
        return next((name for name in self.places if name not in self._built), "")


class Builder(QObject):
    """Builds the screens that nobody has asked for yet: loads them in a thread, then one in each turn of the loop, while
    the window ``rests``. To build one holds the window for a moment, which nobody may feel."""

    _loaded = Signal()
    PAUSE_MS = 15
    BUSY_MS = 1000

    def __init__(self, screens: Screens, rests: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._screens = screens
        self._rests = rests
        self._turn = QTimer(self, interval=self.PAUSE_MS)
        self._turn.timeout.connect(self._build_one)
        self._loaded.connect(self._turn.start)
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin, unless all stand or it has begun."""
        if self._thread is None and self._screens.next_missing():
            self._thread = threading.Thread(target=self._load, name="screens", daemon=True)
            self._thread.start()

    def stop(self) -> None:
        """Build no more."""
        self._turn.stop()
        if self._thread is not None:
            self._thread.join()

    def finish(self) -> None:
        """Build every screen now: somebody wants the whole list of what the program can do."""
        while name := self._screens.next_missing():
            self._screens[name]
        self._turn.stop()

    def _load(self) -> None:
        for place in self._screens.places.values():
            place.load()
        self._loaded.emit()

    def _build_one(self) -> None:
        self._turn.stop()  # a screen that cannot be built is told once, not in each turn
        name = self._screens.next_missing()
        if name and not self._rests():
            self._turn.start(self.BUSY_MS)
        elif name:
            self._screens[name]
            self._turn.start(self.PAUSE_MS)
