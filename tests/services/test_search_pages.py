"""The hits of a search page by page, of every kind, wherever they stand; counted instead of timed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from db import search_hits
from desktop.core.assignments import Assignment
from desktop.core.records import SearchHit
from desktop.services import assign, people, register, sample_many, search
from desktop.services.office import Office


@pytest.fixture
def filled(office: Office) -> Office:
    """An office of made-up letters, directives and tasks."""
    unit = people.units(office)[1].id
    for number, name in enumerate(("Kiều Văn Ba", "Lê Thị Tư", "Trần Năm")):
        people.add_person(office, name, "Chuyên viên", unit, "officer" if number else "head")
    sample_many.fill(office, 300)
    return office


@pytest.fixture
def fetched(filled: Office, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each look-up in the index brings."""
    rows: list[int] = []
    rows_of: Callable[..., list[int]] = search_hits._rows

    def counted(*args: object) -> list[int]:
        found = rows_of(*args)
        rows.append(len(found))
        return found

    monkeypatch.setattr(search_hits, "_rows", counted)
    return rows


def every(office: Office, query: str, most: int = 40) -> list[SearchHit]:
    """All hits, page by page."""
    hits: list[SearchHit] = []
    place: int | None = 0
    while place is not None:
        page = search.page(office, query, place, most)
        assert len(page.hits) <= most
        hits += page.hits
        place = page.more
    return hits


def rows_with(office: Office, query: str) -> int:
    return int(office.db.value("SELECT count(*) FROM search WHERE search MATCH ?", (search_hits.query(query),)))


@pytest.mark.parametrize("ranked", [10, 1_000])
def test_pages_make_up_all_that_is_there_and_nothing_twice(filled: Office, monkeypatch, ranked: int) -> None:
    monkeypatch.setattr(search_hits, "RANKED", ranked)
    hits = every(filled, "UBND tỉnh")
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits) == rows_with(filled, "UBND tỉnh") > 100
    assert [(h.kind, h.id) for h in search.search(filled, "UBND tỉnh", 60)] == [(h.kind, h.id) for h in hits[:60]]
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert search.page(filled, "UBND tỉnh", 0, 40).by_age == (ranked == 10)
    assert len({hit.kind for hit in hits}) > 1


def test_days_and_words_are_paged_as_one_list(filled: Office) -> None:
    hits = every(filled, "UBND tháng 11/2026", 5)
    assert len({(hit.kind, hit.id) for hit in hits}) == len(hits) > 10


def test_the_oldest_row_of_each_kind_is_found_by_its_rare_word(filled: Office, monkeypatch, fetched) -> None:
    """However many newer rows there are, and whatever they say."""
    monkeypatch.setattr(search_hits, "RANKED", 10)
    monkeypatch.setattr(search_hits, "_LARGE", 10)
    with filled.write("test") as db:
        for noun, column in (("letter", "note"), ("directive", "text"), ("task", "product")):
            oldest = db.value(f"SELECT min(id) FROM {noun}")
            db.run(f"UPDATE {noun} SET {column} = 'cây sưa đỏ UBND' WHERE id = ?", (oldest,))
        db.run("INSERT INTO search (search) VALUES ('rebuild')")
    page = search.page(filled, "UBND sưa đỏ", 0, 50)
    assert {hit.kind for hit in page.hits} == {"letter", "directive", "task"}
    assert (page.more, page.by_age) == (None, False)
    assert fetched == [3, 3], "one look-up for all kinds: of whole words, and of those the last begins"


def test_words_that_stand_everywhere_cost_the_newest_of_each_kind_alone(filled: Office, monkeypatch, fetched) -> None:
    monkeypatch.setattr(search_hits, "RANKED", 30)
    page = search.page(filled, "UBND", 0, 20)
    assert rows_with(filled, "UBND") > 300
    assert page.by_age
    assert page.more == 20
    assert max(fetched) <= 31
    assert len(fetched) <= len(search_hits.KINDS)


def test_a_number_comes_before_heads_and_heads_before_the_rest(office: Office, kit, scanned) -> None:
    def enter(number: str, subject: str, note: str) -> int:
        letter = register.register(office, scanned(kit.make_letter(number, subject=subject)).id)
        return register.correct(office, letter.id, {"note": note}).id

    by_number = enter("7788", "một", "")
    by_head = enter("1", "theo văn bản 7788", "")
    by_note = enter("2", "hai", "xem 7788")
    assert [hit.id for hit in search.search(office, "7788")] == [by_number, by_head, by_note]


def test_work_is_found_however_many_letters_say_the_same(filled: Office, monkeypatch) -> None:
    monkeypatch.setattr(search_hits, "RANKED", 5)
    lead = people.people(filled)[0].id
    (task,) = assign.assign(filled, [Assignment("UBND họp giao ban", lead)], hand_over=False)
    assert ("task", task.id) in [(hit.kind, hit.id) for hit in search.search(filled, "UBND", 10)]
