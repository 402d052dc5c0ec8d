"""Looking for a secrecy stamp at every door before a file is copied; done in a limited process, like all reading."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

from desktop.core.errors import UnreadableScan
from desktop.reading import glance_job
from desktop.reading.process import Job, Limits, Pool

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"II", b"MM")
_SLICE = 6  # pages looked at in one go: half a second, after which a letter that came meanwhile is taken first
_LIMITS = Limits(step_seconds=60.0)


def look(
    pool: Pool,
    path: Path,
    stop: threading.Event | None = None,
    meanwhile: Callable[[], None] | None = None,
    *,
    first: int = 1,
) -> int | None:
    """Look at some pages, from ``first`` on; return the next page to look at, None when the file was looked at whole.

    Raises SecretLetter when a page bears a secrecy stamp. A file that cannot be opened passes: what takes it in tells
    what is wrong with it. ``stop`` and ``meanwhile``: see ``Pool.run``. Raises Interrupted once ``stop`` is set,
    StorageError when nothing can be read here."""
    job = Job(0, glance_job.look, path, streams=False, options={"first": first, "most": _SLICE})
    try:
        told = pool.run(job, stop, meanwhile)
    except UnreadableScan:
        return None
    left = told.get("next") if isinstance(told, dict) else None
    return None if left is None else int(left)


def look_once(path: Path) -> None:
    """The same for one file that comes alone, such as an attachment; one that is no scan at all passes unopened."""
    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError:
        return  # whoever takes it in tells that it cannot be opened
    if not (start.startswith(_PICTURES) or b"%PDF-" in start):
        return
    with Pool(1, limits=_LIMITS, warm=None) as pool:
        left = look(pool, path)
        while left is not None:
            left = look(pool, path, first=left)
