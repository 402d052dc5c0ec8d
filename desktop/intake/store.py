"""The store: originals under their SHA-256, ``ab/<sha256>.<ending>``, synced to the disk before a row names them."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.words import tr
from desktop.intake.folder import Seen

_INCOMING = "incoming"
_BLOCK = 1 << 20
_PART = re.compile(r"(\d+)-[0-9a-f]{32}\.part")


class StillBusy(Exception):
    """The file is being written, held by another program, or gone again."""


@dataclass(frozen=True)
class Copy:
    """The bytes of a file, drawn into the store's waiting place under a temporary name."""

    path: Path
    sha256: str
    size: int


def draw_in(seen: Seen, store: Path, meanwhile: Callable[[], None] | None = None) -> Copy:
    """Copy the file into the store's waiting place, hashing what is copied; ``meanwhile`` is called after each MB.

    Raises StillBusy when it cannot be opened now or changed meanwhile, StorageError when the store cannot be written.
    """
    faults.point("intake:before-copy")
    part = store / _INCOMING / f"{os.getpid()}-{uuid.uuid4().hex}.part"
    try:
        with _reading(seen.path) as source, _writing(store):
            part.parent.mkdir(parents=True, exist_ok=True)
            sha256, size = _copy(source, part, meanwhile)
            info = os.fstat(source)
        if (info.st_size, info.st_mtime_ns, size) != (seen.size, seen.changed_ns, seen.size):
            raise StillBusy(seen.place)
    except BaseException:  # no half copy is left, whatever broke off; it goes on
        part.unlink(missing_ok=True)
        raise
    faults.point("intake:after-copy")
    return Copy(part, sha256, size)


def draw_bytes(data: bytes, store: Path) -> Copy:
    """Put bytes made here into the store's waiting place; StorageError when the store cannot be written."""
    part = store / _INCOMING / f"{os.getpid()}-{uuid.uuid4().hex}.part"
    try:
        with _writing(store):
            part.parent.mkdir(parents=True, exist_ok=True)
            part.write_bytes(data)
    except BaseException:  # no half copy is left, whatever broke off; it goes on
        part.unlink(missing_ok=True)
        raise
    return Copy(part, hashlib.sha256(data).hexdigest(), len(data))


def keep(copy: Copy, store: Path, ending: str) -> Path:
    """Give the copy its lasting name, synced and verified; return the path. StorageError when the disk does not hold."""
    folder = store / copy.sha256[:2]
    target = folder / f"{copy.sha256}{ending}"
    with _writing(store):
        folder.mkdir(exist_ok=True)
        _sync_file(copy.path)
        if hash_of(copy.path) != copy.sha256:
            raise _not_as_written(copy.path)
        faults.point("intake:before-rename")
        os.replace(copy.path, target)
        _sync_folder(folder)
        _sync_folder(store)
    faults.point("intake:after-rename")
    return target


def drop(copy: Copy) -> None:
    """Remove a copy that is not kept; what cannot be removed now goes at the next start."""
    with contextlib.suppress(OSError):
        copy.path.unlink(missing_ok=True)


def clear_leftovers(store: Path) -> None:
    """Remove the copies that a killed program left in the waiting place, not those of one that is running."""
    import psutil

    with contextlib.suppress(OSError):
        for part in (store / _INCOMING).glob("*.part"):
            owner = _PART.fullmatch(part.name)
            if owner is None or int(owner[1]) == os.getpid() or not psutil.pid_exists(int(owner[1])):
                part.unlink(missing_ok=True)


def hash_of(path: Path) -> str:
    """Return the SHA-256 of a file in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _reading(path: Path) -> Iterator[int]:
    """Open a file that somebody else may be writing; links are not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError as error:
        raise StillBusy(str(path)) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _writing(store: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, store) from error


def _copy(source: int, part: Path, meanwhile: Callable[[], None] | None) -> tuple[str, int]:
    digest = hashlib.sha256()
    size = 0
    with part.open("xb") as file:
        while block := _read(source):
            file.write(block)
            digest.update(block)
            size += len(block)
            if meanwhile is not None:
                meanwhile()
    return digest.hexdigest(), size


def _read(source: int) -> bytes:
    try:
        return os.read(source, _BLOCK)
    except OSError as error:  # a lock on a part of the file (Windows), a stick pulled out: looked at again later
        raise StillBusy(str(error)) from error


def _sync_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no handle for a folder's entries; NTFS journals the rename
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _not_as_written(path: Path) -> StorageError:
    return StorageError(
        "not-as-written",
        tr("Ổ đĩa trả lại dữ liệu khác với dữ liệu vừa ghi vào {place}.", place=path.parent),
        tr("Hãy kiểm tra ổ đĩa ngay; tệp sẽ được nhận lại."),
        tr("Tệp trong thư mục quét vẫn còn nguyên."),
    )
