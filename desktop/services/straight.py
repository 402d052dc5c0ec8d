"""Files that go straight to the disk and are read straight back from it, past the system's memory where it lets us.

A backup of gigabytes through the system's memory costs most of its time there, pushes everything else out of it, and says
"done" long before a stick has the bytes. Where the system or the
disk does not do it (Windows, tmpfs, some network disks), the same goes through its memory, synced as it grows.

There are two blocks to each file: while the disk has one, in a thread beside, the other is filled or hashed.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import mmap
import os
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

BLOCK = 4 << 20
#: what places, lengths and memory have to be a multiple of; larger than any disk's sector
_GRAIN = 4096
#: so much may wait in the system's memory where there is no way past it
_MOST_WAITING = 32 << 20
_DIRECT = getattr(os, "O_DIRECT", 0)


class _Blocks:
    """Two blocks of memory that take turns, and the thread that moves one of them to or from the disk."""

    def __init__(self) -> None:
        self._memory = [mmap.mmap(-1, BLOCK) for _ in range(2)]
        self._views = [memoryview(memory) for memory in self._memory]
        self.beside = ThreadPoolExecutor(1, "vanthu-disk")

    @property
    def here(self) -> memoryview:
        """The block that is not the disk's."""
        return self._views[0]

    @property
    def there(self) -> memoryview:
        """The other one."""
        return self._views[1]

    def swap(self) -> None:
        self._views.reverse()

    def end(self) -> None:
        """Wait for the thread."""
        self.beside.shutdown()

    def free(self) -> None:
        """Give the memory back."""
        for view, memory in zip(self._views, self._memory, strict=True):
            view.release()
            with contextlib.suppress(BufferError):  # an error that ended the work still holds a piece
                memory.close()


class Outward:
    """A new file, written from its beginning to its end. OSError as the disk raises it: at the next block, or in
    ``sync``."""

    def __init__(self, file: Path) -> None:
        self._stream, self._direct = _open(file, "wb")
        self._blocks = _Blocks()
        self._under_way: Future[None] | None = None
        self._filled = 0
        self._waiting = 0

    def write(self, data: Any) -> int:
        """Take bytes; they go on when a block is full."""
        given = memoryview(data).cast("B")
        place = 0
        while place < len(given):
            count = min(BLOCK - self._filled, len(given) - place)
            self._blocks.here[self._filled : self._filled + count] = given[place : place + count]
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
        self._settle()
        os.fsync(self._stream.fileno())
        self.close()

    def close(self) -> None:
        """Let go of the file as it is; what has not been written is lost."""
        if not self._stream.closed:
            self._blocks.end()
            self._stream.close()
            self._blocks.free()

    def _pour(self) -> None:
        """Let the thread beside write the block, once it has written the one before."""
        self._settle()
        self._blocks.swap()
        self._under_way = self._blocks.beside.submit(self._put, self._blocks.there, self._filled)
        self._filled = 0

    def _settle(self) -> None:
        under_way, self._under_way = self._under_way, None
        if under_way is not None:
            under_way.result()

    def _put(self, block: memoryview, filled: int) -> None:
        whole = filled // _GRAIN * _GRAIN if self._direct else filled
        if self._send(block, 0, whole) or whole < filled:
            if self._direct:
                _go_through_memory(self._stream.fileno())
                self._direct = False
            self._send(block, self._sent, filled)

    def _send(self, block: memoryview, first: int, last: int) -> bool:
        """Write a stretch of the block; tell whether the disk wants it another way. ``_sent``: how far it came."""
        self._sent = first
        while self._sent < last:
            try:
                self._sent += self._stream.write(block[self._sent : last]) or 0
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
        self._blocks = _Blocks()
        self._ahead: Future[int] | None = None
        self._first = self._last = 0

    def __enter__(self) -> Inward:
        return self

    def __exit__(self, *_: object) -> None:
        self._blocks.end()
        self._blocks.free()
        self._stream.close()

    def pieces(self, start: int, length: int) -> Iterator[memoryview]:
        """Yield the bytes of a stretch; each piece stands until the next is asked for. EOFError when the file ends."""
        while length > 0:
            if not self._first <= start < self._last:
                self._fill(start)
            count = min(length, self._last - start)
            yield self._blocks.here[start - self._first : start - self._first + count]
            start += count
            length -= count

    def bytes(self, start: int, length: int) -> bytes:
        """Return a short stretch."""
        return b"".join(bytes(piece) for piece in self.pieces(start, length))

    def _fill(self, start: int) -> None:
        """Take the block that holds ``start``, and let the thread beside read the one behind it."""
        first = start // _GRAIN * _GRAIN
        ahead, self._ahead = self._ahead, None
        count = ahead.result() if ahead is not None else 0
        if ahead is None or first != self._last:
            count = self._read(self._blocks.there, first)
        self._blocks.swap()
        self._first, self._last = first, first + count
        if self._last <= start:
            self._first = self._last = 0
            raise EOFError
        if count == BLOCK:
            self._ahead = self._blocks.beside.submit(self._read, self._blocks.there, self._last)

    def _read(self, block: memoryview, first: int) -> int:
        try:
            return self._take(block, first)
        except OSError as error:
            if not self._direct or error.errno != errno.EINVAL:
                raise
            _go_through_memory(self._stream.fileno())
            _forget(self._stream.fileno())
            self._direct = False
            return self._take(block, first)

    def _take(self, block: memoryview, first: int) -> int:
        self._stream.seek(first)
        return int(self._stream.readinto(block))  # type: ignore[attr-defined]


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
