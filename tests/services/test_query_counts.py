"""What is asked of the database, counted instead of timed: queries for a screen, rows fetched for a page, commits for a
registration, and that nothing daily walks a table that grows with the years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest

from db import search as search_index
from desktop.core.calendar import Week
from desktop.core.filters import LetterFilter, LetterSort, Only, TaskFilter
from desktop.core.readings import Reference
from desktop.services import desk, inbox, letters, people, register, reminders, sample_many, search, tasks
from desktop.services.office import Office

#: Tables that grow with the years: nothing that is done daily may walk them.
GROWING = ("letter", "task", "directive", "reference", "transfer", "progress", "audit", "scan", "letter_field")
#: Indexes of the few rows that are special; they grow with the work at hand.
PARTIAL = (
    "letter_incomplete",
    "letter_urgent",
    "letter_void",
    "letter_not_handed",
    "letter_unanswered",
    "scan_waiting",
    "directive_asks",
    "task_open_due",
    "task_recurring",
)
_WALK = re.compile(r"SCAN (\w+)")


@dataclass
class Counted:
    """The statements carried out inside a ``counting`` block, triggers' own left out."""

    statements: list[str] = field(default_factory=list)
    walked: list[str] = field(default_factory=list)
    sorted_: list[str] = field(default_factory=list)
    rows: int = 0

    @property
    def queries(self) -> int:
        return sum(s.lstrip().upper().startswith(("SELECT", "WITH")) for s in self.statements)

    @property
    def commits(self) -> int:
        return sum(s.strip().upper() == "COMMIT" for s in self.statements)


class _CountedRows:
    """Stands before a cursor and counts the rows that are fetched from it."""

    def __init__(self, cursor: Any, counted: Counted) -> None:
        self._cursor = cursor
        self._counted = counted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._counted.rows += row is not None
        return row

    def fetchall(self) -> list[Any]:
        rows: list[Any] = self._cursor.fetchall()
        self._counted.rows += len(rows)
        return rows


class _Recording:
    """Stands before a connection and notes every statement as it was written, its gaps unfilled: SQLite plans it so."""

    def __init__(self, connection: Any, asked: list[tuple[str, Any]], counted: Counted) -> None:
        self._connection = connection
        self._asked = asked
        self._counted = counted

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def execute(self, sql: str, args: Any = ()) -> Any:
        self._asked.append((sql, args))
        return _CountedRows(self._connection.execute(sql, args), self._counted)

    def executemany(self, sql: str, rows: Any) -> Any:
        self._asked.append((sql, rows[0]))
        return self._connection.executemany(sql, rows)


@contextmanager
def counting(office: Office) -> Iterator[Counted]:
    """Count what ``office`` asks inside the block, and look afterwards at how SQLite answers each question."""
    counted = Counted()
    asked: list[tuple[str, Any]] = []
    connection = office.db.connection
    office.db.connection = _Recording(connection, asked, counted)  # type: ignore[assignment]
    try:
        yield counted
    finally:
        office.db.connection = connection
    counted.statements = [sql for sql, _ in asked]
    for sql, args in dict(asked).items():
        steps = _steps(office, sql, args)
        counted.walked += _walks(sql, steps)
        counted.sorted_ += [sql for step in steps if step == "USE TEMP B-TREE FOR ORDER BY"]


def _steps(office: Office, sql: str, args: Any) -> list[str]:
    """Return how SQLite carries a statement out."""
    if not sql.lstrip().upper().startswith(("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")):
        return []
    return [row["detail"] for row in office.db.connection.execute(f"EXPLAIN QUERY PLAN {sql}", args).fetchall()]


def _walks(sql: str, steps: list[str]) -> Iterator[str]:
    """Tell which growing tables a statement walks whole; one end of an index (max, LIMIT 1) is none, nor is a partial
    index that holds nothing else than what is asked for."""
    names = {alias: table for table, alias in re.findall(r"(?:FROM|JOIN)\s+(\w+) AS (\w+)", sql)}
    for step in steps:
        found = _WALK.match(step)
        table = names.get(found[1], found[1]) if found else ""
        if table in GROWING and not re.search(r"max\(|LIMIT 1\b", sql) and not step.endswith(PARTIAL):
            yield f"{step}: {sql}"


@pytest.fixture
def filled(office: Office) -> Office:
    """An office of made-up letters, more than two pages of a list."""
    unit = people.units(office)[1].id
    for number, name in enumerate(("Kiều Văn Ba", "Lê Thị Tư", "Trần Năm", "Hồ Sáu", "Bùi Bảy")):
        people.add_person(office, name, "Chuyên viên", unit, "officer" if number else "head")
    sample_many.fill(office, 700)
    return office


