"""What an archive says about itself, as JSON: strict in what it takes, for whoever made the file is unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from desktop.services.sealing import Key

FORMAT = 2
DATABASE = "office.db"
SETTINGS = "settings.toml"
#: what a point holds of a database that differs from its base, and the hashes of a base's blocks
DELTA = "office.delta"
BLOCKS = "office.blocks"
#: members that lie open in a sealed archive too
PARTS = frozenset({BLOCKS})

Kind = Literal["whole", "point", "scans", "base"]

_SHA256 = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(r"store(/[\w][\w. -]*){1,6}")
_PART = re.compile(r"[0-9]{8}-[0-9]{6}(-[0-9]+)?\.(scans|base)")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 200
_LARGEST = 1 << 50


@dataclass(frozen=True)
class Entry:
    """One file of an archive: its SHA-256, its size in bytes, and the part it lies in ('': in the archive itself)."""

    sha256: str
    size: int
    part: str = ""


@dataclass(frozen=True)
class Manifest:
    """When an archive was made, of which office and schema, and its files.

    ``audit``: the id of the last line of the log it holds, so that it is known whether anything happened since.
    ``counts``: letters, scans, tasks. ``missing``: files that rows named and that were not there. ``key``: it is sealed.
    ``base``: the part that the database of a point differs from, '' when it holds the whole database.
    ``parts``: the parts a point needs, with their sizes in bytes.
    """

    made_at: str
    office: str
    schema: int
    files: dict[str, Entry] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    kind: Kind = "whole"
    uid: str = ""
    audit: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    key: Key | None = None
    base: str = ""
    parts: dict[str, int] = field(default_factory=dict)

    def with_files(self, files: dict[str, Entry], missing: tuple[str, ...], key: Key | None) -> Manifest:
        """Return the manifest with what was written."""
        return replace(self, files=files, missing=missing, key=key)

    def own_files(self) -> list[str]:
        """Return the names of the files that lie in the archive itself."""
        return [name for name, entry in self.files.items() if not entry.part]

    def content(self) -> dict[str, Entry]:
        """Return the files of the office, without what only helps to put them together."""
        return {name: entry for name, entry in self.files.items() if name not in (DELTA, BLOCKS)}


def to_json(manifest: Manifest) -> dict[str, Any]:
    """Return a manifest as JSON values."""
    return {
        "format": FORMAT,
        "kind": manifest.kind,
        "made_at": manifest.made_at,
        "office": manifest.office,
        "uid": manifest.uid,
        "schema": manifest.schema,
        "audit": manifest.audit,
        "counts": manifest.counts,
        "key": manifest.key.to_json() if manifest.key else None,
        "base": manifest.base,
        "parts": manifest.parts,
        "files": {name: _entry_to_json(entry) for name, entry in manifest.files.items()},
        "missing": list(manifest.missing),
    }


def from_json(value: dict[str, Any]) -> Manifest:
    """Return the manifest that ``to_json`` (or the first format) wrote; ValueError, KeyError or TypeError if none."""
    kind = value.get("kind", "whole")
    if kind not in get_args(Kind) or value["format"] not in (1, FORMAT):
        raise ValueError(kind)
    manifest = Manifest(
        made_at=str(value["made_at"])[:40],
        office=str(value["office"])[:500],
        schema=int(value["schema"]),
        files={str(name): _entry(entry) for name, entry in value["files"].items()},
        missing=tuple(str(name) for name in value.get("missing", ())),
        kind=kind,
        uid=str(value.get("uid", "")),
        audit=int(value.get("audit", 0)),
        counts={str(name): int(n) for name, n in value.get("counts", {}).items()},
        key=Key.from_json(value["key"]) if value.get("key") else None,
        base=str(value.get("base", "")),
        parts={str(name): int(size) for name, size in value.get("parts", {}).items()},
    )
    _require_sound(manifest)
    return manifest


def allowed(name: str) -> bool:
    """Tell whether an archive may hold a file of this name; no name leads outside, on any system."""
    if name in {DATABASE, SETTINGS, DELTA, BLOCKS}:
        return True
    return len(name) <= _LONGEST_NAME and bool(_NAME.fullmatch(name)) and all(map(_plain, name.split("/")))


def is_part(name: str) -> bool:
    """Tell whether this is the name of a part of a backup folder."""
    return bool(_PART.fullmatch(name))


def _plain(step: str) -> bool:
    return ".." not in step and not step.endswith((".", " ")) and not _DEVICE.fullmatch(step)


def _require_sound(manifest: Manifest) -> None:
    """ValueError unless every name is one of ours, each once on any system, and what it points to is there."""
    names = manifest.files
    if not all(map(allowed, names)) or len({name.casefold() for name in names}) != len(names):
        raise ValueError("names")
    named = {entry.part for entry in names.values() if entry.part} | ({manifest.base} if manifest.base else set())
    if named - set(manifest.parts) or not all(map(is_part, manifest.parts)):
        raise ValueError("parts")
    if manifest.kind in ("whole", "point", "base") and DATABASE not in names:
        raise ValueError("database")
    if manifest.kind == "whole" and (named or manifest.parts):
        raise ValueError("a whole office has no parts")
    if manifest.base and (DELTA not in names or names[DATABASE].part != manifest.base):
        raise ValueError("base")


def _entry_to_json(entry: Entry) -> dict[str, Any]:
    value: dict[str, Any] = {"sha256": entry.sha256, "size": entry.size}
    return value | {"part": entry.part} if entry.part else value


def _entry(value: Mapping[str, Any]) -> Entry:
    sha256, size = str(value["sha256"]), int(value["size"])
    if not _SHA256.fullmatch(sha256) or not 0 <= size < _LARGEST:
        raise ValueError(sha256)
    return Entry(sha256, size, str(value.get("part", "")))
