"""``python -m desktop`` and ``vanthu``: the command line, which opens the window when no command is given."""

from __future__ import annotations

import sys
from pathlib import Path


class _QtWindow:
    """The window, imported only when it is opened: terminal commands start without Qt."""

    def open(self, office: Path, language: str | None) -> int:
        from desktop.app import run

        return run(office, language=language)

    def restore(self, file: Path, language: str | None) -> int:
        from desktop.app import restore

        return restore(file, language=language)

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        from desktop.app import picture

        picture(office, file, language=language)


def main() -> int:
    """Run the program and return its exit status: 0 done, 1 could not be done, 2 wrong usage."""
    if len(sys.argv) == 1:
        from desktop.cli.plain_start import open_window

        return open_window(_QtWindow())
    import multiprocessing

    multiprocessing.freeze_support()
    from desktop.cli.main import main as command_line

    return command_line(_QtWindow())


if __name__ == "__main__":
    sys.exit(main())
