"""The base of every screen of the navigation rail."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desktop.ui.actions import ActionSpec
from desktop.ui.context import UiContext

if TYPE_CHECKING:
    from desktop.services.office import Office
    from desktop.ui.page_view import PageView

T = TypeVar("T")


class Screen(QWidget):
    """A screen: ``name`` for code, ``icon`` a name for ``icons.icon``, ``topics`` the rows it shows.

    When rows of a topic change, a screen in front refreshes at once, another one when it comes to the front. A subclass
    builds its widgets in ``__init__``, puts every word on them in ``retranslate()`` (and calls it at the end of
    ``__init__``), and asks the office in ``refresh()`` through ``self.read``.
    """

    name: ClassVar[str] = ""
    icon: ClassVar[str] = "page"
    topics: ClassVar[frozenset[str]] = frozenset()

    #: a number shown beside the screen's name in the rail (0: none), e.g. waiting scans
    count_changed = Signal(int)

    def __init__(self, context: UiContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.in_front = False
        self._stale = True
        context.changed.connect(self._rows_changed)

    def title(self) -> str:
        """Return the screen's name for people, in the language of the moment."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Put every word on the widgets again, in the language of the moment."""

    def refresh(self) -> None:
        """Ask the office again and show what it answers."""

    def page_view(self) -> PageView | None:
        """Return the page view that the window's zoom and paging keys act on, None when this screen has none."""
        return None

    def shown(self) -> None:
        """The screen has come to the front: refresh if rows changed meanwhile, and put the focus where work begins."""
        self.in_front = True
        if self._stale:
            self._stale = False
            self.refresh()

    def hidden(self) -> None:
        """Another screen has come to the front."""
        self.in_front = False

    def read(
        self,
        query: Callable[[Office], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Ask the office off the UI thread; the answer is dropped when the screen is gone meanwhile."""
        self.context.read(query, self._while_alive(done), failed and self._while_alive(failed))

    def write(
        self,
        operation: Callable[[Office], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something to the office off the UI thread, see ``UiContext.write``."""
        self.context.write(operation, self._while_alive(done), failed and self._while_alive(failed))

    def action(self, spec: ActionSpec, run: Callable[[], object]) -> QAction:
        """Register an action that is live while this screen is in front."""
        return self.context.actions.add(spec, run, owner=self)

    def _while_alive(self, done: Callable[[T], None]) -> Callable[[T], None]:
        def call(answer: T) -> None:
            if shiboken6.isValid(self):
                done(answer)

        return call

    def _rows_changed(self, topic: str) -> None:
        if topic not in self.topics:
            return
        if self.in_front:
            self.refresh()
        else:
            self._stale = True
