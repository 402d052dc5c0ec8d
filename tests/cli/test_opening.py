"""What a double click calls: a backup's file opens the restore wizard, whatever office is in use."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from desktop.cli.main import main
from desktop.services import desktop_entry, own_office


class Seen:
    """Stands in for the window."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Path, str | None]] = []

    def restore(self, file: Path, language: str | None) -> int:
        self.asked.append(("restore", file, language))
        return 0

    def open(self, office: Path, language: str | None) -> int:
        self.asked.append(("open", office, language))
        return 0

    def picture(self, office: Path, file: Path, language: str | None) -> None:
        raise AssertionError


@pytest.mark.parametrize("words", [["FILE"], ["window", "FILE"], ["open-backup", "FILE"], ["--lang", "en", "FILE"]])
@pytest.mark.parametrize("name", ["2026-11-16.vanthu", "bản sao LƯU.VANTHU", "-one.vanthu"])
def test_a_backups_file_opens_the_wizard(tmp_path: Path, words: list[str], name: str) -> None:
    file = tmp_path / name
    file.write_bytes(b"")
    seen = Seen()
    assert main(seen, [str(file) if word == "FILE" else word for word in words]) == 0
    assert seen.asked == [("restore", file, "en" if "en" in words else None)]


def test_what_the_desktop_starts_opens_the_window_and_for_a_backup_the_wizard(tmp_path: Path) -> None:
    file = tmp_path / "sao lưu.vanthu"
    file.write_bytes(b"")
    for text, asked in ((desktop_entry.entry(["vanthu"]), "open"), (desktop_entry.opener(["vanthu"]), "restore")):
        command = next(line for line in text.splitlines() if line.startswith("Exec=")).removeprefix("Exec=")
        seen = Seen()
        assert main(seen, [str(file) if word == "%f" else word for word in shlex.split(command)[1:]]) == 0
        assert [(what, place == file) for what, place, _language in seen.asked] == [(asked, asked == "restore")]


def test_a_file_that_is_not_there_is_told_in_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    seen = Seen()
    assert main(seen, [str(tmp_path / "gone.vanthu")]) == 1
    assert "Không có tệp" in capsys.readouterr().err
    assert seen.asked == []


def test_the_window_is_opened_on_the_remembered_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VANTHU_OFFICE", raising=False)
    monkeypatch.setattr(own_office, "_file", lambda: tmp_path / "office.toml")
    own_office.remember(tmp_path / "ổ D")
    seen = Seen()
    assert main(seen, []) == 0
    assert main(seen, ["window"]) == 0
    assert main(seen, ["--office", str(tmp_path / "other"), "window"]) == 0
    assert [place for _what, place, _language in seen.asked] == [tmp_path / "ổ D", tmp_path / "ổ D", tmp_path / "other"]


def test_restoring_on_a_new_pc_makes_it_the_office_of_the_next_start(
    vanthu, office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_office, "_file", lambda: tmp_path / "config" / "office.toml")
    monkeypatch.setattr(own_office, "default_folder", lambda: tmp_path / "none")
    file = vanthu("--office", office, "backup", tmp_path / "a.vanthu").out.strip()
    assert vanthu("restore", file, "--to", tmp_path / "mới").status == 0
    assert own_office.folder() == tmp_path / "mới"
    assert vanthu("restore", file, "--to", tmp_path / "khác").status == 0
    assert own_office.folder() == tmp_path / "mới", "an office in use is not exchanged"
