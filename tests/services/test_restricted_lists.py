"""The register's lists of somebody who may not see every letter: the same as the views tell, and from the indexes."""

from __future__ import annotations

from datetime import datetime
from typing import get_args

import pytest

from db import letter_list, restrictions
from desktop.core.filters import LetterFilter, LetterSort, Only
from desktop.services import letters, people, sample_many
from desktop.services.office import Office

FILTERS = [
    LetterFilter(),
    LetterFilter(year=2026),
    LetterFilter(text="UBND"),
    LetterFilter(issuer="ubnd"),
    *(LetterFilter(only=only) for only in get_args(Only) if only),
]
FEW = 12


@pytest.fixture
def covered(office: Office) -> Office:
    """An office of made-up letters, some of which this connection does not see."""
    unit = people.units(office)[1].id
    for number, name in enumerate(("Kiều Văn Ba", "Lê Thị Tư")):
        people.add_person(office, name, "Chuyên viên", unit, "officer" if number else "head")
    sample_many.fill(office, 240)
    with office.write("test") as db:
        for letter_id in db.column("SELECT id FROM letter WHERE id % 20 = 0"):
            restrictions.restrict(db, letter_id, "riêng", [], datetime(2026, 11, 20), "test")
    restrictions.cover(office.db, 1, None)
    return office


@pytest.mark.parametrize("wanted", FILTERS, ids=str)
def test_lists_are_what_the_views_tell(covered: Office, wanted: LetterFilter, monkeypatch: pytest.MonkeyPatch) -> None:
    sorts: tuple[LetterSort, ...] = get_args(LetterSort)
    asked = [(sort, way) for sort in sorts for way in (False, True)]
    found = {each: letters.ids(covered, wanted, *each) for each in asked}
    places = {each: letters.listing(covered, wanted, *each, find=ids[-1]).place for each, ids in found.items() if ids}
    count = letters.count(covered, wanted)
    monkeypatch.setattr(letter_list, "_arms", lambda _db, where: [f"FROM letter AS l {where}"])
    assert found == {each: letters.ids(covered, wanted, *each) for each in asked}
    assert places == {each: len(ids) - 1 for each, ids in found.items() if ids}
    assert count == letters.count(covered, wanted) == len(found["arrival", True])


@pytest.mark.parametrize("sort", ["arrived_on", "issuer", "symbol", "issued_on", "subject", "handed_to", "arrival"])
def test_the_covered_letters_alone_are_sorted(covered: Office, sort: LetterSort) -> None:
    steps = _steps(covered, sort, LetterFilter())
    assert steps.count("USE TEMP B-TREE FOR ORDER BY") == 1
    assert [step for step in steps if step.startswith("SEARCH l USING COVERING INDEX letter_by_")] or sort == "arrival"
    assert not [step for step in steps if step.startswith("SCAN l") and "INDEX" not in step]


@pytest.mark.parametrize("only", ["unassigned", "urgent", "incomplete", "unanswered", "void"])
def test_a_chip_asks_its_own_index(covered: Office, only: Only) -> None:
    steps = " ".join(_steps(covered, "arrival", LetterFilter(only=only)))
    name = {"unassigned": "not_handed"}.get(only, only)
    assert f"USING INDEX letter_{name}" in steps or f"USING COVERING INDEX letter_{name}" in steps


def _steps(office: Office, sort: LetterSort, wanted: LetterFilter) -> list[str]:
    told: list[str] = []
    office.db.connection.set_trace_callback(told.append)
    letter_list.ids(office.db, wanted, sort, True, office.today(), most=FEW)
    office.db.connection.set_trace_callback(None)
    sql = next(line for line in told if "ORDER BY" in line)
    return [row["detail"] for row in office.db.all(f"EXPLAIN QUERY PLAN {sql}")]
