"""Answers that come after a dialog was closed are dropped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtWidgets import QWidget

T = TypeVar("T")


def while_alive(widget: QWidget, take: Callable[[T], object]) -> Callable[[T], None]:
    """Return ``take`` as a callback that does nothing once ``widget`` is gone."""

    def answer(value: T) -> None:
        if shiboken6.isValid(widget):
            take(value)

    return answer
