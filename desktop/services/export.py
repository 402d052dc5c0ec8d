"""Taking everything out: as open JSON (a ZIP or a folder, the scans too when wished) or as an Excel workbook."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Protocol

import resources
from db import books, checks, scans
from db import export as out
from desktop.core.errors import OfficeError, StorageError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.reports.export_book import ExportBook
from desktop.services import restricted
from desktop.services.office import Office

FORMAT = 1
ENDINGS = (".xlsx", ".zip", "")
_TEXTS = frozenset({"scan_reading", "scan_text", "letter_field"})
_README = """# Dữ liệu của {office}

Mỗi tệp .json là một bảng: một danh sách, mỗi dòng một mục, mã UTF-8. keys.json giải thích từng khóa; ngày viết
2026-11-21, giờ địa phương viết 2026-11-21T08:30:00. Thư mục store/ (nếu có) giữ nguyên bản quét gốc.

Each .json file is a table: an array, one row a line, UTF-8. keys.json explains every key. store/ (if there) holds the
original scans, named as in scan.path and attachment.path.
"""

_HEARD_EVERY = 500

Tell = Callable[[float], None]


class _Target(Protocol):
    """Where the files of an export go."""

    def open(self, name: str) -> IO[bytes]: ...

    def copy(self, name: str, source: Path) -> None: ...


def export(office: Office, file: Path, *, with_scans: bool = False, tell: Tell | None = None) -> Path:
    """Write everything the office keeps to ``file`` and return it: .xlsx a workbook with one sheet a table, .zip or a
    folder (no ending) open JSON. It appears whole or not at all, and is one state of the office.

    ``tell`` hears the share done. OfficeError for another ending, StorageError for the disk or a folder that is there,
    AccessDenied.
    """
    office.working.require(Right.EXPORT)
    target = file.absolute()
    ending = target.suffix.lower()
    if ending not in ENDINGS:
        raise OfficeError(
            "no-such-format",
            tr("Không xuất được ra dạng «{ending}».", ending=ending),
            tr("Hãy chọn .xlsx, .zip hoặc một thư mục mới."),
        )
    if ending == "" and target.exists():
        raise StorageError("folder-exists", tr("Đã có thư mục {folder}.", folder=target.name), tr("Hãy chọn tên khác."))
    part = target.with_name(target.name + ".part")
    restricted.taken_out(office, "export", file=target.name)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with office.db.snapshot():
            _WRITERS[ending](office, part, with_scans, tell or (lambda _share: None))
        os.replace(part, target)
    except OSError as error:
        raise storage_error(error, target) from error
    finally:
        _drop(part)
    return target


def record(office: Office, file: Path, *, with_scans: bool = False) -> None:
    """Write into the log that the data were taken out, and where to."""
    with office.write("export"):
        office.log("export", "office", 1, file=file.name, with_scans=with_scans)


def keys(office: Office) -> dict[str, dict[str, str]]:
    """Return what each key of each table means."""
    meanings = resources.table("export_keys.toml")["key"]
    names = {table: out.columns(office.db, table) for table in out.tables(office.db)}
    return {t: {c: str(meanings.get(f"{t}.{c}", meanings.get(c, ""))) for c in columns} for t, columns in names.items()}


def _write_workbook(office: Office, part: Path, _with_scans: bool, tell: Tell) -> None:
    titles = resources.table("export_keys.toml")["table"]
    wanted = [table for table in out.tables(office.db) if table not in _TEXTS]
    meanings = keys(office)
    explained = ({"table": t, "key": k, "meaning": m} for t in wanted for k, m in meanings[t].items())
    with ExportBook() as book:
        for place, table in enumerate(wanted):
            tell(place / len(wanted))
            book.add(
                str(titles.get(table, table)),
                list(meanings[table]),
                _heard(out.rows(office.db, table), tell, place / len(wanted)),
            )
        book.add("Giải thích", ["table", "key", "meaning"], explained)
        book.save(part)


def _write_zip(office: Office, part: Path, with_scans: bool, tell: Tell) -> None:
    with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        _write_json(office, _Zip(archive), with_scans, tell)


def _write_folder(office: Office, part: Path, with_scans: bool, tell: Tell) -> None:
    _drop(part)
    part.mkdir()
    _write_json(office, _Folder(part), with_scans, tell)


_WRITERS: dict[str, Callable[[Office, Path, bool, Tell], None]] = {
    ".xlsx": _write_workbook,
    ".zip": _write_zip,
    "": _write_folder,
}


def _write_json(office: Office, target: _Target, with_scans: bool, tell: Tell) -> None:
    counts: dict[str, int] = {}
    tables = out.tables(office.db)
    files = _files(office) if with_scans else []
    steps = len(tables) + len(files)
    for place, table in enumerate(tables):
        tell(place / steps)
        with target.open(f"{table}.json") as stream:
            counts[table] = _write_rows(stream, _heard(out.rows(office.db, table), tell, place / steps))
    missing = []
    for place, name in enumerate(files, len(tables)):
        tell(place / steps)
        try:
            target.copy(name, office.path(name))
        except FileNotFoundError:
            missing.append(name)
    about = {"format": FORMAT, "office": office.info.name, "made_at": office.now().isoformat(), "rows": counts}
    _put(target, "export.json", {**about, "with_scans": with_scans, "missing_files": missing})
    _put(target, "keys.json", keys(office))
    with target.open("README.md") as stream:
        stream.write(_README.format(office=office.info.name).encode())


def _write_rows(stream: IO[bytes], rows: Iterator[dict[str, object]]) -> int:
    """Write an array, one row a line, without holding it in memory; return how many."""
    count = 0
    stream.write(b"[")
    for row in rows:
        stream.write(b",\n" if count else b"\n")
        stream.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
        count += 1
    stream.write(b"\n]\n")
    return count


def _heard(rows: Iterator[dict[str, object]], tell: Tell, share: float) -> Iterator[dict[str, object]]:
    """Pass rows on; a long table lets ``tell`` be heard, and stop the export, in its midst too."""
    for place, row in enumerate(rows):
        if place % _HEARD_EVERY == 0:
            tell(share)
        yield row


def _put(target: _Target, name: str, value: object) -> None:
    with target.open(name) as stream:
        stream.write(json.dumps(value, ensure_ascii=False, indent=1).encode())


def _files(office: Office) -> list[str]:
    rows = [*scans.paths(office.db), *checks.attachments(office.db)]
    return list(dict.fromkeys([*(path for _, path, _ in rows), *(path for path, _ in books.printed(office.db))]))


class _Zip:
    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def open(self, name: str) -> IO[bytes]:
        return self._archive.open(name, "w", force_zip64=True)

    def copy(self, name: str, source: Path) -> None:
        self._archive.write(source, name, zipfile.ZIP_STORED)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> IO[bytes]:
        return (self._folder / name).open("xb")

    def copy(self, name: str, source: Path) -> None:
        place = self._folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)


def _drop(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        try:
            part.unlink(missing_ok=True)
        except OSError:
            return
