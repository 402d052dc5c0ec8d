"""The look for a secrecy stamp as a job for a reading process; what it needs is loaded there, not by who asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def look(path: Path, first: int = 1, most: int | None = None) -> dict[str, Any]:
    """See ``glance.look``."""
    from desktop.reading import glance

    return glance.look(path, first, most)


def warm() -> None:
    """Load what looking needs; a missing model is told by the first file."""
    from desktop.core.errors import OfficeError
    from desktop.reading import glance

    try:
        glance.warm_look()
    except OfficeError:
        return
