"""A spreadsheet that somebody brings, opened in a limited process; what comes back is plain values."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from desktop.core.errors import OfficeError
from desktop.core.register_sheet import Cell, Row
from desktop.core.words import tr
from desktop.reading import spreadsheet_job
from desktop.reading.process import Job, Limits, Pool

_LIMITS = Limits(memory_mb=2000, step_seconds=300.0)
_LONGEST_LINE = 4 << 20


@dataclass(frozen=True)
class Preview:
    """The names of a file's sheets ([""] for a .csv) and the first rows of one of them."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]


def preview(file: Path, sheet: str = "", *, most: int = 30) -> Preview:
    """Open a file and return its sheets and the first rows of one (of the first without a name).

    OfficeError: not a spreadsheet, encrypted, damaged, too large, too slow.
    """
    found = _run(spreadsheet_job.preview, file, {"sheet": sheet, "most": most})
    rows = tuple(_row(row) for row in found["rows"])
    return Preview(tuple(str(name) for name in found["names"]), rows)


def rows(file: Path, sheet: str = "") -> Iterator[Row]:
    """Yield the rows of a sheet, cells as values; formulas give what they last gave. OfficeError as ``preview``."""
    with tempfile.TemporaryDirectory(prefix="vanthu-") as place:
        lines = Path(place) / "rows"
        _run(spreadsheet_job.write_rows, file, {"sheet": sheet, "to": str(lines)})
        with lines.open(encoding="utf-8") as source:
            while line := source.readline(_LONGEST_LINE):
                yield _row(json.loads(line))


def _run(function: Any, file: Path, options: dict[str, Any]) -> dict[str, Any]:
    with Pool(1, limits=_LIMITS, warm=None) as pool:
        try:
            result = pool.run(Job(0, function, file, file.name, streams=False, options=options))
        except OfficeError as error:
            if error.code in ("reader-crashed", "reader-bug", "too-slow", "too-much-memory"):
                raise _harmful(file) from error
            raise
    assert isinstance(result, dict)
    return result


def _row(cells: list[Any]) -> Row:
    return [_cell(cell) for cell in cells]


def _cell(cell: Any) -> Cell:
    if isinstance(cell, list):
        return _moment(str(cell[0]))
    return cell if cell is None or isinstance(cell, str | bool | int | float) else None


def _moment(text: str) -> Cell:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return text


def _harmful(file: Path) -> OfficeError:
    return OfficeError(
        "too-large",
        tr("Tệp {file} không mở được trong giới hạn bộ nhớ và thời gian.", file=file.name),
        tr("Hãy chép bảng sang một tệp Excel mới, chia nhỏ nếu cần, rồi nhập lại."),
        tr("Chưa nhập dòng nào."),
    )
