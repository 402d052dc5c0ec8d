"""Commands that bring a register in and take everything out: import, export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from desktop.cli.frame import Frame, pass_frame, put_json, require_file, tell
from desktop.core.errors import OfficeError, RuleError
from desktop.core.register_sheet import NAMES
from desktop.core.words import say, tr
from desktop.services import books, import_register
from desktop.services import export as export_service
from desktop.services.import_register import Plan

_SHOWN = 50


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--sheet", default="", help="a sheet of the workbook (default: the first)")
@click.option("--head", type=click.IntRange(min=1), help="the line with the columns' names (default: found)")
@click.option("--column", "columns", multiple=True, metavar="NAME=LETTER", help="e.g. arrival_number=B")
@click.option("--book", metavar="BOOK", help="a book's name or a part of it")
@click.option("--dry-run", is_flag=True, help="only tell what would be entered")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def import_(
    frame: Frame,
    file: Path,
    sheet: str,
    head: int | None,
    columns: tuple[str, ...],
    book: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take over a register from Excel (.xlsx) or .csv, all lines or none; letters keep their numbers."""
    office = frame.open(read_only=dry_run)
    look = import_register.look(office, require_file(file), sheet, head - 1 if head else None)
    if look.head is None:
        raise RuleError("no-head", tr("Không thấy dòng ghi tên cột."), tr("Hãy chỉ dòng đó bằng --head."))
    chosen = {**look.columns, **dict(_column(text) for text in columns)}
    book_id = books.find_book(office, book).id if book else None
    plan = import_register.plan(office, file, look.sheet, look.head, chosen, book_id)
    if as_json:
        put_json(_shape(plan, chosen, entered=not dry_run and not plan.errors))
    else:
        _say(plan)
    if plan.errors or not dry_run:
        import_register.carry_out(office, plan)
        import_register.remember(office, look.heads, chosen)
        tell(say("Đã nhập {n} văn bản vào sổ.", n=len(plan.entries)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--scans", "with_scans", is_flag=True, help="the original scans too (not in .xlsx)")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def export(frame: Frame, file: Path, with_scans: bool, as_json: bool) -> None:
    """Take everything out: FILE.xlsx a workbook, FILE.zip or a new folder open JSON."""
    office = frame.open()
    made = export_service.export(office, file, with_scans=with_scans)
    export_service.record(office, made, with_scans=with_scans)
    if as_json:
        put_json({"file": str(made), "with_scans": with_scans})
    else:
        tell(say("Đã ghi {file}", file=made))


def _say(plan: Plan) -> None:
    for error in plan.errors[:_SHOWN]:
        click.echo(say("dòng {line}: {text}", line=error.line, text=error.text))
    for year, (first, last) in plan.years.items():
        click.echo(say("năm {year}: số {first} đến {last}", year=year, first=first, last=last))
    click.echo(say("{n} văn bản đọc được", n=len(plan.entries)))


def _shape(plan: Plan, columns: dict[str, int], *, entered: bool) -> dict[str, Any]:
    return {
        "file": plan.file.name,
        "columns": columns,
        "entries": len(plan.entries),
        "skipped": plan.skipped,
        "years": {str(year): {"first": first, "last": last} for year, (first, last) in plan.years.items()},
        "errors": [{"line": error.line, "text": str(error.text)} for error in plan.errors],
        "imported": len(plan.entries) if entered else 0,
    }


def _column(text: str) -> tuple[str, int]:
    name, _, letters = text.partition("=")
    if name not in NAMES or not letters.isascii() or not letters.isalpha() or len(letters) > 2:
        raise OfficeError(
            "bad-column",
            tr("«{text}» không phải là TÊN=CỘT.", text=text),
            tr("Tên là một trong: {names}.", names=", ".join(NAMES)),
        )
    place = 0
    for letter in letters.upper():
        place = place * 26 + ord(letter) - ord("A") + 1
    return name, place - 1


COMMANDS: tuple[click.Command, ...] = (import_, export)
