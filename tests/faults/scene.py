"""An office's day with everything that writes, made so that it goes on where it was broken off; and the judge after it."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from desktop.core.readings import DirectiveReading, FieldReading, LetterReading, Reading
from desktop.core.records import OfficeInfo, Scan
from desktop.intake.settling import Pace
from desktop.intake.store import hash_of
from desktop.services import (
    archive,
    assign,
    backup_care,
    backup_folder,
    directives,
    inbox,
    letters,
    people,
    register,
    strays,
    take_in,
    tasks,
)
from desktop.services.backup import back_up_day, restore
from desktop.services.check import check, repair
from desktop.services.new import create_office
from desktop.services.office import Office

INFO = OfficeInfo("ỦY BAN NHÂN DÂN XÃ AN BÌNH", "xã", "An Bình", "")
NOW = datetime(2026, 11, 16, 8, 0)
FAST = Pace(look=0.0, quiet=0.0, quiet_pages=0.0, rescan=0.0, grace=0.0)
#: three letters, one of them twice, and one cut off
FILES = ("a.pdf", "b.pdf", "c.pdf", "copy of a.pdf", "cut.pdf")
Say = Callable[[str], None]


@dataclass
class Verdict:
    """What is wrong after a fault: said to be done and gone; there twice; anything else the checks find."""

    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


class _Here:
    """Stands in for the process that opens files: these are no hostile ones, and a run takes no second."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def start(self) -> None:
        pass

    def close(self) -> None:
        pass

    def run(self, job: Any, *_: object) -> object:
        return job.function(job.path)


@contextmanager
def quick() -> Iterator[None]:
    """Take files in without a process of its own inside the block; what looks for secrecy stamps finds none."""
    pool, look = take_in.Pool, getattr(take_in, "secret_look", None)
    kept = look.look if look is not None else None
    take_in.Pool = _Here  # type: ignore[assignment,misc]
    if look is not None:
        look.look = lambda *_args, **_more: None
    try:
        yield
    finally:
        take_in.Pool = pool  # type: ignore[misc]
        if look is not None:
            look.look = kept


def prepare(root: Path) -> Path:
    """Make an office with files in its scan folder; return its folder."""
    folder = root / "office"
    (root / "stick").mkdir(parents=True)
    with create_office(folder, INFO, clock=lambda: NOW, actor="Văn thư") as office:
        for name in ("Lê Văn Đạt", "Ngô Thị Mai"):
            people.add_person(office, name)
    for age, name in enumerate(FILES):
        _write_pdf(folder / "scans" / name, "a" if name == "copy of a.pdf" else name[0], 1_700_000_000 + age)
    cut = folder / "scans" / "cut.pdf"
    cut.write_bytes(cut.read_bytes()[:200])
    os.utime(cut, (1_700_000_009, 1_700_000_009))
    return folder


def _write_pdf(file: Path, text: str, at: int) -> None:
    canvas = Canvas(str(file), invariant=True)
    canvas.drawString(72, 700, text)
    canvas.save()
    os.utime(file, (at, at))


def hashes(folder: Path) -> set[str]:
    """The hashes of the files that lie in the scan folder."""
    return {hash_of(p) for p in (folder / "scans").iterdir() if p.is_file()}


def work(folder: Path, say: Say, now: datetime = NOW, touch: Callable[[Office], None] = lambda _office: None) -> None:
    """Everything a day writes, saying each thing once it was told done; ``touch`` is handed the open office."""
    with Office.open(folder, clock=lambda: now, actor="Văn thư") as office, quick():
        touch(office)
        take_in.take_in_folder(office, pace=FAST)
        for scan in list(inbox.to_read(office)):
            inbox.store_reading(office, scan.id, _reading(scan))
        for scan in [s for s in inbox.waiting(office) if s.state == "ready"]:
            _one(office, scan, say)
        office.change_settings(replace(office.settings, due_soon_days=office.settings.due_soon_days % 20 + 1))
        made = back_up_day(office).file
        say(f"backup {made}")
        stick = folder.parent / "stick"
        backup_care.copy_to(office, "f" * 32, stick, lambda _share: None, made)
        say(f"stick {stick / made.name}")
        target = folder.parent / "restored"
        if target.exists():
            shutil.rmtree(target)
        restore(made, target)
        say("restored")


def _one(office: Office, scan: Scan, say: Say) -> None:
    letter = register.register(office, scan.id)
    say(f"number {letter.arrived_on.year} {letter.arrival_number}")
    register.correct(office, letter.id, {"subject": f"đã sửa {letter.id}"})
    if scan.file.startswith("b") and not [x for x in letters.rows(office, letters.ids(office)) if x.state == "void"]:
        register.void(office, letter.id, "nhầm")
        say(f"void {letter.arrived_on.year} {letter.arrival_number}")
        letter = register.register(office, scan.id)
        say(f"number {letter.arrived_on.year} {letter.arrival_number}")
    one, two = (p.id for p in people.people(office))
    order = directives.of_letter(office, letter.id)[0]
    [task] = assign.assign(office, [assign.Assignment(order.text, one, (two,), directive_id=order.id)])
    say(f"task {task.uid}")
    tasks.report_progress(office, task.id, "đang làm")
    say(f"progress {task.uid}")


