"""Commands from paper to inbox: read, intake, inbox."""

from __future__ import annotations

import threading
from pathlib import Path

import click

from desktop.cli import shapes
from desktop.cli.frame import Frame, pass_frame, put_json, require_file, tell
from desktop.core.errors import OfficeError
from desktop.core.readings import Reading
from desktop.core.readings_json import reading_to_json
from desktop.core.records import Scan
from desktop.core.words import say, tr
from desktop.services import inbox as inbox_service
from desktop.services import recurring
from desktop.services.office import Office
from desktop.services.read import read_files, read_pending
from desktop.services.take_in import take_in_folder
from desktop.services.watch import watch


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE…")
@click.option("--json", "as_json", is_flag=True, help="one JSON value a line")
def read(files: tuple[Path, ...], as_json: bool) -> None:
    """Read scans without any office."""
    failed: list[str] = []
    for path in files:
        require_file(path)
    for path, result in read_files(files):
        if isinstance(result, OfficeError):
            failed.append(path.name)
            tell(f"{path.name}: {result}")
        elif as_json:
            put_json(reading_to_json(result))
        else:
            _print_reading(result)
    if failed:
        raise OfficeError(
            "unread",
            tr("Không đọc được {n} tệp.", n=len(failed)),
            tr("Xem lý do ở các dòng trên, quét lại nếu cần."),
        )


def _print_reading(reading: Reading) -> None:
    click.echo(
        say(
            "{file}: {pages} trang, {letters} văn bản",
            file=reading.file,
            pages=reading.pages,
            letters=len(reading.letters),
        )
    )
    for letter in reading.letters:
        for name, field in letter.fields.items():
            if field.value or field.needs:
                shown = "; ".join(field.value) if isinstance(field.value, list) else field.value
                mark = "✎" if field.needs else ("✓" if field.confidence >= 0.9 else "?")
                click.echo(f"  {mark} {name}: {shown or ''}")
        for directive in letter.directives:
            due = directive.deadline.due_on if directive.deadline else None
            click.echo(
                f"  {directive.path} [{directive.concerns_commune}] {directive.text[:90]}"
                + (f" → {due}" if due else "")
            )


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[FOLDER]")
@click.option("--once", is_flag=True, help="one pass, then end")
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def intake(frame: Frame, folder: Path | None, once: bool, as_json: bool) -> None:
    """Take in what lies in the scan folder, read it, and go on watching it."""
    office = frame.open()
    recurring.make_due(office)
    if once:
        _once(office, folder, as_json)
        return
    stop = threading.Event()
    tell(say("Đang theo dõi thư mục quét {folder}. Nhấn Ctrl+C để dừng.", folder=folder or office.scan_folder))
    try:
        watch(office, lambda scan: _told(scan, as_json), stop, folder=folder)
    except KeyboardInterrupt:
        stop.set()


def _once(office: Office, folder: Path | None, as_json: bool) -> None:
    taken = take_in_folder(office, folder)
    read_pending(office)
    now = [inbox_service.scan(office, scan.id) for scan in taken]
    if as_json:
        put_json([shapes.scan(scan) for scan in now])
        return
    for scan in now:
        _told(scan, as_json=False)


def _told(scan: Scan, as_json: bool) -> None:
    if as_json:
        put_json(shapes.scan(scan))
    else:
        click.echo(f"S{scan.id}  {scan.state:10}  {scan.file}" + (f"  ({scan.reason})" if scan.reason else ""))


@click.command()
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def inbox(frame: Frame, as_json: bool) -> None:
    """List the waiting scans."""
    rows = inbox_service.waiting(frame.open(read_only=True))
    if as_json:
        put_json([shapes.scan(row) for row in rows])
        return
    for row in rows:
        _told(row, as_json=False)


COMMANDS = (read, intake, inbox)
