"""Files in the store that no row names: what a program that was killed between a file and its row leaves behind."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path

from db import attachments, copies
from desktop.services import backup_folder, check_files, derived
from desktop.services.office import Office

#: The folder beside the store that takes them; nothing is deleted.
FOLDER = "strays"
#: Where intake draws files in before they have a name; it clears this place itself.
_IN_TRANSIT = "incoming"
_ELSEWHERE = (_IN_TRANSIT, derived.FOLDER)
#: A file is in the store before its row is written: a younger one may be about to get it.
_YOUNG = timedelta(hours=1)


def strays(office: Office) -> list[str]:
    """Return the paths of the files that no row names, relative to the office folder."""
    known = {path for path, _ in check_files.kept(office)}
    files = (p for p in office.store.rglob("*") if p.is_file())
    relative = (p.relative_to(office.folder) for p in files)
    return sorted(p.as_posix() for p in relative if p.parts[1] not in _ELSEWHERE and p.as_posix() not in known)


def movable(office: Office) -> list[str]:
    """Return those that are old enough to be moved out."""
    return [path for path in strays(office) if not _is_young(office, path)]


def put_aside(office: Office) -> list[str]:
    """Move them out of the store, and return their paths; the bytes of a letter refused for its secrecy stamp are
    deleted. Nobody can write a row meanwhile. Raises OSError where a file cannot be moved."""
    if not movable(office):
        return []
    aside = office.folder / FOLDER
    aside.mkdir(exist_ok=True)
    with office.write("put-aside"):
        moved = movable(office)
        for path in moved:
            _move(office, office.path(path), aside)
        office.log("put-aside", "office", 1, files=moved)
    return moved


def _move(office: Office, file: Path, aside: Path) -> None:
    if attachments.is_secret(office.db, file.stem):
        copies.erase(file)
        return
    os.replace(file, backup_folder.free_name(aside, file.stem, file.suffix))
    for folder in (aside, file.parent):
        copies.sync_folder(folder)


def _is_young(office: Office, path: str) -> bool:
    try:
        changed = office.path(path).stat().st_mtime
    except OSError:
        return True
    return abs(office.now().timestamp() - changed) < _YOUNG.total_seconds()
