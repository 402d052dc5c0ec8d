"""The register as a list: how many letters, in which order, and any page of it, without fetching the rest."""

from __future__ import annotations

from datetime import date

from db import outgoing, restrictions, search_hits
from db.connection import Database, Value
from db.search import keys
from desktop.core.calendar import Week
from desktop.core.filters import LetterFilter, LetterSort, Only
from desktop.core.text import fold

#: What a list is sorted by, most important first; the id comes last. What the window sorts by has indexes.
_KEYS: dict[LetterSort, tuple[str, ...]] = {
    "arrival": ("l.year", "l.arrival_number"),
    "arrived_on": ("l.arrived_on",),
    "issuer": ("l.issuer_sort",),
    "number": ("CAST(l.number AS INTEGER)", "l.number"),
    "symbol": ("l.symbol",),
    "issued_on": ("l.issued_on",),
    "type": ("l.type",),
    "subject": ("l.subject_sort",),
    "handed_to": ("l.handed_to",),
    "due_on": (
        "(SELECT min(t.due_on) FROM task AS t WHERE t.letter_id = l.id AND t.state IN"
        " ('open', 'rework', 'waiting', 'paused'))",
    ),
}
_OVERDUE = (
    "FROM task AS t WHERE t.state IN ('open', 'rework', 'waiting', 'paused')"  # the index's own condition
    " AND t.state IN ('open', 'rework') AND t.due_on < :today"
)
_ONLY: dict[Only, str] = {
    "": "",
    "this_week": "l.arrived_on BETWEEN :monday AND :sunday",
    "unassigned": "l.handed_to = '' AND l.state = 'registered'"
    " AND NOT EXISTS (SELECT 1 FROM task AS t WHERE t.letter_id = l.id AND t.state <> 'void')",
    "urgent": "l.urgency <> '' AND l.state = 'registered'",
    "overdue": f"l.id IN (SELECT t.letter_id {_OVERDUE})",
    "incomplete": "l.incomplete <> '' AND l.state = 'registered'",
    "unanswered": outgoing.UNANSWERED,
    "void": "l.state = 'void'",
}
#: Of words that stand nearly everywhere only the newest letters are listed: nobody pages through more.
MOST_MATCHES = 3_000
#: A place further down is not sought: the list then begins at its top.
_DEEPEST = 20_000
#: What an index of its own holds, in the order of arrival.
_INDEXED: frozenset[Only] = frozenset({"unassigned", "urgent", "incomplete", "unanswered", "void"})
_MATCHES = (
    "l.id IN (SELECT rowid FROM search WHERE search MATCH :match"
    " AND rowid BETWEEN :first_letter AND :last_letter ORDER BY rowid DESC LIMIT :most)"
)


def count(db: Database, f: LetterFilter, today: date) -> int:
    """Return how many letters the filter leaves; of a text that more than ``MOST_MATCHES`` hold, the newest."""
    if f in (LetterFilter(book_id=f.book_id), LetterFilter(book_id=f.book_id, only="overdue")) and f.book_id in (
        None,
        _only_book(db),
    ):  # without looking at the letters themselves
        every = f"SELECT count(DISTINCT t.letter_id) {_OVERDUE}" if f.only else "SELECT count(*) FROM letter"
        return int(db.value(every, {"today": today.isoformat()} if f.only else ()))
    where, args = _where(db, f, today, None if f.only == "unassigned" else "arrival")
    parts = [f"SELECT count(*) AS n {arm}" for arm in _arms(db, where)]
    return int(db.value(f"SELECT sum(n) FROM ({' UNION ALL '.join(parts)})" if parts[1:] else parts[0], args))


def ids(
    db: Database,
    f: LetterFilter,
    sort: LetterSort,
    descending: bool,
    today: date,
    *,
    first: int = 0,
    most: int = -1,
) -> list[int]:
    """Return the ids of the letters the filter leaves, sorted; only ``most`` of them from place ``first`` on."""
    where, args = _where(db, f, today, sort)
    arms = _arms(db, where)
    if not arms[1:]:
        sql = f"SELECT l.id {arms[0]} ORDER BY {', '.join(_order(f, sort, descending))} LIMIT :n OFFSET :skip"
        return db.column(sql, {**args, "n": most, "skip": first})
    keys = ", ".join(f"{_few(f, sort)}{key}" for key in _KEYS[sort])
    order = [f"{place} {way}" for place, way in enumerate(_ways(sort, descending), 2)]
    sql = " UNION ALL ".join(f"SELECT l.id, {keys}, {_few(f, sort)}l.id {arm}" for arm in arms)
    return db.column(f"{sql} ORDER BY {', '.join(order)} LIMIT :n OFFSET :skip", {**args, "n": most, "skip": first})


def page(
    db: Database, f: LetterFilter, sort: LetterSort, descending: bool, today: date, *, first: int, most: int, total: int
) -> list[int]:
    """Return the ids at the places from ``first`` on in a list of ``total``, walked to from its nearer end."""
    most = min(most, total - first)
    if most <= 0:
        return []
    if first <= total // 2:
        return ids(db, f, sort, descending, today, first=first, most=most)
    return ids(db, f, sort, not descending, today, first=total - first - most, most=most)[::-1]


