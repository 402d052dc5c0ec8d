"""What is known of the files that scans came from: the rows behind taking in, each step in one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from db import scan_intake, scans
from db.connection import Database, Value
from db.scan_intake import Source
from desktop.core.errors import SecretLetter, UnreadableScan
from desktop.core.records import Scan, ScanState
from desktop.core.words import say, tr
from desktop.intake import folder as folders
from desktop.intake import store, tidy
from desktop.intake.folder import Seen
from desktop.services.notes import in_vietnamese
from desktop.services.office import Office


@dataclass(frozen=True)
class Found:
    """A file as taken in. ``path``: its original below the office folder, None when none is kept; ``problem``: why."""

    seen: Seen
    sha256: str
    media: str = ""
    pages: int = 0
    path: str | None = None
    problem: UnreadableScan | SecretLetter | None = None


def source_place(office: Office, scan_id: int) -> str:
    """Return where the file that a scan came from lies now, as far as known; "" when it came from no file."""
    source = scan_intake.source_of(office.db, scan_id)
    return "" if source is None else source.now_at or source.place


def known(office: Office, seen: Seen) -> Scan | None:
    """Return the scan that this very file became, None when it is new or has changed."""
    source = _same_file(office.db, seen)
    return None if source is None else scans.get(office.db, source.scan_id)


def is_held(office: Office, sha256: str) -> bool:
    """Tell whether these bytes are in the store, or were refused: nothing new is to be kept then."""
    holder = scan_intake.keeper(office.db, sha256)
    return holder is not None and (holder.path is None or office.path(holder.path).is_file())


def record(office: Office, found: Found, *, put_away: bool) -> Scan | None:
    """Write the row of a file. The bytes of another scan make it a duplicate, those of a refused one are refused again;
    a file that was told damaged and has changed since gets its row back. None when another program has just taken it.
    """
    with office.write("take-in") as db:
        if _same_file(db, found.seen) is not None or _taken_meanwhile(db, found.seen):
            return None
        values = _values(db, found)
        again = _told_before(db, found.seen)
        scan_id = again.id if again else scan_intake.add_scan(db, office.now(), values)
        if again:
            scans.change(db, scan_id, values)
        stays = values["state"] == "unreadable" or not put_away
        seen = found.seen
        scan_intake.add_source(db, scan_id, seen.place, seen.size, seen.changed_ns, "left" if stays else "due", None)
        detail = {"file": seen.name, "sha256": found.sha256, "state": values["state"]}
        office.log("take-in-again" if again else "take-in", "scan", scan_id, **detail)
        return scans.get(db, scan_id)


def finish(do: Callable[[Callable[[Office], None]], None], seen: Seen, scan: Scan) -> None:
    """Put the file of a recorded scan away, where that is still due; OSError when it cannot be moved now.

    A file refused as secret goes to a folder of its own, and its row says so.
    """
    due: list[Source] = []
    refused: list[Scan] = []

    def ask(office: Office) -> None:
        source = _same_file(office.db, seen)
        if source is not None and source.state == "due":
            due.append(source)
            now = scans.get(office.db, source.scan_id)
            refused.extend([now] if now is not None and is_secret(now) else [])

    do(ask)
    if not due or store.hash_of(seen.path) != scan.sha256:
        return
    if refused:
        place = tidy.move_into(seen.path.parent / folders.REFUSED, seen.path)
    else:
        place = tidy.put_away(seen.path)
    do(lambda office: _is_away(office, due[0].id, place))
    if refused:
        do(lambda office: tell_place(office, refused[0].id))


def is_secret(scan: Scan) -> bool:
    """Tell whether a scan was refused as secret: nothing of it is kept. One that was dismissed keeps its file."""
    return scan.state == "refused" and scan.path is None


def tell_place(office: Office, scan_id: int) -> None:
    """Let a refused scan's reason say where its file lies now, and what to do with it."""
    with office.write("tell-place") as db:
        scan = scans.get(db, scan_id)
        place = source_place(office, scan_id)
        if scan is not None and place:
            scans.change(db, scan_id, {"reason": f"{base_of(scan.reason)} {where_it_lies(place)}".strip()})


