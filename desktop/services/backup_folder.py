"""A backup folder: one ``….vanthu`` a day, and beside them ``kho/`` with the scans, each kept once for all days."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import uuid
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

import psutil

from db.copies import sync_folder
from desktop.core import faults
from desktop.core.errors import StorageError
from desktop.core.words import say, tr
from desktop.services import archive
from desktop.services.archive import Tell
from desktop.services.manifest import Manifest, is_part
from desktop.services.straight import Outward, hash_on_disk

ENDING = ".vanthu"
PARTS = "kho"
README = "DOC-TOI.txt"
_POINT = re.compile(r"vanthu-(\d{4}-\d{2}-\d{2}-\d{6})(-\d+)?\.vanthu")
_LEFTOVER = re.compile(r".*\.(\d+)\.part.*")
_BLOCK = 1 << 20
#: a part that no day names is left alone for so long: another program may be about to name it
_YOUNG = timedelta(days=1)
_AHEAD = timedelta(hours=1)


@dataclass(frozen=True, order=True)
class Point:
    """One day's file in a backup folder, by its name."""

    made_at: datetime
    file: Path


def points(folder: Path) -> list[Point]:
    """Return the days in a backup folder, oldest first; none when there is no such folder."""
    if not folder.is_dir():
        return []
    found = ((path, _POINT.fullmatch(path.name)) for path in folder.iterdir())
    return sorted(Point(moment, path) for path, match in found if match and (moment := _moment(match[1])))


def newest_first(folder: Path, now: datetime) -> list[Point]:
    """Return the days from the newest to the oldest; those from a time when the clock ran ahead come last."""
    found = points(folder)[::-1]
    ahead = [point for point in found if point.made_at > now + _AHEAD]
    return [*(point for point in found if point not in ahead), *ahead]


def _moment(text: str) -> datetime | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d-%H%M%S")
    except ValueError:
        return None


def manifest_of(point: Path) -> Manifest:
    """Return what a backup says about itself; StorageError when it cannot be read."""
    with archive.open_archive(point) as opened:
        return archive.read_manifest(opened)


def has_parts(folder: Path, manifest: Manifest) -> bool:
    """Tell whether every part that a day needs is there in its whole length."""
    return not missing_parts(folder, manifest)


def missing_parts(folder: Path, manifest: Manifest) -> list[str]:
    """Return the names of the parts of a day that are not there, or not in their whole length."""
    return [name for name, size in manifest.parts.items() if _size(folder / PARTS / name) != size]


def free_name(folder: Path, stem: str, ending: str, taken: Collection[Path] = ()) -> Path:
    """Return a name in ``folder`` that is not there and not ``taken``: the stem, else with -2, -3 …"""
    names = (folder / f"{stem}{extra}{ending}" for extra in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if name not in taken and not name.exists())


def unfinished(target: Path) -> Path:
    """Return the name a file has until it is whole; it tells whose it is, so that leftovers are known."""
    return target.with_name(f"{target.name}.{uuid.uuid4().hex[:8]}.{os.getpid()}.part")


def finish(part: Path, target: Path, what: str) -> None:
    """Give a file that was written, synced and read back its name; ``what`` names the fault points."""
    faults.point(f"{what}:before-rename")
    os.replace(part, target)
    sync_folder(target.parent)
    faults.point(f"{what}:after-rename")


def clear_leftovers(*folders: Path) -> None:
    """Remove what killed programs left half written; files of a program that is running stay."""
    for folder in folders:
        with contextlib.suppress(OSError):
            for file in folder.glob("*.part*"):
                owner = _LEFTOVER.fullmatch(file.name)
                if owner and not psutil.pid_exists(int(owner[1])):
                    file.unlink(missing_ok=True)


def prune(folder: Path, keep: Callable[[list[datetime]], set[datetime]], now: datetime) -> list[Path]:
    """Remove the days that ``keep`` does not name, and the bases that no day needs any more; return what went.

    Scans are never removed. A folder where one day cannot be read is left as it is but for whole days.
    """
    found = points(folder)
    kept = keep([point.made_at for point in found])
    gone = [point.file for point in found if point.made_at not in kept]
    for file in gone:
        file.unlink(missing_ok=True)
        faults.point("prune:deleted")
    with contextlib.suppress(StorageError, OSError):
        gone += _drop_bases(folder, now)
    return gone


def _drop_bases(folder: Path, now: datetime) -> list[Path]:
    old = [file for file in (folder / PARTS).glob("*.base") if _age(file, now) > _YOUNG]
    if len(old) < 2:
        return []  # the one in use: nothing to look for in every day's manifest
    needed = {_base_of(point.file) for point in points(folder)}
    gone = [file for file in old if file.name not in needed]
    for file in gone:
        file.unlink(missing_ok=True)
    return gone


