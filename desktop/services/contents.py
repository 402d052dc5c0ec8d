"""What a letter says: its citations and directives, written when it is registered or when it has been read in full."""

from __future__ import annotations

from db import directives, letters, references, search
from db.connection import Database
from desktop.core.readings import LetterReading, Reading
from desktop.services.office import Office


def add(db: Database, letter_id: int, reading: LetterReading) -> list[int]:
    """Write the citations, linked where their letters are known, and the directives of a letter; return the ids of
    these, which search does not know yet."""
    references.add(db, letter_id, reading.references)
    return directives.add(db, letter_id, reading.directives)


def complete(office: Office, scan_id: int, reading: Reading) -> None:
    """Give letters that were registered from the head alone what was read since, inside a write block."""
    if not reading.complete:
        return
    for letter_id, index in letters.head_only(office.db, scan_id):
        if index < len(reading.letters):
            found = reading.letters[index]
            letters.set_whole(office.db, letter_id, found.first_page, found.last_page)
            search.add_all(office.db, {"directive": add(office.db, letter_id, found)})
            office.log("complete", "letter", letter_id)
