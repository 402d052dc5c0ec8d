"""Writing an archive: each member hashed while it is read, or trusted to be what its row says until it is read back."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import zipfile
import zlib
from pathlib import Path
from typing import Any, Protocol

from desktop.services import sealing
from desktop.services.archive import MANIFEST, SEALED, Tell, is_shrunk
from desktop.services.manifest import Entry, Manifest, to_json
from desktop.services.sealing import Key
from desktop.services.straight import Outward

_BLOCK = 1 << 20
_FASTEST = 1


def _quiet(_: int) -> None:
    """Nobody listens."""


class Writer:
    """Writes one archive. Everything is taken from files as they are now; OSError when the disk does not take it."""

    def __init__(self, target: Path, key: Key | None = None, tell: Tell = _quiet) -> None:
        self._file = Outward(target)
        self._zip = zipfile.ZipFile(_Forward(self._file), "w", allowZip64=True)
        self._key = key
        self._tell = tell
        self._room = memoryview(bytearray(_BLOCK))
        self.files: dict[str, Entry] = {}
        self.missing: list[str] = []

    def add(self, name: str, file: Path, sha256: str = "") -> None:
        """Add a file; one that has gone meanwhile is noted as missing.

        ``sha256``: its hash where it is known already; reading the archive back then tells whether it is right. A sealed
        file cannot be hashed from what lies on the disk, so it is always hashed here.
        """
        try:
            source = file.open("rb", buffering=0)
        except FileNotFoundError:
            self.missing.append(name)
            return
        with source:
            known = sha256 if self._key is None else ""
            self.files[name] = self._add(name, _Source(source, self._room, self._tell, known), self._key)

    def add_bytes(self, name: str, data: bytes, *, sealed: bool = True) -> None:
        """Add a member made here; ``sealed`` False leaves it open in a sealed archive too."""
        source = _Source(io.BytesIO(data), self._room, self._tell, "")
        self.files[name] = self._add(name, source, self._key if sealed else None)

    def finish(self, manifest: Manifest) -> Manifest:
        """Write the manifest with what was added to its own entries, wait for the disk and close the file; return the
        whole manifest."""
        files = {**manifest.files, **self.files}
        whole = manifest.with_files(files, tuple(self.missing), self._key)
        text = json.dumps(to_json(whole), ensure_ascii=False)
        self._zip.writestr(MANIFEST, text, zipfile.ZIP_DEFLATED, _FASTEST)
        self._zip.close()
        self._file.sync()
        return whole

    def give_up(self) -> None:
        """Close the file without a manifest: it is no archive. Nothing happens to one that is finished."""
        self._zip.fp = None
        with contextlib.suppress(OSError):  # the disk that refused its bytes may refuse the last of them too
            self._file.close()

    def _add(self, name: str, source: _Source, key: Key | None) -> Entry:
        shrunk = is_shrunk(name)
        info = zipfile.ZipInfo(name if key is None else name + SEALED)
        info.compress_type = zipfile.ZIP_DEFLATED if shrunk and key is None else zipfile.ZIP_STORED
        info._compresslevel = _FASTEST  # type: ignore[attr-defined]  # what writestr(compresslevel=…) sets
        with self._zip.open(info, "w", force_zip64=True) as target:
            if key is None:
                while block := source.piece():
                    target.write(block)
            else:
                sealing.seal(_Shrinking(source) if shrunk else source, target, key)  # type: ignore[arg-type]
        return Entry(source.sha256(), source.size)


class _Readable(Protocol):
    def readinto(self, room: Any, /) -> int | None: ...


class _Forward:
    """The file as the ZIP may see it: written from its beginning to its end, so that it goes back to no header."""

    def __init__(self, file: Outward) -> None:
        self._file = file

    def write(self, data: bytes) -> int:
        return self._file.write(data)

    def flush(self) -> None:
        """It is synced once, at its end."""

    def close(self) -> None:
        """Whoever opened the file closes it."""


class _Source:
    """A file that is counted, and hashed unless its hash is known, while it is read."""

    def __init__(self, stream: _Readable, room: memoryview, tell: Tell, known: str) -> None:
        self._stream = stream
        self._room = room
        self._tell = tell
        self._known = known
        self._digest = hashlib.sha256()
        self._left = room[:0]
        self.size = 0

    def piece(self) -> memoryview:
        """Return the next bytes, which stand until the next are asked for; none at the end."""
        count = self._stream.readinto(self._room) or 0
        block = self._room[:count]
        if not self._known:
            self._digest.update(block)
        self.size += count
        self._tell(count)
        return block

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes as a file does; what seals asks for a few thousand at a time."""
        left = self._left or self.piece()
        count = len(left) if size < 0 else size
        self._left = left[count:]
        return bytes(left[:count])

    def sha256(self) -> str:
        """Return the hash of what was read, or what is known of it, in hex."""
        return self._known or self._digest.hexdigest()


class _Shrinking:
    """A file that is compressed while it is read."""

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._press: Any = zlib.compressobj(_FASTEST)
        self._ready = b""

    def read(self, size: int = -1) -> bytes:
        wanted = _BLOCK if size < 0 else size
        while len(self._ready) < wanted and self._press is not None:
            block = self._source.piece()
            self._ready += self._press.compress(block) if block else self._press.flush()
            if not block:
                self._press = None
        found, self._ready = self._ready[:wanted], self._ready[wanted:]
        return found