def test_a_registration_is_one_commit_and_walks_nothing(filled: Office, scanned, kit) -> None:
    cited = Reference("Công văn", "612", "UBND-TH", "2026-11-10", None, "Công văn số 612/UBND-TH ngày 10/11/2026")
    scan = scanned(kit.make_letter("2167", "UBND-KTTH", references=(cited,), directives=(kit.make_directive(),)))
    with counting(filled) as looked:
        inbox.draft(filled, scan.id)
    assert looked.walked == []
    with counting(filled) as counted:
        register.register(filled, scan.id)
    assert counted.commits == 1
    assert counted.queries <= 14
    assert len(counted.statements) <= 24
    assert counted.walked == []


@pytest.mark.parametrize("older", [0, 5_000])
def test_a_registration_writes_its_words_in_the_order_of_their_keys(filled: Office, scanned, kit, older: int) -> None:
    """Out of order, or by an INSERT … SELECT, FTS5 closes what it was writing and begins anew: more pages each time."""
    if older:  # directives whose ids are behind those of the letters, as in an office with few of them
        with filled.write("sample") as db:
            db.run("UPDATE directive SET id = id + ? WHERE id = (SELECT max(id) FROM directive)", (older,))
            search_index.rebuild(db)
    scan = scanned(kit.make_letter("2167", "UBND-KTTH", directives=(kit.make_directive(), kit.make_directive("2"))))
    told: list[str] = []
    filled.db.connection.set_trace_callback(told.append)
    register.register(filled, scan.id)
    filled.db.connection.set_trace_callback(None)
    keys = [int(m[1]) for line in told if (m := re.match(r"INSERT INTO search \(rowid.*?VALUES \((\d+)", line))]
    assert len(keys) == 3
    assert keys == sorted(keys)
    assert sum("INSERT INTO 'main'.'search_idx'" in line for line in told) == 1, "one segment"


def test_correcting_handing_over_and_voiding_commit_once(filled: Office) -> None:
    letter = letters.ids(filled, LetterFilter(only="unassigned"))[0]
    unit = people.units(filled)[0].id
    for deed in (
        lambda: register.correct(filled, letter, {"subject": "một trích yếu khác"}),
        lambda: letters.hand_over(filled, letter, unit_id=unit),
        lambda: register.void(filled, letter, "vào nhầm"),
    ):
        with counting(filled) as counted:
            deed()
        assert counted.commits == 1
        assert counted.walked == []


def test_registering_many_asks_as_much_for_each(filled: Office, scanned, kit) -> None:
    asked = []
    for number in ("1", "2", "3", "4"):
        scan = scanned(kit.make_letter(number, "UBND-KTTH"))
        with counting(filled) as counted:
            register.register(filled, scan.id)
        asked.append(len(counted.statements))
    assert len(set(asked[1:])) == 1, "the first also learns the holidays"


