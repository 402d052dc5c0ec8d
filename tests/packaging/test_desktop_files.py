"""A double click on a backup: the Linux desktop's files name the command that opens the restore wizard."""

from __future__ import annotations

import configparser
import shlex
from pathlib import Path
from xml.etree import ElementTree

from desktop.cli.main import main
from desktop.services.backup_folder import ENDING

LINUX = Path(__file__).parents[2] / "packaging" / "linux"


class Seen:
    """Stands in for the window."""

    def __init__(self) -> None:
        self.restored: list[Path] = []
        self.opened: list[Path] = []

    def restore(self, file: Path, language: str | None) -> int:
        self.restored.append(file)
        return 0

    def open(self, office: Path, language: str | None) -> int:
        self.opened.append(office)
        return 0

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        raise AssertionError


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(LINUX / "vanthu.desktop", encoding="utf-8")
    return parser["Desktop Entry"]


def run(words: list[str]) -> Seen:
    seen = Seen()
    assert main(seen, words) == 0  # type: ignore[arg-type]
    return seen


def test_the_desktop_entry_opens_the_wizard_with_the_file(tmp_path: Path) -> None:
    file = tmp_path / f"sao lưu{ENDING}"
    file.write_bytes(b"")
    program, *words = shlex.split(entry()["Exec"])
    assert program == "vanthu"
    assert run([str(file) if word == "%f" else word for word in words]).restored == [file]
    alone = run([word for word in words if word != "%f"])
    assert (len(alone.opened), alone.restored) == (1, [])


def test_the_kind_of_file_is_the_backups() -> None:
    root = ElementTree.parse(LINUX / "vanthu-backup.xml").getroot()
    space = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = root.find("m:mime-type", space)
    assert kind is not None
    assert [glob.get("pattern") for glob in kind.findall("m:glob", space)] == [f"*{ENDING}"]
    assert entry()["MimeType"].split(";")[0] == kind.get("type")
