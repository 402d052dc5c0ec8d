"""Scans taken in, what was read from them, and the account of all of them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from db.connection import Database, Row, Value
from db.rows import moment, to_json
from desktop.core.page_words import pack_words, unpack_words
from desktop.core.readings import PageWords, Reading
from desktop.core.readings_json import reading_from_json, reading_to_storage
from desktop.core.records import Scan, ScanState

_SCAN = "SELECT * FROM scan AS s"


def get(db: Database, scan_id: int) -> Scan | None:
    """Return one scan."""
    row = db.one(f"{_SCAN} WHERE s.id = ?", (scan_id,))
    return scan_of(row) if row else None


def waiting(db: Database) -> list[Scan]:
    """Return every scan not wholly registered and not dismissed, oldest first."""
    rows = db.all(f"{_SCAN} WHERE s.dismissed = 0 AND s.whole = 0 ORDER BY s.id")
    return [scan_of(row) for row in rows]


def waiting_among(db: Database, scan_ids: Sequence[int]) -> list[Scan]:
    """Return those of ``scan_ids`` that wait, oldest first."""
    among = "s.id IN (SELECT value FROM json_each(?))"
    sql = f"{_SCAN} WHERE {among} AND s.dismissed = 0 AND s.whole = 0 ORDER BY s.id"
    return [scan_of(row) for row in db.all(sql, (json.dumps(list(scan_ids)),))]


def in_state(db: Database, state: ScanState) -> list[Scan]:
    """Return the scans in one state, oldest first."""
    return [scan_of(row) for row in db.all(f"{_SCAN} WHERE s.state = ? ORDER BY s.id", (state,))]


def change(db: Database, scan_id: int, values: dict[str, Value]) -> None:
    """Change columns of a scan."""
    db.update("scan", scan_id, values)


def accounting(db: Database) -> dict[str, int]:
    """Return how many scans were taken in, and where each of them is now; ``taken_in`` is the sum of the rest."""
    rows = db.all("SELECT state, whole, count(*) AS n FROM scan GROUP BY state, whole")
    account = dict.fromkeys(("taken_in", "registered", "waiting", "duplicate", "refused"), 0)
    for row in rows:
        place = (
            row["state"] if row["state"] in ("duplicate", "refused") else "registered" if row["whole"] else "waiting"
        )
        account[place] += row["n"]
        account["taken_in"] += row["n"]
    return account


def store_reading(db: Database, scan_id: int, reading: Reading) -> None:
    """Keep what was read; the page texts stand apart from the rest, where search finds them."""
    value = {**reading_to_storage(reading), "page_texts": [], "page_words": []}
    db.run(
        "INSERT INTO scan_reading (scan_id, value) VALUES (?, ?)"
        " ON CONFLICT (scan_id) DO UPDATE SET value = excluded.value",
        (scan_id, to_json(value)),
    )
    db.run("DELETE FROM scan_text WHERE scan_id = ?", (scan_id,))
    for page, text in enumerate(reading.page_texts, start=1):
        db.insert("scan_text", {"scan_id": scan_id, "page": page, "text": text})
    db.run("DELETE FROM scan_words WHERE scan_id = ?", (scan_id,))
    for page, words in enumerate(reading.page_words, start=1):
        db.insert("scan_words", {"scan_id": scan_id, "page": page, "words": pack_words(words)})


def reading(db: Database, scan_id: int, *, texts: bool = True) -> Reading | None:
    """Return what was read, without ``page_words``, and without ``page_texts`` unless ``texts``; None when nothing was
    yet."""
    value = db.value("SELECT value FROM scan_reading WHERE scan_id = ?", (scan_id,))
    if value is None:
        return None
    sql = "SELECT text FROM scan_text WHERE scan_id = ? ORDER BY page"
    said = db.column(sql, (scan_id,)) if texts else []
    return reading_from_json({**json.loads(value), "page_texts": said})


def page_words(db: Database, scan_id: int) -> dict[int, PageWords]:
    """Return the words of each page with their places, by page number; empty while only the head is known."""
    rows = db.all("SELECT page, words FROM scan_words WHERE scan_id = ? ORDER BY page", (scan_id,))
    return {row["page"]: unpack_words(row["words"]) for row in rows}


def forget_reading(db: Database, scan_id: int) -> None:
    """Delete everything that was read from a scan."""
    db.run("DELETE FROM scan_reading WHERE scan_id = ?", (scan_id,))
    db.run("DELETE FROM scan_text WHERE scan_id = ?", (scan_id,))
    db.run("DELETE FROM scan_words WHERE scan_id = ?", (scan_id,))


def paths(db: Database) -> list[tuple[int, str, str]]:
    """Return (id, path, sha256) of every scan whose original is kept."""
    rows = db.all("SELECT id, path, sha256 FROM scan WHERE path IS NOT NULL ORDER BY id")
    return [(row["id"], row["path"], row["sha256"]) for row in rows]


def scan_of(row: Row) -> Scan:
    """Return the scan a row stands for."""
    return Scan(
        id=row["id"],
        uid=row["uid"],
        file=row["file"],
        sha256=row["sha256"],
        size=row["size"],
        pages=row["pages"],
        media=row["media"],
        state=row["state"],
        received_at=moment(row["received_at"]),
        path=row["path"],
        reason=row["reason"],
        duplicate_of=row["duplicate_of"],
        progress=row["progress"],
        letter_count=row["letter_count"],
        registered_count=row["registered_count"],
        doubtful=bool(row["doubtful"]),
        title=row["title"],
        kind=row["kind"],
        settled=bool(row["settled"]),
        sheets_waiting=bool(row["sheets_waiting"]),
    )


def find(db: Database, text: str) -> Scan | None:
    """Return the scan meant by an id, a uid or a file name; of several files of one name the latest original."""
    for where, value in (("s.id", int(text) if text.isascii() and text.isdigit() else -1), ("s.uid", text)):
        row = db.one(f"{_SCAN} WHERE {where} = ?", (value,))
        if row:
            return scan_of(row)
    row = db.one(f"{_SCAN} WHERE s.file = ? ORDER BY s.state = 'duplicate', s.id DESC LIMIT 1", (text,))
    return scan_of(row) if row else None
