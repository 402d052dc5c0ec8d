"""Commands that keep an office: new, backup, restore, check."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import click

from desktop.cli.frame import Frame, pass_frame, put_json, speak, tell
from desktop.core.errors import OfficeError
from desktop.core.records import OfficeInfo, OfficeKind
from desktop.core.words import say, tr
from desktop.services import backup as backup_service
from desktop.services import backup_care, backup_disks, backup_key, own_office, replacing, restoring, sealing
from desktop.services import check as check_service
from desktop.services import sample as sample_service
from desktop.services.new import create_office
from desktop.services.office import Office

_F = TypeVar("_F", bound=Callable[..., object])


def _passphrase_option(words: str) -> Callable[[_F], _F]:
    kind = click.Path(path_type=Path, dir_okay=False)
    return click.option("--passphrase-file", type=kind, metavar="TEXT-FILE", help=words)


def _passphrase(file: Path) -> str:
    """A passphrase is read from a file: on a command line it would stand in the shell's history."""
    try:
        with file.open(encoding="utf-8-sig") as stream:
            return stream.readline().rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise OfficeError(
            "no-passphrase",
            tr("Không đọc được tệp mật khẩu {file}.", file=file),
            tr("Hãy ghi mật khẩu vào dòng đầu của tệp văn bản UTF-8."),
        ) from error


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
    if sample and letters:
        office = _large(frame, folder, name, letters)
    elif sample:
        office = sample_service.create(folder, name=name, clock=frame.clock)
    else:
        office = create_office(folder, OfficeInfo(name or "", kind, place, superior), clock=frame.clock)
    frame.opened.append(office)
    tell(
        say(
            "Đã lập {name} tại {folder}. Thư mục quét: {scans}",
            name=office.info.name,
            folder=folder,
            scans=office.scan_folder,
        )
    )


@contextmanager
def _progress(label: str) -> Iterator[Callable[[float], None]]:
    """A bar on standard error with the time left, where a person looks on; hears the share done (0-1)."""
    with click.progressbar(length=1000, file=sys.stderr, label=label) as bar:
        yield lambda share: bar.update(max(0, round(share * 1000) - bar.pos))


def _large(frame: Frame, folder: Path, name: str | None, letters: int) -> Office:
    """The sample office with many letters; nothing of it stays when it is stopped."""
    with _progress(say("Đang vào sổ")) as heard:
        return sample_service.create_large(
            folder, letters, name=name, clock=frame.clock, tell=lambda done, total: heard(done / total)
        )


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path), metavar="[FILE]")
@click.option("--day", is_flag=True, help="today's file in the backup folder, and on marked sticks: only what is new")
@_passphrase_option("seal FILE with the passphrase in the first line of this file")
@pass_frame
def backup(frame: Frame, file: Path | None, day: bool, passphrase_file: Path | None) -> None:
    """Save the whole office as one file."""
    if day and (file or passphrase_file):
        raise click.UsageError("--day takes neither FILE nor --passphrase-file")
    office = frame.open()
    if day:
        with _progress(say("Đang sao lưu")) as heard:
            outcome = backup_care.make(office, heard)
        tell(say("Đã sao lưu. Đã chép ra: {places}", places=", ".join(map(str, outcome.copied)) or "–"))
        click.echo(outcome.day.file)
        for trouble in outcome.troubles:
            raise trouble
        return
    key = sealing.make_key(_passphrase(passphrase_file))[0] if passphrase_file else None
    with _progress(say("Đang sao lưu")) as heard:
        made = backup_service.backup(office, file, heard, key=key)
    click.echo(made)
    if backup_disks.is_in_parts(made):
        tell(str(backup_disks.in_parts(made)))


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "to", type=click.Path(path_type=Path, file_okay=False), help="an empty folder")
@click.option("--in-place", is_flag=True, help="in place of the office, whose database is damaged; that file is kept")
@_passphrase_option("of a sealed backup: passphrase, or code of the recovery sheet, in the first line of this file")
@pass_frame
def restore(frame: Frame, file: Path, to: Path | None, in_place: bool, passphrase_file: Path | None) -> None:
    """Bring a backup back into an empty folder, or in place of a damaged office."""
    if (to is None) is not in_place:
        raise click.UsageError(say("Cần --to THƯ-MỤC-TRỐNG, hoặc --in-place để thay cho cơ quan đang hỏng."))
    passphrase = _passphrase(passphrase_file) if passphrase_file else ""
    with _progress(say("Đang khôi phục")) as heard:
        if to is None:
            now = (frame.clock or datetime.now)()
            done = replacing.restore_in_place(file, frame.folder(), now=now, passphrase=passphrase, tell=heard)
        else:
            done = restoring.restore(file, to, passphrase=passphrase, tell=heard)
    tell(say("Đã khôi phục vào {folder}.", folder=to or done.folder))
    if to is not None and own_office.remember_first(to):
        tell(say("Từ nay chương trình mở cơ quan ở {folder}.", folder=to.absolute()))
    for note in done.notes:
        tell(str(note))


@click.command()
@_passphrase_option("the passphrase in the first line of this file")
@click.option("--sheet", type=click.Path(path_type=Path, dir_okay=False), help="write the recovery sheet (PDF) here")
@click.option("--off", is_flag=True, help="seal backups no more")
@pass_frame
def seal(frame: Frame, passphrase_file: Path | None, sheet: Path | None, off: bool) -> None:
    """Seal backups with a passphrase from now on; print the recovery sheet."""
    if passphrase_file is None:
        raise click.UsageError(say("Cần --passphrase-file."))
    office = frame.open()
    passphrase = _passphrase(passphrase_file)
    if off:
        backup_key.reveal(office, passphrase)
        backup_key.end(office)
        return
    sealed = sealing.load(office.folder) is not None
    secret = backup_key.reveal(office, passphrase) if sealed else backup_key.begin(office, passphrase)
    if sheet is not None:
        click.echo(backup_key.sheet(office, secret, sheet))
    tell(say("Từ nay bản sao lưu được mã hóa. Hãy in phiếu khôi phục và cất vào két."))


@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--resume", is_flag=True, help="go on with the files where a check was stopped")
@click.option("--repair", "mend", is_flag=True, help="first mend what can be mended without losing anything")
@pass_frame
def check(frame: Frame, as_json: bool, resume: bool, mend: bool) -> None:
    """Check the office: database, numbers, scans, search, accounts, backups."""
    if mend:
        for done in check_service.repair(frame.open()):
            tell(str(done))
    report = check_service.check(frame.open(read_only=True), resume=resume)
    problems = [str(problem) for problem in report.problems]
    if as_json:
        notes = [str(note) for note in report.notes]
        put_json({"ok": report.ok, "problems": problems, "accounting": report.accounting, "notes": notes})
    else:
        for problem in problems:
            click.echo(problem)
        click.echo(", ".join(f"{name} {count}" for name, count in report.accounting.items()))
        for note in report.notes:
            click.echo(str(note))
    if not report.ok:
        raise OfficeError(
            "check", tr("Kiểm tra thấy {n} vấn đề.", n=len(problems)), tr("Xem từng dòng và làm theo hướng dẫn.")
        )


COMMANDS = (new, backup, restore, seal, check)