def place(db: Database, f: LetterFilter, sort: LetterSort, descending: bool, today: date, letter_id: int) -> int:
    """Return the place of a letter in the list, -1 when the filter leaves it out or it stands very far down."""
    where, args = _where(db, f, today, sort)
    keys = (*_KEYS[sort], "l.id")
    own = db.one(
        f"SELECT {', '.join(keys)} FROM letter AS l {where} {'AND' if where else 'WHERE'} l.id = :id",
        {**args, "id": letter_id},
    )
    if own is None:
        return -1
    if sort == "due_on":
        return ids(db, f, sort, descending, today).index(letter_id)
    before = f"({', '.join(keys)}) {'>' if descending else '<'} ({', '.join(f':k{n}' for n in range(len(keys)))})"
    values = {f"k{n}": value for n, value in enumerate(tuple(own))}
    rows = " UNION ALL ".join(f"SELECT 1 {arm}" for arm in _arms(db, f"{where} {'AND' if where else 'WHERE'} {before}"))
    found = int(db.value(f"SELECT count(*) FROM ({rows} LIMIT {_DEEPEST + 1})", {**args, **values}))
    return found if found <= _DEEPEST else -1


def years(db: Database) -> list[int]:
    """Return the years with letters, newest first."""
    return db.column("SELECT DISTINCT year FROM book_year WHERE last_number > 0 ORDER BY year DESC")


def _arms(db: Database, where: str) -> list[str]:
    """What is listed: the letters, or where some are covered, those that are not, which have their indexes, and then the
    few covered ones."""
    if not restrictions.is_covered(db):
        return [f"FROM letter AS l {where}"]
    seen = f"FROM main.letter AS l {where} {'AND' if where else 'WHERE'} {restrictions.SHOWN}"
    return [seen, f"FROM temp.hidden_letter AS h CROSS JOIN letter AS l ON l.id = h.id {where}"]


def _order(f: LetterFilter, sort: LetterSort, descending: bool) -> list[str]:
    keys = (*_KEYS[sort], "l.id")
    return [f"{_few(f, sort)}{key} {way}" for key, way in zip(keys, _ways(sort, descending), strict=True)]


def _ways(sort: LetterSort, descending: bool) -> list[str]:
    """The way of each key of a sort, and of the id behind them."""
    way = "DESC" if descending else "ASC"
    return [*(f"{way}{' NULLS LAST' if sort == 'due_on' else ''}" for _ in _KEYS[sort]), way]


def is_few(f: LetterFilter) -> bool:
    """Tell whether a list is found as a whole, by what is special about its few letters, and then sorted."""
    return bool(f.text or (f.only and f.only not in _INDEXED))


def _few(f: LetterFilter, sort: LetterSort | None) -> str:
    """A + keeps the index of the sort away from few letters, and any index of all letters where ``sort`` is None."""
    return "+" if sort is None or is_few(f) else ""


def _where(db: Database, f: LetterFilter, today: date, sort: LetterSort | None) -> tuple[str, dict[str, Value]]:
    week = Week.of(today)
    only_book = _only_book(db) if f.book_id is None or _few(f, sort) else None
    args: dict[str, Value] = {
        "year": f.year,
        "book": f.book_id if f.book_id is not None else only_book,
        "from": f.arrived_from.isoformat() if f.arrived_from else None,
        "to": f.arrived_to.isoformat() if f.arrived_to else None,
        "new_year": f"{f.year}-01-01",
        "new_years_eve": f"{f.year}-12-31",
        "issuer": fold(f.issuer),
        "match": search_hits.match(db, f.text),
        "today": today.isoformat(),
        "monday": week.monday.isoformat(),
        "sunday": week.sunday.isoformat(),
    }
    if args["match"]:
        args |= _among(db, f.year)
    parts = [
        _of_year(f, sort),
        _of_book(f, sort, args["book"], only_book),
        "l.arrived_on >= :from" if f.arrived_from else "",
        "l.arrived_on <= :to" if f.arrived_to else "",
        "instr(l.issuer_folded, :issuer) > 0" if args["issuer"] else "",
        _MATCHES if args["match"] else "",
        restrictions.SHOWN if (args["match"] or args["issuer"]) and restrictions.is_covered(db) else "",
        "0" if f.text.strip() and not args["match"] else "",
        _ONLY[f.only],
    ]
    kept = [part for part in parts if part]
    return ("WHERE " + " AND ".join(kept) if kept else ""), args


def _of_year(f: LetterFilter, sort: LetterSort | None) -> str:
    """The condition on the year: by the days where the index of the days is walked (a letter's year is its arrival's)."""
    if f.year is None:
        return ""
    by_day = sort == "arrived_on" and not is_few(f)
    return "l.arrived_on BETWEEN :new_year AND :new_years_eve" if by_day else f"{_few(f, sort)}l.year = :year"


def _of_book(f: LetterFilter, sort: LetterSort | None, book: Value, only_book: int | None) -> str:
    """The condition on the book. Days stand in an index of each book; few letters found by something else are all in
    the only book there is."""
    by_day = f.only == "this_week" or f.arrived_from or f.arrived_to or (f.year is not None and sort == "arrived_on")
    if book is None:
        return "l.book_id IN (SELECT id FROM book)" if by_day and not f.text else ""
    if _few(f, sort) and not by_day:
        return "" if book == only_book else "+l.book_id = :book"
    return f"{'+' if f.text else ''}l.book_id = :book"


def _only_book(db: Database) -> int | None:
    """The one book of an office that has no other: naming it lets its indexes be used."""
    found: list[int] = db.column("SELECT id FROM book LIMIT 2")
    return found[0] if len(found) == 1 else None


def _among(db: Database, year: int | None) -> dict[str, Value]:
    """The ids among which a year's letters stand, and how many matches are listed."""
    row = db.one("SELECT min(id), max(id) FROM letter WHERE year = ?", (year,)) if year is not None else None
    first, last = (row[0] or 0, row[1] or 0) if row is not None else keys("letter")
    return {"first_letter": first, "last_letter": last, "most": MOST_MATCHES}
