"""The sign of life of a thread: when it was last heard of, and where it stands when it is heard of no more."""

from __future__ import annotations

import sys
import threading
import time
import traceback


class Pulse:
    """Beaten by the thread that works, looked at by another one."""

    def __init__(self) -> None:
        self._thread: int | None = None
        self._beaten_at: float | None = None

    def beat(self) -> None:
        """The thread that calls this lives, and goes on to something that may hang."""
        self._thread = threading.get_ident()
        self._beaten_at = time.monotonic()

    def rest(self) -> None:
        """The thread waits for others, or has ended: nothing of it can hang."""
        self._beaten_at = None

    @property
    def silent_since(self) -> float | None:
        """When it was last heard of (``time.monotonic``), None while it rests."""
        return self._beaten_at

    def where(self) -> str:
        """Return the places in the code where the thread stands, "" when it is gone. No values: they may be a letter's."""
        frame = sys._current_frames().get(self._thread or 0)
        return "".join(traceback.format_stack(frame)) if frame is not None else ""
