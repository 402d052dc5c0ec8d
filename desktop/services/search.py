"""Search over letters, directives, tasks and the office's own replies, with or without accents."""

from __future__ import annotations

from collections.abc import Mapping

from db import directives, letters, outgoing, tasks
from db import search as index
from desktop.core.date_phrases import spanned
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Letter, SearchHit
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
    arrived = register_list.rows(office, register_list.ids(office, wanted)[:limit])
    hits = [_letter_hit(office, index.Found("letter", letter.id, 0.0), rest, letter) for letter in arrived]
    due = [task for task in task_list.tasks(office, TaskFilter(open_only=True, text=rest)) if task.due_on in span]
    hits += [_task_hit(office, index.Found("task", task.id, 0.0), rest) for task in due[:limit]]
    return [hit for hit in hits if hit is not None]


def _text_hits(office: Office, query: str, limit: int) -> list[SearchHit]:
    found = index.find(office.db, query, limit)
    ids = [hit.row_id for hit in found if hit.noun == "letter"]
    known = {letter.id: letter for letter in letters.rows(office.db, ids, office.today())}
    hits = [_hit(office, hit, query, known) for hit in found]
    return [hit for hit in hits if hit is not None]


def _hit(office: Office, found: index.Found, query: str, known: Mapping[int, Letter]) -> SearchHit | None:
    if found.noun == "letter":
        return _letter_hit(office, found, query, known.get(found.row_id))
    if found.noun == "directive":
        return _directive_hit(office, found, query)
    return _task_hit(office, found, query) if found.noun == "task" else _reply_hit(office, found, query)


def _letter_hit(office: Office, found: index.Found, query: str, letter: Letter | None) -> SearchHit | None:
    if letter is None:
        return None
    heads = [letter.subject, letter.issuer]
    short = snippet(heads, query)
    if "«" not in short:
        short = snippet([*heads, *(text for _, text in index.page_texts(office.db, letter.id))], query)
    return SearchHit("letter", letter.id, letter.id, _title(letter), short, found.rank)


def _directive_hit(office: Office, found: index.Found, query: str) -> SearchHit | None:
    directive = directives.get(office.db, found.row_id)
    if directive is None:
        return None
    letter = letters.get(office.db, directive.letter_id, office.today())
    title = f"{directive.marker or directive.path} · {_title(letter)}" if letter else directive.path
    return SearchHit(
        "directive", directive.id, directive.letter_id, title, snippet([directive.text], query), found.rank
    )


def _task_hit(office: Office, found: index.Found, query: str) -> SearchHit | None:
    task = tasks.get(office.db, found.row_id, office.today())
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
