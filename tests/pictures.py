"""Pictures of every screen, made from the running program:  python -m tests.pictures [FOLDER] [--help-pages]

Draws the sample office after its demo (no screen needed) in both languages, light and dark, at 1366x768, once with
half again larger type and once on such a screen set to 200 %. ``--help-pages`` renews the pictures that README.md and
the guide show (resources/help/pictures).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings, QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import Program
from desktop.core.words import Text
from desktop.services import demo, register, sample
from desktop.services.office import Office
from resources import path
from tests.picture_care import care_dialogs
from tests.picture_dialogs import dialogs, import_pages, small_forms

SIZE = QSize(1366, 768)
SCREENS = ("start", "inbox", "register", "directives", "tasks", "week", "reports", "catalogues", "settings", "help")
MONDAY = datetime(2026, 11, 23, 8, 0)
DUE_SOON = datetime(2026, 12, 2, 8, 0)


@dataclass(frozen=True)
class Look:
    """How the window is shown: language, colours, how much larger the type is, how much larger the system draws all."""

    language: str
    theme: str
    scale: float = 1.0
    zoom: int = 1

    @property
    def name(self) -> str:
        larger = f"-{round(self.scale * self.zoom * 100)}" if self.scale * self.zoom != 1.0 else ""
        return f"{self.language}-{self.theme}{larger}"


LOOKS = [Look(language, theme) for language in ("vi", "en") for theme in ("light", "dark")]
LOOKS += [Look("vi", "light", 1.5), Look("vi", "light", zoom=2)]


def make_office(folder: Path) -> None:
    """Make the sample office, do the demo's job in it, and register one letter more without giving its work."""
    with sample.create(folder, clock=lambda: MONDAY) as office:
        result = demo.run(office, _silent)
        left = [s for s in result.left if s.state == "ready" and s.letter_count == 1 and s.kind == "letter"]
        for scan in left[1:2]:  # the first one, written by hand, is what the inbox shows
            register.register_scan(office, scan)


def pictures(folder: Path, look: Look) -> Iterator[tuple[str, Path]]:
    """Draw each screen of the office in ``folder`` and yield its name and PNG file, below ``folder``/pictures."""
    with Office.open(folder) as office:
        from dataclasses import replace

        office.change_settings(replace(office.settings, theme=look.theme, font_scale=look.scale))
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    memory = QSettings(str(folder.parent / "window.ini"), QSettings.Format.IniFormat)
    program = Program(app, folder, language=look.language, clock=lambda: DUE_SOON, memory=memory)
    program.window.setWindowState(Qt.WindowState.WindowNoState)
    program.window.setFixedSize(SIZE / look.zoom)
    program.window.show()
    for name in SCREENS:
        program.window.go_to(name)
        _settle(program)
        file = folder / "pictures" / look.name / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        program.window.grab().save(str(file))
        yield name, file
    care = care_dialogs(program, folder.parent)
    small = small_forms(program, folder.parent)
    for name, dialog in chain(dialogs(program), small, import_pages(program, folder.parent), care):
        dialog.show()
        _settle(program)
        file = folder / "pictures" / look.name / f"dialog-{name}.png"
        dialog.grab().save(str(file))
        yield name, file
        if not name.startswith(("import-", "restore-", "first-")):
            dialog.done(0)
    program.close()


def _settle(program: Program) -> None:
    """Wait for the office and for every strip and page: a busy machine draws them later than the office answers."""
    program.settle()
    pages = program.context.pages
    for _ in range(200):
        if pages.at_rest:
            break
        QTest.qWait(50)
    QTest.qWait(50)


def _silent(_text: Text) -> None:
    """The demo's steps need not be told here."""


def guide() -> str:
    """Return all pages of the guide: only the pictures that they show are kept."""
    return "".join(page.read_text(encoding="utf-8") for page in sorted(path("help").glob("*/*.md")))


def draw_zoomed(target: Path, look: Look) -> None:
    """Draw a look in a program of its own: a screen's scale is settled when a program starts."""
    screen = target / "screen.json"
    screen.write_text(
        json.dumps({"screens": [{"name": "one", "x": 0, "y": 0, "width": SIZE.width(), "height": SIZE.height()}]})
    )
    larger = {"QT_SCALE_FACTOR": str(look.zoom), "QT_QPA_PLATFORM": f"offscreen:configfile={screen}"}
    command = [sys.executable, "-m", "tests.pictures", str(target), "--look", look.name]
    subprocess.run(command, env=os.environ | larger, check=True)


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path)
    asked.add_argument("--help-pages", action="store_true", help="renew resources/help/pictures")
    asked.add_argument("--look", choices=[look.name for look in LOOKS], action="append")
    wanted = asked.parse_args()
    target = wanted.folder or Path(tempfile.mkdtemp(prefix="vanthu-pictures-"))
    office = target / "office"
    if not office.exists():
        make_office(office)
    for look in LOOKS:
        if wanted.look and look.name not in wanted.look:
            continue
        if look.zoom != round(float(os.environ.get("QT_SCALE_FACTOR", "1"))):
            draw_zoomed(target, look)
            continue
        for name, file in pictures(office, look):
            print(file)
            if wanted.help_pages and look.name == "vi-light" and f"pictures/{name}.png" in guide():
                shown = path("help", "pictures", f"{name}.png")
                shown.parent.mkdir(parents=True, exist_ok=True)
                shown.write_bytes(file.read_bytes())


if __name__ == "__main__":
    main()
