"""The hashes of every file the office keeps: gone through in the background, stopped and gone on with, mended from backups."""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from db import books, checks, copies, scans
from desktop.core.errors import StorageError
from desktop.services import archive, backup_folder
from desktop.services.backup_folder import PARTS
from desktop.services.office import Office

STATE = "check-state.json"
#: Hears the share done (0-1); it may raise to stop the work.
Tell = Callable[[float], None]
_SAVE_SECONDS = 5.0
#: a check that was stopped longer ago begins anew
_STALE = timedelta(days=14)


@dataclass(frozen=True)
class BadFile:
    """A kept file that is not as it was: ``why`` is "missing", "changed", or what the disk said."""

    path: str
    why: str


@dataclass(frozen=True)
class _Position:
    """How far a check of the files has come: the last path looked at, and what was found on the way."""

    begun: str = ""
    last: str = ""
    bad: tuple[BadFile, ...] = ()


def kept(office: Office) -> list[tuple[str, str]]:
    """Return (path, SHA-256) of every file that rows name, in the order they are checked."""
    rows = [(path, sha256) for _, path, sha256 in [*scans.paths(office.db), *checks.attachments(office.db)]]
    return sorted({*rows, *books.printed(office.db)})


def look(office: Office, tell: Tell, *, resume: bool = False) -> list[BadFile]:
    """Hash every kept file and return those that are not as they were. ``resume``: go on where a check was stopped."""
    files = kept(office)
    position = _load(office) if resume else _Position()
    if not position.begun:
        position = _Position(office.now().isoformat())
    bad = [found for found in position.bad if _bad(office, found.path, dict(files).get(found.path, ""))]
    saved = time.monotonic()
    last = position.last
    try:
        for place, (path, sha256) in enumerate(files):
            if path <= position.last:
                continue
            tell(place / len(files))
            found = _bad(office, path, sha256)
            bad += [found] if found else []
            last = path
            if resume and time.monotonic() - saved > _SAVE_SECONDS:
                _save(office, _Position(position.begun, last, tuple(bad)))
                saved = time.monotonic()
    except BaseException:  # stopped or failed, the place is kept; it goes on
        if resume:
            _save(office, _Position(position.begun, last, tuple(bad)))
        raise
    if resume:
        (office.folder / STATE).unlink(missing_ok=True)
    return bad


def begun(office: Office) -> datetime | None:
    """Return when a check began that was stopped and can be gone on with, None when there is none."""
    position = _load(office)
    return datetime.fromisoformat(position.begun) if position.begun else None


def mend(office: Office) -> list[str]:
    """Fetch lost and changed files out of the backups that hold them unsealed; return their paths.

    A changed file is kept beside the store under ``damaged/``. StorageError when the disk does not take it.
    """
    wanted = {path: sha256 for path, sha256 in kept(office) if _bad(office, path, sha256)}
    return [path for path, sha256 in wanted.items() if _fetch(office, path, sha256)] if wanted else []


def _fetch(office: Office, path: str, sha256: str) -> bool:
    for file in _holders(office, path):
        target = office.path(path)
        part = backup_folder.unfinished(office.store / "incoming" / target.name)
        try:
            with archive.open_archive(file) as opened:
                entry = archive.read_manifest(opened).files[path]
                if entry.sha256 != sha256:
                    continue
                archive.unpack(opened, path, entry, part)
            copies.sync(part)
            _put_aside(office, target)
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(part, target)
            copies.sync_folder(target.parent)
        except (StorageError, OSError, KeyError):  # this backup does not help; the next one may
            continue
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
        return True
    return False


def _holders(office: Office, path: str) -> list[Path]:
    """Return the archives that hold a file, the newest day's first."""
    found: list[Path] = []
    for point in reversed(backup_folder.points(office.backups)):
        with contextlib.suppress(StorageError, OSError):
            manifest = backup_folder.manifest_of(point.file)
            part = manifest.held.get(path)
            if part and manifest.key is None and office.backups / PARTS / part not in found:
                found.append(office.backups / PARTS / part)
    return found


def _put_aside(office: Office, file: Path) -> None:
    if file.exists():
        aside = office.folder / "damaged"
        aside.mkdir(exist_ok=True)
        os.replace(file, backup_folder.free_name(aside, file.stem, file.suffix))


def _bad(office: Office, path: str, sha256: str) -> BadFile | None:
    try:
        return None if hash_of(office.path(path)) == sha256 else BadFile(path, "changed")
    except FileNotFoundError:
        return BadFile(path, "missing") if sha256 else None
    except OSError as error:
        return BadFile(path, error.strerror or str(error))


def hash_of(file: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    return copies.hash_of(file)


def _load(office: Office) -> _Position:
    try:
        value: Any = json.loads((office.folder / STATE).read_text(encoding="utf-8"))
        bad = tuple(BadFile(str(b["path"]), str(b["why"])) for b in value["bad"])
        position = _Position(str(value["begun"]), str(value["last"]), bad)
        age = office.now() - datetime.fromisoformat(position.begun)
    except (OSError, ValueError, KeyError, TypeError):
        return _Position()
    return position if timedelta(0) <= age < _STALE else _Position()


def _save(office: Office, position: _Position) -> None:
    file = office.folder / STATE
    new = file.with_name(f"{STATE}.{os.getpid()}.new")
    with contextlib.suppress(OSError):  # without the position the next check begins anew
        new.write_text(json.dumps(asdict(position), ensure_ascii=False), encoding="utf-8")
        os.replace(new, file)
