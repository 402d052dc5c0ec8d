"""Reading what was taken in: by limited processes, heads told as soon as they are known, results stored as they come."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from desktop.core.errors import OfficeError, SecretLetter, StorageError
from desktop.core.readings import Reading
from desktop.core.records import Scan
from desktop.core.rights import Right
from desktop.reading.process import Done, Event, Failed, HeadKnown, Job, Limits, Pool, Progressed, default_processes
from desktop.reading.process_child import read_letter
from desktop.services import catalogues, inbox, secret, two_layer
from desktop.services.office import Office

log = logging.getLogger("vanthu.read")

_WAIT = 0.5
_PROGRESS_SECONDS = 1.0  # each progress is a synced write
_RETRY_SECONDS = 60.0

OnScan = Callable[[Scan], None]


def _about(office: Office) -> dict[str, Any]:
    """Return what the reading has to know of the office: its kind, and the issuers the clerk has confirmed."""
    learned = catalogues.learned(office)
    return {"commune": office.info.kind} | ({"issuers": learned} if learned else {})


class ScanReader:
    """Reads scans of one office for one thread: ``submit`` them, ``pump`` until nothing is left.

    ``do`` runs an operation on the writing Office. ``on_change`` hears of head, end and failure of each scan,
    ``on_progress`` of each further page, ``told`` of failures of the machine (the scan is then read later).
    ``derive``: make the two-layer PDF of each scan that was read, when nothing else waits.
    """

    def __init__(
        self,
        do: Callable[[Callable[[Office], object]], object],
        *,
        derive: bool = False,
        processes: int | None = None,
        limits: Limits | None = None,
        read: Callable[..., Reading] = read_letter,
        on_change: OnScan | None = None,
        on_progress: OnScan | None = None,
        told: Callable[[OfficeError], None] | None = None,
    ) -> None:
        self.pool = Pool(processes, limits=limits)
        self._do = do
        self._derive = derive
        self._read = read
        self._on_change = on_change or _ignore
        self._on_progress = on_progress or _ignore
        self._told = told or _ignore_error
        self._running: set[int] = set()
        self._later: dict[int, float] = {}
        self._shown: dict[int, float] = {}

    @property
    def busy(self) -> bool:
        """Whether a scan is being read or waits for it."""
        return bool(self._running)

    def catch_up(self) -> None:
        """Submit every scan whose reading is not finished: new ones, those to be read again, those a stop cut short."""
        pending = self._ask(inbox.to_read)
        for scan in pending:
            if time.monotonic() >= self._later.get(scan.id, 0.0):
                self.submit(scan)

    def submit(self, scan: Scan) -> None:
        """Queue one scan, unless it is on its way already."""
        if scan.id in self._running or scan.path is None:
            return
        try:
            path, told = self._ask(lambda office: (inbox.scan_file(office, scan.id), _about(office)))
        except OfficeError as error:  # the original is not there now: a stick pulled out, a store moved
            self._put_off(scan.id, error)
            return
        self._running.add(scan.id)
        self.pool.submit(Job(scan.id, self._read, path, scan.file, scan.pages, options=told))

    def pause(self, on: bool) -> None:
        """Read nothing until further notice; a scan that was being read begins anew afterwards."""
        self.pool.pause(on)

    def forget(self, scan_id: int) -> None:
        """Read this scan no more; ``inbox.stop_reading`` has said so in the office before."""
        self.pool.cancel(scan_id)
        self._running.discard(scan_id)
        self._shown.pop(scan_id, None)

    def pump(self, timeout: float) -> None:
        """Keep the processes going for up to ``timeout`` seconds, and store what they tell."""
        for event in self.pool.pump(timeout):
            try:
                self._take(event)
            except StorageError as error:
                self._running.discard(event.key)
                self._put_off(event.key, error)

    def close(self) -> None:
        """Stop reading; what was not finished is read the next time."""
        self.pool.close()
        self._running.clear()

    def _take(self, event: Event) -> None:
        if event.key < 0:
            self._take_copy(event)
        elif isinstance(event, HeadKnown):
            self._store(event.key, event.reading)
        elif isinstance(event, Progressed):
            self._progress(event)
        elif isinstance(event, Done):
            self._running.discard(event.key)
            self._later.pop(event.key, None)
            self._shown.pop(event.key, None)
            self._store(event.key, event.reading)
            self._submit_copy(event.key)
        elif isinstance(event, Failed):
            self._running.discard(event.key)
            self._fail(event)

    def _submit_copy(self, scan_id: int) -> None:
        job = self._ask(lambda office: two_layer.background_job(office, scan_id, -scan_id)) if self._derive else None
        if job is not None:
            self.pool.submit(job)

    def _take_copy(self, event: Event) -> None:
        """A copy that could not be made is made when it is asked for, and then the reason is told."""
        if isinstance(event, Failed):
            log.warning("scan %s: no two-layer copy: %s %s", -event.key, event.error.code, event.trace)
        elif isinstance(event, Done):
            self._ask(lambda office: two_layer.still_wanted(office, -event.key))

    def _store(self, scan_id: int, reading: Reading) -> None:
        def store(office: Office) -> Scan | None:
            if inbox.scan(office, scan_id).state not in ("stored", "reading"):
                return None  # dismissed, refused or read by another program meanwhile
            inbox.store_reading(office, scan_id, reading)
            return inbox.scan(office, scan_id)

        self._tell(self._ask(store))

    def _progress(self, event: Progressed) -> None:
        now = time.monotonic()
        if event.share >= 1 or now - self._shown.get(event.key, 0.0) < _PROGRESS_SECONDS:
            return
        self._shown[event.key] = now

        def note(office: Office) -> Scan:
            inbox.set_progress(office, event.key, event.share)
            return inbox.scan(office, event.key)

        self._on_progress(self._ask(note))

    def _fail(self, event: Failed) -> None:
        if event.trace:
            log.error("scan %s: bug while reading\n%s", event.key, event.trace)
        if isinstance(event.error, StorageError):  # no model, no process: nothing is wrong with the scan
            self._put_off(event.key, event.error)
            return

        def note(office: Office) -> Scan:
            if isinstance(event.error, SecretLetter):
                secret.refuse(office, event.key, event.error)
            else:
                inbox.mark_unreadable(office, event.key, _reason(event.error))
            return inbox.scan(office, event.key)

        self._tell(self._ask(note))

    def _put_off(self, scan_id: int, error: OfficeError) -> None:
        self._later[scan_id] = time.monotonic() + _RETRY_SECONDS
        self._told(error)

    def _tell(self, scan: Scan | None) -> None:
        if scan is not None:
            self._on_change(scan)

    def _ask(self, operation: Callable[[Office], Any]) -> Any:
        return self._do(operation)


def read_pending(
    office: Office,
    *,
    processes: int | None = None,
    on_change: OnScan | None = None,
    read: Callable[..., Reading] = read_letter,
    limits: Limits | None = None,
) -> list[Scan]:
    """Read every scan that is stored and not read yet; return them as they are now, oldest first.

    A file that cannot be read becomes unreadable, a secret one refused. Raises StorageError, after all that could be
    was read, when the machine cannot read (no model) or cannot keep what was read; AccessDenied.
    """
    office.working.require(Right.INTAKE)
    troubles: list[OfficeError] = []
    reader = ScanReader(
        lambda operation: operation(office),
        processes=processes,
        limits=limits,
        read=read,
        on_change=on_change,
        told=troubles.append,
    )
    pending = inbox.to_read(office)
    try:
        for scan in pending:
            reader.submit(scan)
        while reader.busy:
            reader.pump(_WAIT)
    finally:
        reader.close()
    if troubles:
        raise troubles[0]
    return [inbox.scan(office, scan.id) for scan in pending]


def read_files(
    paths: Iterable[Path], *, processes: int | None = None, read: Callable[..., Reading] = read_letter
) -> Iterator[tuple[Path, Reading | OfficeError]]:
    """Read files without an office; yield each path with its reading, or why it has none, in the order given."""
    wanted = list(paths)
    ended: dict[int, Reading | OfficeError] = {}
    count = min(len(wanted), processes or default_processes())
    with Pool(count) as pool:
        for key, path in enumerate(wanted):
            pool.submit(Job(key, read, path, path.name))
        for key, path in enumerate(wanted):
            while key not in ended:
                ended |= _ended(pool.pump(_WAIT))
            yield path, ended.pop(key)


def _ended(events: list[Event]) -> dict[int, Reading | OfficeError]:
    ended: dict[int, Reading | OfficeError] = {}
    for event in events:
        if isinstance(event, Done):
            ended[event.key] = event.reading
        elif isinstance(event, Failed):
            ended[event.key] = event.error
            if event.trace:
                log.error("bug while reading\n%s", event.trace)
    return ended


def _reason(error: OfficeError) -> str:
    return " ".join(str(part) for part in (error.happened, error.todo) if part)


def _ignore(scan: Scan) -> None:
    """Nobody listens."""


def _ignore_error(error: OfficeError) -> None:
    """Nobody listens."""
