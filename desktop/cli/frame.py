"""What every command shares: the office it works in, its language, how it prints and how it fails."""

from __future__ import annotations

import json
import logging
import os
import shlex
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

import click
import platformdirs

import resources
from desktop.core.errors import OfficeError, StorageError
from desktop.core.reports_of_bugs import QuietFormatter
from desktop.core.words import say, tr, use_language
from desktop.services import own_office
from desktop.services.office import Office, Stage, Tell

log = logging.getLogger("vanthu")


class Window(Protocol):
    """The window, handed in by the composition root: the command line itself never imports Qt."""

    def open(self, office: Path, language: str | None) -> int:
        """Show the window on an office until it is closed; return the exit status."""
        ...

    def restore(self, file: Path, language: str | None) -> int:
        """Show the wizard that restores a backup; return the exit status."""
        ...

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        """Draw the window without a screen and save it as a PNG file."""
        ...


@dataclass
class Frame:
    """The global options of one call."""

    window: Window
    office: Path | None = None
    language: str | None = None
    clock: Callable[[], datetime] | None = None
    name: str | None = None
    password: str | None = None
    opened: list[Office] = field(default_factory=list)

    def folder(self) -> Path:
        """Return the office's folder: --office, else $VANTHU_OFFICE, else the user's own."""
        return self.office if self.office is not None else own_office.named()

    def open(self, *, read_only: bool = False, sign_in: bool = True) -> Office:
        """Open the office and take over its language unless one was asked for; ``sign_in``: as whoever --as names."""
        with _upgrade_told() as heard:
            office = Office.open(self.folder(), clock=self.clock, read_only=read_only, tell=heard)
        self.opened.append(office)
        if office.working.on and sign_in:
            self._sign_in(office)
        if self.language is None:
            speak(office.settings.language)
        return office

    def _sign_in(self, office: Office) -> None:
        """Sign in with --as and $VANTHU_PASSWORD, else a password asked for (or the first line of standard input)."""
        from desktop.services import sign_in

        if not self.name:
            raise OfficeError("sign-in-needed", tr("Cơ quan này cần đăng nhập."), tr("Thêm --as TÊN vào lệnh."))
        if self.password is None:
            self.password = os.environ.get("VANTHU_PASSWORD") or ask_password()
        if office.db_is_read_only:
            with Office.open(office.folder, clock=self.clock) as writing:
                office.working.become(sign_in.sign_in(writing, self.name, self.password))
        else:
            sign_in.sign_in(office, self.name, self.password)


@contextmanager
def _upgrade_told() -> Iterator[Tell]:
    """Say on standard error, while an older office is brought to this version, how far that is: where a person looks on
    a line that moves, elsewhere a line for each stage."""
    begun, last = time.monotonic(), ""

    def heard(stage: Stage, share: float) -> None:
        from desktop.services import upgrading

        nonlocal last
        moves = sys.stderr is not None and sys.stderr.isatty()
        gone = round(time.monotonic() - begun)
        far = say(": {share} %, đã {n} giây", share=round(share * 100), n=gone) if moves else "…"
        line = str(upgrading.WORDS[stage]) + far
        if line != last:
            click.echo(f"\r{line}  " if moves else line, nl=not moves, err=True)
            last = line

    yield heard
    if last and sys.stderr is not None and sys.stderr.isatty():
        click.echo(err=True)


def ask_password() -> str:
    """Ask for a password without showing it; where nobody can be asked, take a line of standard input."""
    if sys.stdin is not None and not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    answer: str = click.prompt(say("Mật khẩu"), hide_input=True, err=True)
    return answer


pass_frame = click.make_pass_decorator(Frame)


def speak(language: str) -> None:
    """Show every text in ``language`` ('vi' or 'en')."""
    use_language(language, resources.catalogue(language))


def tell(text: str) -> None:
    """Say something to the person: standard error, so that standard output stays for what was asked."""
    click.echo(text, err=True)


def put_json(value: Any) -> None:
    """Print one JSON value on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False))


def require_file(path: Path) -> Path:
    """Return ``path`` when it is a file that exists; OfficeError otherwise."""
    if not path.is_file():
        raise OfficeError("no-such-file", tr("Không có tệp «{path}».", path=path), tr("Kiểm tra lại tên tệp."))
    return path


@contextmanager
def failures_told(frame: Frame) -> Iterator[None]:
    """Turn a failure into one sentence and exit status 1; a bug's traceback goes to the log, never to the screen."""
    try:
        yield
    except OfficeError as error:
        _end(f"{error} {_way_back(frame, error)}")
    except OSError as error:
        _end(say("Máy tính báo lỗi: {error}. Kiểm tra ổ đĩa, thư mục và quyền ghi rồi thử lại.", error=error))
    except (click.ClickException, click.exceptions.Exit, click.Abort):
        raise
    except Exception as error:  # noqa: BLE001  (a bug of ours: logged whole, told in one line)
        where = _log_bug(frame, error)
        _end(say("Chương trình gặp lỗi ({error}). Chi tiết nằm ở {where}.", error=type(error).__name__, where=where))
    finally:
        for office in frame.opened:
            office.close()


def _way_back(frame: Frame, error: OfficeError) -> str:
    """The command that brings back the newest backup, where the office's database is what is damaged; else ""."""
    if not isinstance(error, StorageError):
        return ""
    from desktop.services import replacing  # only a damaged office needs it

    folder = frame.folder()
    if not replacing.is_damaged(folder, error):
        return ""
    newest = replacing.newest_backup(folder, (frame.clock or datetime.now)())
    file = shlex.quote(str(newest.file)) if newest else say("TỆP.vanthu")
    command = f"vanthu --office {shlex.quote(str(folder))} restore {file} --in-place"
    return say("Lệnh khôi phục từ bản sao lưu: {command}", command=command)


def _end(sentence: str) -> None:
    tell("vanthu: " + " ".join(sentence.split()))
    sys.exit(1)


def _log_bug(frame: Frame, error: Exception) -> Path:
    from logging.handlers import RotatingFileHandler  # it brings sockets and mail: loaded when there is a bug

    folder = frame.folder() / "logs"
    if not folder.is_dir():
        folder = Path(platformdirs.user_log_dir("vanthu", appauthor=False))
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "vanthu.log"
    handler = RotatingFileHandler(file, maxBytes=500_000, backupCount=3, encoding="utf-8")
    handler.setFormatter(QuietFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    log.addHandler(handler)
    log.error("command failed", exc_info=error)
    from desktop.services import bug_files  # no other command needs it

    bug_files.keep_quietly(folder, error)
    handler.close()
    log.removeHandler(handler)
    return file
