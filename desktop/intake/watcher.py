"""Being told at once that something happens in the scan folder, where the system can tell; a rescan covers the rest."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

#: Called with the file that its writer has just closed, where the system tells that, else with None.
Nudge = Callable[[Path | None], None]


class _Nudge(FileSystemEventHandler):
    def __init__(self, nudge: Nudge) -> None:
        self._nudge = nudge

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Our own reading of a file is no news."""
        if event.event_type not in ("opened", "closed_no_write"):
            self._nudge(Path(os.fsdecode(event.src_path)) if event.event_type == "closed" else None)


class FolderWatch:
    """Calls ``nudge`` (from another thread) when the folder changes; follows it when it goes away and comes back."""

    def __init__(self, folder: Path, nudge: Nudge) -> None:
        self._folder = folder
        self._handler = _Nudge(nudge)
        self._observer: Any = None
        self._identity: tuple[int, int] | None = None

    def follow(self) -> None:
        """Watch the folder that stands there now; nothing happens while it is missing or cannot be watched."""
        identity = self._identify()
        alive = self._observer is not None and self._observer.is_alive()
        if identity == self._identity and (alive or identity is None):
            return
        self.stop()
        if identity is None:
            return
        observer = Observer()
        try:
            observer.schedule(self._handler, str(self._folder))
            observer.start()
        except (OSError, RuntimeError):  # no watches left, a share that cannot be watched: the rescan sees to it
            return
        self._observer, self._identity = observer, identity

    def stop(self) -> None:
        """Stop watching."""
        observer, self._observer, self._identity = self._observer, None, None
        if observer is not None:
            with contextlib.suppress(OSError, RuntimeError):
                observer.stop()
                observer.join(5)

    def _identify(self) -> tuple[int, int] | None:
        try:
            info = self._folder.stat()
        except OSError:
            return None
        return info.st_dev, info.st_ino
