"""What was backed up long ago is read again, one part with each backup: a disk that rots is found out while the scans are
still there to be written anew."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from desktop.core.errors import OfficeError, StorageError
from desktop.core.words import tr
from desktop.services import archive, backup_folder
from desktop.services.backup_folder import PARTS

#: what a damaged part's name ends with from then on: no day finds it, and the next backup writes its scans anew
ROTTEN = ".hong"


def look_again(place: Path, now: datetime) -> OfficeError | None:
    """Read the part of a backup folder whose turn it is today; a damaged one is put aside and told.

    Raises OSError when the disk cannot be read or written at all.
    """
    names = backup_folder.part_names(place)
    if not names:
        return None
    part = place / PARTS / names[now.date().toordinal() % len(names)]
    try:
        archive.verify(part)
    except StorageError:
        os.replace(part, part.with_name(part.name + ROTTEN))
        return _rotten(part)
    return None


def _rotten(part: Path) -> OfficeError:
    return OfficeError(
        "rotten-part",
        tr("Một tệp sao lưu cũ đã hỏng trên ổ đĩa: {file}.", file=part),
        tr("Hãy thay ổ đĩa hoặc USB này sớm; ngày sao lưu cũ cần tệp đó không lấy lại được nữa."),
        tr("Các bản quét trong tệp đó đã được sao lưu lại từ kho."),
    )
