"""A database's difference from an earlier copy of it, block by block: the next day's backup holds only what changed."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from pathlib import Path

from desktop.core.errors import StorageError
from desktop.core.words import tr

#: a page of the database: an entry put in anywhere changes pages all over it
BLOCK = 4 << 10
#: what it was in archives of the first two formats
FORMER_BLOCK = 16 << 10
_DIGEST = 32
_INDEX = struct.Struct(">I")
_READ = 1 << 20
#: a difference larger than this share of the database is not worth it: the day becomes a new base
MOST_SHARE = 0.25


def blocks_of(file: Path) -> tuple[bytes, str]:
    """Return the SHA-256 digests of a file's blocks, one after the other, and that of the whole file in hex."""
    digests, whole = bytearray(), hashlib.sha256()
    for block in _blocks(file, whole):
        digests += hashlib.sha256(block).digest()
    return bytes(digests), whole.hexdigest()


def write(file: Path, base: bytes, target: Path) -> str | None:
    """Write to ``target`` the blocks of ``file`` that are not in ``base`` (its digests); return the SHA-256 of the whole
    file in hex, None when too much differs."""
    most = file.stat().st_size * MOST_SHARE
    written, whole = 0, hashlib.sha256()
    with target.open("wb") as stream:
        for place, block in enumerate(_blocks(file, whole)):
            if hashlib.sha256(block).digest() != base[place * _DIGEST : (place + 1) * _DIGEST]:
                written += stream.write(_INDEX.pack(place) + block)
                if written > most:
                    return None
    return whole.hexdigest()


def _blocks(file: Path, whole: hashlib._Hash) -> Iterator[memoryview]:
    """Yield a file's blocks, and hash all of it into ``whole``."""
    with file.open("rb") as source:
        while piece := memoryview(source.read(_READ)):
            whole.update(piece)
            for start in range(0, len(piece), BLOCK):
                yield piece[start : start + BLOCK]


def apply(file: Path, delta: Path, size: int, length: int) -> None:
    """Turn a base's database into the one the difference was written from, ``size`` bytes long, in blocks of ``length``.

    Raises StorageError when the difference does not fit.
    """
    with file.open("rb+") as target, delta.open("rb") as source:
        target.truncate(size)
        while head := source.read(_INDEX.size):
            if len(head) < _INDEX.size:
                raise _broken()
            start = _INDEX.unpack(head)[0] * length
            wanted = min(length, size - start)
            if wanted <= 0:
                raise _broken()
            block = source.read(wanted)
            if len(block) != wanted:
                raise _broken()
            target.seek(start)
            target.write(block)


def _broken() -> StorageError:
    return StorageError(
        "bad-backup",
        tr("Phần dữ liệu trong bản sao lưu không ghép lại được."),
        tr("Hãy dùng bản sao lưu khác."),
        tr("Không có gì bị thay đổi."),
    )
