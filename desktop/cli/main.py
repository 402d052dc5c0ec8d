"""The group of all commands and the global options."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click

from desktop.cli.frame import Frame, Window, failures_told, speak


class _Told(click.Group):
    """A group whose commands never end in a traceback, and are loaded when one is asked for: the window, which is
    opened without any, need not wait for them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        self._load()
        return super().list_commands(ctx)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        self._load()
        from desktop.cli import opening

        return opening.of_file(cmd_name) if opening.is_backup(cmd_name) else super().get_command(ctx, cmd_name)

    def _load(self) -> None:
        if self.commands:
            return
        from desktop.cli import (
            care,
            demo,
            desktop_entry,
            following,
            moving,
            opening,
            reading,
            registering,
            secrecy,
            sheets,
            users,
            work,
        )

        for room in (
            reading,
            registering,
            sheets,
            work,
            following,
            care,
            moving,
            users,
            secrecy,
            opening,
            desktop_entry,
        ):
            for command in room.COMMANDS:
                self.add_command(command)
        self.add_command(demo.demo)

    def invoke(self, ctx: click.Context) -> object:
        with failures_told(ctx.find_object(Frame) or ctx.obj):
            return super().invoke(ctx)


@click.group(cls=_Told, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--office", type=click.Path(path_type=Path, file_okay=False), help="the office's folder")
@click.option("--lang", type=click.Choice(["vi", "en"]), help="language of messages")
@click.option("--as", "name", metavar="NAME", help="who signs in (password: $VANTHU_PASSWORD, standard input or asked)")
@click.version_option(package_name="vanthu", prog_name="vanthu")
@click.pass_context
def vanthu(ctx: click.Context, office: Path | None, lang: str | None, name: str | None) -> None:
    """Văn Thư: incoming letters, directives and tasks of a commune office. Without a command it opens the window."""
    frame: Frame = ctx.obj
    frame.office = office
    frame.language = lang
    frame.name = name
    speak(lang or "vi")
    if ctx.invoked_subcommand is None:
        ctx.exit(frame.window.open(frame.folder(), lang))


def main(window: Window, arguments: list[str] | None = None, *, clock: Callable[[], datetime] | None = None) -> int:
    """Run the command line with ``arguments`` (default: the process's) and return the exit status.

    ``clock`` tells the local time (default: the computer's).
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        result = vanthu.main(args=arguments, prog_name="vanthu", standalone_mode=False, obj=Frame(window, clock=clock))
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        return 1
    except SystemExit as ended:
        return int(ended.code or 0)
    return result if isinstance(result, int) else 0
