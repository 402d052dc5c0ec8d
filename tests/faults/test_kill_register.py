"""The program stopped dead at every step of registering, voiding, assigning, backing up: the books balance after it.

A forked child does the work and is killed; what it had said was done must be there, and nothing may be half there.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db import scan_intake
from desktop.core import faults
from desktop.core.errors import OfficeError, RuleError
from desktop.core.readings import DirectiveReading, FieldReading, LetterReading, Reading
from desktop.core.records import OfficeInfo
from desktop.services import assign, directives, inbox, letters, people, register, tasks
from desktop.services.backup import backup, restore
from desktop.services.check import check, repair
from desktop.services.new import create_office
from desktop.services.office import Office

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

INFO = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "")
NOW = datetime(2026, 11, 16, 8, 0)

#: One round of an office's day; each commit in it has its fault points.
POINTS = [
    *(f"{name}:{when}-commit" for when in ("before", "after") for name in (
        "store-reading", "register", "correct", "void", "assign", "progress-report", "reassign", "dismiss",
        "hand-over", "instruct", "refuse-secret-forget", "refuse-secret", "reread",
    )),
    "register:number-taken", "register:row-written", "assign:task-written", "refuse-secret:deleted",
    "backup:before-rename", "backup:after-rename",
    "restore:before-rename", "restore:after-rename",
]  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed program does not lose what the system holds for it."""
    memory = Path("/dev/shm")
    if not os.access(memory, os.W_OK):
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        yield Path(folder)


def make_office(folder: Path) -> Office:
    return create_office(folder, INFO, clock=lambda: NOW, actor="Văn thư")


def open_office(folder: Path) -> Office:
    return Office.open(folder, clock=lambda: NOW, actor="Văn thư")


def add_scan(office: Office, n: int) -> int:
    content = f"scan {n}".encode()
    sha256 = hashlib.sha256(content).hexdigest()
    path = f"store/{sha256}.pdf"
    office.path(path).write_bytes(content)
    values = {"file": f"{n}.pdf", "sha256": sha256, "size": len(content), "state": "stored", "path": path}
    with office.write("take-in") as db:
        return scan_intake.add_scan(db, NOW, values)


def reading_of(n: int) -> Reading:
    values = {"issuer": "UBND TỈNH", "number": str(n), "symbol": "UBND-TH", "issued_on": "2026-11-10"}
    values |= {"type": "Công văn", "subject": f"việc số {n}"}
    fields = {name: FieldReading(value, 0.95, 1) for name, value in values.items()}
    orders = (DirectiveReading("1", None, "1.", "standing", "UBND các xã rà soát.", concerns_commune="yes"),)
    return Reading(f"{n}.pdf", "0" * 64, 1, "ocr", (LetterReading(1, 1, fields, (), orders),), True, ("trang",))


def prepare(folder: Path, scans: int) -> None:
    with make_office(folder) as office:
        people.add_person(office, "Lê Văn Đạt")
        people.add_person(office, "Ngô Thị Mai")
        for n in range(scans):
            add_scan(office, n)


def day(folder: Path, said: Callable[[str], None]) -> None:
    """Everything a clerk does to the scans that wait, saying each number once it was given."""
    with open_office(folder) as office:
        one, two = (p.id for p in people.people(office))
        for scan in list(inbox.to_read(office)):
            inbox.store_reading(office, scan.id, reading_of(scan.id))
            if scan.id % 5 in {0, 4}:
                leave_out(office, scan.id)
                continue
            letter = register.register(office, scan.id)
            said(f"number {letter.arrival_number}")
            register.correct(office, letter.id, {"subject": f"đã sửa {letter.id}"})
            if scan.id % 5 == 1:
                register.void(office, letter.id, "nhầm")
                said(f"void {letter.arrival_number}")
                said(f"number {register.register(office, scan.id).arrival_number}")
                continue
            order = directives.of_letter(office, letter.id)[0]
            [task] = assign.assign(office, [assign.Assignment(order.text, one, (two,), directive_id=order.id)])
            tasks.report_progress(office, task.id, "đang làm")
            tasks.reassign(office, task.id, two, "nghỉ phép")
            letters.hand_over(office, letter.id, person_id=two)
            letters.instruct(office, letter.id, "Khẩn trương", by="Chủ tịch")
            if scan.id % 5 == 3:
                made = backup(office)
                restore(made, folder.parent / f"restored-{scan.id}")
                said(f"backup {made}")


def leave_out(office: Office, scan_id: int) -> None:
    if scan_id % 5 == 0:
        inbox.refuse_secret(office, scan_id, "MẬT")
        return
    inbox.dismiss(office, scan_id, "không thuộc thẩm quyền")
    inbox.reread(office, scan_id)
    inbox.dismiss(office, scan_id, "không thuộc thẩm quyền")


