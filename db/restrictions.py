"""Letters that only some accounts may see. While others look, their connection sees them through views of its own that
stand before the tables: the number and the day of such a letter, and nothing of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from db.connection import Database
from db.rows import iso, stamp

#: A condition on ``letter AS l``: this connection, which is covered, sees what stands in it.
SHOWN = "l.id NOT IN (SELECT id FROM temp.hidden_letter)"
_NOTE = "Văn bản hạn chế người xem"
_HIDDEN = (
    "SELECT r.letter_id AS id FROM main.restriction AS r WHERE NOT EXISTS (SELECT 1 FROM main.restriction_reader AS x"
    " WHERE x.letter_id = r.letter_id AND x.account_id = {account})"
)
_TASKS = (
    "SELECT t.id FROM main.task AS t WHERE t.letter_id IN (SELECT id FROM temp.hidden_letter) AND t.lead_id <> {person}"
    " AND NOT EXISTS (SELECT 1 FROM main.task_partner AS p WHERE p.task_id = t.id AND p.person_id = {person})"
)
#: The letter's scan, the scans with the same bytes, those kept with it as copies, and those it was put together from.
_SCANS = (
    "WITH own (id) AS (SELECT l.scan_id FROM main.letter AS l WHERE l.scan_id IS NOT NULL AND l.id IN"
    " (SELECT id FROM temp.hidden_letter) UNION SELECT s.id FROM main.attachment AS a JOIN main.scan AS s"
    " ON s.sha256 = a.sha256 WHERE a.letter_id IN (SELECT id FROM temp.hidden_letter))"
    " SELECT id FROM own UNION SELECT s.id FROM main.scan AS s WHERE s.state = 'duplicate'"
    " AND s.duplicate_of IN (SELECT id FROM own)"
    " UNION SELECT p.source_id FROM main.scan_part AS p WHERE p.scan_id IN (SELECT id FROM own)"
)
_OUTGOING = "SELECT a.outgoing_id AS id FROM main.answer AS a WHERE a.letter_id IN (SELECT id FROM temp.hidden_letter)"
_EMPTY = "''"
#: What of each table is covered, and by what; every other column stays (a test names them all).
COVERED: dict[str, dict[str, str]] = {
    "letter": {
        **dict.fromkeys(("issuer", "subject"), f"'{_NOTE}'"),
        **dict.fromkeys(("parent_issuer", "number", "symbol", "issued_on", "place", "type", "note"), _EMPTY),
        **dict.fromkeys(("signing_authority", "signer_title", "signer", "incomplete", "handed_to"), _EMPTY),
        **dict.fromkeys(("number_key", "issuer_folded"), _EMPTY),
        **dict.fromkeys(("addressees", "recipients"), "'[]'"),
        **dict.fromkeys(("issuer_sort", "subject_sort"), "x''"),
        **dict.fromkeys(("scan_id", "handed_on", "first_page", "last_page"), "NULL"),
        "unanswered": "0",
    },
    "task": {"title": f"'{_NOTE}'", "product": _EMPTY, "reply": _EMPTY, "reply_id": "NULL", "directive_id": "NULL"},
    "outgoing": {"subject": f"'{_NOTE}'", "receiver": _EMPTY, "symbol": _EMPTY},
    "scan": {"file": f"'{_NOTE}'", "title": _EMPTY, "path": "NULL", "reason": _EMPTY},
}
#: The same for tables whose rows have no id of their own here: table, the column that names a hidden letter, what goes.
COVERED_BY_LETTER: dict[str, tuple[str, dict[str, str]]] = {
    "restriction": ("letter_id", {"reason": f"'{_NOTE}'"}),
    "reference": ("target_letter_id", {"target_letter_id": "NULL"}),
}
#: Rows that are not there at all: (table, which of its columns names the letter, the task or the scan, of which kind).
GONE: tuple[tuple[str, str, str], ...] = (
    *((table, "letter_id", "letter") for table in ("letter_field", "directive", "transfer", "instruction")),
    *((table, "task_id", "task") for table in ("progress", "extension")),
    *((table, "scan_id", "scan") for table in ("scan_text", "scan_reading", "scan_words", "scan_source")),
)
_SETS = {name: f"hidden_{name}" for name in ("letter", "task", "scan", "outgoing")}


def any_(db: Database) -> bool:
    """Tell whether any letter is restricted."""
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM main.restriction)"))


def restricted(db: Database, letter_id: int) -> bool:
    """Tell whether only some may see this letter."""
    return db.one("SELECT 1 FROM main.restriction WHERE letter_id = ?", (letter_id,)) is not None


def may_see(db: Database, letter_id: int, account_id: int) -> bool:
    """Tell whether an account may see what stands in a letter."""
    sql = f"SELECT ? IN ({_HIDDEN.format(account='?')})"
    return not db.value(sql, (letter_id, account_id))


def readers(db: Database, letter_id: int) -> list[int]:
    """Return the accounts named as readers of a restricted letter."""
    return db.column("SELECT account_id FROM restriction_reader WHERE letter_id = ? ORDER BY account_id", (letter_id,))


def reason(db: Database, letter_id: int) -> str:
    """Return why a letter is restricted, "" when it is not."""
    return str(db.value("SELECT reason FROM restriction WHERE letter_id = ?", (letter_id,)) or "")


def restrict(db: Database, letter_id: int, reason: str, accounts: Iterable[int], at: datetime, who: str) -> None:
    """Let only these accounts see a letter; readers named before go."""
    lift(db, letter_id)
    db.insert("restriction", {"letter_id": letter_id, "reason": reason, "at": stamp(at), "who": who})
    for account_id in accounts:
        db.insert("restriction_reader", {"letter_id": letter_id, "account_id": account_id})


def lift(db: Database, letter_id: int) -> None:
    """Let everybody see a letter again."""
    db.run("DELETE FROM restriction WHERE letter_id = ?", (letter_id,))


def letter_of(db: Database, noun: str, row_id: int) -> int | None:
    """Return the letter that a row belongs to, None when to none."""
    tables = {"task": "task", "directive": "directive", "transfer": "transfer", "instruction": "instruction"}
    if noun == "letter":
        return row_id
    if noun not in tables:
        return None
    found = db.value(f"SELECT letter_id FROM main.{tables[noun]} WHERE id = ?", (row_id,))
    return None if found is None else int(found)


def people_of(db: Database, task_id: int) -> set[int]:
    """Return who leads a task and who takes part."""
    sql = (
        "SELECT lead_id FROM main.task WHERE id = :id UNION SELECT person_id FROM main.task_partner WHERE task_id = :id"
    )
    return set(db.column(sql, {"id": task_id}))


def cover(db: Database, account_id: int, person_id: int | None) -> None:
    """Let this connection see no more than the account may; outside of a transaction."""
    uncover(db)
    db.covered = True  # before the first view stands: one that fails half-way shows less, not more
    run = db.connection.execute
    with db.temporary():
        sets = {
            "letter": _HIDDEN.format(account=int(account_id)),
            "task": _TASKS.format(person=int(person_id or 0)),
            "scan": _SCANS,
            "outgoing": _OUTGOING,
        }
        for name, sql in sets.items():
            run(f"CREATE TEMP VIEW {_SETS[name]} AS {sql}")
        for table, covers in COVERED.items():
            inside = f"id IN (SELECT id FROM temp.{_SETS[table]})"
            run(f"CREATE TEMP VIEW {table} AS SELECT {_columns(db, table, covers, inside)} FROM main.{table}")
        for table, (column, covers) in COVERED_BY_LETTER.items():
            inside = f"{column} IN (SELECT id FROM temp.hidden_letter)"
            rows = f"SELECT {_columns(db, table, covers, inside)} FROM main.{table}"
            gone = " WHERE letter_id NOT IN (SELECT id FROM temp.hidden_letter)" if table == "reference" else ""
            run(f"CREATE TEMP VIEW {table} AS {rows}{gone}")
        for table, column, kind in GONE:
            seen = f"{column} NOT IN (SELECT id FROM temp.{_SETS[kind]})"
            run(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} WHERE {seen}")
        run(_ATTACHMENTS)
        run(_AUDIT)


def uncover(db: Database) -> None:
    """Let this connection see everything again; outside of a transaction."""
    names = db.column("SELECT name FROM sqlite_temp_schema WHERE type = 'view'")
    if names:
        with db.temporary():
            for name in names:
                db.connection.execute(f"DROP VIEW temp.{name}")
    db.covered = False


def seen_restricted(db: Database, first: date | None = None, last: date | None = None) -> list[int]:
    """Return the restricted letters that this connection sees, of all days or of those from ``first`` to ``last``."""
    unseen = " AND l.id NOT IN (SELECT id FROM temp.hidden_letter)" if is_covered(db) else ""
    days = (iso(first) or "", iso(last) or "9999")
    return db.column(
        "SELECT l.id FROM main.restriction AS r JOIN main.letter AS l ON l.id = r.letter_id"
        f" WHERE l.arrived_on BETWEEN ? AND ?{unseen} ORDER BY l.id",
        days,
    )


def of_scan(db: Database, scan_id: int) -> list[int]:
    """Return the restricted letters that a scan, or the scan it doubles, was registered as."""
    return db.column(
        "SELECT l.id FROM main.letter AS l JOIN main.restriction AS r ON r.letter_id = l.id"
        " WHERE l.scan_id IN (SELECT ?1 UNION SELECT duplicate_of FROM main.scan WHERE id = ?1) ORDER BY l.id",
        (scan_id,),
    )


def of_attachment(db: Database, attachment_id: int) -> list[int]:
    """Return the restricted letter that a kept file belongs to, by itself, its task or its reply."""
    return db.column(
        "SELECT letter_id FROM main.restriction WHERE letter_id IN ("
        " SELECT letter_id FROM main.attachment WHERE id = ?1 UNION SELECT t.letter_id FROM main.attachment AS a"
        " JOIN main.task AS t ON t.id = a.task_id WHERE a.id = ?1 UNION SELECT w.letter_id FROM main.attachment AS a"
        " JOIN main.answer AS w ON w.outgoing_id = a.outgoing_id WHERE a.id = ?1)",
        (attachment_id,),
    )


def hidden_in_year(db: Database, book_id: int, year: int) -> bool:
    """Tell whether a book's year holds a letter that this connection may not see."""
    sql = "SELECT 1 FROM main.letter WHERE book_id = ? AND year = ? AND id IN (SELECT id FROM temp.hidden_letter)"
    return is_covered(db) and db.one(sql, (book_id, year)) is not None


