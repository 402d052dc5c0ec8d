"""When a file has stopped growing: seen twice alike, and quiet for a moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.intake.folder import Seen

_OLD_SECONDS = 60.0
_PATIENT_AFTER = 15.0
_CLOSED_QUIET = 0.1


@dataclass(frozen=True)
class Pace:
    """Times in seconds. ``look``: between two looks while a file settles. ``quiet``: how long it must stay as it is
    (``quiet_pages`` for TIFF, to which scanners add page after page). ``rescan``: between two looks at a quiet folder.
    ``grace``: how long a file that does not open whole is given before that is told."""

    look: float = 0.3
    quiet: float = 0.6
    quiet_pages: float = 2.0
    rescan: float = 10.0
    grace: float = 15.0


@dataclass
class _Watch:
    seen: Seen
    since: float
    first: float
    looks: int = 1
    not_before: float = 0.0
    closed: bool = False


class Settling:
    """Remembers how files looked before. ``now`` is a steady clock, ``wall`` the moment by the calendar, both seconds."""

    def __init__(self, pace: Pace) -> None:
        self._pace = pace
        self._watched: dict[str, _Watch] = {}
        self._closed: set[Path] = set()

    def ready(self, files: Sequence[Seen], now: float, wall: float) -> list[Seen]:
        """Return those of ``files`` that have settled, in their order; forget the files that are gone."""
        self._watched = {seen.place: self._look(seen, now) for seen in files}
        self._closed.clear()
        return [seen for seen in files if self._settled(self._watched[seen.place], now, wall)]

    def closed(self, path: Path) -> None:
        """The system says that the file's writer has closed it: it need be quiet for a moment only."""
        self._closed.add(path)

    def hold(self, seen: Seen, now: float, seconds: float) -> None:
        """Leave a file alone for ``seconds``, unless it changes."""
        watch = self._watched.get(seen.place)
        if watch is not None:
            watch.not_before = now + seconds

    def next_look(self, now: float) -> float | None:
        """Return in how many seconds another look is worth it because of files that settle; None when none do."""
        if not self._watched:
            return None
        waits = [
            watch.not_before - now if watch.not_before > now else self._next(watch, now)
            for watch in self._watched.values()
        ]
        return max(min(self._pace.look, _CLOSED_QUIET), min(waits))

    def _next(self, watch: _Watch, now: float) -> float:
        if watch.closed:
            return _CLOSED_QUIET
        return self._pace.look * (1 if now - watch.first < _PATIENT_AFTER else 6)

    def _look(self, seen: Seen, now: float) -> _Watch:
        before = self._watched.get(seen.place)
        closed = seen.path in self._closed
        if before is None:
            return _Watch(seen, now, now, closed=closed)
        if before.seen != seen:
            return _Watch(seen, now, before.first, closed=closed)
        before.looks += 1
        before.closed |= closed
        return before

    def _settled(self, watch: _Watch, now: float, wall: float) -> bool:
        if watch.looks < 2 or now < watch.not_before:
            return False
        appended = watch.seen.path.suffix.lower() in (".tif", ".tiff")
        quiet = self._pace.quiet_pages if appended else self._pace.quiet
        if watch.closed and not appended:
            quiet = min(quiet, _CLOSED_QUIET)
        return now - watch.since >= quiet or wall - watch.seen.changed_ns / 1e9 >= _OLD_SECONDS
