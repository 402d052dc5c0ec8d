"""Taking what a letter says out of everything that was made of it: directives, work, opinions, lines of the work's log."""

from __future__ import annotations

from datetime import datetime

from db import attachments, letters, search
from db.connection import Database
from db.rows import moment


def registered_at(db: Database, letter_id: int) -> datetime:
    """Return when a letter was registered."""
    return moment(str(db.value("SELECT registered_at FROM letter WHERE id = ?", (letter_id,))))


def empty_letter(db: Database, letter_id: int, instead: str) -> list[str]:
    """Take the words of a letter out of its entry and of all that hangs on it, inside a write block; numbers, days and
    people stay. ``instead`` stands where something has to. Return the files of the store that no row names any more."""
    directives = db.column("SELECT id FROM directive WHERE letter_id = ?", (letter_id,))
    tasks = db.column("SELECT id FROM task WHERE letter_id = ?", (letter_id,))
    with (
        search.changed(db, "letter", [letter_id]),
        search.changed(db, "directive", directives),
        search.changed(db, "task", tasks),
    ):
        letters.empty(db, letter_id)
        db.run(
            "UPDATE directive SET text = '', heading = '', marker = '', addressees = '[]', lead = '[]', coordinate = '[]',"
            " deadline = NULL, deadlines = '[]', recurrence = NULL, anchor_key = '', box = NULL WHERE letter_id = ?",
            (letter_id,),
        )
        db.run("UPDATE task SET title = ?, product = '', reply = '' WHERE letter_id = ?", (instead, letter_id))
    db.run("UPDATE transfer SET note = '' WHERE letter_id = ?", (letter_id,))
    db.run("UPDATE instruction SET text = ? WHERE letter_id = ?", (instead, letter_id))
    of_tasks = "task_id IN (SELECT id FROM task WHERE letter_id = ?)"
    db.run(f"UPDATE progress SET note = '' WHERE {of_tasks}", (letter_id,))
    db.run(f"UPDATE extension SET reason = ?, answer = '' WHERE {of_tasks}", (instead, letter_id))
    db.run(f"UPDATE task_partner SET part = '' WHERE {of_tasks}", (letter_id,))
    kept = db.all(f"SELECT id, path FROM attachment WHERE letter_id = ? OR {of_tasks}", (letter_id, letter_id))
    for row in kept:
        attachments.remove(db, row["id"])
    return [path for path in dict.fromkeys(row["path"] for row in kept) if not attachments.is_named(db, path)]
