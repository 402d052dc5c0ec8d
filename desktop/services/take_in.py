"""Taking files in: stable → looked at for a secrecy stamp where it lies → copied under its hash, synced → checked whole
→ recorded → put away. In that order, so that a program stopped dead anywhere finds the file again, and knows it again,
at the next look; nothing of a stamped letter is ever copied."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from desktop.core.errors import OfficeError, SecretLetter, StorageError, UnreadableScan
from desktop.core.records import Scan
from desktop.core.rights import Right
from desktop.core.words import tr
from desktop.intake import folder as folders
from desktop.intake import store
from desktop.intake.folder import Seen
from desktop.intake.settling import Pace, Settling
from desktop.intake.store import Copy, StillBusy
from desktop.intake.whole import DOCUMENTS, ENDINGS, check_whole, warm_check
from desktop.reading import glance_job
from desktop.reading.process import Job, Limits, Pool
from desktop.services import secret_look, sources
from desktop.services.office import Office
from desktop.services.sources import Found

T = TypeVar("T")
#: Runs an operation on the writing Office and returns its result: directly, or through the one writer thread.
Do = Callable[[Callable[[Office], T]], T]

MOST_BYTES = 500 << 20
_PATIENCE = 5.0
_STUCK_SECONDS = 60.0
_UNFINISHED = frozenset({"empty", "damaged", "cut-off"})  # what a file that is still being written looks like
_OF_THE_MACHINE = frozenset({"disk-full", "no-reader"})  # the next file would fail alike
_CHECK_LIMITS = Limits(step_seconds=120.0, kept_mb=300)


@dataclass
class Places:
    """Where files come from and go to. ``tidy``: put received files away; only done in the office's own scan folder."""

    folder: Path
    office: Path
    store: Path
    tidy: bool

    @classmethod
    def of(cls, office: Office, folder: Path | None = None) -> Places:
        """Return the office's own scan folder and store, or those of a ``folder`` named by hand."""
        chosen = (folder or office.scan_folder).absolute()
        own = chosen == office.scan_folder.absolute()
        return cls(chosen, office.folder, office.store, own)


@dataclass(frozen=True)
class _Stuck:
    """A recorded file that could not be put away: how often that was tried, and when it is tried again."""

    tries: int = 0
    again_at: float = 0.0


class _LookOn(Exception):
    """Some pages of a long file were looked at; the others are due once nothing else waits."""


