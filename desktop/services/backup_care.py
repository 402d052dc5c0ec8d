"""Backups without thinking: whether one is due, making it, copying it to the disks that are plugged in, and what must be
told loudly."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from db import checks
from desktop.core.errors import OfficeError, StorageError
from desktop.core.os_errors import storage_error
from desktop.core.rights import Right
from desktop.core.words import Text, tr
from desktop.services import backup_disks, backup_folder, backup_rounds, sealing
from desktop.services.backup import Day, Progress, Share, back_up_day
from desktop.services.manifest import Manifest
from desktop.services.office import Office

STATE = "backup-state.json"
Level = Literal["", "doubt", "bad"]
_ROOM = 16 << 20
_DISK_DAYS = 7


@dataclass(frozen=True)
class Disk:
    """A marked disk: its mark, the folder as it was chosen, where it is now (None: not plugged in), and when it was last
    written."""

    mark: str
    chosen: str
    folder: Path | None
    last: datetime | None


@dataclass(frozen=True)
class BackupState:
    """How backups stand. ``last``: the newest whole one; ``changed``: something was done since; ``due``: the daily one is
    to be made now; ``behind``: marks of plugged disks that lack the newest; ``failed``: why the last try failed."""

    now: datetime
    folder: Path
    last: datetime | None
    changed: bool
    due: bool
    disks: tuple[Disk, ...]
    behind: tuple[str, ...]
    sealed: bool
    failed: str
    warn_days: int
    used: bool
    on_leaving: bool
    points: int = 0

    @property
    def days_old(self) -> int | None:
        """How many days ago the last good backup was made, None without one."""
        return None if self.last is None else max(0, (self.now.date() - self.last.date()).days)


@dataclass(frozen=True)
class Outcome:
    """What a backup came to: the day, the folders of other disks that have it now, and what went wrong with others."""

    day: Day
    copied: tuple[Path, ...] = ()
    troubles: tuple[OfficeError, ...] = ()


def state(office: Office) -> BackupState:
    """Say how the backups of an office stand now."""
    office.reload()
    now, rule = office.now(), office.settings
    found = _newest(office, now)
    newest = found[1] if found else None
    at = _moment(newest.made_at) if newest else None
    changed = newest is None or newest.audit != checks.last_audit(office.db)
    kept = _load(office)
    disks = tuple(_disks(office, kept))
    today = at is not None and at.date() == now.date()
    return BackupState(
        now=now,
        folder=office.backups,
        last=at,
        changed=changed,
        due=rule.backup_daily and changed and not today,
        disks=disks,
        behind=tuple(d.mark for d in disks if d.folder and at and (d.last is None or d.last < at)),
        sealed=(office.folder / sealing.FILE).exists(),
        failed=str(kept.get("failed", "")),
        warn_days=rule.backup_warn_days,
        on_leaving=rule.backup_on_leaving,
        used=checks.counts(office.db)["scan"] + checks.counts(office.db)["letter"] > 0,
        points=len(backup_folder.points(office.backups)),
    )


def warning(found: BackupState) -> tuple[Level, Text] | None:
    """Say what must be told about the backups, and how loudly; None when all is well."""
    if not found.used:
        return None
    old = found.days_old
    if found.failed and (found.changed or old is None):
        return "bad", tr("Sao lưu không thành công: {why}", why=found.failed)
    if old is None:
        return "bad", tr("Chưa có bản sao lưu nào. Máy hỏng là mất sổ: hãy sao lưu ngay.")
    if found.changed and old > found.warn_days:
        return "bad", tr("Bản sao lưu gần nhất đã {n} ngày. Hãy sao lưu ngay.", n=old)
    last = max((disk.last for disk in found.disks if disk.last), default=None)
    if found.disks and (last is None or (found.now - last).days > _DISK_DAYS):
        return "doubt", tr("Đã hơn {n} ngày chưa sao lưu ra USB. Hãy cắm USB sao lưu vào máy.", n=_DISK_DAYS)
    return None


def make(office: Office, tell: Share) -> Outcome:
    """Make the day's backup and copy it to every marked disk that is plugged in; what fails is remembered and told.

    Raises StorageError when the backup itself fails; a disk that fails is a trouble in the outcome.
    """
    try:
        day = back_up_day(office, tell)
    except StorageError as error:
        _remember(office, failed=str(error))
        raise
    _remember(office, failed="")
    copied: list[Path] = []
    troubles: list[OfficeError] = []
    try:
        if rotten := _look_again(office, office.backups):
            troubles.append(rotten)
            day = back_up_day(office, tell)
    except StorageError as error:
        troubles.append(error)
    for mark, folder in backup_disks.plugged(office.settings.backup_disks).items():
        try:
            if rotten := _look_again(office, folder):
                troubles.append(rotten)
            copied.append(copy_to(office, mark, folder, tell, day.file))
        except StorageError as error:
            troubles.append(error)
    return Outcome(day, tuple(copied), tuple(troubles))


def _look_again(office: Office, place: Path) -> OfficeError | None:
    try:
        return backup_rounds.look_again(place, office.now())
    except OSError as error:
        raise storage_error(error, place) from error


def copy_to(office: Office, mark: str, folder: Path, tell: Share, file: Path | None = None) -> Path:
    """Copy the newest backup (or ``file``) to a marked disk and let old days go there too; return the folder.

    Raises StorageError: no room, the disk was pulled, it gives back other bytes than were written.
    """
    found = (file, backup_folder.manifest_of(file)) if file else _newest(office, office.now())
    if found is None:
        return folder
    newest, at = found[0], datetime.fromisoformat(found[1].made_at)
    try:
        needed = backup_folder.bytes_to_copy(newest, folder)
        _require_room(folder, needed)
        backup_folder.copy_point(newest, folder, Progress(needed, tell))
        rule = office.settings
        backup_folder.prune(
            folder,
            lambda moments: (
                backup_folder.kept_moments(moments, rule.keep_days, rule.keep_weeks, rule.keep_months) | {at}
            ),
            office.now(),
        )
    except OSError as error:
        raise storage_error(error, folder) from error
    _remember(office, disk=(mark, at))
    return folder


def require_may(office: Office, right: Right) -> None:
    """Raise AccessDenied unless whoever is signed in has ``right``; the program's own daily backup needs none."""
    office.working.require(right)


