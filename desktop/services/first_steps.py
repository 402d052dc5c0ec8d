"""What a new office is helped with: people from a spreadsheet, a scan to try everything with."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.text import squeeze
from desktop.services import sheet_file
from desktop.services.office import Office

_MOST_ROWS = 2000
_COLUMNS = 8
TEST_SCAN = "quet-thu.pdf"


def people_text(file: Path) -> str:
    """Return the first sheet of an Excel or .csv file as text, a row a line, cells divided by tabs; OfficeError when it
    cannot be opened."""
    found = sheet_file.preview(file, most=_MOST_ROWS).rows
    lines = ("\t".join(_words(cell) for cell in row[:_COLUMNS]).strip("\t") for row in found)
    return "\n".join(line for line in lines if line)


def put_test_scan(office: Office) -> Path:
    """Write a made-up letter into the scan folder as if it had been scanned, and return it. StorageError when the folder
    cannot be written, OfficeError when no font with Vietnamese letters is installed; AccessDenied."""
    office.working.require(Right.INTAKE)
    from desktop.services.sample_letters import test_scan  # it draws with the report library

    file = office.scan_folder / TEST_SCAN
    data = test_scan(office.today(), office.calendar)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    except OSError as error:
        failure: StorageError = storage_error(error, file)
        raise failure from error
    return file


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return cell.isoformat() if isinstance(cell, date) else squeeze(str(cell))
