"""An office whose database is damaged or gone: the newest backup that can be found, and that backup put in its place.

Nothing of the old office is deleted. The damaged database stays beside the new one under a name that says so, files of
the store that are not as they were backed up go to ``damaged/``; scans that came in later stay in the store, where
``check`` finds them. The database changes places last, so that an office that was broken off in between is still one
that asks to be restored.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import psutil

from db import copies
from desktop.core import faults
from desktop.core.errors import OfficeError, RuleError, StorageError
from desktop.core.names import show_date
from desktop.core.os_errors import storage_error
from desktop.core.words import Text, tr
from desktop.services import backup_disks, backup_folder, restoring, sealing
from desktop.services import settings as settings_file
from desktop.services.backup_folder import ENDING
from desktop.services.office import DATABASE, FOLDERS, Office
from desktop.services.restoring import About, Restored, Share
from desktop.services.settings import Settings

#: what the name of a damaged file goes on with, before the moment it was put aside
ASIDE = ".hong-"
_BESIDE = "dang-khoi-phuc"
_OF_DATABASE = ("", "-journal", "-wal", "-shm")
_DAMAGED = frozenset({"damaged", "not-an-office"})
_AHEAD = timedelta(hours=1)


def _quiet(_: float) -> None:
    """Nobody listens."""


def is_damaged(folder: Path, error: OfficeError | None = None) -> bool:
    """Tell whether an office lay in this folder and its database is what is gone or damaged. ``error``: what opening it
    said, None when there is nothing to open. A disk that fails or refuses says nothing about the database."""
    if error is not None and not (isinstance(error, StorageError) and error.code in _DAMAGED):
        return False
    with contextlib.suppress(OSError):
        left = (folder / "store").is_dir() or (folder / settings_file.FILE).is_file()
        return left or (error is not None and error.code == "damaged")
    return False


def newest_backup(folder: Path, now: datetime) -> About | None:
    """Return the newest backup that can be read and has its parts, in the office's backup folder and on the marked disks
    that are plugged in; None when there is none. Those of a clock that ran ahead come last."""
    rule = _settings(folder) or Settings()
    places = [folder / rule.backup_folder, *backup_disks.plugged(rule.backup_disks).values()]
    found = [about for place in dict.fromkeys(places) for about in _whole_ones(place)]
    return max(found, key=lambda about: (about.made_at <= now + _AHEAD, about.made_at), default=None)


def _whole_ones(place: Path) -> Iterator[About]:
    with contextlib.suppress(OSError):
        for file in sorted(place.glob(f"*{ENDING}")):
            with contextlib.suppress(StorageError):
                about = restoring.look(file)
                if not about.lacking:
                    yield about


def restore_in_place(
    file: Path, folder: Path, *, now: datetime, passphrase: str = "", tell: Share = _quiet
) -> Restored:
    """Bring a backup back in place of the damaged office in ``folder``; ``now`` goes into the names of what is put aside.

    The backup is unpacked beside the old office and checked like any other before anything of the old one moves.
    Raises RuleError when the office there is not damaged, StorageError when another program has it open, and what
    ``restoring.restore`` raises.
    """
    place = folder.absolute()
    _require_damaged(place)
    _require_closed(place)
    beside = place / _BESIDE
    shutil.rmtree(beside, ignore_errors=True)
    try:
        made_at = restoring.look(file).made_at
        restoring.restore(file, beside, passphrase=passphrase, tell=tell)
        with _told(place):
            kept = _exchange(beside, place, f"{now:%Y-%m-%d-%H%M%S}")
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return Restored(place, _notes(made_at, kept))


def _notes(made_at: datetime, kept: Path | None) -> tuple[Text, ...]:
    later = tr(
        "Văn bản vào sổ sau {time} ngày {day} không có trong bản sao lưu: hãy vào lại theo giấy.",
        time=f"{made_at:%H:%M}",
        day=show_date(made_at.date()),
    )
    scans = tr("Bản quét nhận sau lúc đó vẫn nằm trong thư mục store; «Kiểm tra» chỉ ra từng tệp.")
    if kept is None:
        return later, scans
    return tr("Tệp hỏng được giữ lại với tên {name}.", name=kept.name), later, scans


def _require_damaged(folder: Path) -> None:
    """An office that can be used is never exchanged for an older one of itself."""
    try:
        Office.open(folder, read_only=True).close()
        copies.require_sound(folder / DATABASE, quick=True)
    except StorageError as error:
        if error.code == "bad-copy" or is_damaged(folder, error):
            return
        raise
    raise RuleError(
        "not-damaged",
        tr("Sổ ở {folder} không hỏng.", folder=folder),
        tr("Hãy khôi phục vào một thư mục trống khác."),
        tr("Không có gì bị thay đổi."),
    )


def _require_closed(folder: Path) -> None:
    """A program that has the damaged file open would go on writing to it. Windows moves no file that is open."""
    if sys.platform == "win32":
        return
    file = str((folder / DATABASE).resolve())
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            if any(opened.path == file for opened in process.open_files()):
                raise StorageError(
                    "still-open",
                    tr("Chương trình khác (số {pid}) đang mở tệp dữ liệu này.", pid=process.pid),
                    tr("Hãy đóng mọi cửa sổ Văn Thư rồi làm lại."),
                    tr("Không có gì bị thay đổi."),
                )


def _exchange(beside: Path, folder: Path, stamp: str) -> Path | None:
    """Put what was restored into the office's place; return where the damaged database lies now, None if there was none."""
    for new in sorted(file for file in (beside / "store").rglob("*") if file.is_file()):
        _bring(new, folder / new.relative_to(beside), folder / "damaged")
    _keep_settings(beside, folder, stamp)
    for name in FOLDERS:
        (folder / name).mkdir(exist_ok=True)
    faults.point("replace:before-move")
    # the journal first: beside a new database it would be played back into it
    kept = [_put_aside(folder / f"{DATABASE}{ending}", stamp) for ending in reversed(_OF_DATABASE)]
    copies.sync_folder(folder)
    faults.point("replace:moved")
    os.replace(beside / DATABASE, folder / DATABASE)
    copies.sync_folder(folder)
    faults.point("replace:after-move")
    return kept[-1]


