"""The files of a backup on their way to the disk: each under a working name until it was synced and read back whole.

While one part is written, the one before it is read back by a second thread: both cores and the disk have work.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from db import copies
from desktop.core.errors import StorageError
from desktop.services import archive, backup_folder
from desktop.services.archive import Tell, Unlike
from desktop.services.archive_writer import Writer
from desktop.services.backup_folder import PARTS
from desktop.services.manifest import Manifest
from desktop.services.sealing import Key

#: a part holds about so much: FAT sticks take no file of 4 GB, and what was broken off goes on with the next part
MOST_PART = 256 << 20

#: Hears the share done (0-1); it may raise to stop the work.
Share = Callable[[float], None]


class Progress:
    """Turns bytes done, told by any thread, into a share (0-1) for whoever listens; the listener may raise to stop."""

    def __init__(self, total: int, tell: Share) -> None:
        self._total = max(total, 1)
        self._tell = tell
        self._lock = threading.Lock()
        self.done = 0

    def __call__(self, count: int) -> None:
        with self._lock:
            self.done += count
            self._tell(min(1.0, self.done / self._total))


class Writing:
    """An archive under its working name until it is whole, read back and named; nothing half made stays."""

    def __init__(self, target: Path, key: Key | None, tell: Tell, what: str = "backup") -> None:
        self.target = target
        self._part = backup_folder.unfinished(target)
        self._tell = tell
        self._what = what
        try:
            self.archive = Writer(self._part, key, tell)
        except BaseException:  # whatever broke it off: the half of a part is let go, and the error goes on
            self._part.unlink(missing_ok=True)
            raise

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self.archive.give_up()
        self._part.unlink(missing_ok=True)

    def finish(self, head: Manifest) -> Manifest:
        """Write the manifest and wait for the disk; return the whole manifest."""
        return self.archive.finish(head)

    def settle(self) -> None:
        """Read everything back and give the file its name; Unlike when what it was made from is not as was said."""
        try:
            archive.verify(self._part, self._tell)
            backup_folder.finish(self._part, self.target, self._what)
        finally:
            self._part.unlink(missing_ok=True)

    def close(self, head: Manifest) -> Manifest:
        """Finish and settle."""
        whole = self.finish(head)
        self.settle()
        return whole


@dataclass
class Scans:
    """Which scans lie in which part; ``missing``: were not there; ``changed``: have not the bytes their rows name."""

    held: dict[str, str]
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def take(self, part: str, made: Manifest, expected: Mapping[str, str]) -> None:
        """Note what a part holds."""
        self.held |= dict.fromkeys(made.files, part)
        self.missing += made.missing
        self.changed += [name for name, entry in made.files.items() if entry.sha256 != expected.get(name)]


class PartWriter:
    """Writes scans into parts of a backup folder. ``expected``: path → SHA-256 by its row."""

    def __init__(self, place: Path, head: Manifest, expected: Mapping[str, str], key: Key | None, tell: Tell) -> None:
        self._place = place / PARTS
        self._head = replace(head, kind="scans")
        self._expected = expected
        self._key = key
        self._tell = tell
        self._taken: set[Path] = set()

    def write(self, new: Mapping[str, Path], scans: Scans, reader: ThreadPoolExecutor) -> None:
        """Write ``new`` (path → file) and note in ``scans`` where each lies; ``reader`` reads each part back."""
        under_way: tuple[list[str], Manifest, Writing, Future[None]] | None = None
        for names in _groups(new):
            writing, made = self._written({name: new[name] for name in names}, self._expected)
            settling = reader.submit(writing.settle)
            if under_way is not None:
                self._settled(*under_way, new, scans)
            under_way = names, made, writing, settling
        if under_way is not None:
            self._settled(*under_way, new, scans)

    def _written(self, files: Mapping[str, Path], expected: Mapping[str, str]) -> tuple[Writing, Manifest]:
        target = backup_folder.free_name(self._place, part_stem(self._head), ".scans", self._taken)
        self._taken.add(target)  # the part before may not have its name yet
        writing = Writing(target, self._key, self._tell, "scans")
        try:
            for name, file in files.items():
                writing.archive.add(name, file, expected.get(name, ""))
            return writing, writing.finish(self._head)
        except BaseException:  # whatever broke it off: the half of a part is let go, and the error goes on
            writing.__exit__()
            raise

    def _settled(
        self,
        names: list[str],
        made: Manifest,
        writing: Writing,
        settling: Future[None],
        new: Mapping[str, Path],
        scans: Scans,
    ) -> None:
        try:
            settling.result()
        except Unlike as error:
            actual = really(error, {name: new[name] for name in error.names}, self._expected)
            writing, made = self._written({name: new[name] for name in names}, {**self._expected, **actual})
            writing.settle()
        scans.take(writing.target.name, made, self._expected)


def really(error: Unlike, files: Mapping[str, Path], expected: Mapping[str, str]) -> dict[str, str]:
    """Return the hashes that files have which were not read back as expected; ``error`` again when the disk is to blame."""
    actual = {name: copies.hash_of(file) for name, file in files.items()}
    if not actual or any(found == expected.get(name) for name, found in actual.items()):
        raise error
    return actual


def adopted(place: Path, about: Manifest, known: Iterable[str], expected: Mapping[str, str]) -> dict[str, str]:
    """Return the scans in parts that no day names, each with its part: a backup that was broken off goes on with them.

    ``known``: the parts that need not be looked at. A part was read back before it took its name.
    """
    found: dict[str, str] = {}
    for name in set(backup_folder.part_names(place)) - set(known):
        if name.endswith(".scans"):
            made = _manifest(place / PARTS / name)
            if made is not None and made.uid == about.uid and open_key(made.key) == open_key(about.key):
                found |= {path: name for path, entry in made.files.items() if expected.get(path) == entry.sha256}
    return found


def _manifest(part: Path) -> Manifest | None:
    try:
        return backup_folder.manifest_of(part)
    except (StorageError, OSError):
        return None


def open_key(key: Key | None) -> str:
    """Return the open half of a key, '' without one: archives of one office are alike when it is the same."""
    return key.open if key else ""


def part_stem(head: Manifest) -> str:
    """Return how the names of the parts made with this backup begin."""
    return f"{datetime.fromisoformat(head.made_at):%Y%m%d-%H%M%S}"


def sizes(files: Iterable[Path]) -> int:
    """Return how many bytes files have, those that are there."""
    total = 0
    for file in files:
        try:
            total += file.stat().st_size
        except OSError:  # it has gone, or cannot be read: that is told where it is copied
            continue
    return total


def _groups(new: Mapping[str, Path]) -> Iterator[list[str]]:
    group: list[str] = []
    size = 0
    for name, file in new.items():
        group.append(name)
        size += sizes([file])
        if size >= MOST_PART:
            yield group
            group, size = [], 0
    if group:
        yield group
