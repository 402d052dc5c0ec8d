"""What a reading process tells its parent, as JSON: a process that parses strangers' files is never unpickled from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from desktop.core.errors import OfficeError, SecretLetter, StorageError, UnreadableScan
from desktop.core.readings import Reading
from desktop.core.readings_json import reading_from_json, reading_to_storage
from desktop.core.words import Text

_KINDS: dict[str, type[OfficeError]] = {kind.__name__: kind for kind in (UnreadableScan, SecretLetter, StorageError)}
Result = Reading | dict[str, Any]


@dataclass(frozen=True)
class Started:
    """A job's process has taken it up."""

    key: int


@dataclass(frozen=True)
class HeadKnown:
    """The head of a letter has been read; ``reading.complete`` is False."""

    key: int
    reading: Reading


@dataclass(frozen=True)
class Progressed:
    """A job is done by this share (0-1)."""

    key: int
    share: float


@dataclass(frozen=True)
class Done:
    """A job ended well; ``result`` is a Reading, or the JSON object that its function returned."""

    key: int
    result: Result

    @property
    def reading(self) -> Reading:
        """The result of a reading job; TypeError for any other."""
        if not isinstance(self.result, Reading):
            raise TypeError(type(self.result))
        return self.result


@dataclass(frozen=True)
class Failed:
    """A job could not be done. ``trace`` is the place in our code when it was a bug of ours, else empty."""

    key: int
    error: OfficeError
    trace: str = ""


Event = Started | HeadKnown | Progressed | Done | Failed


def head(key: int, reading: Reading) -> bytes:
    return _pack(head=key, reading=reading_to_storage(reading))


def progress(key: int, share: float) -> bytes:
    return _pack(progress=key, share=share)


def done(key: int, result: Result) -> bytes:
    if isinstance(result, Reading):
        return _pack(done=key, reading=reading_to_storage(result))
    return _pack(done=key, value=result)


def failed(key: int, error: OfficeError, trace: str = "") -> bytes:
    parts = {name: _text_out(getattr(error, name)) for name in ("happened", "todo", "kept")}
    return _pack(failed=key, kind=type(error).__name__, code=error.code, trace=trace, **parts)


def event(message: bytes) -> Event:
    """Return the event a message stands for; ValueError, KeyError or TypeError when it is none."""
    value = json.loads(message)
    if "head" in value:
        return HeadKnown(int(value["head"]), reading_from_json(value["reading"]))
    if "progress" in value:
        return Progressed(int(value["progress"]), min(1.0, max(0.0, float(value["share"]))))
    if "done" in value:
        known = "reading" in value
        return Done(int(value["done"]), reading_from_json(value["reading"]) if known else dict(value["value"]))
    return Failed(int(value["failed"]), _error_in(value), str(value["trace"]))


def _error_in(value: dict[str, Any]) -> OfficeError:
    kind = _KINDS.get(value["kind"], UnreadableScan)
    happened = _text_in(value["happened"]) or Text("")
    return kind(str(value["code"]), happened, _text_in(value["todo"]), _text_in(value["kept"]))


def _text_out(text: Text | None) -> dict[str, Any] | None:
    return None if text is None else {"source": text.source, "values": dict(text.values)}


def _text_in(value: dict[str, Any] | None) -> Text | None:
    return None if value is None else Text(str(value["source"]), dict(value["values"]))


def _pack(**value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "replace")