@dataclass
class TakeIn:
    """Takes files in for one thread. ``told`` hears each failure of the disk or the folder once, until it is over;
    ``meanwhile`` is called while a file is being opened or copied, which takes seconds for a long one. Without ``eyes``
    the folder is left alone: only files handed over are taken. ``checks``: the process that opens files, else its own."""

    do: Callable[[Callable[[Office], object]], object]
    places: Places
    pace: Pace = field(default_factory=Pace)
    told: Callable[[OfficeError], None] = lambda _error: None
    stop: threading.Event = field(default_factory=threading.Event)
    meanwhile: Callable[[], None] | None = None
    eyes: bool = True
    checks: Pool | None = None

    def __post_init__(self) -> None:
        self._settling = Settling(self.pace)
        self._checks = self.checks or Pool(1, limits=_CHECK_LIMITS, warm=_warm)
        self._known: dict[str, Seen] = {}
        self._stuck: dict[str, _Stuck] = {}
        self._looked: dict[Seen, int] = {}  # which page of a long file is to be looked at next
        self._troubles: set[tuple[str, str]] = set()
        self.failures: list[OfficeError] = []
        store.clear_leftovers(self.places.store)
        if self.eyes:
            sources.settle_due(self._do)
        self._checks.start()  # warm by the time the first file has settled

    def close(self) -> None:
        """End the checking process."""
        self._checks.close()

    def look(self, *, patient: bool = True) -> Iterator[Scan]:
        """Look at the folder once and take what has settled; yield each scan when its row stands.

        ``patient``: a file that does not open whole is given ``pace.grace`` before it is told damaged.
        Raises StorageError when the folder is missing or cannot be listed.
        """
        self.failures = []
        done: set[Seen] = set()
        waiting = self._in_turn(done)
        while waiting:
            seen = waiting.pop(0)
            try:
                scan = self._take(seen, patient, self.places.tidy)
            except _LookOn:
                waiting = self._in_turn(done)
                continue
            except StorageError as error:
                whole = error.code in _OF_THE_MACHINE
                self._trouble(error, None if whole else seen)
                self._settling.hold(seen, time.monotonic(), self.pace.rescan)
                if whole:
                    return
                scan = None
            done.add(seen)
            if scan is not None:
                yield scan

    def _in_turn(self, done: set[Seen]) -> list[Seen]:
        """Return the files that have settled, oldest first; what is left of long files after all others, also after
        those that came meanwhile. Raises StorageError when the folder cannot be listed."""
        files = [seen for seen in folders.look(self.places.folder) if self._is_news(seen)]
        self._looked = {seen: page for seen, page in self._looked.items() if seen in files}
        ready = self._settling.ready(files, time.monotonic(), time.time())
        return sorted((seen for seen in ready if seen not in done), key=lambda seen: self._looked.get(seen, 0))

    def take_file(self, path: Path) -> Scan | None:
        """Take one file that a person handed over; it is left where it is. None when it is gone or still in use.

        Raises StorageError when it cannot be kept.
        """
        seen = folders.see(path.absolute())
        while seen is not None:
            with contextlib.suppress(_LookOn):
                return self._take(seen, False, tidy=False)
        return None

    def closed(self, path: Path) -> None:
        """The system says that this file's writer has closed it."""
        self._settling.closed(path)

    def next_look(self) -> float | None:
        """Return in how many seconds another look is worth it for a file that settles; None when there is none."""
        return self._settling.next_look(time.monotonic())

    def _is_news(self, seen: Seen) -> bool:
        if self._known.get(seen.place) == seen:
            stuck = self._stuck.get(seen.place)
            return stuck is not None and time.monotonic() >= stuck.again_at
        return True

    def _take(self, seen: Seen, patient: bool, tidy: bool) -> Scan | None:
        known = self._do(lambda office: sources.known(office, seen))
        if known is not None:
            self._finish(seen, known, tidy)
            return None
        if seen.size > MOST_BYTES:
            return self._record(Found(seen, "", problem=too_large()), tidy)
        try:
            self._look_for_stamps(seen)
        except SecretLetter as error:
            return self._refuse(seen, error, tidy)
        try:
            copy = store.draw_in(seen, self.places.store, self.meanwhile)
        except StillBusy:
            self._wait_for(seen)
            return None
        try:
            return self._take_copy(seen, copy, patient, tidy)
        finally:
            store.drop(copy)

    def _look_for_stamps(self, seen: Seen) -> None:
        """Look at the file's next pages; raises SecretLetter for a stamp, _LookOn while there are more."""
        more = {"first": self._looked[seen]} if seen in self._looked else {}
        left = secret_look.look(self._checks, seen.path, self.stop, self.meanwhile, **more)
        if left is not None:
            self._looked[seen] = left
            raise _LookOn
        self._looked.pop(seen, None)

    def _take_copy(self, seen: Seen, copy: Copy, patient: bool, tidy: bool) -> Scan | None:
        if self._do(lambda office: sources.is_held(office, copy.sha256)):
            return self._record(Found(seen, copy.sha256), tidy)
        try:
            whole = self._checks.run(Job(1, check_whole, copy.path, streams=False), self.stop, self.meanwhile)
        except UnreadableScan as error:
            if patient and error.code in _UNFINISHED and time.time() - seen.changed_ns / 1e9 < self.pace.grace:
                self._settling.hold(seen, time.monotonic(), self.pace.look * 5)
                return None
            return self._record(Found(seen, copy.sha256, problem=_named(error, seen)), tidy)
        assert isinstance(whole, dict)
        media = str(whole["media"])
        kept = store.keep(copy, self.places.store, ENDINGS[media])
        relative = kept.relative_to(self.places.office).as_posix()
        return self._record(Found(seen, copy.sha256, media, int(whole["pages"]), relative), tidy)

    def _refuse(self, seen: Seen, error: SecretLetter, tidy: bool) -> Scan | None:
        """Nothing was copied: only the fact, the file's place and what tells it again are recorded."""
        try:
            sha256 = store.hash_of(seen.path)
        except OSError:
            self._wait_for(seen)
            return None
        return self._record(Found(seen, sha256, problem=error), tidy)

    def _record(self, found: Found, tidy: bool) -> Scan | None:
        scan = self._do(lambda office: sources.record(office, found, put_away=tidy))
        if scan is not None:
            self._troubles = {key for key in self._troubles if key[0] not in ("", found.seen.place)}
            self._finish(found.seen, scan, tidy)
        return scan

    def _finish(self, seen: Seen, scan: Scan, tidy: bool) -> None:
        """The row stands: remember the file, and put it away where that is due."""
        self._known[seen.place] = seen
        if not tidy:
            return
        stuck = self._stuck.pop(seen.place, _Stuck())
        try:
            sources.finish(self._do, seen, scan)
        except OSError as error:  # a virus scanner or a viewer holds it for a moment, or the folder is read-only
            pause = _STUCK_SECONDS if stuck.tries else self.pace.look * 5
            self._stuck[seen.place] = _Stuck(stuck.tries + 1, time.monotonic() + pause)
            if stuck.tries:
                self._tell(cannot_put_away(seen, error), seen)

    def _wait_for(self, seen: Seen) -> None:
        """A file that cannot be opened is waited for; when it lasts, that is told."""
        if time.time() - seen.changed_ns / 1e9 > self.pace.grace:
            self._trouble(in_use(seen), seen)
        self._settling.hold(seen, time.monotonic(), self.pace.look * 5)

    def _trouble(self, error: OfficeError, seen: Seen | None) -> None:
        self.failures.append(error)
        self._tell(error, seen)

    def _tell(self, error: OfficeError, seen: Seen | None) -> None:
        """Tell a trouble once: that of a file until the file is taken, that of the machine until any file is."""
        key = (seen.place if seen else "", error.code)
        if key not in self._troubles:
            self._troubles.add(key)
            self.told(error)

    def _do(self, operation: Callable[[Office], T]) -> T:
        result: T = self.do(operation)  # type: ignore[assignment]  # what goes in comes out
        return result


