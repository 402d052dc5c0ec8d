"""A large made-up office: years of letters with chains, handed on, turned into tasks, most of them done. A fixed seed
makes the same office each time; everything is written as registering would have written it, only many at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from random import Random

from db import audit, bulk, directives, letters, offices, people, references
from db.audit import Line
from db.connection import Value
from desktop.core.drafts import missing_fields
from desktop.core.records import Person
from desktop.services.office import Office
from desktop.services.sample_words import MadeLetter, Writer, word

SEED = 20261121
_A_YEAR = 10_000
_MOST_YEARS = 20
_BATCH = 5_000
#: the last part comes one by one into its place in the indexes, which leaves room in them as years of registering do
_PARTS = 4
#: the share of the time in which letters are entered; then come search and indexes
_ENTERING = 0.85
_VOID = 0.004
_FRESH_DAYS = 3
_UNDER_WAY_DAYS = 21
_FORGOTTEN = 0.01
_LATE = 0.12

Row = dict[str, Value]
Tell = Callable[[int, int], None]


def fill(office: Office, count: int, *, seed: int = SEED, tell: Tell | None = None) -> None:
    """Enter ``count`` made-up letters into an office whose register is empty; ``tell`` hears (done, total).

    The last of them arrives today; above 10,000 they spread over as many years as that makes, at most 20. When this fails
    or is stopped the office is to be thrown away: see ``bulk.at_once``.
    """
    if offices.has_entries(office.db):
        raise ValueError("made-up letters go into an empty register")
    rng = Random(seed)
    staff = [p for p in people.people(office.db, active_only=True) if p.role in ("head", "officer")]
    book = offices.books(office.db)[0].id
    maker = _Maker(office, rng, staff, book, Writer(rng))
    days = _days(office.today(), count)
    size = min(_BATCH, count // _PARTS + 1)
    with bulk.at_once(office.db, count) as make_indexes:
        for start in range(0, count, size):
            if start >= count - count // _PARTS > start - size:
                make_indexes()
            batch = range(start, min(count, start + size))
            maker.enter([days[place * len(days) // count] for place in batch])
            if tell is not None:
                tell(int(batch.stop * _ENTERING), count)
    if tell is not None:
        tell(count, count)


class _Maker:
    """Writes batches of letters, and keeps the numbers of the register between them."""

    def __init__(self, office: Office, rng: Random, staff: list[Person], book: int, writer: Writer) -> None:
        self._office = office
        self._rng = rng
        self._staff = staff
        self._book = book
        self._writer = writer
        self._numbers: dict[int, int] = {}
        self._replies: dict[int, int] = {}
        self._clear()

    def _clear(self) -> None:
        self._rows: dict[str, list[Row]] = {name: [] for name in bulk.TABLES}
        self._lines: list[Line] = []

    def enter(self, days: list[date]) -> None:
        """Write one letter for each arrival day, in one transaction."""
        self._next = {name: bulk.next_id(self._office.db, name) for name in bulk.TABLES}
        for day in days:
            self._letter(day)
        with self._office.write("sample") as db:
            bulk.add_rows(db, self._rows)
            for year in sorted({day.year for day in days}):
                offices.take_number(db, self._book, year, self._numbers[year])
            audit.add_all(db, self._lines)
        self._clear()

    def _add(self, table: str, row: Row) -> int:
        row_id = self._next[table]
        self._next[table] += 1
        self._rows[table].append({"id": row_id, **row})
        return row_id

    def _letter(self, day: date) -> None:
        made = self._writer.letter(self._next["letter"], day)
        number = self._numbers[day.year] = self._numbers.get(day.year, 0) + 1
        at = datetime.combine(day, time(7, 30)) + timedelta(seconds=self._rng.randrange(9 * 3600))
        void = self._rng.random() < _VOID
        lead = self._staff[hash_of(made.matter) % len(self._staff)] if self._staff else None
        handed = None if void or lead is None or self._age(day) < _FRESH_DAYS else lead
        letter_id = self._entry(made, day, number, at, void, handed)
        self._says(letter_id, made)
        if handed is not None:
            self._hand_over(letter_id, handed, day, at)
        if made.due_on is not None and handed is not None:
            self._work(letter_id, made, handed, day, at)

    def _entry(self, made: MadeLetter, day: date, number: int, at: datetime, void: bool, handed: Person | None) -> int:
        missing = missing_fields(made.values)
        row = letters.row_of(
            book_id=self._book,
            year=day.year,
            arrival_number=number,
            arrived_on=day,
            values=made.values,
            incomplete=missing,
            at=at,
            who=self._office.actor,
        )
        row |= {"uid": self._uid(), "state": "void" if void else "registered"}
        row |= {"void_reason": word("void_reason") if void else ""}
        row |= {"handed_to": handed.name if handed else "", "handed_on": day.isoformat() if handed else None}
        letter_id = self._add("letter", row)
        where = {"book": self._book, "year": day.year, "arrival_number": number, "scan": None, "late": False}
        self._log(at, "register", "letter", letter_id, **where, values=made.values)
        if void:
            self._log(at, "void", "letter", letter_id, reason=row["void_reason"], arrival_number=number)
        return letter_id

    def _says(self, letter_id: int, made: MadeLetter) -> None:
        for reference, target in made.references:
            self._add("reference", {**references.row_of(letter_id, reference), "target_letter_id": target})
        for directive in made.directives:
            self._add("directive", {**directives.row_of(letter_id, directive), "uid": self._uid()})

    def _hand_over(self, letter_id: int, to: Person, day: date, at: datetime) -> None:
        about: Row = {"uid": self._uid(), "letter_id": letter_id, "person_id": to.id, "unit_id": None}
        self._add("transfer", {**about, "to_name": to.name, "handed_on": day.isoformat(), "note": ""})
        self._log(at, "hand-over", "letter", letter_id, to=to.name, on=day)

    def _work(self, letter_id: int, made: MadeLetter, lead: Person, day: date, at: datetime) -> None:
        due = made.due_on or day
        done_on = self._done_on(day, due)
        reply = self._reply(done_on) if done_on else ""
        subject = str(made.values["subject"])
        row: Row = {
            "uid": self._uid(),
            "title": f"{subject[:1].upper()}{subject[1:]}",
            "letter_id": letter_id,
            "directive_id": self._next["directive"] - len(made.directives),
            "lead_id": lead.id,
            "product": self._rng.choice(word("products")),
            "due_on": due.isoformat(),
            "kind": "dated",
            "assigned_on": day.isoformat(),
            "state": "done" if done_on else "open",
            "done_on": done_on.isoformat() if done_on else None,
            "reply": reply,
        }
        task_id = self._add("task", row)
        self._log(at, "assign", "task", task_id, lead=lead.id, letter=letter_id, due_on=due)
        self._partners(task_id, lead)
        self._progress(task_id, lead, day, done_on)

    def _partners(self, task_id: int, lead: Person) -> None:
        for partner in self._rng.sample(self._staff, self._rng.randrange(3)) if len(self._staff) > 3 else ():
            if partner.id != lead.id:
                self._rows["task_partner"].append({"task_id": task_id, "person_id": partner.id, "part": ""})

    def _progress(self, task_id: int, lead: Person, day: date, done_on: date | None) -> None:
        if self._rng.random() < 0.5:
            self._note(task_id, lead, day + timedelta(days=1), self._rng.choice(word("notes")), "note")
        if done_on is not None:
            self._note(task_id, lead, done_on, word("done"), "done")
            at = datetime.combine(done_on, time(16))
            self._log(at, "done", "task", task_id, note=word("done"), on=done_on, was="open")

    def _note(self, task_id: int, who: Person, day: date, note: str, kind: str) -> None:
        at = datetime.combine(min(day, self._office.today()), time(16)).isoformat(timespec="seconds")
        line: Row = {"uid": self._uid(), "task_id": task_id, "at": at, "note": note, "kind": kind, "who": who.name}
        self._add("progress", line)

    def _done_on(self, day: date, due: date) -> date | None:
        """Old work is done but for a little that was forgotten; of the last weeks' some."""
        fresh = self._age(day) < _UNDER_WAY_DAYS
        if self._rng.random() < (0.6 if fresh else _FORGOTTEN):
            return None
        end = due + timedelta(days=self._rng.randrange(1, 12)) if self._rng.random() < _LATE else due
        done = max(day, end - timedelta(days=self._rng.randrange(4) if end == due else 0))
        return done if done <= self._office.today() else None

    def _reply(self, on: date) -> str:
        self._replies[on.year] = self._replies.get(on.year, 0) + self._rng.randrange(1, 3)
        return f"{self._replies[on.year]}/UBND-VP"

    def _age(self, day: date) -> int:
        return (self._office.today() - day).days

    def _log(self, at: datetime, action: str, noun: str, row_id: int, **detail: object) -> None:
        self._lines.append(Line(at, self._office.actor, action, noun, row_id, detail))

    def _uid(self) -> str:
        return f"{self._rng.getrandbits(128):032x}"


def hash_of(text: str) -> int:
    """Return a number for a text, the same on every run and machine."""
    return sum(place * byte for place, byte in enumerate(text.encode(), 1))


def _days(today: date, count: int) -> list[date]:
    """The working days over which the letters spread, the last of them today."""
    years = max(1, min(_MOST_YEARS, -(-count // _A_YEAR)))
    return list(_weekdays(today - timedelta(days=365 * years - 1), today))


def _weekdays(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        if day.weekday() < 5 or day == last:
            yield day
        day += timedelta(days=1)
