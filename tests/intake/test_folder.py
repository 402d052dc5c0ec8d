from __future__ import annotations

import os
import sys
import unicodedata
from pathlib import Path

import pytest

from desktop.core.errors import StorageError
from desktop.intake import folder


@pytest.mark.parametrize(
    "name",
    [
        "~$van ban.docx",
        "scan.pdf.part",
        "scan.tmp",
        ".hidden.pdf",
        "scan.crdownload",
        "scan.pdf~",
        "Thumbs.db",
        "x.lnk",
    ],
)
def test_temporary_and_system_names_are_passed_by(name: str) -> None:
    assert not folder.wanted(name)


@pytest.mark.parametrize("name", ["scan.pdf", "Công văn số 12.TIF", "0001", "a.docx", "mẫu.tmp.pdf"])
def test_other_names_are_looked_at(name: str) -> None:
    assert folder.wanted(name)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (unicodedata.normalize("NFD", "Quyết định đầu.pdf"), "Quyết định đầu.pdf"),
        ("..\\..\\windows\\system32\\a.pdf", "a.pdf"),
        ("a\nb\x07.pdf", "a_b_.pdf"),
        ("hóa đơn \u202efdp.exe", "hóa đơn _fdp.exe"),
        ("x" * 300, "x" * 200),
        ("   ", "_"),
        ("bad\udcff.pdf", "bad\ufffd.pdf"),
    ],
)
def test_a_name_is_shown_whole_in_nfc_and_on_one_line(name: str, shown: str) -> None:
    assert folder.clean_name(name) == shown


def test_only_plain_files_of_the_folder_itself(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "inside.pdf").write_bytes(b"x")
    (tmp_path / "a.pdf").write_bytes(b"x")
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "pipe.pdf")
        (tmp_path / "link.pdf").symlink_to("/etc/passwd")
    assert [seen.path.name for seen in folder.look(tmp_path)] == ["a.pdf"]


def test_the_oldest_comes_first(tmp_path: Path) -> None:
    for name, age in (("new.pdf", 10), ("old.pdf", 1000), ("middle.pdf", 100)):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    assert [seen.path.name for seen in folder.look(tmp_path)] == ["old.pdf", "middle.pdf", "new.pdf"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such a name")
def test_a_name_that_is_no_unicode_has_a_place_the_database_takes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"s\xc3\xa1u\xff.pdf")).write_bytes(b"x")
    (seen,) = folder.look(tmp_path)
    assert seen.place.endswith("sáu\\xff.pdf")
    seen.place.encode("utf-8")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as told:
        folder.look(tmp_path / "usb" / "scans")
    assert told.value.code == "missing"
