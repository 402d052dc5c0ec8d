"""What SQLite reports, as sentences for people: the one place for it. What is not here is a bug and propagates."""

from __future__ import annotations

from db.library import sqlite3
from desktop.core.errors import StorageError
from desktop.core.words import Text, tr

_KEPT = tr("Những gì đã lưu trước đó vẫn còn nguyên.")
_BY_CODE: dict[int, tuple[str, Text, Text]] = {
    sqlite3.SQLITE_FULL: (
        "disk-full",
        tr("Ổ đĩa đã đầy, không lưu được thay đổi vừa rồi."),
        tr("Hãy giải phóng chỗ trống trên ổ đĩa rồi làm lại."),
    ),
    sqlite3.SQLITE_BUSY: (
        "locked",
        tr("Chương trình khác đang ghi vào sổ, chưa lưu được thay đổi vừa rồi."),
        tr("Hãy chờ một lát rồi làm lại; nếu vẫn vậy, đóng cửa sổ Văn Thư khác đang mở."),
    ),
    sqlite3.SQLITE_READONLY: (
        "read-only",
        tr("Không ghi được vào sổ: tệp hoặc thư mục chỉ cho đọc."),
        tr("Hãy kiểm tra quyền ghi của thư mục cơ quan."),
    ),
    sqlite3.SQLITE_CORRUPT: (
        "damaged",
        tr("Tệp dữ liệu office.db bị hỏng."),
        tr("Hãy khôi phục từ bản sao lưu gần nhất; giữ lại tệp hỏng để xem xét."),
    ),
    sqlite3.SQLITE_IOERR: (
        "disk-error",
        tr("Ổ đĩa báo lỗi khi đọc hoặc ghi sổ."),
        tr("Hãy kiểm tra ổ đĩa và cáp nối, rồi mở lại chương trình."),
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot-open",
        tr("Không mở được tệp dữ liệu office.db."),
        tr("Hãy kiểm tra thư mục cơ quan còn đó và có quyền đọc, ghi."),
    ),
}
_SAME = {
    sqlite3.SQLITE_LOCKED: sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_PERM: sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_NOTADB: sqlite3.SQLITE_CORRUPT,
}


def storage_error(error: sqlite3.Error) -> StorageError | None:
    """Return the StorageError that ``error`` stands for, None when it is a bug of ours (a constraint, wrong SQL)."""
    code = primary_code(error)
    words = _BY_CODE.get(_SAME.get(code, code))
    return None if words is None else StorageError(words[0], words[1], words[2], _KEPT)


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary result code of an error, 0 when it has none."""
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF


class told:  # noqa: N801  (read as a word in a ``with`` line)
    """Turn SQLite's reports about disk, lock and damage inside the block into StorageError.

    A class rather than a generator: it stands around every statement, dozens of times in a registration.
    """

    def __enter__(self) -> None:
        """Nothing to prepare."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        known = storage_error(error) if isinstance(error, sqlite3.Error) else None
        if known is not None:
            raise known from error
