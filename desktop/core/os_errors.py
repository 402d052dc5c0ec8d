"""What the operating system says about files and disks, as sentences for people: the one place for it."""

from __future__ import annotations

import errno
from pathlib import Path

from desktop.core.errors import StorageError
from desktop.core.words import Text, tr

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_DENIED = {errno.EACCES, errno.EPERM, errno.EROFS}


def storage_error(error: OSError, path: Path | str | None = None) -> StorageError:
    """Return the StorageError that says what ``error`` means for the file or folder ``path``."""
    place = str(path or error.filename or "")
    code, happened, todo = _words(error, place)
    return StorageError(code, happened, todo, tr("Dữ liệu đã lưu trước đó vẫn còn nguyên."))


def _words(error: OSError, place: str) -> tuple[str, Text, Text]:
    if error.errno in _FULL:
        return (
            "disk-full",
            tr("Ổ đĩa đã đầy, không ghi được {place}.", place=place),
            tr("Hãy giải phóng chỗ trống rồi làm lại."),
        )
    if error.errno == errno.EFBIG:
        return (
            "file-too-large",
            tr("Ổ đĩa không nhận tệp lớn như {place}: định dạng FAT32 chỉ nhận tệp dưới 4 GB.", place=place),
            tr("Hãy dùng ổ khác, hoặc chép dữ liệu trên đó ra rồi định dạng lại thành exFAT hay NTFS."),
        )
    if error.errno in _DENIED:
        return (
            "no-permission",
            tr("Không có quyền ghi hoặc đọc {place}.", place=place),
            tr("Hãy kiểm tra quyền của thư mục, hoặc đóng chương trình khác đang giữ tệp."),
        )
    if error.errno == errno.ENOENT:
        return (
            "missing",
            tr("Không tìm thấy {place}.", place=place),
            tr("Hãy kiểm tra đường dẫn và cắm lại ổ đĩa nếu đã rút ra."),
        )
    return (
        "disk-error",
        tr("Ổ đĩa báo lỗi với {place}: {detail}.", place=place, detail=error.strerror or str(error)),
        tr("Hãy kiểm tra ổ đĩa và cáp nối, sao lưu ngay khi còn đọc được."),
    )