def is_covered(db: Database) -> bool:
    """Tell whether this connection sees through the views."""
    return db.covered


def hidden(db: Database, noun: str, row_ids: Iterable[int]) -> set[int]:
    """Return which of these letters, directives, tasks or replies this connection may not see; none when it sees all."""
    if not is_covered(db):
        return set()
    asked = ", ".join(str(int(row_id)) for row_id in row_ids)
    if noun == "directive":
        inside = "letter_id IN (SELECT id FROM temp.hidden_letter)"
        return set(db.column(f"SELECT id FROM main.directive WHERE id IN ({asked}) AND {inside}"))
    return set(db.column(f"SELECT id FROM temp.{_SETS[noun]} WHERE id IN ({asked})"))


def _columns(db: Database, table: str, covers: dict[str, str], inside: str) -> str:
    names = db.column(f"SELECT name FROM pragma_table_xinfo('{table}', 'main') ORDER BY cid")
    return ", ".join(
        f"CASE WHEN {inside} THEN {covers[name]} ELSE {name} END AS {name}" if name in covers else name
        for name in names
    )


_ATTACHMENTS = (
    "CREATE TEMP VIEW attachment AS SELECT * FROM main.attachment"
    " WHERE coalesce(letter_id, 0) NOT IN (SELECT id FROM temp.hidden_letter)"
    " AND coalesce(task_id, 0) NOT IN (SELECT id FROM temp.hidden_task)"
    " AND coalesce(outgoing_id, 0) NOT IN (SELECT id FROM temp.hidden_outgoing)"
)
_AUDIT = (
    "CREATE TEMP VIEW audit AS SELECT id, at, who, action, noun, row_id, CASE"
    " WHEN noun = 'letter' AND row_id IN (SELECT id FROM temp.hidden_letter)"
    " OR noun = 'task' AND row_id IN (SELECT id FROM temp.hidden_task)"
    " OR noun = 'scan' AND row_id IN (SELECT id FROM temp.hidden_scan)"
    " OR noun = 'outgoing' AND row_id IN (SELECT id FROM temp.hidden_outgoing)"
    " OR noun = 'directive' AND row_id IN (SELECT id FROM main.directive WHERE letter_id IN"
    " (SELECT id FROM temp.hidden_letter))"
    " THEN '{}' ELSE detail END AS detail, prev_hash, hash FROM main.audit"
)
