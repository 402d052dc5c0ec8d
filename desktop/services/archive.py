"""The backup's file format: a ZIP with the database, the settings, the store, and a manifest of every file's hash.

Nothing in an archive is believed: names must be the office's own kinds of names, sizes and hashes those of the
manifest, and nothing is written outside the folder it is unpacked into.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.core.errors import StorageError
from desktop.core.words import Text, tr

FORMAT = 1
MANIFEST = "manifest.json"
DATABASE = "office.db"
SETTINGS = "settings.toml"
_MOST_MANIFEST = 256 << 20
_BLOCK = 1 << 20
_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"store(/[\w][\w. -]*)+")


@dataclass(frozen=True)
class Entry:
    """One file of an archive: its SHA-256 and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """What an archive says about itself: when it was made, of which office and schema, and its files."""

    made_at: str
    office: str
    schema: int
    files: dict[str, Entry]
    missing: tuple[str, ...] = ()


def write(target: Path, files: Mapping[str, Path], manifest: Manifest) -> Manifest:
    """Write an archive; a file that has gone meanwhile is named in the manifest as missing. Return the whole manifest.

    Raises OSError when the disk does not take it.
    """
    entries: dict[str, Entry] = {}
    missing: list[str] = []
    with zipfile.ZipFile(target, "w", allowZip64=True) as archive:
        for name, file in files.items():
            try:
                entries[name] = _add(archive, name, file)
            except FileNotFoundError:
                missing.append(name)
        whole = Manifest(manifest.made_at, manifest.office, manifest.schema, entries, tuple(missing))
        archive.writestr(MANIFEST, json.dumps(_to_json(whole), ensure_ascii=False), zipfile.ZIP_DEFLATED)
    return whole


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """Return the manifest of an archive. Raises StorageError when it is none of ours or names what it may not."""
    try:
        info = archive.getinfo(MANIFEST)
        if info.file_size > _MOST_MANIFEST:
            raise not_a_backup()
        value = json.loads(archive.read(info))
        manifest = _from_json(value)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, zipfile.BadZipFile) as error:
        raise not_a_backup() from error
    if value.get("format") != FORMAT:
        raise StorageError(
            "newer-backup",
            tr("Bản sao lưu này do phiên bản Văn Thư mới hơn ghi."),
            tr("Hãy cập nhật chương trình rồi làm lại."),
        )
    if DATABASE not in manifest.files or not all(_allowed(name) for name in manifest.files):
        raise not_a_backup()
    return manifest


def unpack(archive: zipfile.ZipFile, name: str, entry: Entry, target: Path) -> None:
    """Write one file of an archive to ``target``, no more bytes than it claims. Raises StorageError when its bytes are
    not those of the manifest, OSError from the disk."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        _drain(archive, name, entry, stream.write)


def verify(file: Path) -> Manifest:
    """Read a whole archive and return its manifest. Raises StorageError unless every file is there as it should be."""
    with open_archive(file) as archive:
        manifest = read_manifest(archive)
        for name, entry in manifest.files.items():
            _drain(archive, name, entry, len)
    return manifest


def open_archive(file: Path) -> zipfile.ZipFile:
    """Open an archive. Raises StorageError when the file is no ZIP, OSError when it cannot be read."""
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError) as error:
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


def _add(archive: zipfile.ZipFile, name: str, file: Path) -> Entry:
    digest, size = hashlib.sha256(), 0
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_STORED if name.startswith("store/") else zipfile.ZIP_DEFLATED
    with file.open("rb") as source, archive.open(info, "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            digest.update(block)
            size += len(block)
            target.write(block)
    return Entry(digest.hexdigest(), size)


def _drain(archive: zipfile.ZipFile, name: str, entry: Entry, take: Any) -> None:
    digest, size = hashlib.sha256(), 0
    try:
        with archive.open(name) as source:
            while size <= entry.size and (block := source.read(_BLOCK)):
                digest.update(block)
                size += len(block)
                take(block)
    except (KeyError, zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise _damaged(name) from error
    if size != entry.size or digest.hexdigest() != entry.sha256:
        raise _damaged(name)


def _damaged(name: str) -> StorageError:
    return StorageError(
        "bad-backup",
        tr("Tệp {name} trong bản sao lưu bị hỏng hoặc thiếu.", name=name),
        tr("Hãy dùng bản sao lưu khác."),
        _NOTHING,
    )


def _allowed(name: str) -> bool:
    """Tell whether an archive may hold a file of this name; no name leads outside, on any system."""
    return name in {DATABASE, SETTINGS} or (_NAME.fullmatch(name) is not None and ".." not in name)


def _to_json(manifest: Manifest) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "made_at": manifest.made_at,
        "office": manifest.office,
        "schema": manifest.schema,
        "files": {name: {"sha256": e.sha256, "size": e.size} for name, e in manifest.files.items()},
        "missing": list(manifest.missing),
    }


def _from_json(value: dict[str, Any]) -> Manifest:
    files = {str(name): _entry(entry) for name, entry in value["files"].items()}
    missing = tuple(str(name) for name in value.get("missing", ()))
    return Manifest(str(value["made_at"]), str(value["office"]), int(value["schema"]), files, missing)


def _entry(value: dict[str, Any]) -> Entry:
    sha256, size = str(value["sha256"]), int(value["size"])
    if not _SHA256.fullmatch(sha256) or size < 0:
        raise ValueError(sha256)
    return Entry(sha256, size)