@pytest.mark.parametrize("sort", ["arrival", "arrived_on", "issuer", "symbol", "issued_on", "subject", "handed_to"])
@pytest.mark.parametrize("year", [None, 2026])
def test_a_page_of_the_register_fetches_its_rows_only(filled: Office, sort: LetterSort, year: int | None) -> None:
    book = letters.books(filled)[0].id
    for descending in (False, True):
        with counting(filled) as counted:
            shown = letters.listing(filled, LetterFilter(year=year, book_id=book), sort, descending, find=300)
            rows = letters.page(filled, shown, shown.count // 2, 100)
        assert len(rows) == 100
        assert counted.queries <= 7
        assert counted.rows <= 2 * 100 + 100 + 5, "ids, letters, what is counted of their tasks"
        assert not [s for s in counted.sorted_ if "FROM letter" in s], "the index holds the order"
        assert [s for s in counted.walked if "SELECT count(*) FROM letter" not in s] == []
    assert all("LIMIT :n OFFSET :skip" in s for s in counted.statements if "ORDER BY" in s and "FROM letter AS l" in s)


@pytest.mark.parametrize("only", ["this_week", "unassigned", "urgent", "overdue", "incomplete", "unanswered", "void"])
def test_a_chip_walks_no_register(filled: Office, only: Only) -> None:
    with counting(filled) as counted:
        shown = letters.listing(filled, LetterFilter(only=only))
        letters.page(filled, shown, 0, 100)
    assert shown.count > 0
    assert counted.queries <= 6
    assert counted.walked == []
    few_by_themselves = only in ("this_week", "overdue")
    assert few_by_themselves or not [s for s in counted.sorted_ if "FROM letter" in s], "the index holds the order"


@pytest.mark.parametrize("only", ["", "this_week", "overdue"])
def test_a_list_opens_with_its_first_rows_at_once(filled: Office, only: Only) -> None:
    kept = letters.ids(filled, LetterFilter(only=only))[-1]
    wanted = LetterFilter(only=only)
    with counting(filled) as counted:
        shown, first, rows = letters.opening(filled, wanted, "arrival", True, find=kept, pages_of=100)
    assert counted.queries <= 9
    assert shown == letters.listing(filled, wanted, "arrival", True, find=kept)
    assert rows == letters.page(filled, shown, first, len(rows))
    assert rows[shown.place - first].id == kept
    assert first % 100 == 0


def test_a_list_of_words_is_searched_for_once(filled: Office) -> None:
    with counting(filled) as counted:
        shown, _first, rows = letters.opening(filled, LetterFilter(text="UBND"), "arrival", True, find=0, pages_of=100)
    assert shown.count > 100
    assert len(rows) == 100
    assert sum("MATCH :match" in s for s in counted.statements) == 1


def test_pages_make_up_the_whole_list(filled: Office) -> None:
    whole = letters.ids(filled, LetterFilter(), "subject", True)
    shown = letters.listing(filled, LetterFilter(), "subject", True, find=whole[437])
    pages = [letter.id for first in range(0, 700, 100) for letter in letters.page(filled, shown, first, 100)]
    assert pages == whole
    assert shown.place == 437
    assert letters.page(filled, shown, 700, 100) == []


def test_words_list_the_newest(filled: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("db.letter_list.MOST_MATCHES", 50)
    everything = LetterFilter(text="UBND", year=2026)
    shown = letters.listing(filled, everything)
    assert shown.count == 50
    assert shown.only_newest
    newest = letters.ids(filled, LetterFilter(year=2026))[:50]
    assert [letter.id for letter in letters.page(filled, shown, 0, 50)] == newest


def test_a_search_asks_a_fixed_number_of_times(filled: Office) -> None:
    with counting(filled) as few:
        search.search(filled, "thống nhất chủ trương", 5)
    with counting(filled) as many:
        hits = search.search(filled, "UBND tỉnh", 50)
    assert len(hits) == 50
    assert many.queries <= few.queries + 50, "at most the page texts of a letter whose head says nothing"
    assert many.walked == []


def test_the_tasks_ask_by_the_batch(filled: Office) -> None:
    with counting(filled) as counted:
        found = tasks.tasks(filled, TaskFilter(open_only=True))
        tasks.status_counts(filled, TaskFilter(open_only=True))
    assert found
    assert counted.queries <= 8
    assert counted.walked == []


@pytest.mark.parametrize(
    "wanted",
    [
        TaskFilter(open_only=True),
        TaskFilter(overdue=True),
        TaskFilter(open_only=True, unanswered=True),
        TaskFilter(open_only=True, asked=True),
        TaskFilter(open_only=True, text="chuyển đổi"),
        TaskFilter(status="waiting"),
        TaskFilter(status="overdue"),
        TaskFilter(done=True),
    ],
    ids=str,
)
def test_the_first_tasks_of_a_chip_walk_open_or_newly_done_work_alone(filled: Office, wanted: TaskFilter) -> None:
    with counting(filled) as counted:
        found = tasks.tasks(filled, wanted, 20)
    assert len(found) <= 20
    assert counted.queries <= 10
    assert counted.rows <= 20 * 6
    assert counted.walked == []


def test_the_desk_counts_and_fetches_a_handful(filled: Office) -> None:
    with counting(filled) as counted:
        seen = desk.desk(filled, most=12, days=14)
    assert seen.overdue.count > 0
    assert counted.queries <= 60
    assert counted.rows <= 200
    done_work = [step for step in counted.walked if "task_done" in step]
    assert counted.walked == done_work, "counted from an index that holds nothing else than the days"


def test_the_morning_list_counts_and_fetches_a_handful(filled: Office) -> None:
    with counting(filled) as counted:
        found = reminders.due_list(filled, 4)
    assert found.overdue.count > 4
    assert len(found.overdue.first) == 4
    assert counted.queries <= 40
    assert counted.rows <= 120
    assert counted.walked == []


def test_the_week_asks_by_the_batch(filled: Office) -> None:
    with counting(filled) as counted:
        assert tasks.weekly(filled, Week.of(filled.today()))
    assert counted.queries <= 10
    assert counted.walked == []


def test_the_inbox_asks_once_however_many_wait(filled: Office, scanned) -> None:
    for _ in range(12):
        scanned()
    with counting(filled) as counted:
        assert len(inbox.waiting(filled)) == 12
    assert counted.queries == 1
    assert counted.walked == []
