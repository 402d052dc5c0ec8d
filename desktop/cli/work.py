"""Commands of the tasks: people, assign, tasks, progress, print."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, cast, get_args

import click

from desktop.cli import shapes
from desktop.cli.frame import Frame, pass_frame, put_json, tell
from desktop.cli.ids import kind_of, parse
from desktop.core.assignments import Lacking
from desktop.core.calendar import Week
from desktop.core.names import lead_words, show_date
from desktop.core.readings import Recurrence
from desktop.core.records import Person, Unit
from desktop.core.recurring import EVERY, recurrence_on
from desktop.core.words import say
from desktop.services import directives as directive_service
from desktop.services import people as people_service
from desktop.services import tasks as task_service
from desktop.services.assign import Assignment
from desktop.services.assign import assign as assign_service
from desktop.services.books import find_book
from desktop.services.office import Office
from desktop.services.printing import CORNERS, KINDS, PrintRequest, mark_printed, print_report

_HOUR = re.compile(r"(\d{1,2})(?::(\d{2})|h(\d{2})?)")
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
    """List who can be given work: people, and after them (not in --json, see `units`) the units."""
    office = frame.open(read_only=True)
    rows = people_service.people(office)
    if as_json:
        put_json([shapes.person(row) for row in rows])
        return
    for row in rows:
        click.echo(f"P{row.id}  {row.name}  {row.title}  {row.unit}")
    for unit in people_service.units(office):
        click.echo(f"U{unit.id}  {unit.name}")


@click.command()
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def units(frame: Frame, as_json: bool) -> None:
    """List the units that can be given work."""
    rows = people_service.units(frame.open(read_only=True))
    if as_json:
        put_json([shapes.unit(row) for row in rows])
        return
    for row in rows:
        click.echo(f"U{row.id}  {row.name}  {row.short_name}")


def _person(office: Office, text: str) -> int:
    """Return the person whom ``text`` names: P2, a uid or a name with or without accents."""
    wanted = text.strip()
    if wanted[:1].upper() == "P" and wanted[1:].isdigit():
        wanted = wanted[1:]
    return people_service.find_person(office, wanted).id


@click.command()
@click.argument("what", metavar="DIRECTIVE|LETTER", required=False)
@click.option("--own", is_flag=True, help="of the office's own initiative, from no letter; wants --title")
@click.option("--to", "to", required=True, metavar="PERSON|UNIT", help="who leads; for a unit its head answers")
@click.option("--with", "partners", multiple=True, metavar="PERSON", help="who takes part")
@click.option("--due", type=Day())
@click.option("--at", "hour", default="", metavar="HH:MM", help="the hour on the due day")
@click.option("--title", help="what is to be done (default: the directive's or the letter's words)")
@click.option("--product", default="", help="what must come out of it")
@click.option("--every", type=click.Choice(EVERY), help="comes back each week, month, quarter, half, year")
@click.option(
    "--on", "on_day", default="", metavar="DAY", help="with --every: the day in it (20, Friday); default: its end"
)
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def assign(
    frame: Frame,
    what: str | None,
    own: bool,
    to: str,
    partners: tuple[str, ...],
    due: date | None,
    hour: str,
    title: str | None,
    product: str,
    every: str | None,
    on_day: str,
    as_json: bool,
) -> None:
    """Give a task from a directive (D…), a whole letter (L…), or with --own from nothing:

    vanthu assign --own --title "Họp giao ban" --to "Văn phòng" --every week --on Friday
    """
    if own == (what is not None) or (own and not title):
        raise click.UsageError(say("Nêu một ý kiến chỉ đạo hay văn bản, hoặc --own cùng --title."))
    office = frame.open()
    base = _base(office, what)
    lead = people_service.find_lead(office, to)
    assignment = replace(
        base,
        title=title or base.title,
        lead_id=lead.id if isinstance(lead, Person) else None,
        lead_unit_id=lead.id if isinstance(lead, Unit) else None,
        partner_ids=tuple(_person(office, partner) for partner in partners),
        due_on=due or base.due_on,
        due_time=_hour(hour) or (base.due_time if due is None else ""),
        product=product,
        recurrence=_every(every, on_day) if every else base.recurrence,
    )
    [task] = assign_service(office, [assignment])
    if as_json:
        put_json(shapes.task(task))
        return
    click.echo(
        say("T{id}: đã giao {lead}, hạn {due}", id=task.id, lead=lead_words(task), due=show_date(task.due_on) or "—")
    )


def _base(office: Office, what: str | None) -> Assignment:
    if what is None:
        return Assignment("")
    return _from_letter(office, what) if kind_of(what) == "L" else _from_directive(office, what)


def _hour(text: str) -> str:
    """Return "08:00" for 8:00, 8h00 or 8h; '' for ''."""
    found = _HOUR.fullmatch(text)
    hour, minute = (int(found[1]), int(found[2] or found[3] or 0)) if found else (99, 99)
    if text and (hour > 23 or minute > 59):
        raise click.UsageError(say("«{value}» không phải là giờ (viết như 17:00).", value=text))
    return f"{hour:02d}:{minute:02d}" if text else ""


def _every(every: str, on_day: str) -> Recurrence:
    try:
        return recurrence_on(every, on_day)
    except ValueError:
        words = say("«{value}» không phải là ngày trong kỳ (viết như 20, hoặc Friday với --every week).", value=on_day)
        raise click.UsageError(words) from None


def _from_letter(office: Office, text: str) -> Assignment:
    whole, _options = directive_service.whole_letter(office, parse("L", text))
    return whole


def _from_directive(office: Office, text: str) -> Assignment:
    row = directive_service.directive(office, parse("D", text))
    proposals = directive_service.proposals(office, row.letter_id)
    return next(p.assignment for p in proposals if p.directive.id == row.id)


@click.command()
@click.option("--week", type=WeekType())
@click.option("--person", metavar="PERSON")
@click.option("--overdue", is_flag=True)
@click.option("--unit", metavar="UNIT", help="led by the unit or by its people")
@click.option("--unanswered", is_flag=True, help="of letters that ask for an answer nobody has given")
@click.option(
    "--unclear",
    type=click.Choice(get_args(Lacking)[1:]),
    is_flag=False,
    flag_value="any",
    default=None,
    help="open ones that lack one of the five ('5 rõ'), or this one of them",
)
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def tasks(
    frame: Frame,
    week: Week | None,
    person: str | None,
    overdue: bool,
    unit: str | None,
    unanswered: bool,
    unclear: str | None,
    as_json: bool,
) -> None:
    """List tasks: overdue first, then by due day."""
    office = frame.open(read_only=True)
    wanted = task_service.TaskFilter(
        week,
        _person(office, person) if person else None,
        people_service.find_unit(office, unit).id if unit else None,
        overdue=overdue,
        unanswered=unanswered,
        open_only=unclear is not None,
        unclear=cast("Lacking", unclear or ""),
    )
    rows = task_service.tasks(office, wanted)
    if as_json:
        put_json([shapes.task(row) for row in rows])
        return
    for row in rows:
        click.echo(
            f"T{row.id}  {row.status:12}  {show_date(row.due_on) or '-':10}  {lead_words(row)}: {row.title[:80]}"
        )


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
@click.option("--unit", metavar="UNIT", help="only the work of a unit")
@click.option(
    "--issuer", default="", metavar="NAME", help="only what this issuer sent or asked for; a part of its name"
)
@click.option("--book", metavar="BOOK", help="a book's name or a part of it")
@click.option("--volume", default="", help="one volume (quyển) of the register")
@click.option(
    "--corner", type=click.Choice(CORNERS), help="the arrival stamp alone, for this corner of the paper letter"
)
@click.option("--empty", is_flag=True, help="a handling slip to be filled by hand")
@click.option("--new", "new_only", is_flag=True, help="only what is new since the last --new")
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
    unit: str | None,
    issuer: str,
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
        unit_id=people_service.find_unit(office, unit).id if unit else None,
        issuer=issuer,
    )
    tell(say("Đã ghi {file}", file=print_report(office, request, output)))
    if new_only:
        mark_printed(office, request)


COMMANDS = (people, units, assign, tasks, progress, print_)
