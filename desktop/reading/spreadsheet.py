"""Reading a spreadsheet that somebody brings: .xlsx or .csv, values only. Nothing in it is believed or carried out.

Runs in a limited process (see ``desktop.services.sheet_file``): a workbook may be made to harm.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from desktop.core.errors import OfficeError
from desktop.core.os_errors import storage_error
from desktop.core.register_sheet import Cell, Row
from desktop.core.text import nfc
from desktop.core.words import Text, tr

MOST_ROWS = 200_000
MOST_COLUMNS = 60
_MOST_IN_CELL = 5_000
_MOST_FILE = 200 << 20
_MOST_UNPACKED = 600 << 20
_MOST_RATIO = 400
_SMALL = 20 << 20
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_DOCTYPE = b"<!doctype"
_ROOT = re.compile(rb"<[a-z_]")
_PROLOG = 65_536
_HEAD = 4096
_CSV = "csv"


def preview(file: Path, *, sheet: str, most: int) -> dict[str, Any]:
    """Return ``{"names": [...], "rows": [...]}``: the sheets, and the first rows of one (of the first without a name).

    OfficeError: not a spreadsheet, encrypted, damaged, too large.
    """
    names = sheet_names(file)
    return {"names": names, "rows": [packed(row) for row in islice(rows(file, sheet or names[0]), most)]}


def write_rows(file: Path, *, sheet: str, to: str) -> dict[str, Any]:
    """Write every row of a sheet to the file ``to``, a JSON array a line; return ``{"rows": n}``. OfficeError as above."""
    count = 0
    with Path(to).open("w", encoding="utf-8", newline="\n") as lines:
        for row in rows(file, sheet):
            lines.write(json.dumps(packed(row), ensure_ascii=True) + "\n")
            count += 1
    return {"rows": count}


def packed(row: Row) -> list[Any]:
    """Return a row as JSON takes it: a day or a moment as a list of its ISO text."""
    return [[cell.isoformat()] if isinstance(cell, date) else cell for cell in row]


def sheet_names(file: Path) -> list[str]:
    """Return the names of the sheets of a file, [""] for a .csv. OfficeError: not a spreadsheet, encrypted, damaged …"""
    if _is_csv(file):
        _text(file)
        return [""]
    with _workbook(file) as book:
        return [str(name) for name in book.sheetnames]


def rows(file: Path, sheet: str = "") -> Iterator[Row]:
    """Yield the rows of a sheet (of the first without a name), cells as values; formulas give what they last gave.

    OfficeError as ``sheet_names``, and for more than 200,000 rows.
    """
    source = _csv_rows(file) if _is_csv(file) else _xlsx_rows(file, sheet)
    for count, row in enumerate(source):
        if count >= MOST_ROWS:
            raise _refusal("too-large", tr("Bảng có hơn {n} dòng.", n=MOST_ROWS), _SPLIT)
        yield row


def _xlsx_rows(file: Path, sheet: str) -> Iterator[Row]:
    with _workbook(file) as book:
        if sheet and sheet not in book.sheetnames:
            raise _refusal("no-sheet", tr("Tệp không có trang tính «{name}».", name=sheet), _CHOOSE)
        table = book[sheet] if sheet else book.worksheets[0]
        table.reset_dimensions()
        for row in table.iter_rows(max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True):
            yield [_value(cell) for cell in row]


def _csv_rows(file: Path) -> Iterator[Row]:
    words = _text(file)
    csv.field_size_limit(_MOST_IN_CELL * 100)
    try:
        dialect: Any = csv.Sniffer().sniff(words[:20_000], ",;\t|")
    except csv.Error:
        dialect = csv.excel
    try:
        for row in csv.reader(io.StringIO(words, newline=""), dialect):
            yield [_value(cell) for cell in row[:MOST_COLUMNS]]
    except csv.Error as error:
        raise _damaged(file) from error


def _text(file: Path) -> str:
    """A .csv's text: UTF-8, UTF-16 with its mark, else the Vietnamese Windows code page."""
    data = _bytes(file)
    if b"\x00" in data[:_HEAD] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _damaged(file)
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1258")
    for encoding in encodings:
        try:
            return nfc(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise _damaged(file)


@contextmanager
def _workbook(file: Path) -> Iterator[Any]:
    data = _bytes(file)
    _require_harmless(file, data)
    import openpyxl  # a third of a second, for those who open a workbook

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:  # (a foreign file can break the parser in any way; each is a damaged file)
        raise _damaged(file) from error
    try:
        yield book
    except OfficeError:
        raise
    except GeneratorExit:
        raise
    except Exception as error:  # (as above: sheets are parsed only as they are read)
        raise _damaged(file) from error
    finally:
        book.close()


def _require_harmless(file: Path, data: bytes) -> None:
    """Refuse what is encrypted, what is no workbook, and what would not fit into memory once unpacked."""
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise _refusal("encrypted", tr("Tệp {file} có mật khẩu.", file=file.name), _UNLOCK)
        raise _refusal("old-format", tr("Tệp {file} có dạng Excel cũ.", file=file.name), _SAVE_AS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            packed = [p for p in parts if p.file_size > _SMALL and p.file_size > _MOST_RATIO * max(1, p.compress_size)]
            if packed or sum(p.file_size for p in parts) > _MOST_UNPACKED:
                raise _refusal("too-large", tr("Tệp {file} bung ra quá lớn.", file=file.name), _SPLIT)
            if "xl/workbook.xml" not in archive.namelist():
                raise _damaged(file)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and not _is_plain(archive.open(part).read(_PROLOG)):
                    raise _damaged(file)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError, ValueError, OSError) as error:
        raise _damaged(file) from error


def _is_plain(start: bytes) -> bool:
    """Tell whether an XML part begins without declaring entities, in whatever encoding: its root comes soon, and no
    DOCTYPE stands before it."""
    words = start.replace(b"\x00", b"").lower()
    root = _ROOT.search(words)
    return root is not None and _DOCTYPE not in words[: root.start()]


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > _MOST_FILE:
            raise _refusal("too-large", tr("Tệp {file} quá lớn.", file=file.name), _SPLIT)
        return file.read_bytes()
    except OSError as error:
        raise storage_error(error, file) from error


def _value(cell: Any) -> Cell:
    if isinstance(cell, str):
        return cell[:_MOST_IN_CELL]
    return cell if cell is None or isinstance(cell, bool | int | float) or hasattr(cell, "year") else None


def _is_csv(file: Path) -> bool:
    return file.suffix.lower() in (".csv", ".txt", ".tsv")


_SPLIT: Text = tr("Hãy chia tệp thành nhiều phần rồi nhập từng phần.")
_CHOOSE: Text = tr("Hãy chọn trang tính khác.")
_UNLOCK: Text = tr("Hãy mở tệp trong Excel, bỏ mật khẩu, lưu lại rồi nhập.")
_SAVE_AS: Text = tr("Hãy mở tệp trong Excel và lưu thành .xlsx rồi nhập.")


def _damaged(file: Path) -> OfficeError:
    return _refusal(
        "not-a-sheet",
        tr("Tệp {file} không phải bảng Excel (.xlsx) hay CSV, hoặc đã hỏng.", file=file.name),
        _SAVE_AS,
    )


def _refusal(code: str, happened: Text, todo: Text) -> OfficeError:
    return OfficeError(code, happened, todo, tr("Chưa nhập dòng nào."))
