"""Numbers of the books, whatever is done in whatever order: without gap, each once, none given again, none moved."""

from __future__ import annotations

import tempfile
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.core.errors import RuleError
from desktop.core.filters import LetterFilter
from desktop.core.records import Letter, OfficeInfo
from desktop.services import books, letters, register
from desktop.services.new import create_office

START = datetime(2026, 12, 20, 8, 0)


class Clerk(RuleBasedStateMachine):
    """A clerk who registers into two books, late and in time, voids and corrects, over the turn of a year."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        memory = Path("/dev/shm")
        self.place = tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None)
        info = OfficeInfo("UBND XÃ AN BÌNH", "xã", "", "")
        self.office = create_office(Path(self.place.name) / "o", info, clock=lambda: self.now)
        books.add_book(self.office, "Sổ đơn thư", "")
        self.given: dict[tuple[int, int], list[int]] = {}
        self.letters: list[Letter] = []

    def teardown(self) -> None:
        self.office.close()
        self.place.cleanup()

    @rule(book=st.sampled_from([1, 2]), late=st.integers(0, 12))
    def enter(self, book: int, late: int) -> None:
        arrived = self.now.date() - timedelta(days=late)
        values = {"issuer": "UBND tỉnh", "subject": f"việc {len(self.letters)}"}
        letter = register.register_by_hand(self.office, values, arrived_on=arrived, book_id=book)
        assert letter.year == arrived.year
        self.given.setdefault((book, letter.year), []).append(letter.arrival_number)
        self.letters.append(letter)

    @precondition(lambda self: self.letters)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        letter = data.draw(st.sampled_from(self.letters))
        with suppress(RuleError):  # void already
            register.void(self.office, letter.id, "nhầm")

    @precondition(lambda self: self.letters)
    @rule(data=st.data())
    def correct(self, data: st.DataObject) -> None:
        letter = data.draw(st.sampled_from(self.letters))
        try:
            fresh = register.correct(self.office, letter.id, {"subject": "sửa lại"})
        except RuleError:
            return
        assert (fresh.book_id, fresh.year, fresh.arrival_number) == (letter.book_id, letter.year, letter.arrival_number)

    @rule(days=st.integers(0, 9))
    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    @invariant()
    def numbers_run(self) -> None:
        for (book, year), numbers in self.given.items():
            assert numbers == list(range(1, len(numbers) + 1))
            assert register.next_number(self.office, book, year) == len(numbers) + 1
        assert letters.count(self.office, LetterFilter()) == len(self.letters)


TestClerk = Clerk.TestCase
TestClerk.settings = settings(
    max_examples=12, stateful_step_count=12, deadline=None, suppress_health_check=list(HealthCheck)
)


def test_the_turn_of_the_year_begins_anew(office):
    """A letter of 31 December entered in January keeps the old year's sequence."""
    values = {"issuer": "UBND tỉnh", "subject": "việc"}
    old = register.register_by_hand(office, values, arrived_on=date(2025, 12, 31))
    new = register.register_by_hand(office, values, arrived_on=date(2026, 1, 2))
    assert [(x.year, x.arrival_number) for x in (old, new)] == [(2025, 1), (2026, 1)]
