"""The log of one row as a person reads it: who, when, what, and each value that changed from what to what."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from db import accounts, audit, letters, offices, outgoing, people
from desktop.core.calendar import Week
from desktop.core.history_words import ACTIONS, COLUMNS, NO, NOTHING, NOUNS, UNSHOWN, VALUES, YES
from desktop.core.names import full_symbol, show_date
from desktop.core.records import HistoryEntry
from desktop.core.words import Text, say, tr
from desktop.services import letters as letter_service
from desktop.services.office import Office
from desktop.services.printing import kind_of

#: Columns of a task or an account whose lines in the log tell the new value alone; what it was is in the lines before.
_FOLLOWED = {
    "task": ("lead_id", "lead_unit_id", "due_on", "state", "done_on", "reply"),
    "account": ("role", "person_id"),
}
#: What the line before, or the action's own words, say already.
_TOLD_OTHERWISE = {("task", "was"), ("account", "active")}
_SAME = {"lead": "lead_id", "unit": "lead_unit_id"}
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LONGEST = 400


@dataclass(frozen=True)
class Told:
    """One line of the log. ``changes``: a sentence each, ``Hạn: 20/11/2026 → 25/11/2026``."""

    at: datetime
    who: str
    action: str
    changes: tuple[str, ...]


def of(office: Office, noun: str, row_id: int, *, without: Collection[str] = ()) -> list[Told]:
    """Return the log of a row ("letter", "task", "scan", "outgoing", "person", "account", …), oldest first, in the
    language of the moment; ``without``: actions that are left out. Of a row kept from whoever works here: who did what
    when, and nothing of what it says."""
    names = _Names(office)
    known: dict[str, object] = {}
    told = []
    for entry in letter_service.history(office, noun, row_id):
        if entry.action not in without:
            told.append(Told(entry.at, entry.who, _action(entry), tuple(_changes(entry, known, names))))
        known |= _values(entry)
    return told


def words_of(office: Office, line_id: int) -> Text:
    """Say which line of the log is meant: when, who, what, and on which row."""
    try:
        entry = audit.line(office.db, line_id)
    except ValueError:  # its moment is none any more
        entry = None
    if entry is None:
        return tr("không đọc được")
    when = f"{entry.at:%H:%M} {show_date(entry.at.date())}"
    row = tr("{noun} mã {id}", noun=NOUNS.get(entry.noun, tr("mục")), id=entry.row_id)
    return tr("{when}, {who}, {action}, {row}", when=when, who=entry.who or "–", action=_action(entry), row=row)


def _action(entry: HistoryEntry) -> str:
    return str(ACTIONS.get(entry.action, tr("Thay đổi khác")))


def _values(entry: HistoryEntry) -> dict[str, object]:
    """The values of a task or an account that a line of its log sets."""
    found = {_SAME.get(name, name): value for name, value in entry.detail.items()}
    state = {"state": "open"} if entry.action in ("assign", "recur") else {}
    done = {"state": "done"} if entry.action == "done" and "state" not in found else {}
    followed = _FOLLOWED.get(entry.noun, ())
    return {name: value for name, value in {**state, **done, **found}.items() if name in followed}


def _changes(entry: HistoryEntry, known: Mapping[str, object], names: _Names) -> Iterator[str]:
    old, new = entry.detail.get("old"), entry.detail.get("new")
    if isinstance(old, dict) and isinstance(new, dict):
        for name, value in new.items():
            if name not in UNSHOWN and old.get(name) != value:
                yield _changed(name, old.get(name), value, names)
    elif old is not None or new is not None:
        yield _changed("name", old, new, names)
    values = entry.detail.get("values")
    detail = {**(values if isinstance(values, dict) else {}), **entry.detail}
    for name, value in detail.items():
        column = _SAME.get(name, name)
        if name in UNSHOWN or name not in COLUMNS or (entry.noun, name) in _TOLD_OTHERWISE:
            continue
        if column in _FOLLOWED.get(entry.noun, ()) and column in known:
            if known[column] != value:
                yield _changed(column, known[column], value, names)
        elif value not in (None, "", [], {}, False):
            yield f"{COLUMNS[name]}: {names.value(name, value, entry)}"


def _changed(name: str, old: object, new: object, names: _Names) -> str:
    return f"{COLUMNS.get(name, NOTHING)}: {names.value(name, old)} → {names.value(name, new)}"


class _Names:
    """Turns the values that the log keeps into words; each row is looked up once."""

    def __init__(self, office: Office) -> None:
        self._office = office
        self._found: dict[tuple[str, object], str] = {}
        self._by: dict[str, Callable[[int], str]] = {
            **dict.fromkeys(("lead", "lead_id", "person_id"), self._person),
            **dict.fromkeys(("unit", "lead_unit_id"), self._unit),
            **dict.fromkeys(("readers", "before"), self._account),
            **dict.fromkeys(("letter", "letters"), self._letter),
            **dict.fromkeys(("reply_id", "outgoing"), self._outgoing),
            "book": self._book,
        }

    def value(self, name: str, value: object, entry: HistoryEntry | None = None) -> str:
        """Write a value of a column."""
        if isinstance(value, bool):
            return str(YES if value else NO)
        if name in VALUES and str(value or "") in VALUES[name]:
            return str(VALUES[name][str(value or "")])
        if value in (None, "", [], {}):
            return str(NOTHING)
        look = self._person if entry is not None and entry.noun == "person" and name == "to" else self._by.get(name)
        if look is not None and isinstance(value, (int, list)):
            rows = value if isinstance(value, list) else [value]
            return ", ".join(self._name(look, row) for row in rows)
        return _written(name, value)

    def _name(self, look: Callable[[int], str], row: object) -> str:
        key = (look.__name__, row)
        if key not in self._found:
            self._found[key] = look(row) if isinstance(row, int) else str(row)
        return self._found[key]

    def _person(self, row_id: int) -> str:
        found = people.person(self._office.db, row_id)
        return found.name if found else str(row_id)

    def _unit(self, row_id: int) -> str:
        found = people.unit(self._office.db, row_id)
        return found.name if found else str(row_id)

    def _account(self, row_id: int) -> str:
        found = accounts.account(self._office.db, row_id)
        return found.name if found else str(row_id)

    def _letter(self, row_id: int) -> str:
        found = letters.get(self._office.db, row_id, self._office.today())
        if found is None:
            return str(row_id)
        return say("số đến {n} năm {year}", n=found.arrival_number, year=found.arrived_on.year)

    def _outgoing(self, row_id: int) -> str:
        found = outgoing.get(self._office.db, row_id)
        return full_symbol(found.number, found.symbol, "state") if found else str(row_id)

    def _book(self, row_id: int) -> str:
        return next((book.name for book in offices.books(self._office.db) if book.id == row_id), str(row_id))


def _written(name: str, value: object) -> str:
    if isinstance(value, (dict, list)):
        return _many(name, value)
    if name == "form":
        return str(kind_of(str(value)).title)
    if name == "sheet" and re.fullmatch(r"\d{4}-W\d\d", str(value)):
        return say("tuần {n}", n=Week.parse(str(value)).number)
    text = _plain(value)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _many(name: str, value: dict[str, object] | list[object]) -> str:
    if name == "marks":
        return say("{n} dòng", n=len(value))
    if name in ("led", "helped", "tasks"):
        return say("{n} nhiệm vụ", n=len(value))
    if isinstance(value, list):
        return ", ".join(_plain(item) for item in value)
    return "; ".join(f"{_plain(key)}: {_written(name, item)}" for key, item in value.items())


def _plain(value: object) -> str:
    text = str(value)
    return show_date(date.fromisoformat(text)) if _DAY.fullmatch(text) else text
