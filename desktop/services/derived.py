"""Copies made from originals, beside them in ``store/derived``: they can be made again, and go when the original goes."""

from __future__ import annotations

import re
from pathlib import Path

from db import copies, scans
from desktop.core.os_errors import storage_error
from desktop.services.office import Office

FOLDER = "derived"
_SHA256 = re.compile(r"[0-9a-f]{64}")
_PART = re.compile(r"\.(\d+)\.part$")


def two_layer_file(office: Office, sha256: str, span: tuple[int, int] | None = None) -> Path:
    """Return where the two-layer PDF of an original stands, or of the pages ``span`` of it; it need not be there."""
    pages = "" if span is None else f"-{span[0]}-{span[1]}"
    return office.store / FOLDER / f"{sha256}{pages}.pdf"


def forget(office: Office, sha256: str) -> None:
    """Delete every copy made from an original, half-made ones too; StorageError when one cannot be deleted."""
    if not _SHA256.fullmatch(sha256):
        return
    for file in (office.store / FOLDER).glob(f"{sha256}*"):
        remove(file)


def orphans(office: Office) -> list[Path]:
    """Return the copies whose original is not kept (any more): a refused scan's, and what was left half made."""
    kept = {sha256 for _, _, sha256 in scans.paths(office.db)}
    files = sorted((office.store / FOLDER).glob("*"))
    return [file for file in files if file.name[:64] not in kept or _is_left_half_made(file)]


def _is_left_half_made(file: Path) -> bool:
    import psutil  # few ask for what was left half made; no start waits for it

    owner = _PART.search(file.name)
    return owner is not None and not psutil.pid_exists(int(owner[1]))


def remove(file: Path) -> None:
    """Delete a file, or nothing where there is none; StorageError when it cannot be deleted."""
    try:
        copies.erase(file)
    except OSError as error:
        raise storage_error(error, file) from error
