"""What an archive says about itself, as JSON: strict in what it takes, for whoever made the file is unknown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from desktop.services.delta import BLOCK, FORMER_BLOCK
from desktop.services.sealing import Key

#: 2: a backup folder of days and parts; 3: the blocks of a database's difference are smaller, and their length is told
FORMAT = 3
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
_USUAL = re.compile(r"store/[0-9a-f]{2}/[0-9a-f]{64}\.[0-9a-z]{1,10}")
_PART = re.compile(r"[0-9]{8}-[0-9]{6}(-[0-9]+)?\.(scans|base)")
_DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
_LONGEST_NAME = 200
_LARGEST = 1 << 50


@dataclass(frozen=True)
class Entry:
    """One file of an archive: its SHA-256 and its size in bytes, unpacked."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Manifest:
    """When an archive was made, of which office and schema, and its files.

    ``audit``: the id of the last line of the log it holds, so that it is known whether anything happened since.
    ``counts``: letters, scans, tasks. ``missing``: files that rows named and that were not there. ``key``: it is sealed.
    ``changed``: files whose bytes were not those that their rows name.
    ``base``: the part that the database of a point differs from, '' when it holds the whole database.
    ``sound``: the day on which the whole of the database was last looked through (ISO), '' when not known.
    ``block``: of how many bytes the pieces are that differ from the base.
    ``parts``: the parts a point needs, with their sizes in bytes; ``held``: the scans it has, each with its part.
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
    held: dict[str, str] = field(default_factory=dict)
    changed: tuple[str, ...] = ()
    sound: str = ""
    block: int = BLOCK

    def with_files(self, files: dict[str, Entry], missing: tuple[str, ...], key: Key | None) -> Manifest:
        """Return the manifest with what was written."""
        return replace(self, files=files, missing=missing, key=key)

    def own_files(self) -> list[str]:
        """Return the names of the files that lie in the archive itself."""
        return [name for name in self.files if not (self.base and name == DATABASE)]

    def size(self) -> int:
        """Return about how many bytes the office has when it is unpacked: scans are kept as they are."""
        own = sum(entry.size for name, entry in self.files.items() if name != BLOCKS)
        return own + sum(size for name, size in self.parts.items() if name.endswith(".scans"))


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
        "files": {name: {"sha256": e.sha256, "size": e.size} for name, e in manifest.files.items()},
        "held": _by_part(manifest.held),
        "missing": list(manifest.missing),
        "changed": list(manifest.changed),
        "sound": manifest.sound,
        "block": manifest.block,
    }


def from_json(value: dict[str, Any]) -> Manifest:
    """Return the manifest that ``to_json`` (also of the former formats) wrote; ValueError, KeyError or TypeError if none."""
    kind = value.get("kind", "whole")
    if kind not in get_args(Kind) or value["format"] not in range(1, FORMAT + 1):
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
        held={str(name): str(part) for part, names in value.get("held", {}).items() for name in names},
        changed=tuple(str(name) for name in value.get("changed", ())),
        sound=str(value.get("sound", ""))[:10],
        block=int(value.get("block", FORMER_BLOCK)),
    )
    _require_sound(manifest)
    return manifest


def allowed(name: str) -> bool:
    """Tell whether an archive may hold a file of this name; no name leads outside, on any system."""
    if _USUAL.fullmatch(name) or name in {DATABASE, SETTINGS, DELTA, BLOCKS}:
        return True
    return len(name) <= _LONGEST_NAME and bool(_NAME.fullmatch(name)) and all(map(_plain, name.split("/")))


def is_part(name: str) -> bool:
    """Tell whether this is the name of a part of a backup folder."""
    return bool(_PART.fullmatch(name))


def _plain(step: str) -> bool:
    return ".." not in step and not step.endswith((".", " ")) and not _DEVICE.fullmatch(step)


def _require_sound(manifest: Manifest) -> None:
    """ValueError unless every name is one of ours, each once on any system, and what it points to is there."""
    names = [*manifest.files, *manifest.held]
    if not all(map(allowed, names)) or len({name.casefold() for name in names}) != len(names):
        raise ValueError("names")
    if not all(name.startswith("store/") for name in manifest.held):
        raise ValueError("held")
    named = set(manifest.held.values()) | ({manifest.base} if manifest.base else set())
    if (
        named - set(manifest.parts)
        or not all(map(is_part, manifest.parts))
        or min(manifest.parts.values(), default=0) < 0
    ):
        raise ValueError("parts")
    if manifest.block not in (BLOCK, FORMER_BLOCK):
        raise ValueError("block")
    if manifest.kind != "scans" and DATABASE not in manifest.files:
        raise ValueError("database")
    if manifest.kind != "point" and manifest.parts:
        raise ValueError("only a point has parts")
    if manifest.base and (DELTA not in manifest.files or not manifest.base.endswith(".base")):
        raise ValueError("base")


def _by_part(held: Mapping[str, str]) -> dict[str, list[str]]:
    parts: dict[str, list[str]] = {}
    for name, part in held.items():
        parts.setdefault(part, []).append(name)
    return parts


def _entry(value: Mapping[str, Any]) -> Entry:
    sha256, size = str(value["sha256"]), int(value["size"])
    if not _SHA256.fullmatch(sha256) or not 0 <= size < _LARGEST:
        raise ValueError(sha256)
    return Entry(sha256, size)