def where_it_lies(place: str) -> str:
    """Return the sentences about a secret file that is still on this PC."""
    return in_vietnamese(
        tr(
            "Tệp gốc nằm ở {place}. Hãy chép tệp này sang máy soạn thảo văn bản mật (không nối mạng),"
            " rồi xóa hẳn khỏi máy này, kể cả trong Thùng rác.",
            place=place,
        )
    )


def base_of(reason: str) -> str:
    """Return a refused scan's reason without what it says of the place."""
    return reason.split(_WHERE, 1)[0].strip()


_WHERE = "Tệp gốc nằm ở"


def settle_due(do: Callable[[Callable[[Office], list[tuple[Source, str]] | None]], object]) -> None:
    """After a stop between moving a file and saying so: files that are due but no longer there were put away. The folder
    is looked at in the calling thread, not in the one that writes: it may not answer."""
    for source, home in do(_due):  # type: ignore[attr-defined]  # what goes in comes out
        place = Path(source.place)
        if not place.exists() and place.parent.is_dir():
            moved = place.parent / home / place.name
            found = moved if moved.exists() else None
            do(lambda office, source=source, found=found: _is_away(office, source.id, found))  # type: ignore[misc]


def _due(office: Office) -> list[tuple[Source, str]]:
    """Return what is to be put away, with the folder that takes it."""
    found = [(source, scans.get(office.db, source.scan_id)) for source in scan_intake.due_sources(office.db)]
    return [(s, folders.REFUSED if scan is not None and is_secret(scan) else folders.RECEIVED) for s, scan in found]


def _is_away(office: Office, source_id: int, place: Path | None) -> None:
    with office.write("put-away") as db:
        scan_intake.put_away(db, source_id, "away", None if place is None else str(place))


def _same_file(db: Database, seen: Seen) -> Source | None:
    """Return the record of this very file, unless it was put away: then what lies there now is another one."""
    source = scan_intake.latest_source(db, seen.place)
    return source if source is not None and source.state != "away" and _alike(source, seen) else None


def _taken_meanwhile(db: Database, seen: Seen) -> bool:
    """Another program took this file and put it away while we copied it: it is gone, and its row says so."""
    source = scan_intake.latest_source(db, seen.place)
    return source is not None and source.state == "away" and _alike(source, seen) and folders.see(seen.path) != seen


def _alike(source: Source, seen: Seen) -> bool:
    return (source.size, source.changed_ns) == (seen.size, seen.changed_ns)


def _told_before(db: Database, seen: Seen) -> Scan | None:
    source = scan_intake.latest_source(db, seen.place)
    scan = scans.get(db, source.scan_id) if source is not None and source.state == "left" else None
    return scan if scan is not None and scan.state == "unreadable" and scan.path is None else None


def _values(db: Database, found: Found) -> dict[str, Value]:
    holder = scan_intake.keeper(db, found.sha256) if found.sha256 else None
    state: ScanState = "unreadable" if found.problem else "stored"
    reason = _reason(found.problem) if found.problem else ""
    values: dict[str, Value] = {
        "file": found.seen.name,
        "sha256": found.sha256,
        "size": found.seen.size,
        "pages": found.pages,
        "media": found.media,
        "path": found.path,
        "duplicate_of": None,
    }
    again = holder is not None and holder.path is None
    if again or isinstance(found.problem, SecretLetter):
        told = base_of(holder.reason) if holder is not None and again else _reason(found.problem)
        reason = f"{told} {where_it_lies(found.seen.place)}".strip()
        return {**values, "state": "refused", "secret": 1, "reason": reason, "path": None}
    if holder is not None:
        like: dict[str, Value] = {"pages": holder.pages, "media": holder.media, "path": None, "duplicate_of": holder.id}
        return {**values, **like, "state": "duplicate", "reason": say("Trùng với {file}", file=holder.file)}
    return {**values, "state": state, "reason": reason}


def _reason(problem: UnreadableScan | SecretLetter | None) -> str:
    if problem is None:
        return ""
    if isinstance(problem, SecretLetter):
        return " ".join(in_vietnamese(part) for part in (problem.happened, problem.todo) if part)
    return " ".join(str(part) for part in (problem.happened, problem.todo) if part)
