"""Searching by days named in words, together with other words."""

from __future__ import annotations

from datetime import date

from desktop.core.assignments import Assignment
from desktop.services import assign, people, register, search


def test_what_came_or_is_due_in_the_days_named_comes_first(office, scanned, clock) -> None:
    old = register.register(office, scanned().id)
    clock.forward(14)
    new = register.register(office, scanned().id)
    unit = people.units(office)[0]
    who = people.add_person(office, "Lê Kim Oanh", "", unit.id, "officer")
    (task,) = assign.assign(office, [Assignment("Trực lễ", who.id, due_on=date(2026, 12, 3))])
    assert [(h.kind, h.id) for h in search.search(office, "tuần này")] == [("letter", new.id), ("task", task.id)]
    assert [h.id for h in search.search(office, "tháng 11")] == [new.id, old.id]
    assert [h.id for h in search.search(office, "từ 1/11 đến 20/11")] == [old.id]
    assert search.search(office, "hôm qua") == []


def test_days_and_words_narrow_each_other(office, scanned, kit) -> None:
    fire = register.register(office, scanned(kit.make_letter("1", subject="phòng cháy rừng")).id)
    register.register(office, scanned(kit.make_letter("2", subject="tiêm chủng mở rộng")).id)
    found = search.search(office, "phong chay hôm nay")
    assert [h.id for h in found] == [fire.id]
    assert "«phòng»" in found[0].snippet


def test_days_that_stand_in_a_text_are_found_as_text_too(office, scanned, kit, clock) -> None:
    """ "Kế hoạch tháng 5": the letter came in November."""
    plan = register.register(office, scanned(kit.make_letter("1", subject="kế hoạch tháng 5 năm 2026")).id)
    assert [h.id for h in search.search(office, "kế hoạch tháng 5")] == [plan.id]