def in_child(work: Callable[[Callable[[str], None]], None], wait: Callable[[int], None] | None = None) -> list[str]:
    """Do ``work`` in a forked child; return what it said before it ended, however it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work(lambda line: os.write(writing, f"{line}\n".encode()) and None)
            code = 0
        except OfficeError:
            code = 3
        finally:
            os._exit(code)
    os.close(writing)
    if wait is not None:
        wait(child)
    with os.fdopen(reading, encoding="utf-8") as stream:
        said = stream.read().splitlines()
    _, status = os.waitpid(child, 0)
    return [*said, f"killed {os.WIFSIGNALED(status)}", f"code {os.waitstatus_to_exitcode(status)}"]


def die_at(name: str, times: int) -> Callable[[str], None]:
    left = times

    def hook(passed: str) -> None:
        nonlocal left
        left -= passed == name
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    return hook


def require_balance(folder: Path, said: list[str]) -> None:
    """After any death: nothing lost that was said to be done, nothing twice, and the checks find no fault."""
    with open_office(folder) as office:
        repair(office)
        report = check(office)
        assert report.ok, [str(problem) for problem in report.problems]
        every = letters.rows(office, letters.ids(office))
        numbers = sorted(x.arrival_number for x in every)
        assert numbers == list(range(1, len(numbers) + 1))
        assert {int(line.split()[1]) for line in said if line.startswith("number")} <= set(numbers)
        voided = {x.arrival_number for x in every if x.state == "void"}
        assert {int(line.split()[1]) for line in said if line.startswith("void")} <= voided
        assert register.next_number(office) == len(numbers) + 1
        require_same_tasks(office)
    for line in said:
        if line.startswith("backup"):
            assert Path(line.split(" ", 1)[1]).exists()


def require_same_tasks(office: Office) -> None:
    """A task and all that was written with it stand together."""
    for task in tasks.tasks(office):
        actions = [entry.action for entry in letters.history(office, "task", task.id)]
        assert actions[0] == "assign"
        assert len(tasks.task(office, task.id).progress) == len(actions) - 1
        assert task.letter is not None
        assert task.letter.handed_to


def test_the_points_are_those_that_a_day_passes(place):
    prepare(place / "o", 5)
    passed: list[str] = []
    faults.arm(passed.append)
    try:
        day(place / "o", lambda line: None)
    finally:
        faults.arm(None)
    assert set(passed) == set(POINTS)
    require_balance(place / "o", [])


@pytest.mark.parametrize("name", POINTS)
def test_killed_at_a_step(place, name):
    prepare(place / "o", 5)

    def work(say):
        faults.arm(die_at(name, 1))
        day(place / "o", say)

    said = in_child(work)
    assert "killed True" in said
    require_balance(place / "o", said)
    again = in_child(lambda say: day(place / "o", say))
    assert again[-1] in {"code 0", "code 3"}
    require_balance(place / "o", [*said, *again])


@pytest.mark.parametrize(
    "name", ["migrate-1:before-commit", "create:before-commit", "create:before-rename", "create:after-rename"]
)
def test_killed_while_an_office_is_made(place, name):
    def work(say):
        faults.arm(die_at(name, 1))
        make_office(place / "o").close()

    assert "killed True" in in_child(work)
    if not (place / "o" / "office.db").exists():
        make_office(place / "o").close()
    require_balance(place / "o", [])


def random_deaths(folder: Path, runs: int, seed: int) -> int:
    """Kill the day ``runs`` times at random moments, on one office that lives through all of it; return the deaths."""
    chance = random.Random(seed)
    prepare(folder, 0)
    deaths, said, count = 0, [], 0

    def kill_soon(child: int) -> None:
        time.sleep(chance.uniform(0.0, 0.12))
        os.kill(child, signal.SIGKILL)

    for run in range(runs):
        with open_office(folder) as office:
            while len(inbox.to_read(office)) < 6:
                count += 1
                add_scan(office, count)
        said += in_child(lambda say: day(folder, say), kill_soon)
        deaths += said.count("killed True")
        said = [line for line in said if not line.startswith(("killed", "code"))]
        if run % 5 == 4 or run == runs - 1:
            require_balance(folder, said)
    return deaths


def test_killed_at_random_moments(place):
    assert random_deaths(place / "o", 15, seed=7) > 0


@pytest.mark.long
def test_killed_a_thousand_times(place):
    deaths = sum(random_deaths(place / f"o{seed}", 100, seed) for seed in range(10))
    assert deaths > 500


def test_programs_on_one_office_never_give_one_number_twice(place):
    folder = place / "o"
    with make_office(folder) as office:
        ids = [add_scan(office, n) for n in range(10)]
        for scan_id in ids:
            inbox.store_reading(office, scan_id, reading_of(scan_id))

    def race(say, mine):
        with open_office(folder) as office:
            for n in range(10):
                letter = register.register_by_hand(office, {"subject": f"{mine} {n}"})
                say(f"number {letter.arrival_number}")
                try:
                    say(f"number {register.register(office, ids[n]).arrival_number}")
                except RuleError:
                    continue  # another child was faster

    readers = []
    for mine in range(3):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            code = 1
            try:
                race(lambda line, to=writing: os.write(to, f"{line}\n".encode()), mine)
                code = 0
            finally:
                os._exit(code)
        os.close(writing)
        readers.append((child, reading))
    said: list[str] = []
    for child, reading in readers:
        with os.fdopen(reading, encoding="utf-8") as stream:
            said += stream.read().splitlines()
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert sorted(int(line.split()[1]) for line in said) == list(range(1, 41))
    require_balance(folder, said)
