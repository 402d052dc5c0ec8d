"""What lies in the scan folder: plain files with names a scanner gives, as they look at this moment."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from desktop.core.errors import StorageError
from desktop.core.os_errors import storage_error
from desktop.core.text import nfc
from desktop.core.words import tr

#: The subfolder that takes what was received; the scan folder empties as the clerk expects.
RECEIVED = "Đã nhận"
#: The subfolder that takes what may not be on this PC, until the clerk takes it away.
REFUSED = "Không nhận (văn bản mật)"
_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".crdownload", ".download", ".swp", ".lock", ".filepart")
_SYSTEM = {"thumbs.db", "desktop.ini", "ehthumbs.db", "autorun.inf"}
_SHORTCUTS = (".lnk", ".url", ".ini")
_LONGEST_NAME = 200
_UNDECODED = re.compile("[\ud800-\udfff]")  # a byte that is no UTF-8, or half a character of Windows


@dataclass(frozen=True)
class Seen:
    """A file at one moment; ``changed_ns`` is its modification time in nanoseconds."""

    path: Path
    size: int
    changed_ns: int

    @property
    def place(self) -> str:
        """The path as text that any database takes, also where the name is not valid Unicode."""
        return os.fsencode(self.path).decode("utf-8", "backslashreplace")

    @property
    def name(self) -> str:
        """The name to show: NFC, one line, without characters that hide or turn round what follows them."""
        return clean_name(self.path.name)


def look(folder: Path) -> list[Seen]:
    """Return the files in ``folder`` that may be scans, oldest first; subfolders, links and temporary names are passed by.

    Raises StorageError: ``missing`` when the folder is not there, else what the system says.
    """
    try:
        with os.scandir(folder) as entries:
            found = [seen for entry in entries if wanted(entry.name) and (seen := see(Path(entry.path)))]
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(folder) from error
    except OSError as error:
        raise storage_error(error, folder) from error
    return sorted(found, key=lambda seen: (seen.changed_ns, seen.path))


def see(path: Path) -> Seen | None:
    """Return the file as it looks now; None when it is gone or no plain file (folder, link, pipe, device)."""
    try:
        info = os.lstat(path)
    except OSError:
        return None
    if not stat.S_ISREG(info.st_mode):
        return None
    return Seen(path, info.st_size, info.st_mtime_ns)


def wanted(name: str) -> bool:
    """Tell whether a file of this name is looked at: not hidden, temporary, a lock file or the system's own."""
    low = name.lower()
    if low.startswith((".", "~")) or low.endswith(("~", *_UNFINISHED, *_SHORTCUTS)):
        return False
    return low not in _SYSTEM


def clean_name(name: str) -> str:
    """Return a file name fit to show and to keep: its last part in NFC, control and direction characters as ``_``."""
    text = _UNDECODED.sub("\ufffd", name).replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join("_" if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") else c for c in nfc(text))
    return plain.strip()[:_LONGEST_NAME] or "_"


def missing(folder: Path) -> StorageError:
    """Return the error for a scan folder that is not there."""
    return StorageError(
        "missing",
        tr("Không tìm thấy thư mục quét {folder}.", folder=folder),
        tr("Cắm lại ổ đĩa hoặc nối lại mạng; chương trình tự nhận tiếp khi thư mục trở lại."),
        tr("Các bản quét đã nhận vẫn còn nguyên."),
    )
