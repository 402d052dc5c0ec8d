"""Putting a received file away: from the scan folder into its subfolder, never over another file."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from desktop.core import faults
from desktop.intake.folder import RECEIVED


def put_away(path: Path) -> Path:
    """Move the file into the subfolder beside it for what was received, see ``move_into``."""
    return move_into(path.parent / RECEIVED, path)


def move_into(folder: Path, path: Path) -> Path:
    """Move the file into a folder, keeping its name (with a number where it is taken); return its place.

    Raises OSError when it cannot be moved now (held by a program, read-only folder); it is then where it was.
    """
    folder.mkdir(exist_ok=True)
    target = _free(folder, path)
    faults.point("intake:before-put-away")
    _move(path, target)
    for place in (folder, path.parent):
        _sync(place)
    faults.point("intake:after-put-away")
    return target


def _free(folder: Path, path: Path) -> Path:
    target = folder / path.name
    number = 2
    while os.path.lexists(target) and not _same(path, target):
        target = folder / f"{path.stem} ({number}){path.suffix}"
        number += 1
    return target


def _move(path: Path, target: Path) -> None:
    """Rename without replacing: on POSIX by a second link, which fails where the name is taken."""
    if os.name == "nt":
        os.rename(path, target)
        return
    if not _same(path, target):
        try:
            os.link(path, target)
        except FileExistsError:
            raise
        except OSError:  # no links on this file system (FAT, many shares), or none to another user's file
            os.rename(path, target)
            return
    os.unlink(path)


def _sync(folder: Path) -> None:
    """Wait until the move is on the disk: the row that follows says so, and a file that came back after a power cut
    would be told as a second copy."""
    if os.name == "nt":
        return  # NTFS journals the rename
    with contextlib.suppress(OSError):  # shares and FAT may refuse it
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _same(one: Path, other: Path) -> bool:
    try:
        return os.path.samestat(os.lstat(one), os.lstat(other))
    except OSError:
        return False
