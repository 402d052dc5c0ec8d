"""Opening a spreadsheet as a job for a limited process; the parser is loaded there, not by who asks."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def preview(path: Path, **how: Any) -> dict[str, Any]:
    """See ``spreadsheet.preview``."""
    from desktop.reading import spreadsheet

    return spreadsheet.preview(path, **how)


def write_rows(path: Path, **how: Any) -> dict[str, Any]:
    """See ``spreadsheet.write_rows``."""
    from desktop.reading import spreadsheet

    return spreadsheet.write_rows(path, **how)
