"""Rows that are fetched when they are looked at: the table knows how many there are, and asks for whole pages off the UI
thread."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

T = TypeVar("T")
PAGE = 100
PAGES_KEPT = 60
MOST_WAITING = 8  # pages asked for at once: what was scrolled past meanwhile is not fetched

Deliver = Callable[[Sequence[T]], None]
Fetch = Callable[[int, int, Deliver[T]], None]


class PagedRows(QObject, Generic[T]):
    """How many rows there are and, of them, the pages looked at last. ``fetch(first, most, deliver)`` brings the page
    that begins at place ``first``, later, in order.

    ``arrived(first, last)`` tells which rows (inclusive) are there now. Pages asked for within one turn of the event
    loop are fetched latest first, since the user has scrolled on to those.
    """

    arrived = Signal(int, int)

    def __init__(self, fetch: Fetch[T], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._count = 0
        self._pages: OrderedDict[int, Sequence[T]] = OrderedDict()
        self._asked: set[int] = set()
        self._wanted: list[int] = []
        self._generation = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._ask)

    def __len__(self) -> int:
        return self._count

    def replace(self, count: int, first: int = 0, rows: Sequence[T] = ()) -> None:
        """Hold ``count`` other rows from now on, of which whole pages from place ``first`` on are there already; answers
        still under way for the old ones are dropped."""
        self._generation += 1
        self._count = count
        self._pages.clear()
        self._asked.clear()
        self._wanted.clear()
        for start in range(0, len(rows), PAGE):
            self._pages[(first + start) // PAGE] = rows[start : start + PAGE]

    def index_of(self, is_it: Callable[[T], bool]) -> int:
        """Return the place of a row among those that are there, -1 when it is not among them."""
        for number, page in self._pages.items():
            for place, row in enumerate(page):
                if is_it(row):
                    return number * PAGE + place
        return -1

    def get(self, index: int) -> T | None:
        """Return the row at ``index``, or None and have its page fetched."""
        number, place = divmod(index, PAGE)
        page = self._pages.get(number)
        if page is None:
            self._want(number)
            return None
        self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def _want(self, number: int) -> None:
        if number in self._asked:
            return
        self._asked.add(number)
        self._wanted.append(number)
        self._timer.start()

    def _ask(self) -> None:
        wanted, self._wanted = self._wanted, []
        self._asked.difference_update(wanted[:-MOST_WAITING])
        for number in reversed(wanted[-MOST_WAITING:]):
            self._ask_page(number, self._generation)

    def _ask_page(self, number: int, generation: int) -> None:
        def deliver(rows: Sequence[T]) -> None:
            if generation == self._generation:
                self._keep(number, rows)

        self._fetch(number * PAGE, PAGE, deliver)

    def _keep(self, number: int, rows: Sequence[T]) -> None:
        self._pages[number] = rows
        self._asked.discard(number)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        first = number * PAGE
        self.arrived.emit(first, min(first + PAGE, self._count) - 1)
