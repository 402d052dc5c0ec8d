"""Work done two at a time: the engine lets other threads run while it reads, so the second core can read a second part.

Used for the head, which a person waits for, and to draw a page while the one before it is read; the rest of a letter
leaves the other core to the next letter's head.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

T = TypeVar("T")


def together(calls: Sequence[Callable[[], T]]) -> list[T]:
    """Call all of them, two at a time where there are two cores, and return what they return, in their order.

    They begin in their order; an error in any of them is raised once none runs any more.
    """
    if len(calls) < 2 or (os.cpu_count() or 1) < 2:
        return [call() for call in calls]
    waiting = deque(enumerate(calls))
    done: dict[int, T] = {}

    def work() -> None:
        while waiting:
            try:
                at, call = waiting.popleft()
            except IndexError:  # the other one took the last
                return
            done[at] = call()

    helping = _helper().submit(work)
    try:
        work()
    finally:
        waiting.clear()
        helping.exception()  # waits
    helping.result()
    return [done[at] for at in range(len(calls))]


def on_both(call: Callable[[], object]) -> None:
    """Call it on either thread, one after the other: to make ready, or to let go, what each has for itself."""
    call()
    if (os.cpu_count() or 1) > 1:
        _helper().submit(call).result()


@cache
def _helper() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="reading")