def _reading(scan: Scan) -> Reading:
    values = {"issuer": "UBND TỈNH", "number": str(scan.id), "symbol": "UBND-TH", "issued_on": "2026-11-10"}
    values |= {"type": "Công văn", "subject": f"việc số {scan.id}"}
    fields = {name: FieldReading(value, 0.95, 1) for name, value in values.items()}
    orders = (DirectiveReading("1", None, "1.", "standing", "UBND các xã rà soát.", concerns_commune="yes"),)
    return Reading(scan.file, scan.sha256, 1, "ocr", (LetterReading(1, 1, fields, (), orders),), True, ("trang",))


def judge(folder: Path, said: list[str], files: set[str]) -> Verdict:
    """Look for what was lost, doubled or put out of order; ``files``: hashes of what ever lay in the scan folder."""
    verdict = Verdict()
    with Office.open(folder, clock=lambda: NOW) as office:
        _judge_checks(office, verdict)
        _judge_numbers(office, said, verdict)
        _judge_scans(office, files, verdict)
        _judge_tasks(office, said, verdict)
    for line in said:
        what, _, place = line.partition(" ")
        if what in ("backup", "stick") and not _is_whole(Path(place)):
            verdict.lost.append(line)
    return verdict


def _judge_checks(office: Office, verdict: Verdict) -> None:
    """What the checks find is wrong as it lies there, before any repair; but for files that a kill left without their
    row: they harm nothing, and repair moves them out of the store."""
    left = strays.strays(office)
    verdict.wrong += [str(text) for text in check(office).problems if not any(path in str(text) for path in left)]
    mended = repair(office)
    if len(mended) != len(left) or strays.strays(office) or not check(office).ok:
        verdict.wrong += [f"mended: {text}" for text in mended]


def _judge_numbers(office: Office, said: list[str], verdict: Verdict) -> None:
    every = letters.rows(office, letters.ids(office))
    numbers = Counter((x.arrived_on.year, x.arrival_number) for x in every)
    verdict.doubled += [f"number {year} {n}" for (year, n), times in numbers.items() if times > 1]
    for year in {year for year, _ in numbers}:
        own = [n for y, n in numbers if y == year]
        verdict.lost += [f"gap {year} {n}" for n in range(1, max(own) + 1) if n not in own]
    voids = {(x.arrived_on.year, x.arrival_number) for x in every if x.state == "void"}
    for line in said:
        what, *values = line.split()
        there = {"number": set(numbers), "void": voids}.get(what)
        if there is not None and tuple(map(int, values)) not in there:
            verdict.lost.append(line)
    twice = office.db.column(
        "SELECT scan_id FROM letter WHERE state = 'registered' AND scan_id IS NOT NULL"
        " GROUP BY scan_id, letter_index HAVING count(*) > 1"
    )
    verdict.doubled += [f"scan {scan_id}" for scan_id in twice]


def _judge_scans(office: Office, files: set[str], verdict: Verdict) -> None:
    rows = office.db.all("SELECT id, sha256, state, path FROM scan")
    known = {row["sha256"] for row in rows}
    lying = {hash_of(p) for p in office.scan_folder.rglob("*") if p.is_file()}
    verdict.lost += [f"file {sha256[:8]}" for sha256 in files - known - lying]
    originals = Counter(row["sha256"] for row in rows if row["state"] not in ("duplicate", "unreadable", "refused"))
    verdict.doubled += [f"scan {sha256[:8]}" for sha256, times in originals.items() if times > 1]
    for row in rows:
        if row["path"] and hash_of(office.path(row["path"])) != row["sha256"]:
            verdict.lost.append(f"bytes of scan {row['id']}")
    account = inbox.accounting(office)
    if account["taken_in"] != sum(n for name, n in account.items() if name != "taken_in"):
        verdict.wrong.append(f"accounts {account}")
    copies = Counter(row["state"] for row in rows)["duplicate"]
    verdict.doubled += [f"{copies} duplicates"] if copies > 1 else []


def _judge_tasks(office: Office, said: list[str], verdict: Verdict) -> None:
    every = {task.uid: task for task in tasks.tasks(office)}
    for line in said:
        what, _, uid = line.partition(" ")
        gone = what in ("task", "progress") and uid not in every
        if gone or (what == "progress" and not tasks.task(office, every[uid].id).progress):
            verdict.lost.append(line)
    given = Counter(task.directive_id for task in every.values() if task.directive_id)
    verdict.doubled += [f"directive {n}" for n, times in given.items() if times > 1]


def _is_whole(file: Path) -> bool:
    """A day that the rule let go is no loss; one that is there must be whole."""
    if not file.exists():
        return bool(backup_folder.points(file.parent))
    manifest = archive.verify(file)
    parts = [file.parent / backup_folder.PARTS / name for name in manifest.parts]
    return all(archive.verify(part) for part in parts)