def add_disk(office: Office, folder: Path) -> str:
    """Mark a folder on another disk and copy backups there from now on; return its mark. RuleError, StorageError."""
    require_may(office, Right.SETTINGS)
    mark, place = backup_disks.mark(office, folder)
    office.reload()
    office.change_settings(replace(office.settings, backup_disks={**office.settings.backup_disks, mark: str(place)}))
    return mark


def drop_disk(office: Office, mark: str) -> None:
    """Copy backups to this disk no more; what lies there stays."""
    office.reload()
    left = {sign: place for sign, place in office.settings.backup_disks.items() if sign != mark}
    office.change_settings(replace(office.settings, backup_disks=left))


def newest(office: Office, now: datetime) -> Manifest | None:
    """Return what the newest day that is whole says of itself, None when there is none."""
    found = _newest(office, now)
    return None if found is None else found[1]


def _newest(office: Office, now: datetime) -> tuple[Path, Manifest] | None:
    """Return the newest day that is whole: its file and what it says."""
    for point in backup_folder.newest_first(office.backups, now):
        try:
            found = backup_folder.manifest_of(point.file)
        except (StorageError, OSError):
            continue
        if backup_folder.has_parts(office.backups, found) and _moment(found.made_at):
            return point.file, found
    return None


def _disks(office: Office, kept: dict[str, Any]) -> list[Disk]:
    disks = office.settings.backup_disks
    there = backup_disks.plugged(disks)
    times = kept.get("disks") if isinstance(kept.get("disks"), dict) else {}
    return [Disk(mark, chosen, there.get(mark), _moment((times or {}).get(mark))) for mark, chosen in disks.items()]


def _moment(text: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(text))
    except ValueError:
        return None


def _load(office: Office) -> dict[str, Any]:
    """What is remembered between two looks; it can be lost without harm."""
    try:
        found = json.loads((office.folder / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _remember(office: Office, *, failed: str | None = None, disk: tuple[str, datetime] | None = None) -> None:
    kept = _load(office)
    if failed is not None:
        kept["failed"] = failed
    if disk is not None:
        times = kept.get("disks")
        kept["disks"] = {**(times if isinstance(times, dict) else {}), disk[0]: disk[1].isoformat()}
    file = office.folder / STATE
    new = file.with_name(f"{STATE}.{os.getpid()}.new")
    with contextlib.suppress(OSError):  # the disk that refused the backup may refuse this too
        new.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
        os.replace(new, file)


def _require_room(folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if needed + _ROOM > free:
        raise StorageError(
            "disk-full",
            tr("{folder} không đủ chỗ: cần {needed} MB, còn {free} MB.", folder=folder, needed=((needed + _ROOM) >> 20) + 1,
               free=free >> 20),
            tr("Hãy xóa bớt tệp khác trên đó, hoặc dùng USB lớn hơn."),
            tr("Bản sao lưu trên máy vẫn còn nguyên."),
        )  # fmt: skip
