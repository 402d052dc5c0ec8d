"""The start without arguments, that of every morning: nothing is to be parsed, and the window does not wait for the commands
and their library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services import own_office

if TYPE_CHECKING:
    from desktop.cli.frame import Window


def open_window(window: Window) -> int:
    """Show the window on the user's office until it is closed; return the exit status. A failure is told and logged as
    that of a command is, and ends the program with status 1."""
    try:
        return window.open(own_office.named(), None)
    except Exception:  # whatever it is: told and logged there, with its kind
        from desktop.cli.frame import Frame, failures_told

        with failures_told(Frame(window)):
            raise
        return 1
