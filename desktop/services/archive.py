"""The backup's file format: a ZIP with the database, the settings, scans, and a manifest of every file's hash.

Four kinds: a *whole* office in one file; a *point* (one day's database, which names the parts its scans lie in); and the
parts of a backup folder, *scans* (those that were new one day) and *base* (a database that later points differ from).
A sealed archive holds its members in the age format (``….age``); the manifest with names, sizes and hashes stays open.

Nothing in an archive is believed: names must be the office's own kinds of names, sizes and hashes those of the
manifest, and nothing is written outside the folder it is unpacked into.
"""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core.errors import StorageError
from desktop.core.words import Text, tr
from desktop.services import sealing
from desktop.services.manifest import DATABASE, FORMAT, PARTS, SETTINGS, Entry, Manifest, from_json
from desktop.services.sealing import Secret
from desktop.services.straight import Inward

MANIFEST = "manifest.json"
SEALED = ".age"
_MOST_MANIFEST = 256 << 20
_BLOCK = 1 << 20
_HEAD = struct.Struct("<4s22xHH")

#: Hears how many more bytes are done; it may raise to stop the work.
Tell = Callable[[int], None]


def _quiet(_: int) -> None:
    """Nobody listens."""


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest of an archive. Raises StorageError when it is none of ours or names what it may not."""
    try:
        value = _written_manifest(archive)
        newer = int(value["format"]) > FORMAT
        manifest = None if newer else from_json(value)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, zipfile.BadZipFile, zlib.error) as error:
        raise not_a_backup() from error
    if manifest is None:
        raise StorageError(
            "newer-backup",
            tr("Bản sao lưu này do phiên bản Văn Thư mới hơn ghi."),
            tr("Hãy cập nhật chương trình rồi làm lại."),
            _NOTHING,
        )
    return manifest


def read_base(archive: zipfile.ZipFile) -> str:
    """Return the base that a day's database differs from, '' without one; the rest of its manifest is not looked at.
    Raises StorageError when the file is no day of ours."""
    try:
        return str(_written_manifest(archive).get("base", ""))
    except (*_BROKEN, TypeError, AttributeError, RecursionError) as error:
        raise not_a_backup() from error


def _written_manifest(archive: zipfile.ZipFile) -> Any:
    info = archive.getinfo(MANIFEST)
    if info.file_size > _MOST_MANIFEST:
        raise not_a_backup()
    return json.loads(archive.read(info))


def unpack(
    archive: zipfile.ZipFile, name: str, entry: Entry, target: Path, secret: Secret | None = None, tell: Tell = _quiet
) -> None:
    """Write one file of an archive to ``target``, no more bytes than it claims. Raises StorageError when its bytes are
    not those of the manifest, OSError from the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        _drain(archive, name, entry, stream.write, secret, tell)


def read(archive: zipfile.ZipFile, name: str, entry: Entry, secret: Secret | None = None) -> bytes:
    """Return one member's bytes, checked like ``unpack``."""
    kept = io.BytesIO()
    _drain(archive, name, entry, kept.write, secret, _quiet)
    return kept.getvalue()


def read_open(archive: zipfile.ZipFile, name: str, manifest: Manifest) -> bytes:
    """Return a member that lies open in a sealed archive too."""
    kept = io.BytesIO()
    _pour(archive, name, manifest.files[name], kept.write, _quiet)
    return kept.getvalue()


def verify(file: Path, tell: Tell = _quiet) -> Manifest:
    """Read a whole archive back from the disk and return its manifest; StorageError unless every byte is as written.

    ``Unlike`` (a StorageError) when members are whole but not what the manifest says: what they were made from was not.
    Sealed members are compared as they lie there (checksums of the ZIP): nobody can open them without the passphrase.
    """
    with Inward(file) as disk, open_archive(file) as archive:
        manifest = read_manifest(archive)
        unlike = [name for name in manifest.own_files() if not _is_as_told(archive, disk, name, manifest, tell)]
    if unlike:
        raise Unlike(unlike)
    return manifest


class Unlike(StorageError):
    """Members of an archive are not what its manifest says; ``names``: which."""

    def __init__(self, names: list[str]) -> None:
        told = _damaged(names[0])
        super().__init__(told.code, told.happened, told.todo, told.kept)
        self.names = names


def open_archive(file: Path) -> zipfile.ZipFile:
    """Open an archive. Raises StorageError when the file is no ZIP, OSError when it cannot be read."""
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise not_a_backup() from error


def not_a_backup() -> StorageError:
    """Return the error for a file that is no backup of this program, or a damaged one."""
    return StorageError(
        "not-a-backup",
        tr("Tệp này không phải bản sao lưu của Văn Thư, hoặc đã hỏng."),
        tr("Hãy chọn bản sao lưu khác."),
        _NOTHING,
    )


