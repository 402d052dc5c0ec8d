"""A letter found to be secret after it was taken in, from a terminal."""

from __future__ import annotations

from datetime import datetime

import click

from desktop.cli.frame import Frame, pass_frame, tell
from desktop.core.words import say
from desktop.services import inbox, letters, secret_later
from desktop.services.secret_later import Holding


@click.command("secret")
@click.argument("letter", required=False)
@click.option("--scan", help="a scan of the inbox instead of a registered letter")
@click.option("--reason", required=True, help="nothing of what stands in the letter")
@pass_frame
def secret(frame: Frame, letter: str | None, scan: str | None, reason: str) -> None:
    """Take a LETTER (or --scan) off this PC that was found to be secret, and name the backups that may still hold it."""
    if (letter is None) == (scan is None):
        raise click.UsageError("LETTER or --scan")
    office = frame.open()
    scan_id = inbox.find_scan(office, scan).id if scan is not None else 0
    letter_id = letters.find_letter(office, letter).id if letter is not None else 0
    since = secret_later.since(office, scan_id=scan_id, letter_id=letter_id)
    declare = secret_later.declare_scan if scan_id else secret_later.declare_letter
    _tell_of(declare(office, scan_id or letter_id, reason))
    tell(say("Làm lại bản sao lưu: lệnh renew-backups --since {since}", since=since.isoformat()))


@click.command("renew-backups")
@click.option("--since", required=True, type=click.DateTime(), help="the moment that «secret» named")
@click.option("--reason", required=True)
@pass_frame
def renew_backups(frame: Frame, since: datetime, reason: str) -> None:
    """Replace the backups made since a moment by new ones; older days stay."""
    _tell_of(secret_later.renew_backups(frame.open(), since, reason))
    tell(say("Đã làm lại bản sao lưu."))


def _tell_of(found: Holding) -> None:
    for file in (*found.files, *found.disks):
        click.echo(file)
    for name in found.away:
        tell(say("Ổ đĩa chưa cắm: {name}. Hãy cắm vào và làm lại, hoặc xóa bằng tay.", name=name))


COMMANDS = (secret, renew_backups)