def _base_of(point: Path) -> str:
    with archive.open_archive(point) as opened:
        return archive.read_base(opened)


def _age(file: Path, now: datetime) -> timedelta:
    return now - datetime.fromtimestamp(file.stat().st_mtime)


def copy_point(point: Path, to: Path, tell: Tell) -> Path:
    """Copy a day and those of its parts that ``to`` lacks into another backup folder, each read back and compared.

    Raises StorageError when there is no room or the other disk gives back something else, OSError from the disks.
    """
    manifest = manifest_of(point)
    (to / PARTS).mkdir(parents=True, exist_ok=True)
    clear_leftovers(to, to / PARTS)
    for name in missing_parts(to, manifest):
        copy_file(point.parent / PARTS / name, to / PARTS / name, tell)
    write_readme(to)
    target = to / point.name
    if not target.exists() or not same_manifest(target, manifest):
        copy_file(point, target, tell)
    return target


def same_manifest(file: Path, manifest: Manifest) -> bool:
    """Tell whether a file is a whole archive that says the same about itself."""
    try:
        return manifest_of(file) == manifest
    except (StorageError, OSError):
        return False


def bytes_to_copy(point: Path, to: Path) -> int:
    """Return how many bytes ``copy_point`` would write."""
    missing = missing_parts(to, manifest_of(point))
    return sum(_size(point.parent / PARTS / name) for name in missing) + _size(point)


def copy_file(source: Path, target: Path, tell: Tell) -> None:
    """Copy one file under another name until it is whole, read it back, compare, and give it its name."""
    part = unfinished(target)
    try:
        with source.open("rb", buffering=0) as reading:
            digest = _copy_bytes(reading, part, tell)
        if hash_on_disk(part) != digest:
            raise _other_bytes(target.parent)
        finish(part, target, "copy-out")
    finally:
        part.unlink(missing_ok=True)


def _copy_bytes(reading: IO[bytes], part: Path, tell: Tell) -> str:
    writing, digest = Outward(part), hashlib.sha256()
    try:
        while block := reading.read(_BLOCK):
            writing.write(block)
            digest.update(block)
            tell(len(block))
        writing.sync()
    finally:
        writing.close()
    return digest.hexdigest()


def write_readme(folder: Path) -> None:
    """Leave a note for whoever finds the folder: what it is, and how it is opened."""
    text = say(
        "Thư mục này là bản sao lưu của chương trình Văn Thư.\n\n"
        "Mỗi tệp .vanthu là một ngày. Thư mục «kho» giữ các bản quét, dùng chung cho mọi ngày: đừng xóa, đừng đổi tên.\n"
        "Muốn chép đi nơi khác, hãy chép cả thư mục này.\n\n"
        "Khôi phục: cài Văn Thư, chọn «Khôi phục từ bản sao lưu…» rồi chọn tệp .vanthu của ngày cần lấy lại,\n"
        "hoặc gõ lệnh:  vanthu restore TỆP --to THƯ-MỤC-TRỐNG\n"
    )
    file = folder / README
    with contextlib.suppress(OSError):  # a note is no reason to fail
        if not file.exists() or file.read_text(encoding="utf-8-sig") != text:
            file.write_text(text, encoding="utf-8-sig", newline="\r\n")


def kept_moments(moments: Iterable[datetime], days: int, weeks: int, months: int) -> set[datetime]:
    """Return the moments to keep: the last of each of the last ``days`` days, ``weeks`` weeks and ``months`` months that
    have one, and always the very last."""
    ordered = sorted(moments, reverse=True)
    kept = set(ordered[:1])
    rules: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (days, lambda m: m.date()),
        (weeks, lambda m: m.isocalendar()[:2]),
        (months, lambda m: (m.year, m.month)),
    )
    for most, period in rules:
        last: dict[object, datetime] = {}
        for moment in ordered:
            last.setdefault(period(moment), moment)
        kept |= set(sorted(last.values(), reverse=True)[: max(most, 0)])
    return kept


def part_names(folder: Path) -> list[str]:
    """Return the names of the parts in a backup folder."""
    place = folder / PARTS
    return sorted(f.name for f in place.iterdir() if is_part(f.name)) if place.is_dir() else []


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return -1


def _other_bytes(folder: Path) -> StorageError:
    return StorageError(
        "not-as-written",
        tr("Ổ đĩa trả lại dữ liệu khác với dữ liệu vừa ghi vào {place}.", place=folder),
        tr("Hãy dùng USB hoặc ổ đĩa khác để sao lưu."),
        tr("Sổ và bản sao lưu trên máy vẫn còn nguyên."),
    )
