"""The main job from end to end on the sample office: take in, read, register, assign, print the week."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import cycle
from pathlib import Path

from desktop.core.calendar import Week
from desktop.core.records import Letter, Person, Scan, Task
from desktop.core.words import Text, tr
from desktop.services import directives, inbox, people, register
from desktop.services.assign import Assignment, assign
from desktop.services.office import Office
from desktop.services.printing import PrintRequest, print_report
from desktop.services.read import read_pending
from desktop.services.take_in import take_in_folder

PRINTS = "prints"


@dataclass
class DemoResult:
    """What was done: scans taken in, letters registered, scans left for a person, tasks given, files written."""

    scans: list[Scan] = field(default_factory=list)
    registered: list[Letter] = field(default_factory=list)
    left: list[Scan] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)


def run(office: Office, tell: Callable[[Text], None]) -> DemoResult:
    """Do the main job on what lies in the office's scan folder; ``tell`` hears each step.

    Letters without a doubtful field are registered; the others stay in the inbox, as they would for a clerk.
    Raises OfficeError when a step cannot be done; what was done before it stays.
    """
    result = DemoResult()
    tell(tr("Đang nhận các bản quét trong {folder} …", folder=office.scan_folder))
    taken = take_in_folder(office)
    tell(tr("Đang đọc {n} tệp …", n=len(taken)))
    read_pending(office)
    result.scans = [inbox.scan(office, scan.id) for scan in taken]
    result.registered = register.register_all(office, only_sure=True).registered
    result.left = inbox.waiting(office)
    leads = _leads(office)
    for letter in result.registered:
        result.tasks += _give(office, letter, leads)
    result.files = _print(office, result.registered)
    return result


def _leads(office: Office) -> Iterator[Person]:
    """Go round those who usually lead, for directives that name none of ours."""
    able = [person for person in people.people(office) if person.role in ("head", "officer")]
    return cycle(able)


def _give(office: Office, letter: Letter, leads: Iterator[Person]) -> list[Task]:
    wanted = [p.assignment for p in directives.proposals(office, letter.id) if p.ticked]
    if not wanted:
        return []
    return assign(office, [_with_lead(assignment, leads) for assignment in wanted])


def _with_lead(assignment: Assignment, leads: Iterator[Person]) -> Assignment:
    return assignment if assignment.lead_id is not None else replace(assignment, lead_id=next(leads).id)


def _print(office: Office, letters: list[Letter]) -> list[Path]:
    folder = office.folder / PRINTS
    folder.mkdir(exist_ok=True)
    week = Week.of(office.today())
    files = [
        print_report(office, PrintRequest("weekly-sheets", week=week), folder / f"weekly-sheets-{week}.pdf"),
        print_report(office, PrintRequest("register"), folder / f"register-{office.today().year}.pdf"),
    ]
    if letters:
        slip = folder / f"handling-slip-{letters[0].arrival_number}.pdf"
        files.append(print_report(office, PrintRequest("handling-slip", letter_id=letters[0].id), slip))
    return files
