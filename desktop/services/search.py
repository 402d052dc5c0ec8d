"""Search over letters, directives, tasks and the office's own replies, with or without accents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db import directives, letters, outgoing, tasks
from db import search as words
from db import search_hits as index
from desktop.core.date_phrases import Span, spanned
from desktop.core.filters import LetterFilter, TaskFilter
from desktop.core.names import full_symbol, show_date
from desktop.core.records import Directive, Letter, SearchHit, Task
from desktop.core.snippets import snippet
from desktop.services import letters as register_list
from desktop.services import tasks as task_list
from desktop.services.office import Office


@dataclass(frozen=True)
class Page:
    """Some hits of a query, best first. ``more``: the place from which the next page is asked for, None when nothing is
    left. ``by_age``: the words stand in so many rows that older ones are not ranked by where they stand in them."""

    hits: list[SearchHit]
    more: int | None
    by_age: bool


def search(office: Office, query: str, limit: int = 50) -> list[SearchHit]:
    """Return the best hits, best first: every word must occur, the last may go on, "2167/ubnd" finds by number.

    A query that names days ("tuần này", "giải ngân tháng 5") brings first what arrived or is due then, the newest
    first, and after it what holds all of its words as text.
    """
    return page(office, query, 0, limit).hits


def page(office: Office, query: str, first: int, most: int) -> Page:
    """Return the hits of a query from place ``first`` on, at most ``most``; ``Page.more`` leads to those behind them."""
    with office.db.snapshot():
        dated = _Dated(office, *spanned(query, office.today()))
        hits = dated.hits(first, most)
        if len(hits) == most:
            return Page(_there(hits), first + most, by_age=False)
        found = index.find(office.db, query, most - len(hits), max(0, first - dated.count))
        known = _fetched(office, found.found)
        hits += [_hit(office, one, query, known) for one in found.found if not dated.holds(one, known)]
        return Page(_there(hits), first + most if found.more else None, found.by_age)


class _Dated:
    """What arrived or is due on the days that a query names, and holds the ``rest`` of its words: letters, then tasks.
    Nothing when it names none."""

    def __init__(self, office: Office, span: Span | None, rest: str) -> None:
        self._office, self._span, self._rest = office, span, rest
        self._letters, self._tasks = register_list.Listing(LetterFilter(), "arrival", True, 0), list[Task]()
        if span is not None:
            wanted = LetterFilter(text=rest, arrived_from=span.first, arrived_to=span.last)
            self._letters = register_list.listing(office, wanted)
            due = TaskFilter(open_only=True, text=rest, due=(span.first, span.last))
            self._tasks = task_list.tasks(office, due)
        self.count = self._letters.count + len(self._tasks)

    def hits(self, first: int, most: int) -> list[SearchHit | None]:
        """Return the hits from place ``first`` on, at most ``most``."""
        arrived = register_list.page(self._office, self._letters, first, most)
        begin = max(0, first - self._letters.count)
        due = self._tasks[begin : begin + most - len(arrived)]
        hits = [_letter_hit(self._office, index.Found("letter", row.id, 0.0), self._rest, row) for row in arrived]
        return [*hits, *(_task_hit(index.Found("task", row.id, 0.0), self._rest, row) for row in due)]

    def holds(self, found: index.Found, known: _Known) -> bool:
        """Tell whether what was found by its words is one of these."""
        letter = known.letters.get(found.row_id) if found.noun == "letter" else None
        if self._span is None or found.noun not in ("letter", "task"):
            return False
        return letter.arrived_on in self._span if letter else any(task.id == found.row_id for task in self._tasks)


@dataclass(frozen=True)
class _Known:
    """The rows that were found, fetched together."""

    letters: Mapping[int, Letter]
    directives: Mapping[int, Directive]
    tasks: Mapping[int, Task]


def _there(hits: list[SearchHit | None]) -> list[SearchHit]:
    """Leave out rows that went meanwhile."""
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
        short = snippet([*heads, *(text for _, text in words.page_texts(office.db, letter.id))], query)
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
