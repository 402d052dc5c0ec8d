"""Files that go straight to the disk and are read straight back from it, past the system's memory where it lets us.

A backup of gigabytes through the system's memory costs most of its time there, pushes everything else out of it, and says
"done" long before a stick has the bytes. Where the system or the
disk does not do it (Windows, tmpfs, some network disks), the same goes through its memory, synced as it grows.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import mmap
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

BLOCK = 4 << 20
#: what places, lengths and memory have to be a multiple of; larger than any disk's sector
_GRAIN = 4096
#: so much may wait in the system's memory where there is no way past it
_MOST_WAITING = 32 << 20
_DIRECT = getattr(os, "O_DIRECT", 0)


class Outward:
    """A new file, written from its beginning to its end. OSError as the disk raises it."""

    def __init__(self, file: Path) -> None:
        self._stream, self._direct = _open(file, "wb")
        self._memory = mmap.mmap(-1, BLOCK)
        self._view = memoryview(self._memory)
        self._filled = 0
        self._waiting = 0

    def write(self, data: Any) -> int:
        """Take bytes; they go on when a block is full."""
        given = memoryview(data).cast("B")
        place = 0
        while place < len(given):
            count = min(BLOCK - self._filled, len(given) - place)
            self._view[self._filled : self._filled + count] = given[place : place + count]
            self._filled += count
            place += count
            if self._filled == BLOCK:
                self._pour()
        return len(given)

    def flush(self) -> None:
        """Nothing is hurried: ``sync`` comes at the end."""

    def sync(self) -> None:
        """Write what is left, wait until all is on the disk, and close the file."""
        self._pour()
        os.fsync(self._stream.fileno())
        self.close()

    def close(self) -> None:
        """Let go of the file as it is; what has not been written is lost."""
        if not self._stream.closed:
            self._stream.close()
            self._view.release()
            with contextlib.suppress(BufferError):  # the error that ended the writing still holds a piece
                self._memory.close()

    def _pour(self) -> None:
        whole = self._filled // _GRAIN * _GRAIN if self._direct else self._filled
        if self._send(0, whole) or whole < self._filled:
            if self._direct:
                _go_through_memory(self._stream.fileno())
                self._direct = False
            self._send(self._sent, self._filled)
        self._filled = 0

    def _send(self, first: int, last: int) -> bool:
        """Write a stretch of the block; tell whether the disk wants it another way. ``_sent``: how far it came."""
        self._sent = first
        while self._sent < last:
            try:
                self._sent += self._stream.write(self._view[self._sent : last]) or 0
            except OSError as error:
                if not self._direct or error.errno != errno.EINVAL:
                    raise
                return True
            if self._direct and self._sent % _GRAIN:  # it was given less than asked: the rest no longer fits the grain
                return True
        self._keep_up(last - first)
        return False

    def _keep_up(self, count: int) -> None:
        self._waiting += 0 if self._direct else count
        if self._waiting >= _MOST_WAITING:
            os.fsync(self._stream.fileno())
            self._waiting = 0


class Inward:
    """A file read back from the disk; use it in a ``with`` block. OSError as the disk raises it."""

    def __init__(self, file: Path) -> None:
        self._stream, self._direct = _open(file, "rb")
        if not self._direct:
            _forget(self._stream.fileno())
        self._memory = mmap.mmap(-1, BLOCK)
        self._view = memoryview(self._memory)
        self._first = self._last = 0

    def __enter__(self) -> Inward:
        return self

    def __exit__(self, *_: object) -> None:
        self._view.release()
        with contextlib.suppress(BufferError):  # somebody still holds a piece after an error
            self._memory.close()
        self._stream.close()

    def pieces(self, start: int, length: int) -> Iterator[memoryview]:
        """Yield the bytes of a stretch; each piece stands until the next is asked for. EOFError when the file ends."""
        while length > 0:
            if not self._first <= start < self._last:
                self._fill(start)
            count = min(length, self._last - start)
            yield self._view[start - self._first : start - self._first + count]
            start += count
            length -= count

    def bytes(self, start: int, length: int) -> bytes:
        """Return a short stretch."""
        return b"".join(bytes(piece) for piece in self.pieces(start, length))

    def _fill(self, start: int) -> None:
        first = start // _GRAIN * _GRAIN
        try:
            count = self._read(first)
        except OSError as error:
            if not self._direct or error.errno != errno.EINVAL:
                raise
            _go_through_memory(self._stream.fileno())
            _forget(self._stream.fileno())
            self._direct = False
            count = self._read(first)
        self._first, self._last = first, first + count
        if self._last <= start:
            self._first = self._last = 0
            raise EOFError

    def _read(self, first: int) -> int:
        self._stream.seek(first)
        return int(self._stream.readinto(self._view))  # type: ignore[attr-defined]


def hash_on_disk(file: Path) -> str:
    """Return the SHA-256 of a file's bytes as the disk gives them back, in hex."""
    digest = hashlib.sha256()
    with Inward(file) as disk:
        for piece in disk.pieces(0, file.stat().st_size):
            digest.update(piece)
    return digest.hexdigest()


def _open(file: Path, mode: str) -> tuple[IO[bytes], bool]:
    if _DIRECT:
        try:
            return open(file, mode, buffering=0, opener=_straight), True
        except OSError as error:
            if error.errno != errno.EINVAL:  # what a disk says that knows no straight way
                raise
    return open(file, mode, buffering=0), False


def _straight(path: str, flags: int) -> int:
    return os.open(path, flags | _DIRECT, 0o666)


def _go_through_memory(handle: int) -> None:
    if sys.platform == "win32":
        return  # no straight way there
    import fcntl

    fcntl.fcntl(handle, fcntl.F_SETFL, fcntl.fcntl(handle, fcntl.F_GETFL) & ~_DIRECT)


def _forget(handle: int) -> None:
    """Ask the system to read from the disk and not from its memory, where it can be asked."""
    if sys.platform == "linux":
        os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
