"""The program in the menus of a Linux desktop."""

from __future__ import annotations

import sys

import click

from desktop.cli.frame import Frame, pass_frame, tell
from desktop.core.errors import OfficeError
from desktop.core.words import say, tr
from desktop.services import desktop_entry


@click.command("install-desktop")
@click.option("--autostart", is_flag=True, help="open the window when the session begins")
@click.option("--scan-folder", is_flag=True, help="a shortcut to the scan folder on the desktop")
@click.option("--remove", is_flag=True, help="take all of it away again; the office's data stay")
@pass_frame
def install_desktop(frame: Frame, autostart: bool, scan_folder: bool, remove: bool) -> None:
    """Put the program into the menus, and let a backup open by a double click (Linux, this user)."""
    if not sys.platform.startswith("linux"):
        raise OfficeError(
            "linux-only",
            tr("Lệnh này chỉ dùng trên Linux."),
            tr("Trên Windows, bộ cài đặt làm việc này."),
        )
    places = desktop_entry.Places.of_user()
    if remove:
        files = desktop_entry.remove(places)
        tell(say("Đã gỡ khỏi màn hình. Dữ liệu của cơ quan vẫn giữ nguyên."))
    else:
        scans = frame.open(read_only=True).scan_folder if scan_folder else None
        files = desktop_entry.install(places, desktop_entry.program(), autostart=autostart, scans=scans)
    for file in files:
        click.echo(file)


COMMANDS = (install_desktop,)
