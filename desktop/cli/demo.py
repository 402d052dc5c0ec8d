"""The demo: the main job on the sample office, then the window where there is a screen."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

import click

from desktop.cli.frame import Frame, pass_frame, tell
from desktop.core.names import full_symbol, show_date
from desktop.core.words import say
from desktop.services import demo as demo_service
from desktop.services import sample as sample_service
from desktop.services.demo import DemoResult
from desktop.services.office import Office


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]")
@click.option("--no-window", is_flag=True, help="do the job in the terminal even where there is a screen")
@pass_frame
def demo(frame: Frame, folder: Path | None, no_window: bool) -> None:
    """Show the main job on sample scans from end to end."""
    folder = (folder or Path(tempfile.mkdtemp(prefix="vanthu-demo-")) / "office").absolute()
    frame.office = folder
    result = _do(_sample(frame, folder))
    for line in _summary(result):
        click.echo(line)
    click.echo(say("Đơn vị mẫu: {folder}", folder=folder))
    if has_screen() and not no_window:
        tell(say("Mở cửa sổ Văn Thư …"))
        sys.exit(frame.window.open(folder, frame.language))
    picture = folder / demo_service.PRINTS / "window.png"
    frame.window.picture(folder, picture, frame.language)
    click.echo(say("Hình cửa sổ: {file}", file=picture))


def has_screen() -> bool:
    """Tell whether a window can be shown: always on Windows and macOS, else where a display is named."""
    if sys.platform in ("win32", "darwin"):
        return True
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return False
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _sample(frame: Frame, folder: Path) -> Office:
    """Open the office that an earlier demo left in the folder, or make it."""
    if (folder / "office.db").exists():
        return frame.open()
    office = sample_service.create(folder, clock=frame.clock)
    frame.opened.append(office)
    return office


def _do(office: Office) -> DemoResult:
    return demo_service.run(office, lambda text: tell(str(text)))


def _summary(result: DemoResult) -> list[str]:
    lines = [say("Đã nhận {n} tệp:", n=len(result.scans))]
    lines += [f"  {scan.file:15} {scan.state:10} {scan.reason}".rstrip() for scan in result.scans]
    lines.append(say("Đã đăng ký {n} văn bản:", n=len(result.registered)))
    for letter in result.registered:
        symbol = full_symbol(letter.number, letter.symbol, letter.system)
        lines.append(f"  {letter.arrival_number:3}  {symbol:20} {letter.subject[:70]}")
    lines.append(say("Để lại cho văn thư xem: {n} tệp", n=len(result.left)))
    lines.append(say("Đã giao {n} nhiệm vụ:", n=len(result.tasks)))
    lines += [f"  {task.lead:24} {show_date(task.due_on) or '—':10}  {task.title[:70]}" for task in result.tasks]
    lines.append(say("Đã in:"))
    lines += [f"  {file}" for file in result.files]
    return lines
