"""Turning, taking apart and putting together the pages of waiting scans.

What was scanned is never touched: a new scan is made of the pages wanted, is read like any other, and the scans that it
was made of leave the list with the reason; their files stay in the store.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from db import letters, scan_intake, scan_parts, scans
from db.connection import Value
from desktop.core.arranging import PagePart, Piles, piles, require_sound
from desktop.core.errors import RuleError
from desktop.core.records import Scan
from desktop.core.rights import Right
from desktop.core.words import say, tr
from desktop.intake import store
from desktop.services import inbox
from desktop.services.office import Office

_OPEN = frozenset({"stored", "reading", "ready", "unreadable"})


def arrange(office: Office, pages: Sequence[PagePart]) -> list[Scan]:
    """Make new scans of these pages, in this order; a page marked ``first`` begins another. Return them.

    Every page of every scan named must stand once. RuleError when it does not, when nothing would change, or when a scan
    is registered or off the list; UnreadableScan when a page cannot be opened; StorageError when the disk does not hold.
    """
    office.working.require(Right.INTAKE)  # before files are made
    made = piles(pages)
    found = {scan_id: _open_scan(office, scan_id) for scan_id in dict.fromkeys(part.scan_id for part in pages)}
    require_sound(made, {scan_id: max(1, scan.pages) for scan_id, scan in found.items()})
    files = [_make(office, pile) for pile in made]
    with office.write("arrange") as db:
        for scan_id in found:
            _open_scan(office, scan_id)  # nobody has registered it meanwhile
        fresh = [
            _record(office, pile, file, name) for pile, file, name in zip(made, files, _names(made, found), strict=True)
        ]
        told = ", ".join(str(scan.id) for scan in fresh)
        for scan_id in found:
            reason = say("Đã sắp xếp lại trang thành bản quét {ids}.", ids=told)
            scans.change(db, scan_id, {"state": "refused", "dismissed": 1, "reason": reason})
            office.log("arrange", "scan", scan_id, into=told)
        return fresh


def parts(office: Office, scan_id: int) -> list[PagePart]:
    """Return the pages that a scan was put together from; empty for one that came from the scanner."""
    return scan_parts.of_scan(office.db, scan_id)


def _open_scan(office: Office, scan_id: int) -> Scan:
    found = inbox.scan(office, scan_id)
    inbox.require_not_settled(found)
    if letters.registered_indices(office.db, scan_id):
        raise RuleError(
            "already-registered",
            tr("Bản quét {file} đã vào sổ, không sắp xếp lại trang được nữa.", file=found.file),
            tr("Nếu đăng ký nhầm, hãy hủy số với lý do trước."),
        )
    if found.state not in _OPEN or found.path is None:
        raise RuleError("not-waiting", tr("Bản quét {file} không còn chờ trong Hộp quét.", file=found.file))
    return found


def _make(office: Office, pile: Sequence[PagePart]) -> tuple[store.Copy, Path]:
    from desktop.reports.arranged import arranged  # the PDF library is loaded when somebody arranges pages

    pages = [(inbox.scan_file(office, part.scan_id), part.page, part.turn) for part in pile]
    copy = store.draw_bytes(arranged(pages), office.store)
    return copy, store.keep(copy, office.store, ".pdf")


def _record(office: Office, pile: Sequence[PagePart], made: tuple[store.Copy, Path], name: str) -> Scan:
    copy, path = made
    holder = scan_intake.keeper(office.db, copy.sha256)
    if holder is not None and (holder.path is None or holder.state in _OPEN):
        raise RuleError("already-there", tr("Các trang này đã có trong bản quét {file}.", file=holder.file))
    values: dict[str, Value] = {
        "file": name,
        "sha256": copy.sha256,
        "size": copy.size,
        "pages": len(pile),
        "media": "application/pdf",
        "path": path.relative_to(office.folder).as_posix(),
        "state": "stored",
    }
    scan_id = scan_intake.add_scan(office.db, office.now(), values)
    scan_parts.add(office.db, scan_id, pile)
    office.log("take-in", "scan", scan_id, file=name, sha256=copy.sha256, arranged=[part.scan_id for part in pile])
    return inbox.scan(office, scan_id)


def _names(made: Piles, found: dict[int, Scan]) -> list[str]:
    """A scan made of pages keeps the name of the file its first page is of, numbered where there are several."""
    stems = [Path(found[pile[0].scan_id].file).stem for pile in made]
    several = {stem for stem in stems if stems.count(stem) > 1}
    return [
        f"{stem}-{stems[: n + 1].count(stem)}.pdf" if stem in several else f"{stem}.pdf" for n, stem in enumerate(stems)
    ]
