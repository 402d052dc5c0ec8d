"""What becomes of scans that change while the inbox shows them: asked for a few times a second, of those alone, since
thousands may wait."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from desktop.ui.inbox_queries import ScanNews, ask_news

if TYPE_CHECKING:
    from desktop.ui.screen import Screen

_PAUSE_MS = 120


class ScanChanges(QObject):
    """Gathers the scans that changed, asks what became of them, and hands the answer to ``take``; nothing is asked before
    ``begin``. ``begin`` is called for each whole list: news asked for before it may be older than the list is."""

    def __init__(self, screen: Screen, take: Callable[[ScanNews], None]) -> None:
        super().__init__(screen)
        self._screen = screen
        self._take = take
        self._heard: set[int] = set()
        self._asking = False
        self._turn = 0
        self._begun = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.ask)

    def hear(self, scan_id: int) -> None:
        """A scan changed."""
        self._heard.add(scan_id)
        if not self._pause.isActive():
            self._pause.start()

    def whole_list_asked(self) -> None:
        """What was asked before this moment counts no longer."""
        self._turn += 1

    def begin(self) -> None:
        """The whole list is there: follow its changes from now on."""
        self._begun = True
        if self._heard and not self._pause.isActive():
            self._pause.start()

    def ask(self) -> None:
        """Ask now, unless an answer is awaited."""
        if self._asking or not self._begun or not self._heard:
            return
        turn, changed, self._heard = self._turn, tuple(self._heard), set()
        self._asking = True

        def answered(news: ScanNews) -> None:
            self._asking = False
            if turn != self._turn:
                self._heard.update(changed)
            else:
                self._take(news)
            if self._heard:
                self._pause.start()

        def failed(error: Exception) -> None:
            self._asking = False
            self._heard.update(changed)  # asked again with the next change
            self._screen.context.show_error(error)

        self._screen.read(lambda office: ask_news(office, changed), answered, failed)
