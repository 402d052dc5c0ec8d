"""Opening a backup as the desktop does when its file is clicked twice."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desktop.cli.frame import Frame, pass_frame, require_file


@click.command("open-backup")
@click.argument("file", type=click.Path(path_type=Path))
@pass_frame
def open_backup(frame: Frame, file: Path) -> None:
    """Show the wizard that restores FILE into an empty folder."""
    sys.exit(frame.window.restore(require_file(file), frame.language))


COMMANDS = (open_backup,)
