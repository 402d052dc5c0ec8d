"""Backup by the day, sealing, restoring and mending from the terminal."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from desktop.services import archive, letters, sample, sample_many, straight
from desktop.services.office import Office


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


def test_a_large_sample_office_is_made_whole_or_not_at_all(vanthu, tmp_path: Path, monkeypatch) -> None:
    office = tmp_path / "o"
    shares: list[tuple[int, int]] = []
    enter = sample_many._Maker.enter

    def stopped(self, days) -> None:
        enter(self, days)
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(sample_many._Maker, "enter", stopped)
        assert vanthu("--office", office, "new", "--sample", "--letters", "40").status != 0
    assert list(tmp_path.iterdir()) == []
    assert vanthu("--office", office, "new", "--sample", "--letters", "40").status == 0
    assert [p.name for p in tmp_path.iterdir()] == ["o"]
    assert vanthu("--office", office, "check").status == 0
    with Office.open(office) as made:
        assert letters.count(made) == 40
        assert made.db.value("PRAGMA journal_mode") == "delete"
    assert vanthu("--office", office, "new", "--sample", "--letters", "40").status == 1, "something is there"
    sample.create_large(tmp_path / "p", 40, tell=lambda done, total: shares.append((done, total)))
    assert shares[-1] == (40, 40)


def test_stopping_a_backup_or_a_restore_in_the_terminal_leaves_nothing_half(
    vanthu, tmp_path: Path, monkeypatch
) -> None:
    office = tmp_path / "o"
    vanthu("--office", office, "new", "--sample", "--letters", "20")
    whole = vanthu("--office", office, "backup", tmp_path / "usb" / "a.vanthu")
    assert whole.status == 0
    before = sorted(p.name for p in tmp_path.rglob("*"))

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    for module, name in ((straight.Outward, "sync"), (archive, "verify"), (archive, "_pour")):
        with monkeypatch.context() as broken:
            broken.setattr(module, name, stop)
            if name == "_pour":
                assert vanthu("restore", tmp_path / "usb" / "a.vanthu", "--to", tmp_path / "back").status != 0
            else:
                assert vanthu("--office", office, "backup", tmp_path / "usb" / "b.vanthu").status != 0
        assert sorted(p.name for p in tmp_path.rglob("*")) == before


def test_a_damaged_office_names_the_command_that_mends_it(vanthu, office: Path) -> None:
    """What the sentence says is typed as it stands."""
    assert vanthu("--office", office, "backup", "--day").status == 0
    file = office / "office.db"
    file.write_bytes(file.read_bytes()[:-20_000])
    told = vanthu("--office", office, "inbox")
    assert told.status == 1
    assert "office.db" in told.err
    command = told.err.split("vanthu --office", 1)[1]
    done = vanthu("--office", *shlex.split(command))
    assert done.status == 0
    assert "office.db.hong-" in done.err
    assert vanthu("--office", office, "check").status == 0
    assert vanthu("--office", *shlex.split(command)).status == 1, "a sound office is not exchanged"
    assert vanthu("restore", file).status == 2
    assert vanthu("restore", file, "--to", office, "--in-place").status == 2


def test_without_a_backup_the_sentence_says_what_to_put_in(vanthu, office: Path) -> None:
    (office / "office.db").write_bytes(b"")
    told = vanthu("--office", office, "inbox")
    assert "restore TỆP.vanthu --in-place" in told.err
