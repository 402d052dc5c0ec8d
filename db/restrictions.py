"""Letters that only some accounts may see. While others look, their connection sees them through views of its own that
stand before the tables: the number and the day of such a letter, and nothing of what it says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from db.connection import Database
from db.rows import stamp

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
_SCANS = (
    "SELECT l.scan_id AS id FROM main.letter AS l WHERE l.scan_id IS NOT NULL AND l.id IN"
    " (SELECT id FROM temp.hidden_letter)"
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
    },
    "task": {"title": f"'{_NOTE}'", "product": _EMPTY, "reply": _EMPTY, "reply_id": "NULL", "directive_id": "NULL"},
    "outgoing": {"subject": f"'{_NOTE}'", "receiver": _EMPTY, "symbol": _EMPTY},
    "scan": {"file": f"'{_NOTE}'", "title": _EMPTY, "path": "NULL", "reason": _EMPTY},
}
#: Rows that are not there at all: (table, which of its columns names the letter, the task or the scan, of which kind).
GONE: tuple[tuple[str, str, str], ...] = (
    *(
        (table, "letter_id", "letter")
        for table in ("letter_field", "reference", "directive", "transfer", "instruction")
    ),
    *((table, "task_id", "task") for table in ("progress", "extension")),
    *((table, "scan_id", "scan") for table in ("scan_text", "scan_reading", "scan_words")),
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
            run(f"CREATE TEMP VIEW {table} AS SELECT {_columns(db, table, covers)} FROM main.{table}")
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


def is_covered(db: Database) -> bool:
    """Tell whether this connection sees through the views."""
    return bool(db.value("SELECT EXISTS (SELECT 1 FROM sqlite_temp_schema WHERE name = 'hidden_letter')"))


def hidden(db: Database, noun: str, row_ids: Iterable[int]) -> set[int]:
    """Return which of these letters, directives, tasks or replies this connection may not see; none when it sees all."""
    if not is_covered(db):
        return set()
    asked = ", ".join(str(int(row_id)) for row_id in row_ids)
    if noun == "directive":
        inside = "letter_id IN (SELECT id FROM temp.hidden_letter)"
        return set(db.column(f"SELECT id FROM main.directive WHERE id IN ({asked}) AND {inside}"))
    return set(db.column(f"SELECT id FROM temp.{_SETS[noun]} WHERE id IN ({asked})"))


def _columns(db: Database, table: str, covers: dict[str, str]) -> str:
    names = db.column(f"SELECT name FROM pragma_table_xinfo('{table}', 'main') ORDER BY cid")
    inside = f"id IN (SELECT id FROM temp.{_SETS[table]})"
    return ", ".join(
        f"CASE WHEN {inside} THEN {covers[name]} ELSE {name} END AS {name}" if name in covers else name
        for name in names
    )


_ATTACHMENTS = (
    "CREATE TEMP VIEW attachment AS SELECT * FROM main.attachment"
    " WHERE coalesce(letter_id, 0) NOT IN (SELECT id FROM temp.hidden_letter)"
    " AND coalesce(task_id, 0) NOT IN (SELECT id FROM temp.hidden_task)"
)
_AUDIT = (
    "CREATE TEMP VIEW audit AS SELECT id, at, who, action, noun, row_id, CASE"
    " WHEN noun = 'letter' AND row_id IN (SELECT id FROM temp.hidden_letter)"
    " OR noun = 'task' AND row_id IN (SELECT id FROM temp.hidden_task)"
    " OR noun = 'scan' AND row_id IN (SELECT id FROM temp.hidden_scan)"
    " OR noun = 'directive' AND row_id IN (SELECT id FROM main.directive WHERE letter_id IN"
    " (SELECT id FROM temp.hidden_letter))"
    " THEN '{}' ELSE detail END AS detail, prev_hash, hash FROM main.audit"
)