def _bring(new: Path, target: Path, damaged: Path) -> None:
    """Move a file of the store into its place, unless the same bytes lie there."""
    if target.exists():
        if target.is_file() and copies.hash_of(target) == copies.hash_of(new):
            return
        damaged.mkdir(exist_ok=True)
        os.replace(target, backup_folder.free_name(damaged, target.stem, target.suffix))
        copies.sync_folder(damaged)
    target.parent.mkdir(parents=True, exist_ok=True)
    os.replace(new, target)
    for place in (target.parent, target.parent.parent):
        copies.sync_folder(place)


def _keep_settings(beside: Path, folder: Path, stamp: str) -> None:
    """The settings and the key that the office has stay, where they can be read: they are newer, and of this PC."""
    if _settings(folder) is None or not (folder / settings_file.FILE).exists():
        _exchange_file(beside / settings_file.FILE, folder / settings_file.FILE, stamp)
    try:
        missing = sealing.load(folder) is None
    except StorageError:
        missing = True
    if missing and (beside / sealing.FILE).exists():
        _exchange_file(beside / sealing.FILE, folder / sealing.FILE, stamp)


def _exchange_file(new: Path, target: Path, stamp: str) -> None:
    _put_aside(target, stamp)
    os.replace(new, target)


def _put_aside(file: Path, stamp: str) -> Path | None:
    if not file.exists():
        return None
    target = backup_folder.free_name(file.parent, f"{file.name}{ASIDE}{stamp}", "")
    os.replace(file, target)
    return target


def _settings(folder: Path) -> Settings | None:
    """The office's settings, None when they cannot be read."""
    try:
        return settings_file.load(folder)
    except StorageError:
        return None


@contextlib.contextmanager
def _told(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise storage_error(error, place) from error
