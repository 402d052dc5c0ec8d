"""The backup's file format: a ZIP with the database, the settings, scans, and a manifest of every file's hash.

Four kinds: a *whole* office in one file; a *point* (one day's database, which names the parts its scans lie in); and the
parts of a backup folder, *scans* (those that were new one day) and *base* (a database that later points differ from).
A sealed archive holds its members in the age format (``….age``); the manifest with names, sizes and hashes stays open.

Nothing in an archive is believed: names must be the office's own kinds of names, sizes and hashes those of the
manifest, and nothing is written outside the folder it is unpacked into.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any

from desktop.core.errors import StorageError
from desktop.core.words import Text, tr
from desktop.services import sealing
from desktop.services.manifest import DATABASE, FORMAT, PARTS, SETTINGS, Entry, Manifest, from_json, to_json
from desktop.services.sealing import Key, Secret

MANIFEST = "manifest.json"
SEALED = ".age"
_MOST_MANIFEST = 256 << 20
_BLOCK = 1 << 20
_BUFFER = 4 << 20
_FASTEST = 1

#: Hears how many more bytes are done; it may raise to stop the work.
Tell = Callable[[int], None]


def _quiet(_: int) -> None:
    """Nobody listens."""


class Writer:
    """Writes one archive. Everything is taken from files as they are now; OSError when the disk does not take it."""

    def __init__(self, target: Path, key: Key | None = None, tell: Tell = _quiet) -> None:
        self._file = target.open("wb", buffering=_BUFFER)
        self._zip = zipfile.ZipFile(_Straight(self._file), "w", allowZip64=True)
        self._key = key
        self._tell = tell
        self.files: dict[str, Entry] = {}
        self.missing: list[str] = []

    def add(self, name: str, file: Path) -> None:
        """Add a file; one that has gone meanwhile is noted as missing."""
        try:
            source = file.open("rb")
        except FileNotFoundError:
            self.missing.append(name)
            return
        with source:
            self.files[name] = self._add(name, _Hashed(source, self._tell), self._key)

    def add_bytes(self, name: str, data: bytes, *, sealed: bool = True) -> None:
        """Add a member made here; ``sealed`` False leaves it open in a sealed archive too."""
        self.files[name] = self._add(name, _Hashed(io.BytesIO(data), self._tell), self._key if sealed else None)

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest with what was added to its own entries, and close the file; return the whole manifest."""
        files = {**manifest.files, **self.files}
        whole = manifest.with_files(files, tuple(self.missing), self._key)
        text = json.dumps(to_json(whole), ensure_ascii=False)
        self._zip.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED, _FASTEST)
        self._zip.close()
        self._file.close()
        return whole

    def give_up(self) -> None:
        """Close the file without a manifest: it is no archive."""
        self._zip.fp = None
        with contextlib.suppress(OSError):  # the disk that refused its bytes may refuse the last of them too
            self._file.close()

    def _add(self, name: str, source: _Hashed, key: Key | None) -> Entry:
        shrunk = is_shrunk(name)
        info = zipfile.ZipInfo(name if key is None else name + SEALED)
        info.compress_type = zipfile.ZIP_DEFLATED if shrunk and key is None else zipfile.ZIP_STORED
        info._compresslevel = _FASTEST  # type: ignore[attr-defined]  # what writestr(compresslevel=…) sets
        with self._zip.open(info, "w", force_zip64=True) as target:
            if key is None:
                while block := source.read(_BLOCK):
                    target.write(block)
            else:
                sealing.seal(_Shrinking(source) if shrunk else source, target, key)  # type: ignore[arg-type]
        return Entry(source.digest.hexdigest(), source.size)


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest of an archive. Raises StorageError when it is none of ours or names what it may not."""
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _MOST_MANIFEST:
            raise not_a_backup()
        value = json.loads(archive.read(info))
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

    Sealed members are compared as they lie there (checksums of the ZIP): nobody can open them without the passphrase.
    """
    _forget_cached(file)
    with open_archive(file) as archive:
        manifest = read_manifest(archive)
        for name in manifest.own_files():
            _require_readable(archive, name, manifest, tell)
    return manifest


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


class _Straight:
    """A file that is written from its beginning to its end: the ZIP goes back to no header, the disk gets large pieces."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        """The file is flushed once, at its end."""

    def close(self) -> None:
        """Whoever opened the file closes it."""


class _Hashed:
    """A file that is hashed and counted while it is read."""

    def __init__(self, stream: IO[bytes], tell: Tell) -> None:
        self._stream = stream
        self._tell = tell
        self.digest = hashlib.sha256()
        self.size = 0

    def read(self, size: int = -1) -> bytes:
        block = self._stream.read(_BLOCK if size < 0 else size)
        self.digest.update(block)
        self.size += len(block)
        self._tell(len(block))
        return block


class _Shrinking:
    """A file that is compressed while it is read."""

    def __init__(self, source: _Hashed) -> None:
        self._source = source
        self._press: Any = zlib.compressobj(_FASTEST)
        self._ready = b""

    def read(self, size: int = -1) -> bytes:
        wanted = _BLOCK if size < 0 else size
        while len(self._ready) < wanted and self._press is not None:
            block = self._source.read(_BLOCK)
            self._ready += self._press.compress(block) if block else self._press.flush()
            if not block:
                self._press = None
        found, self._ready = self._ready[:wanted], self._ready[wanted:]
        return found


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


def _require_readable(archive: zipfile.ZipFile, name: str, manifest: Manifest, tell: Tell) -> None:
    member = name + SEALED if manifest.key is not None and name not in PARTS else name
    size = 0
    try:
        with archive.open(member) as source:
            while block := source.read(_BLOCK):
                size += len(block)
                tell(len(block))
    except _BROKEN as error:
        raise _damaged(name) from error
    if member == name and size != manifest.files[name].size:
        raise _damaged(name)


def _forget_cached(file: Path) -> None:
    """Ask the system to read the file from the disk and not from its memory, where it can be asked."""
    if hasattr(os, "posix_fadvise"):
        with file.open("rb") as stream:
            os.posix_fadvise(stream.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def _damaged(name: str) -> StorageError:
    return StorageError(
        "bad-backup",
        tr("Tệp {name} trong bản sao lưu bị hỏng hoặc thiếu.", name=name),
        tr("Hãy dùng bản sao lưu khác."),
        _NOTHING,
    )


__all__ = ["DATABASE", "SETTINGS", "Entry", "Manifest", "Writer", "read_manifest", "unpack", "verify"]
