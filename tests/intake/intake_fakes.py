"""Readers for tests, found by their import path in the reading processes too."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.core.errors import SecretLetter, StorageError
from desktop.core.readings import FieldReading, LetterReading, Reading
from desktop.core.words import tr


def reading_of(path: Path, name: str, *, complete: bool = True, pages: int = 1) -> Reading:
    fields = {"subject": FieldReading(f"V/v {name}", 0.95, 1)}
    letter = LetterReading(1, pages, fields)
    sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    return Reading(name, sha256, pages, "ocr", (letter,), complete, ("một trang",) * pages)


def read_ok(
    path: Path, *, name: str, on_head: Callable[..., None], on_progress: Callable[..., None], **_about: object
) -> Reading:
    on_head(reading_of(path, name, complete=False))
    on_progress(1.0)
    return reading_of(path, name)


def read_slow(
    path: Path, *, name: str, on_head: Callable[..., None], on_progress: Callable[..., None], **_about: object
) -> Reading:
    """Twenty pages of 0.1 s for a file called long…, one for any other."""
    on_head(reading_of(path, name, complete=False))
    pages = 20 if name.startswith("long") else 1
    for page in range(pages):
        time.sleep(0.1)
        on_progress((page + 1) / pages)
    return reading_of(path, name, pages=pages)


def read_badly(
    path: Path, *, name: str, on_head: Callable[..., None], on_progress: Callable[..., None], **_about: object
) -> Reading:
    """Does what the name says: crash, hang, memory, bug, secret, nomodel; reads any other."""
    kind = name.split(".", maxsplit=1)[0]
    if kind == "crash":
        os.abort()
    if kind == "hang":
        time.sleep(600)
    if kind == "memory":
        kept = [bytearray(50 << 20) for _ in range(1000)]
        assert kept
    if kind == "bug":
        raise KeyError(f"nội dung {path}")
    if kind == "secret":
        raise SecretLetter("secret", tr("Văn bản đóng dấu {stamp}.", stamp="TỐI MẬT"))
    if kind == "nomodel":
        raise StorageError("no-ocr-model", tr("Không có mô hình."))
    return read_ok(path, name=name, on_head=on_head, on_progress=on_progress)


def tell_size(path: Path) -> dict[str, Any]:
    return {"size": path.stat().st_size}


def refuse_to_start() -> None:
    os._exit(3)
