"""Search over letters, directives, tasks and the office's own replies, with or without accents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import directives, letters, outgoing, tasks
from db import search as index
from desktop.core.date_phrases import spanned
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Directive, Letter, SearchHit, Task
from desktop.core.snippets import snippet
from desktop.services import letters as register_list
from desktop.services import tasks as task_list
from desktop.services.office import Office


def search(office: Office, query: str, limit: int = 50) -> list[SearchHit]:
    """Return the best hits, best first: every word must occur, the last may go on, "2167/ubnd" finds by number.

    A query that names days ("tuần này", "giải ngân tháng 5") brings first what arrived or is due then, the newest
    first, and after it what holds all of its words as text.
    """
    dated = _dated(office, query, limit)
    known = {(hit.kind, hit.id) for hit in dated}
    text = [hit for hit in _text_hits(office, query, limit) if (hit.kind, hit.id) not in known]
    return [*dated, *text][:limit]


def _dated(office: Office, query: str, limit: int) -> list[SearchHit]:
    span, rest = spanned(query, office.today())
    if span is None:
        return []
    wanted = LetterFilter(text=rest, arrived_from=span.first, arrived_to=span.last)
    arrived = register_list.page(office, register_list.listing(office, wanted), 0, limit)
    hits = [_letter_hit(office, index.Found("letter", letter.id, 0.0), rest, letter) for letter in arrived]
    due = [task for task in task_list.tasks(office, TaskFilter(open_only=True, text=rest)) if task.due_on in span]
    hits += [_task_hit(index.Found("task", task.id, 0.0), rest, task) for task in due[:limit]]
    return [hit for hit in hits if hit is not None]


@dataclass(frozen=True)
class _Known:
    """The rows that were found, fetched together."""

    letters: Mapping[int, Letter]
    directives: Mapping[int, Directive]
    tasks: Mapping[int, Task]


def _text_hits(office: Office, query: str, limit: int) -> list[SearchHit]:
    with office.db.snapshot():
        found = index.find(office.db, query, limit)
        known = _fetched(office, found)
        hits = [_hit(office, hit, query, known) for hit in found]
    return [hit for hit in hits if hit is not None]


def _fetched(office: Office, found: Sequence[index.Found]) -> _Known:
    ids = {noun: [hit.row_id for hit in found if hit.noun == noun] for noun in ("letter", "directive", "task")}
    said = directives.some(office.db, ids["directive"])
    wanted = dict.fromkeys([*ids["letter"], *(directive.letter_id for directive in said.values())])
    rows = {letter.id: letter for letter in letters.rows(office.db, wanted, office.today())}
    return _Known(rows, said, tasks.some(office.db, ids["task"], office.today()))


def _hit(office: Office, found: index.Found, query: str, known: _Known) -> SearchHit | None:
    if found.noun == "letter":
        return _letter_hit(office, found, query, known.letters.get(found.row_id))
    if found.noun == "directive":
        return _directive_hit(found, query, known)
    if found.noun == "task":
        return _task_hit(found, query, known.tasks.get(found.row_id))
    return _reply_hit(office, found, query)


def _letter_hit(office: Office, found: index.Found, query: str, letter: Letter | None) -> SearchHit | None:
    if letter is None:
        return None
    heads = [letter.subject, letter.issuer]
    short = snippet(heads, query)
    if "«" not in short:
        short = snippet([*heads, *(text for _, text in index.page_texts(office.db, letter.id))], query)
    return SearchHit("letter", letter.id, letter.id, _title(letter), short, found.rank)


def _directive_hit(found: index.Found, query: str, known: _Known) -> SearchHit | None:
    directive = known.directives.get(found.row_id)
    if directive is None:
        return None
    letter = known.letters.get(directive.letter_id)
    title = f"{directive.marker or directive.path} · {_title(letter)}" if letter else directive.path
    short = snippet([directive.text], query)
    return SearchHit("directive", directive.id, directive.letter_id, title, short, found.rank)


def _task_hit(found: index.Found, query: str, task: Task | None) -> SearchHit | None:
    if task is None:
        return None
    parts = [task.lead, show_date(task.due_on)]
    title = " · ".join(part for part in parts if part)
    return SearchHit("task", task.id, task.letter_id, title, snippet([task.title, task.product], query), found.rank)


def _reply_hit(office: Office, found: index.Found, query: str) -> SearchHit | None:
    reply = outgoing.get(office.db, found.row_id)
    if reply is None:
        return None
    title = f"{full_symbol(reply.number, reply.symbol)} · {show_date(reply.issued_on)}"
    about = next(iter(reply.letter_ids), None)
    return SearchHit("outgoing", reply.id, about, title, snippet([reply.subject, reply.receiver], query), found.rank)


def _title(letter: Letter) -> str:
    number = full_symbol(letter.number, letter.symbol, letter.system).strip(" /-")
    return " · ".join(part for part in (number, letter.subject or letter.type, letter.issuer) if part)
