"""Recurring work that two programs make at once, that a window left open over midnight makes, that intake makes."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, datetime

import pytest

from desktop.core.readings import Recurrence
from desktop.services import assign, people, recurring, tasks
from desktop.services.assign import Assignment
from desktop.services.check import check

RULES = {
    "cuối quý": (Recurrence("định kỳ cuối quý", "quarter"), date(2026, 12, 31), date(2027, 3, 31)),
    "ngày 20": (Recurrence("ngày 20 hằng tháng", "month", day="20"), date(2026, 11, 20), date(2026, 12, 18)),
    "thứ Sáu": (Recurrence("thứ Sáu hằng tuần", "week", day="thứ Sáu"), date(2026, 11, 20), date(2026, 11, 27)),
}
#: One program among several: it opens the office, waits until all have, and makes what is due.
PROGRAM = """
import sys, time
from datetime import datetime
from pathlib import Path
from desktop.services import recurring
from desktop.services.office import Office
folder, barrier, count = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with Office.open(folder, clock=lambda: datetime.fromisoformat(sys.argv[4])) as office:
    (barrier / sys.argv[5]).touch()
    while len(list(barrier.iterdir())) < count:
        time.sleep(0.01)
    print(len(recurring.make_due(office)))
"""


@pytest.fixture
def dat(office):
    return people.add_person(office, "Lê Văn Đạt", "Chuyên viên", people.units(office)[3].id)


@pytest.mark.parametrize("name", RULES)
def test_each_kind_comes_back_on_its_day_and_not_before(office, dat, clock, name):
    rule, first, second = RULES[name]
    task = assign.assign(office, [Assignment("Báo cáo", dat.id, recurrence=rule)])[0]
    assert task.due_on == first
    clock.moment = datetime.combine(first, datetime.min.time())
    assert recurring.make_due(office) == []
    clock.forward(1)  # the window stood open over midnight
    [made] = recurring.make_due(office)
    assert (made.due_on, made.previous_id) == (second, task.id)
    assert recurring.make_due(office) == []


def test_two_programs_at_once_make_one_piece_of_each(office, dat, clock, tmp_path):
    for rule, _first, _second in RULES.values():
        for n in range(5):
            assign.assign(office, [Assignment(f"Báo cáo {n}", dat.id, recurrence=rule)])
    clock.moment = datetime(2027, 1, 4, 7, 0)
    barrier = tmp_path / "barrier"
    barrier.mkdir()
    command = [sys.executable, "-c", PROGRAM, office.folder, barrier, 2, clock.moment.isoformat()]
    programs = [
        subprocess.Popen([str(part) for part in [*command, name]], stdout=subprocess.PIPE, text=True) for name in "ab"
    ]
    made = [int(program.communicate(timeout=50)[0]) for program in programs]
    # one quarter's end, Nov 20 to Dec 20 and on, the Fridays of six weeks: each period once for each of the five
    assert sum(made) == 5 * (1 + 2 + 7)
    found = tasks.tasks(office)
    assert len(found) == 15 + sum(made)
    assert len({(t.title, t.recurrence, t.period_on) for t in found}) == len(found)
    assert recurring.make_due(office) == []
    assert check(office).ok


def test_a_rule_is_altered_and_stopped(office, dat, clock):
    rule, _first, _second = RULES["thứ Sáu"]
    task = assign.assign(office, [Assignment("Giao ban", dat.id, recurrence=rule)])[0]
    recurring.change(office, task.id, RULES["ngày 20"][0], "họp mỗi tháng")
    clock.forward(7)
    [made] = recurring.make_due(office)
    assert made.due_on == date(2026, 12, 18)
    recurring.change(office, made.id, None, "không họp nữa")
    clock.forward(60)
    assert recurring.make_due(office) == []
