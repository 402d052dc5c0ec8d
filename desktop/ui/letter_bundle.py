"""All that the letter panel shows of one letter, fetched in one go off the UI thread."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.drafts import FIELD_WORDS
from desktop.core.readings import Box, FieldReading
from desktop.core.records import Attachment, Directive, Instruction, Letter, Outgoing, Task, Transfer
from desktop.services import directives, evidence, history, inbox, letters, replies, tasks
from desktop.ui.marks import Mark

if TYPE_CHECKING:
    from desktop.services.history import Told
    from desktop.services.letters import ChainLink
    from desktop.services.office import Office


@dataclass(frozen=True)
class LetterBundle:
    """A letter with everything that hangs on it. ``file`` is the absolute path of its scan, None without one."""

    letter: Letter
    file: Path | None
    rotations: tuple[int, ...]
    fields: dict[str, FieldReading]
    directives: list[Directive]
    tasks: list[Task]
    chain: list[ChainLink]
    cited_by: list[Letter]
    transfers: list[Transfer]
    instructions: list[Instruction]
    history: list[Told]
    replies: list[Outgoing] = field(default_factory=list)
    files: list[Attachment] = field(default_factory=list)


def load_bundle(office: Office, letter_id: int) -> LetterBundle:
    """Fetch a letter and what hangs on it; NotFound when there is no such letter."""
    letter = letters.letter(office, letter_id)
    file, rotations = scan_of(office, letter)
    return LetterBundle(
        letter=letter,
        file=file,
        rotations=rotations,
        fields=letters.field_readings(office, letter_id),
        directives=directives.of_letter(office, letter_id),
        tasks=tasks.tasks(office, tasks.TaskFilter(letter_id=letter_id)),
        chain=letters.chain(office, letter_id),
        cited_by=letters.cited_by(office, letter_id),
        transfers=letters.transfers(office, letter_id),
        instructions=letters.instructions(office, letter_id),
        history=history.of(office, "letter", letter_id),
        replies=replies.of_letter(office, letter_id),
        files=evidence.attachments(office, "letter", letter_id),
    )


def scan_of(office: Office, letter: Letter) -> tuple[Path | None, tuple[int, ...]]:
    """Return where a letter's scan lies and how its pages were turned upright; (None, ()) without a scan."""
    if letter.scan_path is None:
        return None, ()
    reading = inbox.reading(office, letter.scan_id) if letter.scan_id is not None else None
    return office.folder / letter.scan_path, reading.rotations if reading else ()


def field_marks(fields: dict[str, FieldReading]) -> list[Mark]:
    """Mark where each field was read: ids ``field:issuer`` and so on."""
    return [
        Mark(f"field:{name}", found.page, found.box, "sure", str(FIELD_WORDS.get(name, name)))
        for name, found in fields.items()
        if found.page is not None and found.box is not None
    ]


def directive_marks(rows: list[Directive], chosen: int | None = None) -> list[Mark]:
    """Mark where each directive stands: ids ``directive:12``; ``chosen`` stands out."""
    return [
        Mark(f"directive:{d.id}", d.page, Box(*d.box), "chosen" if d.id == chosen else "directive", d.text)
        for d in rows
        if d.page is not None and d.box is not None
    ]
