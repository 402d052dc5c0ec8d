"""A large made-up office: sound, the same each time, alive around today."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from desktop.core.calendar import Week
from desktop.services import letters, people, sample_many, search, tasks
from desktop.services.check import check
from desktop.services.letters import LetterFilter
from desktop.services.office import Office

COUNT = 600


@pytest.fixture
def filled(office: Office) -> Office:
    """An office of six hundred made-up letters."""
    unit = people.units(office)[1].id
    for number, name in enumerate(("Kiều Văn Ba", "Lê Thị Tư", "Trần Năm", "Hồ Sáu", "Bùi Bảy")):
        people.add_person(office, name, "Chuyên viên", unit, "officer" if number else "head")
    sample_many.fill(office, COUNT)
    return office


def test_a_made_up_office_is_sound(filled: Office) -> None:
    """Numbers without gaps, an audit line for every entry, the log's chain whole, the search index in step."""
    assert letters.count(filled) == COUNT
    report = check(filled)
    assert report.ok, report.problems


def test_the_first_registrations_need_not_merge_what_is_searched(filled: Office) -> None:
    assert filled.db.value("SELECT count(DISTINCT segid) FROM search_idx") == 1


def test_the_same_seed_makes_the_same_letters(filled: Office, tmp_path: Path, kit, clock) -> None:
    from desktop.services.new import create_office

    def register(office: Office) -> list[tuple[object, ...]]:
        rows = letters.rows(office, letters.ids(office, descending=False))
        return [(x.uid, x.arrived_on, x.number, x.symbol, x.subject, x.state) for x in rows]

    with create_office(tmp_path / "again", kit.info, clock=clock, actor="Văn thư") as other:
        unit = people.units(other)[1].id
        for number, name in enumerate(("Kiều Văn Ba", "Lê Thị Tư", "Trần Năm", "Hồ Sáu", "Bùi Bảy")):
            people.add_person(other, name, "Chuyên viên", unit, "officer" if number else "head")
        sample_many.fill(other, COUNT)
        assert register(other) == register(filled)


def test_letters_cite_each_other_and_become_work(filled: Office) -> None:
    every = letters.ids(filled, descending=False)
    chains = [link for one in every[-200:] for link in letters.chain(filled, one)]
    assert any(link.depth <= -2 and link.letter for link in chains)
    found = tasks.tasks(filled)
    assert {t.status for t in found} >= {"done_on_time", "done_late", "not_started"}
    assert all(t.directive_text and t.letter and t.letter.handed_to for t in found)
    assert tasks.weekly(filled, Week.of(filled.today()))


def test_the_last_letter_arrives_today_and_every_kind_is_there(filled: Office) -> None:
    newest = letters.rows(filled, letters.ids(filled)[:1])[0]
    assert newest.arrived_on == filled.today()
    for only in ("urgent", "void", "incomplete", "unassigned", "this_week"):
        assert letters.count(filled, LetterFilter(only=only)) > 0, only
    assert search.search(filled, "uy ban nhan dan tinh")
    assert date(2025, 11, 1) < letters.rows(filled, letters.ids(filled)[-1:])[0].arrived_on


def test_a_register_with_entries_is_not_filled(filled: Office) -> None:
    with pytest.raises(ValueError, match="empty register"):
        sample_many.fill(filled, 1)
