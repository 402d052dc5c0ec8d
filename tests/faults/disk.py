"""A disk that fails on wish: every file operation below a folder is a step, at which a test may refuse it, pull the
folder away, or cut the power.

What a power cut leaves is modelled on what POSIX promises, no more: bytes last until ``fsync`` of their file, names until
``fsync`` of their folder. SQLite's own files are left as they are at that moment: that a commit is on the disk when it
returns, and that a hot journal is rolled back, is SQLite's promise (synchronous=EXTRA), not tested here.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

Model = Literal["lost", "torn"]
#: Called before a step with its number, what it is, and the path.
Before = Callable[[int, str, str], None]


class PowerCut(BaseException):
    """The power is cut here; nothing in the program may catch it."""


class Disk:
    """Counts the steps below ``root`` and keeps what would be left of its files after a power cut."""

    def __init__(self, root: Path, before: Before) -> None:
        self.root = str(root)
        self.steps = 0
        self._before = before
        self._off = False
        self._next = 0
        self.names: dict[str, int] = {}
        self.lasting: dict[str, int] = {}
        self.synced: dict[int, bytes] = {}
        self._left: dict[int, Path] = {}
        self._times: dict[int, tuple[int, int]] = {}
        for file in (p for p in root.rglob("*") if p.is_file()):
            number = self.names[str(file)] = self.lasting[str(file)] = self._new()
            self.synced[number] = file.read_bytes()

    def _new(self) -> int:
        self._next += 1
        return self._next

    def step(self, what: str, path: object) -> bool:
        """Pass a step; tell whether it is one of ours."""
        place = os.path.abspath(os.fspath(path)) if isinstance(path, str | os.PathLike) else ""
        if self._off or not place.startswith(self.root):
            return False
        self.steps += 1
        self._before(self.steps, what, place)
        return True

    def cut(self, to: Path, model: Model) -> None:
        """Write what a power cut now would leave into ``to``, and stop the program."""
        self._off = True
        for folder in (p for p in Path(self.root).rglob("*") if p.is_dir()):
            (to / folder.relative_to(self.root)).mkdir(parents=True, exist_ok=True)
        for name, number in (self.lasting if model == "lost" else self.names).items():
            self._leave(Path(name), number, to / os.path.relpath(name, self.root), model)
        for file in (p for p in Path(self.root).rglob("office.db*") if p.parent.name not in ("backups", "kho")):
            if ".restoring" not in str(file):
                shutil.copy2(file, to / file.relative_to(self.root))
        raise PowerCut

    def _leave(self, name: Path, number: int, target: Path, model: Model) -> None:
        data = self.synced.get(number)
        if data is None and model == "torn" and name.is_file():
            whole = name.read_bytes()
            data = whole[: len(whole) // 2] + bytes(len(whole) - len(whole) // 2)
        target.parent.mkdir(parents=True, exist_ok=True)
        if number in self._left:  # two names of one file stay two names of one file
            os.link(self._left[number], target)
            return
        self._left[number] = target
        target.write_bytes(data or b"")
        if number in self._times:  # the name is gone already, and comes back as it was
            os.utime(target, ns=self._times[number])
        elif name.is_file():
            shutil.copystat(name, target)

    # -- what is remembered of each operation ----------------------------------------------------------------------

    def opened(self, place: str) -> None:
        if place not in self.names:
            self.names[place] = self._new()

    def fsynced(self, place: str) -> None:
        if os.path.isdir(place):
            inside = [n for n in {*self.names, *self.lasting} if os.path.dirname(n) == place]
            for name in inside:
                if name in self.names:
                    self.lasting[name] = self.names[name]
                else:
                    del self.lasting[name]
        elif place in self.names:
            self.synced[self.names[place]] = Path(place).read_bytes()

    def going(self, place: str) -> None:
        if place in self.names:
            about = os.stat(place)
            self._times[self.names[place]] = (about.st_atime_ns, about.st_mtime_ns)

    def moved(self, old: str, new: str) -> None:
        for names in (self.names,):
            inside = [n for n in names if n == old or n.startswith(old + os.sep)]
            for name in inside:
                names[new + name[len(old) :]] = names.pop(name)
        if os.path.isdir(new):  # a folder is renamed as a whole: what was lasting in it goes with its name
            for name in [n for n in self.lasting if n.startswith(old + os.sep)]:
                self.lasting[new + name[len(old) :]] = self.lasting.pop(name)


class _File:
    """A file opened for writing, each write a step."""

    def __init__(self, disk: Disk, file: Any, place: str) -> None:
        self._disk, self._file, self._place = disk, file, place

    def write(self, data: Any) -> Any:
        self._disk.step("write", self._place)
        return self._file.write(data)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> _File:
        self._file.__enter__()
        return self

    def __exit__(self, *about: Any) -> Any:
        return self._file.__exit__(*about)

    def __iter__(self) -> Any:
        return iter(self._file)


@contextmanager
def failing(root: Path, before: Before) -> Iterator[Disk]:
    """Let every file operation below ``root`` inside the block pass ``before``."""
    disk = Disk(root, before)
    real = {"open": io.open, **{n: getattr(os, n) for n in ("fsync", "replace", "rename", "link", "unlink", "mkdir")}}

    def open_file(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        if not any(sign in mode for sign in "wax+") or not isinstance(file, str | os.PathLike):
            return real["open"](file, mode, *args, **more)
        ours = disk.step("open", file)
        made = real["open"](file, mode, *args, **more)
        if not ours:
            return made
        place = os.path.abspath(file)
        disk.opened(place)
        return _File(disk, made, place)

    def fsync(handle: Any) -> None:
        number = handle if isinstance(handle, int) else handle.fileno()
        place = os.readlink(f"/proc/self/fd/{number}")
        ours = disk.step("fsync", place)
        real["fsync"](number)
        if ours:
            disk.fsynced(place)

    def two(name: str) -> Callable[..., None]:
        def act(old: Any, new: Any, **more: Any) -> None:
            ours = disk.step(name, new)
            real[name](old, new, **more)
            if ours and name != "link":
                disk.moved(os.path.abspath(old), os.path.abspath(new))
            elif ours:
                disk.names[os.path.abspath(new)] = disk.names.get(os.path.abspath(old)) or disk._new()

        return act

    def unlink(path: Any, **more: Any) -> None:
        ours = not more and disk.step("unlink", path)
        if ours:
            disk.going(os.path.abspath(path))
        real["unlink"](path, **more)
        if ours:
            disk.names.pop(os.path.abspath(path), None)

    def mkdir(path: Any, *args: Any, **more: Any) -> None:
        disk.step("mkdir", path)
        real["mkdir"](path, *args, **more)

    fakes = {"fsync": fsync, "unlink": unlink, "mkdir": mkdir, **{n: two(n) for n in ("replace", "rename", "link")}}
    try:
        io.open = builtins.open = open_file  # type: ignore[assignment]
        for name, fake in fakes.items():
            setattr(os, name, fake)
        yield disk
    finally:
        io.open = builtins.open = real["open"]
        for name in fakes:
            setattr(os, name, real[name])
