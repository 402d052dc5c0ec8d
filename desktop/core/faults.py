"""Named points at which a test may stop the program dead: one before and after each commit and each rename.

In daily use a point does nothing. ``VANTHU_FAULT=register:before-commit`` (or ``…=name#3`` for its third passing)
kills the process there, as a power cut would; tests in the same process install a hook instead.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Callable

_hook: Callable[[str], None] | None = None
_passed: Counter[str] = Counter()


def point(name: str) -> None:
    """Pass the point ``name``: nothing happens unless a test has armed it."""
    if _hook is not None:
        _hook(name)


def arm(hook: Callable[[str], None] | None) -> None:
    """Call ``hook`` with the name of each point passed from now on; None disarms."""
    global _hook  # noqa: PLW0603  one process has one life
    _hook = hook


def _die_at(wanted: str) -> Callable[[str], None]:
    name, _, count = wanted.rpartition("#")
    target, times = (name, int(count)) if name else (wanted, 1)

    def hook(passed: str) -> None:
        _passed[passed] += 1
        if passed == target and _passed[passed] == times:
            os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))

    return hook


if os.environ.get("VANTHU_FAULT"):
    arm(_die_at(os.environ["VANTHU_FAULT"]))
