"""Commands of the tasks: people, assign, tasks, progress, print."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, cast

import click

from desktop.cli import shapes
from desktop.cli.frame import Frame, pass_frame, put_json, tell
from desktop.cli.ids import kind_of, parse
from desktop.core.calendar import Week
from desktop.core.words import say
from desktop.services import directives as directive_service
from desktop.services import letters as letter_service
from desktop.services import people as people_service
from desktop.services import tasks as task_service
from desktop.services.assign import Assignment
from desktop.services.assign import assign as assign_service
from desktop.services.books import find_book
from desktop.services.office import Office
from desktop.services.printing import CORNERS, KINDS, PrintRequest, mark_printed, print_report

REPORTS = [kind.code for kind in KINDS]


class Day(click.ParamType[date]):
    """An ISO day."""

    name = "YYYY-MM-DD"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            self.fail(say("«{value}» không phải là ngày (viết như 2026-11-21).", value=value), param, ctx)


class WeekType(click.ParamType[Week]):
    """An ISO week."""

    name = "YYYY-Www"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Week:
        if isinstance(value, Week):
            return value
        try:
            return Week.parse(str(value))
        except ValueError:
            self.fail(say("«{value}» không phải là tuần (viết như 2026-W47).", value=value), param, ctx)


@click.command()
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def people(frame: Frame, as_json: bool) -> None:
    """List who can be given work."""
    rows = people_service.people(frame.open(read_only=True))
    if as_json:
        put_json([shapes.person(row) for row in rows])
        return
    for row in rows:
        click.echo(f"P{row.id}  {row.name}  {row.title}  {row.unit}")


def _person(office: Office, text: str) -> int:
    """Return the person whom ``text`` names: P2, a uid or a name with or without accents."""
    wanted = text.strip()
    if wanted[:1].upper() == "P" and wanted[1:].isdigit():
        wanted = wanted[1:]
    return people_service.find_person(office, wanted).id


@click.command()
@click.argument("what", metavar="DIRECTIVE|LETTER")
@click.option("--to", "to", required=True, metavar="PERSON", help="who leads")
@click.option("--with", "partners", multiple=True, metavar="PERSON", help="who takes part")
@click.option("--due", type=Day())
@click.option("--title")
@click.option("--product", default="")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def assign(
    frame: Frame,
    what: str,
    to: str,
    partners: tuple[str, ...],
    due: date | None,
    title: str | None,
    product: str,
    as_json: bool,
) -> None:
    """Give a task from a directive (D…) or a whole letter (L…)."""
    office = frame.open()
    base = _from_letter(office, what) if kind_of(what) == "L" else _from_directive(office, what)
    assignment = Assignment(
        title=title or base.title,
        lead_id=_person(office, to),
        partner_ids=tuple(_person(office, partner) for partner in partners),
        due_on=due or base.due_on,
        due_time=base.due_time if due is None else "",
        product=product,
        letter_id=base.letter_id,
        directive_id=base.directive_id,
        kind=base.kind,
    )
    [task] = assign_service(office, [assignment])
    if as_json:
        put_json(shapes.task(task))
        return
    click.echo(say("T{id}: đã giao {lead}, hạn {due}", id=task.id, lead=task.lead, due=task.due_on or "—"))


def _from_letter(office: Office, text: str) -> Assignment:
    row = letter_service.letter(office, parse("L", text))
    return Assignment(title=row.subject, letter_id=row.id)


def _from_directive(office: Office, text: str) -> Assignment:
    row = directive_service.directive(office, parse("D", text))
    proposals = directive_service.proposals(office, row.letter_id)
    return next(p.assignment for p in proposals if p.directive.id == row.id)


@click.command()
@click.option("--week", type=WeekType())
@click.option("--person", metavar="PERSON")
@click.option("--overdue", is_flag=True)
@click.option("--unanswered", is_flag=True, help="of letters that ask for an answer nobody has given")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def tasks(frame: Frame, week: Week | None, person: str | None, overdue: bool, unanswered: bool, as_json: bool) -> None:
    """List tasks: overdue first, then by due day."""
    office = frame.open(read_only=True)
    person_id = _person(office, person) if person else None
    rows = task_service.tasks(office, task_service.TaskFilter(week, person_id, overdue=overdue, unanswered=unanswered))
    if as_json:
        put_json([shapes.task(row) for row in rows])
        return
    for row in rows:
        click.echo(f"T{row.id}  {row.status:12}  {row.due_on or '-':10}  {row.lead}: {row.title[:80]}")


@click.command()
@click.argument("task")
@click.option("--note", required=True)
@click.option("--done", is_flag=True)
@click.option("--reply", default="", help="number and symbol of the reply")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def progress(frame: Frame, task: str, note: str, done: bool, reply: str, as_json: bool) -> None:
    """Add to a task's log; --done closes it."""
    row = task_service.report_progress(frame.open(), parse("T", task), note, done=done, reply=reply)
    if as_json:
        put_json(shapes.task(row))
    else:
        tell(say("Đã ghi vào nhiệm vụ T{id}.", id=row.id))


@click.command("print")
@click.argument("report", type=click.Choice(REPORTS), metavar="REPORT")
@click.option(
    "-o", "--output", "output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE"
)
@click.option("--week", type=WeekType())
@click.option("--from", "first", type=Day())
@click.option("--to", "last", type=Day())
@click.option("--letter", metavar="LETTER")
@click.option("--person", metavar="PERSON")
@click.option("--book", metavar="BOOK", help="a book's name or a part of it")
@click.option("--volume", default="", help="one volume (quyển) of the register")
@click.option(
    "--corner", type=click.Choice(CORNERS), help="the arrival stamp alone, for this corner of the paper letter"
)
@click.option("--empty", is_flag=True, help="a handling slip to be filled by hand")
@click.option("--new", "new_only", is_flag=True, help="register, weekly sheets: only what is new since the last --new")
@pass_frame
def print_(
    frame: Frame,
    report: str,
    output: Path,
    week: Week | None,
    first: date | None,
    last: date | None,
    letter: str | None,
    person: str | None,
    book: str | None,
    volume: str,
    corner: str | None,
    empty: bool,
    new_only: bool,
) -> None:
    """Print a form into FILE; its ending picks PDF, XLSX or DOCX. --new remembers what it printed."""
    office = frame.open(read_only=not new_only)
    request = PrintRequest(
        report,
        week=week,
        first=first,
        last=last,
        letter_id=parse("L", letter) if letter else None,
        person_id=_person(office, person) if person else None,
        book_id=find_book(office, book).id if book else None,
        volume=volume,
        corner=cast("Any", corner),
        empty=empty,
        new_only=new_only,
    )
    tell(say("Đã ghi {file}", file=print_report(office, request, output)))
    if new_only:
        mark_printed(office, request)


COMMANDS = (people, assign, tasks, progress, print_)
