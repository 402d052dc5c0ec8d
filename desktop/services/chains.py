"""The chain of work: from a task up to the letter it stems from, and down to everything done because of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db import outgoing
from desktop.core.citations import means
from desktop.core.filters import TaskFilter
from desktop.core.records import Letter, Outgoing, ReferenceRow, Task
from desktop.services import letters, replies, tasks
from desktop.services.office import Office


@dataclass(frozen=True)
class Step:
    """One step of a chain, in the order it is told: a letter (``letter`` None with a ``reference``: cited, but not in
    the register), a task given because of it, or a reply to it. ``depth``: negative above the letter asked about, 0 the
    letter itself, positive below; tasks and replies stand at the depth of their letter plus one."""

    depth: int
    letter: Letter | None = None
    reference: ReferenceRow | None = None
    task: Task | None = None
    reply: Outgoing | None = None


def of_letter(office: Office, letter_id: int) -> list[Step]:
    """Return the whole chain of a letter: what it stems from, itself with its work and replies, what came of it."""
    return [step for link in _links(office, letter_id) for step in _with_work(office, link)]


def of_task(office: Office, task_id: int) -> list[Step]:
    """Return the chain of a task's letter; of work of the office's own the pieces alone. NotFound."""
    task = tasks.task(office, task_id)
    return of_letter(office, task.letter_id) if task.letter_id is not None else [Step(0, task=task)]


def _links(office: Office, letter_id: int) -> list[letters.ChainLink]:
    """The letters of the chain; below the replies stand the letters that cite them."""
    found = letters.chain(office, letter_id)
    known = {link.letter.id for link in found if link.letter}
    for link in list(found):
        if link.letter is None or link.depth < 0:
            continue
        for later in _answering(office, link.letter.id):
            if later.id not in known:
                known.add(later.id)
                found.append(letters.ChainLink(later, None, link.depth + 2))
    return found


def _answering(office: Office, letter_id: int) -> Iterator[Letter]:
    """The registered letters that cite one of the office's replies to a letter."""
    for reply in replies.of_letter(office, letter_id):
        for row in outgoing.citing(office.db, reply.id):
            if means(row["issued_on"], row["issuer"], reply.issued_on.isoformat(), office.info.name):
                yield letters.letter(office, row["letter_id"])


def _with_work(office: Office, link: letters.ChainLink) -> Iterator[Step]:
    yield Step(link.depth, letter=link.letter, reference=link.reference)
    if link.letter is None or link.depth < 0:
        return
    for task in sorted(tasks.tasks(office, TaskFilter(letter_id=link.letter.id)), key=lambda t: t.id):
        yield Step(link.depth + 1, task=task)
    for reply in replies.of_letter(office, link.letter.id):
        yield Step(link.depth + 1, reply=reply)
