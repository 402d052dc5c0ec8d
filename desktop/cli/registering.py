"""Commands of the register: register, void, letters, letter, search."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desktop.cli import shapes
from desktop.cli.frame import Frame, pass_frame, put_json, tell
from desktop.cli.ids import parse
from desktop.core.errors import OfficeError
from desktop.core.names import full_symbol, show_date
from desktop.core.readings_json import field_to_json
from desktop.core.records import Letter
from desktop.core.words import say, tr
from desktop.services import directives as directive_service
from desktop.services import inbox as inbox_service
from desktop.services import letter_copies, two_layer
from desktop.services import letters as letter_service
from desktop.services import register as register_service
from desktop.services import search as search_service
from desktop.services import tasks as task_service
from desktop.services.office import Office


@click.command()
@click.argument("scans", nargs=-1, metavar="SCAN…")
@click.option("--all", "every", is_flag=True, help="every ready scan; what is missing is marked to be completed")
@click.option("--sure", is_flag=True, help="only scans without a doubtful field")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def register(frame: Frame, scans: tuple[str, ...], every: bool, sure: bool, as_json: bool) -> None:
    """Register scans as read."""
    if bool(scans) + every + sure != 1:
        raise click.UsageError(say("Nêu các bản quét, hoặc --all, hoặc --sure."))
    office = frame.open()
    if scans:
        done = [letter for text in scans for letter in _register_scan(office, parse("S", text))]
    else:
        result = register_service.register_all(office, only_sure=sure)
        done = result.registered
        for scan, error in result.failed:
            tell(f"{scan.file}: {error}")
    if as_json:
        put_json([shapes.registered(letter) for letter in done])
        return
    for letter in done:
        click.echo(_line(letter))


def _register_scan(office: Office, scan_id: int) -> list[Letter]:
    """Register every letter of the scan that is not registered yet."""
    scan = inbox_service.scan(office, scan_id)
    if scan.state != "ready":
        raise OfficeError(
            "not-ready",
            tr("Bản quét S{id} chưa đăng ký được (trạng thái: {state}).", id=scan_id, state=scan.state),
            tr("Chờ đọc xong hoặc chọn bản quét khác."),
        )
    if scan.registered_count >= scan.letter_count:
        raise OfficeError(
            "registered", tr("Bản quét S{id} đã được đăng ký.", id=scan_id), tr("Xem sổ bằng lệnh: vanthu letters")
        )
    return register_service.register_scan(office, scan)


def _line(letter: Letter) -> str:
    symbol = full_symbol(letter.number, letter.symbol, letter.system)
    state = say("  [đã hủy: {reason}]", reason=letter.void_reason) if letter.state == "void" else ""
    return f"L{letter.id}  {letter.arrival_number}/{letter.year}  {symbol.strip()}  {letter.issuer}  {letter.subject}{state}"


@click.command()
@click.argument("letter")
@click.option("--reason", required=True)
@pass_frame
def void(frame: Frame, letter: str, reason: str) -> None:
    """Void an entry; its number stays taken."""
    row = register_service.void(frame.open(), parse("L", letter), reason)
    tell(say("Đã hủy số đến {number}/{year}. Số này không cấp lại.", number=row.arrival_number, year=row.year))


@click.command()
@click.option("--year", type=int)
@click.option("--unanswered", is_flag=True, help="only letters that ask for an answer nobody has given")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def letters(frame: Frame, year: int | None, unanswered: bool, as_json: bool) -> None:
    """List the register, voided entries too."""
    office = frame.open(read_only=True)
    wanted = letter_service.LetterFilter(year=year, only="unanswered" if unanswered else "")
    rows = letter_service.rows(office, letter_service.ids(office, wanted, "arrival", descending=False))
    if as_json:
        put_json([shapes.letter(row) for row in rows])
        return
    for row in rows:
        click.echo(_line(row))


@click.command()
@click.argument("letter")
@click.option("--pdf", "pdf", type=click.Path(path_type=Path, dir_okay=False), help="save its two-layer PDF there")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def letter(frame: Frame, letter: str, pdf: Path | None, as_json: bool) -> None:
    """Show one letter with its fields, references, directives, tasks and history."""
    office = frame.open(read_only=True)
    row = letter_service.letter(office, parse("L", letter))
    if pdf is not None:
        tell(say("Đã lưu {file}.", file=two_layer.save_archive_copy(office, row.id, pdf)))
    value = _whole_letter(office, row)
    if as_json:
        put_json(value)
        return
    click.echo(_line(row))
    click.echo(say("Ngày văn bản: {day}", day=show_date(row.issued_on)))
    for item in value["directives"]:
        click.echo(f"  {item['directive']}  {item['path']} [{item['concerns_commune']}] {item['text'][:100]}")
    for item in value["tasks"]:
        click.echo(f"  {item['task']}  {item['lead']}: {item['title'][:80]} → {item['due_on'] or '-'}")


def _whole_letter(office: Office, row: Letter) -> dict[str, Any]:
    of_letter = task_service.TaskFilter(letter_id=row.id)
    return shapes.letter(row) | {
        "fields": {n: field_to_json(f) for n, f in letter_service.field_readings(office, row.id).items()},
        "references": [shapes.reference(r) for r in letter_service.references(office, row.id)],
        "directives": [shapes.directive(d) for d in directive_service.of_letter(office, row.id)],
        "tasks": [shapes.task(t) for t in task_service.tasks(office, of_letter)],
        "history": [shapes.history(h) for h in letter_service.history(office, "letter", row.id)],
    }


@click.command()
@click.argument("query")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50)
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def search(frame: Frame, query: str, limit: int, as_json: bool) -> None:
    """Find letters, directives and tasks, with or without accents."""
    hits = search_service.search(frame.open(read_only=True), query, limit)
    if as_json:
        put_json([shapes.hit(h) for h in hits])
        return
    for h in hits:
        click.echo(f"{shapes.hit(h)['id']}  {h.title}  {h.snippet}")


@click.command()
@click.argument("scan", metavar="SCAN")
@click.argument("letter", metavar="LETTER")
@click.option("--drop", is_flag=True, help="put the scan away instead of keeping it with the letter")
@click.option("--undo", is_flag=True, help="let the scan wait again")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def same(frame: Frame, scan: str, letter: str, drop: bool, undo: bool, as_json: bool) -> None:
    """Say that SCAN is another copy of LETTER, which is registered already: no second number is given."""
    office, scan_id, letter_id = frame.open(), parse("S", scan), parse("L", letter)
    if undo:
        letter_copies.take_back(office, scan_id)
    else:
        (letter_copies.drop_as_copy if drop else letter_copies.keep_as_copy)(office, scan_id, letter_id)
    row = inbox_service.scan(office, scan_id)
    if as_json:
        put_json(shapes.scan(row))
    else:
        tell(row.reason or say("Bản quét {file} chờ đăng ký.", file=row.file))


COMMANDS = (register, void, letters, letter, search, same)
