"""The program in a Linux desktop's menus: put in, put in again, taken away; the data stay."""

from __future__ import annotations

import configparser
import os
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from desktop.core.errors import StorageError
from desktop.services import backup_folder, desktop_entry
from desktop.services.desktop_entry import KIND, Places

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="freedesktop.org")
START = ["/home/Lan Anh/$văn thư 100%/vanthu"]


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    return Places(tmp_path / "share", tmp_path / "config", tmp_path / "Màn hình")


def read(file: Path) -> configparser.SectionProxy:
    parser = configparser.RawConfigParser(delimiters=("=",), strict=True)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(file.read_text(encoding="utf-8"))
    return parser["Desktop Entry"]


def started(key: str) -> list[str]:
    """What a desktop makes of an Exec key: the string's own escapes first, then the quotes, then ``%%``."""
    parts = re.findall(r'"((?:\\.|[^"\\])*)"|(\S+)', key.replace("\\\\", "\\"))
    return [re.sub(r"\\(.)", r"\1", quoted).replace("%%", "%") if quoted else bare for quoted, bare in parts]


def test_entry_icon_kind_and_opener_are_written(places: Places) -> None:
    files = desktop_entry.install(places, START)
    assert {file.name for file in files} == {"vanthu.desktop", "vanthu-backup.desktop", "vanthu.svg", "vanthu.xml"}
    app = read(places.files()["app"])
    assert started(app["Exec"]) == START
    assert (app["Type"], app["Name"], app["Icon"]) == ("Application", "Văn Thư", "vanthu")
    opener = read(places.files()["opener"])
    assert started(opener["Exec"]) == [*START, "open-backup", "%f"]
    assert opener["MimeType"] == f"{KIND};"
    kind = ElementTree.parse(places.files()["kind"]).getroot()
    globs = [element.get("pattern") for element in kind.iter() if element.tag.endswith("glob")]
    assert globs == [f"*{backup_folder.ENDING}"]
    ElementTree.parse(places.files()["icon"])


def test_autostart_and_the_scan_folder_only_when_asked_for(places: Places, tmp_path: Path) -> None:
    desktop_entry.install(places, START)
    assert not places.files()["autostart"].exists()
    scans = tmp_path / "scans"
    scans.mkdir()
    for _ in range(2):  # again is no trouble
        desktop_entry.install(places, START, autostart=True, scans=scans)
    assert started(read(places.files()["autostart"])["Exec"]) == START
    assert Path(os.readlink(places.files()["scans"])) == scans


def test_what_is_on_the_desk_is_not_written_over(places: Places, tmp_path: Path) -> None:
    taken = places.files()["scans"]
    taken.mkdir(parents=True)
    with pytest.raises(StorageError) as told:
        desktop_entry.install(places, START, scans=tmp_path)
    assert told.value.code == "name-taken"
    assert taken.is_dir()


def test_taken_away_whole_and_the_data_stay(places: Places, tmp_path: Path) -> None:
    scans = tmp_path / "office" / "scans"
    scans.mkdir(parents=True)
    (scans / "a.pdf").write_bytes(b"x")
    written = desktop_entry.install(places, START, autostart=True, scans=scans)
    assert set(desktop_entry.remove(places)) == set(written)
    left = [p for p in (tmp_path / "share", tmp_path / "config", places.desk) for p in p.rglob("*") if not p.is_dir()]
    assert left == []
    assert (scans / "a.pdf").read_bytes() == b"x"
    assert desktop_entry.remove(places) == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_home_that_cannot_be_written_is_told(places: Places) -> None:
    places.data.mkdir(mode=0o500)
    with pytest.raises(StorageError):
        desktop_entry.install(places, START)
