"""Backup by the day, sealing, restoring and mending from the terminal."""

from __future__ import annotations

import json
from pathlib import Path


def test_seal_back_up_restore(vanthu, tmp_path: Path) -> None:
    office = tmp_path / "o"
    assert vanthu("--office", office, "new", "--name", "ỦY BAN NHÂN DÂN XÃ AN BÌNH").status == 0
    word = tmp_path / "word.txt"
    word.write_text("một câu thật dài\n", encoding="utf-8")
    sheet = tmp_path / "sheet.pdf"
    assert vanthu("--office", office, "seal", "--passphrase-file", word, "--sheet", sheet).status == 0
    assert sheet.read_bytes().startswith(b"%PDF")
    made = vanthu("--office", office, "backup", "--day")
    assert made.status == 0
    day = Path(made.out.strip())
    assert vanthu("restore", day, "--to", tmp_path / "back").status == 1
    assert vanthu("restore", day, "--to", tmp_path / "back", "--passphrase-file", word).status == 0
    assert vanthu("--office", tmp_path / "back", "check", "--json").status == 0
    assert vanthu("--office", office, "seal", "--passphrase-file", word, "--off").status == 0
    assert vanthu("--office", office, "backup", tmp_path / "a.vanthu", "--passphrase-file", word).status == 0
    assert vanthu("restore", tmp_path / "a.vanthu", "--to", tmp_path / "b", "--passphrase-file", word).status == 0


def test_wrong_usage_and_wrong_passphrase(vanthu, tmp_path: Path) -> None:
    office = tmp_path / "o"
    vanthu("--office", office, "new", "--name", "ỦY BAN NHÂN DÂN XÃ AN BÌNH")
    assert vanthu("--office", office, "seal").status == 2
    assert vanthu("--office", office, "backup", "x.vanthu", "--day").status == 2
    assert vanthu("--office", office, "seal", "--passphrase-file", tmp_path / "none").status == 1
    short = tmp_path / "short.txt"
    short.write_text("ngắn", encoding="utf-8")
    assert vanthu("--office", office, "seal", "--passphrase-file", short).status == 1


def test_check_mends_and_notes_the_age_of_backups(vanthu, tmp_path: Path) -> None:
    office = tmp_path / "o"
    vanthu("--office", office, "new", "--name", "ỦY BAN NHÂN DÂN XÃ AN BÌNH")
    done = vanthu("--office", office, "check", "--repair", "--json")
    assert done.status == 0
    assert json.loads(done.out)["notes"] == []