_NOTHING: Text = tr("Không có gì bị thay đổi.")
_BROKEN = (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error)


def is_shrunk(name: str) -> bool:
    """Tell whether a member is worth compressing: scans are compressed already."""
    return not name.startswith("store/")


class _Measured:
    """Takes a member's bytes, hashing and counting them; more than it claims is never handed on."""

    def __init__(self, entry: Entry, take: Callable[[bytes], object], tell: Tell, *, shrunk: bool) -> None:
        self._left = entry.size
        self._take = take
        self._tell = tell
        self._swell = zlib.decompressobj() if shrunk else None
        self._entry = entry
        self.digest = hashlib.sha256()

    def write(self, data: bytes) -> int:
        block = data if self._swell is None else self._swell.decompress(data, self._left + 1)
        if len(block) > self._left:
            raise ValueError("longer than it claims")
        self._left -= len(block)
        self.digest.update(block)
        self._take(block)
        self._tell(len(block))
        return len(data)

    def is_whole(self) -> bool:
        return self._left == 0 and self.digest.hexdigest() == self._entry.sha256


def _drain(
    archive: zipfile.ZipFile,
    name: str,
    entry: Entry,
    take: Callable[[bytes], object],
    secret: Secret | None,
    tell: Tell,
) -> None:
    if secret is None:
        _pour(archive, name, entry, take, tell)
        return
    measured = _Measured(entry, take, tell, shrunk=is_shrunk(name))
    try:
        with archive.open(name + SEALED) as source:
            sealing.unseal(source, measured, secret)  # type: ignore[arg-type]
    except _BROKEN as error:
        raise _damaged(name) from error
    if not measured.is_whole():
        raise _damaged(name)


def _pour(archive: zipfile.ZipFile, name: str, entry: Entry, take: Callable[[bytes], object], tell: Tell) -> None:
    measured = _Measured(entry, take, tell, shrunk=False)
    try:
        with archive.open(name) as source:
            while block := source.read(_BLOCK):
                measured.write(block)
    except _BROKEN as error:
        raise _damaged(name) from error
    if not measured.is_whole():
        raise _damaged(name)


def _is_as_told(archive: zipfile.ZipFile, disk: Inward, name: str, manifest: Manifest, tell: Tell) -> bool:
    """Read a member where it lies; StorageError when its checksum is wrong. Tell whether it has the manifest's bytes."""
    sealed = manifest.key is not None and name not in PARTS
    entry = manifest.files[name]
    try:
        info = archive.getinfo(name + SEALED if sealed else name)
        packed = _Packed(info.file_size, shrunk=info.compress_type == zipfile.ZIP_DEFLATED)
        for piece in disk.pieces(_start(disk, info), info.compress_size):
            packed.take(piece)
            tell(len(piece))
    except _BROKEN as error:
        raise _damaged(name) from error
    if packed.crc != info.CRC or packed.size != info.file_size:
        raise _damaged(name)
    return sealed or (packed.size == entry.size and packed.digest.hexdigest() == entry.sha256)


class _Packed:
    """Counts and hashes a member as it lies in the ZIP, swelling it if it was compressed; no more than it claims."""

    def __init__(self, most: int, *, shrunk: bool) -> None:
        self._swell = zlib.decompressobj(-zlib.MAX_WBITS) if shrunk else None
        self._most = most
        self.digest = hashlib.sha256()
        self.crc = self.size = 0

    def take(self, data: memoryview) -> None:
        while data:
            block = data if self._swell is None else self._swell.decompress(data, _BLOCK)
            data = memoryview(b"") if self._swell is None else memoryview(self._swell.unconsumed_tail)
            self.crc = zlib.crc32(block, self.crc)
            self.digest.update(block)
            self.size += len(block)
            if self.size > self._most:
                raise ValueError("longer than it claims")


def _start(disk: Inward, info: zipfile.ZipInfo) -> int:
    """Where a member's bytes begin: behind its own head, which must be that of the table at the archive's end."""
    head = disk.bytes(info.header_offset, _HEAD.size)
    sign, name, extra = _HEAD.unpack(head)
    begin = info.header_offset + _HEAD.size
    if sign != b"PK\3\4" or disk.bytes(begin, name) != info.orig_filename.encode():
        raise ValueError("head")
    return int(begin + name + extra)


def _damaged(name: str) -> StorageError:
    return StorageError(
        "bad-backup",
        tr("Tệp {name} trong bản sao lưu bị hỏng hoặc thiếu.", name=name),
        tr("Hãy dùng bản sao lưu khác."),
        _NOTHING,
    )


__all__ = ["DATABASE", "SETTINGS", "Entry", "Manifest", "read_manifest", "unpack", "verify"]
