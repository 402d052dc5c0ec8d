"""Opening the window, and a backup as the desktop does when its file is clicked twice."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desktop.cli.frame import Frame, pass_frame, require_file
from desktop.services.backup_folder import ENDING

_FILE = click.Path(path_type=Path)


@click.command("open-backup")
@click.argument("file", type=_FILE)
@pass_frame
def open_backup(frame: Frame, file: Path) -> None:
    """Show the wizard that restores FILE into an empty folder."""
    sys.exit(frame.window.restore(require_file(file), frame.language))


@click.command()
@click.argument("file", type=_FILE, required=False)
@pass_frame
def window(frame: Frame, file: Path | None) -> None:
    """Open the window; with FILE, a backup, the wizard that restores it."""
    if file is not None:
        sys.exit(frame.window.restore(require_file(file), frame.language))
    sys.exit(frame.window.open(frame.folder(), frame.language))


def is_backup(word: str) -> bool:
    """Tell whether what stands in place of a command is the name of a backup: `vanthu FILE.vanthu`."""
    return word.lower().endswith(ENDING)


def of_file(word: str) -> click.Command:
    """Return the command that opens this backup."""

    @click.command(word)
    @pass_frame
    def open_it(frame: Frame) -> None:
        sys.exit(frame.window.restore(require_file(Path(word)), frame.language))

    return open_it


COMMANDS = (window, open_backup)
