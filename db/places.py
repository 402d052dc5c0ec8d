"""Where a database may lie: on a disk of this PC. Locks over a network share are not to be trusted with a register."""

from __future__ import annotations

import os
from pathlib import Path

from desktop.core.errors import StorageError
from desktop.core.words import tr

_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "9p", "fuse.sshfs", "davfs", "fuse.rclone"}
_MOUNTS = Path("/proc/mounts")
_DRIVE_REMOTE = 4


def refuse_network_share(folder: Path, mounts: str | None = None) -> None:
    """Raise StorageError when ``folder`` lies on a network share, as far as the system tells.

    ``mounts`` is the text of /proc/mounts, read from the system when not given.
    """
    if _is_unc(folder) or _is_remote_drive(folder) or mount_type(folder, mounts) in _NETWORK:
        raise StorageError(
            "network-share",
            tr("Thư mục {folder} nằm trên ổ mạng, không giữ sổ an toàn được.", folder=folder),
            tr("Hãy đặt thư mục cơ quan trên ổ đĩa của máy này; thư mục quét thì có thể ở ổ mạng."),
        )


def mount_type(folder: Path, mounts: str | None = None) -> str:
    """Return the file system type of the mount that holds ``folder``; "" where the system does not tell."""
    if mounts is None:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""
    place = os.path.abspath(folder)
    best, kind = "", ""
    for line in mounts.splitlines():
        parts = line.split(" ")
        if len(parts) > 2 and len(parts[1]) >= len(best) and _holds(_plain(parts[1]), place):
            best, kind = parts[1], parts[2]
    return kind


def _holds(mount: str, place: str) -> bool:
    return place == mount or place.startswith(mount.rstrip("/") + "/")


def _plain(mount: str) -> str:
    return mount.replace("\\040", " ").replace("\\011", "\t")


def _is_unc(folder: Path) -> bool:
    text = str(folder)
    local = text.startswith(("\\\\?\\", "\\\\.\\")) and not text.startswith("\\\\?\\UNC\\")
    return text.startswith("\\\\") and not local


def _is_remote_drive(folder: Path) -> bool:
    if os.name != "nt":
        return False
    import ctypes

    drive = os.path.splitdrive(os.path.abspath(folder))[0] + "\\"
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  the attribute exists on Windows alone
    return int(kernel.GetDriveTypeW(drive)) == _DRIVE_REMOTE
