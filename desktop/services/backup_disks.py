"""Other disks and sticks that are written to when they are plugged in: each is known by a mark file the office put there,
whatever letter or place the system gives it that day."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import psutil

from desktop.core.errors import OfficeError, RuleError
from desktop.core.os_errors import storage_error
from desktop.core.words import say, tr
from desktop.services import backup_folder
from desktop.services.office import Office

MARK = "vanthu-sao-luu.txt"
#: the largest file on FAT12, FAT16 and FAT32 (Microsoft, FAT: General Overview of On-Disk Format, 1.03: 32-bit sizes)
FAT_FILE = (4 << 30) - 1
_FAT = {"vfat", "msdos", "fat", "fat12", "fat16", "fat32"}
_MOST_BYTES = 4096
_MOST_NAMES = 500


def mark(office: Office, folder: Path) -> tuple[str, Path]:
    """Put a mark into ``folder`` (made if need be) and return it with the folder; a mark that is there is kept.

    Raises RuleError for a folder inside the office or the backup folder itself, StorageError when it cannot be written.
    """
    place = folder.absolute()
    _require_elsewhere(office, place)
    try:
        place.mkdir(exist_ok=True)
        found = _mark_in(place)
        if found is None:
            found = uuid.uuid4().hex
            text = say("Thư mục này nhận bản sao lưu của Văn Thư mỗi khi được cắm vào máy. Đừng xóa tệp này.")
            (place / MARK).write_text(f"{found}\n{text}\n", encoding="utf-8")
    except OSError as error:
        raise storage_error(error, place) from error
    return found, place


def plugged(disks: Mapping[str, str], mounts: Iterable[Path] | None = None) -> dict[str, Path]:
    """Return the marked folders that are there now, by mark: where they were chosen, or on any disk that is mounted.

    ``disks``: mark → the folder as it was chosen. ``mounts``: where disks are mounted, asked of the system by default.
    """
    found: dict[str, Path] = {}
    if not disks:
        return found
    for folder in _places(disks, _mounted() if mounts is None else mounts):
        sign = _mark_in(folder)
        if sign is not None and sign in disks and sign not in found:
            found[sign] = folder
        if len(found) == len(disks):
            break
    return found


def largest_file(folder: Path, partitions: Iterable[tuple[Path, str]] | None = None) -> int:
    """Return how many bytes a file may have on the disk of ``folder``: less than 4 GB on FAT, else more than there are.

    ``partitions``: (where it is mounted, its file system), asked of the system by default.
    """
    known = _partitions() if partitions is None else partitions
    place = folder.absolute()
    on = [(len(mount.parts), kind) for mount, kind in known if place.is_relative_to(mount)]
    return FAT_FILE if on and max(on)[1].lower() in _FAT else 1 << 63


def is_in_parts(backup: Path) -> bool:
    """Tell whether a backup needs the folder of parts beside it."""
    return bool(backup_folder.manifest_of(backup).parts)


def _partitions() -> list[tuple[Path, str]]:
    with contextlib.suppress(OSError):
        return [(Path(disk.mountpoint), disk.fstype) for disk in psutil.disk_partitions(all=True)]
    return []


def _places(disks: Mapping[str, str], mounts: Iterable[Path]) -> Iterator[Path]:
    for chosen in disks.values():
        yield Path(chosen)
    for mount in mounts:
        yield mount
        with contextlib.suppress(OSError):
            for number, child in enumerate(mount.iterdir()):
                if number >= _MOST_NAMES:
                    break
                if child.is_dir():
                    yield child


def _mounted() -> list[Path]:
    with contextlib.suppress(OSError):
        return [Path(disk.mountpoint) for disk in psutil.disk_partitions(all=False) if "cdrom" not in disk.opts]
    return []


def _mark_in(folder: Path) -> str | None:
    try:
        with (folder / MARK).open(encoding="utf-8") as stream:
            first = stream.read(_MOST_BYTES).splitlines()[:1]
    except (OSError, ValueError):  # no such file, no such disk, not a text
        return None
    sign = "".join(first).strip()
    return sign if len(sign) == 32 and sign.isalnum() else None


def _require_elsewhere(office: Office, place: Path) -> None:
    inside = place.is_relative_to(office.folder.absolute()) or office.folder.absolute().is_relative_to(place)
    if inside or place == office.backups.absolute():
        raise RuleError(
            "same-place",
            tr("Thư mục này nằm trong thư mục của cơ quan hoặc là thư mục sao lưu đang dùng."),
            tr("Hãy chọn một thư mục trên USB hoặc ổ đĩa khác."),
        )


def in_parts(backup: Path) -> OfficeError:
    """Return what whoever carries such a backup away must know."""
    return OfficeError(
        "in-parts",
        tr("Ổ này (FAT32) không nhận tệp từ 4 GB: cơ quan được ghi thành {file} và thư mục «kho».", file=backup.name),
        tr("Khi chép đi nơi khác, hãy chép cả hai; khôi phục thì chọn tệp {file}.", file=backup.name),
        tr("Bản sao lưu đã ghi đủ và đã đọc lại."),
    )
