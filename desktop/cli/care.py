"""Commands that keep an office: new, backup, restore, check."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from desktop.cli.frame import Frame, pass_frame, put_json, speak, tell
from desktop.core.errors import OfficeError
from desktop.core.records import OfficeInfo, OfficeKind
from desktop.core.words import say, tr
from desktop.services import backup as backup_service
from desktop.services import sample as sample_service
from desktop.services import sample_many
from desktop.services.check import check as check_service
from desktop.services.new import create_office
from desktop.services.office import Office


@click.command()
@click.option("--name", help="as printed, e.g. ỦY BAN NHÂN DÂN XÃ AN BÌNH")
@click.option("--kind", type=click.Choice(["xã", "phường", "đặc khu"]), default="xã")
@click.option("--place", default="")
@click.option("--superior", default="")
@click.option("--sample", is_flag=True, help="a made-up commune with people and waiting scans")
@click.option(
    "--letters", type=click.IntRange(1, 2_000_000), help="with --sample: so many made-up letters in the register"
)
@pass_frame
def new(
    frame: Frame, name: str | None, kind: OfficeKind, place: str, superior: str, sample: bool, letters: int | None
) -> None:
    """Make an office."""
    if not name and not sample:
        raise click.UsageError(say("Cần --name (hoặc --sample để lập đơn vị mẫu)."))
    if letters and not sample:
        raise click.UsageError(say("--letters chỉ dùng cùng với --sample."))
    if frame.language is not None:
        speak(frame.language)
    folder = frame.folder()
    if sample:
        office = sample_service.create(folder, name=name, clock=frame.clock)
    else:
        office = create_office(folder, OfficeInfo(name or "", kind, place, superior), clock=frame.clock)
    frame.opened.append(office)
    if letters:
        _fill(office, letters)
    tell(
        say(
            "Đã lập {name} tại {folder}. Thư mục quét: {scans}",
            name=office.info.name,
            folder=folder,
            scans=office.scan_folder,
        )
    )


def _fill(office: Office, letters: int) -> None:
    with click.progressbar(length=letters, file=sys.stderr, label=say("Đang vào sổ")) as bar:
        sample_many.fill(office, letters, tell=lambda done, _total: bar.update(done - bar.pos))


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@pass_frame
def backup(frame: Frame, file: Path | None) -> None:
    """Save the whole office as one file."""
    made = backup_service.backup(frame.open(), file)
    click.echo(made)


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "to", required=True, type=click.Path(path_type=Path, file_okay=False))
def restore(file: Path, to: Path) -> None:
    """Bring a backup back into an empty folder."""
    backup_service.restore(file, to)
    tell(say("Đã khôi phục vào {folder}.", folder=to))


@click.command()
@click.option("--json", "as_json", is_flag=True)
@pass_frame
def check(frame: Frame, as_json: bool) -> None:
    """Check the office: database, numbers, scans, search, accounts."""
    report = check_service(frame.open(read_only=True))
    problems = [str(problem) for problem in report.problems]
    if as_json:
        put_json({"ok": report.ok, "problems": problems, "accounting": report.accounting})
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(", ".join(f"{name} {count}" for name, count in report.accounting.items()))
    if not report.ok:
        raise OfficeError(
            "check", tr("Kiểm tra thấy {n} vấn đề.", n=len(problems)), tr("Xem từng dòng và làm theo hướng dẫn.")
        )


COMMANDS = (new, backup, restore, check)