def _warm() -> None:
    warm_check()
    glance_job.warm()


def require_may_hand_over(office: Office) -> None:
    """Raise AccessDenied unless whoever works here may take files in: dropped on the window, chosen, or named in a
    command. What lies in the scan folder of a window is taken in by the program, whoever is signed in."""
    office.working.require(Right.INTAKE)


def take_in_folder(
    office: Office, folder: Path | None = None, *, patience: float = _PATIENCE, pace: Pace | None = None
) -> list[Scan]:
    """Take in every file in the scan folder (or ``folder``, whose files are left in place); return the new scans.

    Waits up to ``patience`` seconds after the last one for files that are still being written; what is not whole by
    then stays for the next time. Raises StorageError when the folder is missing, and after all others were taken when a
    file could not be. AccessDenied without the right to.
    """
    require_may_hand_over(office)
    taken: list[Scan] = []
    work = TakeIn(lambda operation: operation(office), Places.of(office, folder), pace or Pace())
    end = time.monotonic() + patience
    try:
        while True:
            new = list(work.look(patient=False))
            taken += new
            if new:  # taking them took its time, in which nobody looked at those that settle
                end = time.monotonic() + patience
            pause = work.next_look()
            if pause is None or work.failures or time.monotonic() + pause > end:
                break
            time.sleep(pause)
    finally:
        work.close()
    if work.failures:
        raise work.failures[0]
    return taken


def take_in_files(office: Office, paths: Sequence[Path]) -> list[Scan]:
    """Take in files that a person handed over, leaving them where they are; raises StorageError as it comes, AccessDenied."""
    require_may_hand_over(office)
    work = TakeIn(lambda operation: operation(office), Places.of(office))
    try:
        return [scan for path in paths if (scan := work.take_file(path)) is not None]
    finally:
        work.close()


def _named(error: UnreadableScan, seen: Seen) -> UnreadableScan:
    """A file named like a document that is none is damaged, not somebody's spreadsheet."""
    if error.code == "unknown-kind" and seen.path.suffix.lower() not in DOCUMENTS:
        return UnreadableScan(
            "not-a-document",
            tr("Không phải văn bản quét: chỉ nhận PDF, TIFF, JPEG và PNG."),
            tr("Chuyển tệp này sang thư mục khác."),
        )
    return error


def too_large() -> UnreadableScan:
    """Return the error for a file larger than any scan."""
    return UnreadableScan(
        "too-large",
        tr("Tệp lớn hơn {n} MB.", n=MOST_BYTES >> 20),
        tr("Quét lại văn bản ở 200-300 dpi, hoặc chia thành nhiều tệp."),
    )


def in_use(seen: Seen) -> StorageError:
    """Return the error for a file that cannot be opened for long."""
    return StorageError(
        "in-use",
        tr("Chưa mở được tệp {file}: chương trình khác đang giữ, hoặc không có quyền đọc.", file=seen.name),
        tr("Đóng chương trình đang mở tệp, kiểm tra quyền đọc; tệp sẽ được nhận khi mở được."),
        tr("Tệp vẫn nằm trong thư mục quét."),
    )


def cannot_put_away(seen: Seen, error: OSError) -> StorageError:
    """Return the error for a received file that cannot be moved out of the way."""
    return StorageError(
        "not-put-away",
        tr("Đã nhận {file} nhưng không chuyển được sang «{folder}»: {why}.", file=seen.name,
           folder=folders.RECEIVED, why=error.strerror or str(error)),
        tr("Kiểm tra quyền ghi của thư mục quét; có thể để tệp ở đó, chương trình không nhận lại lần nữa."),
        tr("Bản quét đã được lưu vào kho."),
    )  # fmt: skip
