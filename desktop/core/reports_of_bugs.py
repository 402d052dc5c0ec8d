"""What is written down about a bug of ours: where it happened and what was done before, never what a letter says."""

from __future__ import annotations

import copy
import logging
import traceback
from collections import deque
from collections.abc import Callable
from datetime import datetime
from types import TracebackType

_MOST_DEEDS = 40


class Deeds:
    """The last things a person did, by the stable names of the actions; no texts."""

    def __init__(self, clock: Callable[[], datetime] = datetime.now) -> None:
        self._clock = clock
        self._last: deque[str] = deque(maxlen=_MOST_DEEDS)

    def note(self, name: str) -> None:
        """Remember one action."""
        self._last.append(f"{self._clock():%H:%M:%S} {name}")

    def lines(self) -> list[str]:
        """Return them, oldest first."""
        return list(self._last)


def trace_of(error: BaseException) -> str:
    """Return where an error came from: code lines and kinds of errors. No messages: they may quote a letter."""
    parts = []
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        code = getattr(now, "code", None)
        kind = f"{type(now).__name__}({code})" if isinstance(code, str) else type(now).__name__
        parts.append("".join(traceback.format_tb(now.__traceback__)) + kind)
        now = now.__cause__ or (None if now.__suppress_context__ else now.__context__)
    return "\n-- because of --\n".join(parts)


def report(error: BaseException, about: list[str], deeds: Deeds | None) -> str:
    """Return the report of a bug: ``about`` (versions, a line each), the last actions, where it happened."""
    done = deeds.lines() if deeds is not None else []
    return "\n".join(
        [*about, "", *(["Last actions:", *(f"  {line}" for line in done), ""] if done else []), trace_of(error)]
    )


class QuietFormatter(logging.Formatter):
    """Writes a log line with the place of an error, without its message."""

    def format(self, record: logging.LogRecord) -> str:
        quiet = copy.copy(record)
        quiet.exc_text = None  # another handler may have left the whole message there
        return super().format(quiet)

    def formatException(
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        return trace_of(ei[1]) if ei[1] is not None else ""
